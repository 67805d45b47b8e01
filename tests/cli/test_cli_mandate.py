"""`guardian mandate`: what a legal adviser reads on the terminal."""

from pathlib import Path

from cli_runner import Guardian


def test_the_withdrawal_is_kept_on_the_day_after_it_was_verified(
    guardian: Guardian, kosovo: Path
) -> None:
    answer = guardian(
        "-C", kosovo, "mandate", "check", "--rule", "MTA-W", "--as-of", "1999-06-21", "--json"
    )
    found = {f["provision"]: f for f in answer.json}
    assert found["MTA-W4"]["finding"] == "compliant"
    assert found["MTA-W4"]["facts"][0]["seen"]["complete"] is True
    assert all(f["clause"] and f["place"] for f in found.values())


def test_silence_is_told_as_what_is_missing(guardian: Guardian, kosovo: Path) -> None:
    answer = guardian("-C", kosovo, "mandate", "check", "--rule", "MTA-W4", "--as-of", "2023-05-30")
    assert answer.out.startswith("not-determinable")
    assert "missing: nobody verified" in answer.out


def test_strict_fails_only_on_a_breach(guardian: Guardian, kosovo: Path) -> None:
    assert guardian("-C", kosovo, "mandate", "check", "--strict", "--as-of", "1999-06-21").code == 0


def test_tasks_and_commitments_are_told(guardian: Guardian, kosovo: Path) -> None:
    tasks = guardian("-C", kosovo, "mandate", "tasks", "--as-of", "2023-05-30")
    assert "Enforce the cease-fire" in tasks.out
    made = guardian("-C", kosovo, "mandate", "commitments", "--as-of", "2023-05-30")
    assert made.out.startswith("contested")
    assert guardian("-C", kosovo, "mandate", "assumptions", "--as-of", "2023-05-30").code == 0


def test_an_operation_without_a_mandate_says_so(guardian: Guardian, tmp_path: Path) -> None:
    assert guardian("init", tmp_path / "bare").code == 0
    answer = guardian("-C", tmp_path / "bare", "mandate", "check")
    assert answer.code == 2
    assert "no mandate" in answer.err


def test_a_wrong_own_rule_is_refused_with_its_line(guardian: Guardian, tmp_path: Path) -> None:
    assert guardian("init", tmp_path / "own", "--pack", "kosovo").code == 0
    (tmp_path / "own" / "mandate.yaml").write_text("provisions:\n  - {id: x}\n", encoding="utf-8")
    answer = guardian("-C", tmp_path / "own", "mandate", "check")
    assert answer.code == 2
    assert "mandate.yaml, line 2" in answer.err


def test_the_days_of_june_1999_are_told_zone_by_zone(guardian: Guardian, kosovo: Path) -> None:
    days = ("--since", "1999-06-12", "--until", "1999-06-22", "--as-of", "1999-06-25")
    answer = guardian("-C", kosovo, "mandate", "presence", *days, "--json")
    told = {(p["area"], p["party"], p["day"]): p for p in answer.json}
    assert len(told) == len(answer.json)
    for zone in ("zone-1", "zone-2", "zone-3", "kosovo"):
        assert told[zone, "fry-forces", "1999-06-21"]["state"] == "out"
        assert "MTA-W4" in told[zone, "fry-forces", "1999-06-21"]["ordered"]
    assert told["kosovo", "fry-forces", "1999-06-20"]["state"] == "in", "stragglers that day"
    assert told["zone-1", "kfor-units", "1999-06-13"]["state"] == "in"
    silent = [p for p in answer.json if p["state"] == "not-known"]
    assert silent
    assert all(p["missing"] for p in silent)
    assert all(p["facts"] for p in answer.json if p["state"] != "not-known")


def test_an_area_that_is_none_is_refused(guardian: Guardian, kosovo: Path) -> None:
    answer = guardian("-C", kosovo, "mandate", "presence", "--area", "atlantis")
    assert answer.code == 2
    assert "no area 'atlantis'" in answer.err


def test_a_task_is_told_by_itself(guardian: Guardian, kosovo: Path) -> None:
    task = ("mandate", "task", "secure-environment", "--as-of", "2023-05-30")
    answer = guardian("-C", kosovo, *task, "--json")
    told = answer.json
    counted = {i for m in told["state"]["measured"] for i in m["incidents"]}
    assert {e["incident"] for e in told["evidence"]} == counted
    assert all(e["reports"] for e in told["evidence"])
    assert told["order"]["clause"].startswith("Paragraph 9")
    assert [h["day"] for h in told["history"]][-1] == "2023-05-30"
    assert len(told["history"]) == 13
    assert "achieved up to 0" in guardian("-C", kosovo, *task).out
    assert guardian("-C", kosovo, "mandate", "task", "nothing").code == 2


PLAN = Path(__file__).with_name("plan.yaml").read_text(encoding="utf-8")


def test_a_plan_that_would_break_a_ceiling_is_told(
    guardian: Guardian, kosovo: Path, tmp_path: Path
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    asked = ("-C", kosovo, "mandate", "plan", tmp_path / "plan.yaml", "--as-of", "2023-10-01")
    answer = guardian(*asked, "--json")
    told = {t["provision"]: t for t in answer.json[0]["trials"]}
    assert answer.json[0]["outcome"] == told["NAT-DEU-23"]["outcome"] == "would break"
    assert told["NAT-DEU-23"]["clause"] == "Ceiling of personnel"
    assert guardian(*asked).code == 0
    assert guardian(*asked, "--strict").code == 1


def test_a_wrong_plan_is_refused_with_its_line(
    guardian: Guardian, kosovo: Path, tmp_path: Path
) -> None:
    for old, new, words in (
        ("DEU", "nobody", "line 3: 'who' names 'nobody'"),
        ("kosovo", "atlantis", "line 5: 'where' names 'atlantis'"),
        (", unit: persons", "", "line 6: is a number without a unit"),
        ("2023-10-05", "2023-13-05", "line 4: 'from' is no date"),
        ("arrives: true", "arrives: soon", "line 7: 'arrives' is 'soon'"),
        ("    arrives", "    colour", "line 7: unknown key 'colour'"),
        ("moves:", "plans:", "unknown key 'plans'"),
    ):
        (tmp_path / "plan.yaml").write_text(PLAN.replace(old, new, 1), encoding="utf-8")
        answer = guardian("-C", kosovo, "mandate", "plan", tmp_path / "plan.yaml")
        assert answer.code == 2
        assert words in answer.err, answer.err
