"""The hazard of escalation: what was put in comes out, and more load never lowers it."""

import numpy as np

from jointguardian.warning.features import NAMES, since_escalation
from jointguardian.warning.models.hazard import EDGES, Hazard, hazard
from jointguardian.warning.series import Floats

LOAD, SINCE = NAMES.index("load_7"), NAMES.index("since")


def _made(rows: int, seed: int = 1) -> tuple[Floats, Floats]:
    """Features and labels of a hazard with known effects: 1.5 for the load, twice as high within a year."""
    rng = np.random.default_rng(seed)
    x = np.zeros((rows, len(NAMES)), dtype=np.float32)
    x[:, LOAD] = rng.normal(0, 1, rows)
    x[:, SINCE] = np.log1p(rng.choice([10.0, 2000.0], rows))
    recent = x[:, SINCE] < np.log1p(EDGES[0])
    rate = np.exp(-2.5 + 1.5 * x[:, LOAD] + np.log(2) * recent)
    return x, (rng.random(rows) < 1 - np.exp(-rate)).astype(np.float64)


def _fitted() -> Hazard:
    x, label = _made(40_000)
    return hazard(x, label, np.ones(len(label)), 7)


def test_the_effects_of_a_made_hazard_are_found() -> None:
    found = _fitted()
    effect = found.coefficients[:-1] / found.spread
    assert abs(effect[0] - 1.5) < 0.1
    assert abs(effect[-1] - np.log(2)) < 0.15


def test_more_load_never_lowers_it() -> None:
    x = np.zeros((50, len(NAMES)), dtype=np.float32)
    x[:, LOAD] = np.linspace(-8, 8, 50)
    assert (np.diff(_fitted().log_odds(x)) >= 0).all()


def test_time_since_an_escalation_counts_from_when_it_was_to_be_seen() -> None:
    x = np.zeros((1, 300))
    x[0, 200] = 60.0
    since = since_escalation(x)[0]
    seen = np.flatnonzero(since < 3650)
    assert seen[0] == 200, "the first origin that it follows is of day 193, known on day 200"
    assert since[seen[0]] == 7
    changed = x.copy()
    changed[0, 250] = 90.0
    assert (since_escalation(changed)[0, :250] == since[:250]).all()
