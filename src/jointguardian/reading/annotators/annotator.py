"""The one protocol of those who read a document."""

from dataclasses import dataclass
from typing import Protocol

from ..document import Document
from ..knowledge import Knowledge
from ..steps import understood


class Annotator(Protocol):
    """Fills a document's events, claims, figures, places and persons.

    All spans must lie in the text. `name` and `version` travel with the reading as its method.
    """

    @property
    def name(self) -> str:
        """How the annotator is asked for ("builtin", "spacy:...", "openai:...")."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the answers may."""
        ...

    def annotate(self, document: Document, knowledge: Knowledge) -> Document:
        """The document with everything found in it."""
        ...


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """The rules and the parser that ship."""

    name: str = "builtin"
    version: str = "2"

    def annotate(self, document: Document, knowledge: Knowledge) -> Document:
        """See `Annotator.annotate`."""
        return understood(document, knowledge)
