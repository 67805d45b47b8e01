"""The handover: composed for the shift, signed by who goes, acknowledged by who comes."""

from dataclasses import replace
from datetime import datetime, timedelta

from ..access import Viewer
from ..domain import Handover, Marking, Report, Request
from ..domain.ids import new_id
from ..domain.marking import LEVELS
from ..errors import InputError, UnknownName
from ..picture.watch.handover import (
    Line,
    Sheet,
    Wanted,
    encoded,
    high_water,
    lines_since,
    requests_due,
    sheet_line,
)
from ..picture.watch.index import Index, micros
from ..picture.watch.places import Names
from ..picture.watch.rows import in_hand
from .operation import Operation
from .products import Products
from .watch import Watch
from .written import longest

DAY = timedelta(hours=24)
LONGEST = 8_000


class Handovers:
    """One operation's handovers. Each version is a row; none is changed."""

    def __init__(self, operation: Operation, watch: Watch, products: Products) -> None:
        self.operation, self.watch, self.products = operation, watch, products

    def since(self, viewer: Viewer, as_of: datetime | None) -> datetime:
        """When the shift that is handed over began: one's own that runs or ran last, else a day ago."""
        shifts = self.watch.shifts(viewer, as_of)
        mine = shifts.current or shifts.last
        return mine.began if mine else (as_of or self.operation.clock()) - DAY

    def sheet(
        self, viewer: Viewer, as_of: datetime | None = None, since: datetime | None = None
    ) -> Sheet:
        """The sheet as it would be handed over now."""
        known, index = self.watch.index(viewer, as_of)
        start = since or self.since(viewer, as_of)
        overlay = self.watch.overlay(viewer, as_of)
        names, work = Names(known.municipalities), dict(overlay.work)
        new, changed, more, contradicted = lines_since(index, start, names, work)

        def lines(*states: str) -> tuple[Line, ...]:
            rows = in_hand(index, overlay, states)
            return tuple(sheet_line(row, names, work, micros(start)) for row in rows)

        draft = Sheet(
            operation=known.operation,
            marking="",
            since=start,
            as_of=known.as_of,
            new=new,
            changed=changed,
            more=more,
            contradicted=contradicted,
            working=lines("working", "open"),
            parked=lines("parked"),
            requests=requests_due(self._requests(viewer, as_of), known.as_of),
            products=self._products(viewer, as_of),
        )
        return replace(draft, marking=str(self._marking(viewer, as_of, index, draft)))

    def _requests(self, viewer: Viewer, as_of: datetime | None) -> tuple[Request, ...]:
        return self.operation.record.facts(viewer, "requests", Request, as_of)

    def _products(self, viewer: Viewer, as_of: datetime | None) -> tuple[Wanted, ...]:
        due = (d for d in self.products.due(viewer, as_of) if d.state != "later")
        return tuple(
            Wanted(d.product or d.kind, d.abbreviation, d.source, d.at, d.state == "overdue")
            for d in due
        )

    def _marking(
        self, viewer: Viewer, as_of: datetime | None, index: Index, sheet: Sheet
    ) -> Marking:
        """The high-water mark of everything that the sheet tells of, and of the operation itself."""
        known = self.watch.index(viewer, as_of)[0]
        ids = {line.id for line in (*sheet.new, *sheet.changed, *sheet.working, *sheet.parked)}
        subjects = (index.rows[index.at[i]].subject for i in ids if i in index.at)
        told = {r for s in subjects for r in ([s.id] if isinstance(s, Report) else s.reports)}
        marks = {r.marking for r in known.reports if r.id in told}
        floor = self.operation.settings.marking
        return high_water([Marking(floor if floor in LEVELS else LEVELS[0]), *marks])

    # --- versions ----------------------------------------------------------------------------

    def versions(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Handover, ...]:
        """Every version in sight, the newest first."""
        rows = self.operation.record.facts(viewer, "handovers", Handover, as_of)
        return tuple(sorted(rows, key=lambda h: (h.at, h.version), reverse=True))

    def newest(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Handover, ...]:
        """The newest version of each handover, the newest first."""
        found: dict[str, Handover] = {}
        for row in sorted(self.versions(viewer, as_of), key=lambda h: -h.version):
            found.setdefault(row.id, row)
        return tuple(sorted(found.values(), key=lambda h: h.at, reverse=True))

    def one(self, viewer: Viewer, id_: str, version: int | None = None) -> Handover:
        """A handover, its newest version unless another is asked for. Raises UnknownName."""
        rows = [h for h in self.versions(viewer) if h.id == id_]
        mine = [h for h in rows if version in (None, h.version)]
        if not mine:
            raise UnknownName(f"no handover {id_!r} is known", way_out="look at /handover")
        return max(mine, key=lambda h: h.version)

    def draft(self, viewer: Viewer, as_of: datetime | None = None) -> Handover | None:
        """The viewer's own handover that is not signed yet."""
        mine = (h for h in self.newest(viewer, as_of) if h.outgoing == viewer.name)
        return next((h for h in mine if h.state == "draft"), None)

    def write(
        self,
        viewer: Viewer,
        *,
        lookout: str,
        incoming: str = "",
        sign: bool = False,
        as_of: datetime | None = None,
    ) -> Handover:
        """Keeps what the outgoing wrote, with the sheet as it is now; signed or as a draft."""
        at = self.watch.entering(viewer, as_of)
        if len(lookout) > LONGEST:
            raise InputError(f"more than {LONGEST} characters", where="what to look out for")
        had, sheet = self.draft(viewer, as_of), self.sheet(viewer, as_of)
        shift = self.watch.shifts(viewer, as_of)
        mine = shift.current or shift.last
        marking = self._marking(viewer, as_of, self.watch.index(viewer, as_of)[1], sheet)
        handover = Handover(
            id=had.id if had else new_id("handover"),
            version=had.version + 1 if had else 1,
            state="signed" if sign else "draft",
            outgoing=viewer.name,
            incoming=longest(incoming, "incoming"),
            since=sheet.since,
            as_of=sheet.as_of,
            lookout=lookout.replace("\r\n", "\n").strip(),
            body=encoded(sheet),
            by=viewer.name,
            at=at,
            shift=mine.id if mine else "",
            level=marking.level,
            compartments=tuple(sorted(marking.compartments)),
            releasable_to=tuple(sorted(marking.releasable_to)),
        )
        self._add(handover)
        return handover

    def acknowledge(self, viewer: Viewer, id_: str, as_of: datetime | None = None) -> Handover:
        """The incoming takes over what was signed. Raises InputError for one's own, or an unsigned one."""
        at = self.watch.entering(viewer, as_of)
        last = self.one(viewer, id_)
        if last.state != "signed":
            raise InputError(f"this handover is {last.state}", way_out="acknowledge a signed one")
        if last.outgoing == viewer.name:
            raise InputError(
                "nobody hands over to himself", way_out="sign in under the incoming's own name"
            )
        taken = replace(
            last,
            version=last.version + 1,
            state="acknowledged",
            incoming=viewer.name,
            by=viewer.name,
            at=at,
        )
        self._add(taken)
        return taken

    def _add(self, handover: Handover) -> None:
        inside, limits = frozenset(handover.compartments), frozenset(handover.releasable_to)
        marking = Marking(handover.level, inside, limits)
        self.operation.record.add_facts("handovers", [handover], at=handover.at, marking=marking)
