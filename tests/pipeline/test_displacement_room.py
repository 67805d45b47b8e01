"""The pack's displacement scenarios projected, changed, kept and written into the brief."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.displacement.flee_files import read_scenario
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.packs import load_pack
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.displacements import CAUTION

EXODUS = "exodus-1999"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperationRoom]:
    folder = tmp_path_factory.mktemp("op") / "op"
    with create_operation(folder, pack="kosovo") as operation:
        yield OperationRoom(operation)


def test_the_scenario_of_the_pack_is_read_without_a_quirk() -> None:
    (folder,) = load_pack("kosovo").displacement
    scenario = read_scenario(folder)
    assert [q.code for q in scenario.quirks] == ["no-counts"]
    assert scenario.counts is None, "the border counts stay outside"
    assert scenario.days == 79
    assert {p.country for p in scenario.places if p.refuge} == {
        "Albania", "North_Macedonia", "Montenegro",
    }  # fmt: skip


def test_nobody_crosses_a_border_that_is_shut(room: OperationRoom) -> None:
    made = room.displacements.outlook(EXODUS).made
    shut = [k for k, r in enumerate(made.scenario.routes) if r.end == "Vërmicë" or r.start == "Vërmicë"]  # fmt: skip
    for k in shut:
        assert made.flows[14:17, 2 * k : 2 * k + 2].sum() == 0.0
        assert made.flows[17:, 2 * k : 2 * k + 2].sum() > 0.0


def test_every_offered_change_moves_people(room: OperationRoom) -> None:
    for offered in room.displacements.about(EXODUS).what_if:
        outlook = room.displacements.outlook(EXODUS, (offered.change,))
        assert any(abs(d.after - d.before) > 100 for d in outlook.differences), offered.text
    shut = room.displacements.outlook(EXODUS, ("close-border:Kosovo,North_Macedonia:14-",))
    by = {d.refuge: d for d in shut.differences}
    assert by["Stenkovec"].after < by["Stenkovec"].before
    assert by["Kukës"].after > by["Kukës"].before


def test_a_projection_is_kept_once_and_told_in_the_brief(room: OperationRoom) -> None:
    kept = room.displacements.keep(LOCAL, EXODUS)
    assert room.displacements.keep(LOCAL, EXODUS).id == kept.id
    room.displacements.keep(LOCAL, EXODUS, ("conflict:peje:7-79:0",))
    listed = room.displacements.listed(LOCAL)
    assert [k.changes for k in listed] == [(), ("conflict:peje:7-79:0",)]
    brief = room.brief(LOCAL, as_of=datetime(1999, 6, 20, 20, tzinfo=UTC))
    section = brief.markdown().partition("Displacement and return")[2].partition("\n## ")[0]
    assert "Kukës | Albania | 110,000" in section
    assert CAUTION in section
    assert "90 %" in section
    later = room.brief(LOCAL, as_of=datetime(2001, 4, 20, 20, tzinfo=UTC))
    assert "Kukës" not in later.markdown()
    before = room.brief(LOCAL, as_of=datetime(1999, 4, 20, 20, tzinfo=UTC))
    assert "Kukës" not in before.markdown(), "told in hindsight: not known before its last day"


def test_what_is_wrong_is_told(room: OperationRoom) -> None:
    with pytest.raises(UnknownName, match="no displacement scenario 'x'; known: exodus-1999"):
        room.displacements.outlook("x")
    with pytest.raises(InputError, match="no place 'Atlantis' here"):
        room.displacements.outlook(EXODUS, ("conflict:Atlantis:0-9:0",))
    with pytest.raises(NotPermitted):
        room.displacements.keep(Viewer("Reader"), EXODUS)


def test_an_operation_without_a_pack_has_none(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op") as operation:
        room = OperationRoom(operation)
        assert room.displacements.scenarios == {}
        with pytest.raises(UnknownName, match="there are none"):
            room.displacements.about("x")
