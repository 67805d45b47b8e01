"""The tension index: no sign lowers it while it counts, order is nothing, nothing from the future."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.warning.coverage import HEARD, caveats, why_thin
from jointguardian.warning.grid import SIGNS
from jointguardian.warning.index import Index, tension_index
from jointguardian.warning.level import LEVELS, WITHHELD
from jointguardian.warning.scale import SCALE

FIRST, DAYS = date(2022, 1, 1), 600
UNITS = ("zvecan", "leposavic")
Row = tuple[str, int, int, float]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(UNITS),
        st.integers(0, DAYS - 1),
        st.integers(0, 40),
        st.integers(1, 100).map(lambda n: n / 10),
    ),
    max_size=40,
)


def _day(n: int) -> date:
    return FIRST + timedelta(days=n)


def _signs(rows: list[Row]) -> pl.DataFrame:
    told = [(u, _day(d), _day(d + late), w) for u, d, late, w in rows]
    return pl.DataFrame(told, schema=SIGNS, orient="row")


def _heard(until: int = DAYS, every: int = 1) -> pl.DataFrame:
    rows = [(u, _day(n), 1) for u in (None, *UNITS) for n in range(0, until, every)]
    return pl.DataFrame(rows, schema=HEARD, orient="row")


def _index(rows: list[Row], heard: pl.DataFrame | None = None, until: int = DAYS - 1) -> Index:
    return tension_index(
        _signs(rows),
        _heard() if heard is None else heard,
        UNITS,
        since=FIRST,
        until=_day(until),
    )


@settings(max_examples=60, deadline=None)
@given(ROWS, st.tuples(st.sampled_from(UNITS), st.integers(0, DAYS - 1), st.just(0), st.just(4.0)))
def test_another_hostile_sign_never_lowers_the_index_while_it_counts(
    rows: list[Row], more: Row
) -> None:
    before, after = _index(rows), _index([*rows, more])
    counts = slice(0, more[1] + SCALE.window)
    assert (after.value[:, counts] >= before.value[:, counts]).all()
    mine = UNITS.index(more[0])
    assert after.value[mine, more[1]] > before.value[mine, more[1]]


@settings(max_examples=30, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_changes_no_bit(rows: list[Row], chance: object) -> None:
    other = list(rows)
    chance.shuffle(other)  # type: ignore[attr-defined]
    one, two = _index(rows), _index(other)
    for name in ("value", "low", "high", "state"):
        assert np.array_equal(getattr(one, name), getattr(two, name))


@settings(max_examples=40, deadline=None)
@given(ROWS, ROWS, st.integers(100, DAYS - 1))
def test_what_is_known_later_changes_no_past_value(
    rows: list[Row], later: list[Row], cut: int
) -> None:
    past = [r for r in rows if r[1] + r[2] <= cut]
    future = [r for r in rows + later if r[1] + r[2] > cut]
    short = _index(past, _heard(cut + 1), cut)
    whole = _index(past + future)
    for name in ("value", "low", "high", "base", "state", "thin", "usual"):
        then = getattr(whole, name)[:, : cut + 1]
        assert np.array_equal(getattr(short, name), then, equal_nan=name == "base")


@settings(max_examples=20, deadline=None)
@given(ROWS, st.integers(30, DAYS - 2))
def test_a_day_added_is_the_same_as_the_whole_anew(rows: list[Row], cut: int) -> None:
    before = _index(rows, until=cut)
    added = tension_index(
        _signs(rows), _heard(), UNITS, since=_day(cut + 1), until=_day(DAYS - 1), before=before
    )
    whole = _index(rows)
    assert np.array_equal(added.value, whole.value[:, cut + 1 :])
    assert np.array_equal(added.state, whole.state[:, cut + 1 :])


def test_fifty_is_the_line_of_escalation() -> None:
    steady = [("zvecan", n, 0, 20 / 7) for n in range(DAYS)]
    found = _index(steady)
    assert found.value[0, 50] == pytest.approx(50.0, abs=0.1)
    assert found.base[0, -1] == pytest.approx(20.0, rel=0.01)
    assert found.value[0, -1] == pytest.approx(100 / 3, abs=0.1)


def test_the_interval_holds_the_value_and_narrows_with_more_signs() -> None:
    few = _index([("zvecan", 300, 0, 10.0)])
    many = _index([("zvecan", 300, 0, 0.5)] * 20)
    assert few.low[0, 300] < few.value[0, 300] < few.high[0, 300]
    assert many.value[0, 300] == few.value[0, 300]
    assert many.high[0, 300] - many.low[0, 300] < few.high[0, 300] - few.low[0, 300]
    assert few.high[1, 300] > 0


def test_a_level_falls_only_after_a_quiet_week_below_a_lower_line() -> None:
    found = _index([("zvecan", 300, 0, 100.0)])
    states = [LEVELS[s] for s in found.state[0, 299:340]]
    assert states[0] == "green"
    assert states[1] == "red"
    below = next(n for n in range(300, 340) if found.value[0, n] < 65)
    assert found.state[0, below + 5] == LEVELS.index("red")
    assert found.state[0, below + 6] == LEVELS.index("amber")
    assert list(found.state[0, 300:]) == sorted(found.state[0, 300:], reverse=True)


def test_without_reports_the_level_is_withheld_and_says_why() -> None:
    quiet = pl.concat([_heard(400), _heard().filter(pl.col("day") > _day(500))])
    found = _index([("zvecan", 390, 0, 100.0)], quiet)
    assert found.state[0, 390] == LEVELS.index("red")
    assert found.state[0, 450] == WITHHELD
    assert "too few reports of the area in four weeks" in why_thin(int(found.thin[0, 450]))
    assert found.state[0, 30] == LEVELS.index("green")
    assert "too short a history" in caveats(int(found.thin[0, 30]))[0]
    assert caveats(int(found.thin[0, 390])) == ()


def test_a_place_that_nobody_names_is_withheld_unless_much_is_reported_elsewhere() -> None:
    area = pl.DataFrame([(None, _day(n), 8) for n in range(DAYS)], schema=HEARD, orient="row")
    sparse = area.with_columns(reports=pl.lit(1, pl.Int64))
    assert _index([], area).state[0, -1] == LEVELS.index("green")
    assert _index([], sparse).state[0, -1] == WITHHELD


def test_a_day_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError):
        _index([]).at("zvecan", date(2030, 1, 1))
