"""What was read in one report: the answer of `reading`, the input of `fusion`."""

from dataclasses import dataclass

from .claim import Claim
from .event import Event
from .figure import Figure
from .grade import Grade
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
class Coding:
    """One event as codes of a researcher's own dictionaries, at the sentence.

    `span` covers the verb and both parties; a party's span is None where the text does not name it.
    """

    source: str
    target: str
    event: str
    span: Span
    source_span: Span | None = None
    target_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Events, claims, figures, places and persons of one report, with the method's version.

    `codings`: what the reader's own dictionaries make of it; None without such dictionaries.
    `grade`: the one that a log states of the item, by its keeper; None where nothing states one.
    """

    report: ReportHeader
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    places: tuple[PlaceMention, ...]
    persons: tuple[PersonMention, ...] = ()
    method: str = "builtin"
    version: str = "1"
    codings: tuple[Coding, ...] | None = None
    grade: Grade | None = None
