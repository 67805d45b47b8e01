"""Where people are expected to be, as an operation keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefugeOutlook:
    """A place of refuge on the last day of a projection: people, and the 90 % interval."""

    refuge: str
    country: str
    people: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class KeptProjection:
    """Which displacement scenario, with which changes (as `guardian displace compare --change` writes them), by whom and
    when (ISO), with which version. `since` and `until`: its first and last day; `of_use_until`: the
    last day on which it says something, which is later where it tells of return. `words`: what it says, in sentences."""

    id: str
    scenario: str
    title: str
    changes: tuple[str, ...]
    since: str
    until: str
    of_use_until: str
    words: tuple[str, ...]
    refuges: tuple[RefugeOutlook, ...]
    version: str
    by: str
    at: str
