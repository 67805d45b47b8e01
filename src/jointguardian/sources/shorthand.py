"""One line of a radio log taken apart: when, where, who, and then the words.

    line  = head text
    head  = (when | grid | '@' place | who ':') { separator part }
    part  = when | grid | position | '@' place | place | who       each at most once
    when  = 291030ZMAY23 | 291030Z | 1030Z | 1030 | 10:30 | now | -20m | 2023-05-29T10:30Z
    grid  = 34TDN869395 | 34T DN 869 395        position = 42.9,20.85
    who   = LMT3 | ["fm"] name ':' | the name of a known source
    '@' place ends at a comma, a semicolon or a colon

    separator = blanks, ',', ';', '/', '|' or '-'

A line that does not begin with one of the heads is words from the first letter on: prose is never
taken apart. A bare `1500` before what is counted ("1500 people") is a number, no time. Names of
places and sources are known only to the caller. Nothing is changed: parts are spans of the line.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..domain import Span
from .radio import words

Known = Callable[[str], bool]

_SEPARATORS = re.compile(r"(?:[\s,;/|]|-(?=\s))*")
_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
_WHEN = re.compile(
    rf"(?:\d{{6}}\s?[A-IK-Z](?:\s?(?:{_MONTHS})(?:\s?\d{{4}}|\s?\d{{2}})?)?|\d{{4}}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?:[01]\d|2[0-3]):?[0-5]\d\s?[A-IK-Z]|(?:[01]\d|2[0-3]):[0-5]\d|now|-(?:\d{1,3}[dhm]){1,3})(?![\w])",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?:\s?h(?:rs)?)?(?!\w)", re.IGNORECASE)
_GRID = re.compile(
    r"\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d{2}\s\d{2}|\d{3}\s\d{3}|\d{4}\s\d{4}|\d{5}\s\d{5}"
    r"|(?:\d\d){1,5})(?!\w)",
    re.IGNORECASE,
)
_POSITION = re.compile(r"-?\d{1,2}\.\d+\s?[,;]\s?-?\d{1,3}\.\d+(?!\w)")
_AT = re.compile(r"@\s?([^,;:\n@]{1,60})")
_SAID = re.compile(r"(?:(?:fm|from)\s+)?([^\W\d_][\w ./-]{0,40}?)\s?:(?=\s)", re.IGNORECASE)
_CALL = re.compile(r"(?!\d)[A-Z0-9]{1,8}(?:[-/][A-Z0-9]{1,4})?(?!\w)")
_NAME = re.compile(r"[^\W\d_][\w'’-]*")
_NEXT = re.compile(r"\s*([^\W\d_]+)")
MOST_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the line: the words meant, and where they stand with their sign ("@", ":")."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Shorthand:
    """What the line's head says, and where its words begin and end."""

    text: Span
    when: Part | None = None
    where: Part | None = None
    who: Part | None = None

    @property
    def taken(self) -> bool:
        """Whether there was a head at all."""
        return self.text.start > 0 and any((self.when, self.where, self.who))


def _nobody(name: str) -> bool:
    return False


def take_apart(text: str, is_place: Known = _nobody, is_source: Known = _nobody) -> Shorthand:
    """The head of a text's first line; `is_place` and `is_source` say which bare names are such.

    Never raises. Where there is no head, or nothing but a head, the words are the whole text.
    """
    found: dict[str, Part] = {}
    at = _skip(text, 0)
    first = True
    while step := _step(text, at, found, first, is_place, is_source):
        kind, part = step
        found[kind] = part
        at, first = _skip(text, part.span.end), False
    whole = Shorthand(Span(0, len(text)))
    if not found or not text[at:].strip():
        return whole
    return Shorthand(Span(at, len(text)), found.get("when"), found.get("where"), found.get("who"))


_Step = tuple[str, Part]


def _step(
    text: str, at: int, found: dict[str, Part], first: bool, is_place: Known, is_source: Known
) -> _Step | None:
    """The next part of the head at that place, if one stands there."""
    steps: tuple[tuple[str, Callable[[], Part | None]], ...] = (
        ("when", lambda: _match(_WHEN, text, at) or _bare_time(text, at)),
        ("where", lambda: _match(_GRID, text, at) or _match(_POSITION, text, at)),
        ("where", lambda: _at_sign(text, at)),
        ("who", lambda: _said(text, at, is_source)),
        ("where", lambda: None if first else _name(text, at, is_place)),
        ("who", lambda: None if first else _name(text, at, is_source) or _call_sign(text, at)),
    )
    for kind, look in steps:
        if kind not in found and (part := look()) is not None:
            return kind, part
    return None


def _skip(text: str, at: int) -> int:
    found = _SEPARATORS.match(text, at)
    return found.end() if found else at


def _match(pattern: re.Pattern[str], text: str, at: int) -> Part | None:
    found = pattern.match(text, at)
    return Part(found[0].strip(), Span(at, found.end())) if found else None


def _bare_time(text: str, at: int) -> Part | None:
    """Four digits that are a time of day and not a number of something."""
    found = _BARE.match(text, at)
    if not found:
        return None
    after = _NEXT.match(text, found.end())
    if after and after[1].lower() in words().counted:
        return None
    return Part(found[0].strip(), Span(at, found.end()))


def _at_sign(text: str, at: int) -> Part | None:
    found = _AT.match(text, at)
    if not found or not found[1].strip():
        return None
    return Part(found[1].strip(), Span(at, found.end()))


def _said(text: str, at: int, is_source: Known) -> Part | None:
    """A name before a colon: a call sign, a known source, or after "fm"."""
    found = _SAID.match(text, at)
    if not found:
        return None
    name = found[1].strip()
    marked = found[0].lower().startswith(("fm ", "from "))
    if marked or is_source(name) or _is_call(name):
        return Part(name, Span(at, found.end()))
    return None


def _call_sign(text: str, at: int) -> Part | None:
    found = _CALL.match(text, at)
    if not found or not _is_call(found[0]):
        return None
    return Part(found[0], Span(at, found.end()))


def _is_call(name: str) -> bool:
    """Capitals with a number, and no weapon ("LMT3", "0A" is none)."""
    return (
        bool(_CALL.fullmatch(name))
        and any(c.isdigit() for c in name)
        and name.replace("-", "") not in words().weapons
    )


def _name(text: str, at: int, known: Known) -> Part | None:
    """The longest run of capitalised words that is a known name."""
    ends: list[int] = []
    here = at
    for _ in range(MOST_NAME_WORDS):
        found = _NAME.match(text, here)
        if not found or not found[0][0].isupper():
            break
        ends.append(found.end())
        if text[found.end() : found.end() + 1] != " ":
            break
        here = found.end() + 1
    for end in reversed(ends):
        if known(text[at:end]):
            return Part(text[at:end], Span(at, end))
    return None
