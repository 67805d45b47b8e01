"""Counts side by side: which repeats, updates or rivals which, and which is part of which.

Nothing is ever added up. `same`: the same number for the same group, or a bound that it meets;
`updates`: the same line of counting, later, with another number; `rivals`: another line with
another number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..domain import Casualty, Claim, Count
from .memo import Memo
from .parties import (
    UNATTRIBUTED,
    containing,
    counting_line,
    elsewhere,
    group,
    is_here,
    known_group,
    of_nations,
    one_line,
    settle,
    side,
)
from .profile import Mention, number

LOWER = frozenset({"at least", "more than", "over", "no fewer than", "no less than", "upwards of"})
UPPER = frozenset({"up to", "at most", "fewer than", "less than", "no more than"})
ABOUT = frozenset(
    {"about", "around", "some", "nearly", "almost", "roughly", "approximately", "circa"}
)
CLAUSE = 60  # characters after a number in which its clause goes on
_SOME = re.compile(
    r"\b(?:badly|serious\w*|critical\w*|grave\w*|"
    r"severe\w*|lightly|slightly|life-threatening|firearms?|gunfire|gunshots?|bullets?)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\W*[\w-]+ of (?:them|those|these|whom)\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\b(people|persons?|all|total|others?)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"\b(?:when|after|as|while|because|since|where|before|until)\b")
NEARBY = 24  # characters after a number in which its noun stands
ROUND = 0.05  # "about n" fits any number within 5 percent (or 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A count on its way: its order in time, the wording of its total, and whether it counts some."""

    count: Count
    order: tuple[object, ...]
    total: str | None
    partial: bool = False


def counts(members: Sequence[Mention], memo: Memo) -> tuple[Count, ...]:
    """All counts of an incident's events, related to each other, in the order they were said.

    Of counts known at the same moment the smaller goes first: the count of the hurt grows. `memo`
    keeps what was read of single events.
    """
    involved = frozenset(p for m in members for p in m.profile.parties)
    rows = sorted(
        (
            replace(r, count=replace(r.count, group=settle(r.count.group, involved)))
            for m in members
            for r in memo.get(m.key[0], ("counts", m.event.id), lambda m=m: tuple(_rows(m)))  # type: ignore[misc]
        ),
        key=lambda r: r.order,
    )
    kept = list(_once(rows))
    parts = _parts(kept, involved)
    related = [
        replace(r.count, part_of=parts.get(n), group=_own_group(n, kept, parts))
        for n, r in enumerate(kept)
    ]
    subsets = {n for n, p in parts.items() if related[p].group == related[n].group}
    subsets |= {n for n, r in enumerate(kept) if r.partial}
    earlier: dict[tuple[str, str], list[tuple[int, Count]]] = {}
    for n, count in enumerate(related):
        if n not in subsets:
            peers = earlier.setdefault((count.kind, count.group), [])
            relation, to = _relation(count, peers)
            related[n] = replace(count, relation=relation, to=to)
            peers.append((n, related[n]))
    return tuple(related)


