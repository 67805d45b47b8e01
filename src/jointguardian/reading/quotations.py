"""What stands between quotation marks, straight or curly, single ones where they come in pairs."""

import re

from ..domain import Span
from .document import Document, Quotation

# A quotation may run over sentences but not past a paragraph's end; one that goes on in the next
# paragraph is not closed before it.
_MARKS = re.compile(
    r"“([^“”\n]{1,2000}+)”|„([^„”“\n]{1,2000}+)[”“]|«([^«»\n]{1,2000}+)»|\"([^\"\n]{1,2000}+)\""
    r"|''((?:[^'\n]|'(?!')){1,2000}+)''|``((?:[^'\n]|'(?!')){1,2000}+)''"
    r"|(?<![^\n])[“\"]([^“”\"\n]{40,2000}+)(?=\n)"
)


def quotations(document: Document) -> Document:
    """Find the quoted stretches, the marks themselves left out."""
    found = tuple(Quotation(_inside(m)) for m in _MARKS.finditer(document.text))
    return document.evolve(quotations=found)


def _inside(found: re.Match[str]) -> Span:
    return Span(*found.span(found.lastindex or 0))
