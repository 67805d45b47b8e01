"""A back-test that an operation keeps is shown with what it allows to be said, and no more."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import KeptBackTest
from jointguardian.errors import NotPermitted
from jointguardian.pipeline import OperationRoom, create_operation, open_operation
from jointguardian.pipeline.warn_backtest import Asked, BackTestAnswer, back_test_file
from jointguardian.web.views.back_test import drawing, table, verdict

FIRST = date(2001, 1, 1)


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(4)
    path = tmp_path_factory.mktemp("series") / "made.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["date", "source", "target", "code", "goldstein"])
        for day in range(700):
            for _ in range(rng.poisson(1.5 * (1 + 5 * (day // 40 % 5 == 0)))):
                a, b = rng.choice(["AAA", "BBB", "CCC"], 2, replace=False)
                rows.writerow([FIRST + timedelta(day), a, b, "223", -10.0])
    return path


@pytest.fixture(scope="module")
def answer(series: Path) -> BackTestAnswer:
    asked = Asked(("AAA",), date(2002, 8, 1), date(2002, 10, 30), resamples=20)
    return BackTestAnswer.of(back_test_file(series, "weis", asked))


def test_it_is_kept_with_what_was_asked_and_shown_newest_first(
    series: Path, answer: BackTestAnswer, tmp_path: Path
) -> None:
    create_operation(tmp_path / "op")
    with open_operation(tmp_path / "op") as operation:
        part = OperationRoom(operation).back_tests
        first = part.keep(LOCAL, answer, series, "weis", ("AAA",), 1)
        again = part.keep(LOCAL, answer, series, "weis", ("AAA",), 2)
        assert [b.id for b in part.listed(LOCAL)] == [again.id, first.id]
        assert part.listed(LOCAL)[1] == first
        assert msgspec.convert(first.answer, BackTestAnswer, strict=False) == answer
        with pytest.raises(NotPermitted):
            part.keep(Viewer("reader", "public"), answer, series, "weis", (), 1)


def _kept(answer: BackTestAnswer) -> KeptBackTest:
    told = msgspec.json.decode(msgspec.json.encode(answer))
    return KeptBackTest("bt", "made.csv", "0", "weis", (), 1, "0", "me", "2026-01-01", told)


def test_weeks_onsets_and_alarms_stand_on_the_drawing(answer: BackTestAnswer) -> None:
    made = drawing(_kept(answer))
    assert len(made.weight.split()) == len(answer.weekly) == len(made.chance.split())
    kinds = [m.kind for m in made.marks]
    assert sum(k.startswith("onset") for k in kinds) == answer.onsets.of
    assert sum(k.startswith("alarm") for k in kinds) == answer.onsets.alarms
    assert all(0 <= m.x <= 1000 for m in made.marks if m.kind != "year")


def _told(**changes: Any) -> dict[str, Any]:
    scored = {"ap_gain": 0.1, "interval": [0.02, 0.2]} | changes.pop("scored", {})
    onsets = {"warned": 3, "of": 4, "placebo_mean": 1.0, "placebo_p": 0.01, "lead_days": 9.0}
    return {"escalation": {"1w": scored, "2w": None}, "onsets": onsets | changes}


def test_what_may_be_said_depends_on_interval_and_placebo() -> None:
    good = " ".join(verdict(_told()))
    assert "excludes 0" in good
    assert "9 days before" in good
    assert "2 weeks: too few escalations" in good
    poor = " ".join(verdict(_told(placebo_p=0.3, scored={"interval": [-0.1, 0.2]})))
    assert "luck is not ruled out" in poor
    assert "no lead time is told" in poor
    assert "9 days" not in poor


def test_a_horizon_without_scores_has_dashes(answer: BackTestAnswer) -> None:
    told = msgspec.json.decode(msgspec.json.encode(answer))
    told["escalation"]["4w"] = None
    assert {line.cells[2] for line in table(told)} == {"–"}
