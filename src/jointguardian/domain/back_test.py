"""The back-test of a warning on an event series, as an operation keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class KeptBackTest:
    """What was asked of which file, by whom and when (ISO), with which version, and what came out.

    `sha256` is that of the file's bytes. `answer` is the document that `guardian warn backtest --json` prints
    (docs/reference/schema/warn-backtest.json).
    """

    id: str
    series: str
    sha256: str
    format: str
    focus: tuple[str, ...]
    seed: int
    version: str
    by: str
    at: str
    answer: Mapping[str, Any]
