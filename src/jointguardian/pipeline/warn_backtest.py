"""The back-test of the warning on a file: read, test, and write the predictions."""

import time
from dataclasses import dataclass
from pathlib import Path

from ..compute import Progress, silent
from ..errors import InputError
from ..sources import read_series
from ..warning.backtest import Asked, BackTest, Week, backtest
from ..warning.evaluation import Escalation
from ..warning.explanation import Explanation
from ..warning.placebo import Onsets

__all__ = [
    "Asked",
    "BackTest",
    "Escalation",
    "Explanation",
    "Onsets",
    "Tested",
    "Week",
    "back_test_file",
]


@dataclass(frozen=True, slots=True)
class Tested:
    """A back-test, the rows of the file that could not be read, and how long it all took."""

    result: BackTest
    rejected: int
    seconds: float


def back_test_file(
    path: Path,
    format: str,  # noqa: A002 - the word that the command line uses too
    asked: Asked,
    *,
    predictions: Path | None = None,
    progress: Progress = silent,
) -> Tested:
    """Back-test on an event series; the predictions go to a file where one is named.

    Raises InputError for a file, format, actor or dates that cannot be used.
    """
    began = time.monotonic()
    if predictions is not None and not predictions.parent.is_dir():
        raise InputError(
            "the folder of the predictions is not there",
            where=str(predictions.parent),
            way_out="make it first",
        )
    series = read_series(path, format)
    result = backtest(series.frame, asked, progress)
    if predictions is not None:
        result.predictions.write_csv(predictions)
    return Tested(result, len(series.rejected), time.monotonic() - began)
