"""A plan in a browser: the slider shows another day, and an assumption is left out by one click."""

import pytest
from playwright.sync_api import Page, expect
from watching import Watched

SCENARIO = "/posture/zvecan-2023"


@pytest.fixture
def page(watched: Watched) -> Page:
    watched.page.goto(f"{watched.address}{SCENARIO}?day=2023-05-30")
    return watched.page


def test_the_slider_shows_who_is_where(page: Page) -> None:
    expect(page.locator("#day-title")).to_have_text("Who is where on 30 May 2023")
    expect(page.locator("#posture-day .short").first).to_be_visible()
    page.locator("#posture-slider").fill("20")
    expect(page.locator("#day-title")).to_have_text("Who is where on 18 Jun 2023")
    expect(page.locator("#posture-day .short")).to_have_count(0)
    expect(page.locator(".day-map .symbol svg").first).to_be_visible()
    assert "day=2023-06-18" in page.url


def test_a_plan_without_an_assumption_is_one_click(page: Page) -> None:
    page.get_by_role("button", name="Plan it without: second-is-called").click()
    expect(page.locator("#words")).to_contain_text("without: The second battalion is called")
    expect(page.locator(".courses [aria-current='true']")).to_contain_text("without")
