"""Collection gaps of a whole operation: who speaks of a place, patrols, the layer for the map."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from checking import ANA, NOW, Told, told_operation

from jointguardian.domain import Patrol
from jointguardian.picture.gaps import Voice, missing_words
from jointguardian.pipeline.request import Asking


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


def test_places_of_interest_come_from_the_pack_and_from_what_is_asked(told: Told) -> None:
    told.room.requests.ask(
        ANA, Asking("Is it open?", "LMT", NOW + timedelta(days=1), place="Old mill")
    )
    made = told.room.requests.ask(
        ANA, Asking("Who?", "LMT", NOW + timedelta(days=1), place="Merdare")
    )
    found = {g.place: g for g in told.room.silence.gaps(ANA, None)}
    assert found["xk-ibar-bridge"].watched == "pack"
    assert (found["Old mill"].watched, found["Old mill"].state) == ("request", "unnamed")
    assert found["xk-crossing-merdare"].watched in ("pack", "request")
    assert len([g for g in found if "merdare" in g]) == 1
    told.room.requests.set_state(ANA, made.id, "withdrawn", "known")
    layer = json.loads(told.room.silence.geojson(ANA, None))
    shown = {f["id"]: f for f in layer["features"]}
    assert shown["xk-ibar-bridge"]["geometry"]["type"] == "Point"
    assert shown["Old mill"]["geometry"] is None
    assert shown["zvecan"]["properties"]["days"] == 22


def test_languages_that_are_missing_for_as_long_stand_in_one_sentence() -> None:
    voices = (
        Voice("sq", "Albanian", None),
        Voice("sr", "Serbian", 9),
        Voice("tr", "Turkish", None),
    )
    assert missing_words(voices) == (
        "no Albanian- or Turkish-language source so far",
        "no Serbian-language source for 9 days",
    )
    assert missing_words((*voices[::2], Voice("bs", "Bosnian", None))) == (
        "no Albanian-, Turkish- or Bosnian-language source so far",
    )
