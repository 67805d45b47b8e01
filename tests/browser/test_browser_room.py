"""The demonstration in a real browser: its story clicked through, and nothing asked of outside.

`pytest tests/browser --screenshots DIR` keeps pictures of what was seen.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from jointguardian.web.pages import MANIFEST

pytestmark = pytest.mark.browser

# The browser stays quiet: no update, sync or probe of its own.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
    "--lang=en-GB",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, built and served as a person does it."""
    if not MANIFEST.is_file():
        pytest.skip("the map and timeline are not built; run make install")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("room") / "demo"
    command = [sys.executable, "-m", "jointguardian", "demo", "--dir", str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    log = folder.with_suffix(".log")
    with log.open("w") as out:
        server = subprocess.Popen(
            [*command, "--port", str(port)], stdout=out, stderr=out, env=environment
        )
    try:
        _wait(f"http://127.0.0.1:{port}/about", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next((p for n in NAMES if (p := shutil.which(n))), None)
    if path is None:
        pytest.skip("no Chromium on PATH")
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=path, args=FLAGS, headless=True)
        yield made
        made.close()


class Watched:
    """A page that remembers each request and each complaint."""

    def __init__(self, browser: Browser, address: str, **options: object) -> None:
        self.context = browser.new_context(locale="en-GB", **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.address = address
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.address + path)
        if path.startswith("/?") or path == "/":
            self.page.wait_for_selector("#map[data-drawn]")
        return self.page

    def assert_content(self) -> None:
        """No request left this machine, and the browser complained of nothing."""
        own = urlsplit(self.address).netloc
        parts = [urlsplit(r) for r in self.requests]
        assert not [p for p in parts if p.scheme in ("http", "https", "ws") and p.netloc != own]
        assert self.complaints == []


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    made = Watched(browser, address, viewport=DESK, color_scheme="light")
    yield made
    made.assert_content()
    made.context.close()


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Iterator[object]:
    """Saves a picture when a folder was given."""
    folder = request.config.getoption("--screenshots")

    def save(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"))

    return save  # type: ignore[return-value]


def cards(page: Page) -> int:
    return page.locator(".card").count()


def test_the_room_opens_on_30_may_2023_with_the_clash(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open()
    expect(page.locator(".dtg b")).to_have_text("302000ZMAY23")
    clash = page.locator(".card", has_text="Zvečan").first
    expect(clash).to_contain_text("injured")
    expect(page.locator("#map canvas")).to_be_visible()
    keep(page, "room")


def test_brushing_the_timeline_filters_list_and_map(watched: Watched) -> None:
    page = watched.open()
    before = cards(page)
    box = page.locator("#timeline").bounding_box()
    brush = page.locator("#timeline .brush").bounding_box()
    assert box
    assert brush
    y = box["y"] + 40
    with page.expect_response(lambda r: "/api/map" in r.url):
        page.mouse.move(brush["x"] + brush["width"] * 0.30, y)
        page.mouse.down()
        page.mouse.move(brush["x"] + brush["width"] * 0.55, y, steps=6)
        page.mouse.up()
    expect(page).to_have_url(re.compile(r"since=2023-05-2\d&until=2023-05-2\d"))
    expect(page.locator(".card")).not_to_have_count(before)
    assert 0 < cards(page) < before
    page.go_back()
    expect(page.locator(".card")).to_have_count(before)


def test_a_quotation_is_followed_from_the_incident_into_its_report(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open()
    page.locator(".card", has_text=re.compile("Zve[cč]an.*29 May 2023", re.DOTALL)).first.locator(
        "a"
    ).click()
    expect(page.locator(".contradictions li").first).to_be_visible()
    assert page.locator(".account").count() >= 5
    page.set_viewport_size({"width": DESK["width"], "height": 1150})
    keep(page, "incident")
    page.set_viewport_size(DESK)
    quote = page.locator(".account blockquote a").first
    words = " ".join(quote.inner_text().split())
    quote.click()
    page.wait_for_url("**/report/**")
    marked = page.locator("mark.asked")
    expect(marked.first).to_be_in_viewport()
    shown = " ".join("".join(marked.all_inner_texts()).split())
    assert shown[:40] == words[:40]
    assert marked.first.evaluate("m => getComputedStyle(m).backgroundColor") != "rgba(0, 0, 0, 0)"
    keep(page, "report")


def test_a_sentence_of_the_brief_leads_to_its_report(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open()
    page.keyboard.press("b")
    page.wait_for_url("**/brief**")
    expect(page.locator(".brief h1")).to_contain_text("302000ZMAY23")
    expect(page.locator(".brief")).to_contain_text("Zvečan")
    keep(page, "brief")
    page.locator(".brief a[href*='/report/'][href*='#']").first.click()
    page.wait_for_url("**/report/**as_of=2023-05-30**")
    expect(page.locator("mark.lit").first).to_be_in_viewport()


def test_the_slider_walks_through_what_was_known(watched: Watched) -> None:
    page = watched.open()
    slider = page.locator("#asof")
    expect(slider).to_be_enabled()
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url(re.compile(r"as_of=2023-0[56]-3?\d"))
    later = page.locator(".dtg b").inner_text()
    assert later != "302000ZMAY23"
    page.keyboard.press("Escape")
    page.locator("h1, h2").first.click()
    page.keyboard.press("[")
    expect(page.locator(".dtg b")).to_contain_text("30")
    page.get_by_role("link", name="June 1999").click()
    expect(page.locator(".dtg b")).to_have_text("302000ZJUN99")
    page.get_by_role("tab", name=re.compile("Movements")).click()
    expect(page.locator("#s-movements")).to_contain_text("People returned")


def test_the_keyboard_is_enough(watched: Watched) -> None:
    page = watched.open()
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.closest('.card').dataset.id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.card').dataset.id") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('.card').dataset.id") == first
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("reserve battalion")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search**as_of=2023-05-30**")
    assert page.locator(".hits li").count() > 0


def test_a_pasted_report_is_read_with_marks(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open()
    page.get_by_role("tab", name="Read your own").click()
    page.fill("#box-text", "On Monday 25 soldiers of KFOR were injured in Zvečan, NATO said.")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#reading mark").first).to_be_visible()
    expect(page.locator("#reading")).to_contain_text("Nothing is recorded yet")
    keep(page, "paste")


def test_dark_is_kept_and_redraws_the_map(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open()
    ground = "getComputedStyle(document.body.parentElement).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    assert page.evaluate(ground) != light
    page.reload()
    page.wait_for_selector("#map[data-drawn]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    keep(page, "dark")


def test_a_phone_has_one_column_with_the_map_first(
    browser: Browser,
    address: str,
    keep,  # type: ignore[no-untyped-def]
) -> None:
    phone = Watched(
        browser, address, viewport=PHONE, is_mobile=True, has_touch=True, color_scheme="dark"
    )
    page = phone.open()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tops = [page.locator(s).bounding_box() for s in (".field", "section.incidents", ".sections")]
    assert [t["y"] for t in tops if t] == sorted(t["y"] for t in tops if t)
    keep(page, "phone")
    phone.assert_content()
    phone.context.close()
