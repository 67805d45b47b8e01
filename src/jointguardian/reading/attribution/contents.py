"""Where a cue's content begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from .cues import Cue
from .phrases import grammar, phrase_starting
from .subjects import Subject
from .words import Unit, Word


@dataclass(frozen=True, slots=True)
class Content:
    """Words `[start, end)`; `span` are the words of the whole attributing clause."""

    start: int
    end: int
    span: tuple[int, int]


def content_of(unit: Unit, cue: Cue, subject: Subject, floor: int, ceiling: int) -> Content | None:
    """The content between `floor` (end of the attribution before) and `ceiling` (start of the next)."""
    words = unit.words
    if cue.passive:
        return Content(floor, cue.group, (floor, max(subject.end, cue.end)))
    if subject.side == "after":
        return _around(words, cue, subject, floor, ceiling)
    opening = _opening(words, cue, ceiling)
    if _parenthetical(words, subject, opening, ceiling):
        return _before(words, cue, subject, floor, opening, ceiling)
    start = cue.start if subject.side == "shared" else subject.start
    end = _trimmed(words, opening, ceiling)
    if opening >= end:
        return Content(cue.start, cue.end, (start, max(cue.end, opening)))
    return Content(opening, end, (start, end))


def _around(
    words: Sequence[Word], cue: Cue, subject: Subject, floor: int, ceiling: int
) -> Content | None:
    """ "..., said NAME" and "according to NAME": the content stands before, or else behind."""
    before = _trimmed(words, floor, cue.group)
    if before - floor >= 2 or (before > floor and words[before - 1].kind == "quote"):
        tail = _tail(words, subject.end, ceiling)
        return Content(floor, before, (floor, tail))
    start = subject.end + (subject.end < ceiling and words[subject.end].low == ",")
    end = _trimmed(words, start, ceiling)
    return Content(start, end, (cue.start, end)) if end > start else None


def _parenthetical(words: Sequence[Word], subject: Subject, opening: int, ceiling: int) -> bool:
    """Whether the attribution stands behind or inside its content, set off by comma or quotation."""
    if subject.side != "before" or subject.start < 1:
        return False
    known = grammar()
    left = words[subject.start - 1]
    if left.kind != "quote" and left.low not in (",", "–", "—"):
        return False
    if left.low == "," and subject.start < 2:
        return False
    if opening >= ceiling:
        return True
    if left.kind == "quote" or words[subject.start - 2].kind == "quote":
        return words[opening].kind != "quote" and words[opening - 1].low not in ("that", ":")
    return words[opening].low in known.stops | known.asides | {",", ";", "–", "—"}


def _before(
    words: Sequence[Word], cue: Cue, subject: Subject, floor: int, opening: int, ceiling: int
) -> Content | None:
    """ "CONTENT, NAME said", and "CONTENT, NAME said, MORE"."""
    resumes = opening < ceiling - 2 and words[opening].low == ","
    if resumes and not _aside(words, opening + 1):
        end = _trimmed(words, floor, ceiling)
        return Content(floor, end, (floor, end))
    end = _trimmed(words, floor, subject.start)
    if end <= floor:
        return None
    return Content(floor, end, (floor, max(opening, cue.end)))


def _aside(words: Sequence[Word], at: int) -> bool:
    return words[at].low in grammar().asides or words[at].low.endswith("ing")


def _opening(words: Sequence[Word], cue: Cue, ceiling: int) -> int:
    """The first word of a content behind its cue: hearers, dates, forums and "that" are skipped."""
    at = cue.end
    if cue.lemma in grammar().hearers:
        hearer = phrase_starting(words, at, ceiling)
        heard = hearer.end if hearer else at + (at < ceiling and words[at].kind == "word")
        at = _forum_end(words, at, ceiling) or heard
    if cue.frame == "clause":
        that = _that_behind(words, at, ceiling)
        if that is not None:
            return that + 1
        at = _past_adjuncts(words, at, ceiling)
    if at < ceiling and words[at].low in ("that", ":"):
        at += 1
    return at


def _that_behind(words: Sequence[Word], at: int, ceiling: int) -> int | None:
    """The "that" or colon which opens the content, at most 14 words on."""
    for k in range(at, min(at + 14, ceiling)):
        if words[k].low in ("that", ":"):
            adjunct = k == at or words[at].low in grammar().links | grammar().asides | {"reporters"}
            return k if adjunct else None
        if words[k].kind == "quote":
            return None
    return None


def _past_adjuncts(words: Sequence[Word], at: int, ceiling: int) -> int:
    """Past "on Monday", "on 3 June 2023", "in a statement", "at a press conference"."""
    known = grammar()
    while at < ceiling:
        word = words[at]
        if known.calendar(word.low):
            at += 1
        elif word.kind == "number" and at + 1 < ceiling and known.calendar(words[at + 1].low):
            at = _date_end(words, at, ceiling)
        elif word.low in grammar().time_links and at + 1 < ceiling:
            end = _date_end(words, at + 1, ceiling) or _forum_end(words, at + 1, ceiling)
            if not end:
                break
            at = end
        else:
            break
    return at


def _date_end(words: Sequence[Word], at: int, ceiling: int) -> int:
    """Behind the date that begins at a word; 0 when none does."""
    known, end, named = grammar(), at, False
    while end < ceiling and (known.calendar(words[end].low) or words[end].kind == "number"):
        named = named or known.calendar(words[end].low)
        end += 1
    return end if named else 0


def _forum_end(words: Sequence[Word], at: int, ceiling: int) -> int:
    """Behind the forum ("a statement", "its official account") at a word; 0 when none is named."""
    end = 0
    for k in range(at, min(at + 5, ceiling)):
        if words[k].kind not in ("word", "owner"):
            break
        if words[k].low in grammar().forums:
            end = k + 1
        elif words[k].low in grammar().stop or (end and not words[k].cap):
            break
    named = 0 < end < ceiling - 1 and words[end].cap and words[end - 1].low in ("tv", "radio")
    return end + named


def _tail(words: Sequence[Word], at: int, ceiling: int) -> int:
    return min(_past_adjuncts(words, at, ceiling), ceiling)


def _trimmed(words: Sequence[Word], start: int, end: int) -> int:
    """The end without connectors and stops that hang on it."""
    hanging = grammar().connectors | grammar().stops
    while end > start and words[end - 1].low in hanging:
        end -= 1
    return end
