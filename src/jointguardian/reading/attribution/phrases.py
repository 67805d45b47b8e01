"""Noun phrases that can speak, found from the word next to a cue."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from .words import Unit, Word

PRONOUNS = frozenset({"he", "she", "they", "it"})
_LONGEST = 16


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`grammar.yaml` as checked on loading."""

    offices: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    modifiers: frozenset[str]
    stop: frozenset[str]
    determiners: frozenset[str]
    links_strict: frozenset[str]
    links: frozenset[str]
    months: frozenset[str]
    auxiliaries: frozenset[str]
    be: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    forums: frozenset[str]
    platforms: frozenset[str]
    hearers: frozenset[str]
    boundaries: frozenset[str]
    connectors: frozenset[str]
    time_links: frozenset[str]
    asides: frozenset[str]
    stops: frozenset[str]
    weekdays: frozenset[str]

    def calendar(self, low: str) -> bool:
        """Whether a word names a month or a day of the week."""
        return low in self.months or low in self.weekdays

    def human(self, low: str) -> bool:
        """Whether a noun names somebody or something that speaks."""
        return low in self.offices or low in self.bodies or low.rstrip(".") in self.offices


@cache
def grammar() -> Grammar:
    """The word lists that ship, read once."""
    raw = files(__package__).joinpath("grammar.yaml").read_text(encoding="utf-8")
    return msgspec.yaml.decode(raw, type=Grammar)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `[start, end)`; `kind` is pronoun, named, common or document."""

    start: int
    end: int
    kind: str


def phrase_ending(words: Sequence[Word], last: int, floor: int = 0) -> Phrase | None:
    """The longest noun phrase that ends with the word `last` and can speak, if there is one."""
    if last < floor:
        return None
    if words[last].low in PRONOUNS:
        return Phrase(last, last + 1, "pronoun")
    start = _leftmost(words, last, floor)
    while start <= last and words[start].low in grammar().links | {"and"}:
        start += 1
    start = _past_document(words, start, last)
    return _judged(words, start, last + 1) if start <= last else None


def _past_document(words: Sequence[Word], start: int, last: int) -> int:
    """Past "a statement" in "In a statement KFOR said": the document is where, not who."""
    if start == 0 or words[start - 1].low not in ("in", "via", "through"):
        return start
    for at in range(start, min(start + 3, last)):
        follows = words[at + 1].cap or words[at + 1].low in grammar().determiners
        if words[at].low in grammar().documents and follows:
            return at + 1
    return start


def phrase_starting(words: Sequence[Word], first: int, ceiling: int) -> Phrase | None:
    """The longest noun phrase that begins with the word `first` and can speak."""
    if first >= ceiling:
        return None
    if words[first].low in PRONOUNS:
        return Phrase(first, first + 1, "pronoun")
    end = first
    while end < min(ceiling, first + _LONGEST) and _continues(words, end, first):
        end += 1
    for last in range(end, first, -1):
        phrase = _judged(words, first, last) if _nounish(words[last - 1]) else None
        if phrase:
            return phrase
    return None


def _continues(words: Sequence[Word], at: int, first: int) -> bool:
    word, known = words[at], grammar()
    if word.low in known.determiners:
        return at == first or words[at - 1].low in known.links
    if word.low in known.links and at > first:
        following = words[at + 1] if at + 1 < len(words) else None
        return following is not None and _linked(words[at - 1], word, following)
    if word.kind == "word" and not word.cap and at > first and words[at - 1].cap:
        return known.human(word.low)
    return _nounish(word) and not known.calendar(word.low)


def _linked(left: Word, link: Word, right: Word) -> bool:
    """Whether a preposition ties two nouns of one phrase ("ambassador to Serbia")."""
    known = grammar()
    if known.calendar(right.low) or right.kind == "number":
        return False
    if link.low in known.links_strict:
        return _nounish(left)
    return left.low in known.links or known.human(left.low)


def _nounish(word: Word) -> bool:
    known = grammar()
    if word.kind in ("owner", "number"):
        return True
    if word.kind != "word":
        return False
    if word.cap and (word.low not in known.stop or (len(word.text) > 1 and word.text.isupper())):
        return True
    return word.low not in known.stop and not word.low.endswith("ly")


def _leftmost(words: Sequence[Word], last: int, floor: int) -> int:
    """The first word of the longest noun phrase that ends with `last`."""
    at, lowers = last, 0
    while at >= max(floor, last - _LONGEST):
        word = words[at]
        if _opens(words, at, floor):
            if not _linked_article(words, at, last, floor):
                return at
            at -= 1
            continue
        if not _belongs(words, at, last, floor, lowers):
            return at + 1
        lowers += word.kind == "word" and not word.cap
        at -= 1
    return at + 1


def _opens(words: Sequence[Word], at: int, floor: int) -> bool:
    """Whether an article or possessive stands here, not as part of a name."""
    inner = words[at].cap and at > floor and words[at - 1].cap
    return words[at].low in grammar().determiners and not inner


def _linked_article(words: Sequence[Word], at: int, last: int, floor: int) -> bool:
    """Whether the phrase goes on left of an article ("head of the mission")."""
    if at - 2 < floor or words[at - 1].low not in grammar().links:
        return False
    return _linked(words[at - 2], words[at - 1], words[min(at + 1, last)])


def _belongs(words: Sequence[Word], at: int, last: int, floor: int, lowers: int) -> bool:
    """Whether a word stands inside a noun phrase that goes on to its right."""
    word, known = words[at], grammar()
    if word.low in known.links and not word.cap:
        return at not in (floor, last) and _linked(words[at - 1], word, words[at + 1])
    if word.low == "and":
        return _joint_name(words, at, last, floor)
    if not _nounish(word) or (known.calendar(word.low) and at != last):
        return False
    return word.kind != "word" or word.cap or _may_precede(word, lowers)


def _may_precede(word: Word, lowers: int) -> bool:
    known = grammar()
    if known.human(word.low) or word.low in known.modifiers or word.low in known.documents:
        return True
    return lowers < 3 and not word.low.endswith(("ed", "ing"))


def _joint_name(words: Sequence[Word], at: int, last: int, floor: int) -> bool:
    """Whether "and" stands inside one name ("Kosovo and Metohija", "Security and Defence")."""
    if not (floor < at < last and words[at - 1].cap and words[at + 1].cap):
        return False
    k = at - 1
    while k > floor and words[k].cap:
        k -= 1
    return words[k].low in ("for", "of") or words[at + 1].low in ("metohija", "defence", "defense")


def _judged(words: Sequence[Word], start: int, end: int) -> Phrase | None:
    """The phrase with its kind, or None when nobody in it could speak."""
    known = grammar()
    inner = words[start:end]
    core = [w for w in inner if w.kind == "word" and w.low not in known.determiners]
    if not core or all(known.calendar(w.low) for w in core) or inner[-1].kind == "owner":
        return None
    head = _head(words, start, end)
    if head.cap and not known.calendar(head.low):
        return Phrase(start, end, "named")
    if head.low in known.documents:
        return Phrase(start, end, "document")
    if known.human(head.low):
        named = any(w.cap for w in core if w.low not in known.stop)
        return Phrase(start, end, "named" if named else "common")
    return None


def _head(words: Sequence[Word], start: int, end: int) -> Word:
    return words[head_of(words, start, end)]


def head_of(words: Sequence[Word], start: int, end: int) -> int:
    """The noun that a phrase is about: the last word before its first preposition."""
    known = grammar()
    for at in range(start + 1, end):
        if words[at].low in known.links and not words[at].cap:
            return at - 1
    return end - 2 if words[end - 1].kind == "number" and end - 1 > start else end - 1


def dateline(unit: Unit) -> int:
    """How many words a dateline ("PRISTINA, May 26 -") takes at the unit's beginning."""
    words = unit.words
    dash = next((k for k in range(1, min(9, len(words))) if words[k].low in ("-", "–", "—")), None)
    return dash + 1 if dash and len(words[0].text) > 2 and words[0].text.isupper() else 0


def main_phrase(unit: Unit) -> Phrase | None:
    """The noun phrase that a unit opens with, past a leading date or forum."""
    words, at = unit.words, dateline(unit)
    if not at and words and words[0].low in grammar().links:
        comma = next((k for k in range(1, min(10, len(words))) if words[k].low == ","), None)
        dated = len(words) > 2 and grammar().calendar(words[1].low)
        at = comma + 1 if comma is not None else 2 if dated else 0
    return phrase_starting(words, at, len(words))
