"""Values judged with the keyboard in a real browser: one keystroke, in place, nothing asked of outside."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from watching import PHONE, Watched

pytestmark = pytest.mark.browser
MOMENT = "as_of=2023-05-30T20:00:00Z"


def incident(page: Page) -> None:
    """Opens the incident with the most reports as known then."""
    page.locator(".card a").first.click()
    page.wait_for_url("**/incident/**")


def focused(page: Page) -> Locator:
    """The value that has the focus."""
    return page.locator(".value:focus")


def test_one_keystroke_corrects_an_automatic_value(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open()
    incident(page)
    first = page.locator("main .value").first
    expect(first).to_have_class(re.compile("state-automatic"))
    expect(first).to_have_attribute("aria-label", re.compile("automatic"))
    before = page.locator("h1").inner_text()
    page.keyboard.press("c")
    expect(page.locator(".editor input").first).to_be_focused()
    keep(page, "review-editor")
    page.keyboard.type("Clash at the town hall")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Clash at the town hall")
    value = focused(page)
    expect(value).to_have_class(re.compile("state-corrected"))
    expect(value.locator("del")).to_have_text(before)
    expect(page.locator("#said")).to_contain_text("corrected")
    page.reload()
    expect(page.locator("h1")).to_have_text("Clash at the town hall")
    keep(page, "review-corrected")


def test_values_are_walked_accepted_and_rejected(watched: Watched) -> None:
    page = watched.open()
    incident(page)
    page.keyboard.press("j")
    one = focused(page).get_attribute("id")
    page.keyboard.press("j")
    two = focused(page).get_attribute("id")
    assert one != two
    page.keyboard.press("ArrowUp")
    assert focused(page).get_attribute("id") == one
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator(f"#{two}")).to_have_class(re.compile("state-accepted"))
    page.keyboard.press("n")
    expect(focused(page)).to_have_class(re.compile("state-automatic"))
    count = page.locator(".read-count .value[data-field='qualifier']").first
    name = count.get_attribute("id")
    page.evaluate("id => document.getElementById(id).focus()", name)
    page.keyboard.press("x")
    expect(page.locator(f"#{name}")).to_have_class(re.compile("state-rejected"))


def test_escape_leaves_all_as_it_was(watched: Watched) -> None:
    page = watched.open()
    incident(page)
    page.locator("main .value[data-field='status']").first.click()
    expect(page.locator(".editor select")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".editor")).to_have_count(0)
    expect(focused(page)).to_have_attribute("data-field", "status")


def test_a_report_and_the_queue_are_judged_alike(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open(f"/review?{MOMENT}")
    waiting = page.locator(".waits").count()
    assert waiting > 10
    keep(page, "review-queue")
    item = page.locator(".waits .values").first.get_attribute("id")
    page.keyboard.press("j")
    page.keyboard.press("Shift+A")
    expect(page.locator(f"#{item}")).to_have_count(0)
    page.locator(".waits a", has_text="report").first.click()
    page.wait_for_url("**/report/**")
    page.keyboard.press("j")
    expect(focused(page)).to_be_in_viewport()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("correct the value in place")
    page.keyboard.press("c")
    expect(page.locator(".editor")).to_have_count(0)


def test_a_cell_of_the_board_leads_to_the_marked_words(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open(f"/positions?{MOMENT}")
    expect(page.locator("table.positions thead")).to_contain_text("The mayors in the north")
    keep(page, "positions")
    page.locator("table.positions td a").first.click()
    page.wait_for_url("**/report/**at=**")
    expect(page.locator("mark.asked").first).to_be_in_viewport()


def test_a_phone_shows_values_and_board_without_sideways_scrolling(
    browser: Browser,
    address: str,
    keep,  # type: ignore[no-untyped-def]
) -> None:
    phone = Watched(
        browser, address, viewport=PHONE, is_mobile=True, has_touch=True, color_scheme="dark"
    )
    for path in (f"/review?{MOMENT}", f"/positions?{MOMENT}"):
        page = phone.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page = phone.open(f"/review?{MOMENT}")
    page.locator(".value").first.tap()
    expect(page.locator(".editor")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    keep(page, "review-phone")
    phone.assert_content()
    phone.context.close()
