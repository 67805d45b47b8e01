"""A text in another language as the rules see it: sentences as lines of words."""

from bisect import bisect_right
from dataclasses import dataclass, field

from ...domain import Span
from ..document import Document
from .language import Language
from .words import Word, words


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence's words, with its paragraph."""

    span: Span
    paragraph: int
    words: tuple[Word, ...]

    def index(self, offset: int) -> int:
        """The last word that begins at or before a character; -1 when none does."""
        return bisect_right([w.span.start for w in self.words], offset) - 1

    def within(self, span: Span) -> range:
        """The indices of the words that begin inside a span."""
        starts = [w.span.start for w in self.words]
        return range(
            bisect_right(starts, span.start - 1), bisect_right(starts, max(span.end - 1, 0))
        )

    def stretch(self, start: int, end: int) -> Span:
        """The characters of the words `start` to before `end`."""
        return Span(self.words[start].span.start, self.words[end - 1].span.end)


@dataclass(frozen=True, slots=True)
class Page:
    """A document with its language and lines."""

    document: Document
    language: Language
    lines: tuple[Line, ...] = field(default=())


def page_of(document: Document, language: Language) -> Page:
    """The page of a document whose sentences are known."""
    lines = tuple(
        Line(s.span, s.paragraph, words(document.text, s.span)) for s in document.sentences
    )
    return Page(document, language, lines)
