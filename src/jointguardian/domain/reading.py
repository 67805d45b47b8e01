"""What was read in one report: the answer of `reading`, the input of `fusion`."""

from dataclasses import dataclass

from .claim import Claim
from .event import Event
from .figure import Figure
from .place import PlaceMention
from .span import Span


@dataclass(frozen=True, slots=True)
class ReportHeader:
    """The part of a report that travels with its reading. `published` is an ISO day or None."""

    id: str | None
    source: str | None
    published: str | None
    language: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person's name in the text; `public` for holders of public office, others are sealed.

    `role` is what the text calls them ("former police officer"), shown instead of the name.
    """

    span: Span
    role: str
    public: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Events, claims, figures, places and persons of one report, with the method's version."""

    report: ReportHeader
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    places: tuple[PlaceMention, ...]
    persons: tuple[PersonMention, ...] = ()
    method: str = "builtin"
    version: str = "1"
