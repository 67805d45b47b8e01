"""What the desks for units, patrols and restrictions share: reading, writing, words and places checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

from ..access import Viewer, require
from ..domain import Municipality
from ..domain.dates import parse_moment
from ..domain.marking import Marking
from ..errors import InputError, NotPermitted, UnknownName
from ..geo import MunicipalityIndex, fold
from ..picture import Known
from .known import KnownReader
from .operation import Operation
from .review import Reviewer
from .written import Names, longest

T = TypeVar("T")
NO_FIELDS: Mapping[str, Marking] = {}
SOME_PLACES = 12
"""How many places one patrol can name."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place as it was typed, with what is known of it."""

    name: str
    municipality: str | None
    lat: float | None
    lon: float | None


class ForceRecord:
    """Facts of the force in one operation's record, read and written through the policy.

    In a replay what is entered counts from the moment that was looked at; elsewhere the past is
    closed. Facts that a pack states without a moment of knowledge are read whatever the moment.
    """

    def __init__(self, operation: Operation, reader: KnownReader, reviewer: Reviewer) -> None:
        self.operation, self.reader, self.reviewer = operation, reader, reviewer

    @property
    def replays(self) -> bool:
        """Whether this operation is a replay: what is known has the moments of its sources."""
        return self.operation.settings.replay

    def moment(self, as_of: datetime | None) -> datetime:
        """The moment looked at."""
        return as_of or self.operation.clock()

    def day(self, as_of: datetime | None) -> str:
        """The ISO day of the moment looked at."""
        return self.moment(as_of).astimezone(UTC).date().isoformat()

    def read(
        self, viewer: Viewer, kind: str, cls: type[T], as_of: datetime | None
    ) -> tuple[T, ...]:
        """The newest facts of a kind as known then."""
        return self.operation.record.facts(viewer, kind, cls, as_of)

    def read_stated(
        self, viewer: Viewer, kind: str, cls: type[T], as_of: datetime | None
    ) -> tuple[T, ...]:
        """Facts that carry their own dates: in a replay all of them, elsewhere those known then."""
        return self.read(viewer, kind, cls, None if self.replays else as_of)

    def write(
        self,
        viewer: Viewer,
        kind: str,
        rows: Sequence[object],
        as_of: datetime | None,
        *,
        fields: Mapping[str, Marking] = NO_FIELDS,
    ) -> None:
        """Adds rows; `fields` are markings of single fields. Raises NotPermitted, or InputError where the past is closed."""
        require(viewer, "judge")
        if refusal := self.why_not(viewer, as_of):
            raise InputError(refusal)
        now = self.operation.clock()
        known = min(as_of, now) if as_of is not None and self.replays else None
        self.operation.record.add_facts(kind, rows, at=known, fields=fields)

    def why_not(self, viewer: Viewer, as_of: datetime | None) -> str:
        """Why nothing can be entered; empty where it can."""
        return self.reviewer.why_not(viewer, as_of)

    def text(self, told: str, where: str) -> str:
        """A line that a person wrote. Raises InputError: too long, or a sealed person's name."""
        return self._names.check(longest(told, where))

    @cached_property
    def _names(self) -> Names:
        known = Known(self.operation.settings.title, self.operation.clock())
        return Names(self.operation, known, self.operation.record.seals)

    @cached_property
    def _polygons(self) -> MunicipalityIndex | None:
        return self.operation.municipality_index

    def municipalities(self, viewer: Viewer) -> tuple[Municipality, ...]:
        """The operation's municipalities."""
        return self.read(viewer, "municipalities", Municipality, None)

    def where(self, viewer: Viewer, name: str) -> Where:
        """A municipality by any of its names, else the gazetteer's place. Raises UnknownName."""
        told = self.text(name, "place")
        wanted = fold(told)
        for town in self.municipalities(viewer):
            if wanted in {fold(n) for n in (town.id, town.name, *town.names.values())}:
                return Where(told, town.id, town.lat, town.lon)
        place = self._names.place(told)
        inside = self._polygons.of(place.lat, place.lon) if self._polygons else place.municipality
        return Where(told, inside, place.lat, place.lon)

    def places(self, viewer: Viewer, text: str) -> tuple[Where, ...]:
        """The places of `Zvečan; Lešak`. Raises InputError, UnknownName."""
        names = [p.strip() for p in text.replace(",", ";").split(";") if p.strip()]
        if len(names) > SOME_PLACES:
            raise InputError(f"more than {SOME_PLACES} places", where="places")
        return tuple(self.where(viewer, name) for name in names)

    def known_report(self, viewer: Viewer, report: str, as_of: datetime | None) -> str:
        """A report's id, if it is in sight. Raises UnknownName."""
        told = report.strip().rsplit("/report/", 1)[-1].partition("?")[0].partition("#")[0]
        try:
            return self.operation.record.report(viewer, told, as_of).id
        except NotPermitted as fault:
            raise UnknownName(f"report {told!r} is not known") from fault


def instant(text: str, where: str) -> str:
    """A date-time or DTG as an ISO date-time in UTC, to the minute. Raises InputError."""
    if not text.strip():
        raise InputError("no time is given", where=where, way_out="write 2023-05-31T06:00Z")
    told = parse_moment(text)
    return told.astimezone(UTC).strftime("%Y-%m-%dT%H:%M+00:00")
