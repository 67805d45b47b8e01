"""People hurt, killed, missing, held or driven out, by group, as the text counts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..domain import Casualty, Claim, Span
from .document import Document, Quantity, Sentence
from .quantities import unit_of

_KINDS = {
    "killed": r"killed|killing|kills|dead|died|dies|die|deaths|fatalities|murdered|lost their lives"
    r"|toll|fatally",
    "injured": r"injured|injuring|injures|injuries|wounded|wounding|wounds|hurt|hospitali[sz]ed"
    r"|to (?:a |the )?hospital|in hospital|trauma|fractures",
    "missing": r"missing|unaccounted",
    "detained": r"detained|detaining|arrested|arresting|arrests|captured|kidnapped|abducted"
    r"|in custody|into custody|taken prisoner",
    "displaced": r"displaced|displacing|fled|driven from|expelled from|uprooted",
}
_HARM = re.compile(
    "|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS.items()), re.I
)
_ACTIVE = re.compile(
    r"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)|kill(?:ed|ing|s)|leav(?:ing|es)|left|detain(?:ed|ing)"
    r"|arrest(?:ed|ing)|captur(?:ed|ing)|displac(?:ed|ing)|toll(?:\s+\w+){0,3}\s+(?:to|at|of)"
    r"|deaths of|arrests? of|dead:?|injured:?)\s+(?:(?:at least|some|about|around|more than|over|nearly"
    r"|up to|the|another|as many as|almost|roughly)\s+)*$",
    re.I,
)
_BARRIER = re.compile(
    r"[;:]|\b(?:said|says|told|who|which|while|but|if|had tried|plan|put|have been in|has been in)\b",
    re.I,
)
_NOBODY = re.compile(
    r"\b(?:no\s+one|nobody|none)\b(?:(?!serious|bad|mortal|grave|danger|critical)[^.;]){0,30}?\b(?P<verb>killed|hurt|injured|wounded|died|harmed)\b"
    r"|\b[Nn]o\s+(?P<nouns>(?:deaths?|injuries|casualties|fatalities)(?:\s+(?:or|and)\s+(?:deaths?|injuries|casualties))?)\b",
    re.I,
)
_SINGLE = re.compile(
    r"\b(?P<verb>kill(?:ed|ing)|injur(?:ed|ing)|wound(?:ed|ing))\s+"
    r"(?:(?P<det>another|an?|one)\s+(?P<noun>(?:[a-z]+\s+){0,3}?(?:officer|policeman|soldier|civilian"
    r"|man|woman|person|child|peacekeeper|attacker|gunman|villager))\b)"
)
_FELLED = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne)\s+(?P<noun>(?:[\w-]+\s+){0,3}?(?:officer|policeman|soldier|civilian"
    r"|man|woman|person|child|boy|girl|peacekeeper|attacker|gunman|villager|protester))\s+"
    r"(?:was|has been|had been|is)\s+(?:\w+ly\s+)?(?P<verb>shot dead|killed|injured|wounded|hurt)\b"
)
_PREDICATE = re.compile(
    r"\s+(?:of\s+(?:them|those|these|whom)\s+)?(?:(?:are|were|was|is)\s+)?(?P<group>[A-Z][a-z]+s?)\b(?!\s+(?:said|told))"
)
_PARTITIVE = re.compile(r"\s+of\s+(?:the\s+|its\s+|their\s+)?(?:\d[\d,]*\s+)?(?P<noun>[^\W\d_]+)")
_OUT_OF = re.compile(r"\bof\s+(?:the|its|their|some|about)\s+$")
_NEXT_CLAUSE = re.compile(r"[.;:,\n]|\b(?:when|after|as|while|before|where)\b")
_SEVERITY = re.compile(
    r"\b(?:serious\w*|critical\w*|grave\w*|severe\w*|condition|life-threatening|fighting for)\b",
    re.I,
)
_FROM = re.compile(
    r"\s+(?:from|of|in)\s+(?:the\s+)?((?:NATO['’]s\s+|NATO-led\s+)?KFOR|NATO|UNIFIL|UNISFA|MONUSCO|UNMIK)\b"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A quantity with the kind of harm that its sentence gives it."""

    quantity: Quantity
    kind: str
    severity: bool


def casualties(document: Document) -> Document:
    """Find the counts of people harmed, each with its group and, where told, its counter."""
    rows: list[tuple[Span, Casualty]] = []
    last: list[Casualty] = []
    for sentence in document.sentences:
        found = list(_in_sentence(document, sentence, last))
        rows += found
        if found:
            last = [c for _, c in found]
    rows.sort(key=lambda row: row[0])
    counted = tuple((span, _counted_by(document, span, c)) for span, c in rows)
    return document.evolve(casualties=counted)


