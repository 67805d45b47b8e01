"""A product in its document forms, opened and read back: both scripts, draft marks, own templates."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document
from pypdf import PdfReader

from jointguardian.errors import UnreadableFile
from jointguardian.exchange.docx_template import fill_docx
from jointguardian.exchange.product_forms import FORMS
from jointguardian.picture.brief import (
    Assessed,
    Brief,
    Citation,
    Entered,
    Note,
    Ref,
    Row,
    Section,
    Sentence,
    Table,
)

WHEN = datetime(2023, 5, 30, 18, tzinfo=UTC)
REF = Ref("event", "e_1", "r_1")
NAMES = "Zveçan / Zvečan / Звечан; Gjakovë / Ђаковица; Љ Њ Џ ћ ë Ë"
BRIEF = Brief(
    kind="sitrep",
    title="Situation report 001/2023: Test & <operation>, 301800ZMAY23",
    header=(("Originator", "Test"), ("Serial", "SITREP 001/2023"), ("State", "DRAFT")),
    banner="Some values are invented for demonstration; they are marked “invented”.",
    sections=(
        Section(1, "Summary", "fact", (
            Sentence(f"30 injured at {NAMES}; [name sealed] said “terrorists” #let x = {{{{ 7 }}}}.", (REF,), "k"),
            Note("Not the same as quiet."),
            Table(("Place", "Counts"), (Row((NAMES, "25 to 41"), (REF,), "r"),)),
        ), "summary"),
        Section(2, "Particulars", "entry", (Entered("kin", "Next of kin told", "", ""),), "particulars"),
        Section(3, "Assessment", "assessment", (
            Assessed("a", "protests go on", "likely", "55 to 75 %", "low", "one origin", "", "Ana"),
        ), "assessment"),
    ),
    citations=(Citation(1, REF, "Gazette", "Title", "2023-05-30", "C2", "30 injured", 3, 13, "ab" * 32, True),),
)  # fmt: skip
RELEASED = replace(BRIEF, draft=False)


def docx_text(raw: bytes) -> str:
    page = Document(io.BytesIO(raw))
    cells = [c.text for t in page.tables for row in t.rows for c in row.cells]
    heads = [p.text for s in page.sections for p in s.header.paragraphs]
    return "\n".join([*heads, *(p.text for p in page.paragraphs), *cells])


def pdf_text(raw: bytes) -> str:
    return "\n".join(p.extract_text() for p in PdfReader(io.BytesIO(raw)).pages)


def text(form: str, brief: Brief) -> str:
    raw = FORMS[form].write(brief, WHEN)
    return {"docx": docx_text, "pdf": pdf_text}.get(form, bytes.decode)(raw)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_shows_both_scripts_sealed_names_and_what_is_invented(form: str) -> None:
    shown = " ".join(text(form, BRIEF).split())
    for word in (
        "Zveçan",
        "Zvečan",
        "Звечан",
        "Ђаковица",
        "Љ Њ Џ ћ ë Ë",
        "name sealed",
        "invented",
    ):
        assert word in shown, word
    assert "one origin" in shown
    assert "Gazette" in shown


@pytest.mark.parametrize("form", FORMS)
def test_no_form_leaves_without_draft_across_it_until_released(form: str) -> None:
    said = '"draft": true' if form == "json" else "DRAFT"
    assert said in text(form, BRIEF)
    done = replace(RELEASED, header=(("State", "RELEASED by Cat"),))
    assert "DRAFT" not in text(form, done).replace("body.draft::before", "").replace(
        'content:"DRAFT"', ""
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_same_product_gives_the_same_bytes(form: str) -> None:
    assert FORMS[form].write(BRIEF, WHEN) == FORMS[form].write(BRIEF, WHEN)


def test_the_pdf_is_tagged_titled_in_its_language_with_a_mark_on_every_page() -> None:
    reader = PdfReader(io.BytesIO(FORMS["pdf"].write(BRIEF, WHEN)))
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == BRIEF.title
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert all("DRAFT" in p.extract_text() for p in reader.pages)


def test_text_of_a_source_is_never_read_as_markup_by_the_pdf() -> None:
    assert "#let x = {{ 7 }}" in " ".join(text("pdf", BRIEF).split())


def test_the_word_document_repeats_the_head_of_a_table_and_watermarks_the_page() -> None:
    raw = FORMS["docx"].write(BRIEF, WHEN)
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert b"w:tblHeader" in parts.read("word/document.xml")
        header = next(n for n in parts.namelist() if n.startswith("word/header"))
        assert b'string="DRAFT"' in parts.read(header)
        done = FORMS["docx"].write(RELEASED, WHEN)
        assert b"textpath" not in b"".join(
            zipfile.ZipFile(io.BytesIO(done)).read(n) for n in parts.namelist() if "header" in n
        )


def template(*lines: str) -> bytes:
    page, raw = Document(), io.BytesIO()
    for line in lines:
        page.add_paragraph(line)
    page.save(raw)
    return raw.getvalue()


def test_a_missions_own_template_is_filled_and_marked() -> None:
    own = template(
        "OWN FORM {{ header.serial }}",
        "{%p for s in sections %}", "{{ s.number }}. {{ s.title }}",
        "{%p for i in s['items'] %}", "{{ i.text }} {{ i.cites }}", "{%p endfor %}", "{%p endfor %}",
        "{%p for r in references %}", "{{ r.n }}. {{ r.text }}", "{%p endfor %}",
    )  # fmt: skip
    shown = docx_text(fill_docx(BRIEF, WHEN, own, "own.docx"))
    assert "OWN FORM SITREP 001/2023" in shown
    assert "Звечан" in shown
    assert "{{ 7 }}" in shown
    assert "DRAFT, NOT RELEASED" in shown
    assert "1. Gazette (invented)" in shown
    assert "DRAFT, NOT RELEASED" not in docx_text(fill_docx(RELEASED, WHEN, own, "own.docx"))
    assert fill_docx(BRIEF, WHEN, own, "x") == fill_docx(BRIEF, WHEN, own, "x")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"no zip", "no .docx"),
        (template("{{ header.serail }}"), "no attribute 'serail'"),
        (template("{{ titel }}"), "'titel' is undefined"),
        (template("{% for s in sections %}"), "line "),
        (template("{{ title | nosuch }}"), "nosuch"),
        (template("{{ title.__class__.__mro__ }}"), "may not"),
        (template("{{ sections.append(1) }}"), "may not"),
        (template("{% for n in range(999999999) %}x{% endfor %}"), "Overflow"),
    ],
)
def test_a_bad_template_gives_one_clear_line_with_its_name(raw: bytes, line: str) -> None:
    with pytest.raises(UnreadableFile) as told:
        fill_docx(BRIEF, WHEN, raw, "own.docx")
    assert line in told.value.line
    assert told.value.line.startswith("own.docx: ")
    assert "\n" not in told.value.line


def test_a_template_that_is_a_bomb_or_declares_entities_is_refused() -> None:
    def packed(body: bytes) -> bytes:
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("word/document.xml", body)
        return raw.getvalue()

    for body, line in ((b" " * 41_000_000, "too large"), (b"<!DOCTYPE x><x/>", "document type")):
        with pytest.raises(UnreadableFile, match=line):
            fill_docx(BRIEF, WHEN, packed(body), "own.docx")