def _own_group(n: int, rows: Sequence[Row], parts: Mapping[int, int]) -> str:
    """ "Three of them" are of the group that they are part of."""
    row = rows[n]
    if row.partial and row.count.group == "total" and n in parts:
        return rows[parts[n]].count.group
    return row.count.group


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without counts that were read twice in one report."""
    seen: dict[tuple[object, ...], list[Count]] = {}
    for row in rows:
        c = row.count
        same = seen.setdefault((c.report, c.kind, c.group, c.n, c.qualifier, c.as_of), [])
        if not any(c.counted_by == q.counted_by or c.span == q.span for q in same):
            yield row
        same.append(c)


def _rows(m: Mention) -> Iterator[Row]:
    claims = {c.id: c for c in m.told.reading.claims}
    for place, row in enumerate(m.event.casualties):
        n = number(row)
        if n is None or _of_how_many(m, row):
            continue
        claim = _claim(m, row, claims)
        count = Count(
            kind=row.kind,
            who=row.who,
            n=n,
            qualifier=row.qualifier,
            counted_by=row.counted_by or (claim.speaker if claim else None),
            report=m.told.report.id,
            as_of=(claim.date if claim and claim.date else None) or m.told.day,
            group=_local_group(m, row),
            event=m.event.id,
            span=row.span,
        )
        order = (count.as_of, m.told.report.received, n, *m.order, place)
        yield Row(count, order, row.part_of, n > 0 and _partial(m, row))


def _local_group(m: Mention, row: Casualty) -> str:
    """The group counted, worded as fits the country that the report is on."""
    name = _group(m, row)
    return name if is_here(m.told.report.text) else elsewhere(name, row.who)


def _group(m: Mention, row: Casualty) -> str:
    """The group counted: of "30 Italian and Hungarian soldiers" the force, of nobody in particular
    the one that the words at the number name."""
    meant = _pronoun_group(m, row)
    if meant:
        return meant
    force = of_nations(_after(m, row, NEARBY))
    if force:
        return force
    named = known_group(row.who) and group(row.who)
    if named not in (None, "total") or row.span is None:
        return named or group(row.who)
    near = _PLACEHOLDER.sub(" ", _CLAUSE_END.split(_after(m, row, NEARBY))[0])
    found = known_group(near)
    return found if found and found not in ("total", "soldiers") else "total"


def _pronoun_group(m: Mention, row: Casualty) -> str | None:
    """Whom "52 of them" means: the group named last before it in its sentence."""
    if row.span is None or not _OF_THEM.match(_after(m, row, CLAUSE)):
        return None
    if known_group(_OF_THEM.sub("", _after(m, row, CLAUSE))):
        return None
    before = re.split(r"[.;]\s|\n", m.told.report.text[: row.span.start])[-1]
    words = before.split()
    named = (known_group(" ".join(words[-n - 1 :])) for n in range(len(words)))
    return next((g for g in named if g and g != "total"), None)


def _of_how_many(m: Mention, row: Casualty) -> bool:
    """Whether the number says of how many: in "three of the 30 attackers" nobody counts 30 dead."""
    if row.span is None:
        return False
    before = m.told.report.text[max(0, row.span.start - 40) : row.span.start]
    return bool(re.search(r"[\w-]+ of (?:the|some|about|around|at least|its|their)\s+$", before))


def _partial(m: Mention, row: Casualty) -> bool:
    """Whether the number counts some of a group: "three of them", "two seriously"."""
    if row.span is None:
        return False
    clause = re.split(r",\s", _after(m, row, CLAUSE))[0]
    pronoun = _OF_THEM.match(clause)
    if pronoun is None:
        return bool(_SOME.search(clause))
    meant = _pronoun_group(m, row)
    if meant is not None and meant != group(row.who):
        return False
    named = known_group(clause[pronoun.end() :])
    return named in (None, "total") or named != group(row.who)


def _after(m: Mention, row: Casualty, length: int) -> str:
    """The words from a number on, within its clause."""
    if row.span is None:
        return ""
    text = m.told.report.text[row.span.start : row.span.end + length]
    return re.split(r"[.;]\s|\band \d", text)[0]


def _claim(m: Mention, row: Casualty, claims: Mapping[str, Claim]) -> Claim | None:
    """The claim that gives the number: the one around its characters, else the event's own."""
    span = row.span
    around = [c for c in claims.values() if span and c.content_span.contains(span)]
    if around:
        return min(around, key=lambda c: (c.content_span.end - c.content_span.start, c.id))
    return claims.get(m.event.asserted_by or "")


