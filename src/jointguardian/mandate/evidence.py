"""Observations as columns: what may bear on a rule on a day is found without looking at the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
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
        return _located([seen], where, _points([seen], self._plane))[0]

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
        self._index: dict[str, NDArray[np.int64]] = {}
        self._starts = np.empty(0, np.int64)
        self._ends = np.empty(0, np.int64)
        self._points = np.empty(0, object)

    def add(self, seen: Observation) -> None:
        self._of.setdefault(seen.who, []).append(len(self._rows))
        if seen.who in self._index:
            self._index[seen.who] = np.append(self._index[seen.who], len(self._rows))
        self._rows.append(seen)
        if seen.about:
            self.about.setdefault(seen.about, []).append(seen)
        self._spans.append(span_of(seen))

    def _grow(self) -> None:
        """The days of what came in since the last time, all at once."""
        known = len(self._starts)
        if known == len(self._rows):
            return
        spans = self._spans[known:]
        starts = np.fromiter((s.may_first for s in spans), np.int64, len(spans))
        ends = np.fromiter((s.may_last for s in spans), np.int64, len(spans))
        self._starts = np.concatenate([self._starts, starts])
        self._ends = np.concatenate([self._ends, ends])
        self._points = np.concatenate([self._points, np.full(len(spans), None, object)])

    def bearing(
        self, who: Party, where: Area, first: int, last: int
    ) -> list[tuple[Observation, Span, Truth, Truth]]:
        self._grow()
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
        if name not in self._index:
            self._index[name] = np.array(self._of[name], np.int64)
        rows = self._index[name]
        chosen: list[int] = rows[
            (self._starts[rows] <= last) & (self._ends[rows] >= first)
        ].tolist()
        return chosen

    def _places(self, where: Area, rows: list[int]) -> dict[int, Truth]:
        """Of some rows whether they are inside; worked out once for each area and row."""
        known = self._inside.setdefault(where.id, {})
        fresh = [n for n in rows if n not in known]
        if fresh:
            asked = np.array(fresh, np.int64)
            undrawn = asked[shapely.is_missing(self._points[asked])]
            self._points[undrawn] = _points([self._rows[n] for n in undrawn], self._plane)
            found = _located([self._rows[n] for n in fresh], where, self._points[asked])
            known.update(zip(fresh, found, strict=True))
        return known


def _points(rows: Sequence[Observation], plane: Plane) -> NDArray[np.object_]:
    """The points of some rows in kilometres; where one has none, it is not asked for."""
    return plane.points([r.lat or _NONE for r in rows], [r.lon or _NONE for r in rows])


def _located(rows: Sequence[Observation], where: Area, drawn: NDArray[np.object_]) -> list[Truth]:
    points = [n for n, r in enumerate(rows) if r.lat is not None and r.lon is not None]
    drawn = drawn[points]
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
