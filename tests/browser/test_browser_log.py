"""The mission's own log in a real browser: looked at, changed by keyboard, taken in, given out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from watching import PHONE, Watched

import own_logs
from conftest import served
from jointguardian.pipeline import create_operation

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty operation, served as a person does it."""
    folder = tmp_path_factory.mktemp("log") / "op"
    create_operation(folder, pack="kosovo").record.close()
    with served(folder) as there:
        yield there


def faults(watched: Watched) -> list[str]:
    """What axe-core finds against WCAG A and AA."""
    found = Axe().run(
        watched.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]


def test_a_log_by_keyboard_from_file_to_release(
    watched: Watched, tmp_path: Path, keep: object
) -> None:
    page = watched.open("/sign-in")
    page.fill("input[name=name]", "Ana Watch")
    page.press("input[name=name]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    log = tmp_path / "patrol.xlsx"
    log.write_bytes(own_logs.patrol_log())
    watched.open("/log")
    assert faults(watched) == []
    page.set_input_files("#log-file", log)
    page.focus("text=Look at it")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("patrol.xlsx")
    expect(page.locator(".log-preview .log-bad").first).to_be_visible()
    assert faults(watched) == []
    keep(page, "log-mapping")  # type: ignore[operator]
    page.focus("#field-12")
    page.keyboard.type("Report")
    page.keyboard.press("Tab")
    expect(page.locator("#extra-12")).to_have_value("Remarks")
    page.focus("text=Take it in")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("patrol.xlsx is in")
    expect(page.locator("#log-rejected")).to_be_visible()
    watched.open("/log")
    page.fill("input[name=to]", "EULEX")
    with page.expect_download() as download:
        page.press("input[name=to]", "Enter")
    assert download.value.suggested_filename.endswith(".xlsx")


def test_on_a_phone_in_the_dark_nothing_runs_over_the_edge(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    made = Watched(browser, address, viewport=PHONE, color_scheme="dark")
    log = tmp_path / "daily.xlsx"
    log.write_bytes(own_logs.daily_table())
    page = made.open("/log")
    page.set_input_files("#log-file", log)
    page.click("text=Look at it")
    expect(page.locator("h1")).to_contain_text("daily.xlsx")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert faults(made) == []
    made.assert_content()
    made.context.close()
