"""What stands between quotation marks, straight or curly."""

import re

from ..domain import Span
from .document import Document, Quotation

# A quotation may run over sentences but not past a paragraph's end.
_MARKS = re.compile(
    r"“([^“”\n]{1,2000}+)”|„([^„”“\n]{1,2000}+)[”“]|«([^«»\n]{1,2000}+)»|\"([^\"\n]{1,2000}+)\""
)


def quotations(document: Document) -> Document:
    """Find the quoted stretches, the marks themselves left out."""
    found = tuple(Quotation(_inside(m)) for m in _MARKS.finditer(document.text))
    return document.evolve(quotations=found)


def _inside(found: re.Match[str]) -> Span:
    group = next(g for g in range(1, 5) if found.group(g) is not None)
    return Span(*found.span(group))
