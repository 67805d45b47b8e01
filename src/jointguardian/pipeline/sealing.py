"""Private persons' names leave a report before it is stored.

Each letter of a private name is replaced by `█`, so that every offset stays valid; the true
characters go into the record encrypted, under the person's own key. In what was read, a name that
stands alone becomes the person's role. Office-holders acting in office are left as they are.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from ..domain import Reading, Report
from ..geo import fold
from ..record import Secret

BLOCK = "█"


def seal(report: Report, reading: Reading) -> tuple[Report, Reading, tuple[Secret, ...]]:
    """The report and reading without private names, and the secrets that restore them."""
    private = [p for p in reading.persons if not p.public]
    if not private:
        return report, reading, ()
    names = {p.span.of(report.text): p.role for p in private}
    secrets = tuple(
        Secret(
            report=report.id,
            start=p.span.start,
            end=p.span.end,
            name=p.span.of(report.text),
            person=_full(p.span.of(report.text), names),
        )
        for p in private
    )
    hide = _hider(names)
    text = report.text
    for p in private:
        text = text[: p.span.start] + _blocks(p.span.of(text)) + text[p.span.end :]
    sealed = replace(
        report,
        text=text,
        title=hide(report.title) if report.title else report.title,
        url=_hide_slug(report.url, names) if report.url else report.url,
    )
    return sealed, _hide_everywhere(reading, hide, names), secrets


def _blocks(name: str) -> str:
    return "".join(BLOCK if c.isalnum() else c for c in name)


def _full(name: str, names: dict[str, str]) -> str:
    """The longest name in the report that ends with this one: a surname alone is the same person."""
    return max((n for n in names if fold(n).endswith(fold(name))), key=len, default=name)


def _hider(names: dict[str, str]) -> Callable[[str], str]:
    """A function that blocks every occurrence of the names, and of surnames of five letters or more."""
    parts = set(names) | {n.split()[-1] for n in names if len(n.split()[-1]) >= 5}
    found = re.compile(
        r"\b(?:" + "|".join(re.escape(p) for p in sorted(parts, key=len, reverse=True)) + r")\b"
    )
    return lambda text: found.sub(lambda m: _blocks(m[0]), text)


def _hide_slug(url: str, names: dict[str, str]) -> str:
    """A URL often carries the headline; the address without the name no longer leads there."""
    for name in names:
        surname = fold(name.split()[-1])
        if len(surname) >= 5 and surname in url.lower():
            url = re.sub(re.escape(surname), lambda m: _blocks(m[0]), url, flags=re.IGNORECASE)
    return url


def _hide_everywhere(
    reading: Reading, hide: Callable[[str], str], names: dict[str, str]
) -> Reading:
    """Every string in the reading: the name alone becomes the role, inside a phrase it is blocked."""
    roles = {name: role for name, role in names.items() if role}

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return roles[value] if value in roles else hide(value)
        if isinstance(value, dict):
            return {k: walk(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [walk(v) for v in value]
        return value

    return msgspec.convert(walk(msgspec.to_builtins(reading)), Reading)
