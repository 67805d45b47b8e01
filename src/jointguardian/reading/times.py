"""Dates in words, resolved against the day of publication."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ..domain import Span
from .document import Document, TimeMention
from .lexicon import word_list

_MONTH_NAMES = [m.lower() for m in calendar.month_name]
_WEEKDAYS = [d.lower() for d in calendar.day_name]
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
_LAST = r"(?:-|–|\s+(?:to|and)\s+)(?P<last>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
_COUNT = {word: n for n, word in enumerate(word_list("units")[:11])}
_COUNT |= {"a": 1, "an": 1, "several": 3}
# Words that turn a weekday to the coming one. Source: our reading of newspaper usage.
_AHEAD = re.compile(
    r"\b(will|shall|is to|are to|due to|plans?|planned|scheduled|next|coming|tomorrow|would begin"
    r"|would start|would be|set to)\b",
    re.I,
)
_SPEECH = re.compile(r"\b(said|says|told|announced|reported|wrote|according)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a date expression is resolved against: the text, publication day, and the last date."""

    text: str
    published: date | None
    before: tuple[TimeMention, ...]


_Resolver = Callable[[re.Match[str], _Frame], TimeMention | None]


def times(document: Document) -> Document:
    """Find and resolve each date expression; the first pattern that fits a stretch has it."""
    found: list[TimeMention] = []
    for match, resolve in _matches(document.text):
        frame = _Frame(document.text, document.published, tuple(found))
        mention = resolve(match, frame)
        if mention is not None:
            found.append(mention)
    return document.evolve(times=tuple(found))


def _matches(text: str) -> list[tuple[re.Match[str], _Resolver]]:
    """Non-overlapping matches in the order of the text; earlier patterns win."""
    taken: list[tuple[re.Match[str], _Resolver]] = []
    used = bytearray(len(text))
    for pattern, resolve in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(used[match.start() : match.end()]):
                used[match.start() : match.end()] = b"\1" * len(match[0])
                taken.append((match, resolve))
    return sorted(taken, key=lambda pair: pair[0].start())


def _mention(
    match: re.Match[str], start: str | None, end: str | None = None, precision: str | None = None
) -> TimeMention:
    kinds = {0: "none", 4: "year", 7: "month", 10: "day"}
    return TimeMention(
        Span(*match.span()), start, end or start, precision or kinds[len(start or "")]
    )


