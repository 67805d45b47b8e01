"""From a frozen moment to what a product is written from: seen as its own marking allows."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from ..access import Viewer
from ..domain import KeptForecast, KeptPlan, KeptProjection, Product, Requirement
from ..domain.dates import first_day
from ..domain.product import RELEASED
from ..picture import Known, build, incident_page
from ..picture.brief import Asked, Citation, Issued, Material, Ref, kind_of
from ..picture.brief.citations import Library
from ..picture.lines import all_events
from ..picture.model import EventLine
from ..picture.products import moment
from ..picture.sight import Period, Sight
from .displacements import Displacements
from .forecasts import Forecasts
from .known import KnownReader
from .mandate import Mandates
from .operation import Operation
from .plans import Plans
from .product_mandate import mandated
from .product_store import ProductStore
from .tension import Tensions
from .track_record import Warnings
from .warning_problems import WarningProblems

KEPT = 12
"""How many pictures of drafts are kept in memory."""
AHEAD = timedelta(days=7)
MOST_PLANNED = 20
PLANNED = ("planned", "threatened", "called-for")


class Materials:
    """Makes the material of products; a frozen moment is asked for once, unless it may have changed."""

    def __init__(self, operation: Operation, reader: KnownReader, store: ProductStore) -> None:
        self.operation, self.reader, self.store = operation, reader, store
        self.mandates = Mandates(operation, reader)
        self.tensions = Tensions(operation, reader)
        self.problems = WarningProblems(self.tensions)
        self.warnings = Warnings(self.tensions)
        self.plans = Plans(operation)
        self.displacements = Displacements(operation)
        self.forecasts = Forecasts(operation, reader)
        self._kept: OrderedDict[tuple[object, ...], Material] = OrderedDict()
        self._lock = Lock()
        self._seen, self._last = 0, 0

    def of(self, product: Product, *, fresh: bool = False) -> Material:
        """The material of a version, without its estimates. Raises UnknownName for a lost incident."""
        viewer = Viewer("product", product.level, frozenset(product.compartments),
                        frozenset(product.sight))  # fmt: skip
        end, span = moment(product.as_of), timedelta(hours=product.period_hours)
        beside = self._issued(viewer, end, span, product.id), self._requirements(viewer, end)
        key = (product.as_of, span, product.incident, viewer, *beside, self._told())
        with self._lock:
            if not fresh and key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self.made(viewer, end, span, product.incident, product.id)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def _told(self) -> int:
        """In a replay, rows are added behind the moment: the last link that told of reports or judgements."""
        if not self.operation.settings.replay:
            return 0
        with self._lock:
            while links := self.operation.record.links(self._seen):
                self._seen = links[-1].number
                self._last = max([self._last, *(x.number for x in links if x.kind != "facts")])
            return self._last

    def made(
        self,
        viewer: Viewer,
        as_of: datetime,
        span: timedelta,
        incident: str | None = None,
        product: str = "",
    ) -> Material:
        """The material of the period of that length that ends at `as_of`, as the viewer sees it."""
        known = self.reader.at(viewer, as_of)
        begin = as_of - span
        page = incident_page(known, incident) if incident else None
        since = begin.date().isoformat()
        if page and page.incident.start:
            since = min(since, first_day(page.incident.start).isoformat())
        previous = self.reader.at(viewer, begin)
        picture = build(
            known,
            since=since,
            until=as_of.date().isoformat(),
            previous=previous,
            followed=self.tensions.followed(viewer, as_of, everywhere=True),
        )
        if page:
            picture = replace(picture, incidents=(page.incident,), earlier=(), changes=())
        return Material(
            picture=picture,
            incident=page.incident if page else None,
            accounts=page.accounts if page else (),
            planned=planned(known),
            issued=self._issued(viewer, as_of, span, product),
            requirements=self._requirements(viewer, as_of),
            mandate=mandated(self.mandates, viewer, begin, as_of),
            problems=self.problems.findings(viewer, as_of),
            record=self.warnings.record(viewer, as_of),
            plans=self._plans(viewer, begin, as_of),
            projections=self._projections(viewer, begin, as_of),
            forecasts=self._forecasts(viewer, as_of),
            outcomes=self.forecasts.record(viewer, as_of),
        )

    def _plans(self, viewer: Viewer, begin: datetime, end: datetime) -> tuple[KeptPlan, ...]:
        """The reinforcement plans that were kept then and are of these days."""
        first, last = begin.date().isoformat(), end.date().isoformat()
        kept = self.plans.listed(viewer, end)
        return tuple(k for k in kept if k.since <= last and first <= k.until)

    def _projections(
        self, viewer: Viewer, begin: datetime, end: datetime
    ) -> tuple[KeptProjection, ...]:
        """The displacement projections that were kept then and are of these days."""
        first, last = begin.date().isoformat(), end.date().isoformat()
        kept = self.displacements.listed(viewer, end)
        return tuple(k for k in kept if k.since <= last and first <= k.of_use_until)

    def _forecasts(self, viewer: Viewer, end: datetime) -> tuple[KeptForecast, ...]:
        """The latest kept forecast of each target whose weeks are not over then."""
        newest: dict[str, KeptForecast] = {}
        for kept in self.forecasts.listed(viewer, end):
            if kept.origin <= end.date().isoformat() <= kept.until:
                newest.setdefault(kept.target, kept)
        return tuple(newest.values())

    def _issued(
        self, viewer: Viewer, end: datetime, span: timedelta, product: str
    ) -> tuple[Issued, ...]:
        """The other products that were out at the moment, of the period."""
        versions = self.store.versions(viewer, end)
        return tuple(
            Issued(v.product.id, v.product.serial, kind_of(v.product.kind).title, v.dtg, v.state)
            for v in sorted(versions, key=lambda v: (v.product.as_of, v.product.serial))
            if v.state == RELEASED
            and v.product.id != product
            and end - span <= moment(v.product.as_of) <= end
        )

    def _requirements(self, viewer: Viewer, end: datetime) -> tuple[Asked, ...]:
        """The requirements that were valid on the day and not closed."""
        seen = None if self.operation.settings.replay else end
        rows = self.operation.record.facts(viewer, "requirements", Requirement, seen)
        day = end.date().isoformat()
        return tuple(
            asked_of(r)
            for r in sorted(rows, key=lambda r: (r.kind, r.id))
            if r.state != "closed" and r.valid_from <= day and (r.valid_to or day) >= day
        )

    def sources(self, product: Product, words: str, most: int) -> tuple[Citation, ...]:
        """Events, claims and reports that can be cited: all that hold the words, in their order."""
        stuff = self.of(product)
        library = Library(stuff.picture, stuff.accounts)
        wanted = [w for w in words.casefold().split() if w]
        refs = [
            *(Ref("event", e.event.id, e.report) for e in stuff.picture.events),
            *(Ref("claim", c.claim.id, c.report) for c in stuff.picture.claims),
            *(Ref("report", r.id, r.id) for r in stuff.picture.reports),
        ]
        cited = (library.cite(1, ref) for ref in dict.fromkeys(refs))
        found = [c for c in cited if c and _holds(f"{c.source} {c.title} {c.quote}", wanted)]
        found.sort(key=lambda c: not _holds(c.quote, wanted))
        return tuple(replace(c, n=n) for n, c in enumerate(found[:most], 1))


def _holds(text: str, words: Sequence[str]) -> bool:
    plain = text.casefold()
    return all(w in plain for w in words)


def planned(known: Known) -> tuple[EventLine, ...]:
    """What is announced, called for or threatened for the week after the moment."""
    first = known.as_of.date()
    sight = Sight(known, Period(first.isoformat(), (first + AHEAD).isoformat()), None)
    found = [
        line
        for line in all_events(sight, sight.told)
        if line.event.status in PLANNED
        and line.event.start is not None
        and first < first_day(line.event.start) <= first + AHEAD
    ]
    found.sort(key=lambda line: (line.event.start or "", line.report, line.event.id))
    return tuple(found[:MOST_PLANNED])


def asked_of(row: Requirement) -> Asked:
    """A requirement as a product shows it."""
    refs = tuple(r for r in map(Ref.of, row.refs) if r)
    return Asked(row.id, row.kind, row.text, row.owner, row.state, row.answer, refs)
