"""Strength by nation over time as rectangles: stacked steps, gaps left open; no number is made up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ...picture.forces import Line, StrengthOverTime, Told
from .words import number, partial, span_of_numbers

WIDTH, HEIGHT, BASE, LEFT = 960, 300, 268, 46
COLOURS = 10
"""How many nations have a colour of their own: the largest; the others share one."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with the class of its colour and its words."""

    x: float
    y: float
    width: float
    height: float
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: the nations' boxes, the printed totals as bars of a range, gaps, and the axes."""

    width: int
    height: int
    base: int
    left: int
    boxes: tuple[Box, ...]
    totals: tuple[Box, ...]
    gaps: tuple[Box, ...]
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    legend: tuple[tuple[str, str], ...]


def chart(told: StrengthOverTime) -> Chart:
    """The chart of one kind of strength."""
    scale = _Scale(told)
    colours = {line.scope: f"n{min(n, COLOURS)}" for n, line in enumerate(told.nations)}
    boxes = [box for a, b in pairwise(_edges(told.nations)) for box in scale.stack(a, b, colours)]
    total = told.total.told if told.total else ()
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        base=BASE,
        left=LEFT,
        boxes=tuple(boxes),
        totals=tuple(scale.total(t) for t in total),
        gaps=tuple(scale.gap(a, b) for a, b in told.gaps),
        years=tuple(scale.years()),
        levels=tuple(scale.levels()),
        legend=tuple((colours[x.scope], x.name) for x in told.nations[:COLOURS])
        + ((("n10", f"{len(told.nations) - COLOURS} others"),) if len(told.nations) > COLOURS else ()),
    )  # fmt: skip


def _edges(lines: Sequence[Line]) -> list[str]:
    return sorted({day for line in lines for t in line.told for day in (t.start, t.end)})


class _Scale:
    """Days to pixels and numbers to pixels of one chart."""

    def __init__(self, told: StrengthOverTime) -> None:
        self.told = told
        self.first, self.last = _days(told.since), max(_days(told.until), _days(told.since) + 1)
        stacks = [
            sum(t.high for line in told.nations for t in line.told if t.start <= day < t.end)
            for day in _edges(told.nations)
        ]
        totals = [t.high for t in (told.total.told if told.total else ())]
        self.most = max([*stacks, *totals, 1])

    def x(self, day: str) -> float:
        share = (_days(day) - self.first) / (self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT), 1)

    def tall(self, n: float) -> float:
        return round(n / self.most * (BASE - 12), 1)

    def stack(self, start: str, end: str, colours: dict[str, str]) -> list[Box]:
        """The nations of one stretch, the largest below."""
        made, top = [], float(BASE)
        for line in self.told.nations:
            here = next((t for t in line.told if t.start <= start < t.end), None)
            if here is not None:
                high = self.tall(here.best)
                top -= high
                words = f"{line.name}: {words_of(here)}"
                x = self.x(start)
                width = max(1.0, round(self.x(end) - x, 1))
                made.append(Box(x, round(top, 1), width, high, colours[line.scope], words))
        return made

    def total(self, told: Told) -> Box:
        """The printed total: a line, as high as its range is wide."""
        x, top = self.x(told.start), round(BASE - self.tall(told.high), 1)
        high = max(2.5, round(self.tall(told.high - told.low), 1))
        width = max(2.0, round(self.x(told.end) - x, 1))
        return Box(x, top, width, high, "total", f"Total as printed: {words_of(told)}")

    def gap(self, start: str, end: str) -> Box:
        x = self.x(start)
        width = max(0.0, round(self.x(end) - x, 1))
        return Box(
            x, 12, width, BASE - 12, "gap", f"No number known, {partial(start)} to {partial(end)}"
        )

    def years(self) -> list[Tick]:
        first, last = int(self.told.since[:4]), int(self.told.until[:4])
        every = max(1, (last - first) // 12 + 1)
        return [Tick(self.x(f"{y}-01-01"), str(y)) for y in range(first, last + 1, every)]

    def levels(self) -> list[Tick]:
        step = next(s * 10**p for p in range(6) for s in (1, 2, 5) if self.most / (s * 10**p) <= 6)
        return [
            Tick(round(BASE - self.tall(n), 1), number(n)) for n in range(0, self.most + 1, step)
        ]


def words_of(told: Told) -> str:
    """`4 511, 1 Nov 2023 to ...; sources of that day disagree`."""
    rival = "; sources of that day disagree" if told.rivals else ""
    made = "; invented" if told.invented else ""
    span = span_of_numbers(told.low, told.high)
    return f"{span}, from {partial(told.start)} to {partial(told.end)}{rival}{made}"


def _days(day: str) -> int:
    return date.fromisoformat(day).toordinal()
