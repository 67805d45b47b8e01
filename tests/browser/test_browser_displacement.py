"""A projection in a browser: the slider shows another day, a change stands beside it by one click; the forecast's targets."""

import pytest
from playwright.sync_api import Page, expect
from watching import Watched

SCENARIO = "/displacement/exodus-1999"


@pytest.fixture
def page(watched: Watched) -> Page:
    watched.page.goto(f"{watched.address}{SCENARIO}?day=1999-06-10")
    return watched.page


def test_the_slider_shows_the_day_and_its_closures(page: Page) -> None:
    expect(page.locator("#day-title")).to_have_text("On 10 Jun 1999")
    expect(page.locator("#displacement-day line.shut")).to_have_count(0)
    page.locator("input.day-slider").fill("15")
    expect(page.locator("#day-title")).to_have_text("On 8 Apr 1999")
    expect(page.locator("#displacement-day line.shut").first).to_be_visible()
    assert "day=1999-04-08" in page.url


def test_a_change_is_one_click_and_stands_beside(page: Page) -> None:
    page.get_by_role("link", name="North Macedonia's border stays shut from 7 April").click()
    expect(page.locator("#words")).to_contain_text("close-border:Kosovo,North_Macedonia:14-")
    expect(page.get_by_role("region", name="With and without the changes")).to_be_visible()
    expect(page.locator("path.was").first).to_be_attached()
    page.get_by_role("link", name="As it stands").click()
    expect(page.locator("path.was")).to_have_count(0)


def test_the_forecast_shows_what_is_counted(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.address}/forecast?as_of=2023-05-30")
    expect(page.locator("svg.fan rect.outer")).to_have_count(4)
    page.get_by_role("link", name="a riot or attack with people hurt").click()
    expect(page.locator("#fan")).to_have_text("A riot or attack with people hurt")
