"""Collection gaps of a whole operation: who speaks of a place, patrols, the layer for the map."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from checking import ANA, NOW, Told, told_operation

from jointguardian.domain import Patrol


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    with told_operation(tmp_path / "op") as made:
        yield made


def test_a_place_of_which_nobody_reports_is_silent_or_never_named(told: Told) -> None:
    found = {g.place: g for g in told.room.silence.gaps(ANA, None)}
    assert found["zvecan"].state == "silent"
    assert found["zvecan"].days == 22
    assert found["zvecan"].last_source == "Outlet r2"
    assert any(g.state == "unnamed" and g.days is None for g in found.values())
    voices = {v.language: v.days for v in found["zvecan"].missing}
    assert voices["sq"] is None
    early = {g.place: g for g in told.room.silence.gaps(ANA, NOW.replace(day=1))}
    assert early["zvecan"].state == "as-usual"


def test_the_threshold_can_be_asked_otherwise(told: Told) -> None:
    found = {g.place: g for g in told.room.silence.gaps(ANA, None, 30)}
    assert found["zvecan"].state == "as-usual"


def test_patrols_stand_beside_the_silence(told: Told) -> None:
    rows = [
        Patrol("p1", "u", "foot", "2023-06-01T08:00:00Z", "2023-06-01T10:00:00Z", ("zvecan",), state="done"),
        Patrol("p2", "u", "foot", "2023-06-21T08:00:00Z", "2023-06-21T10:00:00Z", ("zvecan",)),
    ]  # fmt: skip
    told.operation.record.add_facts("patrols", rows)
    found = {g.place: g for g in told.room.silence.gaps(ANA, None)}
    assert (found["zvecan"].patrolled, found["zvecan"].next_patrol) == ("2023-06-01", "2023-06-21")


def test_the_layer_says_in_words_what_its_colour_shows(told: Told) -> None:
    layer = json.loads(told.room.silence.geojson(ANA, None))
    found = {f["id"]: f for f in layer["features"]}
    assert found["zvecan"]["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert found["zvecan"]["properties"]["state"] == "silent"
    assert "22 days" in found["zvecan"]["properties"]["why"]
