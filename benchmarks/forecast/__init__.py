"""Forecasts against the field's strongest baseline on its own benchmark: `make bench-forecast`."""

import os
from pathlib import Path

DATA = Path(os.environ.get("GUARDIAN_DATA", "../shared/data")) / "forecast"
PANEL = DATA / "cm_ged_sb_panel_1990_2022.parquet"


def row(what: str, measured: str, must: str = "", aim: str = "") -> None:
    """One row of the table, at once."""
    print(f"| {what} | {measured} | {must} | {aim} |", flush=True)
