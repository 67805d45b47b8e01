"""`guardian read --dictionaries`: a researcher's own codes beside the reading."""

import gzip
from pathlib import Path

import pytest
from cli_runner import Guardian

TEXT = "Norway criticized Sweden on Monday."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "dictionaries"
    home.mkdir()
    (home / "own.verbs.txt").write_text("--- CRITICIZE [111] ---\nCRITICIZE\n- * BROKEN (\n")
    (home / "own.actors.txt.gz").write_bytes(gzip.compress(b"NORWAY [NOR]\nSWEDEN [SWE]\n"))
    (tmp_path / "page.txt").write_text(TEXT)
    return home


def test_codings_are_given_with_their_spans(guardian: Guardian, folder: Path) -> None:
    answer = guardian("read", folder.parent / "page.txt", "--dictionaries", folder, "--json")
    (coding,) = answer.json["codings"]
    assert (coding["source"], coding["target"], coding["event"]) == ("NOR", "SWE", "111")
    start, end = coding["source_span"]
    assert TEXT[start:end] == "Norway"
    start, end = coding["span"]
    assert "criticized" in TEXT[start:end]


def test_a_bad_line_is_told_on_stderr(guardian: Guardian, folder: Path) -> None:
    answer = guardian("read", folder.parent / "page.txt", "--dictionaries", folder, "--json")
    assert "own.verbs.txt line 3" in answer.err


def test_without_dictionaries_the_key_is_absent(guardian: Guardian, folder: Path) -> None:
    assert "codings" not in guardian("read", folder.parent / "page.txt", "--json").json


def test_a_folder_without_verbs_is_refused(guardian: Guardian, folder: Path) -> None:
    (folder / "own.verbs.txt").unlink()
    answer = guardian("read", folder.parent / "page.txt", "--dictionaries", folder, "--json")
    assert answer.code == 2
    assert "holds no verb dictionary" in answer.err
