"""Units, patrols, restrictions and reserves entered: rows with a name and a moment, never a change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Municipality, Unit
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.forces import Forces
from telling import make_told

NOW = datetime(2023, 6, 2, 12, tzinfo=UTC)
THEN = datetime(2023, 5, 30, 20, tzinfo=UTC)
ANA = replace(LOCAL, name="Ana")
ROAD = "The road to Zvecan was blocked by trucks on Tuesday."


def forces_of(operation: object) -> Forces:
    return OperationRoom(replace(operation, clock=lambda: NOW)).forces  # type: ignore[type-var]


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forces]:
    """The Kosovo pack's facts, replayed, with one report of a blocked road."""
    with create_operation(tmp_path_factory.mktemp("op") / "op", pack="kosovo") as made:
        told = make_told("r1", ROAD)
        place = replace(told.reading.places[0], span=told.reading.events[0].span)
        reading = replace(told.reading, places=(place,))
        made.record.add_sources([told.source])
        made.record.add_report(told.report, reading)
        yield forces_of(made)


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Forces]:
    """An operation of one's own, that is no replay."""
    with create_operation(tmp_path / "own", title="Own") as made:
        town = Municipality("zvecan", "Zvečan", {"sq": "Zveçan"}, 42.9, 20.8, 1.0, 1, 2011, "", "s")
        made.record.add_facts("municipalities", [town])
        yield forces_of(made)


def ids(forces: Forces, as_of: datetime | None) -> set[str]:
    return {u.id for u in forces.units(LOCAL, as_of)}


def test_the_pack_becomes_known_as_time_goes_on(replayed: Forces) -> None:
    assert "tur-commando" not in ids(replayed, datetime(2023, 6, 3, tzinfo=UTC))
    assert "tur-commando" in ids(replayed, datetime(2023, 6, 5, tzinfo=UTC))
    (kfor,) = replayed.orbat(LOCAL, datetime(2005, 1, 1, tzinfo=UTC)).roots
    names = {n.unit.name: n.unit.nation for n in kfor.children}
    assert names["Multinational Brigade North"] == "FRA"
    assert sum(name.startswith("Multinational Brigade") for name in names) == 5


def test_every_unit_of_the_pack_names_its_source_and_what_is_invented(replayed: Forces) -> None:
    rows = replayed.units(LOCAL, None)
    assert all(u.source for u in rows)
    assert {u.id for u in rows if u.invented} == {"demo-lmt-north", "demo-patrol-company"}
    assert all(u.invented for u in rows if u.caveats)


def test_a_unit_is_entered_moved_and_taken_back(plain: Forces) -> None:
    made = plain.save_unit(ANA, {"name": "First", "nation": "aut", "start": "2023-01-01"}, None)
    plain.save_unit(
        ANA, {"name": "First", "id": made.id, "nation": "ita", "start": "2023-06-01"}, None
    )
    (node,) = plain.orbat(LOCAL, None).roots
    assert (node.unit.nation, node.unit.by) == ("ITA", "Ana")
    assert [u.nation for u in node.history] == ["AUT", "ITA"]
    plain.withdraw_unit(ANA, made.id, "2023-06-01", None)
    (node,) = plain.orbat(LOCAL, None).roots
    assert node.unit.nation == "AUT"


def test_no_unit_stands_below_itself_or_below_nobody(plain: Forces) -> None:
    first = plain.save_unit(ANA, {"name": "First"}, None)
    second = plain.save_unit(ANA, {"name": "Second", "parent": first.id}, None)
    with pytest.raises(InputError, match="below itself"):
        plain.save_unit(ANA, {"name": "First", "id": first.id, "parent": second.id}, None)
    with pytest.raises(UnknownName):
        plain.save_unit(ANA, {"name": "Third", "parent": "nobody"}, None)


def test_only_who_may_judge_enters(plain: Forces) -> None:
    with pytest.raises(NotPermitted):
        plain.save_unit(Viewer("Guest"), {"name": "First"}, None)


def test_a_real_units_readiness_carries_its_marking_from_the_start(plain: Forces) -> None:
    told = {"name": "First", "nation": "AUT", "notice_hours": "6", "caveats": "no nights"}
    plain.save_unit(ANA, told, None)
    (mine,), (theirs,) = (plain.units(v, None) for v in (LOCAL, Viewer("Guest")))
    assert (mine.notice_hours, mine.caveats) == (6, ("no nights",))
    assert (theirs.nation, theirs.notice_hours, theirs.caveats) == ("AUT", None, None)


def test_the_past_of_an_operation_is_closed(plain: Forces) -> None:
    with pytest.raises(InputError, match="known then"):
        plain.save_unit(ANA, {"name": "First"}, THEN)


def test_a_file_taken_in_again_changes_nothing_and_a_poorer_one_loses_nothing(
    plain: Forces, tmp_path: Path
) -> None:
    path = tmp_path / "u.csv"
    path.write_text(
        "id,name,nation,caveats,start\nbn,First,AUT,no nights,2023-01-01\n,,,,\n,,ITA,,\n"
    )
    done = plain.import_units(ANA, path)
    assert (done.new, done.same, len(done.rejected)) == (1, 0, 1)
    assert plain.import_units(ANA, path).new == 0
    path.write_text("id,name,start,place\nbn,First,2023-01-01,Prizren\n")
    assert plain.import_units(ANA, path).new == 1
    (unit,) = plain.units(LOCAL, None)
    assert (unit.nation, unit.caveats, unit.place) == ("AUT", ("no nights",), "Prizren")


