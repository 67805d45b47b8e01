"""`guardian log` as a person calls it."""

from pathlib import Path

import pytest
from cli_runner import Guardian

import own_logs


@pytest.fixture
def operation(guardian: Guardian, tmp_path: Path) -> Path:
    folder = tmp_path / "op"
    assert guardian("init", folder, "--pack", "kosovo").code == 0
    return folder


def test_a_log_in_and_out(guardian: Guardian, operation: Path, tmp_path: Path) -> None:
    log = tmp_path / "patrol.xlsx"
    log.write_bytes(own_logs.patrol_log())
    looked = guardian("-C", operation, "log", "import", log, "--dry-run", "--json").json
    assert (looked["dry_run"], looked["new"], len(looked["rejected"])) == (True, 4, 1)
    done = guardian("-C", operation, "log", "import", log, "--mapping", "Patrols")
    assert "4 new, 0 changed, 0 as before, 0 missing since, 1 rejected" in done.out
    assert "row 9, column Date" in done.err
    assert guardian("-C", operation, "log", "mappings", "--json").json[0]["name"] == "Patrols"
    out = tmp_path / "out.csv"
    bare = guardian("-C", operation, "log", "export", "-o", out)
    assert bare.code == 2
    assert not out.exists()
    who = ("--released-by", "Ana", "--to", "EULEX")
    told = guardian("-C", operation, "log", "export", "-o", out, *who, "--json").json
    assert (told["by"], told["rows"]) == ("Ana", 4)
    assert out.read_text("utf-8-sig").startswith("# Released by Ana")
    assert guardian("-C", operation, "verify").code == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.xlsx", b"PK\x03\x04", "not a readable workbook"),
        ("x.csv", b"no table here\n", "no table with a row of headers"),
        ("none.csv", None, "cannot be read"),
    ],
)
def test_what_is_no_log_is_one_line_and_exit_2(
    guardian: Guardian,
    operation: Path,
    tmp_path: Path,
    name: str,
    content: bytes | None,
    said: str,
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    answer = guardian("-C", operation, "log", "import", path)
    assert answer.code == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1
