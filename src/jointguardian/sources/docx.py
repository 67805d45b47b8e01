"""Word documents: paragraphs and tables in their order."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree  # type: ignore[import-untyped]

from ..domain import Rejected, Report
from ..errors import UnreadableFile
from .faults import parsing
from .intake import Found, Intake, contents, day_of, document_of

DOCX_LIMIT = 100_000_000
UNPACKED_LIMIT = 400_000_000
XML_LIMIT = 60_000_000
"""Bytes of the parts that are parsed into a tree, which takes many times that in memory."""
# The date in the template that python-docx starts new documents from: it says nothing.
_TEMPLATE_DATE = datetime(2013, 12, 23, 23, 15)  # noqa: DTZ001 - the properties are naive UTC


def read_docx(path: Path, intake: Intake) -> Iterator[Report | Rejected]:
    """One report. Raises UnreadableFile when the file is no Word document or holds no text."""
    data = contents(path, max(DOCX_LIMIT, intake.limit))
    faults = (OpcError, etree.LxmlError)
    with parsing("Word document", str(path), also=faults):
        found = _found(data, str(path))
    if not found.text:
        raise UnreadableFile("the document holds no text", where=str(path))
    yield document_of(found, intake, str(path))


def _found(data: bytes, where: str) -> Found:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        unpacked = sum(p.file_size for p in parts.infolist())
        xml = sum(p.file_size for p in parts.infolist() if _is_xml(p.filename))
    if unpacked > UNPACKED_LIMIT or xml > XML_LIMIT:
        raise UnreadableFile(f"the document unpacks to {unpacked:,} bytes", where=where)
    document = docx.Document(io.BytesIO(data))
    about = document.core_properties
    date = _date(about.created) or _date(about.modified)
    return Found(
        text="\n".join(_lines(document)).strip(),
        title=about.title or None,
        published=date,
        inferred=date is not None,
        language=about.language or None,
    )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _date(moment: datetime | None) -> str | None:
    if moment is None or moment.replace(tzinfo=None) == _TEMPLATE_DATE:
        return None
    return day_of(moment)


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\t".join(cell.text.strip() for cell in row.cells)
        else:
            yield block.text
