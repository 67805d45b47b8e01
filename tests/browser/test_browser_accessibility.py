"""Every page that a link leads to meets WCAG 2.1 AA by axe-core, light and dark, and asks nobody.

The room stands below a proxy's path here, so that the script's own requests are seen to keep to it.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from watching import DESK, Watched

from conftest import served

ROOT = "/kfor"
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    },
}
SKIPPED = ("/api/openapi", "/forces/export", "/products/file", "/attachment", "/static")
ENOUGH = 40


class Anchors(HTMLParser):
    """The addresses of a page's links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [(v or "").partition("#")[0] for n, v in attrs if n == "href"]


@pytest.fixture(scope="module")
def address(kosovo: Path) -> Iterator[str]:
    """The demonstration, served below a path."""
    with served(kosovo, ROOT) as there:
        yield there


@pytest.fixture(scope="module")
def pages(address: str) -> list[str]:
    """One page of each kind, found by following links."""
    waiting, kinds, found = [f"{ROOT}/"], {""}, list[str]()
    while waiting and len(found) < ENOUGH:
        path = waiting.pop(0)
        try:
            with urlopen(address + path, timeout=60) as answer:
                if "html" not in answer.headers["content-type"]:
                    continue
                html = answer.read().decode()
        except HTTPError as fault:
            raise AssertionError(f"{path}: {fault}") from fault
        found.append(path)
        for link in Anchors(html).found:
            kind = _kind(link)
            if link.startswith(f"{ROOT}/") and kind not in kinds:
                kinds.add(kind)
                waiting.append(link)
    return found


def _kind(link: str) -> str:
    path = link.partition("?")[0].removeprefix(ROOT)
    if path.startswith(SKIPPED):
        return ""
    return re.sub(r"/[^/]*[0-9_][^/]*", "/{}", path)


def _broken(watched: Watched, path: str) -> list[str]:
    """What axe-core says against a page."""
    page = watched.page
    page.goto(watched.address + path)
    page.wait_for_load_state("networkidle") if "watch" not in path else page.wait_for_timeout(500)
    told = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{path} {one['id']}: {node['html'][:110]} {node['failureSummary'].splitlines()[-1][:120]}"
        for one in told
        for node in one["nodes"][:2]
    ]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_page_meets_wcag_aa(
    browser: Browser, address: str, pages: list[str], scheme: str
) -> None:
    assert len(pages) > 12
    # axe-core puts a style of its own into the page, which our policy would refuse
    watched = Watched(browser, address, viewport=DESK, color_scheme=scheme, bypass_csp=True)
    broken = [line for path in pages for line in _broken(watched, path)]
    watched.context.close()
    assert not broken, "\n".join(broken)


@pytest.mark.browser
def test_no_page_complains_or_asks_outside_of_its_path(
    browser: Browser, address: str, pages: list[str]
) -> None:
    watched = Watched(browser, address, viewport=DESK)
    for path in pages:
        watched.page.goto(address + path)
        watched.page.wait_for_timeout(300)
    watched.page.goto(f"{address}{ROOT}/")
    watched.page.wait_for_selector("#map[data-drawn]")
    ours = f"{address}{ROOT}/"
    outside = [r for r in watched.requests if r.startswith("http") and not r.startswith(ours)]
    watched.assert_content()
    watched.context.close()
    assert not outside
