"""Finding the characters of a text that somebody says he quotes."""

from dataclasses import dataclass

from ...domain import Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text in which quotations are looked up; one that is not in it, to the letter, is none."""

    text: str

    def find(self, quote: str) -> Span | None:
        """The first place where a quotation stands; None for an empty or a made-up one."""
        return self.near(quote, Span(0, 0))

    def near(self, quote: str, span: Span) -> Span | None:
        """The place where a quotation stands that is nearest to a span."""
        wanted = quote.strip()
        if not wanted:
            return None
        inside = self.text.find(wanted, span.start, max(span.end, span.start))
        after = self.text.find(wanted, span.start)
        before = self.text.rfind(wanted, 0, span.start)
        if inside >= 0:
            return Span(inside, inside + len(wanted))
        found = [at for at in (before, after) if at >= 0]
        if not found:
            return None
        best = min(found, key=lambda at: max(at - span.end, span.start - at - len(wanted), 0))
        return Span(best, best + len(wanted))
