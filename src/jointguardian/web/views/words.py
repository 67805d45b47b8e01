"""Small words that several pages share."""

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float | int | None) -> str:
    """`28 000` with a narrow space; a fraction keeps one digit."""
    if value is None:
        return "–"
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return text.replace(",", "\u202f")


def span_of_numbers(low: float | int, high: float | int) -> str:
    """`25–41`, or one number where both are the same."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def plain(word: str | None) -> str:
    """A vocabulary term as words: `in-theatre` is `in theatre`."""
    return (word or "").replace("-", " ").replace("_", " ")


def without_kind(text: str, kind: str) -> str:
    """A change's text without the kind that the page shows as a sign beside it."""
    rest = text.removeprefix(f"{kind.capitalize()}: ")
    return rest[:1].upper() + rest[1:]


def partial(text: str) -> str:
    """`29 May 2023`, `May 2023` or `2023`."""
    year, *rest = text[:10].split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def period(start: str | None, end: str | None) -> str:
    """A period as short as it can be said: `26–30 May 2023`."""
    if start is None:
        return f"until {partial(end)}" if end else "date not known"
    if end is None or end == start:
        return partial(start)
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        return f"{date.fromisoformat(start).day}–{partial(end)}"
    return f"{partial(start)} – {partial(end)}"
