"""How warning problems stand on a day: the indicators of each scenario, its level, and what nobody looked at.

The points of a scenario are what its observed indicators count; amber and red begin at points that the file
names. What nobody looked at is no sign of quiet: with it all observed the level would be `up_to`, and where it
is more than half of all the level is withheld.

Source: the order of work (problem, scenarios, indicators, then a level) is that of indications and warning as
Grabo, Anticipating Surprise (2002), describes it; points and lines are choices of whoever writes the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..domain import (
    IndicatorFinding,
    ProblemDay,
    ProblemFinding,
    ScenarioFinding,
    TensionDay,
)
from ..domain.dates import first_day
from .level import LEVELS
from .problem_file import Indicator, Problem, Scenario
from .scale import SCALE
from .sightings import Held, Sources, held
from .signs import AREA

SHOWN = 8
"""Sightings that are shown of an indicator."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The days on which reports named each place, `area` for all reports, with their number."""

    days: Mapping[str, Mapping[date, int]]

    def reports(self, unit: str, since: date, until: date) -> int:
        """Reports of a unit in some days, both ends included."""
        found = self.days.get(unit, {})
        return sum(n for day, n in found.items() if since <= day <= until)


@dataclass(frozen=True, slots=True)
class Watched:
    """A problem with all that was seen of its indicators, by scenario and indicator."""

    problem: Problem
    seen: Mapping[tuple[str, str], tuple[Held, ...]]
    heard: Heard
    index: Mapping[str, Sequence[TensionDay]]

    @classmethod
    def of(cls, problem: Problem, sources: Sources, heard: Heard) -> "Watched":
        """Looks for every indicator once; any day can then be asked for."""
        seen = {
            (s.id, i.id): held(i, problem, sources) for s in problem.scenarios for i in s.indicators
        }
        return cls(problem, seen, heard, sources.index)

    def on(self, day: date) -> ProblemFinding:
        """How the problem stands on a day, from what was known on it."""
        scenarios = tuple(self._scenario(s, day) for s in self.problem.scenarios)
        return ProblemFinding(
            id=self.problem.id,
            question=self.problem.question,
            why=self.problem.why,
            day=day.isoformat(),
            places=self.problem.places,
            level=_highest(scenarios),
            up_to=max((s.up_to for s in scenarios), key=LEVELS.index),
            scenarios=scenarios,
            source=self.problem.source,
        )

    def history(self, since: date, until: date) -> tuple[ProblemDay, ...]:
        """The level of each day, each from what was known on it."""
        days = (since + timedelta(days=n) for n in range((until - since).days + 1))
        found = (self.on(day) for day in days)
        return tuple(ProblemDay(f.day, f.level, f.up_to) for f in found)

    def _scenario(self, scenario: Scenario, day: date) -> ScenarioFinding:
        found = tuple(self._indicator(scenario, i, day) for i in scenario.indicators)
        points = sum(i.counts for i in found if i.state == "observed")
        unseen = sum(i.counts for i in found if i.state == "nobody-looked")
        amber, red = scenario.lines
        blind = 2 * unseen > scenario.total
        level = _level(points, amber, red)
        shown = level if not blind or level != LEVELS[0] else None
        return ScenarioFinding(
            id=scenario.id,
            label=scenario.label,
            level=shown,
            up_to=_level(points + unseen, amber, red),
            points=points,
            unseen=unseen,
            total=scenario.total,
            amber=amber,
            red=red,
            why=_why(found, withheld=shown is None),
            indicators=found,
        )

    def _indicator(self, scenario: Scenario, one: Indicator, day: date) -> IndicatorFinding:
        seen = [h.sighting for h in self.seen[scenario.id, one.id] if h.first <= day <= h.last]
        looked, words = self._looked(one, day)
        state = "observed" if seen else ("not-observed" if looked else "nobody-looked")
        newest = sorted(seen, key=lambda s: (s.day, s.ref), reverse=True)
        return IndicatorFinding(
            one.id, one.label, one.kind, one.counts, one.days, state, words, tuple(newest[:SHOWN])
        )

    def _looked(self, one: Indicator, day: date) -> tuple[bool, str]:
        """Whether anybody could have seen it, and who looked, in words."""
        where = one.where(self.problem)
        if one.kind == "ahead":
            return True, "known beforehand"
        if one.kind == "index":
            return self._levelled(where, day)
        since, lasts = day - timedelta(days=one.days - 1), f"in {one.days} days"
        reports = self.heard.reports(AREA, since, day)
        if not where:
            return reports >= SCALE.reports, f"{reports} reports of the area {lasts}"
        named = sum(self.heard.reports(p, since, day) > 0 for p in where)
        return named > 0, f"{named} of {len(where)} places named {lasts}"

    def _levelled(self, where: Sequence[str], day: date) -> tuple[bool, str]:
        units = where or (AREA,)
        told = [_of(self.index.get(u, ()), day) for u in units]
        levels = sum(d is not None and d.level is not None for d in told)
        return levels > 0, f"{levels} of {len(units)} with a level"


def _highest(scenarios: Sequence[ScenarioFinding]) -> str | None:
    """The highest level; none where it is green and that of another scenario is withheld."""
    levels = [s.level for s in scenarios if s.level is not None]
    highest = max(levels, key=LEVELS.index, default=LEVELS[0])
    return highest if highest != LEVELS[0] or len(levels) == len(scenarios) else None


def _of(days: Sequence[TensionDay], day: date) -> TensionDay | None:
    if not days:
        return None
    n = (day - first_day(days[0].day)).days
    return days[n] if 0 <= n < len(days) else None


def _level(points: int, amber: int, red: int) -> str:
    return LEVELS[(points >= amber) + (points >= red)]


def _why(found: Sequence[IndicatorFinding], *, withheld: bool) -> str:
    told = {s: [i for i in found if i.state == s] for s in ("observed", "nobody-looked")}
    words = f"{len(told['observed'])} of {len(found)} indicators observed"
    blind = len(told["nobody-looked"])
    if blind:
        words += f", {blind} where nobody looked"
    return f"withheld: {words}" if withheld else words
