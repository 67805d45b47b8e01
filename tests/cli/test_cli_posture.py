"""`guardian posture`: answers, one clear line for what can't be used, exit codes as everywhere."""

import json
from pathlib import Path

import pytest
from cli_runner import Guardian

POINTS = "id,x,y,weight\na,0,0,5\nb,3,4,2\nc,30,40,9\n"
SCENARIO = """
id = "two"
title = "Two units"
start = 2026-01-01
days = 6
kind = [{id = "foot", tasks = ["guard"]}]
place = [{id = "a", lon = 21.0, lat = 42.5}]
camp = [{id = "c", lon = 21.0, lat = 42.5, capacity = 200}]
lane = [{id = "air", days = 0, lift = 50}]
demand = [{place = "a", task = "guard", personnel = 40, level = "red"}]

[[unit]]
id = "here"
nation = "X"
present = "c"
personnel = {foot = 10}

[[unit]]
id = "far"
nation = "Y"
lanes = ["air"]
notice_days = 2
personnel = {foot = 50}

[[course]]
id = "alone"
name = "Alone"
without = ["unit.far"]
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "two.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def test_cover_answers_a_file(guardian: Guardian, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(POINTS, encoding="utf-8")
    asked = ("posture", "cover", path, "--format", "points", "--model", "mclp", "--p", "1")
    answer = guardian(*asked, "--radius", "6", "--json")
    assert answer.code == 0
    told = answer.json
    assert (told["status"], told["objective"], told["sites"], told["gap"]) == (
        "optimal",
        9.0,
        ["c"],
        0.0,
    )
    words = guardian(*asked, "--radius", "6").out
    assert "objective 9, bound 9, gap 0.00%" in words
    assert guardian(*asked).code == 2
    assert guardian("posture", "cover", path).code == 2


def test_plan_and_check(guardian: Guardian, scenario: Path, tmp_path: Path) -> None:
    answer = guardian("posture", "plan", scenario, "--course", "all", "--worth", "--json")
    assert answer.code == 0
    standing, alone = answer.json["plans"]
    assert (standing["goals"][0]["value"], alone["goals"][0]["value"]) == (2 * 30 * 9, 6 * 30 * 9)
    kept = tmp_path / "plan.json"
    kept.write_text(answer.out, encoding="utf-8")
    assert guardian("posture", "check", kept).out == "2 plans, every rule holds\n"
    again = guardian("posture", "plan", scenario, "--replan", kept, "--day", "2026-01-02", "--json")
    assert again.json["plans"][0]["goals"][1]["value"] == 0
    broken = json.loads(answer.out)
    broken["plans"][0]["moves"][1]["lift"] = {"2026-01-02": 50}
    kept.write_text(json.dumps(broken), encoding="utf-8")
    checked = guardian("posture", "check", kept)
    assert checked.code == 1
    assert "lift before being ready" in checked.out
    assert "rules are broken" in checked.err


def test_a_plan_in_words(guardian: Guardian, scenario: Path) -> None:
    words = guardian("posture", "plan", scenario, "--course", "all", "--worth").out
    assert "proven: no plan leaves less unmet" in words
    assert "far (Y, 50): ordered 2026-01-01, ready 2026-01-03" in words
    assert "one day less notice of far (1)" in words
    assert "Alone" in words or "alone" in words


def test_what_nothing_holds_is_an_answer_and_not_a_fault(
    guardian: Guardian, scenario: Path, tmp_path: Path
) -> None:
    path = tmp_path / "must.toml"
    path.write_text(scenario.read_text().replace('level = "red"', 'level = "red", must = true'))
    answer = guardian("posture", "plan", path, "--json")
    assert answer.code == 0
    assert answer.json["plans"][0]["status"] == "infeasible"
    assert answer.json["plans"][0]["conflicts"]
    assert "can't be held together" in guardian("posture", "plan", path).out


def test_scenarios_of_the_operation(guardian: Guardian, kosovo: Path) -> None:
    told = guardian("-C", kosovo, "posture", "scenarios")
    assert "zvecan-2023" in told.out
    assert "--without boundaries" in told.out
    assert guardian("-C", kosovo, "posture", "plan", "gates-2011", "--time-limit", "5").code == 0
    unknown = guardian("-C", kosovo, "posture", "plan", "gates-1911")
    assert unknown.code == 2
    assert "known: entry-1999" in unknown.err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("s.toml", "id = ", "is no scenario"),
        ("s.toml", 'id = "x"', "missing required field"),
        (
            "s.toml",
            SCENARIO.replace("days = 6", 'days = 6\naim = "targets"'),
            "unknown field `aim`",
        ),
        ("s.toml", SCENARIO.replace("notice_days", "notice_day"), "unknown field `notice_day`"),
    ],
)
def test_a_scenario_that_cannot_be_used_is_told_in_one_line(
    guardian: Guardian, tmp_path: Path, name: str, text: str, told: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    answer = guardian("posture", "plan", path)
    assert answer.code == 2
    assert told in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_a_plan_that_is_none_is_told(guardian: Guardian, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"plans": [{"scenario": 4}]}', encoding="utf-8")
    assert guardian("posture", "check", path).code == 2
    path.write_text("[", encoding="utf-8")
    assert guardian("posture", "check", path).code == 2
    assert guardian("posture", "check", tmp_path / "none.json").code == 2
