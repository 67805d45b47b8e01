"""The slots of the Message Understanding Conference, filled from all sentences of a document.

Perpetrators are told as persons ("guerrillas") or as organisations; targets are things, victims
are people; instruments are what was used. One mention stands for each.
Source: the slots of MUC-4 (1992), as an information extraction task; the rules are ours.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...domain import Span
from ..document import Document
from ..syntax import Parse
from .deeds import Deed, deeds
from .naming import Kind, kind_of, mention, named_part, organisations_in
from .words import group_of, known_groups, words


@dataclass(frozen=True, slots=True)
class Slots:
    """Spans of the document, in its order, one for each person, body or thing."""

    perpetrators: tuple[Span, ...] = ()
    organisations: tuple[Span, ...] = ()
    targets: tuple[Span, ...] = ()
    victims: tuple[Span, ...] = ()
    instruments: tuple[Span, ...] = ()


@dataclass
class _Filling:
    found: dict[str, list[Span]] = field(default_factory=dict)

    def add(self, slot: str, span: Span | None) -> None:
        if span is not None:
            self.found.setdefault(slot, []).append(span)


def attack_slots(document: Document) -> Slots:
    """Who attacked whom or what, by which means, as far as the document's sentences say."""
    filling = _Filling()
    counted = [d for d in deeds(document.parse) if _counts(document.parse, d)]
    for deed in counted:
        _fill(document, deed, filling)
    if not filling.found.keys() & {"targets", "victims", "instruments"}:
        return Slots()
    _add_told(document, _scenes(document, counted), filling)
    _add_groups(document, filling)
    return Slots(**{k: tuple(_distinct(document.text, v)) for k, v in filling.found.items()})


def _counts(parse: Parse, deed: Deed) -> bool:
    """Whether a deed is an attack on others than fighters: no clash of two armed sides."""
    struck = [kind_of(parse, i) for i in deed.undergoers]
    if any(k is Kind.ARMED for k in struck):
        return False
    soldiers = any(parse[i].lemma.lower() in words("soldiers") for i in deed.undergoers)
    return not (soldiers and deed.kind != "seize")


def _fill(document: Document, deed: Deed, filling: _Filling) -> None:
    parse = document.parse
    for doer in deed.doers:
        kind = kind_of(parse, doer)
        if kind is Kind.WEAPON:
            filling.add("instruments", mention(parse, doer))
            continue
        if kind is Kind.ORGANISATION:
            filling.add("organisations", mention(parse, doer))
        elif kind in {Kind.PERSON, Kind.ARMED}:
            filling.add("perpetrators", mention(parse, doer))
        elif name := named_part(parse, doer):
            filling.add("perpetrators", name)
        for span in organisations_in(document, doer):
            filling.add("organisations", span)
    for struck in _each(parse, deed.undergoers):
        _strike(document, struck, filling)
    for means in deed.means:
        filling.add("instruments", mention(parse, means))


def _each(parse: Parse, nouns: Iterable[int]) -> Iterator[int]:
    """Nouns with those joined to them or set beside them ("two guards, A B and C D")."""
    seen: set[int] = set()
    waiting = list(reversed(list(nouns)))
    while waiting:
        noun = waiting.pop()
        if noun not in seen:
            seen.add(noun)
            yield noun
            waiting += reversed(parse.children(noun, "conj", "appos"))


def _scenes(document: Document, counted: list[Deed]) -> tuple[Span, ...]:
    """The sentences that tell of attacks."""
    parse = document.parse
    at = {parse[i].span.start for d in counted for i in (*d.undergoers, *d.means)}
    starts = sorted(at)
    return tuple(
        s.span
        for s in document.sentences
        if bisect_left(starts, s.span.start) < bisect_left(starts, s.span.end)
    )


def _add_groups(document: Document, filling: _Filling) -> None:
    """Known armed groups of a document that tells of attacks; its acronym is the same group."""
    text = document.text
    for found in known_groups().finditer(text):
        if "(" not in text[max(0, found.start() - 3) : found.start()]:
            filling.add("organisations", Span(*found.span()))


def _add_told(document: Document, scenes: Iterable[Span], filling: _Filling) -> None:
    """Attackers and weapons that a sentence of an attack names beside the deed itself."""
    parse = document.parse
    for scene in scenes:
        for i in parse.within(scene):
            if _is_attacker(parse, i):
                filling.add("perpetrators", mention(parse, i))
            elif _is_used(parse, i):
                filling.add("instruments", mention(parse, i))


def _is_attacker(parse: Parse, index: int) -> bool:
    """Whether a word is a noun for attackers and does not describe another noun."""
    token = parse[index]
    aside = parse.is_dep(index, "compound", "amod") or token.tag not in {"NN", "NNS"}
    return token.lemma.lower() in words("attackers") and not aside


def _is_used(parse: Parse, index: int) -> bool:
    """Whether a word names a weapon and is no part of another name."""
    token = parse[index]
    listed = token.lemma.lower() in words("telling_weapons")
    return listed and token.pos == "NOUN" and not parse.is_dep(index, "compound", "amod")


def _strike(document: Document, struck: int, filling: _Filling) -> None:
    kind = kind_of(document.parse, struck)
    if kind is Kind.WEAPON:
        filling.add("instruments", mention(document.parse, struck))
    elif name := _person(document, struck):
        filling.add("victims", name)
    elif kind is Kind.THING:
        filling.add("targets", mention(document.parse, struck))


def _person(document: Document, noun: int) -> Span | None:
    """The name of a person in a phrase; a place's name is none, nor what holds a figure."""
    name = named_part(document.parse, noun)
    if name is None or _is_place(document, name):
        return None
    return None if re.search(r"\d", name.of(document.text)) else name


def _is_place(document: Document, name: Span) -> bool:
    """Whether a place's name lies over this one; places stand in the order of the text."""
    spans = [p.span for p in document.places if p.span is not None]
    before = bisect_left(spans, name.end, key=lambda s: s.start)
    return before > 0 and spans[before - 1].end > name.start


def _distinct(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """One mention for each last word, the first one; in the order of the text."""
    seen: set[str] = set()
    for span in sorted(spans):
        told = " ".join(span.of(text).lower().split())
        key = group_of().get(told) or told.split()[-1].rstrip("s")
        if key not in seen:
            seen.add(key)
            yield span
