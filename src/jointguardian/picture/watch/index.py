"""Incidents and lone reports as columns of numbers: filters and counts take milliseconds.

Each row is an incident, or a report that belongs to none. What it can be chosen by are pairs
(row, code); a code stands for a value of a facet. An index is derived from the one before: rows
whose incident is the same are kept, so that one more report costs little.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...domain import Incident, Report
from ...domain.dates import first_day, last_day
from ..lookups import Lookups
from ..model import Known
from ..stands import SEAL
from .places import Names

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
NEVER = np.iinfo(np.int32).max
"""The start day of what is undated."""
UNGRADED = "F"
"""The letter of a source that nobody graded: its reliability cannot be judged."""
HARM = frozenset({"killed", "injured", "missing"})

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]
Subject = Incident | Report


def micros(moment: datetime) -> int:
    """Microseconds since 1970, exactly."""
    return (moment - EPOCH) // _MICRO


def moment_of(stored: int) -> datetime:
    """The moment of microseconds since 1970."""
    return EPOCH + int(stored) * _MICRO


@dataclass(frozen=True, slots=True)
class Row:
    """One subject: when each of its reports became known, its days, its values and its words."""

    subject: Subject
    known: tuple[int, ...]
    start: int
    end: int
    values: tuple[tuple[str, str], ...]
    text: str

    @property
    def id(self) -> str:
        """The incident's or report's id."""
        return self.subject.id


@dataclass(frozen=True)
class Index:
    """The rows and their columns. `vocabulary` gives the (facet, value) of each code."""

    rows: list[Row] = field(default_factory=list)
    at: dict[str, int] = field(default_factory=dict)
    changed: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    first: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    start: Codes = field(default_factory=lambda: np.zeros(0, np.int32))
    end: Codes = field(default_factory=lambda: np.zeros(0, np.int32))
    tie: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    order: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    pair_row: Codes = field(default_factory=lambda: np.zeros(0, np.int32))
    pair_code: Codes = field(default_factory=lambda: np.zeros(0, np.int32))
    vocabulary: tuple[tuple[str, str], ...] = ()
    codes: dict[tuple[str, str], int] = field(default_factory=dict)
    look: Lookups | None = None
    number: int = 0
    letters: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def identity(self) -> Ints:
        """The identities of the subjects, which live as long as the index does."""
        return np.fromiter((id(r.subject) for r in self.rows), np.int64, len(self.rows))

    @cached_property
    def by_facet(self) -> dict[str, tuple[int, ...]]:
        """The codes of each facet."""
        found: dict[str, list[int]] = {}
        for code, (facet, _) in enumerate(self.vocabulary):
            found.setdefault(facet, []).append(code)
        return {facet: tuple(codes) for facet, codes in found.items()}


def derive(base: Index | None, known: Known) -> Index:
    """The index of what is known, from the one before (None: from nothing)."""
    before = base or Index()
    number = known.look.number
    touched = known.look.touched_since(before.number) if before.look is known.look else None
    gone, fresh = (
        _sorted_out(before, known) if touched is None else _followed(before, known, touched)
    )
    letters = letters_of(known)
    fresh += _regraded(before, known, letters, {*gone, *(r.id for r in fresh)})
    if not fresh and not gone:
        return replace(before, number=number, letters=letters) if touched else before
    made = _changed(before, gone, fresh)
    return replace(made, look=known.look, number=number, letters=letters)


def letters_of(known: Known) -> dict[str, str]:
    """The letter of each source."""
    return {s.name: s.reliability for s in known.sources}


def _regraded(
    before: Index, known: Known, letters: Mapping[str, str], seen: Collection[str]
) -> list[Row]:
    """The rows of reports whose source has another letter than before; an incident is another one then."""
    names = letters.keys() | before.letters.keys()
    other = {n for n in names if letters.get(n, UNGRADED) != before.letters.get(n, UNGRADED)}
    if not other:
        return []
    make = _Maker(known)
    return [
        make.row(row.subject)
        for row in before.rows
        if isinstance(row.subject, Report) and row.subject.source in other and row.id not in seen
    ]


def _followed(before: Index, known: Known, touched: Iterable[str]) -> tuple[list[str], list[Row]]:
    """What is no more and the new rows, looking only at what was touched since the index was made."""
    gone, fresh, make = list[str](), list[Row](), _Maker(known)
    for id_ in sorted(touched):
        row, now = before.at.get(id_), _subject(known, id_)
        if now is None and row is not None:
            gone.append(id_)
        elif now is not None and (row is None or before.rows[row].subject != now):
            fresh.append(make.row(now))
    return gone, fresh


def _subject(known: Known, id_: str) -> Subject | None:
    """The incident of an id, or the report that tells of none."""
    look = known.look
    if id_ in look.incidents:
        return look.incidents[id_]
    return None if look.incidents_of.get(id_) else look.reports.get(id_)


def _sorted_out(before: Index, known: Known) -> tuple[list[str], list[Row]]:
    """What is no more and the new rows, looking at everything."""
    told = set(chain.from_iterable([i.reports for i in known.incidents]))
    alone = [r for r in known.reports if r.id not in told]
    subjects: list[Subject] = [*known.incidents, *alone]
    # most are the very objects of the time before: they are known by their identity
    here = np.fromiter(map(id, subjects), np.int64, len(subjects))
    make, fresh, same = _Maker(known), list[Row](), np.isin(before.identity, here)
    for n in np.flatnonzero(~np.isin(here, before.identity)).tolist():
        row = before.at.get(subjects[n].id)
        if row is None or before.rows[row].subject != subjects[n]:
            fresh.append(make.row(subjects[n]))
    others = [before.rows[n].id for n in np.flatnonzero(~same).tolist()]
    present = {s.id for s in subjects} if others else set()
    return [id_ for id_ in others if id_ not in present], fresh


class _Maker:
    """Makes rows, with the look-ups that they need."""

    def __init__(self, known: Known) -> None:
        self.reports = known.look.reports
        self.readings = known.look.readings
        self.names = Names(known.municipalities)
        self.letters = letters_of(known)

    def row(self, subject: Subject) -> Row:
        """The row of an incident or a report."""
        return self._incident(subject) if isinstance(subject, Incident) else self._report(subject)

    def _incident(self, told: Incident) -> Row:
        reports = [self.reports[r] for r in told.reports if r in self.reports]
        values = [("kind", "incident"), ("type", told.type), ("status", told.status)]
        values += [("source", s) for s in told.sources]
        values += [v for p in told.places for v in self.names.values(p)]
        values += [v for m in told.members for v in _grades(m.grade)]
        values += [("group", c.group or c.who) for c in told.counts if c.group or c.who]
        values += [("actor", a) for a in self._actors(told)]
        if told.contradictions:
            values.append(("is", "contradicted"))
        if any(c.kind in HARM and c.n > 0 for c in told.counts):
            values.append(("is", "casualties"))
        words = [told.what, *(r.title or "" for r in reports)]
        known = tuple(micros(r.received) for r in reports) or (0,)
        return Row(told, known, *_days(told.start, told.end), *_distinct(values, words))

    def _actors(self, told: Incident) -> Iterable[str]:
        for member in told.members:
            reading, mine = self.readings.get(member.report), set(member.events)
            for event in reading.events if reading else ():
                if event.id in mine:
                    mentions = (*event.actors, *event.recipients)
                    yield from (m.known_as for m in mentions if SEAL not in m.known_as)

    def _report(self, told: Report) -> Row:
        reading = self.readings.get(told.id)
        values = [("kind", "report"), ("source", told.source)]
        values.append(("reliability", self.letters.get(told.source, UNGRADED)))
        values += [v for p in (reading.places if reading else ()) for v in self.names.values(p)]
        words = [told.title or "", told.text[:400]]
        day = told.published
        return Row(told, (micros(told.received),), *_days(day, day), *_distinct(values, words))


def _grades(grade: Any) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("reliability", grade.reliability), ("credibility", grade.credibility)


def _distinct(
    values: list[tuple[str, str]], words: list[str]
) -> tuple[tuple[tuple[str, str], ...], str]:
    """Each value once, and the row's words in lower case for the search."""
    unique = tuple(dict.fromkeys(values))
    named = (v for n, v in unique if n in ("actor", "place", "source", "group", "municipality"))
    return unique, "\n".join((*words, *named)).casefold()


