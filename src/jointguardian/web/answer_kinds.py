"""What the twins answer with where no class of the domain says it, for the description of the API.

Each is the JSON object as it is sent; `tests/web/test_web_answers.py` holds real answers against it.
"""

from datetime import datetime
from typing import Any, Literal, NotRequired, TypedDict

from ..domain import Attachment, Capture, Estimate, Incident, Product, ProductStep, Request
from ..picture.checked import Checked
from ..picture.later import Later, Unknown
from ..picture.model import Account
from ..picture.products import Listed
from ..picture.requests import RequestLine
from ..picture.review.values import Item
from ..picture.watch.bursts import Burst
from ..picture.watch.handover import Sheet
from ..picture.watch.rows import LogRow, Summary
from ..picture.watch.select import Choice
from ..pipeline.watch import Shifts, ViewCount


class Geometry(TypedDict):
    """A geometry of GeoJSON (RFC 7946), in degrees, longitude first."""

    type: Literal["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"]
    coordinates: list[Any]


class Feature(TypedDict):
    """A feature of GeoJSON; without a geometry where nobody knows the place."""

    type: Literal["Feature"]
    id: NotRequired[str]
    geometry: Geometry | None
    properties: dict[str, Any]


class FeatureCollection(TypedDict):
    """Features of GeoJSON."""

    type: Literal["FeatureCollection"]
    features: list[Feature]


class MapLayers(TypedDict):
    """Places with their incidents, camps, and names to write on the map."""

    incidents: FeatureCollection
    camps: FeatureCollection
    names: FeatureCollection


class SectorTold(TypedDict):
    """A sector as its municipalities."""

    id: str
    name: str
    lead: str
    municipalities: list[str]


class PatrolledTold(TypedDict):
    """When a municipality was last patrolled, and how many days ago."""

    municipality: str
    days: int | None
    last: str | None


class ForceLayers(TypedDict):
    """The force on the map; sectors and coverage by municipality."""

    units: FeatureCollection
    camps: FeatureCollection
    restrictions: FeatureCollection
    sectors: list[SectorTold]
    coverage: list[PatrolledTold]


class DayBar(TypedDict):
    """Reports published and incidents begun on a day."""

    day: str
    reports: int
    incidents: int


class MomentTold(TypedDict):
    """A moment worth opening the room at, with the days to look at."""

    label: str
    as_of: datetime
    since: str
    until: str


class Timeline(TypedDict):
    """Bars by day, where the slider can stand, and the moments."""

    extent: list[str]
    days: list[DayBar]
    steps: list[str]
    moments: list[MomentTold]


class Rail(TypedDict):
    """A guard rail."""

    name: str
    text: str


class About(TypedDict):
    """The operation's name and the guard rails."""

    operation: str
    guard_rails: list[Rail]


class FormToken(TypedDict):
    """The token that a browser's unsafe requests carry, and who is signed in."""

    token: str
    name: str


class FormWords(TypedDict):
    """Types of event, and the parts of a person in one."""

    events: list[str]
    parts: list[str]


class Captured(TypedDict):
    """How a report was taken down (null for one that was not), and its files."""

    capture: Capture | None
    attachments: list[Attachment]


class RecordedText(TypedDict):
    """The id of the report that was made."""

    report: str


class Signed(TypedDict):
    """The name that the session carries."""

    name: str


class Decided(TypedDict):
    """What was done, and the id of what it was done to, as it is then."""

    act: str
    id: str


class IncidentTold(TypedDict):
    """An incident with each source's account, what waits for review, grades, links and requests."""

    incident: Incident
    accounts: list[Account]
    review: list[Item]
    check: Checked
    requests: list[RequestLine]


class RequestTold(TypedDict):
    """A request with every version of it, the oldest first."""

    line: RequestLine
    history: list[Request]


class SearchHit(TypedDict):
    """A report found by its words."""

    report: str
    title: str | None
    source: str
    published: str | None
    snippet: str


class LogOfWatch(TypedDict):
    """A page of the log of the watch; `next` is the cursor of the one after it, `link` the last write."""

    filter: str
    as_of: datetime
    rows: list[LogRow]
    total: int
    next: str | None
    choices: dict[str, list[Choice]]
    bursts: list[Burst]
    summary: Summary | None
    shifts: Shifts
    views: list[ViewCount]
    link: int


class KeptHandover(TypedDict):
    """One version of a handover; `body` is the whole sheet as it was then."""

    id: str
    version: int
    state: str
    outgoing: str
    incoming: str
    since: datetime
    as_of: datetime
    lookout: str
    body: Sheet
    by: str
    at: datetime
    shift: str
    level: str
    compartments: list[str]
    releasable_to: list[str]


class Other(TypedDict):
    """Somebody who has the same thing open, and the field that is edited there."""

    name: str
    editing: str
    since: datetime


class Others(TypedDict):
    """Who else has a thing open."""

    others: list[Other]


class Stepped(TypedDict):
    """The moment one step on or back; null at the end."""

    as_of: str | None


class LaterMark(TypedDict):
    """A mark in words, and what it is made of."""

    text: str
    mark: Later


class LaterTold(TypedDict):
    """What became known later of an incident; `now` is its id today, if any."""

    incident: str
    now: str | None
    what: str
    marks: list[LaterMark]


class LaterAnswer(TypedDict):
    """What became known after a moment, and the incidents of those days that were unknown then."""

    as_of: datetime
    now: datetime
    incidents: list[LaterTold]
    unknown: list[Unknown]


class RefTold(TypedDict):
    """What a sentence rests on."""

    kind: str
    id: str
    report: str | None


class SentenceTold(TypedDict):
    """A sentence with what it rests on; `cites` are numbers of citations."""

    sentence: str
    refs: list[RefTold]
    cites: list[int]
    key: str
    by: str
    stale: bool


class NoteTold(TypedDict):
    """A line that says what is not there."""

    note: str


class EnteredTold(TypedDict):
    """A labelled line that a person fills in."""

    entered: str
    label: str
    key: str
    by: str


class AssessedTold(TypedDict):
    """A person's judgement."""

    assessed: str
    key: str
    term: str
    range: str
    confidence: str
    reason: str
    change: str
    by: str
    refs: list[RefTold]
    cites: list[int]


class RowTold(TypedDict):
    """A table's row and what it rests on."""

    cells: list[str]
    key: str
    refs: list[RefTold]
    cites: list[int]


class TableTold(TypedDict):
    """Rows under columns."""

    columns: list[str]
    rows: list[RowTold]


class SectionTold(TypedDict):
    """A section of a brief: fact, assessment, entry or absent."""

    number: int
    id: str
    title: str
    kind: Literal["fact", "assessment", "entry", "absent"]
    items: list[SentenceTold | NoteTold | EnteredTold | AssessedTold | TableTold]


class CitationTold(TypedDict):
    """A citation with its number; `start` and `end` are code points of the report's text."""

    n: int
    ref: RefTold
    source: str
    title: str
    published: str
    grade: str
    quote: str
    start: int
    end: int
    sha256: str
    invented: bool


class BriefTold(TypedDict):
    """A brief as a tree: sections of sentences, tables and estimates with what each rests on."""

    kind: str
    title: str
    draft: bool
    marking: str
    header: dict[str, str]
    banner: str | None
    sections: list[SectionTold]
    citations: list[CitationTold]


class ProductTold(TypedDict):
    """A version of a product: its state, steps, versions, flags and text."""

    product: Product
    state: str
    steps: list[ProductStep]
    versions: list[Listed]
    estimates: list[Estimate]
    flags: list[str]
    changes: list[list[str]]
    text: BriefTold
