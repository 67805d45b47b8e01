"""The picture as a value: everything known as of a moment, joined, ready to be drawn or written.

The command line prints it, the room draws it, the exchange formats and the brief are made of it.
Every line carries the ids of the claims, events and reports that it rests on.
"""

from dataclasses import dataclass, field
from datetime import datetime

from ..domain import (
    Actor,
    Attribute,
    Camp,
    Claim,
    Event,
    Figure,
    Grade,
    Incident,
    IndicatorValue,
    Issue,
    Judgement,
    Movement,
    Municipality,
    Position,
    Reading,
    Relation,
    Report,
    Reserve,
    Sector,
    Source,
    Span,
    Strength,
    TensionLevel,
)
from .lookups import Lookups
from .review.values import Item


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report without its text. `sha256` is over the verbatim text."""

    id: str
    source: str
    title: str | None
    published: str | None
    published_inferred: bool
    received: datetime
    language: str
    url: str | None
    sha256: str
    reliability: str
    marking: str
    invented: bool


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim with its content in words and where it stands."""

    claim: Claim
    report: str
    source: str
    published: str | None
    content: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event with its supporting words, where it stands, and its incident (if fused into one)."""

    event: Event
    report: str
    source: str
    quote: str
    incident: str | None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with its supporting words and where it stands."""

    figure: Figure
    report: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One report's words on a road or crossing: `state` is open, restricted or closed on `day`."""

    report: str
    source: str
    day: str
    places: tuple[str, ...]
    state: str
    span: Span
    quote: str
    invented: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What became known since the previous period: `kind` is new, updated, contradicted or gone."""

    kind: str
    text: str
    incident: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something the picture does not show, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well a municipality was observed in the period: reports that name it, and the last day one did."""

    municipality: str
    reports: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Tension:
    """The warning level: None while it is withheld, with the reason; the coverage is always shown.

    `followed` are the levels behind it: first that of the place asked for or of the whole area, then
    those of other places where they were asked for.
    """

    level: str | None
    why: str
    claims: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    indicators: tuple[IndicatorValue, ...] = ()
    followed: tuple[TensionLevel, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """The tension that an operation follows, handed to `build`: the first level is that of the place asked for."""

    levels: tuple[TensionLevel, ...]
    indicators: tuple[IndicatorValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that a viewer may see of an operation as of a moment, for a period of days.

    `since` and `until` are ISO days, both included; incidents and events outside them are left
    out, forces, positions and movements are the newest known up to `until`. `earlier` are the
    incidents of the equally long period before, as known when this one began.
    """

    operation: str
    as_of: datetime
    since: str | None
    until: str
    marking: str
    reports: tuple[ReportLine, ...]
    incidents: tuple[Incident, ...]
    events: tuple[EventLine, ...]
    claims: tuple[ClaimLine, ...]
    figures: tuple[FigureLine, ...]
    positions: tuple[Position, ...]
    strengths: tuple[Strength, ...]
    reserves: tuple[Reserve, ...]
    movements: tuple[Movement, ...]
    camps: tuple[Camp, ...]
    sectors: tuple[Sector, ...]
    municipalities: tuple[Municipality, ...]
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    tension: Tension
    withheld: tuple[Withheld, ...]
    earlier: tuple[Incident, ...] = ()
    passages: tuple[Passage, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report with its (sealed) text and what was read in it."""

    report: Report
    reading: Reading
    incidents: tuple[str, ...]
    sealed: int
    review: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One source's account of an incident: its words, the claims in them and its counts (indices)."""

    line: ReportLine
    grade: Grade
    quotes: tuple[tuple[Span, str], ...]
    claims: tuple[ClaimLine, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """An incident with each source's account side by side."""

    incident: Incident
    accounts: tuple[Account, ...]
    review: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the record knew, handed to `picture.build`: already filtered by policy and as-of.

    `readings` hold what people corrected; `automatic` are the same readings as they were made
    (empty where nobody judged anything).
    """

    operation: str
    as_of: datetime
    reports: tuple[Report, ...] = ()
    readings: tuple[Reading, ...] = ()
    incidents: tuple[Incident, ...] = ()
    sources: tuple[Source, ...] = ()
    strengths: tuple[Strength, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    movements: tuple[Movement, ...] = ()
    camps: tuple[Camp, ...] = ()
    sectors: tuple[Sector, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    marking: str = "PUBLIC"
    automatic: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    issues: tuple[Issue, ...] = ()
    actors: tuple[Actor, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    lookups: Lookups | None = field(default=None, compare=False, repr=False)

    @property
    def look(self) -> Lookups:
        """The look-ups over all this; made once where they did not come with it."""
        if self.lookups is None:
            object.__setattr__(self, "lookups", self._looked_up())
        assert self.lookups is not None
        return self.lookups

    def _looked_up(self) -> Lookups:
        made = Lookups()
        reports = {r.id: r for r in self.reports}
        if len(self.reports) == len(self.readings):
            pairs = list(zip(self.reports, self.readings, strict=True))
        else:
            told = ((reports.get(r.report.id or ""), r) for r in self.readings)
            pairs = [(report, reading) for report, reading in told if report is not None]
        automatic = self.automatic or [reading for _, reading in pairs]
        for (report, reading), read in zip(pairs, automatic, strict=False):
            made.put_report(report, read, reading)
        made.reports = reports
        for incident in self.incidents:
            made.put_incident(incident)
        made.sources = {s.name: s for s in self.sources}
        return made
