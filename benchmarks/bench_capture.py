"""A report by hand, as a watch-keeper does it: typed in Chromium at 200 characters a minute.

    python benchmarks/bench_capture.py [--speed 200] [--sessions 20] [--seconds 20] [--no-browser]

Seconds from the hotkey to "recorded" for a report typed with its fields, and for the same as one
line of shorthand; limit 60 s. Then many sessions send a report every two seconds each: the answers'
p50 and p95 in milliseconds (limit 400), how many were sent and how many are in the record.
"""

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import httpx

from jointguardian.access import LOCAL
from jointguardian.pipeline import create_operation, open_operation
from jointguardian.settings import FILE_NAME

TEXT = (
    "Patrol reports two shots fired near the bridge by unidentified men in a white car. "
    "The car left to the north. No casualties."
)
FIELDS = ("1030Z", "Zvecan", "LMT3")
LINE = "1030Z Zvecan LMT3 2x shots fired nr bridge by UI pers in white veh, left to N, no cas"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
PAUSE_S = 2.0
LOADING_S = 6.0
"""The room loads its reader beside serving pages; the figures are of a room that has it."""


@contextmanager
def served(folder: Path):
    """An empty operation of the present, served from a process of its own; yields its address."""
    create_operation(folder, pack="kosovo").record.close()
    settings = folder / FILE_NAME
    settings.write_text(settings.read_text("utf-8").replace("replay = true", ""), "utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jointguardian", "-C", str(folder), "serve"]
    server = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(240):
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/about", timeout=5):
                break
            time.sleep(0.25)
        time.sleep(LOADING_S)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def typed(address: str, speed: float) -> dict[str, float]:
    """Seconds from the hotkey to "recorded", for a report with its fields and as shorthand."""
    from playwright.sync_api import sync_playwright

    path = next(
        p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))
    )
    seconds = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page()
        for name, parts in (("typed with its fields", (TEXT, *FIELDS)), ("shorthand", (LINE,))):
            page.goto(f"{address}/about")
            start = time.perf_counter()
            page.keyboard.press("r")
            for number, part in enumerate(parts):
                if number:
                    page.keyboard.press("Tab")
                    if number == 3:  # the button of the map stands between
                        page.keyboard.press("Tab")
                page.keyboard.type(part, delay=60_000 / speed)
            page.keyboard.press("Control+Enter")
            page.locator("#capture-done li").first.wait_for(state="attached")
            seconds[f"{name}, {sum(map(len, parts))} characters"] = time.perf_counter() - start
        browser.close()
    return seconds


def sent(address: str, session: int, seconds: float) -> list[float]:
    """Milliseconds of each answer of one session that sends a report every two seconds."""
    times = []
    with httpx.Client(base_url=address, timeout=30) as client:
        token = {"x-csrftoken": client.get("/api/capture/token").json()["token"]}
        time.sleep(PAUSE_S * (session % 10) / 10)
        end, number = time.perf_counter() + seconds, 0
        while time.perf_counter() < end:
            draft = {"text": f"{LINE} {session}/{number}", "native_id": f"s{session}n{number}"}
            start = time.perf_counter()
            answer = client.post("/api/capture", json=draft, headers=token)
            times.append((time.perf_counter() - start) * 1000)
            if answer.status_code != 201:
                raise SystemExit(f"{answer.status_code}: {answer.text}")
            number += 1
            time.sleep(max(0.0, PAUSE_S - (time.perf_counter() - start)))
    return times


def main() -> None:
    """Prints one line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--speed", type=float, default=200.0)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--no-browser", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "op") as address:
        if not given.no_browser:
            for name, seconds in typed(address, given.speed).items():
                print(
                    f"{name}, at {given.speed:g} a minute: {seconds:.1f} s (limit 60)", flush=True
                )
        with ThreadPoolExecutor(given.sessions) as pool:
            runs = [pool.submit(sent, address, n, given.seconds) for n in range(given.sessions)]
            times = sorted(t for run in runs for t in run.result())
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{len(times)} reports from {given.sessions} sessions: p50 {statistics.median(times):.0f} ms, "
              f"p95 {p95:.0f} ms, slowest {times[-1]:.0f} ms (limit 400 for p95)")  # fmt: skip
        with open_operation(Path(folder) / "op") as operation:
            there = sum("shots fired" in r.text for r in operation.record.reports(LOCAL))
        lost = len(times) + (0 if given.no_browser else 2) - there
        print(f"acknowledged and not in the record: {lost} (limit 0)")


if __name__ == "__main__":
    main()
