"""The built-in steps on the parse of another spaCy pipeline."""

from dataclasses import dataclass, replace

from ..document import Document
from ..knowledge import Knowledge
from ..steps import understood
from ..syntax import Parser


@dataclass(frozen=True, slots=True)
class PipelineAnnotator:
    """Reads with `parser`, asked for as `spacy:<pipeline>`."""

    parser: Parser

    @classmethod
    def load(cls, pipeline: str) -> "PipelineAnnotator":
        """An installed pipeline by its name or folder. Raises UnknownName."""
        from ..syntax.spacy_parser import SpacyParser

        return cls(SpacyParser.load(pipeline))

    @property
    def name(self) -> str:
        """`spacy:` and the pipeline's name."""
        return f"spacy:{self.parser.name.rpartition(' ')[0]}"

    @property
    def version(self) -> str:
        """The pipeline's version."""
        return self.parser.name.rpartition(" ")[2]

    def annotate(self, document: Document, knowledge: Knowledge) -> Document:
        """See `Annotator.annotate`."""
        return understood(document, replace(knowledge, parser=self.parser))
