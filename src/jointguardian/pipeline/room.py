"""The questions that a person asks of an operation: the command line and the web ask here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from ..access import Viewer
from ..domain import Incident, Provision, Reading, Rejected
from ..domain.dates import first_day, parse_moment
from ..domain.ids import new_id
from ..errors import UnknownName
from ..picture import (
    Brief,
    IncidentPage,
    Known,
    Picture,
    ReportPage,
    build,
    incident_page,
    report_page,
)
from ..picture.board import Positions, positions_board
from ..picture.build import municipality
from ..picture.review.values import Decision, Item
from ..reading import read
from ..record import Hit, Verification
from ..sources import Found, Intake, report_of
from .alert_watch import AlertWatch
from .alerts import Alerts
from .back_tests import BackTests
from .capture import Capturer
from .check import Check
from .displacements import Displacements
from .forces import Forces
from .forecasts import Forecasts
from .handover import Handovers
from .ingest import add_reports
from .knowledge import day_of
from .known import KnownReader
from .log import Logs
from .mandate import Mandates
from .news import News
from .observing import Observing
from .operation import Operation
from .plans import Plans
from .presence import Presence
from .products import Products
from .replay import Replay
from .request import Requests
from .requirements import Requirements
from .review import Reviewer
from .silence import Silence
from .stream import Stream
from .tension import Tensions
from .track_record import Warnings
from .warning_problems import WarningProblems
from .watch import Watch

NOTHING = b'{"type":"FeatureCollection","features":[]}'
"""A map layer without anything on it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment worth opening the room at: what was known `as_of`, for the days `since` to `until`."""

    label: str
    as_of: datetime
    since: str
    until: str
    note: str = ""


class OperationRoom:
    """One operation, asked as of any moment by any viewer. It holds no rule of its own."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.known = KnownReader(operation)
        self.reviewer = Reviewer(operation, self.known)
        self.news = News()
        operation.record.listen(self.news.tell)
        self.capture = Capturer(operation, self.known, self.reviewer, self.news)
        self.stream = Stream(operation.record, self.news)
        self.presence = Presence(operation.clock)
        self.watch = Watch(operation, self.known)
        self.handovers = Handovers(operation, self.watch, Products(operation, self.known))
        self.forces = Forces(operation, self.known, self.reviewer)
        self.products = Products(operation, self.known)
        self.requirements = Requirements(operation)
        self.replay = Replay(operation, self.known)
        self.logs = Logs(operation, self.known)
        self.check = Check(operation, self.known, self.reviewer)
        self.requests = Requests(operation, self.known, self.check)
        self.mandate = Mandates(operation, self.known)
        self.observing = Observing(operation, self.known, self.reviewer, self.mandate)
        self.silence = Silence(operation, self.known)
        self.tension = Tensions(operation, self.known)
        self.plans = Plans(operation, self.tension)
        self.displacements = Displacements(operation)
        self.forecasts = Forecasts(operation, self.known)
        self.problems = WarningProblems(self.tension)
        self.warnings = Warnings(self.tension)
        self.back_tests = BackTests(operation)
        self.alerts = Alerts(self.tension)
        self.alert_watch = AlertWatch(self.alerts, operation.settings.alerts_minutes)

    @property
    def title(self) -> str:
        """The operation's title."""
        return self.operation.settings.title

    @property
    def replays(self) -> bool:
        """Whether what is entered counts from the moment looked at."""
        return self.operation.settings.replay

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The pack's moments; without a pack, none."""
        pack = self.operation.pack
        if pack is None:
            return ()
        return tuple(
            Moment(m.label, parse_moment(m.as_of), m.since or "", m.until or m.as_of[:10], m.note)
            for m in pack.moments
        )

    def picture(
        self,
        viewer: Viewer,
        *,
        as_of: datetime | None = None,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
    ) -> Picture:
        """The picture of the days `since` to `until` as known at `as_of`, with what changed since before.

        What changed is left out where more reports are known than the settings' `compared_reports`:
        the watch's log tells it then.

        Without dates: the settings' number of days up to `as_of`.
        """
        known = self.known.at(viewer, as_of)
        last = until or known.as_of.date().isoformat()
        first = since or self._days_before(last, self.operation.settings.picture_days)
        day = timedelta(hours=self.operation.settings.brief_period_hours)
        few = len(known.reports) <= self.operation.settings.compared_reports
        previous = self.known.at(viewer, known.as_of - day) if few else None
        here = municipality(known.municipalities, place)
        return build(
            known,
            since=first,
            until=last,
            place=place,
            previous=previous,
            followed=self.tension.followed(viewer, as_of, here),
        )

    def brief(
        self,
        viewer: Viewer,
        *,
        kind: str = "sitrep",
        as_of: datetime | None = None,
        period_hours: int | None = None,
        incident: str | None = None,
    ) -> Brief:
        """A brief of a period that ends at `as_of`, or on one incident; always a draft."""
        return self.products.brief(viewer, kind, as_of, period_hours, incident)

    def incidents(
        self,
        viewer: Viewer,
        *,
        as_of: datetime | None = None,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
    ) -> tuple[Incident, ...]:
        """The incidents of a period, as known at `as_of`; without dates: all of them."""
        known = self.known.at(viewer, as_of)
        last = until or known.as_of.date().isoformat()
        return build(known, since=since, until=last, place=place, previous=None).incidents

    def incident(self, viewer: Viewer, incident: str, as_of: datetime | None) -> IncidentPage:
        """An incident with each source's account. Raises UnknownName."""
        return incident_page(self.known.at(viewer, as_of), incident)

    def report(self, viewer: Viewer, report: str, as_of: datetime | None) -> ReportPage:
        """A report's sealed text with what was read in it. Raises UnknownName."""
        return report_page(self.known.at(viewer, as_of), report)

    def search(
        self, viewer: Viewer, query: str, as_of: datetime | None, limit: int = 50
    ) -> tuple[Hit, ...]:
        """Reports whose sealed text or title has the words."""
        return self.operation.record.search(viewer, query, as_of, limit)

    def provisions(self, viewer: Viewer) -> tuple[Provision, ...]:
        """The clauses that the operation stands on, as data; they are evaluated in a later release."""
        return self.operation.record.facts(viewer, "provisions", Provision, None)

    def rejected(self, viewer: Viewer) -> tuple[Rejected, ...]:
        """The rows that could not be taken in, with their reasons."""
        return self.operation.record.rejected(viewer)

    def add_report(
        self, viewer: Viewer, text: str, published: str | None, source: str | None
    ) -> str:
        """Records a report that a person typed or pasted, and gives its id."""
        intake = Intake(self.operation.clock(), source or viewer.name, published)
        report = report_of(Found(text, native_id=new_id("typed")), intake)
        return add_reports(self.operation, [report]).ids[0]

    def read_text(self, text: str, published: str | None, source: str | None) -> Reading:
        """Reads a text with what this operation knows, and records nothing."""
        return read(
            text,
            published=day_of(published),
            source=source,
            knowledge=self.operation.knowledge,
            annotator=self.operation.annotator,
        )

    def positions(self, viewer: Viewer, as_of: datetime | None) -> Positions:
        """Who holds what on which issue as known at `as_of`, and who backs or rebukes whom."""
        return positions_board(self.known.at(viewer, as_of))

    def why_not_judge(self, viewer: Viewer, as_of: datetime | None) -> str:
        """Why the viewer may not judge the picture of that moment; empty where he may."""
        return self.reviewer.why_not(viewer, as_of)

    def review(self, viewer: Viewer, as_of: datetime | None) -> tuple[Item, ...]:
        """The automatic values that wait for a person, worst first."""
        return self.reviewer.queue(viewer, as_of)

    def item(self, viewer: Viewer, item: str, as_of: datetime | None) -> Item:
        """One thing that can be judged, by its id or the beginning of it. Raises UnknownName."""
        return self.reviewer.item(viewer, item, as_of)

    def judge(self, viewer: Viewer, decision: Decision) -> Item:
        """Adds a decision as a row and gives the item as it is then. Raises NotPermitted, InputError."""
        return self.reviewer.judge(viewer, decision)

    def municipalities_geojson(self) -> bytes:
        """The municipalities' approximate polygons; an empty collection without a pack."""
        pack = self.operation.pack
        return (pack and pack.municipality_polygons) or NOTHING

    def region_geojson(self) -> bytes:
        """The surrounding countries."""
        pack = self.operation.pack
        return (pack and pack.region_polygons) or NOTHING

    def extent(self, viewer: Viewer) -> tuple[str, str]:
        """The first and last day on which a report became known. Raises UnknownName when there is none."""
        days = [r.received.date().isoformat() for r in self.known.at(viewer, None).reports]
        if not days:
            raise UnknownName(
                "the operation has no reports yet", way_out="guardian ingest reports PATH"
            )
        return min(days), max(days)

    def reachable(self) -> bool:
        """Whether the record answers."""
        return bool(self.operation.record.head())

    def verify(self) -> Verification:
        """Recomputes the audit chain and the digests of all rows."""
        return self.operation.record.verify()

    def known_at(self, viewer: Viewer, as_of: datetime | None) -> Known:
        """Everything known, for those who join it in another way."""
        return self.known.at(viewer, as_of)

    @staticmethod
    def _days_before(day: str, days: int) -> str:
        return (first_day(day) - timedelta(days=days)).isoformat()
