"""Forecasts against the field's strongest baseline on its own benchmark: `make bench-forecast`."""

import csv
import os
from datetime import UTC, datetime
from pathlib import Path

from jointguardian import __version__

DATA = Path(os.environ.get("GUARDIAN_DATA", "../shared/data")) / "forecast"
PANEL = DATA / "cm_ged_sb_panel_1990_2022.parquet"


def row(what: str, measured: str, must: str = "", aim: str = "") -> None:
    """One row of the table, at once."""
    print(f"| {what} | {measured} | {must} | {aim} |", flush=True)


KEPT = Path(__file__).parent / "results.csv"
"""A row for each day on which the table was made; the last of a day stays."""


def keep(values: dict[str, str]) -> None:
    """Writes the dated row of a table."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    rows = []
    if KEPT.exists():
        with KEPT.open(encoding="utf-8", newline="") as file:
            rows = [r for r in csv.DictReader(file) if r["date"] != today]
    rows.append({"date": today, "version": __version__, **values})
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[-1]), restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
