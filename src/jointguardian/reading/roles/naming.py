"""From a noun of the parse to an actor: known by a dictionary, by its kind of noun, or by its owner."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import cache
from itertools import pairwise

from ...domain import ActorMention, PlaceMention, Span
from ..document import ActorSpan, Document, TimeMention
from ..lexicon import load
from ..syntax import phrase as core_phrase
from ..syntax.parse import Token
from ..words import fold
from .phrases import named, preposition, words


class Standing(IntEnum):
    """How surely a noun names somebody: not at all, a thing, a site, somebody's thing, somebody."""

    NOTHING = 0
    THING = 1
    SITE = 2
    OWNED = 3
    SOMEBODY = 4


_GROUPS = frozenset({"institution", "force", "armed-group", "community"})


def parties(document: Document, noun: int) -> tuple[ActorSpan, ...]:
    """The actors that a noun phrase names: several where it joins nations ("Polish and Czech troops")."""
    whole = party(document, noun)
    if whole is None or whole.stands_for is not None:
        return () if whole is None else (whole,)
    nations = _joined_nations(document, whole.span, noun)
    if len(nations) < 2:
        return (whole,)
    ends = [document.parse[i].span.end for i in nations[:-1]] + [whole.span.end]
    starts = [whole.span.start] + [document.parse[i].span.start for i in nations[1:]]
    cut = (Span(start, end) for start, end in zip(starts, ends, strict=True))
    return tuple(_part(document, whole, s, i, noun) for s, i in zip(cut, nations, strict=True))


def _joined_nations(document: Document, span: Span, noun: int) -> list[int]:
    """The words of nationality before a noun that only "and" and commas part."""
    parse = document.parse
    found = [i for i in parse.within(span) if i < noun and nation_of(parse[i].text) is not None]
    gaps = (parse[i] for a, b in pairwise(found) for i in range(a + 1, b))
    parted = all(b - a > 1 for a, b in pairwise(found))
    joined = parted and all(t.pos == "CCONJ" or t.text == "," for t in gaps)
    return found if joined else []


def _part(document: Document, whole: ActorSpan, span: Span, nation: int, noun: int) -> ActorSpan:
    """One nation's part of "Polish and Czech troops"."""
    adjective, head = document.parse[nation].text, document.parse[noun].text
    said = _clean(span.of(document.text))
    return ActorSpan(span, said, f"{adjective} {head}", None, whole.kind, nation_of(adjective))


def party(document: Document, noun: int) -> ActorSpan | None:
    """Whom a noun names, with the whole phrase as its words; None for time, mere things and nobody."""
    standing, found = judged(document, noun)
    return found if standing > Standing.NOTHING else None


def judged(document: Document, noun: int) -> tuple[Standing, ActorSpan | None]:
    """How surely a noun names somebody, and whom."""
    token = document.parse[noun]
    if token.pos in {"VERB", "AUX", "PUNCT", "ADP", "ADV"} or _timed(document, token):
        return Standing.NOTHING, None
    head = _counted(document, noun)
    span = named(document.parse, noun)
    actor = _known(document, head) or _person_in(document, span)
    if actor is not None:
        return Standing.SOMEBODY, _mentioned(document, actor, span)
    if token.pos == "PRON":
        return Standing.NOTHING, None
    return _described(document, noun, head, span)


def _mentioned(document: Document, actor: ActorSpan, span: Span) -> ActorSpan:
    """A known actor with the words of its phrase; a pronoun keeps those that it stands for."""
    if actor.stands_for is not None and _points_back(actor.head):
        return replace(actor, stands_for=_phrase_at(document, actor.stands_for))
    whole = _joined(span, _titled(document.text, actor))
    said = _clean(whole.of(document.text))
    known = replace(actor, span=whole, head=said, coreferent=False, stands_for=None)
    if (
        actor.id is not None
        or actor.name.lower() != actor.head.lower()
        or actor.kind not in _GROUPS
    ):
        return known
    noun = document.parse.head_of(actor.span)
    core = span if noun is None else core_phrase(document.parse, noun)
    name = bare(_clean(_joined(core, actor.span).of(document.text)))
    return replace(known, name=name, country=actor.country or _country(document, whole))


def _points_back(head: str) -> bool:
    """Whether words name nobody by themselves: a pronoun, "the mission", "troops" after "its"."""
    return head.islower() or head.split()[0].lower() in words("pointing")


def _titled(text: str, actor: ActorSpan) -> Span:
    """A person's name with the office that stands right before it."""
    role = actor.role or ""
    lead = text[max(0, actor.span.start - len(role) - 2) : actor.span.start]
    if role and lead.rstrip().endswith(role):
        return Span(actor.span.start - len(lead) + lead.rindex(role), actor.span.end)
    return actor.span


def _phrase_at(document: Document, span: Span) -> Span:
    """The whole phrase around a name."""
    noun = document.parse.head_of(span)
    return span if noun is None else _joined(span, named(document.parse, noun))


