"""What each command prints with `--json`, as types; `docs/reference/schema/` holds their schemas."""

from dataclasses import dataclass

import msgspec
from msgspec import UNSET, UnsetType

from ..domain import (
    Alert,
    ForecastOutcome,
    GivenWarning,
    Incident,
    IncidentLink,
    LogMapping,
    LogRelease,
    ProblemFinding,
    Rejected,
    Request,
    TensionSpan,
    TrackRecord,
)
from ..picture import Tension
from ..picture.board import Positions
from ..picture.checked import Undoable
from ..picture.forces import Orbat, Ready, StrengthOverTime
from ..picture.gaps import Gap
from ..picture.grades import Graded
from ..picture.links import LinkLine
from ..picture.products import Listed
from ..picture.requests import RequestLine
from ..picture.review.values import Item
from ..picture.sources import SourceRow
from ..pipeline import Hit, Ingested, LogImport, Verification
from ..pipeline.coverage import Answer as CoverageAnswer
from ..pipeline.displacement import Calibrated, Compared, DisplacementRun, Validation
from ..pipeline.forecast_files import BackTest as ForecastBackTest
from ..pipeline.forecast_files import ForecastRun, ForecastScore
from ..pipeline.forecasts import Weeks
from ..pipeline.mandate import AssumptionState, CommitmentState, Finding, TaskState
from ..pipeline.mandate_plan import Tried
from ..pipeline.mandate_presence import Presence
from ..pipeline.mandate_task import TaskPage
from ..pipeline.observing import Entered
from ..pipeline.patrols import PatrolWeek
from ..pipeline.plans import Scenario
from ..pipeline.reinforcement import PlanCheck, Planned
from ..pipeline.restrictions import FreedomOfMovement
from ..pipeline.warn_backtest import BackTestAnswer
from .read_answer import ReadAnswer


@dataclass(frozen=True, slots=True)
class IngestAnswer:
    """`guardian ingest ... --json`: what became of the rows."""

    new: int
    same: int
    versions: int
    rejected: tuple[Rejected, ...]

    @classmethod
    def of(cls, done: Ingested) -> "IngestAnswer":
        """The part of an ingest that is printed."""
        return cls(done.new, done.same, done.versions, done.rejected)


class WeeksAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """The operation's next weeks, and what came of kept forecasts."""

    weeks: Weeks
    record: tuple[ForecastOutcome, ...]


class RefAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What a sentence or row rests on; `report` is None for incidents and facts of the pack."""

    kind: str
    id: str
    report: str | None


class CitationAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """A numbered citation: `start` and `end` are code points of the report's text (0, 0: all of it)."""

    n: int
    ref: RefAnswer
    source: str
    title: str
    published: str
    grade: str
    quote: str
    start: int
    end: int
    sha256: str
    invented: bool


class RowAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """A table row of a brief; `cites` are numbers of citations."""

    cells: tuple[str, ...]
    key: str
    refs: tuple[RefAnswer, ...]
    cites: tuple[int, ...]


class ItemAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """A note; a sentence; a table; a line that a person fills in (`entered`); or an estimate (`assessed`)."""

    note: str | UnsetType = UNSET
    sentence: str | UnsetType = UNSET
    entered: str | UnsetType = UNSET
    assessed: str | UnsetType = UNSET
    label: str | UnsetType = UNSET
    key: str | UnsetType = UNSET
    by: str | UnsetType = UNSET
    stale: bool | UnsetType = UNSET
    term: str | UnsetType = UNSET
    range: str | UnsetType = UNSET
    confidence: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    change: str | UnsetType = UNSET
    refs: tuple[RefAnswer, ...] | UnsetType = UNSET
    cites: tuple[int, ...] | UnsetType = UNSET
    columns: tuple[str, ...] | UnsetType = UNSET
    rows: tuple[RowAnswer, ...] | UnsetType = UNSET


class SectionAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """A section of a brief; `kind` is fact, assessment, entry or absent."""

    number: int
    id: str
    title: str
    kind: str
    items: tuple[ItemAnswer, ...]


class BriefAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """`guardian brief --format json`; `draft` until a person released it."""

    kind: str
    title: str
    draft: bool
    marking: str
    header: dict[str, str]
    banner: str | None
    sections: tuple[SectionAnswer, ...]
    citations: tuple[CitationAnswer, ...]


@dataclass(frozen=True, slots=True)
class GradeAnswer:
    """`guardian grade source|speaker|account|said ... --json`: the letter or number as it stands."""

    subject: str
    scale: str
    grade: Graded


@dataclass(frozen=True, slots=True)
class DecidedAnswer:
    """`guardian merge|split ... --json`: the incident as it is then; `undoable` takes `--undo`."""

    incident: str
    what: str
    reports: tuple[str, ...]
    sources: tuple[str, ...]
    undoable: tuple[Undoable, ...]


ANSWERS: dict[str, object] = {
    "alerts": tuple[Alert, ...],
    "brief": BriefAnswer,
    "displace-calibrate": Calibrated,
    "displace-compare": Compared,
    "displace-run": DisplacementRun,
    "displace-validate": Validation,
    "forecast-backtest": ForecastBackTest,
    "forecast-run": ForecastRun,
    "forecast-score": ForecastScore,
    "forecast-weeks": WeeksAnswer,
    "forces-movements": tuple[Tried, ...],
    "forces-orbat": Orbat,
    "forces-patrols": PatrolWeek,
    "forces-reserves": tuple[Ready, ...],
    "forces-restrictions": FreedomOfMovement,
    "forces-strength": StrengthOverTime,
    "gaps": tuple[Gap, ...],
    "grade": tuple[SourceRow, ...],
    "grade-set": GradeAnswer,
    "incidents": tuple[Incident, ...],
    "ingest": IngestAnswer,
    "link": IncidentLink,
    "mandate-assumptions": tuple[AssumptionState, ...],
    "mandate-check": tuple[Finding, ...],
    "mandate-commitments": tuple[CommitmentState, ...],
    "mandate-observe": Entered,
    "mandate-plan": tuple[Tried, ...],
    "mandate-presence": tuple[Presence, ...],
    "mandate-task": TaskPage,
    "mandate-tasks": tuple[TaskState, ...],
    "links": tuple[LinkLine, ...],
    "log": LogImport,
    "log-export": LogRelease,
    "log-mappings": tuple[LogMapping, ...],
    "merge": DecidedAnswer,
    "positions": Positions,
    "posture-check": PlanCheck,
    "posture-cover": CoverageAnswer,
    "posture-plan": Planned,
    "posture-scenarios": tuple[Scenario, ...],
    "product": tuple[Listed, ...],
    "read": ReadAnswer,
    "rejected": tuple[Rejected, ...],
    "request": Request,
    "requests": tuple[RequestLine, ...],
    "review": tuple[Item, ...],
    "search": tuple[Hit, ...],
    "tension": Tension,
    "verify": Verification,
    "warn-backtest": BackTestAnswer,
    "warn-give": tuple[GivenWarning, ...],
    "warn-history": tuple[TensionSpan, ...],
    "warn-problems": tuple[ProblemFinding, ...],
    "warn-record": TrackRecord,
}
"""Each command that answers in JSON, and the type of its document."""
