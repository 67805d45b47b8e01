"""Later mentions: bare surnames, pronouns, "the minister", "the mission"."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import replace

from ..domain import Span
from .document import ActorSpan, Document
from .forces import belonging, spoken_for
from .lexicon import load
from .words import fold

_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|them)\b", re.I)
_DEFINITE = re.compile(
    r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts)\s+(president|prime minister|minister|general|commander|ambassador|spokes\w+"
    r"|ministry|mission|force|alliance|bloc|country|defence ministry|defense ministry|mayor"
    r"|foreign minister|director|envoy)\b(?!\s+(?:of|in|for|[A-Z]))",
)
# "It is not clear", "it was the first time": nobody in particular.
_EXPLETIVE = re.compile(
    r"\s+(?:is|was|has been|would be|seems?|remains?)\s+(?:not|un|the|a|im|also|in)?"
)
_BODIES = {
    "mission": ("KFOR", "UNMIK", "EULEX", "NATO"), "force": ("KFOR", "UNIFIL", "NATO"),
    "alliance": ("NATO",), "bloc": ("European Union",),
}  # fmt: skip
# "Serbs drove them back": a subject so near to "them" is not who they are. In characters.
_SUBJECT_GAP = 12
# How far back a mention can point, in characters.
_REACH = 700
_LETTERS = re.compile(r"\w+")
# Case endings of a surname in Serbian and Albanian texts, in both scripts.
_ENDING = r"(?:a|u|om|em|i|it|in|ut|t|n|s|а|у|ом|ем)?"
_SINGULAR = frozenset({"state", "organisation", "institution", "force", "party"})
_PLURAL = frozenset({"community", "armed-group", "institution", "force"})


def coreference(document: Document) -> Document:
    """Resolve short forms and pronouns to the actors named before them."""
    named = _surnames(document)
    resolved = list(named)
    for mention in sorted(_short_forms(document), key=lambda m: m.start()):
        span = Span(*mention.span())
        near = _window(resolved, span)
        if any(span.overlap(a.span) and not _stands_in(a, mention[0]) for a in near):
            continue
        found = _antecedent(document, mention, [a for a in near if a.span.end <= span.start])
        if found is not None:
            for actor in [a for a in near if a.span.overlap(span)]:
                resolved.remove(actor)
            insort(resolved, _again(document.text, found, span), key=_place)
    owned = [belonging(document, _owned(document, a, resolved), resolved) for a in resolved]
    whose = {a.span: a for a in owned if a.stands_for is not None and not a.coreferent}
    owned = [_as_owned(a, whose) for a in owned]
    return document.evolve(actors=tuple(sorted(owned, key=lambda a: a.span)))


def _as_owned(actor: ActorSpan, whose: dict[Span, ActorSpan]) -> ActorSpan:
    """ "They" for "troops" that turned out to be somebody's."""
    force = whose.get(actor.stands_for) if actor.coreferent and actor.stands_for else None
    if force is None:
        return actor
    return replace(actor, name=force.name, country=force.country, stands_for=force.stands_for)


def _owned(document: Document, actor: ActorSpan, named: list[ActorSpan]) -> ActorSpan:
    """ "Its troops" under the name of the body or state that they belong to."""
    before = document.text[max(0, actor.span.start - 14) : actor.span.start]
    if actor.country or actor.kind not in {"force", "institution"} or actor.coreferent:
        return actor
    if not re.search(r"\b(?:its|their)\s+(?:own\s+)?$", before, re.I):
        return actor
    near = [a for a in named if 0 <= actor.span.start - a.span.end < 300]
    named = [a for a in near if not a.head.split()[-1].islower() or a.stands_for]
    owner = _subject(document, named, actor.span.start, _SINGULAR)
    if owner is None:
        return spoken_for(document, actor, near)
    whose = owner.stands_for or owner.span
    name = f"{owner.name} {actor.head}"
    return replace(actor, name=name, country=owner.country, stands_for=whose)


def _place(actor: ActorSpan) -> Span:
    return actor.span


def _window(named: list[ActorSpan], span: Span) -> list[ActorSpan]:
    """The actors, of a list in text order, that stand within reach before a mention or on it."""
    low = bisect_left(named, Span(span.start - _REACH, 0), key=_place)
    return named[low : bisect_left(named, Span(span.end, 0), key=_place)]


def _stands_in(actor: ActorSpan, words: str) -> bool:
    """Whether an actor found by its noun alone ("mission") may give way to whom it means."""
    bare = actor.head.lower() == words.lower().split()[-1]
    return actor.kind == "office" or (bare and " " in words)


def _again(text: str, actor: ActorSpan, span: Span) -> ActorSpan:
    """A further mention of an actor, which points back to where the text names it."""
    named = actor.stands_for or actor.span
    words = " ".join(span.of(text).split())
    return replace(actor, span=span, head=words, coreferent=True, stands_for=named)


def _surnames(document: Document) -> list[ActorSpan]:
    """The actors, with every bare surname of a person who was named in full."""
    named = list(document.actors)
    full = {_surname(a): a for a in reversed(named) if a.kind == "person" and " " in a.head}
    named = [_linked(a, full) for a in named]
    covered = bytearray(len(document.text))
    for actor in named:
        _cover(covered, actor.span)
    for span, person in _bare(document, full):
        if not any(covered[span.start : span.end]):
            _cover(covered, span)
            named.append(_again(document.text, person, span))
    return sorted(named, key=lambda a: a.span)


