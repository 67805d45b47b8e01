"""PDF files with a text layer. Pages are separated by a blank line."""

import io
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ..domain import Rejected, Report
from ..errors import UnreadableFile
from .faults import parsing
from .intake import Found, Intake, contents, day_of, document_of

PDF_LIMIT = 100_000_000
PAGES_LIMIT = 2000


def read_pdf(path: Path, intake: Intake) -> Iterator[Report | Rejected]:
    """One report. Raises UnreadableFile when the file is no PDF, is locked, or holds no text."""
    data = contents(path, max(PDF_LIMIT, intake.limit))
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile(
            "this is not a readable PDF", where=str(path), way_out="check the file"
        )
    with parsing("PDF", str(path), "pypdf", also=(PyPdfError,)):
        found = _found(data, str(path), intake.limit)
    yield document_of(found, intake, str(path))


def _found(data: bytes, where: str, limit: int) -> Found:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFile("the PDF needs a password", where=where, way_out="save it without one")
    text = _text(reader, limit)
    if not text:
        raise UnreadableFile(
            "the PDF holds no text", where=where, way_out="run it through text recognition first"
        )
    about = reader.metadata
    date = day_of(about.creation_date) if about else None
    return Found(
        text=text,
        title=str(about.title) if about and about.title else None,
        published=date,
        inferred=date is not None,
        language=_language(reader),
    )


def _text(reader: PdfReader, limit: int) -> str:
    pages: list[str] = []
    length = 0
    for page in reader.pages[:PAGES_LIMIT]:
        shown = page.extract_text().replace("\0", "").strip()
        length += len(shown)
        if shown:
            pages.append(shown)
        if length > limit:
            break
    return "\n\n".join(pages).encode("utf-8", "replace").decode("utf-8")


def _language(reader: PdfReader) -> str | None:
    root = reader.root_object
    return str(root["/Lang"]) if "/Lang" in root else None
