"""What one report says happened."""

from dataclasses import dataclass

from .place import PlaceMention
from .span import Span


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor as the text names it; `id`, `kind` and `country` where the dictionary knows it.

    `text` are the words at `span`: for a pronoun those that it stands for. `name` is the canonical name.
    """

    text: str
    id: str | None = None
    kind: str | None = None
    country: str | None = None
    span: Span | None = None
    name: str | None = None

    @property
    def known_as(self) -> str:
        """The canonical name, else the words of the text: what tells actors apart across reports."""
        return self.name or self.text


@dataclass(frozen=True, slots=True)
class Casualty:
    """One count of people of one kind, as told. Totals and their parts are separate rows.

    `kind`: see vocab `casualty_kinds`; `who`: the group; `qualifier`: "at least", "about" ...;
    `counted_by`: who gives the number; `part_of`: the `who` of the total that this is a part of.
    """

    kind: str
    who: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: str | None = None
    counted_by: str | None = None
    part_of: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One happening that a report asserts, denies, plans or threatens.

    `type` is a PLOVER type in lower case (vocab `event_types`), `start`/`end` are ISO dates as
    precise as known, `asserted_by` is the id of the claim when the event is only claimed,
    `span` covers the supporting characters, `confidence` lies in 0..1.
    """

    id: str
    type: str
    mode: str | None
    status: str
    actors: tuple[ActorMention, ...]
    recipients: tuple[ActorMention, ...]
    start: str | None
    end: str | None
    date_precision: str
    places: tuple[PlaceMention, ...]
    casualties: tuple[Casualty, ...]
    means: tuple[str, ...]
    asserted_by: str | None
    span: Span
    confidence: float
