"""RSS and Atom feeds, from a file or an address: one report for each entry."""

import calendar
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree  # type: ignore[import-untyped]

from ..domain import Rejected, Report
from ..errors import InputError, UnreadableFile
from .faults import parsing
from .html import text_of
from .intake import Found, Intake, contents, rejected, report_of

FEED_LIMIT = 50_000_000
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


def read_feed(path: Path, intake: Intake) -> Iterator[Report | Rejected]:
    """A report or a rejection for each entry. Raises UnreadableFile when it is no feed."""
    data = contents(path, max(FEED_LIMIT, intake.limit))
    yield from entries(data, where=str(path), intake=intake)


def entries(data: bytes, *, where: str, intake: Intake) -> Iterator[Report | Rejected]:
    """The entries of a feed's bytes."""
    if _ENTITY.search(data):
        raise UnreadableFile("the feed declares XML entities, which no feed needs", where=where)
    with parsing("feed", where, "feedparser", also=(etree.LxmlError,)):
        parsed = feedparser.parse(io.BytesIO(data))
        found = [(e, _entry(e, parsed.feed)) for e in parsed.entries]
        known = bool(parsed.version)
    if not found and not known:
        raise UnreadableFile(
            "this is not a feed",
            where=where,
            way_out="give an RSS or Atom file, or a page as .html",
        )
    for number, (raw, entry) in enumerate(found, start=1):
        try:
            yield report_of(entry, intake)
        except InputError as fault:
            yield rejected(where, number, fault, str(raw.get("title", "")))


def _entry(entry: Any, feed: Any) -> Found:
    printed = _moment(entry.get("published_parsed"))
    date = printed or _moment(entry.get("updated_parsed"))
    body = entry.get("content") or []
    longest = max([*(c.get("value", "") for c in body), entry.get("summary", "")], key=len)
    title = text_of(entry.get("title", ""))
    return Found(
        text=text_of(longest) or title,
        title=title,
        url=entry.get("link"),
        native_id=entry.get("id"),
        source=text_of((entry.get("source") or {}).get("title") or feed.get("title") or ""),
        published=date,
        inferred=printed is None and date is not None,
        language=entry.get("language") or feed.get("language"),
    )


def _moment(parts: Any) -> str | None:
    """A feed's time (UTC, nine numbers) as an ISO moment, None when it is none."""
    if parts is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), tz=UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
