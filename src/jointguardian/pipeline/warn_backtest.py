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


@dataclass(frozen=True, slots=True)
class BackTestAnswer:
    """`guardian warn backtest --json`: scores by horizon (null: too few escalations), onset warnings, the
    probabilities of the last origin taken apart, and the weeks with weight, threshold and chance."""

    events: int
    first: str
    last: str
    escalation: dict[str, Escalation | None]
    onsets: Onsets
    explanation: dict[str, Explanation]
    weekly: tuple[Week, ...]
    rejected: int
    seconds: float

    @classmethod
    def of(cls, done: Tested) -> "BackTestAnswer":
        """The part of a back-test that is printed."""
        r = done.result
        return cls(
            r.events,
            r.first.isoformat(),
            r.last.isoformat(),
            dict(r.escalation),
            r.onsets,
            dict(r.explanation),
            r.weekly,
            done.rejected,
            round(done.seconds, 1),
        )


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
