"""Dates in words of another language, resolved against the day of publication."""

import calendar
import re
from collections.abc import Callable
from datetime import date

from ...domain import Span
from ..document import TimeMention
from .language import Language
from .page import Line, Page

_YEAR = re.compile(r"(?:19|20)\d\d")
_FULL = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_Found = tuple[int, str | None, str | None, str]  # words taken, start, end, precision
# How many words around a weekday decide whether it lies ahead.
_AHEAD = 6


def dates(page: Page) -> tuple[TimeMention, ...]:
    """The date expressions of a page, in order."""
    return tuple(m for line in page.lines for m in _Reader(page, line).read())


class _Reader:
    """Reads one line from left to right."""

    def __init__(self, page: Page, line: Line) -> None:
        self.text = page.document.text
        self.published = page.document.published
        self.language: Language = page.language
        self.line = line
        self.words = line.words

    def read(self) -> list[TimeMention]:
        """Each date of the line; the first rule that fits at a word has it."""
        found: list[TimeMention] = []
        at = 0
        while at < len(self.words):
            hit = next((h for rule in _RULES if (h := rule(self, at))), None)
            if hit:
                span = self.line.stretch(at, at + hit[0])
                found.append(TimeMention(span, hit[1], hit[2], hit[3]))
            at += hit[0] if hit else 1
        return found

    def key(self, at: int) -> str:
        """The folded word at an index, empty outside the line."""
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def iso(self, at: int) -> _Found | None:
        """ "2023-05-29"."""
        match = _ISO.match(self.text, self.words[at].span.start)
        if not match or not _exists(*(int(g) for g in match.groups())):
            return None
        taken = len(self.line.within(Span(*match.span())))
        return taken, match[0], match[0], "day"

    def in_digits(self, at: int) -> _Found | None:
        """ "29.05.2023"."""
        match = _FULL.fullmatch(self.words[at].text)
        if not match or not _exists(int(match[3]), int(match[2]), int(match[1])):
            return None
        day = date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return 1, day, day, "day"

    def day_of_month(self, at: int) -> _Found | None:
        """ "29. maja 2023", "29 maj 2023"."""
        raw = self.words[at].text
        if not (raw.isascii() and raw.isdigit() and 1 <= int(raw) <= 31):
            return None
        after = at + 1 + (self.key(at + 1) == "" and self._is(at + 1, "."))
        month = self.language.months.at(self.words, after)
        if not month:
            return None
        year, taken = self._year_after(after + month[0])
        number = year or self._nearest_year(month[1], int(raw))
        if number is None or not _exists(number, month[1], int(raw)):
            return None
        day = date(number, month[1], int(raw)).isoformat()
        return after + month[0] + taken - at, day, day, "day"

    def month(self, at: int) -> _Found | None:
        """ "maja 2023", "u maju", "në maj"."""
        found = self.language.months.at(self.words, at)
        if not found or self.words[at].capital:
            return None
        year, taken = self._year_after(at + found[0])
        if year is None and self.key(at - 1) not in self.language.month_leads:
            return None
        number = year or self._nearest_year(found[1], 15)
        return self._partial(found[0] + taken, number, found[1])

    def year(self, at: int) -> _Found | None:
        """ "2021. godine", "vitin 2021"."""
        if not _YEAR.fullmatch(self.words[at].text):
            return None
        after = at + 1 + self._is(at + 1, ".")
        named = self.key(after) in self.language.year_words
        led = self.key(at - 1) in self.language.year_leads
        if not named and not (led and not self.language.units.has(self.words, at + 1)):
            return None
        return (after + 1 - at if named else 1), self.words[at].text, self.words[at].text, "year"

    def weekday(self, at: int) -> _Found | None:
        """ "u ponedeljak", "të hënën e kaluar"."""
        found = self.language.weekdays.at(self.words, at)
        if not found or self.published is None or not self._names_weekday(at):
            return None
        back = (self.published.weekday() - found[1]) % 7
        if back == 0 and self._beside(at, found[0], self.language.last.has):
            back = 7
        ahead = self._ahead(at, found[0])
        return self._shifted(found[0], (7 - back) % 7 if ahead else -back)

    def relative_day(self, at: int) -> _Found | None:
        """today, yesterday, tomorrow and their adjectives."""
        found = self.language.days.at(self.words, at)
        return self._shifted(found[0], found[1]) if found and self.published else None

    def ago(self, at: int) -> _Found | None:
        """ "pre tri dana", "tre ditë më parë", "para tri ditësh"."""
        led = self.key(at) in self.language.ago_before
        count = self._small(at + led)
        after = at + led + 2
        if count is None or self.key(after - 1) not in self.language.day_words:
            return None
        closed = self.language.ago_after.at(self.words, after)
        if not led and not closed:
            return None
        return self._shifted(after - at + (closed[0] if closed and not led else 0), -count)

    def period(self, at: int) -> _Found | None:
        """This, last or next week, month or year, with the word before or after."""
        shift = self._shift(at)
        if self.published is None or shift is None:
            return None
        key, taken = self._periodic(at)
        if key is None:
            return None
        if key == "week":
            monday = _moved(self.published, 7 * shift - self.published.weekday())
            sunday = _moved(monday, 6) if monday else None
            if monday is None or sunday is None:
                return None
            return taken, monday.isoformat(), sunday.isoformat(), "week"
        if key == "year":
            return self._partial(taken, self.published.year + shift)
        months = self.published.year * 12 + self.published.month - 1 + shift
        return self._partial(taken, months // 12, months % 12 + 1)

    def _periodic(self, at: int) -> tuple[str | None, int]:
        """Which period a pair of words names; the noun may come first or second."""
        noun = at if self._period_noun(at) else at + 1
        taken = 3 if noun == at and self.key(at + 1) in {"e", "i", "te"} else 2
        return self._period_noun(noun), min(taken, len(self.words) - at)

    def _period_noun(self, at: int) -> str | None:
        if self.language.weeks.has(self.words, at):
            return "week"
        if self.key(at) in self.language.month_words:
            return "month"
        return "year" if self.key(at) in self.language.year_words else None

    def _shift(self, at: int) -> int | None:
        """-1, 0 or 1 by the word before the noun, or the one after it in Albanian."""
        spots = (at, at + 1, at + 2) if self._period_noun(at) else (at,)
        for spot in spots[1:] or spots:
            for shift, phrases in (
                (-1, self.language.last), (1, self.language.next), (0, self.language.this)
            ):  # fmt: skip
                if phrases.has(self.words, spot):
                    return shift
        return None

    def _names_weekday(self, at: int) -> bool:
        """Whether a weekday's word means the day, not a week or a moon."""
        if self.key(at + 1) in self.language.day_words:
            return False
        doubtful = self.language.tag == "sq" or self.language.weeks.has(self.words, at)
        return not doubtful or self.key(at - 1) in self.language.weekday_leads

    def _beside(self, at: int, size: int, test: Callable[..., bool]) -> bool:
        spots = (at - 1, at + size, at + size + 1)
        return any(test(self.words, spot) for spot in spots)

    def _ahead(self, at: int, size: int) -> bool:
        """Whether a future word stands shortly before, or "next" beside."""
        if self._beside(at, size, self.language.next.has):
            return True
        spots = range(max(0, at - _AHEAD), at)
        return any(self.language.futures.has(self.words, i) for i in spots)

    def _year_after(self, at: int) -> tuple[int | None, int]:
        """The year that follows a month, and how many words it takes."""
        genitive = self.key(at) in {"te", "i", "e"} and self.key(at + 1) in self.language.year_words
        start = at + 2 if genitive else at
        if start >= len(self.words) or not _YEAR.fullmatch(self.words[start].text):
            return None, 0
        stop = start + 1 + self._is(start + 1, ".")
        named = self.key(stop) in self.language.year_words
        return int(self.words[start].text), (stop + 1 if named else start + 1) - at

    def _is(self, at: int, mark: str) -> bool:
        return at < len(self.words) and self.words[at].text == mark

    def _small(self, at: int) -> int | None:
        key = self.key(at)
        if key.isascii() and key.isdigit():
            return int(key) if len(key) < 4 else None
        return self.language.numbers.get(key)

    def _nearest_year(self, month: int, day: int) -> int | None:
        """The year that puts the day nearest to publication."""
        at = self.published
        if at is None:
            return None
        years = [y for y in (at.year - 1, at.year, at.year + 1) if _exists(y, month, day)]
        return min(years, key=lambda y: abs((date(y, month, day) - at).days), default=None)

    def _partial(self, taken: int, year: int | None, month: int | None = None) -> _Found | None:
        if year is None or not 1900 <= year <= 2200:
            return None
        day = f"{year:04d}" if month is None else f"{year:04d}-{month:02d}"
        return taken, day, day, "year" if month is None else "month"

    def _shifted(self, taken: int, days: int) -> _Found | None:
        moved = _moved(self.published, days) if self.published else None
        return (taken, moved.isoformat(), moved.isoformat(), "day") if moved else None


_RULES: tuple[Callable[[_Reader, int], _Found | None], ...] = (
    _Reader.iso,
    _Reader.in_digits,
    _Reader.day_of_month,
    _Reader.month,
    _Reader.year,
    _Reader.ago,
    _Reader.period,
    _Reader.weekday,
    _Reader.relative_day,
)


def _exists(year: int, month: int, day: int) -> bool:
    return (
        1900 <= year <= 2200
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(year, month)[1]
    )


def _moved(day: date, shift: int) -> date | None:
    """The day so many days on; None beyond the calendar."""
    ordinal = day.toordinal() + shift
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
