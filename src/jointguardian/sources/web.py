"""A report or feed at an http address: fetched only when the address is given by hand."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import httpx

from ..domain import Rejected, Report
from ..errors import UnreadableFile
from .decoding import decode
from .feed import entries
from .html import page
from .intake import Found, Intake, document_of

TIMEOUT_S = 20.0
FETCH_LIMIT = 20_000_000
AGENT = "jointguardian (open reports reader)"
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: the body, its media type in lower case, its charset if declared."""

    body: bytes
    media_type: str
    charset: str | None
    url: str


Fetch = Callable[[str], Fetched]


def fetch(url: str, *, client: httpx.Client | None = None) -> Fetched:
    """The answer of an address, at most 20 MB within 20 seconds a step.

    Raises UnreadableFile when nothing usable comes back.
    """
    try:
        with _client(client) as own, own.stream("GET", url) as answer:
            answer.raise_for_status()
            return _fetched(answer, url)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as fault:
        raise UnreadableFile(
            f"the address gives nothing: {fault or type(fault).__name__}",
            where=url,
            way_out="check the address and the connection",
        ) from fault


def _client(given: httpx.Client | None) -> AbstractContextManager[httpx.Client]:
    """The given client, left open, or one of our own."""
    if given is not None:
        return nullcontext(given)
    return httpx.Client(
        timeout=TIMEOUT_S, follow_redirects=True, max_redirects=5, headers={"User-Agent": AGENT}
    )


def _fetched(answer: httpx.Response, url: str) -> Fetched:
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > FETCH_LIMIT:
            raise UnreadableFile(f"the answer is longer than {FETCH_LIMIT:,} bytes", where=url)
    media = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return Fetched(bytes(body), media, answer.charset_encoding, str(answer.url))


def read_address(url: str, intake: Intake, fetch: Fetch) -> Iterator[Report | Rejected]:
    """A feed's entries, a page's article or a plain text."""
    got = fetch(url)
    head = got.body[:1000].lower()
    if got.media_type in _FEEDS or b"<rss" in head or b"<feed" in head:
        yield from entries(got.body, where=url, intake=intake)
    elif got.media_type == "text/plain":
        text = decode(got.body, where=url, declared=got.charset)
        yield document_of(Found(text, url=got.url), intake, url)
    elif got.media_type in ("text/html", "application/xhtml+xml", ""):
        found = page(
            got.body, where=url, received=intake.received, charset=got.charset, url=got.url
        )
        yield document_of(found, intake, url)
    else:
        raise UnreadableFile(
            f"there is no reader for {got.media_type}",
            where=url,
            way_out="save it and give the file",
        )
