"""The demonstration served to a real browser, once for each file of tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from watching import DESK, FLAGS, NAMES, Watched

from jointguardian.web.pages import MANIFEST

GUARDIAN = [sys.executable, "-m", "jointguardian"]


@pytest.fixture(scope="module")
def address(kosovo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the demonstration, served."""
    folder = tmp_path_factory.mktemp("room") / "demo"
    shutil.copytree(kosovo, folder)
    with served(folder) as there:
        yield there


@contextmanager
def served(folder: Path, root: str = "") -> Iterator[str]:
    """An operation served as a person does it, below the path `root`; its address."""
    if not MANIFEST.is_file():
        pytest.skip("the map and timeline are not built; run make install")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*GUARDIAN, "-C", str(folder), "serve", "--port", str(port)]
    command += ["--root-path", root] if root else []
    log = folder.with_suffix(".log")
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, env=_environment())
    try:
        _wait(f"http://127.0.0.1:{port}{root}/healthz", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next((p for n in NAMES if (p := shutil.which(n))), None)
    if path is None:
        pytest.skip("no Chromium on PATH")
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=path, args=FLAGS, headless=True)
        yield made
        made.close()


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    made = Watched(browser, address, viewport=DESK, color_scheme="light")
    yield made
    made.assert_content()
    made.context.close()


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Iterator[object]:
    """Saves a picture when a folder was given."""
    folder = request.config.getoption("--screenshots")

    def save(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"))

    return save  # type: ignore[return-value]
