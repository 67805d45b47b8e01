"""How tense a place, a dyad or the whole area is on a day, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that the index counts: `share` of the level (0 to 1) of an incident, claim or fact `ref`.

    `reports` are the ids of those that tell it.
    """

    indicator: str
    label: str
    day: str
    ref: str
    why: str
    share: float
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TensionLevel:
    """The tension index of a unit on a day, 0 to 100 with a 90 percent interval.

    `unit` is `area`, a municipality's id, or a dyad "actor > target". `week` is the weight a week of
    the signs that count and `base` the usual one (None: too short a history); `level` is green, amber or
    red, None while it is withheld for the reasons in `withheld`; `caveats` are to be read beside it. `heard` are the reports of four weeks
    and `usual` their mean number. `reasons` come in the order of their shares, `lower` says what would
    lower the level.
    """

    unit: str
    day: str
    index: float
    low: float
    high: float
    level: str | None
    withheld: tuple[str, ...]
    caveats: tuple[str, ...]
    week: float
    base: float | None
    heard: int
    usual: float
    reasons: tuple[Reason, ...] = ()
    lower: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TensionDay:
    """A day of a unit's history."""

    day: str
    index: float
    low: float
    high: float
    level: str | None


@dataclass(frozen=True, slots=True)
class TensionSpan:
    """A day or an ISO week of a unit's history, `since` to `until` (both included).

    `index` with its interval is that of the last day, `highest` the highest index and `level` the highest level of the
    days that have one (None: withheld on all of them, `withheld_days` of them). `over` is false for a week that has days to come.
    """

    since: str
    until: str
    index: float
    low: float
    high: float
    highest: float
    level: str | None
    withheld_days: int
    over: bool


@dataclass(frozen=True, slots=True)
class GivenWarning:
    """A warning that was given: the level of a unit on a day, held good for `horizon_days`.

    `at` is the moment it was recorded; `replayed` marks one that was worked out afterwards from what was
    known on the day, as a replay does: it illustrates and proves no skill.
    """

    id: str
    unit: str
    day: str
    level: str
    index: float
    horizon_days: int
    at: str
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a warning: `pending` until its time is up, then `hit` or `false-alarm`.

    `late` is a warning on the day of an onset or in the week after it: it tells, it does not warn.
    `missed` is an onset of escalation that no warning belongs to; its `warning` is None. `onset` is
    the first day on which the week up to it was an escalation, `lead_days` how long before it the
    warning was given (negative: after it).
    """

    unit: str
    verdict: str
    warning: GivenWarning | None
    onset: str | None
    lead_days: int | None
    why: str


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What came of the warnings so far. `replayed`: worked out afterwards, which proves no skill."""

    outcomes: tuple[Outcome, ...]
    hits: int
    late: int
    false_alarms: int
    missed: int
    pending: int
    since: str | None
    until: str
    replayed: bool
    note: str
