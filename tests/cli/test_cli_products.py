"""Products by command line: drafted, approved by another, released, written, checked."""

from pathlib import Path

import pytest
from cli_runner import Guardian
from docx import Document

TEXT = "KFOR said 12 soldiers were injured in Zvecan on 29 May 2023."


@pytest.fixture
def folder(guardian: Guardian, tmp_path: Path) -> Path:
    made = tmp_path / "op"
    (tmp_path / "page.txt").write_text(TEXT)
    guardian("init", made)
    guardian("-C", made, "ingest", "reports", tmp_path / "page.txt", "--published", "2023-05-29")
    return made


def test_a_sitrep_is_released_written_and_checked(
    guardian: Guardian, folder: Path, tmp_path: Path
) -> None:
    def run(*words: object) -> object:
        answer = guardian("-C", folder, "product", *words)
        assert answer.code == 0, answer.err
        return answer

    made = guardian("-C", folder, "product", "new", "sitrep", "--by", "Ana", "--json").json
    run("prepare", made["id"], "--by", "Ana")
    again = guardian("-C", folder, "product", "approve", made["id"], "--by", "ana")
    assert again.code == 2
    assert "another named person" in again.err
    draft = tmp_path / "draft.md"
    run("write", made["id"], "-o", draft)
    assert "DRAFT" in draft.read_text("utf-8")
    run("approve", made["id"], "--by", "Ben")
    run("release", made["id"], "--by", "Cat", "--to", "NATO")
    (listed,) = guardian("-C", folder, "product", "list", "--json").json
    assert (listed["state"], listed["by"], listed["to"]) == ("released", "Cat", ["NATO"])
    pdf = tmp_path / "sitrep.pdf"
    run("write", made["id"], "--format", "pdf", "-o", pdf)
    assert pdf.read_bytes().startswith(b"%PDF")
    checked = guardian("-C", folder, "product", "check", "--json")
    assert checked.code == 0
    assert checked.json[0]["what"] == "as released"
    run("withdraw", made["id"], "--by", "Cat", "--note", "wrong")
    assert "SITREP" in guardian("-C", folder, "product").out


def test_bad_use_gives_one_line(guardian: Guardian, folder: Path, tmp_path: Path) -> None:
    for words, line in (
        (("product", "new", "sitrep"), "--by NAME"),
        (("product", "new", "poem", "--by", "Ana"), "poem"),
        (("product", "approve", "p_none", "--by", "Ana"), "p_none"),
        (("product", "new", "incident-report", "--by", "Ana"), "incident"),
        (("brief", "--format", "pdf"), "-o"),
        (("brief", "--template", "x.docx"), "docx"),
        (("brief", "--format", "docx", "--template", tmp_path / "no.docx", "-o", "x"), "no.docx"),
        (("brief", "--kind", "notice-of-casualty"), "incident"),
    ):
        answer = guardian("-C", folder, *words)
        assert answer.code == 2, words
        assert line in answer.err
        assert len(answer.err.strip().splitlines()) == 1


def test_a_brief_in_the_missions_own_form(guardian: Guardian, folder: Path, tmp_path: Path) -> None:
    own, done = tmp_path / "own.docx", tmp_path / "done.docx"
    page = Document()
    page.add_paragraph("OURS {{ header.serial }}")
    page.save(str(own))
    answer = guardian(
        "-C", folder, "brief", "--format", "docx", "--template", own, "-o", done
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert Document(str(done)).paragraphs[0].text.startswith("OURS SITREP")
