"""Reading: from the text of one report to events, claims, figures, places and persons.

Rules and word lists only, in named steps; each step is a pure function over `Document`.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from ..domain import Actor, Reading, ReportHeader
from ..errors import InputError
from .actors import actors
from .casualties import casualties
from .claims import claims
from .coreference import coreference
from .document import Document
from .events import events
from .figures import figures
from .normalise import normalise
from .passages import LONG, joined, passages
from .persons import persons
from .places import PlaceIndex, places
from .quantities import quantities
from .quotations import quotations
from .sentences import sentences
from .times import times

__all__ = ["Knowledge", "PlaceIndex", "read"]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the reader knows beforehand: places, and the operation's own actors."""

    gazetteer: PlaceIndex
    actors: tuple[Actor, ...] = ()


def read(
    text: str,
    *,
    published: date | None = None,
    source: str | None = None,
    report_id: str | None = None,
    language: str = "en",
    knowledge: Knowledge,
) -> Reading:
    """Read one text; the same text and knowledge always give the same reading.

    Raises InputError when the text holds nothing but white space.
    """
    if not text.strip():
        raise InputError("the text is empty", where=report_id, way_out="give a text to read")
    document = Document(
        text=text, published=published, source=source, report=report_id, language=language
    )
    if len(text) <= LONG:
        return _reading(_understood(document, knowledge))
    return _in_passages(document, knowledge)


def _in_passages(document: Document, knowledge: Knowledge) -> Reading:
    """A long text passage by passage: what stands far apart is not taken for one happening."""
    parts = [
        (span, _reading(_understood(document.evolve(text=span.of(document.text)), knowledge)))
        for span in passages(document.text)
    ]
    header = _header(document)
    events_, claims_, rest = joined(document.text, header.sha256, parts)
    return replace(rest, report=header, events=events_, claims=claims_)


def _understood(document: Document, knowledge: Knowledge) -> Document:
    """All steps in their order."""
    document = quantities(times(quotations(sentences(normalise(document)))))
    document = places(document, knowledge.gazetteer)
    document = coreference(actors(document, knowledge.actors))
    document = persons(document, knowledge.actors)
    return events(casualties(figures(claims(document))))


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
        method="builtin",
        version="1",
    )
