"""The nouns of a peace operation: frozen values without behaviour of their own, and the vocabularies.

One file, one noun; the file names are the glossary (`docs/glossary.md`). Nothing here reads a file
but `vocab`, nothing knows of a database, and nothing imports another package than `errors`.
"""

from .actor import Actor, Affiliation
from .claim import Claim
from .event import ActorMention, Casualty, Event
from .figure import Figure
from .force import Camp, Reserve, Sector, Strength
from .grade import Grade
from .incident import Count, Incident, Member
from .indicator import IndicatorValue
from .issue import Issue
from .judgement import Judgement
from .marking import Marking
from .movement import Movement
from .place import Municipality, Place, PlaceMention
from .position import Position, Relation, Shift, Stand
from .provision import Provision
from .reading import Coding, PersonMention, Reading, ReportHeader
from .report import Rejected, Report
from .series import SeriesEvent
from .source import Source
from .span import Span

__all__ = [
    "Actor", "ActorMention", "Affiliation", "Camp", "Casualty", "Claim", "Coding", "Count", "Event",
    "Figure", "Grade", "Incident", "IndicatorValue", "Issue", "Judgement", "Marking", "Member", "Movement", "Municipality",
    "PersonMention", "Place", "PlaceMention", "Position", "Provision", "Reading", "Rejected", "Relation",
    "Report", "ReportHeader", "Reserve", "Sector", "SeriesEvent", "Shift", "Source", "Span", "Stand", "Strength",
]  # fmt: skip
