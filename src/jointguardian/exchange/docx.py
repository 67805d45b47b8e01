"""A product as DOCX in the built-in form, by python-docx; a draft says so on every page."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ..picture.brief import Brief
from .product_items import form_of, marks, references

WARN = RGBColor(0x9A, 0x3B, 0x00)
SOFT = RGBColor(0x4C, 0x5D, 0x6C)
DRAFT = "DRAFT, not released by a person. Do not pass on."
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_WATERMARK = (
    f'<w:r {_NS}><w:pict><v:shape id="draft" type="#_x0000_t136" alt="DRAFT" '
    'style="position:absolute;width:430pt;height:170pt;rotation:315;z-index:-1;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" '
    'fillcolor="#e8c4a8" stroked="f"><v:fill opacity=".4"/>'
    '<v:textpath on="t" style="font-family:&quot;Calibri&quot;;font-size:1pt" string="DRAFT"/>'
    "</v:shape></w:pict></w:r>"
)
_FIXED = (1980, 1, 1, 0, 0, 0)


def to_docx(brief: Brief, moment: datetime) -> bytes:
    """The product as a Word document; the same product and moment give the same bytes."""
    page = Document()
    _prepare(page, brief, moment)
    page.add_heading(brief.title, level=0)
    for text in (DRAFT if brief.draft else "", brief.banner or ""):
        if text:
            run = page.add_paragraph().add_run(text)
            run.bold, run.font.color.rgb = True, WARN
    _header(page, brief)
    for section in brief.sections:
        page.add_heading(f"{section.number}. {section.title}", level=1)
        if section.kind == "assessment":
            _soft(page, "Assessment, apart from the facts above.")
        for item in section.items:
            _item(page, form_of(item, brief))
    page.add_heading("References", level=1)
    for row in references(brief):
        page.add_paragraph(f"{row['n']}. {row['text']}").runs[0].font.size = Pt(8)
    return written(page)


def _prepare(page: Made, brief: Brief, moment: datetime) -> None:
    about, utc = page.core_properties, moment.astimezone(UTC).replace(tzinfo=None)
    about.title, about.author = brief.title[:250], dict(brief.header).get("Originator", "")
    about.language, about.created, about.modified = "en", utc, utc
    about.last_modified_by, about.comments, about.revision = "", "", 1
    normal = page.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    for section in page.sections:
        section.left_margin = section.right_margin = Pt(50)
    mark(page, brief)


def mark(page: Made, brief: Brief) -> None:
    """Writes the marking, and DRAFT across each page until the product is released, into every header."""
    for section in page.sections:
        kinds = [section.header]
        kinds += [section.first_page_header] if section.different_first_page_header_footer else []
        kinds += (
            [section.even_page_header] if page.settings.odd_and_even_pages_header_footer else []
        )
        for header in kinds:
            header.is_linked_to_previous = False
            line = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
            line = line if not line.text.strip() else header.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = line.add_run(
                f"{brief.marking}   DRAFT, NOT RELEASED" if brief.draft else brief.marking
            )
            run.bold = True
            if brief.draft:
                run.font.color.rgb = WARN
                line._p.append(parse_xml(_WATERMARK))


def _header(page: Made, brief: Brief) -> None:
    for label, value in brief.header:
        line = page.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        line.add_run(f"{label}: ").font.color.rgb = SOFT
        line.add_run(value)


def _soft(page: Made, text: str) -> None:
    run = page.add_paragraph().add_run(text)
    run.italic, run.font.color.rgb = True, SOFT


def _item(page: Made, item: dict[str, Any]) -> None:
    if item["form"] == "note":
        _soft(page, item["text"])
    elif item["form"] == "entered":
        line = page.add_paragraph()
        line.add_run(f"{item['label']}: ").bold = True
        line.add_run(item["text"])
    elif item["form"] == "sentence":
        _cited(page.add_paragraph(item["text"]), item)
    elif item["form"] == "assessed":
        line = page.add_paragraph()
        line.add_run(item["term"]).bold = True
        line.add_run(f" ({item['range']}): {item['text']}")
        _cited(line, item)
        for text in (
            f"Confidence: {item['confidence']}, because {item['reason']}",
            f"Would change it: {item['change']}",
            f"Assessed by {item['by']}",
        ):
            page.add_paragraph(text, style="List Bullet")
    elif item["rows"]:
        _table(page, item)


def _cited(line: Any, item: dict[str, Any]) -> None:
    text = marks(item["cites"])
    if text:
        run = line.add_run(f" {text}")
        run.font.size, run.font.color.rgb = Pt(8), SOFT


def _table(page: Made, item: dict[str, Any]) -> None:
    columns = [*item["columns"], "Rests on"]
    rows = [columns, *([*r["cells"], marks(r["cites"])] for r in item["rows"])]
    table = page.add_table(rows=len(rows), cols=len(columns), style="Table Grid")
    for n, (row, cells) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
        for cell, text in zip(row.tc_lst, cells, strict=True):
            _fill(cell.p_lst[0], _short(text), bold=n == 0)
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table._tbl.tr_lst[0].get_or_add_trPr().append(again)
    page.add_paragraph()


def _fill(line: Any, text: str, *, bold: bool) -> None:
    """Text into an empty cell's paragraph: by its XML, since python-docx walks the whole table for a cell."""
    run = line.add_r()
    run.add_t(text)
    look = run.get_or_add_rPr()
    look.bold = True if bold else None
    look.sz_val = Pt(8)


def _short(text: str) -> str:
    """A hash by its first digits: whole it stands in the references."""
    return f"{text[:16]}…" if len(text) == 64 and text.isalnum() else text


def written(page: Made) -> bytes:
    """The document's bytes, without the moment of their writing in the archive."""
    raw = io.BytesIO()
    page.save(raw)
    done = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(
                zipfile.ZipInfo(info.filename, _FIXED), old.read(info), zipfile.ZIP_DEFLATED
            )
    return done.getvalue()
