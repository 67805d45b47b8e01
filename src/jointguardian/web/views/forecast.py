"""The next weeks as a fan: past weeks as bars, quantiles of the next ones as bands."""

from dataclasses import dataclass

from ...pipeline.forecasts import Weeks

WIDE, HIGH, FOOT = 1000.0, 220.0, 26.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A past week: its count."""

    x: float
    y: float
    wide: float
    high: float
    day: str
    count: int


@dataclass(frozen=True, slots=True)
class Next:
    """A week to come: boxes of 90 and 50 %, a line at the median; the quantiles in numbers."""

    x: float
    wide: float
    outer: tuple[float, float]
    inner: tuple[float, float]
    middle: float
    day: str
    quantiles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fan:
    """The drawing, 1,000 wide; `top` is the count at its upper edge."""

    height: float
    top: float
    past: tuple[Bar, ...]
    ahead: tuple[Next, ...]
    now: float


def fan(weeks: Weeks) -> Fan:
    """Bars and bands on one scale."""
    top = max([*(n for _, n in weeks.past), *(q[-1] for _, q in weeks.fan), 1.0])
    step = WIDE / (len(weeks.past) + len(weeks.fan))

    def y(value: float) -> float:
        return round(HIGH - (HIGH - 12) * value / top, 1)

    past = tuple(
        Bar(round(i * step + 2, 1), y(n), round(step - 4, 1), round(HIGH - y(n), 1), day.isoformat(), n)
        for i, (day, n) in enumerate(weeks.past)
    )  # fmt: skip
    begin = len(weeks.past) * step
    ahead = tuple(
        Next(
            round(begin + i * step + 2, 1), round(step - 4, 1), (y(q[4]), round(y(q[0]) - y(q[4]), 1)), (y(q[3]), round(y(q[1]) - y(q[3]), 1)),
            y(q[2]), day.isoformat(), q,
        )
        for i, (day, q) in enumerate(weeks.fan)
    )  # fmt: skip
    return Fan(HIGH + FOOT, top, past, ahead, round(begin, 1))
