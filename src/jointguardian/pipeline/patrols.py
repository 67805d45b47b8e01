"""Patrols planned and done: a week's plan, marking one done, its reports, and where none was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..access import Viewer
from ..domain import Municipality, Patrol
from ..domain.dates import first_day, parse_partial
from ..domain.ids import new_id
from ..domain.vocab import vocabulary
from ..errors import InputError, UnknownName
from ..picture.patrols import (
    Coverage,
    Shown,
    Tally,
    coverage,
    moment_of,
    monday,
    state_of,
    tallies,
    week_of,
)
from .force_record import ForceRecord, instant

WEEKS = 4
"""How many weeks the comparison of planned and done goes back."""
LONGEST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class PatrolWeek:
    """One week's patrols, planned against done of the last weeks, and coverage as of the moment."""

    week: str
    before: str
    after: str
    as_of: datetime
    patrols: tuple[Shown, ...]
    overdue: tuple[Shown, ...]
    weeks: tuple[str, ...]
    tallies: tuple[Tally, ...]
    coverage: tuple[Coverage, ...]
    municipalities: tuple[Municipality, ...]


class Patrols:
    """The patrols of one operation."""

    def __init__(self, desk: ForceRecord) -> None:
        self.desk = desk

    def all(self, viewer: Viewer, as_of: datetime | None) -> tuple[Patrol, ...]:
        """Every patrol as known then."""
        return self.desk.read(viewer, "patrols", Patrol, as_of)

    def week(self, viewer: Viewer, week: str | None, as_of: datetime | None) -> PatrolWeek:
        """The week that holds the day `week` (ISO), else that of the moment. Raises InputError."""
        now = self.desk.moment(as_of)
        day = first_day(parse_partial(week)) if week else now.astimezone(UTC).date()
        first = monday(day)
        found = self.all(viewer, as_of)
        towns = self.desk.municipalities(viewer)
        weeks = tuple(_weeks(first))
        here = week_of(found, first, now)
        return PatrolWeek(
            week=first,
            before=_shifted(first, -1),
            after=_shifted(first, 1),
            as_of=now,
            patrols=here,
            overdue=tuple(
                Shown(p, "overdue", monday(moment_of(p.start).date()))
                for p in found
                if state_of(p, now) == "overdue"
            ),
            weeks=weeks,
            tallies=tallies(found, weeks, now),
            coverage=coverage(found, towns, now),
            municipalities=towns,
        )

    def one(self, viewer: Viewer, patrol: str, as_of: datetime | None) -> Patrol:
        """A patrol by its id. Raises UnknownName."""
        found = next((p for p in self.all(viewer, as_of) if p.id == patrol), None)
        if found is None:
            raise UnknownName(f"patrol {patrol!r} is not known", way_out="see the week's list")
        return found

    def plan(self, viewer: Viewer, told: Mapping[str, str], as_of: datetime | None) -> Patrol:
        """Records a planned patrol. Raises InputError for what cannot be."""
        start = instant(told.get("start", ""), "start")
        end = instant(told["end"], "end") if told.get("end") else _after(start, told)
        _assert_order(start, end)
        places = self.desk.places(viewer, told.get("places", ""))
        if not places:
            raise InputError("no place is given", where="places", way_out="write Zvečan; Lešak")
        made = Patrol(
            id=new_id("p"),
            unit=self.desk.text(told.get("unit", ""), "unit"),
            kind=vocabulary("patrol_kinds")[told.get("kind") or "vehicle"].id,
            start=start,
            end=end,
            municipalities=tuple(dict.fromkeys(p.municipality for p in places if p.municipality)),
            places=tuple(p.name for p in places),
            route=self.desk.text(told.get("route", ""), "route"),
            purpose=self.desk.text(told.get("purpose", ""), "purpose"),
            by=viewer.name,
            source=viewer.name,
        )
        self.desk.write(viewer, "patrols", [made], as_of)
        return made

    def repeat(self, viewer: Viewer, week: str, as_of: datetime | None) -> tuple[Patrol, ...]:
        """Plans in the week of that day what was planned the week before, where it is not planned yet."""
        first = monday(first_day(parse_partial(week)))
        now, found = self.desk.moment(as_of), self.all(viewer, as_of)
        here = {
            (s.patrol.unit, s.patrol.start, s.patrol.places) for s in week_of(found, first, now)
        }
        made = []
        for shown in week_of(found, _shifted(first, -1), now):
            copy = _week_later(shown.patrol, viewer.name)
            if shown.state != "cancelled" and (copy.unit, copy.start, copy.places) not in here:
                made.append(copy)
        if made:
            self.desk.write(viewer, "patrols", made, as_of)
        return tuple(made)

    def mark(
        self, viewer: Viewer, patrol: str, told: Mapping[str, str], as_of: datetime | None
    ) -> Patrol:
        """Begun, done, called off, or planned again; with its report where one is given.

        Times that are not given are the planned ones for `done`, and the moment looked at for
        `under-way`. Raises InputError, UnknownName.
        """
        was = self.one(viewer, patrol, as_of)
        state = vocabulary("patrol_states")[told.get("state") or was.state].id
        made = replace(
            was,
            state=state,
            note=self.desk.text(told.get("note", ""), "note") or was.note,
            by=viewer.name,
            **self._times(was, state, told, as_of),
        )
        if told.get("report"):
            known = self.desk.known_report(viewer, told["report"], as_of)
            made = replace(made, observations=tuple(dict.fromkeys((*was.observations, known))))
        self.desk.write(viewer, "patrols", [made], as_of)
        return made

    def _times(
        self, was: Patrol, state: str, told: Mapping[str, str], as_of: datetime | None
    ) -> dict[str, Any]:
        given = {n: instant(told[n], n) for n in ("done_start", "done_end") if told.get(n)}
        now = self.desk.moment(as_of).astimezone(UTC).strftime("%Y-%m-%dT%H:%M+00:00")
        if state == "planned":
            return {"done_start": None, "done_end": None}
        if state == "cancelled":
            return {"done_start": was.done_start, "done_end": was.done_end}
        start = given.get("done_start") or was.done_start
        if state == "under-way":
            return {"done_start": start or now, "done_end": None}
        begun = start or min(was.start, now)
        ended = given.get("done_end") or was.done_end or max(begun, min(was.end, now))
        _assert_order(begun, ended)
        return {"done_start": begun, "done_end": ended}


