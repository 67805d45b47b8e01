"""Indicators of what stands around the signs: pace, answers, neighbours, dates ahead, silence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import exp

from ..domain import IndicatorValue, Trigger
from ..domain.dates import first_day
from .deeds import alert, material_conflict, movement
from .evidence import Evidence
from .indicator import QUARTER, WEEK, Indicator, value_of
from .signs import Sign
from .words import answered

PACE = 7.0
"""Days in which an incident's pull on the next falls to 1/e. Own choice: the horizon of a week."""
MONTH = 28
AHEAD, BEHIND = timedelta(days=14), timedelta(days=3)
"""How long before and after its day a date counts."""


def intensity(indicator: Indicator, evidence: Evidence) -> IndicatorValue:
    """The pace of incidents, each pulling the next: lambda = (7 / tau) sum exp(-(t - t_i) / tau) a week.

    Source: the exponential kernel of A. G. Hawkes, Biometrika 58 (1971), without a fitted strength.
    """
    days = sorted((s.day, s.ref, s.why) for s in _deeds(evidence))
    past = [(evidence.day - d[0]).days for d in days]
    pace = 7.0 / PACE * sum(exp(-n / PACE) for n in past if 0 <= n < QUARTER)
    base = sum(WEEK <= n < WEEK + QUARTER for n in past) / (QUARTER / WEEK)
    near = [d for d, n in zip(days, past, strict=True) if n < 2 * WEEK]
    return value_of(indicator, evidence, pace, base, [d[2] for d in near], [d[1] for d in near])


def reciprocity(indicator: Indicator, evidence: Evidence) -> IndicatorValue:
    """The share of hostile deeds between known actors that answer one the other way, in four weeks."""
    deeds, back = answered(evidence, MONTH)
    reason = f"{back} of {deeds} hostile deeds between known actors in {MONTH} days answer another"
    return value_of(indicator, evidence, back / deeds if deeds else 0.0, None, [reason], [])


def spill_over(indicator: Indicator, evidence: Evidence) -> IndicatorValue:
    """The weight of hostile deeds in the neighbouring municipalities in the last week."""
    near = replace(evidence, place=None)
    signs = [s for s in _deeds(near) if set(s.places) & set(evidence.neighbours)]
    return value_of_weights(indicator, evidence, signs)


def trigger_dates(indicator: Indicator, evidence: Evidence) -> IndicatorValue:
    """Elections, anniversaries and deadlines of the next two weeks and the last three days."""
    near = [t for t in evidence.triggers if _concerns(t, evidence) and _near(t, evidence.day)]
    reasons = [f"{_next(t, evidence.day)}: {t.label} ({t.kind})" for t in near]
    found = value_of(indicator, evidence, len(near), None, reasons, [t.id for t in near])
    return replace(found, state="observed" if near else "not-observed")


def silence(indicator: Indicator, evidence: Evidence) -> IndicatorValue:
    """Days since the newest report that names the place: a gap in collection, not a sign of quiet."""
    last = evidence.last_report()
    days = (evidence.day - last).days if last else QUARTER + WEEK
    said = f"last named on {last}" if last else f"not named in a report of the last {days} days"
    found = value_of(indicator, evidence, days, None, [said], [])
    return replace(found, state="observed" if last else "nobody-looked")


def value_of_weights(
    indicator: Indicator, evidence: Evidence, signs: Sequence[Sign]
) -> IndicatorValue:
    """The weight of the last week's signs, beside the mean week of the twelve before."""
    known = sorted(
        (s for s in signs if s.known <= evidence.day and (evidence.day - s.day).days >= 0),
        key=lambda s: (s.day, s.ref),
    )
    now = [s for s in known if (evidence.day - s.day).days < WEEK]
    old = [s for s in known if WEEK <= (evidence.day - s.day).days < WEEK + QUARTER]
    base = sum(s.weight for s in old) / (QUARTER / WEEK)
    return value_of(
        indicator,
        evidence,
        sum(s.weight for s in now),
        base,
        list(dict.fromkeys(s.why for s in now)),
        list(dict.fromkeys(s.ref for s in now)),
    )


def _deeds(evidence: Evidence) -> Iterator[Sign]:
    """One sign an incident: the first step in which it became known."""
    seen = set[str]()
    for rule in (material_conflict, alert, movement):
        for sign in rule(evidence):
            here = evidence.place is None or evidence.place in sign.places
            if here and sign.ref not in seen and sign.known <= evidence.day:
                seen.add(sign.ref)
                yield sign


def _concerns(trigger: Trigger, evidence: Evidence) -> bool:
    known = trigger.known is None or first_day(trigger.known) <= evidence.day
    return known and (
        evidence.place is None or evidence.place in (trigger.places or (evidence.place,))
    )


def _near(trigger: Trigger, day: date) -> bool:
    return _next(trigger, day) - day <= AHEAD


def _next(trigger: Trigger, day: date) -> date:
    """Its day: for a yearly one the next, or the last if that is no more than three days ago."""
    first = first_day(trigger.date)
    if not trigger.yearly:
        return first if first >= day - BEHIND else date.max
    years = (day.year - 1, day.year, day.year + 1)
    return min(d for d in (in_year(first, y) for y in years) if d >= day - BEHIND)


def in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February is 1 March where there is none."""
    leap = day.month == 2 and day.day == 29
    return date(year, 3, 1) if leap and year % 4 else day.replace(year=year)
