"""Plain text and Markdown: the text is taken as it is."""

from collections.abc import Iterator
from pathlib import Path

from ..domain import Rejected, Report
from .decoding import decode
from .intake import Found, Intake, contents, document_of

_TITLE_LIMIT = 160


def read_text(path: Path, intake: Intake) -> Iterator[Report | Rejected]:
    """One report. Raises UnreadableFile when the file is missing, empty, too long or binary."""
    text = decode(contents(path, intake.limit), where=str(path))
    yield document_of(Found(text, title=_title(text)), intake, str(path))


def _title(text: str) -> str | None:
    """A Markdown heading, or a short first line with a blank one after it."""
    lines = text.lstrip().splitlines()[:2]
    if not lines:
        return None
    first = lines[0].strip()
    if first.startswith("#"):
        return first.lstrip("# ")[:_TITLE_LIMIT] or None
    alone = len(lines) == 2 and not lines[1].strip()
    return first if alone and len(first) <= _TITLE_LIMIT else None
