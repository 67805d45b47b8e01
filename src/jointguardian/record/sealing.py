"""Private names out of a report before it is stored.

Each letter of the name is replaced by `█`, so that every offset stays valid; the characters go
into the table `secret`, encrypted. What is sealed already stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from ..domain import Reading, Report
from ..errors import InputError
from .values import Secret

BLOCK = "█"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A name with its place, ready to be encrypted."""

    start: int
    end: int
    name: str
    person: str

    def place(self, report: str) -> str:
        """What the encrypted name is bound to."""
        return f"{report}:{self.start}:{self.end}"


def blocked(name: str) -> str:
    """The name with each letter and digit blocked."""
    return "".join(BLOCK if c.isalnum() else c for c in name)


def seal(
    report: Report, reading: Reading | None, secrets: Sequence[Secret]
) -> tuple[Report, Reading | None, tuple[Hidden, ...]]:
    """The report and reading without the names. Raises InputError for a name that does not fit."""
    if not secrets:
        return report, reading, ()
    hidden = tuple(_hidden(report, s) for s in secrets)
    text = report.text
    for h in hidden:
        text = text[: h.start] + blocked(text[h.start : h.end]) + text[h.end :]
    hide = re.compile("|".join(re.escape(h.name) for h in hidden if h.name.strip()))
    title = _hide(report.title, hide) if report.title else report.title
    return replace(report, text=text, title=title), _hide_in(reading, hide), hidden


def without(reading: Reading, names: Sequence[str]) -> Reading:
    """The reading with the names blocked wherever they stand."""
    if not names:
        return reading
    hidden = _hide_in(reading, re.compile("|".join(re.escape(n) for n in names)))
    return hidden or reading


def restore(text: str, names: Sequence[tuple[int, int, str | None]]) -> str:
    """The text with the names put back at their places; None leaves the blocks."""
    for start, end, name in names:
        if name is not None:
            text = text[:start] + name + text[end:]
    return text


def _hidden(report: Report, secret: Secret) -> Hidden:
    if not 0 <= secret.start < secret.end <= len(report.text):
        raise InputError(
            f"the sealed name at {secret.start} to {secret.end} lies outside the text",
            where=report.id,
        )
    there = report.text[secret.start : secret.end]
    name = secret.name if BLOCK in there else there
    if len(name) != secret.end - secret.start:
        raise InputError(f"a sealed name at {secret.start} has another length", where=report.id)
    return Hidden(secret.start, secret.end, name, secret.person or secret.name)


def _hide(text: str, hide: re.Pattern[str]) -> str:
    return hide.sub(lambda m: blocked(m[0]), text)


def _hide_in(reading: Reading | None, hide: re.Pattern[str]) -> Reading | None:
    if reading is None:
        return None

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return _hide(value, hide)
        if isinstance(value, dict):
            return {k: walk(v) for k, v in value.items()}
        return [walk(v) for v in value] if isinstance(value, list | tuple) else value

    return msgspec.convert(walk(msgspec.to_builtins(reading)), Reading)
