"""Numbers that count or measure something, with qualifier and noun; names and dates left out."""

import re
from functools import cache

from ..domain import Span
from .document import Document, Quantity
from .lexicon import load, word_list
from .numbers import Number, numbers

_QUALIFIERS = {
    "at least": "at least", "no fewer than": "at least", "not less than": "at least",
    "no less than": "at least", "more than": "more than", "over": "more than",
    "well over": "more than", "upwards of": "more than", "exceeding": "more than",
    "above": "more than", "about": "about", "around": "about", "some": "about",
    "roughly": "about", "approximately": "about", "an estimated": "about", "estimated": "about",
    "nearly": "almost", "almost": "almost", "close to": "almost", "just under": "under",
    "up to": "up to", "as many as": "up to", "as much as": "up to", "as far as": "up to",
    "no more than": "up to", "a maximum of": "up to", "under": "under", "below": "under",
    "less than": "fewer than", "fewer than": "fewer than", "only": None, "just": None,
}  # fmt: skip
_LOWER = frozenset({"at least", "more than"})
_UPPER = frozenset({"up to", "under", "fewer than"})
_BEFORE = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, _QUALIFIERS), key=len, reverse=True)) + r")\s+$", re.I
)
_NAMED = re.compile(
    r"\b(?:resolution|article|chapter|regulation|section|annex|paragraph|no\.?|number|route|camp"
    r"|corridor|phase|category|level|protocol|decree|law|group of|the top|aged?|gate|unit|room"
    r"|boeing|airbus|mi|ak|t|m|p|f|su|mig|unscr|res|act|point|day|page|version|highway|bridge)"
    r"[\s-]+$",
    re.I,
)
_NOT_COUNT = re.compile(
    r"(?:st|nd|rd|th)\b|[-\s]year[-\s]olds?\b|\s+years?\s+old\b|\s*(?:a\.m|p\.m|am\b|pm\b|o'clock|hrs?\b|GMT|CET)"
    r"|:\d\d|\.\d\d\b(?=\s*(?:\(|[ap]\.?m|hours|GMT|CET))|-(?:st|nd|rd|th)\b|\s+of\s+(?:one|each)\s+another"
)
_DETERMINED = re.compile(r"\b(?:the|no|any|every|each|other|another|last|first)\s+$", re.I)
_HYPHENED = re.compile(r"[A-Za-z]-$")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|%")
_RANGE = re.compile(r"^\s*(?:-|–|to)\s*$")


def quantities(document: Document) -> Document:
    """Find what is counted or measured; dates, clock times, ages, ordinals and names are not."""
    text = document.text
    dated = bytearray(len(text))
    for day in (t.span for t in document.times if not t.span.of(text).endswith("ago")):
        dated[day.start : day.end] = b"\1" * (day.end - day.start)
    counts = [n for n in numbers(text) if _counts(text, n, dated)]
    found = [_quantity(text, n, counts[i + 1 :]) for i, n in enumerate(counts)]
    return document.evolve(quantities=_ranges(text, [q for q in found if q is not None]))


def _counts(text: str, number: Number, dated: bytearray) -> bool:
    """Whether a number counts something; `dated` marks the characters of dates."""
    span = Span(number.start, number.end)
    if any(dated[span.start : span.end]):
        return False
    before = text[max(0, span.start - 30) : span.start]
    after = text[span.end : span.end + 20]
    if not number.in_words and re.search(
        r"\b(?:Radio|TV|Channel|Camp|Studio|Team|Base|Group)\s+$", before
    ):
        return False
    if _NAMED.search(before) or _NOT_COUNT.match(after):
        return False
    if _DETERMINED.search(before):
        return _determined(text, number, before)
    if before.rstrip().endswith("#") or _HYPHENED.search(before):
        return False
    return not _is_clock(number, text, before, after)


def _is_clock(number: Number, text: str, before: str, after: str) -> bool:
    """ "at 7", "by 15.00", "16.00 Moscow time": a time of day, not a count."""
    if number.value > 24 or number.in_words:
        return False
    minutes = re.fullmatch(r"\d{1,2}\.[0-5]\d", text[number.start : number.end])
    if minutes and re.search(r"\b(?:by|at|until|from|to|before|after)\s+$|\($", before):
        return True
    if re.match(r"\s+(?:\w+\s+time|hours\s+(?:local|GMT))\b", after):
        return True
    return bool(re.search(r"\bat\s+$", before) and re.match(r"\s*[,.;(]|\s+on\b", after))


def _determined(text: str, number: Number, before: str) -> bool:
    """ "the four municipalities" counts, "the three had called" and "no one" do not."""
    if re.search(r"\b(?:no|any|every|each|first)\s+$", before, re.I):
        return False
    noun = _noun(text, number.end)
    return noun is not None and number.value > 1


