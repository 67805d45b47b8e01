"""Coding a text: the steps that coding needs, and nothing more."""

from datetime import date

from ...domain import Coding
from ..document import Document
from ..knowledge import Knowledge
from ..normalise import normalise
from ..places import places
from ..quantities import quantities
from ..quotations import quotations
from ..sentences import sentences
from ..syntax.step import syntax
from ..times import times
from .coder import code
from .coding import Choices
from .entries import Dictionaries


def code_text(
    text: str,
    known: Dictionaries,
    *,
    published: date | None,
    knowledge: Knowledge,
    choices: Choices | None = None,
) -> tuple[Coding, ...]:
    """The codings of an English text, with codes that hold on the day of publication."""
    document = Document(text=text, published=published)
    document = quantities(times(quotations(sentences(normalise(document)))))
    document = syntax(places(document, knowledge.gazetteer), knowledge.parser)
    return code(document, known, choices)
