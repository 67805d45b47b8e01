"""`guardian forecast`: on files, with JSON as its schemas say, and one clear line for what can't be used."""

from hashlib import sha256
from pathlib import Path

import msgspec
import polars as pl
import pytest
from cli_runner import Guardian

from jointguardian.cli.answers import ANSWERS
from small_panels import FIRST, panel, written

RUN = ("--origin", "2010-01", "--horizon", "3-8", "--draws", "50")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(panel(), tmp_path / "panel.parquet")


def _actuals(file: Path, to: Path) -> Path:
    rows = pl.read_parquet(file).unpivot(index="month_id", variable_name="country_id", value_name="outcome")  # fmt: skip
    rows.with_columns(pl.col("country_id").cast(pl.Int64)).write_parquet(to)
    return to


def test_run_score_and_backtest_fit_their_schemas(
    guardian: Guardian, file: Path, tmp_path: Path
) -> None:
    out, came = tmp_path / "f.parquet", _actuals(file, tmp_path / "came.parquet")
    for name, asked in (
        ("forecast-run", ("run", file, *RUN, "--out", out)),
        ("forecast-score", ("score", out, came)),
        ("forecast-backtest", ("backtest", file, "--windows", "2010", "--out", tmp_path / "bt")),
    ):
        answer = guardian("forecast", *asked, "--json")
        assert answer.code == 0, answer.err
        msgspec.json.decode(answer.out, type=ANSWERS[name], strict=False)
    frame = pl.read_parquet(out)
    assert frame.columns == ["month_id", "country_id", "draw", "outcome"]
    assert len(frame) == 12 * 6 * 50
    assert frame["month_id"].min() == FIRST + 120 + 3
    assert sorted(p.name for p in (tmp_path / "bt").iterdir()) == ["backtest.html", "horizons.csv", "places.csv"]  # fmt: skip


def test_the_same_seed_writes_the_same_file(guardian: Guardian, file: Path, tmp_path: Path) -> None:
    digests = []
    for n in range(2):
        out = tmp_path / f"f{n}.parquet"
        assert guardian("forecast", "run", file, *RUN, "--out", out, "--workers", str(n + 1)).code == 0  # fmt: skip
        digests.append(sha256(out.read_bytes()).hexdigest())
    assert digests[0] == digests[1]
    words = guardian("forecast", "run", file, *RUN, "--out", tmp_path / "f.csv")
    assert "places have no count so far: their forecasts say nothing" in words.out


def test_what_is_wrong_is_one_clear_line(guardian: Guardian, file: Path, tmp_path: Path) -> None:
    out, came = tmp_path / "f.parquet", _actuals(file, tmp_path / "came.parquet")
    assert guardian("forecast", "run", file, *RUN, "--out", out).code == 0
    few = pl.read_parquet(came).head(3)
    few.write_parquet(tmp_path / "few.parquet")
    for asked, told in (
        (("run", file, "--origin", "2030-01", "--out", out), "is not in the panel"),
        (("run", file, "--origin", "May", "--out", out), "is no month"),
        (("run", file, *RUN, "--out", tmp_path / "f.txt"), "unknown kind of file"),
        (("run", file, *RUN, "--model", "oracle", "--out", out), "no model"),
        (("run", file, "--origin", "2010-01", "--draws", "9000000", "--out", out), "draws"),
        (("score", file, came), "no columns month_id and"),
        (("score", out, tmp_path / "few.parquet"), "cells of the forecast are missing"),
        (("score", tmp_path / "none.parquet", came), "no such file"),
        (("backtest", file, "--windows", "1999"), "needs"),
        (("backtest", file, "--windows", "soon"), "are no years"),
    ):
        answer = guardian("forecast", *asked)
        assert answer.code == 2, asked
        assert told in answer.err
        assert len(answer.err.strip().splitlines()) == 1
