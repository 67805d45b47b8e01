"""The nouns of a peace operation: frozen values without behaviour of their own, and the vocabularies.

One file, one noun; the file names are the glossary (`docs/glossary.md`). Nothing here reads a file
but `vocab`, nothing knows of a database, and nothing imports another package than `errors`.
"""

from .actor import Actor, Affiliation
from .alert import Alert, AlertRule
from .assessment import Estimate
from .attachment import Attachment
from .attribute import Attribute
from .back_test import KeptBackTest
from .capture import Capture
from .claim import Claim
from .event import ActorMention, Casualty, Event
from .figure import Figure
from .force import Camp, Reserve, Sector, Strength, Unit
from .grade import Grade
from .incident import Count, Incident, Member
from .indicator import IndicatorValue
from .issue import Issue, IssueRule
from .judgement import Judgement
from .kept_forecast import ForecastOutcome, KeptForecast, PlaceForecast
from .kept_plan import KeptPlan
from .kept_projection import KeptProjection, RefugeOutlook
from .link import IncidentLink
from .log import LogCell, LogColumn, LogMapping, LogRelease, LogRow
from .marking import Marking
from .movement import Movement
from .observation import Observation
from .patrol import Patrol
from .place import Municipality, Place, PlaceMention
from .position import Position, Relation, Shift, Stand
from .problem import IndicatorFinding, ProblemDay, ProblemFinding, ScenarioFinding, Sighting
from .product import Order, Product, ProductDocument, ProductLine, ProductStep
from .provision import Provision
from .reading import Coding, PersonMention, Reading, ReportHeader
from .report import Rejected, Report
from .request import Request
from .requirement import Requirement
from .restriction import Restriction
from .series import SeriesEvent
from .source import Source
from .span import Span
from .tension import (
    GivenWarning,
    Outcome,
    Reason,
    TensionDay,
    TensionLevel,
    TensionSpan,
    TrackRecord,
)
from .trigger import Trigger
from .watch import Handover, ReadMark, SavedView, WatchShift, Work

__all__ = [
    "Actor", "ActorMention", "Affiliation", "Alert", "AlertRule", "Attachment", "Attribute", "Camp", "Capture", "Casualty", "Claim", "Coding", "Count",
    "Estimate", "Event", "Figure", "ForecastOutcome", "GivenWarning", "Grade", "Handover", "Incident", "IncidentLink", "IndicatorFinding", "IndicatorValue", "Issue", "IssueRule",
    "Judgement", "KeptBackTest", "KeptForecast", "KeptPlan", "KeptProjection", "LogCell", "LogColumn", "LogMapping", "LogRelease", "LogRow", "Marking", "Member", "Movement", "Municipality", "Observation", "Order", "Outcome", "Patrol", "PersonMention",
    "Place", "PlaceForecast", "PlaceMention", "Position", "ProblemDay", "ProblemFinding", "Product", "ProductDocument", "ProductLine",
    "ProductStep", "Provision", "ReadMark", "Reading", "Reason", "RefugeOutlook", "Rejected", "Relation", "Report",
    "ReportHeader", "Request", "Requirement", "Reserve", "Restriction", "SavedView", "ScenarioFinding", "Sector", "SeriesEvent", "Shift", "Sighting",
    "Source", "Span", "Stand", "Strength", "TensionDay", "TensionLevel", "TensionSpan", "TrackRecord", "Trigger", "Unit", "WatchShift", "Work",
]  # fmt: skip
