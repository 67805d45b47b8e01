"""One thing in the world, as several reports tell it."""

from dataclasses import dataclass

from .grade import Grade
from .place import PlaceMention
from .span import Span


@dataclass(frozen=True, slots=True)
class Member:
    """A report's share in an incident: its events, the claims about it, and its grade."""

    report: str
    source: str
    published: str | None
    events: tuple[str, ...]
    claims: tuple[str, ...]
    grade: Grade
    origin: str


@dataclass(frozen=True, slots=True)
class Count:
    """One count of one group as one report gives it.

    `relation` to the count at index `to`: `same`, `updates` (a later count of the same thing by
    the same line of counting) or `rivals` (another counter, or the same time and another number);
    `part_of` is the index of the total that contains it. `as_of` is when it was said (ISO).
    `chosen_by` names the person who chose this figure to brief, `chosen_because` is his reason.
    """

    kind: str
    who: str
    n: int
    qualifier: str | None
    counted_by: str | None
    report: str
    as_of: str | None
    relation: str | None = None
    to: int | None = None
    part_of: int | None = None
    group: str = ""
    event: str | None = None
    span: Span | None = None
    chosen_by: str | None = None
    chosen_because: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """Members, counts side by side and contradictions in words.

    Only a person sets the one figure to brief, and the `confidence` (low, moderate, high).
    `id` stays while members join; `digest` is over the inputs.
    """

    id: str
    what: str
    type: str
    start: str | None
    end: str | None
    places: tuple[PlaceMention, ...]
    counts: tuple[Count, ...]
    reports: tuple[str, ...]
    sources: tuple[str, ...]
    independent_origins: int
    contradictions: tuple[str, ...]
    confidence: str | None
    status: str
    members: tuple[Member, ...] = ()
    digest: str = ""
