"""Private names out of a report and its reading before they are stored.

Each letter of a name is replaced by `█`, so that every offset stays valid; the characters go into
the table `secret`, encrypted. What is sealed already stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from ..domain import Reading, Report
from ..errors import InputError
from .names import BLOCK, Names, block, public_words
from .values import Secret


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


def seal(
    report: Report, reading: Reading | None, secrets: Sequence[Secret]
) -> tuple[Report, Reading | None, tuple[Hidden, ...]]:
    """The report and reading without the names, and where they stood in the text.

    Blocked are the given places, wherever else in the text or the title a name or a bare surname
    stands, and both in the slugs of `url` and `native_id`. In the reading a string that is just the
    name becomes the role. Raises InputError for a name that does not fit.
    """
    if not secrets:
        return report, reading, ()
    given = tuple(_hidden(report, s) for s in secrets)
    roles = {h.name: s.role for h, s in zip(given, secrets, strict=True) if s.role}
    names = Names({h.name: h.person for h in given}, roles, public_words(report.text, reading))
    hidden = tuple(sorted((*given, *_others(report.text, given, names)), key=lambda h: h.start))
    sealed = replace(
        report,
        text=block(report.text, [(h.start, h.end) for h in hidden]),
        title=names.hide(report.title) if report.title else report.title,
        url=names.hide_slug(report.url) if report.url else report.url,
        native_id=names.hide_slug(report.native_id) if report.native_id else report.native_id,
    )
    return sealed, reading and without(reading, names), hidden


def without(reading: Reading, names: Names) -> Reading:
    """The reading with every name blocked, or its role where a string is nothing but the name."""

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return names.role(value) or names.hide(value)
        if isinstance(value, dict):
            return {k: walk(v) for k, v in value.items()}
        return [walk(v) for v in value] if isinstance(value, list | tuple) else value

    return msgspec.convert(walk(msgspec.to_builtins(reading)), Reading) if names else reading


def restore(text: str, names: Sequence[tuple[int, int, str | None]]) -> str:
    """The text with the names put back at their places; None leaves the blocks."""
    letters = list(text)
    for start, end, name in names:
        if name is not None:
            letters[start:end] = name
    return "".join(letters)


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


def _others(text: str, given: Sequence[Hidden], names: Names) -> list[Hidden]:
    """The names where nobody pointed at them: left unsealed, they would give the others away."""
    taken = {at for h in given for at in range(h.start, h.end)}
    return [
        Hidden(start, end, text[start:end], names.person(text[start:end]))
        for start, end in names.find(text)
        if taken.isdisjoint(range(start, end))
    ]
