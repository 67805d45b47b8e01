"""What all tests share: skips that become failures in CI, and the option for golden files."""

import os
from pathlib import Path

import pytest

from jointguardian.pipeline import build_demonstration


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")
    parser.addoption("--screenshots", default=None, help="a folder for the browser's screenshots")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """In CI a skip is a failure: there each part that a test needs is installed."""
    outcome = yield
    report = outcome.get_result()
    if (
        report.skipped
        and os.environ.get("GUARDIAN_REQUIRE_ALL")
        and not hasattr(report, "wasxfail")
    ):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may skip: {report.longrepr}"


@pytest.fixture(scope="session")
def kosovo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's folder, built once for all tests that only read it."""
    folder = tmp_path_factory.mktemp("demonstration") / "kosovo"
    build_demonstration(folder).operation.record.close()
    return folder
