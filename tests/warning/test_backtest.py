"""The back-test looks at nothing that comes after, and does not mind order or doubles."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from jointguardian.errors import InputError
from jointguardian.warning.backtest import Asked, BackTest, backtest
from jointguardian.warning.evaluation import Origins, evaluated

FIRST = date(2001, 1, 1)
DAYS = 800
SINCE, UNTIL = date(2002, 11, 1), date(2003, 2, 28)
CODES = {"223": -10.0, "212": -4.4, "121": -2.2, "032": 1.9, "064": 5.4}
ASKED = Asked(focus=("AAA",), since=SINCE, until=UNTIL, resamples=5)


def _series(seed: int = 1) -> pl.DataFrame:
    """Made-up events of five actors whose violence comes in bursts."""
    rng = np.random.default_rng(seed)
    actors = ["AAA", "AAAGOV", "BBB", "CCC", "DDD"]
    rows = []
    for day in range(DAYS):
        burst = 1 + 5 * (day // 40 % 7 == 0)
        for _ in range(rng.poisson(1.2 * burst)):
            a, b = rng.choice(len(actors), 2, replace=False)
            code = str(rng.choice(list(CODES), p=[0.25, 0.15, 0.25, 0.2, 0.15]))
            rows.append((str(FIRST + timedelta(day)), actors[a], actors[b], code, CODES[code]))
    types = {"223": "assault", "212": "coerce", "121": "accuse", "032": "consult", "064": "aid"}
    frame = pl.DataFrame(rows, ["start", "actor", "target", "code", "scale"], orient="row")
    return frame.with_columns(type=pl.col("code").replace_strict(types))


@pytest.fixture(scope="module")
def rows() -> pl.DataFrame:
    return _series()


@pytest.fixture(scope="module")
def whole(rows: pl.DataFrame) -> BackTest:
    return backtest(rows, ASKED)


def _probabilities(result: BackTest, until: date) -> pl.DataFrame:
    return result.predictions.filter(pl.col("origin") <= until).sort("horizon_days", "origin")


def test_no_future_row_changes_a_past_probability(rows: pl.DataFrame, whole: BackTest) -> None:
    cut = date(2003, 1, 20)
    past = backtest(rows.filter(pl.col("start") <= str(cut)), replace(ASKED, until=cut))
    mine, theirs = _probabilities(past, cut), _probabilities(whole, past.last)
    assert mine["origin"].to_list() == theirs["origin"].to_list()
    assert np.allclose(mine["probability"], theirs["probability"], atol=2e-6)


def test_a_made_up_future_changes_no_past_probability(rows: pl.DataFrame, whole: BackTest) -> None:
    cut = date(2003, 1, 20)
    later = pl.col("start") > str(cut)
    other = rows.with_columns(
        actor=pl.when(later).then(pl.lit("CCC")).otherwise("actor"),
        scale=pl.when(later).then(-9.9).otherwise("scale"),
        code=pl.when(later).then(pl.lit("223")).otherwise("code"),
    )
    changed = _probabilities(backtest(other, ASKED), cut)
    assert np.allclose(changed["probability"], _probabilities(whole, cut)["probability"], atol=2e-6)


@pytest.mark.parametrize(
    "turned",
    [
        lambda f: f.sample(fraction=1.0, shuffle=True, seed=3),
        lambda f: pl.concat([f, f.head(200), f.tail(300)]),
    ],
    ids=["shuffled", "doubled"],
)
def test_order_and_doubles_do_not_matter(
    rows: pl.DataFrame, whole: BackTest, turned: Callable[[pl.DataFrame], pl.DataFrame]
) -> None:
    again = backtest(turned(rows), ASKED)
    assert np.allclose(
        _probabilities(again, UNTIL)["probability"],
        _probabilities(whole, UNTIL)["probability"],
        atol=2e-6,
    )


def test_the_same_seed_gives_the_same_bits(rows: pl.DataFrame, whole: BackTest) -> None:
    again = backtest(rows, ASKED)
    assert again.predictions.equals(whole.predictions)
    assert repr(again.escalation) == repr(whole.escalation)
    assert again.onsets == whole.onsets


def test_each_origin_day_has_a_probability_for_each_horizon(whole: BackTest) -> None:
    days = (UNTIL - SINCE).days + 1
    assert whole.predictions.group_by("horizon_days").len()["len"].to_list() == [days] * 3
    assert whole.predictions["probability"].is_between(0, 1).all()


def test_all_events_count_without_a_focus(rows: pl.DataFrame) -> None:
    assert backtest(rows, replace(ASKED, focus=())).events == rows.unique().height


def test_a_series_shorter_than_its_base_is_refused(rows: pl.DataFrame) -> None:
    with pytest.raises(InputError, match="between the first and the last origin"):
        backtest(rows.filter(pl.col("start") < "2001-03-01"), Asked())


def test_an_actor_that_nobody_knows_is_refused(rows: pl.DataFrame) -> None:
    with pytest.raises(InputError, match="begins with ZZZ"):
        backtest(rows, Asked(focus=("ZZZ",)))


def test_a_short_series_with_hardly_an_escalation_still_has_probabilities(
    rows: pl.DataFrame,
) -> None:
    few = backtest(rows.filter(pl.col("start") < "2001-07-15"), Asked(focus=("DDD",), resamples=5))
    assert few.predictions["probability"].is_not_nan().all()


def test_a_file_without_weights_is_weighed_by_its_types(rows: pl.DataFrame) -> None:
    bare = rows.with_columns(scale=pl.lit(None, pl.Float64))
    assert backtest(bare, ASKED).predictions["probability"].max() > 0.01  # type: ignore[operator]


def test_the_probabilities_of_the_last_origin_are_the_pool_of_their_members(
    whole: BackTest,
) -> None:
    for told in whole.explanation.values():
        odds = sum(
            weight * np.log(told.members[n] / (1 - told.members[n]))
            for n, weight in told.weights.items()
        )
        assert 1 / (1 + np.exp(-odds)) == pytest.approx(told.probability, abs=0.01)
        assert sum(p.weight for p in told.parts) == pytest.approx(told.load, abs=0.2)
        assert told.origin == UNTIL.isoformat()
        assert "hazard" in told.members


def test_weeks_end_with_the_last_origin(whole: BackTest) -> None:
    assert whole.weekly[-1].origin == UNTIL.isoformat()
    assert whole.weekly[0].origin >= SINCE.isoformat()


def test_figures_of_a_good_warning_lie_within_their_intervals() -> None:
    rng = np.random.default_rng(2)
    label = (rng.random(1400) < 0.15).astype(np.float64)
    chance = np.clip(0.15 + 0.3 * (label - 0.15) + rng.normal(0, 0.1, 1400), 0.01, 0.99)
    rival = np.full(1400, 0.15) + rng.normal(0, 0.01, 1400)
    names = ("last week", "calibrated persistence")
    origins = Origins(np.arange(1400), label, chance, dict.fromkeys(names, rival))
    scored = evaluated(origins, rng, 40)
    assert scored is not None
    assert set(scored.intervals) == {"ap", "auroc", "brier_skill", "calibration_slope"}
    for name, (low, high) in scored.intervals.items():
        assert low < getattr(scored, name) < high
    assert scored.interval[0] > 0, "a gain that is no luck"
    assert scored.brier_skill > 0.1
