"""Panels: both forms say the same, vintages are kept apart, and what is wrong is told in one line."""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jointguardian.errors import InputError
from jointguardian.forecast.months import month_id, month_text, months_ahead
from jointguardian.forecast.panel import read_panel
from small_panels import FIRST, panel, written


def _long(made: pl.DataFrame) -> pl.DataFrame:
    return made.unpivot(index="month_id", variable_name="country_id", value_name="outcome")


def test_months_are_counted_from_january_1980() -> None:
    assert month_id("1980-01") == 1
    assert month_id("2024-04") == 532, "as the challenge says"
    assert [month_text(month_id(m)) for m in ("1999-12", "2000-01")] == ["1999-12", "2000-01"]
    assert months_ahead("3-5") == (3, 4, 5)
    assert months_ahead("1") == (1,)


def test_wide_and_long_are_the_same_panel(tmp_path: Path) -> None:
    made = panel(30, 5)
    wide = read_panel(written(made, tmp_path / "wide.parquet"))
    rows = _long(pl.read_parquet(tmp_path / "wide.parquet")).sample(fraction=1.0, shuffle=True, seed=3)  # fmt: skip
    rows.write_csv(tmp_path / "long.csv")
    long = read_panel(tmp_path / "long.csv")
    order = [long.places.index(p) for p in wide.places]
    assert (wide.first, wide.last) == (long.first, long.last) == (FIRST, FIRST + 29)
    assert np.array_equal(wide.values, long.values[:, order])


def test_a_vintage_leaves_out_what_was_known_later(tmp_path: Path) -> None:
    rows = [(FIRST, 1, 4, "2000-02-05"), (FIRST, 1, 9, "2001-01-05"), (FIRST + 1, 1, 2, "2000-03-05")]  # fmt: skip
    path = tmp_path / "v.csv"
    pl.DataFrame(rows, ["month_id", "country_id", "outcome", "known_from"], orient="row").write_csv(path)  # fmt: skip
    assert read_panel(path).values.ravel().tolist() == [9.0, 2.0]
    assert read_panel(path, as_of=date(2000, 6, 1)).values.ravel().tolist() == [4.0, 2.0]
    assert read_panel(path, as_of=date(2000, 2, 20)).last == FIRST


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"month_id": [1, 2, 4], "7": [0, 1, 2]}, "months 3 to 3 are missing"),
        ({"month_id": [1, 2, 2], "7": [0, 1, 2]}, "month 2 stands twice"),
        ({"month_id": [1, 2], "7": [0, -1]}, "7, month 2 (1980-02): -1 is below zero"),
        ({"month_id": [1, 2], "7": [0, None]}, "7, month 2 (1980-02): no value"),
        ({"month_id": [1, 2], "7": ["a", "b"]}, "not numbers"),
        ({"month_id": [1, 2], "7": [0, 1], "x!": [1, 2]}, "'x!' is no id of a country"),
        ({"month_id": [1.5, 2.5], "7": [0, 1]}, "month_id is not a whole number"),
        ({"month": [1, 2], "7": [0, 1]}, "no column month_id"),
        ({"month_id": [1, 2]}, "no places"),
        ({"month_id": [1, 1], "country_id": [7, 7], "outcome": [0, 1]}, "country_id 7 has month 1 twice"),
        ({"month_id": [1, 2, 1], "country_id": [7, 7, 8], "outcome": [0, 1, 0]}, "country_id 8 has no row for month 2"),
        ({"month_id": [1], "country_id": [7]}, "no column of values"),
    ],
)  # fmt: skip
def test_a_bad_panel_gets_one_clear_line(
    tmp_path: Path, rows: dict[str, list[object]], told: str
) -> None:
    path = tmp_path / "p.parquet"
    pl.DataFrame(rows).write_parquet(path)
    with pytest.raises(InputError) as fault:
        read_panel(path)
    assert told in fault.value.line
    assert str(path) in fault.value.line
    assert "\n" not in fault.value.line


def test_rubbish_is_told(tmp_path: Path) -> None:
    rubbish = tmp_path / "p.parquet"
    rubbish.write_bytes(b"\x00\x01nothing")
    for path, told in ((rubbish, "can't be read"), (tmp_path / "none.csv", "no such file")):
        with pytest.raises(InputError, match=told):
            read_panel(path)
    for text in ("2022-13", "22-1", "October"):
        with pytest.raises(InputError):
            month_id(text)
    for text in ("0-3", "5-2", "x"):
        with pytest.raises(InputError):
            months_ahead(text)
