"""Checking in a real browser: a source graded, two incidents merged and parted, a link, a gap."""

import re

import pytest
from playwright.sync_api import Page, expect
from watching import Watched

pytestmark = pytest.mark.browser

THEN = "as_of=2023-05-30T20:00:00Z"


def _clash(watched: Watched) -> Page:
    """The page of the incident that most tell of."""
    page = watched.page
    found = page.request.get(f"{watched.address}/api/picture?{THEN}&since=2023-05-23").json()
    most = max(found["incidents"], key=lambda i: len(i["reports"]))
    page.goto(f"{watched.address}/incident/{most['id']}?{THEN}")
    return page


def test_a_source_is_graded_with_a_reason(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open(f"/sources?{THEN}")
    row = page.locator(".tally tbody tr", has_text="RFE/RL").first
    row.locator(".setting summary").click()
    row.get_by_label("Letter").select_option("C")
    row.get_by_label("Why").fill("late twice this week")
    row.get_by_label("Why").press("Enter")
    graded = page.locator(".tally tbody tr", has_text="late twice this week").first
    expect(graded.locator(".letter").first).to_have_text("C")
    keep(page, "check-sources")


def test_two_incidents_are_merged_by_keyboard_and_parted_again(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = _clash(watched)
    before = page.url
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog", name="Same happening as")
    expect(dialog.get_by_label("Words or id")).to_be_focused()
    page.keyboard.type("roadblock")
    expect(dialog.locator(".count")).to_contain_text("found")
    first = dialog.locator("ol.alike > li").first
    expect(first.locator("h2")).to_contain_text("Roadblock")
    first.get_by_label("Why").fill("the same crowd")
    keep(page, "check-merge")
    first.get_by_label("Why").press("Enter")
    undo = page.locator(".check-undo", has_text="the same crowd")
    expect(undo).to_be_visible()
    undo.get_by_label("Why").fill("another place")
    undo.get_by_label("Why").press("Enter")
    expect(page.locator(".check-undo")).to_have_count(0)
    assert page.url.split("/incident/")[1].startswith("i_")
    page.goto(before)
    expect(page.locator("h1")).to_be_visible()


def test_an_incident_is_linked_and_its_accounts_can_be_split(watched: Watched) -> None:
    page = _clash(watched)
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog", name="Link with")
    expect(dialog).to_be_visible()
    page.keyboard.type("resignation")
    first = dialog.locator("ol.alike > li", has_text=re.compile("Resignation")).first
    first.get_by_label("This incident").select_option("follows")
    first.get_by_label("Why").fill("the posts were empty")
    first.get_by_role("button", name="Link").click()
    expect(page.locator(".link-list", has_text="the posts were empty")).to_contain_text("follows")
    page.wait_for_load_state()
    page.keyboard.press("s")
    expect(page.locator("#split input[type='checkbox']").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("link with")


def test_a_gap_is_seen_on_the_map_and_asked_about(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open(f"/?{THEN}")
    page.get_by_label("collection gaps").check()
    page.wait_for_selector("#map[data-gaps]")
    expect(page.locator("#said")).to_contain_text("places silent")
    keep(page, "check-gaps-map")
    page.get_by_label("collection gaps").uncheck()
    expect(page.locator("#map:not([data-gaps])")).to_be_attached()
    page = watched.open(f"/gaps?{THEN}&standing=silent")
    gap = page.locator(".gap-silent").first
    expect(gap).to_contain_text("days")
    gap.get_by_text("Ask for a report").click()
    question = page.locator("#question")
    expect(question).to_have_value(re.compile("We have no report from"))
    expect(question).to_be_focused()
    keep(page, "check-gap-asked")