@pytest.mark.parametrize("form", ["csv", "msdl", "orbat-mapper"])
def test_the_order_of_battle_goes_out_in_each_format(replayed: Forces, form: str) -> None:
    assert b"9th Alpini" in replayed.export_units(LOCAL, form, THEN)
    with pytest.raises(InputError, match="not a format"):
        replayed.export_units(LOCAL, "docx", THEN)


def test_a_patrol_is_planned_and_marked_done_with_its_report(replayed: Forces) -> None:
    desk = replayed.patrols
    told = {"unit": "demo-lmt-north", "kind": "foot", "start": "310600ZMAY23", "hours": "3",
            "places": "Zveçan; Lešak", "purpose": "presence"}  # fmt: skip
    made = desk.plan(ANA, told, THEN)
    assert (made.municipalities, made.end) == (("zvecan", "leposavic"), "2023-05-31T09:00+00:00")
    done = desk.mark(ANA, made.id, {"state": "done", "report": "r1"}, NOW)
    assert (done.done_start, done.done_end, done.observations) == (made.start, made.end, ("r1",))
    assert desk.one(LOCAL, made.id, THEN).state == "planned"
    week = desk.week(LOCAL, None, NOW)
    assert next(c for c in week.coverage if c.municipality == "zvecan").days == 2
    assert (
        next(t for t in week.tallies if (t.municipality, t.week) == ("zvecan", week.week)).done >= 1
    )


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"start": "", "places": "Zvečan"}, "no time is given"),
        ({"start": "soon", "places": "Zvečan"}, "is not a date"),
        ({"start": "2023-06-01T06:00", "places": ""}, "no place"),
        ({"start": "2023-06-01T06:00", "places": "Zvečan", "hours": "-1"}, "no length"),
        ({"start": "2023-06-01T06:00", "end": "2023-06-01T05:00", "places": "Zvečan"}, "before it starts"),
        ({"start": "2023-06-01T06:00", "places": "Zvečan", "kind": "boat"}, "boat"),
    ],
)  # fmt: skip
def test_a_wrong_patrol_is_one_clear_line(plain: Forces, told: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        plain.patrols.plan(ANA, told, None)
    assert plain.patrols.all(LOCAL, None) == ()


def test_a_week_is_planned_again_once(plain: Forces) -> None:
    plain.patrols.plan(ANA, {"start": "2023-05-24T06:00", "places": "Zvečan"}, None)
    (made,) = plain.patrols.repeat(ANA, "2023-05-31", None)
    assert (made.start, made.state) == ("2023-05-31T06:00+00:00", "planned")
    assert plain.patrols.repeat(ANA, "2023-05-31", None) == ()


def test_read_words_become_a_restriction_that_is_lifted_later(replayed: Forces) -> None:
    desk = replayed.restrictions
    (found,) = [p for p in desk.board(LOCAL, THEN).proposals if p.passage.report == "r1"]
    made = desk.decide(ANA, found.key, {"action": "confirm", "against": "everybody"}, THEN)
    assert (made.place, made.municipality, made.reports) == ("Zvecan", "zvecan", ("r1",))
    board = desk.board(LOCAL, THEN)
    assert [r.id for r in board.in_force] == [made.id]
    assert found.key not in [p.key for p in board.proposals]
    desk.lift(ANA, made.id, "2023-06-01", NOW)
    assert desk.board(LOCAL, NOW).in_force == ()
    assert [r.id for r in desk.board(LOCAL, THEN).in_force] == [made.id]
    with pytest.raises(UnknownName):
        desk.decide(ANA, found.key, {"action": "reject"}, NOW)


def test_a_restriction_is_entered_by_hand(plain: Forces) -> None:
    told = {"place": "Zvečan", "kind": "curfew", "since": "2023-06-01", "attributed_to": "a mayor"}
    made = plain.restrictions.enter(ANA, told, None)
    assert (made.state, made.by, made.attributed_to) == ("in-force", "Ana", "a mayor")
    with pytest.raises(InputError, match="ends before"):
        plain.restrictions.enter(ANA, {**told, "until": "2023-05-01"}, None)
    with pytest.raises(UnknownName):
        plain.restrictions.enter(ANA, {**told, "reports": "r_none"}, None)


def test_a_reserve_is_entered_ordered_and_comes(plain: Forces) -> None:
    made = plain.save_reserve(
        ANA, {"name": "Reserve", "notice_hours": "48", "state": "at-home"}, None
    )
    (before,) = plain.reserves(LOCAL, None)
    assert (before.state, before.earliest) == ("at-home", "2023-06-04T12:00Z")
    plain.save_reserve(ANA, {"id": made.id, "state": "ordered", "ordered": "2023-06-02"}, None)
    (after,) = plain.reserves(LOCAL, None)
    assert (after.state, after.earliest) == ("ordered", "2023-06-04")
    with pytest.raises(InputError, match="arrived before"):
        plain.save_reserve(ANA, {"id": made.id, "arrived": "2023-06-01"}, None)


def test_strength_keeps_its_kinds_and_its_day(replayed: Forces) -> None:
    then = replayed.strength(LOCAL, "ordered", THEN)
    assert {r.kind for r in then.rows} == {"ordered"}
    assert all(r.date <= "2023-05-30" for r in then.rows)
    with pytest.raises(InputError):
        replayed.strength(LOCAL, "rumoured", THEN)


def test_the_map_has_units_camps_sectors_and_coverage(replayed: Forces) -> None:
    layers = replayed.layers(LOCAL, THEN)
    assert {s["id"] for s in layers["sectors"]} == {"rc-east", "rc-west"}
    assert all(f["properties"]["sidc"] for f in layers["units"]["features"])
    assert len(layers["coverage"]) == 38


def test_the_record_still_verifies(replayed: Forces) -> None:
    assert replayed.desk.operation.record.verify().ok
    assert isinstance(replayed.units(LOCAL, None)[0], Unit)
