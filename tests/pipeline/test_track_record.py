"""Warnings that were given are kept once, and what came of them is told as it came out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.errors import NotPermitted
from jointguardian.pipeline import build_demonstration, open_operation
from jointguardian.pipeline.known import KnownReader
from jointguardian.pipeline.tension import Tensions
from jointguardian.pipeline.track_record import Warnings

Opened = Callable[[str], Warnings]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("op") / "demo"
    build_demonstration(made, plans=False)
    return made


@pytest.fixture
def on(folder: Path) -> Opened:
    def opened(day: str) -> Warnings:
        now = datetime.fromisoformat(f"{day}T21:00").replace(tzinfo=UTC)
        operation = replace(open_operation(folder), clock=lambda: now)
        return Warnings(Tensions(operation, KnownReader(operation)))

    return opened


def test_the_replay_of_2022_and_2023_is_shown_as_it_comes_out(on: Opened) -> None:
    found = on("2026-11-23").replayed(LOCAL, None, date(2022, 7, 1))
    assert found.replayed
    assert "proves no skill" in found.note
    assert found.late + found.hits + found.false_alarms + found.missed == len(found.outcomes) > 3
    assert any(o.onset == "2023-05-26" for o in found.outcomes)


def test_a_warning_is_given_once_and_scored_later(on: Opened) -> None:
    given = on("2023-05-30").give(LOCAL)
    assert {w.unit for w in given} >= {"area"}
    assert on("2023-05-30").give(LOCAL) == ()
    kept = on("2026-11-23").record(LOCAL)
    assert not kept.replayed
    assert kept.since == "2023-05-30"
    assert {o.verdict for o in kept.outcomes if o.warning} <= {"hit", "late", "false-alarm"}


def test_who_may_only_read_gives_no_warning(on: Opened) -> None:
    with pytest.raises(NotPermitted):
        on("2023-05-31").give(Viewer("reader"))
