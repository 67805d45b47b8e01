"""Every page meets WCAG 2.1 AA by axe-core, light and dark, fits a phone, and asks nobody outside.

Which pages there are comes from the routes (furnished.py). Each is opened once, below a proxy's
path as behind a real one: looked at in light, then in dark, then 390 pixels wide.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from furnished import LEFT_OUT, WRONG, addresses, furnish, pages
from playwright.sync_api import Browser, Page
from watching import DESK, PHONE, Watched

import own_logs
from conftest import served

pytestmark = pytest.mark.browser
ROOT = "/kfor"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
LIGHT = {"type": "tag", "values": LEVELS}
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules whose outcome hangs on light or dark."""
OF_WIDTH = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
"""The rules whose outcome hangs on the width. Source of the targets: WCAG 2.2, 2.5.8."""
RUN = """([only, where]) => axe.run(where, {
    runOnly: only, resultTypes: ["violations"], preload: false, iframes: false,
}).then(told => told.violations.flatMap(one => one.nodes.slice(0, 3).map(node =>
    `${one.id}: ${node.html.slice(0, 110)} ${node.failureSummary.split("\\n").pop().slice(0, 150)}`)))"""
MANY, FEW = 8, 4
"""So many neighbours of one kind are looked at in light, and again in the dark and narrow."""
THIN = """([most, where]) => {
    const lists = `${where} :is(ul, ol, tbody, dl, article, .text):not([role=tablist])`;
    for (const list of document.querySelectorAll(lists)) {
        const kind = e => e.tagName + e.className;
        for (const one of new Set([...list.children].map(kind)))
            [...list.children].filter(e => kind(e) === one).slice(most).forEach(e => e.remove());
    }
}"""
WIDE = """() => {
    const wide = document.documentElement.scrollWidth;
    if (wide <= innerWidth) return [];
    const held = e => { for (let p = e.parentElement; p; p = p.parentElement)
        if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
    const over = [...document.body.querySelectorAll("*")]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !held(e));
    return [`${wide} px wide: ` + over.slice(-2).map(e => e.outerHTML.slice(0, 90)).join(" | ")];
}"""


@pytest.fixture(scope="module")
def folder(kosovo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("every") / "op"
    shutil.copytree(kosovo, made)
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> dict[str, str]:
    return furnish(folder)


@pytest.fixture(scope="module")
def watched(browser: Browser, folder: Path, found: dict[str, str]) -> Iterator[Watched]:
    """One page for all, signed in, with a log of the mission's own that waits to be mapped."""
    with served(folder, ROOT) as address:
        one = Watched(browser, address + ROOT, viewport=DESK, color_scheme="light")
        page = one.open("/sign-in?back=/log")
        page.fill("#name", "Ana Berg")
        page.click("form.sign button")
        page.wait_for_url("**/log")
        log = {"name": "patrol.xlsx", "mimeType": "", "buffer": own_logs.patrol_log()}
        page.set_input_files("input[type=file]", log)  # type: ignore[arg-type]
        with page.expect_navigation(url="**/log/*"):
            page.locator("form:has(input[type=file]) button").first.click()
        found["log"] = page.url.rpartition("/")[2]
        yield one
        one.context.close()


class Looking:
    """What is wrong with each page that was opened."""

    def __init__(self, watched: Watched) -> None:
        self.watched, self.page = watched, watched.page
        self.script = Axe().axe_script
        self.wrong: list[str] = []

    def open(self, address: str) -> Page:
        self.page.goto(self.watched.address + address)
        self.watched.settle()
        self.page.evaluate(self.script)
        return self.page

    def at(self, what: str, where: str = "html") -> None:
        """Light, dark and narrow, without loading the page again; `where`: only a part of it."""
        self.page.set_viewport_size(PHONE)
        self._note(f"{what} (390 px)", self.page.evaluate(WIDE))
        self.page.set_viewport_size(DESK)
        self.page.evaluate(THIN, [MANY, where])
        self._note(what, self.page.evaluate(RUN, [LIGHT, where]))
        self.page.evaluate(THIN, [FEW, where])
        self.page.emulate_media(color_scheme="dark")
        self._note(f"{what} (dark)", self.page.evaluate(RUN, [OF_COLOUR, where]))
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(PHONE)
        self._note(f"{what} (390 px)", self.page.evaluate(RUN, [OF_WIDTH, where]))
        self.page.set_viewport_size(DESK)

    def _note(self, what: str, told: list[str]) -> None:
        self.wrong += [f"{what} {line}" for line in told]
        self.wrong += [f"{what} console: {line}" for line in self.watched.complaints]
        self.watched.complaints.clear()


def test_each_route_is_a_page_here_or_left_out_for_a_reason() -> None:
    routed = set(pages())
    assert len(routed) > 40
    assert set(LEFT_OUT) <= routed


def test_each_page_is_accessible_light_dark_and_narrow(
    watched: Watched, found: dict[str, str]
) -> None:
    looking = Looking(watched)
    for address in addresses(found):
        looking.open(address)
        looking.at(address)
    assert not looking.wrong, "\n".join(looking.wrong)


def test_what_opens_on_a_page_is_accessible(watched: Watched) -> None:
    looking = Looking(watched)
    page = looking.open("/about")
    for key in ("?", "r"):
        page.keyboard.press(key)
        page.locator("dialog[open]").wait_for()
        looking.at(f"dialog of {key}")
        page.keyboard.press("Escape")
    page = looking.open("/?as_of=2023-05-30T20:00:00Z&since=2023-05-24&until=2023-05-30")
    for tab in page.get_by_role("tab").all():
        tab.click()
        looking.at(f"tab {tab.inner_text()}", "#live-sections")
    assert not looking.wrong, "\n".join(looking.wrong)


def test_every_page_is_reached_from_the_head_on_a_phone(watched: Watched) -> None:
    page = watched.open("/about")
    page.set_viewport_size(PHONE)
    for menu in page.locator(".pages details").all():
        menu.locator("summary").click()
        for link in menu.get_by_role("link").all():
            box = link.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE["width"]
            assert box["height"] >= 24
    page.keyboard.press("Escape")
    assert page.locator(".pages details[open]").count() == 0
    for name in ("Room", "Watch", "Take down"):
        page.locator(".pages > a", has_text=name).click(trial=True)
    page.set_viewport_size(DESK)


def test_an_error_is_told_on_an_accessible_page(watched: Watched) -> None:
    looking = Looking(watched)
    looking.open(WRONG)
    complaints = list(watched.complaints)
    watched.complaints.clear()
    looking.at(WRONG)
    assert not looking.wrong, "\n".join(looking.wrong)
    assert ["404" in line for line in complaints] == [True]


def test_nothing_was_asked_outside_of_the_path(watched: Watched) -> None:
    outside = [r for r in watched.requests if not r.startswith((watched.address, "data:", "blob:"))]
    assert len(watched.requests) > 100
    assert not outside