def _in_sentence(
    document: Document, sentence: Sentence, last: list[Casualty]
) -> Iterator[tuple[Span, Casualty]]:
    yield from _none_hurt(document.text, sentence.span)
    yield from _singles(document.text, sentence.span)
    yield from _named_victims(document, sentence.span)
    total: Casualty | None = None
    harm = _HARM.search(document.text, sentence.span.start, sentence.span.end)
    for quantity in document.quantities:
        if not sentence.span.contains(quantity.span) or not _people(quantity):
            continue
        if _OUT_OF.search(document.text[max(0, quantity.span.start - 12) : quantity.span.start]):
            continue
        if _severity(document.text, quantity):
            continue
        kind = _kind(document.text, sentence.span, quantity) if harm else None
        if total is not None and _is_part(document.text, quantity):
            kind = kind or total.kind
        if kind is None:
            kind = _continued(document.text, quantity, last)
            total = total or (last[0] if kind and last else None)
        if kind is not None:
            row = _row(document, quantity, kind, total)
            total = total or row
            yield quantity.span, row


def _severity(text: str, quantity: Quantity) -> bool:
    """ "Three of them seriously": how badly some of those counted already are hurt."""
    if quantity.noun:
        return False
    after = text[quantity.span.end : quantity.span.end + 60]
    clause = _NEXT_CLAUSE.split(after)[0]
    return bool(_SEVERITY.search(clause)) and not re.search(r"\b(?:killed|died|dead)\b", clause)


def _people(quantity: Quantity) -> bool:
    unit = unit_of(quantity.noun) if quantity.noun else "persons"
    named = bool(quantity.noun) and quantity.noun.split()[-1][:1].isupper()
    return (unit or ("persons" if named else "")) in {"persons", "troops"}


def _kind(text: str, sentence: Span, quantity: Quantity) -> str | None:
    """What befell those counted: in the noun phrase, just before it, or in the words that follow."""
    inside = _HARM.search(quantity.noun)
    if inside:
        return inside.lastgroup
    before = text[max(sentence.start, quantity.span.start - 60) : quantity.span.start]
    after = text[quantity.span.end : min(sentence.end, quantity.span.end + 140)]
    active = _ACTIVE.search(before)
    doing = _HARM.search(active[0]) if active else None
    if doing:
        return doing.lastgroup
    follows = _HARM.search(after)
    if follows and not _BARRIER.search(after[: follows.start()]) and _predicates(after, follows):
        return follows.lastgroup
    if active:
        return follows.lastgroup if follows else None
    return _coordinated(text, sentence, quantity)


def _predicates(after: str, harm: re.Match[str]) -> bool:
    """Whether the harm is told of those before it ("were injured"), not of what comes next."""
    behind = after[harm.end() : harm.end() + 30]
    objects = re.match(
        r"\s+(?:\d|at least|more than|some\s+\d|(?!when|after|as|while|by|in|and|where|before|but)"
        r"[a-z]+\s+(?:officers|soldiers|people|others|civilians))",
        behind,
    )
    helped = re.search(r"\b(?:was|were|been|is|are|be)\b[^,;]*$", after[: harm.start()])
    return bool(helped) or not objects


def _coordinated(text: str, sentence: Span, quantity: Quantity) -> str | None:
    """ "injured 52 of them and 30 KFOR members": the second count shares the verb of the first."""
    before = text[max(sentence.start, quantity.span.start - 70) : quantity.span.start]
    found = re.search(
        r"\b(injured|wounded|killed|injuring|wounding|killing)\s+[^,;.]{1,40}\s+and\s+$", before
    )
    harm = _HARM.search(found[1]) if found else None
    return harm.lastgroup if harm and re.search(r"\d", found[0] if found else "") else None


def _continued(text: str, quantity: Quantity, last: list[Casualty]) -> str | None:
    """ "Fourteen are Italian", after a sentence that counted casualties."""
    if not last or quantity.noun:
        return None
    after = text[quantity.span.end : quantity.span.end + 40]
    return (
        last[-1].kind
        if re.match(r"\s+(?:are|were|of (?:them|those) (?:are|were))\s+[A-Z]", after)
        else None
    )


def _row(document: Document, quantity: Quantity, kind: str, total: Casualty | None) -> Casualty:
    who = _who(document, quantity, total)
    part = total is not None and _is_part(document.text, quantity)
    return Casualty(
        kind=kind,
        who=who,
        low=_whole(quantity.low),
        best=_whole(quantity.best),
        high=_whole(quantity.high),
        qualifier=_shared_qualifier(document, quantity),
        part_of=total.who if part and total and total.who != who else None,
        span=quantity.span,
    )


def _shared_qualifier(document: Document, quantity: Quantity) -> str | None:
    """ "At least 11 Italian and 19 Hungarian soldiers": the second shares the first's qualifier."""
    if quantity.qualifier:
        return quantity.qualifier
    before = [q for q in document.quantities if q.span.end <= quantity.span.start]
    if not before or before[-1].qualifier is None:
        return None
    between = document.text[before[-1].span.end : quantity.span.start]
    return before[-1].qualifier if re.fullmatch(r"\s+(?:[A-Z][a-z]+\s+)?and\s+", between) else None


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _is_part(text: str, quantity: Quantity) -> bool:
    before = text[max(0, quantity.span.start - 25) : quantity.span.start]
    after = text[quantity.span.end : quantity.span.end + 25]
    return bool(
        re.search(r"\b(?:including|among them|of whom|of them)\s+(?:(?!and\b)\w+\s+)?$", before)
        or re.match(r"\s+of\s+(?:them|whom|those|these|the)\b", after)
        or re.match(r"\s+(?:are|were)\s+[A-Z]", after)
    )


