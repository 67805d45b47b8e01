"""`guardian warn record` and `guardian alerts` on the terminal."""

from pathlib import Path

from cli_runner import Guardian


def test_the_replay_says_what_would_have_come_and_what_it_proves(
    guardian: Guardian, kosovo: Path
) -> None:
    answer = guardian("-C", kosovo, "warn", "record", "--replay-since", "2022-07-01")
    assert "missed" in answer.out
    assert "proves no skill" in answer.out
    given = guardian("-C", kosovo, "warn", "record", "--json").json
    assert given["outcomes"] == []


def test_alerts_are_raised_listed_and_closed(guardian: Guardian, tmp_path: Path) -> None:
    folder = tmp_path / "op"
    assert guardian("init", folder, "--pack", "kosovo").code == 0
    (folder / "alerts.yaml").write_text("rules: [{id: quiet, kind: silence, days: 30}]")
    made = guardian("-C", folder, "alerts", "look", "--json").json
    listed = guardian("-C", folder, "alerts", "list", "--json").json
    assert {a["id"] for a in made} == {a["id"] for a in listed}
    (folder / "alerts.yaml").write_text("rules: [{id: quiet, kind: mood}]")
    refused = guardian("-C", folder, "alerts", "look")
    assert refused.code == 2
    assert "alerts.yaml" in refused.err
    assert guardian("-C", folder, "alerts", "dismiss", "al_none").code == 2
