"""A report that another process takes in raises an alert, and an open page says so without a look."""

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import GUARDIAN, _environment, served

RULES = "rules: [{id: unheard, kind: silence, days: 5}]"


def _guardian(folder: Path, *words: str) -> None:
    done = subprocess.run(
        [*GUARDIAN, "-C", str(folder), *words], env=_environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def operation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An operation of today, without a report."""
    folder = tmp_path_factory.mktemp("today") / "room"
    _guardian(folder.parent, "init", str(folder))
    (folder / "guardian.toml").write_text('title = "Today"\npack = "kosovo"\n', encoding="utf-8")
    (folder / "alerts.yaml").write_text(RULES, encoding="utf-8")
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser that has not been here."""
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def there(operation: Path) -> Iterator[str]:
    with served(operation) as address:
        yield address


def test_a_new_alert_is_noticed_on_an_open_page(page: Page, there: str, operation: Path) -> None:
    page.goto(f"{there}/sources")
    expect(page.locator("html[data-live=on]")).to_be_attached()
    assert page.locator("#alert-notices p").count() == 0
    day = datetime.now(UTC).date() - timedelta(days=9)
    row = {
        "id": "one", "source": "Gazette", "title": "Calm", "language": "en",
        "published": day.isoformat(), "text": "Protesters gathered in Zvečan and went home.",
    }  # fmt: skip
    file = operation / "new.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    _guardian(operation, "ingest", "reports", str(file))
    notice = page.locator("#alert-notices p")
    expect(notice).to_have_count(1, timeout=90_000)
    expect(notice).to_contain_text("Zvečan")
    expect(notice).to_contain_text("no report has named it for 9 days")
    mark = page.locator("nav.pages summary .alert-count")
    expect(mark).to_have_text("1")
    notice.get_by_role("button").press("Enter")
    expect(notice).to_have_count(0)
    page.reload()
    expect(mark).to_have_text("1")
    assert notice.count() == 0, "what was seen once is not told again"


def test_the_notice_leads_to_the_alert_and_seen_ones_count_no_more(page: Page, there: str) -> None:
    page.goto(f"{there}/sources")
    notice = page.locator("#alert-notices p a")
    expect(notice).to_have_count(1)
    notice.click()
    expect(page).to_have_url(re.compile(r"/alerts#al_"))
    page.get_by_role("button", name="Seen").click()
    expect(page.locator("nav.pages summary .alert-count")).to_be_hidden()