def _joined(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _described(
    document: Document, noun: int, head: int, span: Span
) -> tuple[Standing, ActorSpan | None]:
    """An actor of no dictionary: by its noun, its capital letter, or whose it is."""
    phrase = _clean(span.of(document.text))
    kind = kind_of(document.parse[head].lemma)
    core = bare(_clean(core_phrase(document.parse, noun).of(document.text)))
    plain = ActorSpan(span, phrase, core, None, kind, _country(document, span))
    if kind is not None:
        return Standing.SOMEBODY, plain
    owner = _owner(document, noun)
    if document.parse[head].pos == "PROPN":
        return Standing.SOMEBODY, _place_or_name(document, head, plain)
    if owner is not None:
        return Standing.OWNED, replace(owner, span=span, head=phrase, coreferent=False)
    if document.parse[head].lemma.lower() in words("sites"):
        return Standing.SITE, plain
    return Standing.THING, plain


def _place_or_name(document: Document, head: int, plain: ActorSpan) -> ActorSpan:
    """A place taken as those who live or govern there; any other name as it is."""
    token = document.parse[head]
    code = nation_of(token.text)
    if code is not None:
        row = load("world")["countries"][code]
        return replace(plain, name=row["name"], kind="state", country=code)
    place = place_at(document, token.span)
    return replace(plain, name=place.name) if place is not None else plain


def _owner(document: Document, noun: int, depth: int = 2) -> ActorSpan | None:
    """Whose a thing is: the actor before it, or after "of" or "by"."""
    parse = document.parse
    for child in parse.children(noun, "nmod", "compound", "amod"):
        own = child < noun or preposition(parse, child) in {"of", "by"}
        if not own or _timed(document, parse[child]):
            continue
        found = _known(document, child) or _by_nation(parse[child])
        if found is None and parse.is_dep(child, "nmod") and kind_of(parse[child].lemma):
            found = party(document, child)
        if found is None and depth:
            found = _owner(document, child, depth - 1)
        if found is not None:
            return found
    return None


def _by_nation(token: Token) -> ActorSpan | None:
    """The state that a word of nationality points to."""
    code = nation_of(token.text)
    if code is None:
        return None
    row = load("world")["countries"][code]
    return ActorSpan(token.span, token.text, row["name"], None, "state", code)


def _counted(document: Document, noun: int) -> int:
    """Who is meant by a noun that only counts ("scores of refugees" are refugees)."""
    parse, at = document.parse, noun
    for _ in range(3):
        gathers = words("measures") | words("regions")
        if parse[at].lemma.lower() not in gathers or _known(document, at):
            break
        inner = [i for i in parse.children(at, "nmod") if preposition(parse, i) == "of"]
        if not inner:
            break
        at = inner[0]
    return at


def _known(document: Document, index: int) -> ActorSpan | None:
    """The actor found by the earlier steps that covers a word."""
    at = document.parse[index].span.start
    found = _before(document.actors, at)
    return found if found is not None and found.span.end > at else None


def _person_in(document: Document, span: Span) -> ActorSpan | None:
    """The person whose name ends a phrase ("Rwandan President Ann Low")."""
    found = _before(document.actors, span.end - 1)
    return found if found and found.kind == "person" and found.span.end == span.end else None


def _before(spans: Sequence[ActorSpan], at: int) -> ActorSpan | None:
    index = bisect_right(spans, at, key=lambda s: s.span.start) - 1
    return spans[index] if index >= 0 else None


def place_at(document: Document, span: Span) -> PlaceMention | None:
    """The place that is named at a stretch of the text."""
    return next((p for p in document.places if p.span and p.span.overlap(span)), None)


def _timed(document: Document, token: Token) -> bool:
    """Whether a word tells when: part of a date, or a word of the calendar."""
    if token.lemma.lower() in words("calendar"):
        return True
    times: tuple[TimeMention, ...] = document.times
    index = bisect_right(times, token.span.start, key=lambda t: t.span.start) - 1
    return index >= 0 and bool(times[index].span.overlap(token.span))


def kind_of(lemma: str) -> str | None:
    """The kind of actor that a noun names, by our list of nouns for people and bodies."""
    low = lemma.lower()
    kinds = _kinds()
    return kinds.get(low) or kinds.get(low.rpartition("-")[2]) or kinds.get(low.removesuffix("s"))


@cache
def _kinds() -> dict[str, str]:
    rows = load("roles")["people"].items()
    return {word: kind for kind, listed in reversed(list(rows)) for word in str(listed).split()}


def nation_of(word: str) -> str | None:
    """The ISO code of the country that a name, adjective or people's name belongs to."""
    return _nations().get(fold(word)) if word[:1].isupper() else None


@cache
def _nations() -> dict[str, str]:
    return {fold(w): code for code, row in load("world")["countries"].items() for w in _forms(row)}


def _forms(row: dict[str, object]) -> Iterator[str]:
    yield str(row["name"])
    for key in ("also", "capital", "people", "adjectives"):
        listed = row.get(key, ())
        yield from map(str, listed if isinstance(listed, list) else ())


def _country(document: Document, span: Span) -> str | None:
    """The country of the first word of nationality in a phrase."""
    inside = (document.parse[i].text for i in document.parse.within(span))
    return next((code for w in inside if (code := nation_of(w))), None)


def bare(phrase: str) -> str:
    """A phrase without its articles, counts and qualifiers ("at least two men" are men)."""
    kept = phrase.split(" ")
    while len(kept) > 1 and (kept[0].lower() in words("leading") or kept[0][0].isdigit()):
        del kept[0]
    return " ".join(kept)


def mention(document: Document, actor: ActorSpan) -> ActorMention:
    """How an event names an actor: the text's words, those of the antecedent for a pronoun."""
    span = actor.stands_for or actor.span
    return ActorMention(
        span.of(document.text), actor.id, actor.kind, actor.country, span, actor.name
    )


def _clean(phrase: str) -> str:
    return " ".join(phrase.split())
