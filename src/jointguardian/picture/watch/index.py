"""Incidents and lone reports as columns of numbers: filters and counts take milliseconds.

Each row is an incident, or a report that belongs to none. What it can be chosen by are pairs
(row, code); a code stands for a value of a facet. An index is derived from the one before: rows
whose incident is the same are kept, so that one more report costs little.
"""

import hashlib
from collections.abc import Iterable
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
    if touched is None:
        keep, fresh = _sorted_out(before, known)
    else:
        keep, fresh = _followed(before, known, touched)
    if not fresh and bool(keep.all()):
        return replace(before, number=number) if touched else before
    return replace(_joined(before, keep, fresh), look=known.look, number=number)


def _followed(before: Index, known: Known, touched: Iterable[str]) -> tuple[Mask, list[Row]]:
    """The same, looking only at what was touched since the index was made."""
    keep: Mask = np.ones(len(before), np.bool_)
    make, fresh = _Maker(known), list[Row]()
    for id_ in sorted(touched):
        row, now = before.at.get(id_), _subject(known, id_)
        if row is not None and now is not None and before.rows[row].subject == now:
            continue
        if row is not None:
            keep[row] = False
        if now is not None:
            fresh.append(make.row(now))
    return keep, fresh


def _subject(known: Known, id_: str) -> Subject | None:
    """The incident of an id, or the report that tells of none."""
    look = known.look
    if id_ in look.incidents:
        return look.incidents[id_]
    return None if look.incidents_of.get(id_) else look.reports.get(id_)


def _sorted_out(before: Index, known: Known) -> tuple[Mask, list[Row]]:
    """Which rows stay as they are, and the new ones."""
    told = set(chain.from_iterable([i.reports for i in known.incidents]))
    alone = [r for r in known.reports if r.id not in told]
    subjects: list[Subject] = [*known.incidents, *alone]
    # most are the very objects of the time before: they are known by their identity
    here = np.fromiter(map(id, subjects), np.int64, len(subjects))
    keep: Mask = np.isin(before.identity, here)
    missing = []
    for n in np.flatnonzero(~np.isin(here, before.identity)).tolist():
        row = before.at.get(subjects[n].id)
        if row is not None and before.rows[row].subject == subjects[n]:
            keep[row] = True
        else:
            missing.append(subjects[n])
    if not missing:
        return keep, []
    make = _Maker(known)
    return keep, [make.row(subject) for subject in missing]


class _Maker:
    """Makes rows, with the look-ups that they need."""

    def __init__(self, known: Known) -> None:
        self.reports = known.look.reports
        self.readings = known.look.readings
        self.names = Names(known.municipalities)
        self.letters = {s.name: s.reliability for s in known.sources}

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
        values.append(("reliability", self.letters.get(told.source, "F")))
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


def _joined(before: Index, keep: Mask, fresh: list[Row]) -> Index:
    kept = np.flatnonzero(keep)
    rows = [before.rows[i] for i in kept.tolist()] if len(kept) < len(before) else [*before.rows]
    rows += fresh
    codes, vocabulary = dict(before.codes), list(before.vocabulary)
    pair_row, pair_code = _kept_pairs(before, keep, kept)
    new_row, new_code = _fresh_pairs(fresh, len(kept), codes, vocabulary)
    changed = _more(before.changed[kept], [max(r.known) for r in fresh], np.int64)
    tie = _more(before.tie[kept], [tie_of(r.id) for r in fresh], np.int64)
    return Index(
        rows=rows,
        at={row.subject.id: n for n, row in enumerate(rows)},
        changed=changed,
        first=_more(before.first[kept], [min(r.known) for r in fresh], np.int64),
        start=_more(before.start[kept], [r.start for r in fresh], np.int32),
        end=_more(before.end[kept], [r.end for r in fresh], np.int32),
        tie=tie,
        order=np.lexsort((tie, -changed)),
        pair_row=_more(pair_row, new_row, np.int32),
        pair_code=_more(pair_code, new_code, np.int32),
        vocabulary=tuple(vocabulary),
        codes=codes,
    )


def _more(column: NDArray[Any], fresh: list[int], kind: Any) -> NDArray[Any]:
    return np.concatenate([column, np.array(fresh, kind)])


def _kept_pairs(before: Index, keep: Mask, kept: Ints) -> tuple[Codes, Codes]:
    if len(kept) == len(before):
        return before.pair_row, before.pair_code
    number = np.zeros(len(before), np.int32)
    number[kept] = np.arange(len(kept), dtype=np.int32)
    mine = keep[before.pair_row]
    return number[before.pair_row[mine]], before.pair_code[mine]


def _fresh_pairs(
    fresh: list[Row],
    first: int,
    codes: dict[tuple[str, str], int],
    vocabulary: list[tuple[str, str]],
) -> tuple[list[int], list[int]]:
    rows: list[int] = []
    found: list[int] = []
    for number, row in enumerate(fresh, start=first):
        for value in row.values:
            code = codes.setdefault(value, len(vocabulary))
            if code == len(vocabulary):
                vocabulary.append(value)
            rows.append(number)
            found.append(code)
    return rows, found


def tie_of(subject: str) -> int:
    """A number of an id that orders subjects of the same moment, the same in every process."""
    raw = hashlib.blake2b(subject.encode(), digest_size=7).digest()
    return int.from_bytes(raw)
