"""What an actor holds on an issue, derived from claims."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """`actor` (as named) holds `stance` on `issue` since `since`, resting on `claims` (ids).

    `quote` is the supporting text of the newest claim, `report` the report it stands in.
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
