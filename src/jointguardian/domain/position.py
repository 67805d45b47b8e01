"""What an actor holds on an issue, and whom it backs or rebukes, derived from claims and acts."""

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Stand:
    """One claim or one act: `words` stand at `span` of `report`.

    `claim` is the id of a claim; for an act `event` is the id of the event and `act` its type.
    """

    day: str | None
    stance: str
    report: str
    span: Span
    words: str
    claim: str | None = None
    event: str | None = None
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of side, or a step that the text or the record shows to be the first, in words."""

    day: str | None
    text: str
    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Position:
    """`actor` (as named) holds `stance` on `issue` since `since`, resting on `claims` (ids).

    `quote` is the supporting text of the newest claim or act, `report` the report it stands in.
    `history` are all of them, the newest first; `shifts` in the order in which they came.
    """

    actor: str
    actor_id: str | None
    issue: str
    stance: str
    since: str | None
    quote: str
    report: str
    claims: tuple[str, ...]
    shift: str | None = None
    history: tuple[Stand, ...] = ()
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """`actor` `backs` or `rebukes` `target`, in words or deeds; the newest first."""

    actor: str
    actor_id: str | None
    target: str
    target_id: str | None
    side: str
    stands: tuple[Stand, ...]
