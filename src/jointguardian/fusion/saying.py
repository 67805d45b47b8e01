"""How fusion words who says what: dates, names of sources, quotations."""

from collections.abc import Iterable, Sequence

from ..domain.dates import first_day

MONTH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(partial: str) -> str:
    """`2023-05-29` as 29 May 2023, `2023-05` as May 2023."""
    day = first_day(partial)
    parts = {4: f"{day.year}", 7: f"{MONTH[day.month - 1]} {day.year}"}
    return parts.get(len(partial), f"{day.day} {MONTH[day.month - 1]} {day.year}")


def listed(names: Iterable[str], most: int = 3) -> str:
    """Names in order without repeats: "A, B, C and 2 more"."""
    unique = list(dict.fromkeys(n for n in names if n))
    if len(unique) > most:
        return f"{', '.join(unique[:most])} and {len(unique) - most} more"
    return joined(unique)


def joined(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def quoted(text: str, most: int = 120) -> str:
    """Words of a source inside quotation marks, on one line, cut at a word."""
    plain = " ".join(text.replace("“", "'").replace("”", "'").replace('"', "'").split())
    if len(plain) > most:
        plain = plain[:most].rsplit(" ", 1)[0] + " …"
    return f"“{plain}”"
