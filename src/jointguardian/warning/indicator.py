"""What an indicator is: a name, a unit, a weight in the index, and the rules that compute it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..domain import IndicatorValue
from .evidence import Evidence
from .signs import Sign

WEEK, QUARTER = 7, 84
"""Days: one week against the twelve before it, the base that surveillance practice uses.

Source: the 12-week trailing mean of the escalation definition in the warning benchmark.
"""
Signs = Callable[[Evidence], Iterable[Sign]]
Measure = Callable[["Indicator", Evidence], IndicatorValue]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A declared indicator. `weight` is what its signs count in the tension index (0: shown beside it).

    `signs` gives the dated signs, `measure` the value of the day; one that has signs only is measured
    by the weight of a week.
    """

    id: str
    label: str
    unit: str
    measure: Measure
    weight: float = 0.0
    signs: Signs | None = None

    def value(self, evidence: Evidence) -> IndicatorValue:
        """The indicator's value on the evidence."""
        return self.measure(self, evidence)


def value_of(
    indicator: Indicator,
    evidence: Evidence,
    value: float,
    base: float | None,
    reasons: Sequence[str],
    rests_on: Sequence[str],
) -> IndicatorValue:
    """A value; without a report of the place in the last week nobody looked."""
    looked = evidence.reports_within(WEEK) > 0
    state = "nobody-looked" if not looked else ("observed" if rests_on else "not-observed")
    return IndicatorValue(
        id=indicator.id,
        label=indicator.label,
        place=evidence.place,
        value=float(value),
        unit=indicator.unit,
        base=base,
        state=state,
        reasons=tuple(reasons),
        rests_on=tuple(rests_on),
    )
