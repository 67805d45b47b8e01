"""Reading: from the text of one report to events, claims, figures, places and persons.

Named steps, each a pure function over `Document` (`steps.py` lists them), on a small parser of our
own; another annotator can be asked instead (`annotators/`).
"""

import hashlib
from dataclasses import replace
from datetime import date

from ..domain import Reading, ReportHeader
from ..errors import InputError
from .annotators import Annotator, BuiltIn
from .document import Document
from .knowledge import Knowledge
from .passages import LONG, joined, passages
from .places import PlaceIndex

__all__ = ["BUILT_IN", "Annotator", "BuiltIn", "Knowledge", "PlaceIndex", "read"]

BUILT_IN = BuiltIn()


def read(
    text: str,
    *,
    published: date | None = None,
    source: str | None = None,
    report_id: str | None = None,
    language: str = "en",
    knowledge: Knowledge,
    annotator: Annotator = BUILT_IN,
) -> Reading:
    """Read one text; the built-in annotator gives the same text and knowledge the same reading always.

    Raises InputError when the text holds nothing but white space.
    """
    if not text.strip():
        raise InputError("the text is empty", where=report_id, way_out="give a text to read")
    document = Document(
        text=text, published=published, source=source, report=report_id, language=language
    )
    if len(text) <= LONG:
        return _reading(annotator.annotate(document, knowledge))
    return _in_passages(document, knowledge, annotator)


def _in_passages(document: Document, knowledge: Knowledge, annotator: Annotator) -> Reading:
    """A long text passage by passage: what stands far apart is not taken for one happening."""
    parts = [
        (
            span,
            _reading(annotator.annotate(document.evolve(text=span.of(document.text)), knowledge)),
        )
        for span in passages(document.text)
    ]
    header = _header(document)
    events_, claims_, rest = joined(document.text, header.sha256, parts)
    return replace(rest, report=header, events=events_, claims=claims_)


def _header(document: Document) -> ReportHeader:
    return ReportHeader(
        id=document.report,
        source=document.source,
        published=document.published.isoformat() if document.published else None,
        language=document.language,
        sha256=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _reading(document: Document) -> Reading:
    return Reading(
        report=_header(document),
        events=document.events,
        claims=document.claims,
        figures=document.figures,
        places=document.places,
        persons=document.persons,
        method=document.method,
        version=document.version,
    )
