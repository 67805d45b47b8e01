"""The parts of a text's main deed, for sentences in which the reader sees no event."""

from jointguardian.domain import Span
from jointguardian.reading import Knowledge
from jointguardian.reading.actors import actors
from jointguardian.reading.coreference import coreference
from jointguardian.reading.document import Document
from jointguardian.reading.normalise import normalise
from jointguardian.reading.places import places
from jointguardian.reading.quantities import quantities
from jointguardian.reading.quotations import quotations
from jointguardian.reading.roles import main_roles
from jointguardian.reading.sentences import sentences
from jointguardian.reading.syntax.step import syntax
from jointguardian.reading.times import times


def main_parts(text: str, knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """The words of who does and who undergoes what the first sentence's main verb tells."""
    doers, met = main_spans(text, knowledge)
    return [s.of(text) for s in doers], [s.of(text) for s in met]


def main_spans(text: str, knowledge: Knowledge) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The same as spans of the text."""
    first = quantities(times(quotations(sentences(normalise(Document(text=text))))))
    parsed = syntax(places(first, knowledge.gazetteer), knowledge.parser)
    return main_roles(coreference(actors(parsed, knowledge.actors)))
