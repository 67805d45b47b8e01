"""Observations as columns: what may bear on a rule on a day is found without looking at the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..domain import Observation
from ..domain.dates import first_day, last_day
from .areas import Area, Plane
from .rules import Party
from .truth import Truth

_NONE = 0.0


@dataclass(frozen=True, slots=True)
class Span:
    """The days of an observation: on which it may hold, and on which it does for certain (or never).

    A single day that is known as a month lies somewhere in that month.
    """

    may_first: int
    may_last: int
    sure_first: int
    sure_last: int

    @property
    def exact(self) -> bool:
        """Whether there is a day on which it holds for certain."""
        return self.sure_first <= self.sure_last

    def within(self, first: int, last: int) -> Truth:
        """Whether it holds on some day from `first` to `last`."""
        if self.may_last < first or self.may_first > last:
            return False
        if first <= self.may_first and self.may_last <= last:
            return True
        sure = self.exact and self.sure_first <= last and self.sure_last >= first
        return True if sure else None


def span_of(seen: Observation) -> Span:
    """The days of an observation."""
    end = seen.end or seen.start
    sure = (last_day(seen.start), first_day(end))
    return Span(
        first_day(seen.start).toordinal(),
        last_day(end).toordinal(),
        sure[0].toordinal(),
        sure[1].toordinal(),
    )


class Evidence:
    """All observations known, to be asked for what bears on a rule. Order of entry does not matter."""

    def __init__(self, plane: Plane, seen: Iterable[Observation] = ()) -> None:
        self._plane = plane
        self._kinds: dict[str, _Kind] = {}
        for one in seen:
            self.add(one)

    def add(self, seen: Observation) -> None:
        """One more observation."""
        self._kinds.setdefault(seen.what, _Kind(self._plane)).add(seen)

    def bearing(
        self, what: str, who: Party, where: Area, first: date, last: date
    ) -> list[tuple[Observation, Span, Truth, Truth]]:
        """What may be of a party in an area in some days: whether it is the party's, and inside."""
        kind = self._kinds.get(what)
        if kind is None:
            return []
        return kind.bearing(who, where, first.toordinal(), last.toordinal())

    def inside(self, seen: Observation, where: Area) -> Truth:
        """Whether an observation was inside an area."""
        return _located([seen], where, self._plane)[0]

    def about(self, happening: str, what: str) -> tuple[Observation, ...]:
        """The observations of a kind that tell of one happening, by id."""
        kind = self._kinds.get(what)
        return tuple(sorted(kind.about.get(happening, ()), key=lambda o: o.id)) if kind else ()


class _Kind:
    """The observations of one kind."""

    def __init__(self, plane: Plane) -> None:
        self._plane = plane
        self.about: dict[str, list[Observation]] = {}
        self._rows: list[Observation] = []
        self._spans: list[Span] = []
        self._of: dict[str, list[int]] = {}
        self._inside: dict[str, dict[int, Truth]] = {}
        self._columns: dict[
            str, tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
        ] = {}

    def add(self, seen: Observation) -> None:
        self._of.setdefault(seen.who, []).append(len(self._rows))
        self._columns.pop(seen.who, None)
        self._rows.append(seen)
        if seen.about:
            self.about.setdefault(seen.about, []).append(seen)
        self._spans.append(span_of(seen))

    def bearing(
        self, who: Party, where: Area, first: int, last: int
    ) -> list[tuple[Observation, Span, Truth, Truth]]:
        chosen = [
            (n, theirs)
            for name in self._of
            if (theirs := who.has(name)) is not False
            for n in self._in_days(name, first, last)
        ]
        inside = self._places(where, [n for n, _ in chosen])
        found = [
            (self._rows[n], self._spans[n], theirs, inside[n])
            for n, theirs in chosen
            if inside[n] is not False or self._rows[n].complete
        ]
        return sorted(found, key=lambda row: row[0].id)

    def _in_days(self, name: str, first: int, last: int) -> list[int]:
        if name not in self._columns:
            rows = self._of[name]
            starts = np.fromiter((self._spans[n].may_first for n in rows), np.int64, len(rows))
            ends = np.fromiter((self._spans[n].may_last for n in rows), np.int64, len(rows))
            self._columns[name] = np.array(rows, np.int64), starts, ends
        rows_, starts, ends = self._columns[name]
        chosen: list[int] = rows_[(starts <= last) & (ends >= first)].tolist()
        return chosen

    def _places(self, where: Area, rows: list[int]) -> dict[int, Truth]:
        """Of some rows whether they are inside; worked out once for each area and row."""
        known = self._inside.setdefault(where.id, {})
        fresh = [n for n in rows if n not in known]
        if fresh:
            found = _located([self._rows[n] for n in fresh], where, self._plane)
            known.update(zip(fresh, found, strict=True))
        return known


def _located(rows: list[Observation], where: Area, plane: Plane) -> list[Truth]:
    points = [n for n, r in enumerate(rows) if r.lat is not None and r.lon is not None]
    drawn = plane.points(
        [rows[n].lat or _NONE for n in points], [rows[n].lon or _NONE for n in points]
    )
    within = np.array([rows[n].within_km for n in points], float)
    inside: Mapping[int, Truth] = dict(zip(points, where.has_points(drawn, within), strict=True))
    named: dict[str, Truth] = {}
    return [_either(inside.get(n), _named(r.place, where, named)) for n, r in enumerate(rows)]


def _named(place: str | None, where: Area, known: dict[str, Truth]) -> Truth:
    if place is None:
        return None
    if place not in known:
        known[place] = where.has(place)
    return known[place]


def _either(point: Truth, name: Truth) -> Truth:
    """What one of the two says for certain; not known where they contradict each other."""
    if point is None or name is None or point == name:
        return name if point is None else point
    return None
