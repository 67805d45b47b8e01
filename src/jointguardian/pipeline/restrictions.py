"""Freedom of movement: restrictions entered by a person, and those that reports propose."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..access import Viewer
from ..domain import Restriction
from ..domain.dates import first_day, parse_moment
from ..domain.ids import new_id
from ..domain.vocab import vocabulary
from ..errors import InputError, UnknownName
from ..picture import Known
from ..picture.model import Passage
from ..picture.passages import passages
from ..picture.patrols import Proposal, in_force, proposals
from ..picture.sight import Period, Sight
from .force_record import ForceRecord

LOOKED_AT = timedelta(days=14)
"""How far back reports are looked at for proposals."""
DECISIONS = ("confirm", "add", "lift", "reject")


@dataclass(frozen=True, slots=True)
class FreedomOfMovement:
    """Restrictions in force, those that ended or were none, and what reports propose."""

    day: str
    in_force: tuple[Restriction, ...]
    past: tuple[Restriction, ...]
    proposals: tuple[Proposal, ...]
    since: str


class Restrictions:
    """The restrictions of one operation."""

    def __init__(self, desk: ForceRecord) -> None:
        self.desk = desk

    def all(self, viewer: Viewer, as_of: datetime | None) -> tuple[Restriction, ...]:
        """Every restriction as known then, rejected words included."""
        return self.desk.read(viewer, "restrictions", Restriction, as_of)

    def board(self, viewer: Viewer, as_of: datetime | None) -> FreedomOfMovement:
        """What stands, what stood, and what waits for a person."""
        day, found = self.desk.day(as_of), self.all(viewer, as_of)
        standing = in_force(found, day)
        past = [r for r in found if r.state != "rejected" and r not in standing]
        return FreedomOfMovement(
            day=day,
            in_force=standing,
            past=tuple(sorted(past, key=lambda r: r.since, reverse=True)),
            proposals=proposals(self._passages(viewer, as_of), found),
            since=(first_day(day) - LOOKED_AT).isoformat(),
        )

    def _passages(self, viewer: Viewer, as_of: datetime | None) -> tuple[Passage, ...]:
        known = self.desk.reader.at(viewer, as_of)
        until = self.desk.day(as_of)
        since = (first_day(until) - LOOKED_AT).isoformat()
        period = Period(since, until)
        return tuple(passages(Sight(_recent(known, since, until), period, None)))

    def enter(self, viewer: Viewer, told: Mapping[str, str], as_of: datetime | None) -> Restriction:
        """Records a restriction that a person tells of. Raises InputError."""
        made = self._made(viewer, told, as_of)
        self.desk.write(viewer, "restrictions", [made], as_of)
        return made

    def _made(self, viewer: Viewer, told: Mapping[str, str], as_of: datetime | None) -> Restriction:
        if not told.get("place", "").strip():
            raise InputError("no place is given", where="place", way_out="write e.g. Zvečan")
        where = self.desk.where(viewer, told["place"])
        since = _when(told.get("since", "")) or self.desk.day(as_of)
        until = _when(told.get("until", ""))
        if until and until < since[: len(until)]:
            raise InputError("the restriction ends before it begins", way_out="swap the days")
        reports = [r for r in told.get("reports", "").replace(",", " ").split() if r]
        return Restriction(
            id=new_id("rx"),
            kind=vocabulary("restriction_kinds")[told.get("kind") or "roadblock"].id,
            place=where.name,
            since=since,
            until=until,
            road=self.desk.text(told.get("road", ""), "road"),
            municipality=where.municipality,
            lat=where.lat,
            lon=where.lon,
            against=self.desk.text(told.get("against", ""), "against"),
            attributed_to=self.desk.text(told.get("attributed_to", ""), "attributed to"),
            reports=tuple(self.desk.known_report(viewer, r, as_of) for r in reports),
            state="lifted" if until else "in-force",
            note=self.desk.text(told.get("note", ""), "note"),
            by=viewer.name,
            source=viewer.name,
        )

    def decide(
        self, viewer: Viewer, key: str, told: Mapping[str, str], as_of: datetime | None
    ) -> Restriction:
        """What a person says of proposed words: a restriction, part of one, the end of one, or none."""
        action = told.get("action", "")
        if action not in DECISIONS:
            raise InputError(f"no decision {action!r}", way_out=f"use {', '.join(DECISIONS)}")
        found = next((p for p in self.board(viewer, as_of).proposals if p.key == key), None)
        if found is None:
            raise UnknownName("these words do not wait any more", way_out="look at the page anew")
        made = self._decided(viewer, found, action, told, as_of)
        self.desk.write(viewer, "restrictions", [made], as_of)
        return made

    def _decided(
        self,
        viewer: Viewer,
        found: Proposal,
        action: str,
        told: Mapping[str, str],
        as_of: datetime | None,
    ) -> Restriction:
        passage = found.passage
        if action in ("add", "lift"):
            wanted = told.get("restriction") or next(iter(found.about), "")
            was = self._one(viewer, wanted, as_of)
            made = replace(
                was,
                reports=tuple(dict.fromkeys((*was.reports, passage.report))),
                passages=(*was.passages, found.key),
                by=viewer.name,
            )
            return replace(made, state="lifted", until=passage.day) if action == "lift" else made
        row = {
            "place": passage.places[0],
            "since": passage.day,
            "kind": found.kind,
            **{k: v for k, v in told.items() if v},
        }
        made = replace(
            self._made(viewer, row, as_of),
            reports=(passage.report,),
            passages=(found.key,),
            invented=passage.invented,
        )
        return replace(made, state="rejected") if action == "reject" else made

    def lift(
        self, viewer: Viewer, restriction: str, until: str, as_of: datetime | None
    ) -> Restriction:
        """Says that a restriction has ended. Raises UnknownName, InputError."""
        was = self._one(viewer, restriction, as_of)
        end = _when(until) or self.desk.day(as_of)
        if end < was.since[: len(end)]:
            raise InputError("the restriction ends before it begins", way_out="give a later day")
        made = replace(was, state="lifted", until=end, by=viewer.name)
        self.desk.write(viewer, "restrictions", [made], as_of)
        return made

    def _one(self, viewer: Viewer, wanted: str, as_of: datetime | None) -> Restriction:
        found = next((r for r in self.all(viewer, as_of) if r.id == wanted), None)
        if found is None:
            raise UnknownName(f"restriction {wanted!r} is not known", way_out="see the list")
        return found


def _recent(known: Known, since: str, until: str) -> Known:
    """What is known, with the reports of those days alone: only their sentences are looked at."""
    pairs = [
        (report, reading)
        for report, reading in zip(known.reports, known.readings, strict=True)
        if since <= (report.published_day or f"{report.received:%Y-%m-%d}") <= until
    ]
    return replace(
        known,
        reports=tuple(report for report, _ in pairs),
        readings=tuple(reading for _, reading in pairs),
        incidents=(),
    )


def _when(text: str) -> str | None:
    """A day or moment as ISO: the day as it is, a moment in UTC to the minute. Raises InputError."""
    raw = text.strip()
    if not raw:
        return None
    moment = parse_moment(raw)
    if len(raw) == len("2023-05-30") and raw[4] == "-":
        return raw
    return f"{moment:%Y-%m-%dT%H:%MZ}"