def _who(document: Document, quantity: Quantity, total: Casualty | None) -> str:
    """The group: the noun with the force it is from; for pronouns, the group spoken of."""
    text = document.text
    after = text[quantity.span.end : quantity.span.end + 60]
    if quantity.noun:
        force = _FROM.match(text[quantity.noun_span.end : quantity.noun_span.end + 40])
        return f"{quantity.noun} from {force[1]}" if force else quantity.noun
    group = _PREDICATE.match(after)
    if group and total:
        return (
            group["group"]
            if group["group"].endswith("s")
            else f"{group['group']} {_head(total.who)}"
        )
    part = _PARTITIVE.match(after)
    if part and part["noun"].lower() not in {"them", "those", "these", "whom"}:
        at = quantity.span.end + part.start("noun")
        owned = next((a for a in document.actors if a.span.start <= at < a.span.end), None)
        return owned.name if owned and owned.head != owned.name else part["noun"]
    return _spoken_of(document, quantity) or (total.who if total else _named_after(after))


def _spoken_of(document: Document, quantity: Quantity) -> str | None:
    """The actor that "52 of them" means."""
    end = quantity.span.end
    hit = next((a for a in document.actors if 0 <= a.span.start - end <= 5 and a.coreferent), None)
    return hit.name if hit else None


def _named_after(following: str) -> str:
    """A noun for people in the rest of the clause, else just "persons"."""
    after = _NEXT_CLAUSE.split(following)[0]
    noun = re.search(
        r"\b(?:troops|soldiers|people|civilians|peacekeepers|police\w*|officers)\b", after
    )
    return noun[0] if noun else "persons"


def _head(who: str) -> str:
    """The head noun of a group: "KFOR soldiers" gives "soldiers"."""
    words = who.split(" from ")[0].split()
    return words[-1] if words else "persons"


def _none_hurt(text: str, sentence: Span) -> Iterator[tuple[Span, Casualty]]:
    """ "Nobody was hurt": a count of none."""
    for found in _NOBODY.finditer(text, sentence.start, sentence.end):
        for harm in _HARM.finditer(found["verb"] or found["nouns"] or ""):
            yield Span(*found.span()), _count(harm.lastgroup or "injured", "persons", 0, found)
        if found["nouns"] and re.search("casualt", found["nouns"], re.I):
            yield Span(*found.span()), _count("killed", "persons", 0, found)


def _singles(text: str, sentence: Span) -> Iterator[tuple[Span, Casualty]]:
    """ "injuring another officer": a count of one."""
    for found in _SINGLE.finditer(text, sentence.start, sentence.end):
        harm = _HARM.search(found["verb"])
        if harm and harm.lastgroup and found["det"] != "one":
            yield Span(*found.span()), _count(harm.lastgroup, found["noun"].strip(), 1, found)
    for found in _FELLED.finditer(text, sentence.start, sentence.end):
        harm = _HARM.search(found["verb"])
        if harm and harm.lastgroup and not found[0].lower().startswith("one"):
            yield Span(*found.span()), _count(harm.lastgroup, found["noun"].strip(), 1, found)


def _named_victims(document: Document, sentence: Span) -> Iterator[tuple[Span, Casualty]]:
    """ "killing X": one person, counted by role so that no name is repeated."""
    for actor in document.actors:
        if actor.kind != "person" or not sentence.contains(actor.span):
            continue
        lead = document.text[max(sentence.start, actor.span.start - 12) : actor.span.start]
        found = re.search(r"\b(killing|killed|injuring|injured|wounding|wounded)\s+$", lead)
        harm = _HARM.search(found[1]) if found else None
        if harm and harm.lastgroup:
            roles = (a.role for a in document.actors if a.name == actor.name and a.role)
            who = next(roles, None) or "person"
            yield actor.span, Casualty(harm.lastgroup, who, 1, 1, 1, span=actor.span)


def _count(kind: str, who: str, n: int, found: re.Match[str]) -> Casualty:
    return Casualty(kind, who, n, n, n, span=Span(*found.span()))


def _counted_by(document: Document, span: Span, casualty: Casualty) -> Casualty:
    """The casualty with the speaker of the narrowest claim that contains its number."""
    holding = [c for c in document.claims if c.speaker and c.content_span.contains(span)]
    if not holding:
        return casualty
    claim = min(holding, key=lambda c: c.content_span.end - c.content_span.start)
    return replace(casualty, counted_by=_named_speaker(document, claim))


def _named_speaker(document: Document, claim: Claim) -> str | None:
    """The speaker by the name that "the mission" or "she" stands for."""
    inside = [a for a in document.actors if a.coreferent and claim.span.contains(a.span)]
    said = (claim.speaker or "").lower()
    hit = next((a for a in inside if a.head.lower().removeprefix("the ") == said), None)
    return hit.name if hit else claim.speaker
