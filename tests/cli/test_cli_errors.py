"""Bad input and use: one clear line on stderr, exit 2, nothing on stdout, nothing good lost."""

import json
from pathlib import Path

import pytest
from cli_runner import Guardian

GOOD = {
    "id": "a",
    "source": "Post",
    "published": "2023-05-30",
    "text": "Police closed a road in Zvecan.",
}


def _bad(answer, *said: str) -> None:  # type: ignore[no-untyped-def]
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("guardian: ")
    assert answer.err.count("\n") == 1
    for word in said:
        assert word in answer.err


def test_a_command_outside_an_operation_says_how_to_make_one(
    guardian: Guardian, tmp_path: Path
) -> None:
    _bad(guardian("-C", tmp_path, "incidents", "--json"), "not an operation", "guardian init")


@pytest.mark.parametrize(
    "when", ["yesterday", "0000-01-01", "9999-12-31", "2023-13-01", "310000ZFEB23"]
)
def test_a_wrong_moment_is_named(guardian: Guardian, kosovo: Path, when: str) -> None:
    _bad(guardian("-C", kosovo, "incidents", "--as-of", when, "--json"), when)


def test_unknown_commands_options_and_kinds(guardian: Guardian, kosovo: Path) -> None:
    _bad(guardian("conquer"), "conquer")
    _bad(guardian("verify", "--loudly"), "--loudly")
    _bad(guardian("-C", kosovo, "brief", "--kind", "poem"), "poem", "sitrep")
    _bad(guardian("-C", kosovo, "brief", "--format", "stone"), "stone")
    _bad(guardian("-C", kosovo, "brief", "--period", "soon"), "soon", "24h")
    _bad(guardian("-C", kosovo, "incidents", "--place", "Atlantis", "--json"), "Atlantis")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("broken.pdf", b"%PDF-1.7 and then nothing"),
        ("broken.docx", b"PK\x03\x04 nothing"),
        ("image.png", b"\x89PNG\r\n\x1a\n"),
        ("rows.jsonl", b'{"id": 1, "text"\n'),
    ],
)
def test_a_file_that_holds_no_report(
    guardian: Guardian, tmp_path: Path, name: str, raw: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    answer = guardian("read", path, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert name in answer.err


def test_a_missing_file_is_named(guardian: Guardian, tmp_path: Path) -> None:
    _bad(guardian("read", tmp_path / "gone.txt"), "gone.txt")


def test_good_rows_of_a_bad_file_go_in_and_the_rest_is_kept(
    guardian: Guardian, tmp_path: Path
) -> None:
    guardian("init", tmp_path / "op", "--pack", "kosovo")
    rows = [
        json.dumps(GOOD),
        '{"id": "b", "text": "cut of',
        json.dumps(GOOD | {"id": "c", "published": "0000-01-01"}),
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(rows))
    answer = guardian("-C", tmp_path / "op", "ingest", "reports", tmp_path / "r.jsonl", "--json")
    assert answer.code == 0
    assert answer.json["new"] == 1
    assert len(answer.json["rejected"]) == 2
    kept = guardian("-C", tmp_path / "op", "rejected", "--json").json
    assert [r["row"] for r in kept] == [2, 3]


def test_wrong_columns_of_a_series_are_named(guardian: Guardian, tmp_path: Path) -> None:
    guardian("init", tmp_path / "op")
    (tmp_path / "s.csv").write_text("day,who\n2023-01-01,x\n")
    answer = guardian(
        "-C", tmp_path / "op", "ingest", "events", tmp_path / "s.csv", "--format", "ucdp"
    )
    _bad(answer, "s.csv", "column")


def test_a_second_operation_in_the_same_folder_is_refused(
    guardian: Guardian, tmp_path: Path
) -> None:
    assert guardian("init", tmp_path / "op").code == 0
    _bad(guardian("init", tmp_path / "op"), "already")


def test_demo_leaves_a_folder_alone_that_is_not_its_own(guardian: Guardian, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    _bad(guardian("demo", "--dir", tmp_path, "--no-serve"), "not empty")
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_text_with_a_date_that_is_none_is_read_undated_but_not_recorded(
    guardian: Guardian, tmp_path: Path
) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(GOOD | {"published": "late May"}))
    answer = guardian("read", path, "--json")
    assert (answer.code, json.loads(answer.out)["report"]["published"]) == (0, None)
    assert "late May" in answer.err
    guardian("init", tmp_path / "op")
    assert guardian("-C", tmp_path / "op", "ingest", "reports", path).code == 2
