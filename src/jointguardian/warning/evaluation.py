"""Probabilities against what came: each week start by itself, then the mean over all seven."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .scores import auroc, average_precision, brier, calibration_slope
from .series import Bools, Floats, Ints

WEEK_STARTS = 7
LEAST = 3
"""Positives without which a week start is not scored."""
RIVAL = "calibrated persistence"
"""Last week against the threshold, as a probability fitted on the same rows: the rival in the Brier skill."""
BLOCK, INTERVAL = 91, 0.9


@dataclass(frozen=True, slots=True)
class Ranking:
    """Mean over the week starts."""

    auroc: float
    ap: float


@dataclass(frozen=True, slots=True)
class Escalation:
    """How well the probabilities of one horizon told what came.

    Gains are over the best baseline of each week start; `..._all` counts calibrated persistence among
    them, which knows the threshold of escalation as the model does. Intervals are 90 %
    block-bootstrap intervals (blocks of 13 weeks): `interval` of the gain in AP, `auroc_interval`
    of that in AUROC, `intervals` of the other figures by their names. `n` and `positives` are origins and escalations of a week start, on average.
    """

    auroc: float
    ap: float
    prevalence: float
    n: int
    positives: int
    ap_gain: float
    auroc_gain: float
    ap_gain_all: float
    auroc_gain_all: float
    interval: tuple[float, float]
    auroc_interval: tuple[float, float]
    intervals: Mapping[str, tuple[float, float]]
    brier_skill: float
    calibration_slope: float
    baselines: Mapping[str, Ranking]


@dataclass(frozen=True, slots=True)
class Origins:
    """Origins that are scored: day, label, the probability, and each baseline's score."""

    day: Ints
    label: Floats
    probability: Floats
    baselines: Mapping[str, Floats]

    def chosen(self, mask: Bools | Ints) -> "Origins":
        """Some of them, or some several times."""
        rivals = {n: s[mask] for n, s in self.baselines.items()}
        return Origins(self.day[mask], self.label[mask], self.probability[mask], rivals)

    def week_starts(self) -> list["Origins"]:
        """Those of each week start with positives enough."""
        parts = [self.chosen(self.day % WEEK_STARTS == k) for k in range(WEEK_STARTS)]
        return [p for p in parts if p.label.sum() >= LEAST and p.label.sum() < len(p.label)]


def evaluated(origins: Origins, rng: np.random.Generator, resamples: int) -> Escalation | None:
    """The scores; None where there are too few escalations."""
    weeks = origins.week_starts()
    if not weeks:
        return None
    own = ranking(weeks, None)
    gains, strict = gain(weeks), gain(weeks, left_out="")
    drawn = _intervals(origins, rng, resamples)
    return Escalation(
        auroc=own.auroc,
        ap=own.ap,
        prevalence=float(np.mean([w.label.mean() for w in weeks])),
        n=round(float(np.mean([len(w.label) for w in weeks]))),
        positives=round(float(np.mean([w.label.sum() for w in weeks]))),
        ap_gain=gains[0],
        auroc_gain=gains[1],
        ap_gain_all=strict[0],
        auroc_gain_all=strict[1],
        interval=drawn.pop("ap_gain"),
        auroc_interval=drawn.pop("auroc_gain"),
        intervals=drawn,
        brier_skill=brier_skill(origins),
        calibration_slope=calibration_slope(origins.label, origins.probability),
        baselines={name: ranking(weeks, name) for name in origins.baselines},
    )


def ranking(weeks: list[Origins], name: str | None) -> Ranking:
    """AUROC and AP of a baseline, or of the model where no name is given."""
    scored = [(w.label, w.probability if name is None else w.baselines[name]) for w in weeks]
    return Ranking(
        float(np.mean([auroc(y, s) for y, s in scored])),
        float(np.mean([average_precision(y, s) for y, s in scored])),
    )


def gain(weeks: list[Origins], left_out: str = RIVAL) -> tuple[float, float]:
    """Gain in AP and in AUROC over the best baseline of each week start, one of them left out."""
    made = []
    for w in weeks:
        rivals = [s for name, s in w.baselines.items() if name != left_out]
        best = [max(f(w.label, s) for s in rivals) for f in _RANKS]
        made.append([f(w.label, w.probability) - b for f, b in zip(_RANKS, best, strict=True)])
    ap, area = np.mean(made, 0)
    return float(ap), float(area)


_RANKS = (average_precision, auroc)


def brier_skill(origins: Origins) -> float:
    """Share of the Brier score of calibrated persistence that is saved, over all origins."""
    rival = brier(origins.label, origins.baselines[RIVAL])
    return 1 - brier(origins.label, origins.probability) / rival


def _intervals(
    origins: Origins, rng: np.random.Generator, resamples: int
) -> dict[str, tuple[float, float]]:
    """Figures when the blocks of 13 weeks are drawn anew, with replacement."""
    places = blocks(origins.day - origins.day.min())
    drawn: dict[str, list[float]] = {}
    for _ in range(resamples):
        pick = np.concatenate([places[b] for b in rng.integers(0, len(places), len(places))])
        for name, value in _figures(origins.chosen(pick)).items():
            if np.isfinite(value):
                drawn.setdefault(name, []).append(value)
    return {name: between(values) for name, values in drawn.items()}


def _figures(drawn: Origins) -> dict[str, float]:
    weeks = drawn.week_starts()
    if not weeks:
        return {}
    (ap, area), own = gain(weeks), ranking(weeks, None)
    return {
        "ap_gain": ap,
        "auroc_gain": area,
        "ap": own.ap,
        "auroc": own.auroc,
        "brier_skill": brier_skill(drawn),
        "calibration_slope": calibration_slope(drawn.label, drawn.probability),
    }


def blocks(days: Ints) -> list[Ints]:
    """The places of days in each block of 13 weeks; days count from 0."""
    block = days // BLOCK
    return [np.flatnonzero(block == b) for b in range(int(block.max()) + 1)]


def between(values: Sequence[float]) -> tuple[float, float]:
    """The middle nine tenths of what was drawn."""
    low, high = np.quantile(values, [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2])
    return float(low), float(high)
