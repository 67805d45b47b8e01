"""Why the index stands where it stands, and what would lower it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from ..domain import Reason
from .indicators import INDICATORS, WEIGHTS
from .level import LEVELS
from .scale import SCALE, Scale
from .signs import Sign

LABELS = {i.id: i.label for i in INDICATORS}
SHOWN = 12
"""Reasons that are listed; the rest is the tail of small ones."""


def reasons(signs: Iterable[Sign], day: date, scale: Scale = SCALE) -> tuple[Reason, ...]:
    """What the signs of one unit count on a day, the largest shares first."""
    counted: dict[tuple[str, str], float] = {}
    first: dict[tuple[str, str], Sign] = {}
    for sign in signs:
        part = _part(sign, day, scale)
        if part > 0:
            key = sign.indicator, sign.ref
            counted[key] = counted.get(key, 0.0) + part
            first.setdefault(key, sign)
    total = sum(counted.values())
    order = sorted(counted, key=lambda k: (-counted[k], k))
    return tuple(
        Reason(
            indicator=key[0],
            label=LABELS[key[0]],
            day=first[key].day.isoformat(),
            ref=key[1],
            why=first[key].why,
            share=counted[key] / total,
            reports=first[key].reports,
        )
        for key in order[:SHOWN]
    )


def what_would_lower(
    signs: Sequence[Sign], day: date, base: float | None, level: str, scale: Scale = SCALE
) -> tuple[str, ...]:
    """How long quiet must last for a lower level, and what the index were without its largest part."""
    now = _index(signs, day, base, scale)
    found = list(_without_largest(signs, day, base, now, scale))
    if level == LEVELS[0]:
        return tuple(found)
    line = scale.steps.line(level) - scale.steps.margin
    below = next(n for n in range(scale.window + 1) if _index(signs, day, base, scale, n) < line)
    until = day + timedelta(days=below + scale.steps.calm - 1)
    found.insert(
        0,
        f"Without a further sign the index is below {line:.0f} in {below} days, and the level falls "
        f"when that has lasted {scale.steps.calm} days: on {until}.",
    )
    return tuple(found)


def _without_largest(
    signs: Sequence[Sign], day: date, base: float | None, now: float, scale: Scale
) -> Iterable[str]:
    top = next(iter(reasons(signs, day, scale)), None)
    if top is None:
        return
    rest = [s for s in signs if (s.indicator, s.ref) != (top.indicator, top.ref)]
    yield (
        f"Without its largest part ({top.why}) the index were "
        f"{_index(rest, day, base, scale):.0f} instead of {now:.0f}."
    )


def _index(
    signs: Sequence[Sign], day: date, base: float | None, scale: Scale, later: int = 0
) -> float:
    """The index on a day, or some quiet days later with the base rate as it is."""
    then = day + timedelta(days=later)
    known = (s for s in signs if s.known <= day)
    week = sum(_part(s, then, scale) for s in known) * scale.weekly
    return 100 * week / (week + max(scale.times * (base or 0.0), scale.floor))


def _part(sign: Sign, day: date, scale: Scale, weights: Mapping[str, float] = WEIGHTS) -> float:
    """What a sign counts on a day."""
    age = (day - sign.day).days
    if not 0 <= age < scale.window or sign.known > day:
        return 0.0
    return float(sign.weight * weights[sign.indicator] * 2.0 ** (-age / scale.half_life))
