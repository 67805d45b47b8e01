"""Reports from an address, with a transport that never leaves the test."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
import pytest

from jointguardian.domain import Report
from jointguardian.errors import UnreadableFile
from jointguardian.sources import read_reports
from jointguardian.sources import web as web_module
from jointguardian.sources.web import fetch

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2031, 3, 6, 12, tzinfo=UTC)
URL = "https://primer.example/x"

Answer = Callable[[httpx.Request], httpx.Response]


def gives(body: bytes, media: str, status: int = 200) -> Answer:
    return lambda _: httpx.Response(status, content=body, headers={"content-type": media})


def reports(answer: Answer, url: str = URL) -> list[Report]:
    client = httpx.Client(transport=httpx.MockTransport(answer), follow_redirects=True)
    found = read_reports(url, received=NOW, fetch=partial(fetch, client=client))
    return [r for r in found if isinstance(r, Report)]


def test_a_page_is_cleaned_and_known_by_its_address() -> None:
    (report,) = reports(gives((FIXTURES / "page.html").read_bytes(), "text/html; charset=utf-8"))
    assert report.url == report.native_id == URL
    assert "dva kamiona" in report.text
    assert "SCRIPT" not in report.text


@pytest.mark.parametrize("media", ["application/rss+xml", "text/xml", "text/html"])
def test_a_feed_is_known_by_its_type_or_its_start(media: str) -> None:
    assert len(reports(gives((FIXTURES / "feed.xml").read_bytes(), media))) == 2


def test_plain_text_follows_the_declared_code_page() -> None:
    (report,) = reports(gives("Доње Брдо".encode("cp1251"), "text/plain; charset=windows-1251"))
    assert report.text == "Доње Брдо"


def test_a_redirect_gives_the_last_address() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/x":
            return httpx.Response(301, headers={"location": "/y"})
        return httpx.Response(200, content=b"Text.", headers={"content-type": "text/plain"})

    (report,) = reports(answer)
    assert report.url == "https://primer.example/y"


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (gives(b"", "text/html", 404), "404"),
        (gives(b"GIF", "image/gif"), "no reader for image/gif"),
        (gives(b"", "text/html"), "no text"),
        (gives(b"", "text/plain"), "no text"),
    ],
)
def test_an_address_without_a_report_is_one_clear_line(answer: Answer, what: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        reports(answer)
    assert what in caught.value.line
    assert "\n" not in caught.value.line


def test_no_connection_is_one_clear_line() -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    with pytest.raises(UnreadableFile, match="no route; check the address"):
        reports(answer)


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_module, "FETCH_LIMIT", 1000)
    with pytest.raises(UnreadableFile, match="longer than 1,000 bytes"):
        reports(gives(b"x" * 5000, "text/plain"))


def test_a_strange_address_is_one_clear_line() -> None:
    with pytest.raises(UnreadableFile):
        reports(gives(b"", "text/html"), "http://[broken")
