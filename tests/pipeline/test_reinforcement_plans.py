"""The pack's scenarios planned, kept and shown: every one can be planned, and every plan passes the checker."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.errors import NotPermitted, UnknownName
from jointguardian.packs import load_pack
from jointguardian.pipeline import OperationRoom, create_operation, open_operation
from jointguardian.pipeline.reinforcement import scenarios
from jointguardian.posture.plan import Asked, at_levels, faults, load, plan

RAWS = scenarios(load_pack("kosovo"))
CASES = [(name, c) for name, raw in RAWS.items() for c in (None, *(x["id"] for x in raw["course"]))]


def test_the_pack_brings_the_scenarios_of_its_history() -> None:
    assert [r["start"] for r in RAWS.values()] == [
        "1999-06-09", "2004-03-17", "2011-07-25", "2023-05-29", "2023-09-24",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "course"), CASES)
def test_every_course_of_every_scenario_is_planned_and_holds(name: str, course: str | None) -> None:
    made = plan(load(RAWS[name], name, course=course), Asked(seconds=4.0))
    assert made.status in ("optimal", "feasible")
    assert faults(made) == ()
    assert made.words


@pytest.mark.parametrize("name", RAWS)
def test_every_assumption_can_be_left_out(name: str) -> None:
    for assumption in RAWS[name]["assumption"]:
        without = load(RAWS[name], name, without=(assumption["id"],))
        assert without.scenario != load(RAWS[name], name).scenario


def test_boundaries_of_2004_are_what_was_missing() -> None:
    """Within them a tenth of what the lifted ones leave unmet would not do."""
    name = "2004-03-riots"
    within = plan(load(RAWS[name], name), Asked(seconds=20.0)).goals[0]
    across = plan(load(RAWS[name], name, course="boundaries-lifted"), Asked(seconds=20.0)).goals[0]
    assert within.status == across.status == "optimal"
    assert across.value < within.value / 10


def test_seven_days_notice_against_fourteen() -> None:
    name = "2023-05-zvecan"
    made = {
        course: plan(load(RAWS[name], name, course=course), Asked(seconds=20.0))
        for course in (None, "second-at-14", "orf-only")
    }
    value = {c: p.goals[0].value for c, p in made.items()}
    assert value[None] < value["second-at-14"] < value["orf-only"]
    assert {p.status for p in made.values()} == {"optimal"}
    orf = next(m for m in made[None].moves if m.unit == "tur-commando")
    assert (orf.ordered, orf.ready) == ("2023-05-30", "2023-06-06")


@pytest.fixture
def kosovo_room(tmp_path: Path) -> Iterator[OperationRoom]:
    with create_operation(tmp_path / "op", pack="kosovo") as operation:
        yield OperationRoom(operation)


def test_a_plan_is_kept_once_and_made_anew(kosovo_room: OperationRoom) -> None:
    plans = kosovo_room.plans
    first = plans.make(LOCAL, "banjska-2023", seconds=5.0)
    again = plans.make(LOCAL, "banjska-2023", seconds=5.0)
    without = plans.make(LOCAL, "banjska-2023", without=("council-on-day-5",), seconds=5.0)
    kept = [k for k in plans.listed(LOCAL) if k.scenario == "banjska-2023"]
    assert {k.id for k in kept} == {first.id, without.id}
    assert first.id == again.id
    assert [k.without for k in plans.shelf(LOCAL, "banjska-2023").plans] == [
        (),
        ("council-on-day-5",),
    ]
    assert date.fromisoformat(first.until) > date.fromisoformat(first.since)
    with pytest.raises(UnknownName, match="scenario 'x'; known"):
        plans.make(LOCAL, "x")
    with pytest.raises(NotPermitted):
        plans.make(Viewer("Reader"), "banjska-2023")


def test_demand_counts_at_the_level_of_the_warning_where_that_is_heavier() -> None:
    raw = RAWS["2023-09-banjska"]
    raised = at_levels(raw, {"zubin-potok": "red", "leposavic": "green", "podujevo": "amber"})
    was = {(d.place, d.task): d.level for d in load(raw, "x").scenario.demand}
    now = {(d.place, d.task): d.level for d in load(raised, "x").scenario.demand}
    changed = {key: level for key, level in now.items() if was[key] != level}
    assert changed == {
        ("zubin-potok", "boundary-line"): "red",
        ("zubin-potok", "presence"): "red",
        ("podujevo", "presence"): "amber",
    }


def test_the_demonstration_knows_the_levels_of_its_first_day(kosovo: Path) -> None:
    with open_operation(kosovo) as operation:
        plans = OperationRoom(operation).plans
        levels = plans.levels("2023-05-29")
        assert levels.get("zvecan") in ("amber", "red")
        made = plans.values("zvecan-2023", warned=True)
    weights = {d["place"]: d["level"] for d in made["demand"] if d["task"] == "presence"}
    assert all(weights[p] != "green" for p, level in levels.items() if level != "green")
