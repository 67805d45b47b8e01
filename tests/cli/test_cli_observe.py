"""`guardian mandate observe` on the terminal."""

from pathlib import Path

from cli_runner import Guardian

ROWS = """what,who,place,start,low,high,unit,source
presence,yugoslav-army,zone-1,1999-06-20,5,9,persons,a monitor
rumour,yugoslav-army,zone-1,1999-06-20,5,9,persons,a monitor
"""
AT = ("--as-of", "1999-06-21", "--json")


def test_good_rows_go_in_and_are_corrected_and_withdrawn(
    guardian: Guardian, tmp_path: Path
) -> None:
    folder, rows = tmp_path / "op", tmp_path / "rows.csv"
    assert guardian("init", folder, "--pack", "kosovo").code == 0
    rows.write_text(ROWS)
    observe = ("-C", folder, "mandate", "observe")
    entered = guardian(*observe, "--file", rows, *AT)
    assert entered.code == 1
    assert "row 2: what: 'rumour' is no kind" in entered.err
    [made] = entered.json["added"]
    told = guardian(*observe, "--correct", made["id"], "--set", "high=6", *AT).json["added"]
    assert [(t["id"], t["high"]) for t in told] == [(made["id"], 6)]
    assert guardian(*observe, "--withdraw", made["id"]).code == 2
    gone = guardian(*observe, "--withdraw", made["id"], "--reason", "not so", *AT).json["added"]
    assert [t["what"] for t in gone] == ["withdrawn"]


def test_a_flag_that_tells_nothing_is_refused(guardian: Guardian, tmp_path: Path) -> None:
    folder = tmp_path / "op"
    assert guardian("init", folder, "--pack", "kosovo").code == 0
    refused = guardian("-C", folder, "mandate", "observe", "--set", "presence")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert guardian("-C", folder, "mandate", "observe").code == 2
