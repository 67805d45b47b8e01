"""The forms in which a product leaves: one table for the command line and the web."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ..picture.brief import Brief
from .docx import to_docx
from .pdf import to_pdf

Writer = Callable[[Brief, datetime], bytes]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its file ending, media type and writer."""

    ending: str
    media: str
    write: Writer


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, Form] = {
    f.ending: f
    for f in (
        Form("md", "text/markdown; charset=utf-8", lambda b, _: b.markdown().encode()),
        Form("html", "text/html; charset=utf-8", lambda b, _: b.html().encode()),
        Form("docx", WORD, to_docx),
        Form("pdf", "application/pdf", to_pdf),
        Form("json", "application/json", lambda b, _: b.json().encode()),
    )
}
