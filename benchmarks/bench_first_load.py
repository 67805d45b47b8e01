"""First load of the room in Chromium: bytes over the wire, time to use, complaints, outside requests.

    python benchmarks/bench_first_load.py [ADDRESS]

Without ADDRESS the demonstration is built in a temporary folder and served. Bytes are those that the
network carried (compressed, headers included), as the browser's own counter has them. "List" is the list
of incidents that answers the keyboard; "usable" is the drawn map beside it, in an empty cache. On a host
that does other work the seconds grow with it: see the load that is printed.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--enable-unsafe-swiftshader"]  # fmt: skip
RUNS = 3
LIMIT_BYTES, LIMIT_SECONDS = 550_000, 3.0


@contextmanager
def served() -> Iterator[str]:
    """The demonstration at an address of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp()) / "demo"
    command = [sys.executable, "-m", "jointguardian", "demo", "--dir", str(folder)]
    server = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                    break
            except OSError:
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder.parent, ignore_errors=True)


def loaded(browser: Browser, address: str) -> dict[str, Any]:
    """One first visit."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    urls, bytes_of, complaints = dict[str, str](), dict[str, float](), list[str]()
    wire.on(
        "Network.requestWillBeSent", lambda e: urls.update({e["requestId"]: e["request"]["url"]})
    )
    wire.on(
        "Network.loadingFinished",
        lambda e: bytes_of.update({e["requestId"]: e["encodedDataLength"]}),
    )
    page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
    page.on("pageerror", lambda e: complaints.append(str(e)))
    began = time.perf_counter()
    page.goto(address + "/", wait_until="commit")
    page.wait_for_selector("html.js .card")
    listed = time.perf_counter() - began
    page.wait_for_selector("#map[data-drawn]")
    usable = time.perf_counter() - began
    at_use = sum(bytes_of.values())
    page.wait_for_timeout(3000)
    workers = {w.url: float(_carried(w.url)) for w in page.workers if w.url.startswith("http")}
    context.close()
    sizes = {urls.get(k, k): v for k, v in bytes_of.items()} | workers
    at_use += sum(workers.values())
    return {"usable": usable, "listed": listed, "at_use": at_use, "all": sum(bytes_of.values()) + sum(workers.values()), "sizes": sizes,
            "complaints": complaints, "workers": workers,
            "outside": [u for u in urls.values() if u.startswith("http") and not u.startswith(address)]}  # fmt: skip


def _carried(url: str) -> int:
    """The bytes of a worker's script, which the page's own counter does not see."""
    with urlopen(Request(url, headers={"Accept-Encoding": "br, gzip"})) as answer:
        return len(answer.read())


def main() -> None:
    """Prints the figures."""
    chromium = next(
        p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))
    )
    given = sys.argv[1:]
    with served() if not given else _as_given(given[0]) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS, headless=True)
        runs = [loaded(browser, address.rstrip("/")) for _ in range(RUNS)]
        browser.close()
    last = runs[-1]
    for url, size in sorted(last["sizes"].items(), key=lambda x: -x[1])[:12]:
        print(f"{size / 1000:9.1f} kB  {url.removeprefix(address)[:90]}")
    listed = statistics.median(r["listed"] for r in runs)
    usable = statistics.median(r["usable"] for r in runs)
    print(f"until the list {listed:20.2f} s (median of {RUNS}), load {os.getloadavg()[0]:.1f}")
    print(
        f"until usable   {last['at_use'] / 1000:8.1f} kB in {usable:.2f} s (median of {RUNS}; limit {LIMIT_SECONDS:.0f} s)"
    )
    print(f"in all         {last['all'] / 1000:8.1f} kB (limit {LIMIT_BYTES / 1000:.0f} kB)")
    print(f"complaints     {sum(len(r['complaints']) for r in runs)}")
    print(f"outside        {sum(len(r['outside']) for r in runs)}")


@contextmanager
def _as_given(address: str) -> Iterator[str]:
    yield address


if __name__ == "__main__":
    main()
