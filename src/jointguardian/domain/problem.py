"""A warning problem: what one would have to be warned of, by which paths, and what of it was seen."""

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that was seen of an indicator on `day`, known since `known` (ISO days).

    `ref` is the incident, claim, restriction, date or unit that shows it, `why` a sentence, `reports` the ids of those
    that tell it; `span` are the words in the first of them.
    """

    day: str
    known: str
    ref: str
    why: str
    reports: tuple[str, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class IndicatorFinding:
    """An indicator of a scenario on a day.

    `state`: `observed`, `not-observed`, or `nobody-looked` (not a report that could have shown it came in the
    last `days` days). `counts` is what it counts in its scenario, `looked` says in words who looked,
    `seen` the newest sightings first.
    """

    id: str
    label: str
    kind: str
    counts: int
    days: int
    state: str
    looked: str
    seen: tuple[Sighting, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioFinding:
    """A path by which it may come about, with its indicators and the level that they make.

    `points` of `total` are observed, `unseen` those of indicators where nobody looked. `level` is green,
    amber or red by the points, None while it is withheld (`why` says for what reason); `up_to` is the level if all that
    nobody looked at were so.
    """

    id: str
    label: str
    level: str | None
    up_to: str
    points: int
    unseen: int
    total: int
    amber: int
    red: int
    why: str
    indicators: tuple[IndicatorFinding, ...]


@dataclass(frozen=True, slots=True)
class ProblemFinding:
    """How a warning problem stands on a day: the highest of its scenarios.

    `up_to` is the highest that any of its scenarios could stand at if all that nobody looked at were so.
    It is no probability: it says which of the things that were named beforehand are seen.
    """

    id: str
    question: str
    why: str
    day: str
    places: tuple[str, ...]
    level: str | None
    up_to: str
    scenarios: tuple[ScenarioFinding, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class ProblemDay:
    """The level of a problem on a day of its history."""

    day: str
    level: str | None
    up_to: str
