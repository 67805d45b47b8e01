"""What the record takes and gives back, beside the nouns of `domain`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report: `new`, `same` (nothing written) or `version` of an older one.

    `id` is the id under which the record holds it: the older one where it is the `same`.
    """

    status: str
    id: str


@dataclass(frozen=True, slots=True)
class SeriesAdded:
    """How many rows of a series were new, and how many the record had already."""

    new: int
    same: int


@dataclass(frozen=True, slots=True)
class Secret:
    """A private person's name at `[start, end)` of a report's text.

    `person` is the name by which one person is known across reports (the full name where the text
    gives only a part); empty means `name` itself. In what is read back it is the person's id.
    `role` is what the text calls the person; it stands for the name in what was read.
    """

    report: str
    start: int
    end: int
    name: str
    person: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Where a sealed name stands, and the random id of the person; `erased` when its key is gone."""

    report: str
    start: int
    end: int
    person: str
    erased: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A report found by search, with some words around the match (sealed names stay sealed)."""

    report: str
    title: str | None
    source: str
    published: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class SeriesCount:
    """Events of one series in one period: `period` is YYYY, YYYY-MM or YYYY-MM-DD; `deaths` their best."""

    period: str
    series: str
    municipality: str | None
    events: int
    deaths: int


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer of `verify`: `links` were checked; `broken_at` is the first link that does not hold.

    `what` says in words what is wrong there.
    """

    ok: bool
    links: int
    broken_at: int | None = None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain, to be signed and kept elsewhere: a chain alone cannot show a cut-off tail."""

    record: str
    links: int
    head: str
    written_at: str
