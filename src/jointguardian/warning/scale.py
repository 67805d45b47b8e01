"""How the tension index is made: its memory, its lines, and what it asks for before it speaks."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .level import Steps


@dataclass(frozen=True, slots=True)
class Scale:
    """Days, weights a week, reports.

    `floor` is the weight a week that reaches 50 where the base rate is low, `one` what a sign
    counts that nobody saw, `enough` the covered days that make a base rate. Of reports in four
    weeks, `reports` are needed at least, and `share` of what is usual; `everywhere` of them in the
    whole area make silence about one place telling. A report covers `heard_days` days.

    Source: 2, 20 and the week are those of the escalation that the warning is scored by
    (docs/models/warning.md); the others are choices, none fitted.
    """

    half_life: float = 7.0
    window: int = 28
    base_days: int = 364
    times: float = 2.0
    floor: float = 20.0
    one: float = 5.0
    enough: int = 56
    heard_days: int = 7
    reports: int = 3
    share: float = 0.25
    everywhere: int = 200
    steps: Steps = field(default_factory=Steps)

    @property
    def decay(self) -> NDArray[np.float64]:
        """What a sign counts at each age in days."""
        return np.asarray(2.0 ** (-np.arange(self.window) / self.half_life))

    @property
    def weekly(self) -> float:
        """From a decayed sum to a weight a week: 7 over the sum of the decay."""
        return float(7.0 / self.decay.sum())

    @property
    def memory(self) -> int:
        """The days that a value rests on."""
        return self.window + self.base_days


SCALE = Scale()
