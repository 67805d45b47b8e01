"""The force by keyboard in a real browser: the tree, a patrol planned and done; the past, step by step."""

import re

import pytest
from playwright.sync_api import expect
from watching import Watched

pytestmark = pytest.mark.browser

THEN = "as_of=2023-05-30T20:00:00Z"


def test_the_order_of_battle_is_walked_by_keyboard(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open(f"/forces?{THEN}")
    expect(page.locator("#orbat .symbol svg").first).to_be_visible()
    root = page.locator("#orbat > [role='treeitem']").first
    root.focus()
    page.keyboard.press("ArrowDown")
    second = page.locator("[role='treeitem']:focus")
    expect(second).to_have_attribute("aria-level", "2")
    page.keyboard.press("Enter")
    expect(page.locator(".unit-sheet:visible h2")).to_contain_text("Regional Command East")
    page.keyboard.press("ArrowLeft")
    expect(second).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("treeitem", name=re.compile("Patrol company"))).to_be_hidden()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[role='treeitem']:focus")).to_have_attribute("aria-level", "3")
    page.keyboard.press("Home")
    expect(root).to_be_focused()
    page.locator("#orbat-find").fill("alpini")
    expect(page.locator("#orbat-found")).to_have_text("1 found")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role='treeitem']:focus")).to_contain_text("9th Alpini")
    expect(page.locator("#force-map[data-drawn]")).to_be_visible()
    keep(page, "forces")


def test_a_patrol_is_planned_and_marked_done_with_one_key(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open(f"/forces/patrols?{THEN}")
    form = page.locator("#plan-form")
    form.get_by_label("Unit").select_option(label="Liaison team North (demonstration)")
    form.get_by_label("Start (UTC)").fill("2023-05-30T17:00")
    form.get_by_label("Hours").fill("2")
    form.get_by_label("Places").fill("Zubin Potok")
    form.get_by_label("Purpose").fill("an evening visit")
    form.get_by_label("Purpose").press("Enter")
    mine = page.locator(".patrol", has_text="an evening visit")
    expect(mine).to_be_focused()
    expect(mine.locator(".patrol-state")).to_have_text("overdue")
    page.keyboard.press("d")
    expect(mine.locator(".patrol-state")).to_have_text("done")
    expect(mine).to_contain_text("carried out 301700ZMAY23–301900ZMAY23")
    expect(page.locator(".tally")).to_contain_text("of 2")
    keep(page, "patrols")


def test_the_past_is_stepped_through_and_what_came_later_is_marked(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    page = watched.open("/")
    expect(page.locator("[data-past]")).to_contain_text("As known at 302000ZMAY23")
    page.locator("#past-later").click()
    mark = page.locator(".card .later-card").first
    expect(mark).to_be_visible()
    expect(mark).to_contain_text("known later")
    keep(page, "later")
    page.keyboard.press("}")
    expect(page.locator("[data-past]")).to_contain_text("As known at 311800ZMAY23")
    page.keyboard.press("{")
    expect(page.locator("[data-past]")).to_contain_text("As known at 301800ZMAY23")
    card = page.locator(".card", has=page.locator(".later-card")).first
    card.locator("a").first.click()
    page.wait_for_url("**later=1**")
    expect(page.locator(".later-box")).to_contain_text("known since")
    keep(page, "known-later")
    page.get_by_role("link", name="Who knew what when").click()
    expect(page.locator(".known").first).to_contain_text("MAY23")
    keep(page, "replay")
