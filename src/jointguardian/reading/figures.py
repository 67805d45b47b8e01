"""Every exact count or measure, once per value and thing."""

import re
from functools import lru_cache

from ..domain import Figure, Span
from .document import Document, Quantity, Sentence, TimeMention
from .lexicon import load
from .quantities import unit_of

_PRONOUN = re.compile(
    r"\s*(?:of\s+(?:them|those|these|whom|its|the|their|his)\b|(?:are|were|is|was|have|had|has)\b)",
    re.I,
)
_PARTITIVE = re.compile(
    r"\s+of\s+(?:(?:the|its|their|his|her|our|these|those)\s+)?([^\W\d_]+(?:[ -][^\W\d_]+){0,2})"
)
_NUMBERED = re.compile(
    r"((?:[\w-]+\s+){1,2})(?:numbered|totall?ed|stood at|reached|grew to|rose to)\s+(?:\w+\s+)?$"
)
_PLURAL = re.compile(r"[a-z][\w-]*s$|[A-Z][\w-]*s$")


def figures(document: Document) -> Document:
    """The document's quantities as figures; the same value of the same thing counts once."""
    kept: list[Figure] = []
    for quantity in document.quantities:
        figure = _figure(document, quantity)
        if figure is not None and not any(_same(document, figure, old) for old in kept):
            kept.append(figure)
    return document.evolve(figures=tuple(kept))


def _same(document: Document, a: Figure, b: Figure) -> bool:
    """Whether two figures, in two sentences, give the same value of the same thing."""
    if a.value != b.value or _unit_class(a.unit) != _unit_class(b.unit):
        return False
    if _sentence(document, a.span) == _sentence(document, b.span):
        return False
    mine, theirs = _names(a.what), _names(b.what)
    if a.what.startswith("of ") or b.what.startswith("of "):
        return a.what == b.what
    return not mine or not theirs or bool(mine & theirs)


def _unit_class(unit: str) -> str:
    return "persons" if unit == "troops" else unit


def _names(what: str) -> set[str]:
    """The capitalised words of a description: whose soldiers they are."""
    return {w.rstrip("s") for w in what.split() if w[:1].isupper()}


def _figure(document: Document, quantity: Quantity) -> Figure | None:
    unit = _unit(document, quantity)
    if unit is None:
        return None
    sentence = _sentence(document, quantity.span)
    end = max(quantity.span.end, quantity.noun_span.end) if _near(quantity) else quantity.span.end
    return Figure(
        value=quantity.best,
        low=quantity.low,
        high=quantity.high,
        unit=unit,
        what=_what(document.text, quantity),
        place=_place(document, sentence),
        date=_date(document, sentence, quantity.span),
        span=Span(quantity.span.start, end),
        qualifier=quantity.qualifier,
    )


def _near(quantity: Quantity) -> bool:
    """Whether the noun follows its number directly (not shared from a later number)."""
    return quantity.noun_span.start - quantity.span.end <= 1


def _unit(document: Document, quantity: Quantity) -> str | None:
    """The unit by the noun; by what is partitioned ("25 of its troops"); by the kind of sentence."""
    text = document.text
    phrase = "" if quantity.noun in {"more", "others", "extra", "additional"} else quantity.noun
    if phrase.startswith("%") or re.match(r"per\s?cent\b", phrase):
        return "percent"
    if phrase:
        return unit_of(phrase) or _own_noun(phrase)
    after = text[quantity.span.end : quantity.span.end + 60]
    if re.match(r"\s*(?:%|per\s*cent\b|percent\b)", after):
        return "percent"
    led = _NUMBERED.search(text[max(0, quantity.span.start - 60) : quantity.span.start])
    if led:
        return unit_of(led[1])
    partitive = _PARTITIVE.match(after)
    if partitive:
        return unit_of(partitive[1]) or "persons"
    return "persons" if _PRONOUN.match(after) or _personal(document, quantity) else None


def _personal(document: Document, quantity: Quantity) -> bool:
    """Whether a bare number stands for people: its sentence tells of harm, work or service."""
    sentence = _sentence(document, quantity.span)
    return sentence is not None and _about_people(sentence.span.of(document.text))


