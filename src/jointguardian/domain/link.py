"""How one incident hangs together with another, as a person holds it."""

from dataclasses import dataclass
from datetime import datetime

LINK_KINDS = ("causes", "retaliates-for", "same-campaign", "follows")
LINK_STATES = ("standing", "withdrawn")


@dataclass(frozen=True, slots=True)
class IncidentLink:
    """`from_incident` causes, retaliates for, follows, or is of one campaign with `to_incident`.

    `from_at` and `to_at` hold each end by an event, `report@offset`: where an incident was merged
    into another one, the link follows its event. A withdrawal is a new row with that state.
    """

    id: str
    from_incident: str
    to_incident: str
    kind: str
    by: str
    at: datetime
    reason: str
    state: str = "standing"
    from_at: str = ""
    to_at: str = ""