def _quantity(text: str, number: Number, later: list[Number]) -> Quantity | None:
    """The number with its noun; a bare number borrows its noun from the next of a pair."""
    span = Span(number.start, number.end)
    noun = _noun(text, number.end) or Span(number.end, number.end)
    if noun.start < noun.end and _only_adjective(noun.of(text)):
        noun = _shared_noun(text, noun, later[0] if later else None) or noun
    if number.in_words and number.value == 1 and not _one_counts(text, noun):
        return None
    if _idle(noun.of(text)):
        return None
    qualifier = _qualifier(text, number)
    low, high = bounds(number.value, qualifier)
    words = _label(text, number.end, noun)
    return Quantity(span, low, number.value, high, qualifier, words, noun)


def bounds(value: float, qualifier: str | None) -> tuple[float | None, float | None]:
    """What a qualifier leaves open: "at least" has no upper bound, "up to" no lower one."""
    low = None if qualifier in _UPPER else value
    high = None if qualifier in _LOWER else value
    return low, high


def _qualifier(text: str, number: Number) -> str | None:
    found = _BEFORE.search(text[max(0, number.start - 24) : number.start])
    if found:
        return _QUALIFIERS[found[1].lower()]
    return "at least" if re.match(r"\s+or\s+more\b", text[number.end : number.end + 9]) else None


def _noun(text: str, at: int) -> Span | None:
    """The noun phrase right after a number, ended by a stop word, punctuation or a participle."""
    if text[at : at + 1] in {"-", "‑"}:
        at += 1
    words: list[Span] = []
    last = at
    for match in _WORD.finditer(text, at, at + 120):
        gap = text[last : match.start()]
        if gap.strip() or "\n" in gap or _ends_phrase(match[0], bool(words)):
            break
        words.append(Span(*match.span()))
        last = match.end()
        if len(words) == 7:
            break
    return Span(words[0].start, words[-1].end) if words else None


def _ends_phrase(word: str, begun: bool) -> bool:
    low = word.lower()
    if word.isdecimal():
        return True
    if low in _stops() and (begun or low not in _ADJECTIVES):
        return True
    return begun and bool(_VERBAL.fullmatch(word)) and low not in _ADJECTIVES


_VERBAL = re.compile(r"[a-z]{3,}(?:ed|ing)")
_ADJECTIVES = frozenset(word_list("adjectives"))


def _shared_noun(text: str, noun: Span, following: Number | None) -> Span | None:
    """The head noun of "11 Italian and 19 Hungarian soldiers", or of "Italian and Hungarian soldiers"."""
    joined = re.match(r"\s+and\s+(?=[A-Z])", text[noun.end : noun.end + 8])
    if joined:
        rest = _noun(text, noun.end + joined.end())
        return Span(noun.start, rest.end) if rest and unit_of(rest.of(text)) else None
    if following is None:
        return None
    if not re.fullmatch(r"\s+and\s+(?:\w+\s+){0,2}", text[noun.end : following.start]):
        return None
    shared = _noun(text, following.end)
    if shared is None or unit_of(shared.of(text)) is None:
        return None
    return shared


def _label(text: str, at: int, noun: Span) -> str:
    """The words that the number counts: its own adjective with a borrowed noun, or the phrase."""
    own = _noun(text, at)
    if own is None or own.start == noun.start:
        return " ".join(noun.of(text).split())
    head = noun.of(text).split()[-1]
    return " ".join([*own.of(text).split(), head])


def _only_adjective(phrase: str) -> bool:
    """Whether a phrase has no counted noun of its own (a nationality, "Serb")."""
    return phrase.istitle() and len(phrase.split()) <= 2 and unit_of(phrase) is None


def _one_counts(text: str, noun: Span) -> bool:
    """ "One officer" counts; "one of the", "one man in the Balkans", "one step" do not."""
    phrase = noun.of(text).lower()
    if not phrase or phrase.split()[-1] in {
        "man",
        "woman",
        "person",
        "people",
        "side",
        "day",
        "such",
    }:
        return False
    return unit_of(phrase) in {"persons", "troops", "vehicles", "days", "weeks", "months", "hours"}


def _idle(phrase: str) -> bool:
    words = phrase.lower().split()
    return bool(words) and words[-1].rstrip(".") in frozenset(load("units")["idle"])


def _ranges(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Join "10 to 15 soldiers" and "10-15 soldiers" into one quantity with both ends."""
    joined: list[Quantity] = []
    for item in found:
        before = joined[-1] if joined else None
        if (
            before
            and _RANGE.match(text[before.span.end : item.span.start])
            and before.best < item.best
        ):
            span = Span(before.span.start, item.span.end)
            middle = (before.best + item.best) / 2
            joined[-1] = Quantity(
                span, before.best, middle, item.best, before.qualifier, item.noun, item.noun_span
            )
        else:
            joined.append(item)
    return tuple(joined)


@cache
def _stops() -> frozenset[str]:
    return frozenset(str(w).lower() for w in load("units")["stops"])


@cache
def _unit_table() -> dict[str, str]:
    return {str(n).lower(): unit for unit, nouns in load("units")["units"].items() for n in nouns}


def unit_of(phrase: str) -> str | None:
    """The unit of a noun phrase by its last known noun; None when it names none that we know."""
    words = phrase.lower().split()
    for word in reversed(words):
        unit = _unit_table().get(word.rstrip("."))
        if unit:
            return unit
    return None