@lru_cache(maxsize=64)
def _about_people(words: str) -> bool:
    """Whether a sentence's words tell of harm, work or service."""
    return bool(
        re.search(
            r"\b(killed|dead|died|injur|wound|hurt|hospital|arrest|detain|resign|troops|soldiers"
            r"|refugees|gone|return|came|count|toll|people|fled|police|sent)",
            words,
        )
    )


def _own_noun(phrase: str) -> str | None:
    """The counted noun itself, as written: "town halls", "checkpoints"."""
    words = phrase.split()
    pair = " ".join(words[-2:]).lower()
    if pair in load("units")["compounds"]:
        return pair
    for word in reversed(words):
        if _PLURAL.match(word) and word[:1].isupper() and word[1:].islower():
            return "persons"
        if _PLURAL.match(word):
            return word.lower()
    return "persons" if words[-1][:1].isupper() else None


def _what(text: str, quantity: Quantity) -> str:
    """What is counted, in the text's words."""
    before = text[max(0, quantity.span.start - 60) : quantity.span.start]
    after = text[quantity.span.end : quantity.span.end + 90]
    if quantity.noun:
        return _described(quantity.noun, before, after)
    led = _NUMBERED.search(before)
    if led:
        return " ".join(led[1].split())
    after = re.split(r"[.;:\n]|,(?!\d)", text[quantity.span.end : quantity.span.end + 80])[0]
    return " ".join(after.split()[:6])


def _described(noun: str, before: str, after: str) -> str:
    """The noun, with the whole that it makes up, where it lies, and that it was only planned."""
    words = re.sub(r"^(?:days?|hours?|weeks?|months?|years?)\s+(?=\w)", "", noun)
    whole = re.search(
        r"\b((?:\w+\s+)?(?:force|contingent|army|group|crowd|brigade|unit))\s+of\s+(?:\w+\s+)?$",
        before,
    )
    among = re.match(r"[^.,;]{0,30}?\b(?:are|were|been|of whom)\s+([A-Z]\w+)", after)
    distance = re.match(r"[^.,;]{0,25}?\b(?:from|of|inside)\s+(?:the\s+)?([A-Z]\w+|scene)", after)
    far = distance and noun.split()[-1].lower() in {
        "km",
        "kilometers",
        "kilometres",
        "miles",
        "metres",
    }
    planned = re.search(
        r"\b(?:plans? to|planned|envisaged|would have|foreseen)\b", before + after[:40]
    )
    extra = [
        whole[1] if whole else "",
        among[1] if among else "",
        f"from {distance[1]}" if far and distance else "",
    ]
    extra.append("planned" if planned else "")
    told = ", ".join(e for e in extra if e)
    return f"{words} ({told})" if told else words


def _sentence(document: Document, span: Span) -> Sentence | None:
    return next((s for s in document.sentences if s.span.overlap(span)), None)


def _place(document: Document, sentence: Sentence | None) -> str | None:
    """The first place named in the sentence."""
    inside = [p for p in document.places if sentence and p.span and sentence.span.contains(p.span)]
    return inside[0].name if inside else None


def _date(document: Document, sentence: Sentence | None, near: Span) -> str | None:
    """The date nearest to the number in its sentence, else the last one of the paragraph before."""
    inside = [t for t in document.times if sentence and t.start and sentence.span.contains(t.span)]
    nearest = min(inside, key=lambda t: _gap(t, near), default=None) or _earlier(document, sentence)
    return nearest.start if nearest else None


def _earlier(document: Document, sentence: Sentence | None) -> TimeMention | None:
    """The last date of the same paragraph before the sentence."""
    if sentence is None:
        return None
    same = [s.span for s in document.sentences if s.paragraph == sentence.paragraph]
    found = [
        t
        for t in document.times
        if t.start and same[0].start <= t.span.start and t.span.end <= sentence.span.start
    ]
    return found[-1] if found else None


def _gap(time: TimeMention, span: Span) -> int:
    return max(time.span.start - span.end, span.start - time.span.end, 0)
