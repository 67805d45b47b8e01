"""One document from one source, as it came."""

from dataclasses import dataclass
from datetime import datetime

from .marking import PUBLIC, Marking


@dataclass(frozen=True, slots=True)
class Report:
    """Verbatim text with where and when it comes from. Never changed.

    `id` is random; `native_id` is the source's own id or URL; `published` is an ISO date or
    date-time as precise as known (`published_inferred` where it was deduced, not printed);
    `received` (aware, UTC) is when the operation knew it; `sha256` is over the text as UTF-8.
    A later text under the same native id is a new version: `supersedes` names the older report.
    """

    id: str
    source: str
    text: str
    sha256: str
    received: datetime
    native_id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    published_inferred: bool = False
    language: str = "en"
    supersedes: str | None = None
    marking: Marking = PUBLIC
    invented: bool = False

    @property
    def published_day(self) -> str | None:
        """The day of publication, `YYYY-MM-DD`, or None."""
        return self.published[:10] if self.published else None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be taken in, kept aside with its reason."""

    path: str
    row: int
    reason: str
    raw: str