def _day_of(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """A day and month, with or without a year, possibly the first of a range."""
    month, day = _month_number(match["month"]), int(match["day"])
    year = int(match["year"]) if _has(match, "year") else _nearest_year(frame, month, day)
    if year is None or not _exists(year, month, day):
        return None
    last = int(match["last"]) if _has(match, "last") else day
    last = last if last >= day and _exists(year, month, last) else day
    return _mention(match, _iso(year, month, day), _iso(year, month, last))


def _month_of(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """A month, with or without its year."""
    month = _month_number(match["month"])
    year = int(match["year"]) if _has(match, "year") else _nearest_year(frame, month, 15)
    return _mention(match, f"{year:04d}-{month:02d}") if year else None


def _year_of(match: re.Match[str], _frame: _Frame) -> TimeMention | None:
    return _mention(match, match["year"])


def _iso_day(match: re.Match[str], _frame: _Frame) -> TimeMention | None:
    year, month, day = (int(part) for part in match[0].split("-"))
    return _mention(match, match[0]) if _exists(year, month, day) else None


def _weekday(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """The named day at or before publication, or after it where the clause looks ahead."""
    if frame.published is None:
        return None
    wanted = _WEEKDAYS.index(match["weekday"].lower())
    back = (frame.published.weekday() - wanted) % 7
    if (match["which"] or "").lower() == "last" and back == 0:
        back = 7
    ahead = _looks_ahead(frame.text, match)
    return _shifted(match, frame, -back if not ahead else (7 - back) % 7)


def _looks_ahead(text: str, match: re.Match[str]) -> bool:
    """Whether future words stand shortly before the day, with no saying between."""
    before = re.split(r"[.;\n]", text[max(0, match.start() - 60) : match.start()])[-1]
    ahead = list(_AHEAD.finditer(before + (match["which"] or "")))
    return bool(ahead) and not _SPEECH.search(before, ahead[-1].end())


def _relative_day(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """today, yesterday, overnight and their like."""
    words = re.sub(r"\s+", " ", match[0].lower())
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(words, 0)
    return _shifted(match, frame, shift)


def _neighbour_day(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """A day earlier, the next day: counted from the date named last."""
    later = bool(re.search(r"next|following|later|after", match[0], re.I))
    base = next((t.start for t in reversed(frame.before) if t.precision == "day"), None)
    day = date.fromisoformat(base) if base else frame.published
    shift = (1 if base else 0) if later else -1
    return None if day is None else _from_day(match, day, shift)


def _same_day(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """That day: the date named last, or the day of publication."""
    base = next((t for t in reversed(frame.before) if t.precision == "day"), None)
    return _mention(match, base.start, base.end) if base else _shifted(match, frame, 0)


def _then(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """The date named last, whatever its precision."""
    last = next((t for t in reversed(frame.before) if t.start), None)
    return _mention(match, last.start, last.end, last.precision) if last else None


def _week(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """This, last or next week, Monday to Sunday."""
    if frame.published is None:
        return None
    shift = {"last": -7, "past": -7, "previous": -7, "next": 7, "coming": 7}
    monday = frame.published - timedelta(days=frame.published.weekday())
    start = _moved(monday, shift.get(match["which"].lower(), 0))
    end = _moved(start, 6) if start else None
    return _mention(match, start.isoformat(), end.isoformat(), "week") if start and end else None


def _weekend(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """The last Saturday and Sunday."""
    if frame.published is None:
        return None
    back = (frame.published.weekday() - 5) % 7
    start = _moved(frame.published, -back)
    end = _moved(start, 1) if start else None
    return _mention(match, start.isoformat(), end.isoformat(), "day") if start and end else None


def _relative_month(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """This, last or next month or year."""
    if frame.published is None:
        return None
    shift = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(match["which"].lower(), 0)
    if match["unit"].lower() == "year":
        return _partial(match, frame.published.year + shift)
    months = frame.published.year * 12 + frame.published.month - 1 + shift
    return _partial(match, months // 12, months % 12 + 1)


def _ago(match: re.Match[str], frame: _Frame) -> TimeMention | None:
    """So many days, weeks, months or years ago."""
    count = _counted(match["count"])
    if frame.published is None or count is None:
        return None
    unit = match["unit"].lower()
    if unit == "year":
        return _partial(match, frame.published.year - count)
    if unit == "month":
        months = frame.published.year * 12 + frame.published.month - 1 - count
        return _partial(match, months // 12, months % 12 + 1)
    return _shifted(match, frame, -count * (7 if unit == "week" else 1))


def _partial(match: re.Match[str], year: int, month: int | None = None) -> TimeMention | None:
    """A year or month, unless it lies before 1900 or after 2200, which nobody means."""
    if not 1900 <= year <= 2200:
        return None
    return _mention(match, f"{year:04d}" if month is None else f"{year:04d}-{month:02d}")


def _counted(word: str) -> int | None:
    """A small number in digits or words; None when it is neither or too large to count back."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) < 5 else None
    return _COUNT.get(word.lower())


def _shifted(match: re.Match[str], frame: _Frame, days: int) -> TimeMention | None:
    return None if frame.published is None else _from_day(match, frame.published, days)


def _from_day(match: re.Match[str], day: date, shift: int) -> TimeMention | None:
    moved = _moved(day, shift)
    return _mention(match, moved.isoformat()) if moved else None


def _moved(day: date, shift: int) -> date | None:
    """The day so many days on; None beyond the calendar."""
    ordinal = day.toordinal() + shift
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def _has(match: re.Match[str], group: str) -> bool:
    return group in match.re.groupindex and match[group] is not None


def _month_number(name: str) -> int:
    key = name.lower().rstrip(".")[:3]
    return next(n for n, full in enumerate(_MONTH_NAMES) if full and full.startswith(key))


def _nearest_year(frame: _Frame, month: int, day: int) -> int | None:
    """The year that puts the day nearest to publication, else the year named last."""
    if frame.published is None:
        last = next((t.start for t in reversed(frame.before) if t.start), None)
        return int(last[:4]) if last else None
    at = frame.published
    years = [y for y in (at.year - 1, at.year, at.year + 1) if _exists(y, month, day)]
    return min(years, key=lambda y: abs((date(y, month, day) - at).days), default=None)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= day <= calendar.monthrange(year, month)[1]


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def _compiled(raw: str) -> re.Pattern[str]:
    return re.compile(raw)


def _loose(raw: str) -> re.Pattern[str]:
    return re.compile(raw, re.I)


_WEEKDAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_LED_BY_DAY = rf"(?:{_WEEKDAY_NAME},?\s+)?(?:the\s+)?"
_PART = r"(?:(?:mid|late|early|end|start|beginning)(?:-|\s+)(?:of\s+|in\s+)?)?"
_PATTERNS: tuple[tuple[re.Pattern[str], _Resolver], ...] = (
    (_compiled(r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"), _iso_day),
    (
        _compiled(rf"\b{_LED_BY_DAY}{_DAY}(?:{_LAST})?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+{_YEAR})?"),
        _day_of,
    ),
    (
        _compiled(rf"\b{_LED_BY_DAY}{_MONTH}\s+{_DAY}(?:{_LAST})?(?:,?\s+{_YEAR})?(?![\d,]*\d)"),
        _day_of,
    ),
    (_compiled(rf"\b{_PART}{_MONTH},?\s+{_YEAR}"), _month_of),
    (
        _compiled(
            r"\b(?:(?:[Mm]id|[Ll]ate|[Ee]arly)(?:-|\s+)|(?:end|start|beginning|middle)\s+of\s+"
            rf"|(?<=\bin\s)|(?<=\bIn\s)|(?<=\bsince\s)|(?<=\bof\s)|(?<=\blast\s)){_MONTH}\b"
        ),
        _month_of,
    ),
    (
        _loose(rf"\b(?:(?P<which>last|next|this|coming)\s+)?(?P<weekday>{_WEEKDAY_NAME})\b"),
        _weekday,
    ),
    (
        _loose(
            r"\b(?:a|the|one)\s+day\s+(?:earlier|before|later|after)\b|\bthe\s+(?:next|following|previous)\s+day\b"
        ),
        _neighbour_day,
    ),
    (_loose(r"\b(?:back\s+then|at\s+(?:the|that)\s+time)\b"), _then),
    (_loose(r"\b(?:that|the\s+same)\s+(?:day|morning|afternoon|evening|night)\b"), _same_day),
    (
        _loose(
            r"\b(?:today|yesterday|tomorrow|tonight|overnight|last\s+night|this\s+(?:morning"
            r"|afternoon|evening)|earlier\s+in\s+the\s+day|later\s+in\s+the\s+day)\b"
        ),
        _relative_day,
    ),
    (_loose(r"\b(?P<which>last|this|next|past|previous|coming)\s+week\b"), _week),
    (_loose(r"\b(?:over|at|during|on)\s+the\s+weekend\b|\b(?:this|last)\s+weekend\b"), _weekend),
    (
        _loose(r"\b(?P<which>last|this|next|previous|coming)\s+(?P<unit>month|year)\b"),
        _relative_month,
    ),
    (_loose(r"\b(?P<count>\d+|[a-z]+)\s+(?P<unit>day|week|month|year)s?\s+ago\b"), _ago),
    (_compiled(rf"(?<![\w.,/-])(?:(?:late|early|mid)[- ])?{_YEAR}(?![-/]?\d|,\d|\.\d)"), _year_of),
)
