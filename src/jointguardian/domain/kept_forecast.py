"""What was expected of the next weeks, as an operation keeps it, and what came of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceForecast:
    """A municipality's next weeks: `expected` incidents, the 90 % interval of their number, the chance of one at least."""

    place: str
    name: str
    expected: float
    low: int
    high: int
    chance: float


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """Of what (`target`, in words `what`), told on the evening of `origin` for the days `since` to `until` (ISO), by which version and seed, by
    whom and when (ISO). `area` is all municipalities, `north` those of the north, where there are any; `caution`: what it does not say."""

    id: str
    target: str
    what: str
    origin: str
    since: str
    until: str
    area: PlaceForecast
    north: PlaceForecast | None
    places: tuple[PlaceForecast, ...]
    seed: int
    version: str
    by: str
    at: str
    caution: str


@dataclass(frozen=True, slots=True)
class ForecastOutcome:
    """A kept forecast whose weeks are over: what came in the area, whether the interval held it, the Brier score of "one at least"
    by place, and how many places were expected to have one and had."""

    forecast: str
    target: str
    since: str
    until: str
    expected: float
    low: int
    high: int
    came: int
    held: bool
    brier: float
    places_expected: float
    places_came: int