def _cover(covered: bytearray, span: Span) -> None:
    covered[span.start : span.end] = b"\1" * (span.end - span.start)


def _bare(document: Document, full: dict[str, ActorSpan]) -> Iterator[tuple[Span, ActorSpan]]:
    """Each place where a surname stands, whatever covers it; in case forms outside English."""
    english = document.language.startswith("en")
    people = {p.head.split()[-1]: p for key, p in full.items() if len(key) > 2}
    for match in _LETTERS.finditer(document.text) if english else ():
        if match[0] in people:
            yield Span(*match.span()), people[match[0]]
    for surname, person in people.items():
        if english and _LETTERS.fullmatch(surname):
            continue
        form = re.escape(surname) + ("" if english else _ENDING)
        for match in re.finditer(rf"(?<!\w){form}(?!\w)", document.text):
            yield Span(*match.span()), person


def _linked(actor: ActorSpan, full: dict[str, ActorSpan]) -> ActorSpan:
    """A short mention ("Prime Minister Kurti") under the full name."""
    person = full.get(_surname(actor)) if actor.kind == "person" else None
    if person is None or person is actor or " " in actor.head:
        return actor
    return replace(
        actor, name=person.name, id=person.id, country=actor.country or person.country,
        role=actor.role or person.role, coreferent=True,
    )  # fmt: skip


def _surname(actor: ActorSpan) -> str:
    return fold(actor.head.split()[-1]) if actor.head.split() else ""


def _short_forms(document: Document) -> Iterator[re.Match[str]]:
    yield from _PRONOUN.finditer(document.text)
    yield from _DEFINITE.finditer(document.text)


def _antecedent(
    document: Document, mention: re.Match[str], near: list[ActorSpan]
) -> ActorSpan | None:
    """Whom a pronoun or a definite noun means."""
    word = mention[0].lower()
    if word in {"he", "she", "him"}:
        return next((a for a in reversed(near) if a.kind == "person"), None)
    if word == "it":
        if _EXPLETIVE.match(document.text, mention.end()):
            return None
        return _subject(document, near, mention.start(), _SINGULAR)
    if word == "them":
        return _object(document, near, mention.start())
    if word == "they":
        return _subject(document, near, mention.start(), _PLURAL)
    return _definite(mention[1].lower(), near)


def _body(noun: str, near: list[ActorSpan]) -> ActorSpan | None:
    """The body that "the mission" means, also where only its soldiers were named ("KFOR troops")."""
    for actor in reversed(near):
        for body in _BODIES[noun]:
            if actor.name == body:
                return actor
            if actor.name.startswith(f"{body} "):
                return replace(actor, name=body, id=None, kind="force", country=None, role=None)
    return None


def _state(near: list[ActorSpan]) -> ActorSpan | None:
    """The state that the last actor with a country belongs to."""
    last = next((a for a in reversed(near) if a.country), None)
    row = load("world")["countries"].get(last.country) if last else None
    if last is None or row is None:
        return None
    return replace(last, name=row["name"], id=None, kind="state", role=None)


def _subject(
    document: Document, near: list[ActorSpan], at: int, kinds: frozenset[str]
) -> ActorSpan | None:
    """The first fitting actor of this sentence, else of the one before: subjects come first."""
    here = next((s.span.start for s in document.sentences if s.span.start <= at < s.span.end), 0)
    inside = [a for a in near if a.span.start >= here and a.kind in kinds]
    doing = [a for a in inside if not _beside(document, a)]
    if doing:
        return doing[0]
    earlier = [s.span for s in document.sentences if s.span.end <= here]
    told = (a for a in near if earlier and earlier[-1].contains(a.span) and a.kind in kinds)
    return next(told, inside[0] if inside else None)


def _beside(document: Document, actor: ActorSpan) -> bool:
    """Whether an actor stands in a phrase that opens the sentence ("After talks with the US, it ...")."""
    parse = document.parse
    at = parse.head_of(actor.span)
    if at is None:
        return False
    chain = (at, *parse.above(at))
    return any(
        parse.is_dep(i, "obl") and i < parse[i].head and parse.children(i, "case") for i in chain
    )


def _object(document: Document, near: list[ActorSpan], at: int) -> ActorSpan | None:
    """The group named last in this sentence ("dispersed protesters and injured 52 of them")."""
    here = next((s.span.start for s in document.sentences if s.span.start <= at < s.span.end), 0)
    inside = [
        a
        for a in near
        if a.span.start >= here and a.kind in _PLURAL and at - a.span.end > _SUBJECT_GAP
    ]
    return inside[-1] if inside else _subject(document, near, at, _PLURAL)


def _definite(noun: str, near: list[ActorSpan]) -> ActorSpan | None:
    """ "The minister" is the last person in such an office, "the mission" the last such body."""
    if noun in _BODIES:
        return _body(noun, near)
    if noun == "country":
        return _state(near)
    if noun.endswith("ministry"):
        return next((a for a in reversed(near) if "ministry" in a.name.lower()), None)
    fits = (a for a in reversed(near) if a.kind == "person" and noun in (a.role or "").lower())
    return next(fits, None)
