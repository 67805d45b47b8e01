"""A watch from opening to released SITREP, by two people at once, each in a browser of his own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from watching import DESK, Watched

from conftest import served
from jointguardian.access import LOCAL
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.settings import FILE_NAME

pytestmark = pytest.mark.browser
EARLIER = "Protesters put up a barricade on the road near Leposavic today."
REPORT = "30 KFOR soldiers were injured when protesters attacked them in Zvecan this morning."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small operation of the present."""
    folder: Path = tmp_path_factory.mktemp("whole") / "op"
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    with create_operation(folder, pack="kosovo", title="Kosovo, the watch of today") as operation:
        OperationRoom(operation).add_report(LOCAL, EARLIER, today, "Team 3")
    settings = folder / FILE_NAME
    settings.write_text(settings.read_text("utf-8").replace("replay = true", ""), "utf-8")
    with served(folder) as there:
        yield there


def come(one: Watched, name: str) -> Page:
    page = one.open("/sign-in?back=/watch")
    page.fill("#name", name)
    page.click("form.sign button")
    expect(page.locator("html[data-live=on]")).to_be_attached()
    return page


def step(page: Page, button: str, state: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".lead .pstate")).to_have_text(state)


def test_a_watch_from_opening_to_released_sitrep(browser: Browser, address: str, keep) -> None:  # type: ignore[no-untyped-def]
    one, other = (Watched(browser, address, viewport=DESK) for _ in range(2))
    ana, besnik = come(one, "Ana Berg"), come(other, "Besnik Holm")
    ana.get_by_role("button", name="Begin my shift").click()
    expect(besnik.locator(".my-shift")).to_contain_text("On watch too: Ana Berg")

    ana.keyboard.press("r")
    expect(ana.locator("#capture-text")).to_be_focused()
    ana.keyboard.type(REPORT)
    expect(ana.locator("#capture-read .thing-event").first).to_be_visible()
    keep(ana, "whole-capture")
    ana.keyboard.press("Control+Enter")
    expect(ana.locator("#capture-done li a").first).to_be_attached()

    expect(besnik.locator("#fresh")).to_contain_text("new")
    besnik.keyboard.press("n")
    row = besnik.locator(".watch-row", has_text="Zvečan").first
    expect(row).to_contain_text("Attack by protesters on KFOR")
    row.locator("h3 a").focus()
    besnik.keyboard.press("w")
    expect(row).to_contain_text("You work on it")
    ana.keyboard.press("Escape")
    ana.goto(f"{address}/watch")
    expect(ana.get_by_text("Besnik Holm works on it")).to_be_visible()
    keep(ana, "whole-watch")

    besnik.goto(address + str(row.locator("h3 a").get_attribute("href")))
    besnik.keyboard.press("j")
    besnik.keyboard.press("a")
    expect(besnik.locator("#said")).to_contain_text("accepted")
    keep(besnik, "whole-incident")

    ana.goto(f"{address}/products")
    ana.get_by_role("link", name="New SITREP").click()
    ana.fill("input[name=to]", "NATO")
    ana.get_by_role("button", name="Begin the draft").click()
    ana.wait_for_url("**/product/p_*")
    expect(ana.locator("main")).to_contain_text("30")
    step(ana, "Prepared: ask for approval", "prepared")
    besnik.goto(ana.url)
    step(besnik, "Approve", "approved")
    step(besnik, "Release", "released")
    ana.reload()
    expect(ana.locator(".pflow").first).to_contain_text("released by Besnik Holm")
    keep(ana, "whole-released")
    with ana.expect_download() as download:
        ana.get_by_role("link", name="PDF", exact=True).click()
    text = " ".join(p.extract_text() for p in PdfReader(download.value.path()).pages)
    assert "DRAFT" not in text
    assert "RELEASED by Besnik Holm" in " ".join(text.split())
    for watched in (one, other):
        watched.assert_content()
        watched.context.close()