def _days(start: str | None, end: str | None) -> tuple[int, int]:
    if start is None:
        return int(NEVER), -1
    first, last = first_day(start[:10]), last_day((end or start)[:10])
    return first.toordinal(), last.toordinal()


@dataclass(slots=True)
class _Places:
    """Where rows go: a changed row keeps its place, the last ones fill the places of those gone."""

    rows: list[Row]
    at: dict[str, int]
    stale: set[int] = field(default_factory=set)

    def put(self, row: Row) -> None:
        place = self.at.setdefault(row.id, len(self.rows))
        if place == len(self.rows):
            self.rows.append(row)
        else:
            self.rows[place] = row
        self.stale.add(place)

    def drop(self, id_: str) -> None:
        place, last = self.at.pop(id_), self.rows.pop()
        self.stale |= {place, len(self.rows)}
        if place < len(self.rows):
            self.rows[place] = last
            self.at[last.id] = place


def _changed(before: Index, gone: list[str], fresh: list[Row]) -> Index:
    """A new index: what it shares with the one before is copied, only what differs is worked out."""
    places = _Places(before.rows.copy(), before.at.copy())
    for id_ in gone:
        places.drop(id_)
    for row in fresh:
        places.put(row)
    rows, n = places.rows, len(places.rows)
    new = np.array(sorted(p for p in places.stale if p < n), np.int64)
    made = [rows[p] for p in new.tolist()]
    codes, vocabulary = dict(before.codes), list(before.vocabulary)
    pair_row, pair_code = _pairs(before, places.stale, new, made, codes, vocabulary)
    changed = _column(before.changed, n, new, [max(r.known) for r in made])
    tie = _column(before.tie, n, new, [tie_of(r.id) for r in made])
    return Index(
        rows=rows,
        at=places.at,
        changed=changed,
        first=_column(before.first, n, new, [min(r.known) for r in made]),
        start=_column(before.start, n, new, [r.start for r in made]),
        end=_column(before.end, n, new, [r.end for r in made]),
        tie=tie,
        order=_ordered(before.order, places.stale, new, changed, tie),
        pair_row=pair_row,
        pair_code=pair_code,
        vocabulary=tuple(vocabulary),
        codes=codes,
    )


