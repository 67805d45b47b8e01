"""The indicators: one pure function each, and the list that declares them.

To add one: write a function `Evidence -> IndicatorValue` here or in a file of its own, and add a
line to `INDICATORS` (see `docs/howto/new-indicator.md`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..domain import IndicatorValue
from ..domain.vocab import vocabulary
from .evidence import Evidence

WEEK, QUARTER = 7, 84
"""Days: one week against the twelve before it, the base that surveillance practice uses.

Source: the 12-week trailing mean of the escalation definition in the warning benchmark.
"""
HOSTILE = ("threatens", "warns", "blames", "accuses")
Rule = Callable[["Indicator", Evidence], IndicatorValue]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A declared indicator: its id, label, unit, and the rule that computes it."""

    id: str
    label: str
    unit: str
    rule: Rule

    def value(self, evidence: Evidence) -> IndicatorValue:
        """The indicator's value on the evidence."""
        return self.rule(self, evidence)


def material_conflict(indicator: Indicator, evidence: Evidence) -> IndicatorValue:
    """Incidents of material conflict that began in the last week, beside the mean week of twelve."""
    quads = {t.id: t.quad for t in vocabulary("event_types").terms}
    happened = [
        i
        for i in evidence.incidents_within(WEEK + QUARTER)
        if quads.get(i.type) == "material-conflict" and i.status in ("happened", "ongoing")
    ]
    now = {i.id for i in evidence.incidents_within(WEEK)}
    recent = [i for i in happened if i.id in now]
    base = (len(happened) - len(recent)) / (QUARTER / WEEK)
    reasons = tuple(f"{i.start}: {i.what}" for i in recent)
    return _value(indicator, evidence, len(recent), base, reasons, tuple(i.id for i in recent))


def hostile_claims(indicator: Indicator, evidence: Evidence) -> IndicatorValue:
    """Claims of the last week that threaten, warn, blame or accuse, beside the mean week of twelve."""
    recent = [c for r in evidence.readings_within(WEEK) for c in r.claims if c.stance in HOSTILE]
    whole = [
        c for r in evidence.readings_within(WEEK + QUARTER) for c in r.claims if c.stance in HOSTILE
    ]
    base = (len(whole) - len(recent)) / (QUARTER / WEEK)
    reasons = tuple(f"{c.speaker or 'a publisher'} {c.stance}" for c in recent)
    return _value(indicator, evidence, len(recent), base, reasons, tuple(c.id for c in recent))


def silence(indicator: Indicator, evidence: Evidence) -> IndicatorValue:
    """Days since the newest report that names the place: a gap in collection, not a sign of quiet."""
    last = evidence.last_report()
    days = (evidence.day - last).days if last else QUARTER + WEEK
    said = f"last named on {last}" if last else "never named in a report"
    value = _value(indicator, evidence, days, None, (said,), ())
    return replace(value, state="observed" if last else "nobody-looked")


INDICATORS = (
    Indicator(
        "material-conflict", "Incidents of material conflict", "incidents a week", material_conflict
    ),
    Indicator(
        "hostile-claims",
        "Threats, warnings, blame and accusations",
        "claims a week",
        hostile_claims,
    ),
    Indicator("silence", "Time without a report", "days", silence),
)


def indicator_values(evidence: Evidence) -> tuple[IndicatorValue, ...]:
    """Every declared indicator on the evidence, in the declared order."""
    return tuple(indicator.value(evidence) for indicator in INDICATORS)


def _value(
    indicator: Indicator,
    evidence: Evidence,
    value: float,
    base: float | None,
    reasons: tuple[str, ...],
    rests_on: tuple[str, ...],
) -> IndicatorValue:
    looked = bool(evidence.readings_within(WEEK))
    state = "nobody-looked" if not looked else ("observed" if rests_on else "not-observed")
    return IndicatorValue(
        indicator.id,
        indicator.label,
        evidence.place,
        float(value),
        indicator.unit,
        base,
        state,
        reasons,
        rests_on,
    )
