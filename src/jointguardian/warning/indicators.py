"""The indicators, declared in one list: what is looked at, in what unit, and what it counts.

To add one: write a function in `deeds.py`, `words.py` or `context.py` and a line here (see
`docs/howto/new-indicator.md`). Weights are choices, none fitted: deeds count as they are, words a
quarter, since many more are reported than done.
"""

from collections.abc import Iterator

from ..domain import IndicatorValue
from .context import (
    intensity,
    reciprocity,
    silence,
    spill_over,
    trigger_dates,
    value_of_weights,
)
from .deeds import alert, displacement, material_conflict, movement
from .evidence import Evidence
from .indicator import Indicator, Signs
from .signs import Sign
from .words import hostile_claims

A_WEEK = "weight a week"


def _measured(indicator: Indicator, evidence: Evidence) -> IndicatorValue:
    assert indicator.signs is not None
    here = [s for s in indicator.signs(evidence) if evidence.place in (None, *s.places)]
    return value_of_weights(indicator, evidence, here)


def _signs(id_: str, label: str, weight: float, signs: Signs) -> Indicator:
    return Indicator(id_, label, A_WEEK, _measured, weight, signs)


INDICATORS = (
    _signs("material-conflict", "Incidents of material conflict", 1.0, material_conflict),
    _signs("alert", "Forces and police alerted or moved", 1.0, alert),
    _signs("movement", "Roads and crossings barred", 1.0, movement),
    _signs("displacement", "People displaced", 1.0, displacement),
    _signs("hostile-claims", "Threats, warnings, blame and accusations", 0.25, hostile_claims),
    Indicator("intensity", "Pace of incidents", "incidents a week", intensity),
    Indicator("reciprocity", "Hostile deeds that answer another", "share", reciprocity),
    Indicator("spill-over", "Hostile deeds next door", A_WEEK, spill_over),
    Indicator("trigger-dates", "Dates ahead that may raise tension", "dates", trigger_dates),
    Indicator("silence", "Time without a report", "days", silence),
)
WEIGHTS = {i.id: i.weight for i in INDICATORS}
"""What each indicator's signs count in the index."""


def indicator_values(evidence: Evidence) -> tuple[IndicatorValue, ...]:
    """Every declared indicator on the evidence, in the declared order."""
    return tuple(indicator.value(evidence) for indicator in INDICATORS)


def signs_of(evidence: Evidence) -> Iterator[Sign]:
    """The signs that the index counts, of all places."""
    for indicator in INDICATORS:
        if indicator.signs is not None and indicator.weight > 0:
            yield from indicator.signs(evidence)
