"""Displacement against FLEE, the naive split and the counts: `make bench-displacement`."""

import os
from pathlib import Path

DATA = Path(os.environ.get("GUARDIAN_DATA", "../shared/data")) / "displacement"
CONFLICTS = ("burundi2015", "car2013", "mali2012", "nigeria2016", "ssudan2013", "syria2013")


def row(what: str, measured: str, must: str = "", aim: str = "") -> None:
    """One row of the table, at once."""
    print(f"| {what} | {measured} | {must} | {aim} |", flush=True)
