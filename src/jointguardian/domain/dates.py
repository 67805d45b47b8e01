"""Dates as precise as known, and military date-time groups.

A partial date is an ISO string `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. A date-time group (DTG) is
`DDHHMMZMONYY`, e.g. `291030ZMAY23`. Source: ACP 121 (Allied communications
instructions), zone letters A–Z less J.
"""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from ..errors import InputError

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# Military zone letters: A..M without J are UTC+1..+12, N..Y are UTC-1..-12, Z is UTC.
ZONES = {
    **{c: i + 1 for i, c in enumerate("ABCDEFGHIKLM")},
    **{c: -i - 1 for i, c in enumerate("NOPQRSTUVWXY")},
    "Z": 0,
}
_DTG = re.compile(r"(\d{2})(\d{2})(\d{2})\s*([A-IK-Z])\s*([A-Z]{3})\s*(\d{2}|\d{4})", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_SHORT_DTG = re.compile(
    r"(?:(?P<day>\d{2})(?=\d{4}\s*[A-IK-Z]))?(?P<hour>\d{2}):?(?P<minute>\d{2})\s*"
    r"(?P<zone>[A-IK-Z])?\s*(?P<month>[A-Z]{3})?",
    re.ASCII,
)
_AGO = re.compile(r"-\s*(?=\d)(?:(\d{1,3})\s*D)?\s*(?:(\d{1,3})\s*H)?\s*(?:(\d{1,4})\s*M(?:IN)?)?")
AHEAD = timedelta(minutes=15)
"""How far a clock in the field may run ahead before a time counts as one of the day before. Own choice."""


def parse_dtg(text: str) -> datetime:
    """The UTC moment of a date-time group; two-digit years 70–99 are 19xx.

    Raises InputError when the text is not one.
    """
    found = _DTG.fullmatch(text.strip().upper())
    if not found or found[5] not in MONTHS:
        raise InputError(f"{text!r} is not a date-time group", way_out="write e.g. 291030ZMAY23")
    year = int(found[6])
    if len(found[6]) == 2:
        year += 1900 if year >= 70 else 2000
    zone = timezone(timedelta(hours=ZONES[found[4]]))
    try:
        local = datetime(
            year,
            MONTHS.index(found[5]) + 1,
            int(found[1]),
            int(found[2]),
            int(found[3]),
            tzinfo=zone,
        )
        return local.astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise InputError(f"{text!r} is not a date-time group: {fault}") from fault


def format_dtg(moment: datetime) -> str:
    """An aware moment as a DTG in zone Z, to the minute."""
    utc = moment.astimezone(UTC)
    return f"{utc:%d%H%M}Z{MONTHS[utc.month - 1]}{utc:%y}"


def parse_moment(text: str) -> datetime:
    """A DTG, an ISO date (its last second, so that the day itself is known) or ISO date-time as UTC.

    Raises InputError when the text is none of them, or outside 1900 to 2200.
    """
    raw = text.strip()
    try:
        if _DTG.fullmatch(raw.upper()):
            moment = parse_dtg(raw)
        elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
            moment = datetime.fromisoformat(raw).replace(hour=23, minute=59, second=59, tzinfo=UTC)
        else:
            moment = datetime.fromisoformat(raw)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise InputError(
            f"{text!r} is not a date", way_out="write 2023-05-30, 2023-05-30T18:00Z or 301800ZMAY23"
        ) from fault
    if not 1900 <= moment.year <= 2200:
        raise InputError(f"{text!r} lies outside the years 1900 to 2200")
    return moment


def parse_happened(text: str, now: datetime) -> datetime:
    """The UTC moment at which something happened, as a log writes it, seen from `now`.

    `now`, `-20m`, `-1h30m`, `1030`, `1030B`, `291030Z`, `291030ZMAY`, a full DTG, or an ISO date or
    moment. What the text leaves open is filled so that the moment is the last one not after `now`
    (but for `AHEAD`); a time without zone letter is Z. Raises InputError for anything else, and for
    a moment that has not come yet.
    """
    raw = " ".join(text.upper().split())
    if raw in ("", "NOW"):
        return now.astimezone(UTC)
    found = _ago(raw, now) or _short_dtg(raw, now)
    if found is None:
        found = _in_full(text, now)
    if found > now + AHEAD:
        raise InputError(
            f"{text!r} has not come yet", way_out="a report says what happened; check day and zone"
        )
    return found


def _in_full(text: str, now: datetime) -> datetime:
    """A full date; a bare day that has not ended yet counts up to `now`."""
    try:
        found = parse_moment(text)
    except InputError as fault:
        raise InputError(
            f"{text!r} is no time", way_out="write 291030ZMAY23, 291030Z, 1030, 1030B, now or -20m"
        ) from fault
    if len(text.strip()) == 10 and found.date() == now.astimezone(UTC).date():
        return min(found, now.astimezone(UTC))
    return found


def _ago(raw: str, now: datetime) -> datetime | None:
    found = _AGO.fullmatch(raw)
    if not found or not any(found.groups()):
        return None
    days, hours, minutes = (int(g or 0) for g in found.groups())
    return now.astimezone(UTC) - timedelta(days=days, hours=hours, minutes=minutes)


def _short_dtg(raw: str, now: datetime) -> datetime | None:
    """The last moment not after `now` with that time, and day and month as far as they are given."""
    found = _SHORT_DTG.fullmatch(raw.removesuffix(" HRS").removesuffix("HRS"))
    if not found or (found["month"] and (found["month"] not in MONTHS or not found["day"])):
        return None
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        return None
    here = (now + AHEAD).astimezone(timezone(timedelta(hours=ZONES[found["zone"] or "Z"])))
    day = int(found["day"]) if found["day"] else None
    month = MONTHS.index(found["month"]) + 1 if found["month"] else None
    for back in range(366 * 8):
        one = here.date() - timedelta(days=back)
        if day not in (None, one.day) or month not in (None, one.month):
            continue
        moment = datetime.combine(one, time(hour, minute), here.tzinfo)
        if moment <= here:
            return moment.astimezone(UTC)
    return None


def parse_partial(text: str) -> str:
    """A checked partial date. Raises InputError for anything that is not one, or year < 1900 or > 2200."""
    found = _PARTIAL.fullmatch(text.strip())
    if not found:
        raise InputError(f"{text!r} is not a date", way_out="write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    try:
        date(year, month, day)
    except ValueError as fault:
        raise InputError(f"{text!r} is not a date: {fault}") from fault
    if not 1900 <= year <= 2200:
        raise InputError(f"{text!r} lies outside the years 1900 to 2200")
    return text.strip()


def precision(partial: str | None) -> str:
    """`day`, `month`, `year` or `none`."""
    return {None: "none", 4: "year", 7: "month"}.get(
        None if partial is None else len(partial), "day"
    )


def first_day(partial: str) -> date:
    """The first day that a partial date can mean."""
    parts = [int(p) for p in partial[:10].split("-")]
    return date(*[*parts, 1, 1][:3])


def last_day(partial: str) -> date:
    """The last day that a partial date can mean."""
    parts = [int(p) for p in partial[:10].split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
    return date(*parts[:3])
