"""Dates and times as people write them in logs; the order of day and month from the whole column.

A two-digit year from 70 on is of the last century, as in a date-time group.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..domain.dates import ZONES, parse_dtg
from ..errors import InputError
from ..geo import fold
from .log_words import words

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\.?(?!\d)")
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_DTG = re.compile(r"(\d{2})\s*(\d{4})\s*([A-IK-Za-ik-z])\s*([A-Za-z]{3})\s*(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[.\s-]*([^\W\d_]{3,10})[.\s,-]*(\d{4}|\d{2})\.?(?!\d)")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,10})[.\s]*(\d{1,2})[.,\s]+(\d{4})(?!\d)")
_TIME = re.compile(
    r"(\d{1,2})\s*(?:[:.,hH]\s*(\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?\s*(am|pm)?\s*"
    r"(?:hrs?|h|uhr|casova|sati)?\s*([A-Za-z]|utc|gmt|loc|lt|local|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(\d{1,2})(\d{2})\s*(?:hrs?|h|uhr)?\s*([A-Za-z]|utc|loc|local|lt)?", re.IGNORECASE
)
# Source: ECMA-376 part 1, 18.17.4.1: serial 1 is 1 January 1900, and 1900 counts as a leap year.
_EPOCH = date(1899, 12, 30)
_SERIALS = range(18_264, 91_313)  # 1950 to 2149
# Abbreviations that logs of the region use. Source: EU directive 2000/84/EC (summer time).
_NAMED_ZONES = {"utc": 0, "gmt": 0, "z": 0, "zulu": 0, "wet": 0, "west": 1, "cet": 1, "mez": 1,
                "cest": 2, "mesz": 2, "eet": 2, "eest": 3}  # fmt: skip
_LOCAL = frozenset({"j", "local", "loc", "lt", "l t", "ortszeit", "lokalno"})


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written, with the time and zone where the same cell gives them."""

    day: date
    at: time | None = None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the day stands before the month, and why that is believed."""

    day_first: bool
    reason: str
    sure: bool


@lru_cache(maxsize=65536)
def parse_day(text: str, day_first: bool) -> Day:
    """The day that a cell means. Raises InputError with what to write instead."""
    raw = text.strip()
    if found := _DTG.fullmatch(raw):
        moment = parse_dtg("".join(found.groups()))
        local = moment.astimezone(_offset(ZONES[found[3].upper()]))
        return Day(_checked(local.date(), raw), local.time(), local.tzinfo)
    day, rest = _day(raw, day_first)
    rest = rest.strip(" T,;/-h").strip()
    if not rest:
        return Day(_checked(day, raw))
    at, zone = parse_time(rest)
    return Day(_checked(day, raw), at, zone)


def _day(raw: str, day_first: bool) -> tuple[date, str]:
    """The day, and what follows it in the cell."""
    if _SERIAL.fullmatch(raw) and int(float(raw)) in _SERIALS:
        whole, part = divmod(float(raw), 1)
        seconds = round(part * 86_400)
        rest = f"{seconds // 3600:02}:{seconds // 60 % 60:02}" if 0 < seconds < 86_400 else ""
        return _EPOCH + timedelta(days=int(whole)), rest
    if _COMPACT.fullmatch(raw):
        return _made(raw, int(raw[:4]), int(raw[4:6]), int(raw[6:])), ""
    raw_ = re.sub(r"^[^\W\d_]+\.?,?\s+(?=\d)", "", raw)  # "Mon, 29.05.2023"
    if found := _ISO.match(raw_):
        return _made(raw, int(found[1]), int(found[2]), int(found[3])), raw_[found.end() :]
    if found := _NUMERIC.match(raw_):
        first, second = int(found[1]), int(found[2])
        day, month = (first, second) if day_first else (second, first)
        return _made(raw, _year(found[3]), month, day), raw_[found.end() :]
    return _named(raw, raw_)


def _named(raw: str, bare: str) -> tuple[date, str]:
    """A day whose month is a word."""
    if (found := _NAMED.match(bare)) and (month := _month(found[2])):
        return _made(raw, _year(found[3]), month, int(found[1])), bare[found.end() :]
    if (found := _NAMED_FIRST.match(raw)) and (month := _month(found[1])):
        return _made(raw, int(found[3]), month, int(found[2])), raw[found.end() :]
    raise InputError(
        f"{_short(raw)} is no date", way_out="write 29.05.2023, 2023-05-29 or 291030ZMAY23"
    )


def _month(word: str) -> int | None:
    return words().months.get(fold(word))


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 70 else 2000)


def _made(raw: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as fault:
        order = "the day" if month > 12 else "this"
        hint = "; the column is read with the other order" if month > 12 else ""
        raise InputError(
            f"{_short(raw)} is no date: {order} cannot be ({fault}){hint}",
            way_out="correct the cell, or change the order of day and month",
        ) from fault


def _checked(day: date, raw: str) -> date:
    if not 1900 <= day.year <= 2200:
        raise InputError(f"{_short(raw)} lies outside the years 1900 to 2200")
    return day


@lru_cache(maxsize=16384)
def parse_time(text: str) -> tuple[time, tzinfo | None]:
    """A time of day (the first of a range), and its zone where it has one. Raises InputError."""
    raw = re.split(r"\s*(?:–|—|(?<=\d)-(?=\d)|\bto\b|\bdo\b|\bbis\b)\s*", text.strip(), maxsplit=1)[
        0
    ]
    if re.fullmatch(r"0?\.\d+", raw):
        seconds = round(float(raw) * 86_400)
        return time(seconds // 3600 % 24, seconds // 60 % 60), None
    found = _BARE.fullmatch(raw) if len(re.sub(r"\D", "", raw)) in (3, 4) else None
    if found:
        hour, minute, second, noon, zone = int(found[1]), int(found[2]), 0, None, found[3]
    elif found := _TIME.fullmatch(raw):
        hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        noon, zone = found[4], found[5]
    else:
        raise InputError(f"{_short(raw)} is no time", way_out="write 10:30 or 1030")
    if noon and 1 <= hour <= 12:
        hour = hour % 12 + (12 if noon.lower() == "pm" else 0)
    if (hour, minute) == (24, 0):
        hour, minute = 23, 59
    try:
        return time(hour, minute, second), (zone_of(zone) if zone else None)
    except ValueError as fault:
        raise InputError(f"{_short(raw)} is no time", way_out="write 10:30 or 1030") from fault


@lru_cache(maxsize=1024)
def zone_of(text: str) -> tzinfo | None:
    """A zone: a military letter, UTC, CET, +02:00 or Europe/Belgrade; None for "local".

    Raises InputError for what is none.
    """
    raw = text.strip()
    key = fold(raw)
    if key in _LOCAL:
        return None
    if key in _NAMED_ZONES:
        return _offset(_NAMED_ZONES[key])
    if len(raw) == 1 and raw.upper() in ZONES:
        return _offset(ZONES[raw.upper()])
    if found := re.fullmatch(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?", raw, re.IGNORECASE):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes <= 14 * 60:
            return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))
    try:
        if "/" in raw:
            return ZoneInfo(raw)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise InputError(
        f"{_short(raw)} is no time zone", way_out="write Z, B, CET, +02:00 or Europe/Belgrade"
    )


def _offset(hours: int) -> tzinfo:
    return UTC if hours == 0 else timezone(timedelta(hours=hours))


def published(day: date, at: time | None, zone: tzinfo) -> str:
    """The day, or the moment in UTC, as a report's date of publication."""
    if at is None:
        return day.isoformat()
    moment = datetime.combine(day, at, zone).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def order_of(cells: Iterable[str]) -> Order:
    """Which of day and month stands first, from all cells of a column."""
    pairs = [(int(m[1]), int(m[2]), _year(m[3])) for c in cells if (m := _NUMERIC.match(c.strip()))]
    first = sum(a > 12 >= b for a, b, _ in pairs)
    second = sum(b > 12 >= a for a, b, _ in pairs)
    if not pairs:
        return Order(True, "no date of the column depends on the order", True)
    if first or second:
        day_first = first >= second
        shown = max(first, second)
        mixed = f"; {min(first, second)} say the opposite" if first and second else ""
        said = "day before month" if day_first else "month before day"
        return Order(day_first, f"{said}: {shown} dates can only be read so{mixed}", not mixed)
    by_day, by_month = _falls(pairs, True), _falls(pairs, False)
    if by_day != by_month:
        said = "day before month" if by_day < by_month else "month before day"
        return Order(by_day < by_month, f"{said}: only so do the rows follow each other", True)
    return Order(True, "day before month: assumed, nothing in the column decides it", False)


def _falls(pairs: list[tuple[int, int, int]], day_first: bool) -> float:
    """How much the dates jump between rows: the sum of days, in either direction."""
    days = []
    for a, b, year in pairs:
        day, month = (a, b) if day_first else (b, a)
        try:
            days.append(date(year, month, day).toordinal())
        except ValueError:
            return float("inf")
    return float(sum(abs(x - y) for x, y in pairwise(days)))


def _short(raw: str) -> str:
    return repr(raw if len(raw) <= 40 else f"{raw[:39]}…")
