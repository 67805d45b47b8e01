"""A unit of text as words: quotations collapsed into one word each, possessives split off."""

import re
from dataclasses import dataclass

from ...domain import Span
from ..document import Document, Quotation
from .nearby import Nearby

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|(?:Lt|Gen|Col|Maj|Brig|Capt|Sgt|Adm|Dr|Mr|Mrs|Ms|St|Amb|Sen|Rep|Gov|Prof)\."
    r"|\d[\d.,]*\d|\d"
    r"|[^\W_]+(?:[-‐‑/][^\W_]+)*"
    r"|[^\w\s]|_"
)
_MARKS = "\"'“”‘’„«»‚"
_POSSESSIVE = re.compile(r"['’]s\b")


@dataclass(frozen=True, slots=True)
class Word:
    """`kind` is word, number, mark (punctuation), owner (the possessive 's) or quote.

    `low` is the text in lower case.
    """

    text: str
    span: Span
    kind: str
    low: str

    @property
    def cap(self) -> bool:
        """Whether it is written with a capital, as names are."""
        return self.kind == "word" and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, or several that one quotation runs through."""

    span: Span
    paragraph: int
    words: tuple[Word, ...]

    def extent(self, start: int, end: int) -> Span:
        """The characters of the words `[start, end)`."""
        return Span(self.words[start].span.start, self.words[end - 1].span.end)


def units(document: Document) -> tuple[Unit, ...]:
    """The text's units in order; sentences that share a quotation stand in one."""
    merged: list[tuple[Span, int]] = []
    quotes = Nearby(document.quotations)
    for sentence in document.sentences:
        last = merged[-1] if merged else None
        if last and _shared(quotes, last[0], sentence.span):
            merged[-1] = (Span(last[0].start, max(last[0].end, sentence.span.end)), last[1])
        else:
            merged.append((sentence.span, sentence.paragraph))
    return tuple(Unit(s, p, _words(document.text, s, quotes)) for s, p in merged)


def _shared(quotes: Nearby[Quotation], before: Span, after: Span) -> bool:
    """Whether one quotation runs through the end of one stretch into the next."""
    return any(
        q.span.start < before.end and q.span.end > after.start + 1
        for q in quotes.touching(Span(max(before.start, before.end - 1), after.start + 2))
    )


def _words(text: str, span: Span, quotes: Nearby[Quotation]) -> tuple[Word, ...]:
    found: list[Word] = []
    at = span.start
    for quotation in quotes.inside(span):
        quote = quotation.span
        if quote.start < at:
            continue
        start = quote.start - (quote.start > at and text[quote.start - 1] in _MARKS)
        end = quote.end + (quote.end < span.end and text[quote.end] in _MARKS)
        found += _plain(text, at, start)
        found.append(_word(text[start:end], Span(start, end), "quote"))
        at = end
    return (*found, *_plain(text, at, span.end))


def _word(text: str, span: Span, kind: str) -> Word:
    return Word(text, span, kind, text.lower())


def _plain(text: str, start: int, end: int) -> list[Word]:
    found: list[Word] = []
    at = start
    while at < end:
        owner = _POSSESSIVE.match(text, at, end)
        hit = owner or _WORD.match(text, at, end)
        if hit:
            found.append(_word(hit[0], Span(*hit.span()), "owner" if owner else _kind(hit[0])))
        at = hit.end() if hit else at + 1
    return found


def _kind(word: str) -> str:
    if word[0].isdigit():
        return "number"
    return "word" if word[0].isalpha() else "mark"
