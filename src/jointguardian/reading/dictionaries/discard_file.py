"""Discard and issue lists: phrases that a sentence or report is left out for, or marked with."""

from collections.abc import Iterator

from .lines import Warnings, lines, name
from .names import Name


def discards(text: str, warnings: Warnings) -> Iterator[Name[str]]:
    """Phrases that discard a sentence (`sentence`) or, with `+`, the whole report (`report`)."""
    for number, line in lines(text):
        written = line.strip().partition("[")[0]
        found = name(
            written.lstrip("+").replace(" ", "_"),
            "report" if written.startswith("+") else "sentence",
        )
        if found:
            yield found
        else:
            warnings.add(number, f"no word in {written!r}")


def issues(text: str, warnings: Warnings) -> Iterator[Name[str]]:
    """Phrases with an issue's code each."""
    for number, line in lines(text):
        written, _, code = line.partition("[")
        found = name(written.strip().replace(" ", "_"), code.partition("]")[0].strip())
        if found and found.held:
            yield found
        else:
            warnings.add(number, f"no phrase with a code in {line.strip()!r}")
