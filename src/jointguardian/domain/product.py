"""A written product (SITREP, INTSUM, FLASH ...): its versions, lines, steps and frozen document."""

from dataclasses import dataclass

DRAFT, PREPARED, APPROVED, RELEASED = "draft", "prepared", "approved", "released"
WITHDRAWN, SUPERSEDED = "withdrawn", "superseded"
STATES = (DRAFT, PREPARED, APPROVED, RELEASED, WITHDRAWN, SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Product:
    """One version of a product: of which kind, about what, and of which moment its picture is.

    `as_of` and `at` are ISO moments in UTC; the period ends at `as_of`. `level` and `compartments`
    are its marking: its picture holds only what somebody cleared for just that may see.
    `releasable_to` are the organisations to which it may go, `sight` those of whom its maker belongs
    to the only one: what is limited to that one may stand in it.
    """

    id: str
    version: int
    kind: str
    serial: str
    as_of: str
    period_hours: int
    by: str
    at: str
    incident: str | None = None
    level: str = "public"
    compartments: tuple[str, ...] = ()
    releasable_to: tuple[str, ...] = ()
    yardstick: str = "phia"
    sight: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductLine:
    """What a person wrote into a version: a sentence changed, taken out or added.

    `key` names the sentence in its section; `refs` are what an added one rests on; `of` is the
    composed text that was changed, so that it shows when the picture moved beneath it.
    """

    product: str
    version: int
    section: str
    key: str
    text: str
    by: str
    at: str
    refs: tuple[str, ...] = ()
    of: str = ""
    state: str = "changed"


@dataclass(frozen=True, slots=True)
class ProductStep:
    """A change of state: who did it, when, why, and (for a release) to whom."""

    product: str
    version: int
    number: int
    state: str
    by: str
    at: str
    note: str = ""
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductDocument:
    """What was released, as a tree in JSON, with the SHA-256 of three of its forms."""

    product: str
    version: int
    tree: str
    markdown: str
    html: str
    json: str
    method: str


@dataclass(frozen=True, slots=True)
class Order:
    """The operation's own order to report: every so many hours, by a cut-off `HH:MM` UTC.

    `first` is an ISO day on which a cut-off fell; the others follow from it.
    """

    kind: str
    every_hours: int
    cutoff: str
    source: str
    first: str = "2024-01-01"
    invented: bool = False
