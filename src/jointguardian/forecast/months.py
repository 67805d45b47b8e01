"""Months as numbers: 1 is January 1980, as the field counts them (VIEWS)."""

from ..errors import InputError

FIRST_YEAR = 1980


def month_id(text: str) -> int:
    """The number of a month written YYYY-MM. Raises InputError."""
    year, _, month = text.partition("-")
    if not (len(year) == 4 and year.isdigit() and len(month) == 2 and month.isdigit()):
        raise InputError(f"{text!r} is no month", way_out="write YYYY-MM, for example 2022-10")
    if not 1 <= int(month) <= 12:
        raise InputError(f"{text!r}: there is no month {month}")
    return (int(year) - FIRST_YEAR) * 12 + int(month)


def month_text(number: int) -> str:
    """A month as YYYY-MM."""
    return f"{FIRST_YEAR + (number - 1) // 12:04d}-{(number - 1) % 12 + 1:02d}"


def months_ahead(text: str) -> tuple[int, ...]:
    """Horizons in months written FIRST-LAST or as one number. Raises InputError."""
    first, dash, last = text.partition("-")
    if not first.isdigit() or (dash and not last.isdigit()):
        raise InputError(
            f"{text!r} are no horizons", way_out="write FIRST-LAST in months, for example 3-14"
        )
    begin, end = int(first), int(last) if dash else int(first)
    if not 1 <= begin <= end <= 120:
        raise InputError(f"{text!r}: horizons lie between 1 and 120 months, the first before the last")  # fmt: skip
    return tuple(range(begin, end + 1))
