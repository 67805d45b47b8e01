"""How many leave home on a day: a self-exciting negative binomial regression on the conflict and on who left before.

    y_d ~ NegBin(mean μ_d, variance μ_d + μ_d² / k)
    μ_d = a + b x_d + f F_d + s S_d

x_d: people living in conflict on day d (population x intensity, thousands). F and S: exponentially weighted means of the days before,
FAST and SLOW days long: flight breeds flight (a Hawkes process in discrete time; Hawkes 1971), and subsides since f + s < 1. Fitted by
maximum likelihood with weak priors, on the past only. No totals of refugees are needed for days to come.
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from .scenario import Floats, Scenario

FAST, SLOW = 5.0, 30.0
LEAST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Volume:
    """A fitted outflow: `base` a day, `exposed` a day and thousand people in conflict, `fast` and `slow` as above, `size` k."""

    base: float
    exposed: float
    fast: float
    slow: float
    size: float


def exposure(scenario: Scenario) -> Floats:
    """Thousands of people living in conflict, by day."""
    people = np.array([0.0 if p.refuge else float(p.people) for p in scenario.places])
    thousands: Floats = scenario.conflict @ people / 1000.0
    return thousands


def memory(outflow: Floats, length: float) -> Floats:
    """For each day the exponentially weighted mean of the days before it (nothing before the first)."""
    means = np.zeros(len(outflow) + 1)
    keep = np.exp(-1.0 / length)
    for d, y in enumerate(outflow):
        means[d + 1] = keep * means[d] + (1.0 - keep) * y
    return means


def fit(outflow: Floats, exposed: Floats) -> Volume:
    """The parameters that fit the days so far best; `exposed` on the same days."""
    y = np.asarray(outflow, float)
    scale = max(1.0, float(y.mean()))
    x = exposed / max(1e-9, float(np.mean(exposed)))
    fast, slow = memory(y, FAST)[:-1], memory(y, SLOW)[:-1]

    def terms(z: Floats) -> tuple[float, float, float, float, float]:
        weight = special.expit(z[2])
        return (
            float(np.exp(z[0]) * scale),
            float(np.exp(z[1]) * scale),
            float(weight * special.expit(z[3])),
            float(weight * (1 - special.expit(z[3]))),
            float(np.exp(z[4])),
        )

    def loss(z: Floats) -> float:
        base, slope, f, s, k = terms(z)
        mean = base + slope * x + f * fast + s * slow + 1e-6
        likely = special.gammaln(y + k) - special.gammaln(k) - special.gammaln(y + 1)
        likely = likely + k * np.log(k / (k + mean)) + y * np.log(mean / (k + mean))
        return float(-likely.sum() + ((z - CENTRE) ** 2 / (2 * WIDTH**2)).sum())

    found = optimize.minimize(
        loss, CENTRE, method="L-BFGS-B", bounds=[(-12, 4)] * 2 + [(-6, 6)] * 2 + [(-3, 6)]
    )
    base, slope, f, s, k = terms(found.x)
    return Volume(base, slope / max(1e-9, float(np.mean(exposed))), f, s, k)


CENTRE = np.array([-2.0, -2.0, 2.0, 0.0, 0.0])
WIDTH = np.array([2.0, 2.0, 1.5, 1.5, 2.0])


def forecast(volume: Volume, outflow: Floats, exposed: Floats) -> Floats:
    """Expected outflow on each day to come; `exposed` for those days."""
    expected: Floats = _onward(volume, outflow, exposed, None)[0]
    return expected


def draws(volume: Volume, outflow: Floats, exposed: Floats, count: int, seed: int) -> Floats:
    """`count` draws of the outflow of each day to come: (draws, days)."""
    return _onward(volume, outflow, exposed, np.random.default_rng(seed), count)


def _onward(
    volume: Volume,
    outflow: Floats,
    exposed: Floats,
    rng: np.random.Generator | None,
    count: int = 1,
) -> Floats:
    y = np.asarray(outflow, float)
    fast = np.full(count, memory(y, FAST)[-1])
    slow = np.full(count, memory(y, SLOW)[-1])
    days = np.zeros((count, len(exposed)))
    for d, x in enumerate(exposed):
        mean = volume.base + volume.exposed * x + volume.fast * fast + volume.slow * slow
        if rng is None:
            days[:, d] = mean
        else:
            days[:, d] = rng.poisson(rng.gamma(volume.size, np.maximum(mean, 1e-9) / volume.size))
        fast = np.exp(-1 / FAST) * fast + (1 - np.exp(-1 / FAST)) * days[:, d]
        slow = np.exp(-1 / SLOW) * slow + (1 - np.exp(-1 / SLOW)) * days[:, d]
    return days


def persistence(outflow: Floats, days: int) -> float:
    """The naive forecast of a sum over days: as many as in so many days before (or, of a shorter past, at that rate)."""
    past = np.asarray(outflow, float)[-days:]
    return float(past.mean() * days) if len(past) else 0.0


EVERY, FIRST = 14, 60
EXPERTS = (
    "self-exciting",
    "as in so many days before",
    "rate of 7 days",
    "of 30",
    "of 90",
    "7 days, fallen by half",
)
TRUST_IN_ERRORS = 6.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Who leaves in the days to come: the sum expected, draws of each day (draws, days), and the weight of each expert."""

    total: float
    draws: Floats
    weights: dict[str, float]


