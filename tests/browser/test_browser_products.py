"""A SITREP in a real browser: drafted by one person, approved by another, released, read as PDF."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from watching import PHONE, Watched

pytestmark = pytest.mark.browser


def signed_in(one: Watched, name: str, back: str) -> Page:
    page = one.open(f"/sign-in?back={back}")
    page.fill("input[name=name]", name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{back}**")
    return page


def step(page: Page, button: str, state: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".lead .pstate")).to_have_text(state)


def test_a_sitrep_from_draft_to_released_pdf(
    watched: Watched, browser: Browser, address: str, keep
) -> None:  # type: ignore[no-untyped-def]
    page = signed_in(watched, "Ana Berg", "/products")
    page.get_by_role("link", name="New SITREP").click()
    page.fill("input[name=to]", "NATO")
    page.get_by_role("button", name="Begin the draft").click()
    page.wait_for_url("**/product/p_*")
    product = page.url.split("#")[0].removeprefix(address)

    page.wait_for_selector("main[data-ready]")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator(".pline .line-form textarea")).to_be_focused()
    page.keyboard.type(" Looked at by the watch.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".pline.mine")).to_contain_text("Looked at by the watch.")
    expect(page.locator(".pline.mine .refs a").first).to_be_visible()

    page.locator("a[data-edit=add-summary]").click()
    page.fill("#add-text", "The reserve was ordered to Kosovo.")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".toast").last).to_contain_text("cites what it rests on")
    refused = [c for c in watched.complaints if "400" in c]  # the browser's own line on the refusal
    watched.complaints.remove(*refused)
    page.fill("[data-sources]", "reserve")
    source = page.locator("#sources .source", has_text=re.compile("reserve", re.IGNORECASE)).first
    source.locator("input").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#s-summary")).to_contain_text("The reserve was ordered to Kosovo.")

    page.locator("#add-assessment summary").click()
    form = page.locator("#add-assessment form")
    form.locator("textarea").fill("protests may well go on at the municipal buildings")
    form.get_by_label("likely 55 to 75 %", exact=True).check()
    form.get_by_label("moderate").check()
    form.locator("input[name=reason]").fill("two independent origins")
    form.get_by_role("button", name="Add the judgement").click()
    expect(page.locator(".assessed")).to_contain_text("Likely")
    expect(page.locator(".flags")).to_contain_text("use “likely”")
    keep(page, "product-draft")

    step(page, "Prepared: ask for approval", "prepared")
    expect(page.get_by_role("button", name="Approve", exact=True)).to_be_disabled()

    other = Watched(browser, address, viewport=PHONE, color_scheme="dark")
    second = signed_in(other, "Ben Holm", product)
    step(second, "Approve", "approved")
    assert second.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    step(second, "Release", "released")
    keep(second, "product-released-phone")

    page.reload()
    expect(page.locator(".pflow").first).to_contain_text("released by Ben Holm")
    expect(page.locator("a[data-edit]")).to_have_count(0)
    keep(page, "product-released")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    read = PdfReader(download.value.path())
    text = " ".join(p.extract_text() for p in read.pages)
    assert "DRAFT" not in text
    assert "RELEASED by Ben Holm" in " ".join(text.split())
    assert "Звечан" in text
    other.assert_content()
    other.context.close()


def test_a_released_product_passes_axe(watched: Watched, keep) -> None:  # type: ignore[no-untyped-def]
    """The pages that have nothing released on them are looked at with all others."""
    page = signed_in(watched, "Ana Berg", "/products")
    keep(page, "products")
    page.locator("tr", has_text="released").locator("a").first.click()
    page.wait_for_url("**/product/p_*")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert not [(v["id"], v["nodes"][0]["html"][:160]) for v in found.response["violations"]]
