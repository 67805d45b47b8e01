"""The level over time as a drawing: the index with its interval, the levels, onsets and warnings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from ...domain import Outcome, ProblemDay, TensionDay

WIDE, HIGH = 1000.0, 100.0
"""The drawing's own units: days stretched over WIDE, the index as it is."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Days in a row with one level; `level` is `withheld` where there is none."""

    level: str
    x: float
    width: float
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day: an onset or a warning."""

    kind: str
    x: float
    day: str
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Points of the line and of the band (as SVG has them), strips of levels, marks, and years."""

    lines: tuple[str, ...]
    band: tuple[str, ...]
    strips: tuple[Strip, ...]
    marks: tuple[Mark, ...]
    months: tuple[Mark, ...]


def plot(days: Sequence[TensionDay], outcomes: Sequence[Outcome]) -> Plot:
    """The history of a unit, drawn. Where the level was withheld the line is broken off."""
    if not days:
        return Plot((), (), (), (), ())
    first = date.fromisoformat(days[0].day)
    step = WIDE / max(len(days), 1)
    runs = [list(g) for shown, g in groupby(days, key=lambda d: d.level is not None) if shown]

    def x(day: str) -> float:
        return round(((date.fromisoformat(day) - first).days + 0.5) * step, 1)

    return Plot(
        lines=tuple(" ".join(f"{x(d.day)},{HIGH - d.index}" for d in run) for run in runs),
        band=tuple(
            " ".join(
                [f"{x(d.day)},{HIGH - d.high}" for d in run]
                + [f"{x(d.day)},{HIGH - d.low}" for d in reversed(run)]
            )
            for run in runs
        ),
        strips=strips(days),
        marks=tuple(
            Mark(kind, x(day), day, words)
            for kind, day, words in _marks(outcomes)
            if days[0].day <= day <= days[-1].day
        ),
        months=tuple(Mark("month", x(d.day), d.day, d.day[:7]) for d in days if _quarter(d.day)),
    )


def strips(days: Sequence[TensionDay] | Sequence[ProblemDay]) -> tuple[Strip, ...]:
    """Days in a row with one level, drawn over the whole width."""
    step, made, done = WIDE / max(len(days), 1), [], 0
    for level, group in groupby(((d.level or "withheld", d.day) for d in days), key=itemgetter(0)):
        run = [day for _, day in group]
        made.append(Strip(level, round(done * step, 1), len(run) * step, run[0], run[-1]))
        done += len(run)
    return tuple(made)


def _quarter(day: str) -> bool:
    return day[8:] == "01" and day[5:7] in ("01", "04", "07", "10")


def _marks(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str, str]]:
    seen = set[str]()
    for one in outcomes:
        if one.onset and one.onset not in seen:
            seen.add(one.onset)
            yield "onset", one.onset, "an escalation began"
        if one.warning:
            yield one.verdict, one.warning.day, f"warning, {one.warning.level}: {one.verdict}"