def _column(before: NDArray[Any], n: int, new: Ints, values: list[int]) -> NDArray[Any]:
    column = np.empty(n, before.dtype)
    kept = min(n, len(before))
    column[:kept] = before[:kept]
    column[new] = values
    return column


FEW = 64
"""Changed rows that are put into the order one by one; with more it is made anew."""


def _ordered(before: Ints, stale: set[int], new: Ints, changed: Ints, tie: Ints) -> Ints:
    """The rows, the newest first, those of one moment by their tie."""
    if len(stale) > FEW:
        return np.lexsort((tie, -changed))
    order = before[_apart(before, stale)]

    def key(row: int) -> tuple[int, int]:
        return -int(changed[row]), int(tie[row])

    for row in new.tolist():
        order = np.insert(order, bisect_left(order, key(row), key=key), row)
    return order


def _apart(numbers: NDArray[Any], stale: set[int]) -> Mask:
    """Which numbers are not stale. Few comparisons of a whole column are quicker than a search."""
    if len(stale) > FEW:
        return ~np.isin(numbers, np.fromiter(stale, numbers.dtype, len(stale)))
    mask: Mask = np.ones(len(numbers), np.bool_)
    for row in stale:
        mask &= numbers != row
    return mask


def _pairs(
    before: Index,
    stale: set[int],
    new: Ints,
    made: list[Row],
    codes: dict[tuple[str, str], int],
    vocabulary: list[tuple[str, str]],
) -> tuple[Codes, Codes]:
    kept = _apart(before.pair_row, stale)
    rows, found = list[int](), list[int]()
    for number, row in zip(new.tolist(), made, strict=True):
        for value in row.values:
            code = codes.setdefault(value, len(vocabulary))
            if code == len(vocabulary):
                vocabulary.append(value)
            rows.append(number)
            found.append(code)
    return (
        np.concatenate([before.pair_row[kept], np.array(rows, np.int32)]),
        np.concatenate([before.pair_code[kept], np.array(found, np.int32)]),
    )


def tie_of(subject: str) -> int:
    """A number of an id that orders subjects of the same moment, the same in every process."""
    raw = hashlib.blake2b(subject.encode(), digest_size=7).digest()
    return int.from_bytes(raw)
