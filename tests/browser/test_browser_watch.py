"""Two people on watch at once, each in a browser of his own, see each other's work as it happens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from watching import DESK, PHONE, Watched

from conftest import served
from jointguardian.access import LOCAL
from jointguardian.pipeline import OperationRoom, create_operation, open_operation

FIRST = "25 KFOR soldiers were injured when protesters attacked them in Zvecan on 21 November 2026."
SECOND = (
    "30 KFOR soldiers were injured when protesters attacked them in Zvecan on 21 November 2026."
)
OTHER = "Farmers held a peaceful rally in Prizren on 22 November 2026."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("watch") / "op"
    with create_operation(made, pack="kosovo") as operation:
        room = OperationRoom(operation)
        room.add_report(LOCAL, FIRST, "2026-11-21", "Team 3")
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A small operation of our own, served as a person does it."""
    with served(folder) as there:
        yield there


@pytest.fixture
def person(browser: Browser, address: str) -> Iterator[object]:
    """Somebody who signed in under a name; at the end nobody's browser has complained."""
    opened: list[Watched] = []

    def come(name: str, **options: object) -> Page:
        watched = Watched(browser, address, **{"viewport": DESK, **options})
        opened.append(watched)
        page = watched.open("/sign-in?back=/watch")
        page.fill("#name", name)
        page.click("form.sign button")
        expect(page.locator("html[data-live=on]")).to_be_attached()
        return page

    yield come
    for watched in opened:
        watched.assert_content()
        watched.context.close()


def write(folder: Path, text: str, source: str) -> None:
    """A report that this process, not the server's, takes in beside the room."""
    with open_operation(folder) as operation:
        OperationRoom(operation).add_report(LOCAL, text, "2026-11-22", source)


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.textContent")
    return found


def test_two_people_see_each_others_work(person, folder: Path, keep) -> None:  # type: ignore[no-untyped-def]
    ana, besnik = person("Ana"), person("Besnik", color_scheme="dark")
    ana.keyboard.press("j")
    what = focused(ana)
    ana.keyboard.press("w")
    expect(besnik.get_by_text("Ana works on it")).to_be_visible()
    assert focused(ana) == what
    ana.keyboard.press("u")
    expect(ana.locator(".watch-row.unread")).to_have_count(0)
    expect(besnik.locator(".watch-row.unread")).to_have_count(1)

    besnik.keyboard.press("f")
    besnik.keyboard.type("stones and")
    write(folder, SECOND, "Radio K")
    expect(besnik.locator("#fresh")).to_contain_text("1 changed")
    assert besnik.locator("#filter-box").input_value() == "stones and"
    expect(besnik.locator(".watch-row").first).to_contain_text("30 injured, was 25")
    expect(ana.locator(".watch-row.unread")).to_have_count(1)
    write(folder, OTHER, "Team 9")
    expect(ana.locator("#fresh")).to_contain_text("1 new")
    expect(ana.locator(".watch-row")).to_have_count(1)
    ana.locator(".watch-row h3 a").first.focus()
    ana.keyboard.press("n")
    expect(ana.locator(".watch-row")).to_have_count(2)
    keep(ana, "watch-log")
    keep(besnik, "watch-log-dark")


def test_one_incident_open_twice_says_who_reads_and_warns_who_edits(person, keep) -> None:  # type: ignore[no-untyped-def]
    ana, besnik = person("Ana"), person("Besnik")
    row = ana.locator(".watch-row", has_text="Zvečan").first
    there = row.locator("h3 a").get_attribute("href")
    for page in (ana, besnik):
        page.goto(page.url.split("/watch")[0] + str(there))
    expect(ana.locator("#present")).to_contain_text("Besnik is reading this")
    expect(besnik.locator("#present")).to_contain_text("Ana is reading this")
    for page in (ana, besnik):
        page.keyboard.press("j")
        page.keyboard.press("c")
        expect(page.locator(".editor")).to_be_visible()
    expect(besnik.locator("#lock")).to_contain_text("Ana edits")
    keep(besnik, "watch-lock")
    besnik.keyboard.press("Escape")
    ana.close()
    expect(besnik.locator("#present")).to_have_text("")


def test_a_filter_is_saved_shared_and_counted(person) -> None:  # type: ignore[no-untyped-def]
    ana = person("Ana")
    ana.keyboard.press("f")
    ana.keyboard.type("is:casualties")
    ana.keyboard.press("Enter")
    expect(ana.locator(".chip").first).to_contain_text("with casualties")
    ana.keyboard.press("s")
    ana.keyboard.type("Hurt")
    ana.locator(".save input[name=shared]").check()
    ana.keyboard.press("Enter")
    expect(ana.locator(".views")).to_contain_text("Hurt")
    expect(person("Besnik").locator(".views")).to_contain_text("by Ana")


def test_a_shift_is_handed_over_from_one_to_the_other(person, keep) -> None:  # type: ignore[no-untyped-def]
    ana, besnik = person("Ana"), person("Besnik", viewport=PHONE)
    ana.get_by_role("button", name="Begin my shift").click()
    expect(besnik.locator(".my-shift")).to_contain_text("On watch too: Ana")
    ana.get_by_role("link", name="Handover").click()
    ana.fill("#lookout", "A convoy comes at 0600Z.")
    keep(ana, "watch-handover")
    ana.get_by_role("button", name="Sign as Ana").click()
    expect(ana.locator(".signed")).to_contain_text("Signed by Ana")
    besnik.get_by_role("link", name="Handover").click()
    besnik.locator(".earlier a").first.click()
    besnik.get_by_role("button", name="I have read it").click()
    expect(besnik.locator(".signed").last).to_contain_text("Acknowledged by Besnik")
    assert besnik.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_room_takes_in_what_is_new_without_jumping(person, folder: Path) -> None:  # type: ignore[no-untyped-def]
    ana = person("Ana")
    ana.goto(ana.url.split("/watch")[0] + "/?since=2026-11-01")
    ana.wait_for_selector("#map[data-drawn]")
    cards = ana.locator(".card").count()
    write(folder, "Protesters attacked the police in Gjilan on 21 November 2026.", "Team 7")
    button = ana.locator("#live-incidents .fresh")
    expect(button).to_contain_text("1 new")
    assert ana.locator(".card").count() == cards
    button.click()
    expect(ana.locator(".card")).to_have_count(cards + 1)
    ana.fill("#only", "Gjilan")
    ana.keyboard.press("Enter")
    expect(ana.locator(".card")).to_have_count(1)
    assert "only=Gjilan" in ana.url
