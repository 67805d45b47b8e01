"""Words of the picture: quotation, loaded words, dates, names in a row."""

import re
from collections.abc import Iterable

from ..domain.dates import first_day

# Words that judge. They stand in our text only inside quotation marks, as somebody's.
LOADED = (
    r"terroris\w+|gangs?|gangsters?|criminals?|bandits?|thugs?|aggress(?:ion|ors?)|regime|"
    r"ethnic(?:ally)? cleans\w+|genocid\w+|pogroms?|separatis\w+|so-called|occupi(?:ers?|ed)|"
    r"occupation|puppets?|fascis\w+|nazis?|atrocit\w+|barbari\w+|liberat(?:ed|ors?)|martyrs?"
)
_LOADED = re.compile(rf"\b(?:{LOADED})\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def quoted(text: str, most: int = 240) -> str:
    """A source's words inside quotation marks, on one line, cut at a word."""
    plain = " ".join(re.sub('[“”"]', "'", text).split()).lstrip(",;:. ")
    if len(plain) > most:
        plain = plain[:most].rsplit(" ", 1)[0] + " …"
    return f"“{plain}”"


def loaded_outside_quotes(text: str) -> tuple[str, ...]:
    """The loaded words that stand outside quotation marks."""
    return tuple(_LOADED.findall(_QUOTED.sub("“”", text)))


def guarded(text: str) -> str:
    """The text as it is, or inside quotation marks when it uses a loaded word of somebody's."""
    return quoted(text) if loaded_outside_quotes(text) else text


def day_words(partial: str) -> str:
    """`2023-05-29` as 29 May 2023, `2023-05` as May 2023."""
    day = first_day(partial)
    if len(partial) == 4:
        return f"{day.year}"
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if len(partial) == 7 else f"{day.day} {month}"


def period_words(start: str | None, end: str | None) -> str:
    """ "29 May 2023", "29 May 2023 to 31 May 2023" or "undated"."""
    if start is None:
        return "undated"
    if end is None or end == start:
        return day_words(start)
    return f"{day_words(start)} to {day_words(end)}"


def joined(names: Iterable[str], most: int = 4) -> str:
    """ "A, B and C", with "n more" beyond `most`; repeats named once."""
    unique = list(dict.fromkeys(n for n in names if n))
    if len(unique) > most:
        unique = [*unique[:most], f"{len(unique) - most} more"]
    if len(unique) < 2:
        return "".join(unique)
    return f"{', '.join(unique[:-1])} and {unique[-1]}"


def group_words(group: str) -> str:
    """A counted group as our text names it: everybody together are "people"."""
    return "people" if group == "total" else guarded(group)


def counted(n: int, one: str, many: str | None = None) -> str:
    """ "1 report", "3 reports"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
