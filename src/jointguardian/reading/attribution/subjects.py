"""Whose cue it is: the subject beside a verb, across commas, shared, inverted or after "by"."""

from collections.abc import Sequence
from dataclasses import dataclass

from .cues import Cue
from .lexicon import lexicon
from .phrases import Phrase, grammar, phrase_ending, phrase_starting
from .words import Unit, Word

_QUOTES = frozenset({"quotes", "quoted", "quote", "cited", "cites", "cite"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The phrases that speak, each with its apposition; words `[start, end)` cover all of them.

    `side` tells where it stands to its cue: before, after or shared (with the cue before).
    """

    phrases: tuple[tuple[Phrase, Phrase | None], ...]
    start: int
    end: int
    side: str


SHARED = Subject((), -1, -1, "shared")


def subject_of(unit: Unit, cue: Cue, floor: int) -> Subject | None:
    """The subject of a cue, looked for no further left than the word `floor`; None if there is none."""
    words = unit.words
    quoted = _quoted_speaker(words, cue)
    if quoted:
        return quoted
    if cue.form == "preposition" or cue.passive:
        return _after(words, cue)
    if cue.form == "noun":
        return _beside(words, cue.group - 1, floor)
    last = _before_adjuncts(words, cue.group - 1, floor)
    if last < floor:
        return SHARED if cue.form == "ing" or floor else None
    return _left_of(words, cue, last, floor)


def _quoted_speaker(words: Sequence[Word], cue: Cue) -> Subject | None:
    """The one who speaks in "RTS quotes her as saying" and "quoted the minister as saying"."""
    before = [w.low for w in words[max(0, cue.start - 1) : cue.start]]
    if cue.form != "ing" or before != ["as"]:
        return None
    verb = next(
        (k for k in range(cue.start - 2, max(-1, cue.start - 10), -1) if words[k].low in _QUOTES),
        None,
    )
    if verb is None:
        return None
    if words[cue.start - 2].low in ("him", "her", "them"):
        pronoun = Phrase(cue.start - 2, cue.start - 1, "pronoun")
        return Subject(((pronoun, None),), verb, cue.start, "before")
    phrase = phrase_ending(words, cue.start - 2, verb + 1)
    return Subject(((phrase, None),), verb, cue.start, "before") if phrase else None


def _left_of(words: Sequence[Word], cue: Cue, last: int, floor: int) -> Subject | None:
    word = words[last]
    if word.kind == "quote":
        return _inverted(words, cue)
    if word.low in (",", "-", "–", "—"):
        return _across_comma(words, cue, last, floor)
    if word.low in ("who", "which"):
        before = last - 1 - (last > floor and words[last - 1].low == ",")
        return _beside(words, before, floor)
    if cue.form == "ing" or word.low in ("and", "but", "or", "then"):
        return SHARED
    return _beside(words, last, floor) or _relative(words, last, floor)


def _relative(words: Sequence[Word], last: int, floor: int) -> Subject | None:
    """The subject before a relative clause without commas ("Officers who left their posts said")."""
    start = floor + (floor < last and words[floor].low in ("and", ","))
    phrase = phrase_starting(words, start, last)
    if phrase is None or phrase.end >= last or words[phrase.end].low not in ("who", "which"):
        return None
    if any(w.kind == "mark" for w in words[phrase.end : last + 1]):
        return None
    return Subject(((phrase, None),), phrase.start, last + 1, "before")


def _across_comma(words: Sequence[Word], cue: Cue, last: int, floor: int) -> Subject | None:
    if cue.form == "ing":
        return SHARED
    if last > floor and words[last - 1].kind == "quote":
        return _inverted(words, cue)
    turned = _inverted(words, cue)
    if turned and all(w.low in grammar().stops for w in words[turned.end : turned.end + 3]):
        return turned
    return _apposition(words, last, floor) or turned or (SHARED if floor else None)


def _apposition(words: Sequence[Word], comma: int, floor: int) -> Subject | None:
    """ "NAME, an office, said" and "OFFICE, NAME, said" and "NAME, who ..., said"."""
    opened = next((k for k in range(comma - 1, floor - 1, -1) if words[k].low == ","), None)
    if opened is None:
        return None
    head = phrase_ending(words, opened - 1, floor)
    aside = phrase_ending(words, comma - 1, opened + 1)
    whole = aside if aside and _nominal(words, opened + 1, aside.start) else None
    if whole:
        whole = Phrase(opened + 1, comma, whole.kind)
    if head and head.kind != "document":
        return Subject(((head, whole),), head.start, comma, "before")
    if whole:
        return Subject(((whole, None),), whole.start, comma, "before")
    return None


def _nominal(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether words before an aside's last phrase still belong to it: articles and coordination."""
    known = grammar()
    return end - start <= 6 and all(
        w.cap or w.kind == "owner" or w.low in known.determiners or w.low in ("and", "of")
        for w in words[start:end]
    )


def _beside(words: Sequence[Word], last: int, floor: int) -> Subject | None:
    phrase = phrase_ending(words, last, floor)
    if phrase is None:
        return None
    if _conditional(words, phrase.start):
        return None
    head = _named_before(words, phrase, floor)
    if head:
        return Subject(((head, phrase),), head.start, phrase.end, "before")
    other = _coordinated(words, phrase, floor)
    if other:
        start = other[0].start
        return Subject((other, (phrase, None)), start, phrase.end, "before")
    return Subject(((phrase, None),), phrase.start, phrase.end, "before")


def _conditional(words: Sequence[Word], start: int) -> bool:
    return start > 0 and words[start - 1].low in lexicon().conditions


def _named_before(words: Sequence[Word], phrase: Phrase, floor: int) -> Phrase | None:
    """The office in "US envoy in the capital, NAME told" (no comma behind the name)."""
    at = phrase.start - 1
    if (
        at - 1 < floor
        or words[at].low != ","
        or not all(w.cap for w in words[phrase.start : phrase.end])
    ):
        return None
    head = phrase_ending(words, at - 1, floor)
    if head is None or head.start != floor:
        return None
    offices = grammar().offices
    return head if any(w.low in offices for w in words[head.start : head.end]) else None


def _coordinated(
    words: Sequence[Word], phrase: Phrase, floor: int
) -> tuple[Phrase, Phrase | None] | None:
    """The other speaker in "A and B said" and "A, head of X, and B said"."""
    at = phrase.start - 1
    if at <= floor or words[at].low != "and" or phrase.kind != "named":
        return None
    if words[at - 1].low == ",":
        pair = _apposition(words, at - 1, floor)
        whole = pair is not None and pair.start <= floor + 1 and pair.phrases[0][1] is not None
        return pair.phrases[0] if pair and whole else None
    other = phrase_ending(words, at - 1, floor)
    if other and other.kind == "named" and other.start <= floor + 1:
        return other, None
    return None


def _inverted(words: Sequence[Word], cue: Cue) -> Subject | None:
    """ "..., said NAME"."""
    hears = cue.lemma in grammar().hearers
    if hears or cue.form not in ("past", "third") or cue.frame != "clause":
        return None
    phrase = phrase_starting(words, cue.end, len(words))
    if phrase is None or phrase.kind == "document":
        return None
    following = words[phrase.end] if phrase.end < len(words) else None
    if following and following.kind != "mark" and following.low not in grammar().links:
        return None
    return Subject(((phrase, None),), phrase.start, phrase.end, "after")


def _after(words: Sequence[Word], cue: Cue) -> Subject | None:
    """The speaker after "according to", or after "by" of a passive."""
    at = cue.end
    if cue.passive:
        by = next((k for k in range(at, min(at + 4, len(words))) if words[k].low == "by"), None)
        if by is None:
            return None
        at = by + 1
    phrase = phrase_starting(words, at, len(words))
    phrase = _origin(words, at) or phrase
    return Subject(((phrase, None),), phrase.start, phrase.end, "after") if phrase else None


def _origin(words: Sequence[Word], at: int) -> Phrase | None:
    """The body in "the latest figures from the ministry"."""
    for k in range(at, min(at + 6, len(words) - 1)):
        if words[k].kind == "mark":
            return None
        if words[k].low in ("from", "by", "of") and k > at:
            clear = not any(w.cap for w in words[at:k])
            return phrase_starting(words, k + 1, len(words)) if clear else None
    return None


def _before_adjuncts(words: Sequence[Word], last: int, floor: int) -> int:
    """The word left of dates and forums that stand between subject and verb."""
    moved = True
    while moved and last >= floor:
        start = _adjunct_start(words, last, floor)
        moved = start is not None
        last = start - 1 if start is not None else last
    return last


def _adjunct_start(words: Sequence[Word], last: int, floor: int) -> int | None:
    known = grammar()
    if words[last].low == "," and last - 3 >= floor:
        aside = [w.low for w in words[last - 3 : last]]
        if aside[0] == "for" and aside[2] == "part":
            return last - 4 if words[last - 4].low == "," else last - 3
    dated = known.calendar(words[last].low) or (words[last].kind == "number")
    said = words[last].low in known.documents or words[last].low in known.platforms
    if not dated and not said:
        return None
    for k in range(last - 1, max(floor, last - 6) - 1, -1):
        if words[k].low in ("on", "in", "at", "via") and k > floor:
            return k
        if words[k].kind == "mark":
            return None
    return None
