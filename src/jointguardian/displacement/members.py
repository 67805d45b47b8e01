"""Many members of the choice model: parameters drawn from a prior, weighed by what is known, told as intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from ..compute import Progress, silent
from .choice import Early, Theta, Ways, run_choice
from .scenario import Floats

PRIOR: dict[str, tuple[float, float, bool]] = {
    "pull": (0.5, 1.2, False),
    "distance": (0.0, 1.5, False),
    "near": (5.0, 300.0, True),
    "crowd": (0.0, 1.0, False),
    "fatigue": (0.0, 0.02, False),
    "relocation": (0.001, 0.02, True),
    "limit": (1.0, 2.5, False),
    "trust": (0.03, 3.0, True),
    "pace": (30.0, 400.0, True),
    "spread": (0.6, 0.6, False),
    "push": (0.002, 0.05, True),
}
"""Range of each parameter, and whether its logarithm is what is spread evenly over it: judgement, no data. People are
placed about in proportion to room (pull around 1); how much distance and the size of towns count is left open; of the
people in refuge 0.1 to 2 % a day are moved to where there is room; a day's way is between a walk and a drive; without counts, of
those in full conflict 0.2 to 5 % leave a day, from a war of years to an expulsion in weeks."""
SHARPNESS = 0.04
"""Weight of a member falls by e for each so much more average relative difference (of conflicts calibrated on)."""
NOISE = 0.10
"""Standard deviation of the logarithm of what a count differs from the people there: registration is no census."""


@dataclass(frozen=True, slots=True)
class Members:
    """Drawn parameters, each an array of members, and their weights (sum 1)."""

    theta: Theta
    weight: Floats
    seed: int

    def __len__(self) -> int:
        return len(self.weight)

    def one(self, m: int) -> Theta:
        """The parameters of member m."""
        return Theta(*(float(values[m]) for values in self.theta))


def draw(count: int, seed: int) -> Members:
    """Members of the prior, evenly spread (scrambled Sobol points), all of one weight."""
    points = qmc.Sobol(len(PRIOR), rng=np.random.default_rng(seed)).random(_power_of_two(count))
    values = []
    for column, (low, high, logarithm) in zip(points[:count].T, PRIOR.values(), strict=True):
        if logarithm:
            values.append(np.exp(np.log(low) + column * (np.log(high) - np.log(low))))
        else:
            values.append(low + column * (high - low))
    return Members(Theta(*values), np.full(count, 1.0 / count), seed)


def _power_of_two(count: int) -> int:
    return 1 << max(0, count - 1).bit_length()


def weigh(members: Members, losses: Sequence[Floats], sharpness: float = SHARPNESS) -> Members:
    """The members with weights by their mean loss over conflicts (`losses[k][m]`: average relative difference)."""
    mean = np.mean(losses, axis=0)
    weight = np.exp(-(mean - mean.min()) / sharpness)
    return Members(members.theta, weight / weight.sum(), members.seed)


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Runs of all members: `people[m, d, c]` (single precision), their `weight`, and what is drawn on top for counts."""

    people: NDArray[np.float32]
    weight: Floats
    seed: int

    def mean(self) -> Floats:
        """The weighted mean, people by day and refuge."""
        mean: Floats = np.tensordot(self.weight, self.people, axes=1)
        return mean

    def interval(self, level: float = 0.9, noise: float = NOISE) -> tuple[Floats, Floats]:
        """Bounds between which the count lies with chance `level`: over members and the error of counting."""
        values = self.drawn(noise)
        low, high = np.quantile(values, ((1 - level) / 2, (1 + level) / 2), axis=0)
        return low, high

    def drawn(self, noise: float = NOISE) -> Floats:
        """As many draws of counts as there are members, [draw, d, c]: members by weight, each refuge with an error of counting."""
        rng = np.random.default_rng((self.seed, 1))
        members, _, refuges = self.people.shape
        chosen = rng.choice(members, size=members, p=self.weight)
        error = np.exp(noise * rng.standard_normal((members, 1, refuges)))
        values: Floats = self.people[chosen] * error
        return values


def run_members(
    ready: Ways, members: Members, early: Early | None = None, progress: Progress = silent
) -> Ensemble:
    """All members on one scenario. Half of them take in the early counts as far as they trust them, all start from them."""
    rng = np.random.default_rng((members.seed, 2))
    refuges = len(ready.refuges)
    effects = rng.standard_normal((len(members), refuges))
    people = np.zeros((len(members), len(ready.state), refuges), np.float32)
    for m in range(len(members)):
        people[m] = run_choice(ready, members.one(m), effects[m], early).people
        progress(m + 1, len(members), "members")
    return Ensemble(people, members.weight, members.seed)
