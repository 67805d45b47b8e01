"""Replay: what was known at a moment, what later became known, and who knew what when."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..access import Viewer
from ..domain import Incident, Product, ProductStep, Requirement
from ..domain.dates import parse_moment
from ..errors import InputError, UnknownName
from ..picture import Known
from ..picture.aftermath import STEPS, Entry, aftermath, stepped
from ..picture.later import Comparison, LaterOf, Unknown
from .known import KnownReader
from .operation import Operation

MOST = 200
"""How many incidents are compared for one list."""
LISTED = 40
KEPT = 3
"""Comparisons kept: a page asks for the same one several times."""


@dataclass(frozen=True, slots=True)
class LaterList:
    """What became known later of some incidents, and the incidents of those days unknown then."""

    as_of: datetime
    now: datetime
    incidents: tuple[LaterOf, ...]
    unknown: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class AfterAction:
    """One incident with the list of what became known when, and the decisions between."""

    incident: Incident
    entries: tuple[Entry, ...]


class Replay:
    """One operation's past, for any viewer: what he may see now, as it was known then."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation, self.reader = operation, reader
        self._kept: OrderedDict[tuple[object, ...], Comparison] = OrderedDict()

    def of_incident(self, viewer: Viewer, incident: str, as_of: datetime) -> LaterOf:
        """What became known of an incident after `as_of`. Raises UnknownName."""
        return self._compared(viewer, as_of).of(incident)

    def of_list(
        self,
        viewer: Viewer,
        as_of: datetime,
        *,
        incidents: Sequence[str],
        since: str | None = None,
        until: str | None = None,
    ) -> LaterList:
        """The same for a list of incidents, and for the days what nobody had told of. Unknown ids are left out."""
        compared = self._compared(viewer, as_of)
        known = {i.id for i in compared.then.incidents}
        wanted = [i for i in dict.fromkeys(incidents) if i in known][:MOST]
        last = until or as_of.date().isoformat()
        return LaterList(
            as_of=as_of,
            now=compared.now.as_of,
            incidents=tuple(compared.of(i) for i in wanted),
            unknown=compared.unknown(since, last)[:LISTED],
        )

    def _compared(self, viewer: Viewer, as_of: datetime) -> Comparison:
        """The comparison of that moment with now; the last ones are kept while nothing is written."""
        then, now = self.reader.at(viewer, as_of), self.reader.at(viewer, None)
        key = viewer.level, viewer.compartments, viewer.organisations, as_of
        had = self._kept.pop(key, None)
        if had is None or had.then is not then or had.now is not now:
            had = Comparison(then, now)
        self._kept[key] = had
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return had

    def step(self, viewer: Viewer, as_of: datetime, step: str, by: int) -> datetime | None:
        """The next moment of a kind, or the one before; None at the end. Raises InputError."""
        if step not in STEPS or by not in (1, -1):
            raise InputError(f"no step {step!r}", way_out=f"use {', '.join(STEPS)}")
        return stepped(self.reader.at(viewer, None), as_of, step, by)

    def after_action(self, viewer: Viewer, incident: str) -> AfterAction:
        """Who knew what when of an incident. Raises UnknownName."""
        known = self.reader.at(viewer, None)
        found = next((i for i in known.incidents if i.id == incident), None)
        if found is None:
            raise UnknownName(f"incident {incident!r} is not known", way_out="see the list")
        return AfterAction(found, aftermath(known, found, self._decisions(viewer, found, known)))

    def most_told(self, viewer: Viewer, as_of: datetime | None) -> tuple[Incident, ...]:
        """The incidents that most reports tell, to choose one from."""
        known = self.reader.at(viewer, as_of)
        return tuple(sorted(known.incidents, key=lambda i: (-len(i.reports), i.id))[:LISTED])

    def _decisions(self, viewer: Viewer, incident: Incident, known: Known) -> Iterator[Entry]:
        """Products about the incident or of its days, and information requirements at its places."""
        yield from self._products(viewer, incident)
        places = {p.municipality for p in incident.places} | {p.name for p in incident.places}
        record = self.operation.record
        for asked in record.facts(viewer, "requirements", Requirement, known.as_of):
            if places & set(asked.places) or set(incident.reports) & set(asked.refs):
                text = f"{asked.kind.upper()} {asked.state}: {asked.text}"
                yield Entry(parse_moment(asked.at), "requirement", text, asked.by)

    def _products(self, viewer: Viewer, incident: Incident) -> Iterator[Entry]:
        record = self.operation.record
        products = {
            (p.id, p.version): p
            for p in record.facts(viewer, "products", Product, None)
            if p.incident == incident.id or _same_days(p, incident)
        }
        for told in record.facts(viewer, "product_steps", ProductStep, None):
            product = products.get((told.product, told.version))
            if product is not None:
                text = f"{product.kind.upper()} {product.serial} {told.state}".strip()
                text += f" to {', '.join(told.to)}" if told.to else ""
                yield Entry(parse_moment(told.at), "product", text, told.by)


def _same_days(product: Product, incident: Incident) -> bool:
    """Whether the product's picture is of a moment within two days after the incident began."""
    if incident.start is None or len(incident.start) < 10:
        return False
    days = (parse_moment(product.as_of).date() - parse_moment(incident.start).date()).days
    return 0 <= days <= 2
