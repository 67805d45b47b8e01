"""An operation's next weeks: from what was known then, kept, told in the brief, and scored when they are over."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from jointguardian.access import EVERYBODY, LOCAL, Viewer
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.forecast.panel import read_panel
from jointguardian.pipeline import OperationRoom, create_operation, open_operation
from jointguardian.pipeline.demonstration import build_demonstration
from jointguardian.pipeline.ingest import ingest_events

ZVECAN = datetime(2023, 5, 30, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperationRoom]:
    folder = tmp_path_factory.mktemp("op") / "demo"
    build_demonstration(folder, plans=False).operation.record.close()
    with open_operation(folder) as operation:
        yield OperationRoom(operation)


def test_zvecan_leads_after_the_29th_of_may(room: OperationRoom) -> None:
    made = room.forecasts.weeks(LOCAL, ZVECAN)
    assert made.places[0].place == "zvecan"
    assert (made.since.isoformat(), made.until.isoformat()) == ("2023-05-31", "2023-06-27")
    assert made.north is not None
    assert made.places[0].chance <= made.north.chance <= made.area.chance
    assert made.past[-1][1] > 0
    assert len(made.fan) == 4
    assert "it looks calm" in made.caution
    hurt = room.forecasts.weeks(LOCAL, ZVECAN, "injured")
    assert hurt.area.expected < made.area.expected


def test_silence_is_told_before_any_number(room: OperationRoom) -> None:
    assert room.forecasts.weeks(LOCAL, ZVECAN).caution.startswith("Counts are of what reports told")
    silent = room.forecasts.weeks(LOCAL, datetime(2026, 5, 1, tzinfo=UTC)).caution
    assert silent.startswith("The last report known is of ")
    assert "what follows says nothing" in silent
    early = room.forecasts.weeks(LOCAL, datetime(1990, 5, 1, tzinfo=UTC)).caution
    assert early.startswith("No report is known")


def test_nothing_known_later_counts(room: OperationRoom) -> None:
    before = room.forecasts.weeks(LOCAL, datetime(2023, 5, 24, 20, tzinfo=UTC))
    zvecan = next(p for p in before.places if p.place == "zvecan")
    assert zvecan.chance < room.forecasts.weeks(LOCAL, ZVECAN).places[0].chance / 3


def test_kept_forecasts_stand_in_the_brief_and_are_scored_when_over(room: OperationRoom) -> None:
    first = datetime(2023, 5, 9, 20, tzinfo=UTC)
    kept = room.forecasts.keep(LOCAL, first)
    assert room.forecasts.keep(LOCAL, first)[0].id == kept[0].id
    room.forecasts.keep(LOCAL, ZVECAN)
    assert room.forecasts.record(LOCAL, ZVECAN) == (), "its weeks are not over"
    later = ZVECAN + timedelta(days=14)
    outcomes = {o.target: o for o in room.forecasts.record(LOCAL, later)}
    assert outcomes["incidents"].came > 0
    assert outcomes["incidents"].held == (outcomes["incidents"].low <= outcomes["incidents"].came <= outcomes["incidents"].high)  # fmt: skip
    brief = room.brief(LOCAL, as_of=ZVECAN).markdown()
    section = brief.partition("Next four weeks")[2].partition("\n## ")[0]
    assert "Zvečan" in section
    assert "it looks calm" in section
    assert "Forecast for 31 May 2023 to 27 June 2023" in section


def test_draws_and_panel_are_files_that_models_read(room: OperationRoom, tmp_path: Path) -> None:
    room.forecasts.draws(LOCAL, tmp_path / "d.parquet", ZVECAN)
    draws = pl.read_parquet(tmp_path / "d.parquet")
    assert draws.columns == ["place", "week_ends", "draw", "outcome"]
    assert len(draws) == 38 * 4 * 1000
    room.forecasts.panel(LOCAL, tmp_path / "p.csv", ZVECAN)
    panel = read_panel(tmp_path / "p.csv")
    assert len(panel.places) == 38
    assert panel.values[-1, panel.places.index("zvecan")] > 0


def test_an_event_series_becomes_a_panel(tmp_path: Path) -> None:
    series, mapping = tmp_path / "s.csv", tmp_path / "m.yaml"
    series.write_text("Day,Kind,Y,X,Dead\n2020-01-05,A,42.91,20.84,2\n2020-03-09,A,42.91,20.84,1\n")
    mapping.write_text(
        "columns: {start: Day, code: Kind, lat: Y, lon: X, best: Dead}\ntypes: {A: assault}\n"
    )
    with create_operation(tmp_path / "op", pack="kosovo") as operation:
        room = OperationRoom(operation)
        with pytest.raises(InputError, match="no event series"):
            room.forecasts.panel(LOCAL, tmp_path / "p.csv", target="deaths")
        ingest_events(operation, series, "csv", mapping=mapping)
        room.forecasts.panel(LOCAL, tmp_path / "p.csv", target="deaths")
    panel = read_panel(tmp_path / "p.csv")
    assert panel.values.sum(axis=1).tolist() == [2.0, 0.0, 1.0]


def test_what_is_wrong_is_told(room: OperationRoom, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="nothing counts 'coups'; known: incidents"):
        room.forecasts.weeks(LOCAL, ZVECAN, "coups")
    with pytest.raises(NotPermitted):
        room.forecasts.keep(Viewer("Reader"), ZVECAN)
    with create_operation(tmp_path / "op") as empty:
        with pytest.raises(InputError, match="no municipalities"):
            OperationRoom(empty).forecasts.weeks(LOCAL)
        with pytest.raises(InputError, match="no incidents with a day"):
            OperationRoom(empty).forecasts.panel(LOCAL, tmp_path / "p.csv")


def test_what_is_kept_for_all_rests_on_what_all_may_see(room: OperationRoom) -> None:
    everybody = room.forecasts.weeks(EVERYBODY, ZVECAN)
    kept = next(k for k in room.forecasts.keep(LOCAL, ZVECAN) if k.target == "incidents")
    assert (kept.area, kept.places) == (everybody.area, everybody.places)
