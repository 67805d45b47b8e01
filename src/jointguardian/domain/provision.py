"""A clause of a resolution, agreement or rule, dated and located."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provision:
    """What a clause orders, in our own words. `verified` is false where the instrument was not read."""

    id: str
    instrument: str
    clause: str
    text: str
    valid_from: str
    valid_to: str | None
    verified: bool
    basis: str
    area: str | None = None
