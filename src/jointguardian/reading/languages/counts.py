"""Numbers of another language that count or measure something, with qualifier, noun and unit."""

import re
from dataclasses import dataclass

from ...domain import Span
from ..document import Quantity
from ..quantities import bounds
from .language import Language
from .page import Line, Page
from .words import Word

_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?")
_PARTICLES = frozenset({"te", "e", "i", "se"})
# Words between a number and its noun ("deset novih barikada"), at most.
_BETWEEN = 4
_PEOPLE = frozenset({"persons", "troops"})


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with its unit (None: only the sentence tells), line and words `[start, end)`.

    `doubtful` marks "one", which may be an article: it counts where somebody is harmed.
    """

    quantity: Quantity
    unit: str | None
    line: Line
    start: int
    end: int
    doubtful: bool = False

    @property
    def people(self) -> bool:
        """Whether it can count people."""
        return self.unit is None or self.unit in _PEOPLE

    @property
    def span(self) -> Span:
        """The number with its noun, where that follows it."""
        whole = self.quantity.noun_span
        return Span(self.quantity.span.start, max(self.quantity.span.end, whole.end))


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    end: int
    about: bool = False
    doubtful: bool = False
    low: float | None = None


def counts(page: Page, dated: tuple[Span, ...]) -> list[Count]:
    """What the page counts; dates, clock times, ages, ordinals and names with numbers left out."""
    found: list[Count] = []
    for line in page.lines:
        taken = {i for span in dated if line.span.contains(span) for i in line.within(span)}
        at = 0
        while at < len(line.words):
            number = None if at in taken else _ranged(line, at, page.language)
            if number and not _named(line, at, number.end, page.language):
                count = _count(page, line, at, number)
                if count is not None:
                    found.append(count)
            at = number.end if number else at + 1
    return found


def _ranged(line: Line, at: int, language: Language) -> _Number | None:
    """A number, or a range of two ("10-15")."""
    first = _number(line, at, language)
    if first is None or not _range(line, first.end):
        return first
    second = _number(line, first.end + 1, language)
    if second is None or second.value <= first.value:
        return first
    return _Number(second.value, second.end, low=first.value)


def _number(line: Line, at: int, language: Language) -> _Number | None:
    """The number that begins at a word, in digits or words."""
    word = line.words[at]
    if word.text[:1].isdecimal():
        return _digits(line, at, language)
    if word.capital and at and word.key not in language.numbers:
        return None
    if word.key in language.roundly:
        return _Number(language.roundly[word.key], at + 1, about=True)
    if word.key in language.lone:
        return _Number(language.scales[word.key], at + 1)
    return _in_words(line, at, language)


def _digits(line: Line, at: int, language: Language) -> _Number | None:
    raw = line.words[at].text
    if not raw.isascii():
        return None
    if _THOUSANDS.fullmatch(raw):
        value = float(re.sub(r"[.,]", "", raw))
    elif _DECIMAL.fullmatch(raw):
        value = float(raw.replace(",", "."))
    else:
        return None
    end = at + 1
    while raw.isdigit() and len(raw) <= 3 and _spaced_thousands(line, end):
        value = value * 1000 + int(line.words[end].text)
        end += 1
    return _scaled(line, end, value, language)


def _spaced_thousands(line: Line, at: int) -> bool:
    """Whether three digits follow after a single space ("100 000")."""
    if at >= len(line.words):
        return False
    word, before = line.words[at], line.words[at - 1]
    three = len(word.text) == 3 and word.text.isascii() and word.text.isdigit()
    return three and word.span.start - before.span.end == 1


def _scaled(line: Line, at: int, value: float, language: Language) -> _Number:
    scale = language.scales.get(line.words[at].key) if at < len(line.words) else None
    return _Number(value * scale, at + 1) if scale else _Number(value, at)


def _in_words(line: Line, at: int, language: Language) -> _Number | None:
    """A run of number words: "dvadeset i pet", "dy mijë e treqind"."""
    total, current, end = 0.0, 0.0, at
    while end < len(line.words):
        key = line.words[end].key
        joins = key in language.number_joins and end > at
        value = language.numbers.get(line.words[end + 1].key) if _more(line, end, joins) else None
        if joins and value is not None and current >= 20 > value:
            end += 1
            continue
        small, scale = language.numbers.get(key), language.scales.get(key)
        if scale and end > at:
            total, current = total + max(current, 1) * scale, 0.0
        elif small is not None and (end == at or _fits(current, small)):
            current += small
        else:
            break
        end += 1
    if end == at:
        return None
    doubtful = end == at + 1 and line.words[at].key in language.one
    return _Number(total + current, end, doubtful=doubtful)


def _more(line: Line, at: int, joins: bool) -> bool:
    return joins and at + 1 < len(line.words)


def _fits(current: float, small: int) -> bool:
    """Whether a smaller number goes on with a larger one: tens after hundreds, units after tens."""
    if current == 0:
        return True
    if small < 10:
        return current % 10 == 0 and current >= 20
    return small < 100 <= current and current % 100 == 0


def _named(line: Line, at: int, end: int, language: Language) -> bool:
    """Whether a number dates, ranks, names or ages something instead of counting."""
    before, after = line.words[at - 1] if at else None, _word(line, end)
    digits = line.words[at].text[:1].isdecimal()
    start = line.words[at].span.start
    if before and digits and before.span.end == start and not before.mark:
        return True
    if _glued(line, at, end, language) or language.age.has(line.words, end):
        return True
    if language.not_counts_before.ending(line.words, at):
        return True
    if _aged(line, at, end, language):
        return True
    stop = digits and after is not None and after.text == "."
    ranks = stop and (nxt := _word(line, end + 1)) is not None and nxt.text[:1].islower()
    return bool(ranks) or _clock(line, at, end, language)


def _aged(line: Line, at: int, end: int, language: Language) -> bool:
    """ "star 36 godina"."""
    years = (found := language.units.at(line.words, end)) is not None and found[1] == "years"
    return years and language.age_leads.has(line.words, at - 1)


def _glued(line: Line, at: int, end: int, language: Language) -> bool:
    """ "36-godišnji", "M23-shit", "24/7": a mark without space around it."""
    for spot, side in ((at - 1, at), (end, end - 1)):
        mark = _word(line, spot)
        if mark is not None and mark.text in "-‑–/:+" and mark.mark:
            touching = mark.span.end == line.words[side].span.start or (
                mark.span.start == line.words[side].span.end
            )
            if touching and not _range(line, spot):
                return True
    return False


def _range(line: Line, mark: int) -> bool:
    """Whether a dash stands between two numbers."""
    left, middle, right = (_word(line, i) for i in (mark - 1, mark, mark + 1))
    if left is None or middle is None or right is None or middle.text not in "-‑–":
        return False
    return left.text.isdecimal() and right.text.isdecimal()


def _clock(line: Line, at: int, end: int, language: Language) -> bool:
    """ "u 14 časova", "14:30"."""
    raw = line.words[at].text
    if ":" in raw:
        return True
    led = at > 0 and line.words[at - 1].key in language.clock_leads
    hour = raw.isdecimal() and int(raw) <= 24 if len(raw) < 3 else bool(
        re.fullmatch(r"\d{1,2}\.[0-5]\d", raw)
    )  # fmt: skip
    after = _word(line, end)
    return led and hour and after is not None and after.key in language.clock_nouns


def _word(line: Line, at: int) -> Word | None:
    return line.words[at] if 0 <= at < len(line.words) else None


def _count(page: Page, line: Line, at: int, number: _Number) -> Count | None:
    """The number with its noun; None where it counts nothing that can be named."""
    language = page.language
    led = language.qualifiers.ending(line.words, at)
    qualifier = "about" if number.about else led[1] if led else None
    low, high = bounds(number.value, qualifier)
    best = number.value if number.low is None else (number.low + number.value) / 2
    low = low if number.low is None else number.low
    noun, unit = _noun(page, line, number.end)
    span = line.stretch(at, number.end)
    noun_span = line.stretch(*noun) if noun else Span(span.end, span.end)
    words = " ".join(noun_span.of(page.document.text).split())
    quantity = Quantity(span, low, best, high, qualifier, words, noun_span)
    return Count(quantity, unit, line, at, noun[1] if noun else number.end, number.doubtful)


def _noun(page: Page, line: Line, at: int) -> tuple[tuple[int, int] | None, str | None]:
    """The counted noun phrase after a number, as words, and its unit."""
    language, end = page.language, at
    if at < len(line.words) and line.words[at].text == "%":
        return (at, at + 1), "percent"
    while end < min(len(line.words), at + _BETWEEN):
        found = language.units.at(line.words, end)
        if found and not _is_harmed_verb(line, end, language):
            return (at, _extended(line, end + found[0], language)), found[1]
        word = line.words[end]
        linking = word.key in _PARTICLES and language.tag == "sq"
        if not linking and (word.mark or word.text[:1].isdecimal() or language.stops(word.key)):
            break
        if language.cues.has(line.words, end) or (language.tag == "sq" and not linking):
            break
        end += 1
    return None, _own_noun(line, at, language)


def _is_harmed_verb(line: Line, at: int, language: Language) -> bool:
    """In Albanian "u plagosën", "janë arrestuar" are verbs, not people counted."""
    before = line.words[at - 1].key if at else ""
    return before in {"u", "jane", "eshte"} and language.harms.has(line.words, at)


def _own_noun(line: Line, at: int, language: Language) -> str | None:
    """The next word itself, where it can only be a counted thing."""
    word = _word(line, at)
    if word is None or word.mark or word.capital or language.stops(word.key):
        return None
    known = any(p.has(line.words, at) for p in (language.harms, language.cues, language.others))
    return word.key if not known and len(word.key) > 3 and word.key.isalpha() else None


def _extended(line: Line, end: int, language: Language) -> int:
    """The end of a noun phrase with whose they are: "pripadnika KFOR-a", "ushtarë të KFOR-it"."""
    at = end
    for _ in range(3):
        word, after = _word(line, at), _word(line, at + 1)
        if word is None:
            break
        acronym = sum(c.isupper() for c in word.text) > 1
        if acronym or (word.capital and language.tag == "sr" and not word.mark):
            at += 1
        elif word.key in _PARTICLES and language.tag == "sq" and after and after.capital:
            at += 2
        else:
            break
    return at
