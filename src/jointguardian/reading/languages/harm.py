"""People harmed, held or missed in another language: each count with its nearest word of harm."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from ...domain import Casualty, Claim, Span
from .counts import Count
from .language import Language
from .page import Line, Page

# What stands between a count and a word of harm makes them less likely one statement.
_COST_COMMA, _COST_CLAUSE, _COST_JOIN, _COST_COUNT = 3, 12, 3, 4
_FARTHEST, _LONGEST = 13, 4


@dataclass(frozen=True, slots=True)
class Harm:
    """A casualty row with its line and the word of harm it rests on (an index into the line)."""

    casualty: Casualty
    line: Line
    word: int
    count: Count


def harms(page: Page, found: list[Count], claims: tuple[Claim, ...]) -> list[Harm]:
    """The casualty rows of a page in the order of the text."""
    by_line: dict[int, list[Count]] = {}
    for count in found:
        if count.people:
            by_line.setdefault(count.line.span.start, []).append(count)
    rows = [h for group in by_line.values() for h in _in_line(page, group)]
    return [_counted(h, claims) for h in rows]


def harm_words(line: Line, language: Language) -> list[tuple[int, int, str]]:
    """The words of harm in a line: first word, how many, kind."""
    found = []
    at = 0
    while at < len(line.words):
        hit = language.harms.at(line.words, at)
        if hit and not language.not_harm.has(line.words, at):
            found.append((at, hit[0], hit[1]))
        at += hit[0] if hit else 1
    return found


def _in_line(page: Page, group: list[Count]) -> list[Harm]:
    """The rows of one line; parts take the kind of their total."""
    line = group[0].line
    words = harm_words(line, page.language)
    if not words:
        return []
    rows: list[Harm] = []
    starts = frozenset(c.start for c in group)
    for run in _runs(group, page.language):
        kinds = [_nearest(line, c, words, starts, page.language) for c in run]
        shared = min((k for k in kinds if k), default=None)
        for count, own in zip(run, kinds, strict=True):
            best = own or (shared if len(run) > 1 else None)
            if best is None:
                continue
            total = run[0] if count is not run[0] else None
            rows.append(Harm(_row(page, count, best[2], total), line, best[1], count))
    return rows


def _runs(group: list[Count], language: Language) -> list[list[Count]]:
    """Counts by totals with their parts ("30 soldiers, among them 19 Hungarians and 11 Italians")."""
    runs: list[list[Count]] = []
    for count in group:
        if runs and _is_part(runs[-1], count, language):
            runs[-1].append(count)
        else:
            runs.append([count])
    return runs


def _is_part(run: list[Count], count: Count, language: Language) -> bool:
    """Whether "of them" stands before a count, or only "and" since the part before it."""
    line, before = count.line, run[-1]
    between = range(before.end, count.start)
    if any(language.partitive.has(line.words, i) for i in between):
        return not any(line.words[i].key in language.clause_words for i in between)
    gap = [line.words[i] for i in between]
    return len(run) > 1 and len(gap) <= 2 and all(w.mark or w.key in language.joins for w in gap)


_Scored = tuple[int, int, str]  # cost, word, kind


def _nearest(
    line: Line,
    count: Count,
    words: list[tuple[int, int, str]],
    others: frozenset[int],
    language: Language,
) -> _Scored | None:
    """The word of harm that costs least to reach, if it is near enough."""
    low = bisect_left(words, (count.start - _FARTHEST - _LONGEST, 0, ""))
    high = bisect_right(words, (count.end + _FARTHEST + 1, 0, ""))
    scored = [
        (_cost(line, count, at, at + size, others, language), at, kind)
        for at, size, kind in words[low:high]
    ]
    best = min(scored, default=None)
    return best if best and best[0] <= _FARTHEST else None


def _cost(
    line: Line, count: Count, start: int, end: int, others: frozenset[int], language: Language
) -> int:
    if start < count.end and end > count.start:
        return 0
    low, high = (end, count.start) if end <= count.start else (count.end, start)
    cost = high - low
    for i in range(low, high):
        word = line.words[i]
        if word.text in ";:" or word.key in language.clause_words:
            cost += _COST_CLAUSE
        elif word.mark:
            cost += _COST_COMMA
        elif word.key in language.joins or word.key in language.that:
            cost += _COST_JOIN
    return cost + _COST_COUNT * sum(i in others and i != count.start for i in range(low, high))


def _row(page: Page, count: Count, kind: str, total: Count | None) -> Casualty:
    quantity = count.quantity
    return Casualty(
        kind=kind,
        who=_who(page, count, total),
        low=_whole(quantity.low),
        best=int(quantity.best),
        high=_whole(quantity.high),
        qualifier=quantity.qualifier,
        part_of=_who(page, total, None) if total else None,
        span=count.span,
    )


def _who(page: Page, count: Count, total: Count | None) -> str:
    """The group in the text's words; a bare count takes its total's, else "persons"."""
    noun = count.quantity.noun
    return noun or (total.quantity.noun if total else "") or "persons"


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _counted(row: Harm, claims: tuple[Claim, ...]) -> Harm:
    """The row with who gives the number: the narrowest claim that holds it."""
    span = row.casualty.span or Span(0, 0)
    holder = holder_of(span, claims)
    by = holder.speaker if holder else None
    return replace(row, casualty=replace(row.casualty, counted_by=by)) if by else row


def holder_of(span: Span, claims: tuple[Claim, ...]) -> Claim | None:
    """The narrowest claim whose content holds a span; claims stand in the order of the text."""
    starts = [c.span.start for c in claims]
    low, high = max(0, bisect_left(starts, span.start) - 8), bisect_right(starts, span.end)
    holders = [c for c in claims[low:high] if c.content_span.contains(span)]
    return min(holders, key=lambda c: c.content_span.end - c.content_span.start, default=None)
