"""The parts of a text's main deed, for sentences in which the reader sees no event."""

from jointguardian.domain import Span
from jointguardian.reading import Knowledge
from jointguardian.reading.document import Document
from jointguardian.reading.roles import main_roles
from jointguardian.reading.steps import named


def main_parts(text: str, knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """The words of who does and who undergoes what the first sentence's main verb tells."""
    doers, met = main_spans(text, knowledge)
    return [s.of(text) for s in doers], [s.of(text) for s in met]


def main_spans(text: str, knowledge: Knowledge) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The same as spans of the text."""
    return main_roles(named(Document(text=text), knowledge))
