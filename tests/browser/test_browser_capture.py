"""A report by keyboard alone in a real browser: typed, kept without a line, sent once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from watching import DESK, PHONE, Watched

from conftest import served
from jointguardian.pipeline import create_operation
from jointguardian.settings import FILE_NAME

pytestmark = pytest.mark.browser
LINE = "291030Z Zvečan LMT3 2x shots fired nr {}, no cas"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty operation of the present, served as a person does it."""
    folder = tmp_path_factory.mktemp("watch") / "op"
    create_operation(folder, pack="kosovo").record.close()
    settings = folder / FILE_NAME
    settings.write_text(settings.read_text("utf-8").replace("replay = true", ""), "utf-8")
    with served(folder) as there:
        yield there


def count(page: Page, words: str) -> int:
    """How many reports hold the words."""
    page.goto(re.sub(r"^(https?://[^/]+).*", r"\1", page.url) + f"/search?q={words}")
    return page.locator(".hits li").count()


def recorded(page: Page) -> str:
    """The address of the report that was recorded last."""
    done = page.locator("#capture-done li a").first
    done.wait_for(state="attached")
    return str(done.get_attribute("href"))


def test_a_report_is_typed_read_confirmed_and_recorded_by_keyboard_alone(
    watched: Watched,
    keep,  # type: ignore[no-untyped-def]
) -> None:
    page = watched.open("/about")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("take down a report")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#capture-text")).to_be_focused()
    page.keyboard.type(LINE.format("courthouse"))
    expect(page.locator("#capture-read .thing-event")).to_contain_text(
        "2x shots fired nr courthouse"
    )
    expect(page.locator(".understood")).to_contain_text("Zvečan / Zveçan")
    expect(page.locator("#capture-state")).to_contain_text("not recorded yet")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#capture-where")).to_be_focused()
    page.keyboard.type("leposaviq")
    expect(page.locator("#capture-places li").first).to_contain_text("Leposavić / Leposaviq")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".understood")).to_contain_text("Leposavić / Leposaviq")
    kind = page.locator(".thing-event [data-field='type']")
    kind.focus()
    page.keyboard.type("coerce")
    keep(page, "capture")
    page.keyboard.press("Control+Shift+Enter")
    address = recorded(page)
    expect(page.locator("#capture-dialog")).not_to_be_visible()
    page.goto(watched.address + address)
    expect(page.locator(".text")).to_have_text(LINE.format("courthouse"))
    expect(page.locator(".taken")).to_contain_text("Leposavić / Leposaviq")
    event = page.locator(".read-event").first
    expect(event.locator(".value[data-field='type']")).to_have_class(re.compile("state-corrected"))
    expect(event.locator(".value[data-field='status']")).to_have_class(re.compile("state-accepted"))
    keep(page, "capture-report")


def test_without_a_line_a_report_waits_and_is_sent_exactly_once(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open("/capture")
    watched.context.set_offline(True)
    page.locator("#capture-text").focus()
    page.keyboard.type(LINE.format("waterworks"))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#capture-count")).to_have_text("1 not sent")
    expect(page.locator("#capture-outbox")).to_contain_text("waits for the line")
    expect(page.locator("#capture-text")).to_have_value("")
    keep(page, "capture-offline")
    other = watched.context.new_page()
    watched.context.set_offline(False)
    other.goto(watched.address + "/about")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#capture-count")).to_be_hidden()
    page.wait_for_timeout(300)
    other.close()
    watched.complaints[:] = [c for c in watched.complaints if "ERR_INTERNET_DISCONNECTED" not in c]
    assert count(page, "waterworks") == 1


def test_a_draft_with_a_file_outlives_a_reload(watched: Watched, tmp_path: Path) -> None:
    picture = tmp_path / "wall.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    page = watched.open("/capture")
    page.locator("#capture-text").focus()
    page.keyboard.type(LINE.format("gasworks"))
    page.set_input_files("#capture-files", picture)
    expect(page.locator("#capture-file-list")).to_contain_text("wall.png")
    page.reload()
    expect(page.locator("#capture-text")).to_have_value(LINE.format("gasworks"))
    expect(page.locator("#capture-file-list")).to_contain_text("wall.png")
    page.locator("#capture-text").focus()
    page.keyboard.press("Control+Enter")
    address = recorded(page)
    expect(page.locator("#capture-file-list li")).to_have_count(0)
    page.goto(watched.address + address)
    with page.expect_download() as got:
        page.locator(".attachments a").click()
    assert Path(got.value.path()).read_bytes() == picture.read_bytes()
    page.goto(watched.address + "/capture")
    expect(page.locator("#capture-text")).to_have_value("")


def test_what_the_room_refuses_comes_back_into_the_form(watched: Watched) -> None:
    page = watched.open("/capture")
    page.locator("#capture-text").focus()
    page.keyboard.type("shots fired near the brickworks")
    page.locator("#capture-when").fill("soon")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#capture-problem")).to_contain_text("is no time")
    expect(page.locator("#capture-text")).to_have_value("shots fired near the brickworks")
    page.locator("#capture-when").fill("-5m")
    page.keyboard.press("Control+Enter")
    recorded(page)
    watched.complaints[:] = [c for c in watched.complaints if "400" not in c]
    assert count(page, "brickworks") == 1


def test_the_form_meets_axe_in_both_lights_and_fits_a_phone(
    browser: Browser,
    address: str,
    keep,  # type: ignore[no-untyped-def]
) -> None:
    for scheme, size in (("light", DESK), ("dark", PHONE)):
        seen = Watched(browser, address, viewport=size, color_scheme=scheme)
        page = seen.open("/capture")
        page.locator("#capture-text").fill(LINE.format("old mill"))
        page.locator("#capture-person").click()
        expect(page.locator("#capture-read .thing").first).to_be_visible()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        box = page.locator("#capture-form").bounding_box()
        assert box
        assert box["x"] + box["width"] <= size["width"]
        assert page.evaluate(
            "f => f.scrollWidth <= f.clientWidth", page.query_selector("#capture-form")
        )
        keep(page, f"capture-{scheme}")
        seen.assert_content()
        seen.context.close()