def experts(outflow: Floats, exposed: Floats, ahead: Floats) -> Floats:
    """Forecasts of the sum over the days `ahead` (their exposure): EXPERTS, in that order."""
    days = len(ahead)
    rate = [float(np.mean(outflow[-n:])) * days for n in (7, 30, 90)]
    own = float(forecast(fit(outflow, exposed), outflow, ahead).sum())
    return np.array([own, persistence(outflow, days), *rate, rate[0] / 2])


def pooled(told: Floats, truth: Floats) -> Floats:
    """Weights of the experts by their mean absolute errors on origins whose days are over (`told[q, e]`, `truth[q]`).

    Without such origins the model and the naive forecast count alike.
    """
    if not len(truth):
        return np.array([0.5, 0.5, 0.0, 0.0, 0.0, 0.0])
    error = np.abs(told - truth[:, None]).mean(axis=0) + 1e-9
    weight = np.exp(-TRUST_IN_ERRORS * (error / error.min() - 1.0))
    normed: Floats = weight / weight.sum()
    return normed


def outlook(
    outflow: Floats, exposed: Floats, ahead: Floats, count: int = 256, seed: int = 1
) -> Outlook:
    """The days to come from the days so far: experts pooled by their errors on the past, draws by the self-exciting model.

    The draws have the pooled sum as their mean. The exposure ahead is an assumption of the one who asks: usually as today.
    """
    y = np.asarray(outflow, float)
    days = len(ahead)
    told, truth = [], []
    for origin in range(FIRST, len(y) - days + 1, EVERY):
        told.append(experts(y[:origin], exposed[:origin], np.full(days, exposed[origin - 1])))
        truth.append(float(y[origin : origin + days].sum()))
    weights = pooled(np.array(told).reshape(len(told), len(EXPERTS)), np.array(truth))
    total = float(experts(y, exposed, ahead) @ weights)
    drawn = draws(fit(y, exposed), y, ahead, count, seed)
    mean = float(drawn.sum(axis=1).mean())
    return Outlook(
        total,
        drawn * (total / mean if mean > 0 else 0.0),
        dict(zip(EXPERTS, map(float, weights), strict=True)),
    )


def origin_shares(people: Floats, left: Floats, km: Floats, length: float = 60.0) -> Floats:
    """From where those who cross a border next come: people still there, fewer by a factor e every `length` km from it."""
    weight = np.maximum(people - left, 0.0) * np.exp(-km / length)
    total = weight.sum()
    shares: Floats = weight / total if total > 0 else np.zeros_like(weight)
    return shares
