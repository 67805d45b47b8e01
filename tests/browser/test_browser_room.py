"""The demonstration in a real browser: its story clicked through, and nothing asked of outside.

`pytest tests/browser --screenshots DIR` keeps pictures of what was seen.
"""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from watching import DESK, PHONE, Watched

from jointguardian.picture.points import mercator

pytestmark = pytest.mark.browser


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


def test_a_click_on_a_place_of_the_map_sets_the_filter(watched: Watched) -> None:
    page = watched.open("/?only=status:happened")
    there = page.request.get(f"{watched.address}/api/map?{page.url.partition('?')[2]}").json()
    spot = max(there["incidents"]["features"], key=lambda f: f["properties"]["reports"])
    area = page.request.get(f"{watched.address}/api/municipalities.geojson").json()
    x, y = on_map(spot["geometry"]["coordinates"], area, page.locator("#map").bounding_box() or {})
    page.mouse.click(x, y)
    expect(page).to_have_url(re.compile(r"only=status%3Ahappened\+place%3A"))
    names = set(re.findall(r'place:(?:"([^"]+)"|(\S+))', spot["properties"]["filter"]))
    expect(page.locator("#live-incidents .chip:not(.clear)")).to_have_count(1 + len(names))
    expect(page.locator(".card")).to_have_count(spot["properties"]["incidents"])
    expect(page.locator(".spot h3")).to_have_text(spot["properties"]["name"])
    page.get_by_role("link", name="In the log").click()
    expect(page.locator("#filter-box")).to_have_value(re.compile("place:"))
    expect(page.locator("#save-view")).to_be_visible()
    page.go_back()
    page.locator("#live-incidents .chip", has_text="Place").first.click()
    expect(page).not_to_have_url(re.compile("place"))


def on_map(
    point: list[float], area: dict[str, object], box: dict[str, float]
) -> tuple[float, float]:
    """Where a point lies on the screen: the map shows the area with 18 pixels to spare."""
    corners = [c for f in area["features"] for c in _corners(f["geometry"]["coordinates"])]  # type: ignore[attr-defined]
    at = [mercator(lat, lon) for lon, lat in corners]
    low, high = (tuple(pick(c[n] for c in at) for n in (0, 1)) for pick in (min, max))
    room = (box["width"] - 36, box["height"] - 36)
    scale = min(room[n] / (high[n] - low[n]) for n in (0, 1))
    here = mercator(point[1], point[0])
    x, y = (scale * (here[n] - (low[n] + high[n]) / 2) for n in (0, 1))
    return box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y


def _corners(part: list) -> list[list[float]]:  # type: ignore[type-arg]
    return [part] if isinstance(part[0], float | int) else [c for p in part for c in _corners(p)]


def test_incidents_of_all_days_are_drawn_from_tiles_when_asked_for(watched: Watched) -> None:
    page = watched.open()
    expect(page.locator("#map[data-drawn]")).to_be_visible()
    with page.expect_response(lambda r: "/tiles/incidents/" in r.url) as got:
        page.locator("#ever").check()
    assert got.value.ok


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
    quote = page.locator(
        ".account .read blockquote a, .account .said blockquote a, .account > blockquote a"
    ).first
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