def _week_later(patrol: Patrol, by: str) -> Patrol:
    """The same patrol, planned anew for seven days later; what is invented stays marked so."""
    start, end = (moment_of(t) + timedelta(weeks=1) for t in (patrol.start, patrol.end))
    return replace(
        patrol,
        id=new_id("p"),
        start=start.strftime("%Y-%m-%dT%H:%M+00:00"),
        end=end.strftime("%Y-%m-%dT%H:%M+00:00"),
        state="planned",
        done_start=None,
        done_end=None,
        observations=(),
        note="",
        by=by,
    )


def _assert_order(start: str, end: str) -> None:
    if moment_of(end) < moment_of(start):
        raise InputError("the patrol ends before it starts", way_out="swap start and end")
    if moment_of(end) - moment_of(start) > LONGEST:
        raise InputError(f"the patrol lasts more than {LONGEST.days} days")


def _after(start: str, told: Mapping[str, str]) -> str:
    """The end from a number of hours; four where none is given."""
    try:
        hours = float(told.get("hours") or 4)
    except ValueError as fault:
        raise InputError(f"{told['hours']!r} is no number of hours", where="hours") from fault
    if not 0 < hours <= LONGEST.days * 24:
        raise InputError(f"{hours:g} hours is no length of a patrol", where="hours")
    end = moment_of(start) + timedelta(hours=hours)
    return end.strftime("%Y-%m-%dT%H:%M+00:00")


def _weeks(first: str) -> list[str]:
    return [_shifted(first, -n) for n in range(WEEKS - 1, -1, -1)]


def _shifted(week: str, weeks: int) -> str:
    return (date.fromisoformat(week) + timedelta(weeks=weeks)).isoformat()
