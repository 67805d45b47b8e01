"""A restriction of freedom of movement, entered or confirmed by a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Restriction:
    """A place or road where movement was denied, `since` to `until` (ISO; None: not known to be lifted).

    `kind` and `state` are of vocab `restriction_kinds` and `restriction_states`. `against` is who
    could not pass; `attributed_to` whom the reports name as its maker: a claim, never a finding.
    `reports` are the ids that it rests on; `passages` the read words (`report@start-end`) that were
    taken into it, so that none is proposed twice.
    """

    id: str
    kind: str
    place: str
    since: str
    until: str | None = None
    road: str = ""
    municipality: str | None = None
    lat: float | None = None
    lon: float | None = None
    against: str = ""
    attributed_to: str = ""
    reports: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    state: str = "in-force"
    note: str = ""
    by: str = ""
    source: str = ""
    invented: bool = False