def _parts(rows: Sequence[Row], involved: frozenset[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    by_report: dict[str, list[int]] = {}
    by_group: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        by_report.setdefault(row.count.report, []).append(n)
        by_group.setdefault(row.count.group, []).append(n)
    for n, row in enumerate(rows):
        whole = _whole(row, involved)
        near = {*by_report[row.count.report], *by_group.get(whole or "", ())}
        total = _total(n, row, sorted(near), rows, involved)
        if total is not None:
            found[n] = total
    return found


def _whole(row: Row, involved: frozenset[str]) -> str | None:
    """The group of the total that a count is part of."""
    return row.count.group if row.partial else _named_total(row, involved)


def _total(
    n: int, row: Row, near: Sequence[int], rows: Sequence[Row], involved: frozenset[str]
) -> int | None:
    """The index of the total that contains a count: in the same report first, else the nearest in time.

    `near` are the counts of its report and those of its total's group.
    """
    mine = row.count
    named = _named_total(row, involved)
    others = [
        (i, rows[i].count)
        for i in near
        if i != n and rows[i].count.kind == mine.kind and rows[i].count.n >= mine.n > 0
    ]
    here = [(i, c) for i, c in others if c.report == mine.report]
    subset = [i for i, c in here if _subset(mine, c) or (row.partial and _some_of(mine, c))]
    if subset:
        return min(subset, key=lambda i: rows[i].count.n)
    wider = [i for i, c in here if c.group == named and c.group != mine.group]
    if wider and not row.partial:
        return min(wider, key=lambda i: (rows[i].count.event != mine.event, rows[i].count.n))
    whole = _whole(row, involved)
    if whole is None or (whole == mine.group and not row.partial):
        return None
    apart = [i for i, c in others if c.group == whole and c.n > mine.n - (whole != mine.group)]
    found = max(apart, key=lambda i: (i < n, i if i < n else -i), default=None)
    return wider[0] if found is None and wider else found


def _named_total(row: Row, involved: frozenset[str]) -> str | None:
    """The group that a count is part of, by its wording: never one of the other side."""
    mine = row.count.group
    told = settle(group(row.total), involved) if row.total else None
    if told in (None, "total") or mine == "total" or side(told or "") == side(mine):
        return told or containing(mine)
    return containing(mine)


def _some_of(mine: Count, other: Count) -> bool:
    """Whether "three of them" can be of another count of the same event."""
    return mine.n < other.n and (mine.group in (other.group, "total")) and mine.event == other.event


def _subset(mine: Count, other: Count) -> bool:
    """One counter does not give two totals at once: the smaller is some of the larger."""
    return (
        mine.group == other.group
        and mine.n < other.n
        and counting_line(mine.counted_by) == counting_line(other.counted_by)
        and mine.as_of == other.as_of
        and mine.n * 2 < other.n
    )


def _relation(mine: Count, peers: Sequence[tuple[int, Count]]) -> tuple[str | None, int | None]:
    """How a count relates to the earlier ones of its kind and group, and to which of them."""
    if not peers:
        return None, None
    equal = [i for i, c in peers if c.n == mine.n]
    if equal:
        return "same", equal[0]
    updated = [(i, c) for i, c in peers if _updates(mine, c)]
    if updated:
        mine_line = counting_line(mine.counted_by)
        near = [i for i, c in updated if counting_line(c.counted_by) == mine_line]
        return "updates", near[-1] if near else updated[-1][0]
    against = [(i, c) for i, c in peers if not fits(mine, c)]
    if against:
        return "rivals", _rival(against)
    last, bound = peers[-1]
    grown = mine.n > bound.n and not is_bound(mine)
    return ("updates" if grown else "same"), last


def _rival(peers: Sequence[tuple[int, Count]]) -> int:
    """The newest count by a named counter, else the newest."""
    named = [i for i, c in peers if c.counted_by]
    return named[-1] if named else peers[-1][0]


def _updates(mine: Count, other: Count) -> bool:
    """Whether one line of counting moved on from `other` to `mine`."""
    if fits(mine, other) and is_bound(mine):
        return False
    a, b = counting_line(mine.counted_by), counting_line(other.counted_by)
    if a == b and a != UNATTRIBUTED:
        return True
    if a == b or one_line(mine.group, a, b):
        return mine.n > other.n
    return False


def is_bound(count: Count) -> bool:
    """Whether the number is a bound or rounded, not exact."""
    return _kind_of_bound(count.qualifier) != ""


def fits(one: Count, other: Count) -> bool:
    """Whether two counts can both be right: equal, or one within the other's bound."""
    return one.n == other.n or _meets(one, other) or _meets(other, one)


def _meets(count: Count, bounded: Count) -> bool:
    bound = _kind_of_bound(bounded.qualifier)
    if bound == "lower":
        return count.n >= bounded.n
    if bound == "upper":
        return count.n <= bounded.n
    return bound == "about" and abs(count.n - bounded.n) <= max(1.0, ROUND * bounded.n)


def _kind_of_bound(qualifier: str | None) -> str:
    q = (qualifier or "").lower()
    for name, wordings in (("lower", LOWER), ("upper", UPPER), ("about", ABOUT)):
        if any(q.startswith(w) for w in wordings):
            return name
    return ""
