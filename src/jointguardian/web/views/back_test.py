"""A kept back-test as tables and a drawing: weight against threshold, chances, onsets, alarms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...domain import KeptBackTest

WIDE, HIGH = 1000.0, 100.0
HORIZONS = {"1w": "1 week", "2w": "2 weeks", "4w": "4 weeks"}
SKILL = 0.05
"""The chance of random dates from which onset warnings show no skill."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the table: its name and its value with its interval for each horizon."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An onset, an alarm or a year on the drawing; `kind` says which and what came of it."""

    kind: str
    x: float
    day: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Points as SVG has them: weekly weight, threshold (both as shares of the highest), chance; and marks."""

    weight: str
    threshold: str
    chance: str
    highest: float
    marks: tuple[Mark, ...]


def verdict(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """What the figures allow to be said, in words."""
    return (*_ranks(answer["escalation"]), _warns(answer["onsets"]))


def _ranks(escalation: Mapping[str, Any]) -> Iterator[str]:
    for name, scored in escalation.items():
        if scored is None:
            yield f"{HORIZONS[name]}: too few escalations to score."
            continue
        low, high = scored["interval"]
        gain = f"the gain in average precision over the best baseline is {scored['ap_gain']:+.3f}"
        if low > 0:
            yield f"{HORIZONS[name]}: {gain}, and its interval excludes 0."
        else:
            yield f"{HORIZONS[name]}: {gain}; its interval ({low:+.3f} to {high:+.3f}) includes 0, so luck is not ruled out."


def _warns(onsets: Mapping[str, Any]) -> str:
    told = f"Onsets: {onsets['warned']} of {onsets['of']} were warned of; as many random dates {onsets['placebo_mean']:.1f}"
    if onsets["placebo_p"] >= SKILL:
        return f"{told} (P = {onsets['placebo_p']:.2f}). No skill in warning of onsets is shown, and no lead time is told."
    return f"{told} (P = {onsets['placebo_p']:.3f}), {onsets['lead_days']:.0f} days before in the median."


def table(answer: Mapping[str, Any]) -> tuple[Line, ...]:
    """The figures of each horizon, one line a figure."""
    scored = [answer["escalation"].get(h) for h in HORIZONS]
    return (
        Line("Average precision", _cells(scored, "ap", "ap")),
        Line("Prevalence (average precision of a coin)", _cells(scored, "prevalence")),
        Line("AUROC", _cells(scored, "auroc", "auroc")),
        Line("Gain in average precision over the best baseline", _cells(scored, "ap_gain", own="interval")),
        Line("Gain in AUROC", _cells(scored, "auroc_gain", own="auroc_interval")),
        Line("Brier skill against calibrated persistence", _cells(scored, "brier_skill", "brier_skill")),
        Line("Calibration slope (1 is right)", _cells(scored, "calibration_slope", "calibration_slope")),
        Line("Origins a week start, and escalations", tuple(f"{s['n']}, {s['positives']}" if s else "–" for s in scored)),
    )  # fmt: skip


def _cells(
    scored: Sequence[Mapping[str, Any] | None], name: str, between: str = "", own: str = ""
) -> tuple[str, ...]:
    made = []
    for s in scored:
        if s is None or s[name] is None:
            made.append("–")
            continue
        limits = s[own] if own else s["intervals"].get(between)
        words = f" ({limits[0]:.3f} to {limits[1]:.3f})" if limits else ""
        made.append(f"{s[name]:.3f}{words}")
    return tuple(made)


def drawing(kept: KeptBackTest) -> Drawing:
    """The weeks of a back-test, drawn. Chances are drawn as they are, weights as shares of the highest."""
    weeks: Sequence[Mapping[str, Any]] = kept.answer["weekly"]
    if not weeks:
        return Drawing("", "", "", 0.0, ())
    first, last = (date.fromisoformat(weeks[n]["origin"]) for n in (0, -1))
    days = max(1, (last - first).days)
    highest = max(max(w["weight"], w["threshold"]) for w in weeks)

    def x(day: str) -> float:
        return round((date.fromisoformat(day) - first).days / days * WIDE, 1)

    def points(name: str, of: float) -> str:
        return " ".join(f"{x(w['origin'])},{round(HIGH - w[name] / of * HIGH, 1)}" for w in weeks)

    marks = (Mark(kind, x(day), day) for kind, day in _marks(kept.answer["onsets"]))
    years = (Mark("year", x(f"{y}-01-01"), str(y)) for y in range(first.year + 1, last.year + 1))
    return Drawing(
        points("weight", highest), points("threshold", highest), points("probability", 1.0), highest,
        (*(m for m in marks if 0 <= m.x <= WIDE), *years),
    )  # fmt: skip


def _marks(onsets: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    false, missed = set(onsets["false_on"]), set(onsets["missed_on"])
    yield from (("onset missed" if d in missed else "onset warned", d) for d in onsets["began_on"])
    yield from (("alarm false" if d in false else "alarm hit", d) for d in onsets["raised_on"])
