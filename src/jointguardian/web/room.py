"""What the web asks of an operation. `pipeline.OperationRoom` answers; tests answer from memory."""

from datetime import datetime
from typing import Protocol

from ..access import Viewer
from ..domain import Provision, Reading
from ..picture.board import Positions
from ..picture.model import IncidentPage, Known, Picture, ReportPage
from ..picture.review.values import Decision, Item
from ..pipeline.alert_watch import AlertWatch
from ..pipeline.alerts import Alerts
from ..pipeline.back_tests import BackTests
from ..pipeline.capture import Capturer
from ..pipeline.check import Check
from ..pipeline.displacements import Displacements
from ..pipeline.forces import Forces
from ..pipeline.forecasts import Forecasts
from ..pipeline.handover import Handovers
from ..pipeline.log import Logs
from ..pipeline.mandate import Mandates
from ..pipeline.observing import Observing
from ..pipeline.plans import Plans
from ..pipeline.presence import Presence
from ..pipeline.products import Products
from ..pipeline.replay import Replay
from ..pipeline.request import Requests
from ..pipeline.requirements import Requirements
from ..pipeline.silence import Silence
from ..pipeline.stream import Stream
from ..pipeline.tension import Tensions
from ..pipeline.track_record import Warnings
from ..pipeline.warning_problems import WarningProblems
from ..pipeline.watch import Watch


class Moment(Protocol):
    """A moment worth opening the room at. `since` and `until` are ISO days."""

    @property
    def label(self) -> str: ...
    @property
    def as_of(self) -> datetime: ...
    @property
    def since(self) -> str: ...
    @property
    def until(self) -> str: ...
    @property
    def note(self) -> str: ...


class Hit(Protocol):
    """A report found by its words."""

    @property
    def report(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def source(self) -> str: ...
    @property
    def published(self) -> str | None: ...
    @property
    def snippet(self) -> str: ...


class Brief(Protocol):
    """A brief that is already written, in three forms."""

    def markdown(self) -> str: ...
    def html(self, base: str = "") -> str: ...
    def json(self) -> str: ...


class Room(Protocol):
    """One operation, asked as of any moment by any viewer. `as_of` None means now."""

    @property
    def title(self) -> str: ...

    @property
    def capture(self) -> Capturer: ...

    @property
    def moments(self) -> tuple[Moment, ...]: ...

    @property
    def forces(self) -> Forces: ...

    @property
    def logs(self) -> Logs: ...

    @property
    def replay(self) -> Replay: ...

    @property
    def watch(self) -> Watch: ...

    @property
    def handovers(self) -> Handovers: ...

    @property
    def stream(self) -> Stream: ...

    @property
    def presence(self) -> Presence: ...

    @property
    def check(self) -> Check: ...

    @property
    def requests(self) -> Requests: ...

    @property
    def silence(self) -> Silence: ...

    @property
    def mandate(self) -> Mandates: ...

    @property
    def observing(self) -> Observing: ...

    @property
    def tension(self) -> Tensions: ...

    @property
    def problems(self) -> WarningProblems: ...

    @property
    def warnings(self) -> Warnings: ...

    @property
    def back_tests(self) -> BackTests: ...

    @property
    def plans(self) -> Plans: ...

    @property
    def displacements(self) -> Displacements: ...

    @property
    def forecasts(self) -> Forecasts: ...

    @property
    def alerts(self) -> Alerts: ...

    @property
    def alert_watch(self) -> AlertWatch: ...

    @property
    def products(self) -> Products: ...

    @property
    def requirements(self) -> Requirements: ...

    def picture(
        self,
        viewer: Viewer,
        *,
        as_of: datetime | None = None,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
    ) -> Picture: ...

    def incident(
        self, viewer: Viewer, incident: str, as_of: datetime | None, /
    ) -> IncidentPage: ...

    def report(self, viewer: Viewer, report: str, as_of: datetime | None, /) -> ReportPage: ...

    def search(
        self, viewer: Viewer, query: str, as_of: datetime | None, limit: int = 50, /
    ) -> tuple[Hit, ...]: ...

    def brief(
        self,
        viewer: Viewer,
        *,
        kind: str = "sitrep",
        as_of: datetime | None = None,
        period_hours: int | None = None,
        incident: str | None = None,
    ) -> Brief: ...

    def read_text(self, text: str, published: str | None, source: str | None, /) -> Reading: ...

    def add_report(
        self, viewer: Viewer, text: str, published: str | None, source: str | None, /
    ) -> str: ...

    def positions(self, viewer: Viewer, as_of: datetime | None, /) -> Positions: ...

    def why_not_judge(self, viewer: Viewer, as_of: datetime | None, /) -> str: ...

    def review(self, viewer: Viewer, as_of: datetime | None, /) -> tuple[Item, ...]: ...

    def item(self, viewer: Viewer, item: str, as_of: datetime | None, /) -> Item: ...

    def judge(self, viewer: Viewer, decision: Decision, /) -> Item: ...

    def provisions(self, viewer: Viewer, /) -> tuple[Provision, ...]: ...

    def municipalities_geojson(self) -> bytes: ...

    def region_geojson(self) -> bytes: ...

    def reachable(self) -> bool: ...

    def known_at(self, viewer: Viewer, as_of: datetime | None, /) -> Known: ...

    def extent(self, viewer: Viewer, /) -> tuple[str, str]: ...
