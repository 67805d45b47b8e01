"""Escalation and onset warning on the KEDS series, actors KSV and ETHALB, scored 1998 to 2003.

    python -m benchmarks.warning.skill [--focus CODE ...] [--from DATE] [--to DATE] [--seed 1]

Exit 1 when a must is not reached. Data: GUARDIAN_DATA, else the folder shared/data beside the project.
"""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from jointguardian.pipeline.warn_backtest import Asked, Tested, back_test_file

DATA = Path(os.environ.get("GUARDIAN_DATA", Path(__file__).parents[3] / "shared" / "data"))
KEDS = DATA / "events" / "keds" / "balkans_weis_1989_2003.csv.gz"


def rows(tested: Tested) -> list[tuple[str, str, str, bool | None]]:
    """What is measured, the figure, its must and aim, and whether the must is reached."""
    made: list[tuple[str, str, str, bool | None]] = []
    for name, s in tested.result.escalation.items():
        if s is None:
            made.append((f"{name}", "too few escalations", "", None))
            continue
        must = "must +0.03/+0.03, aim +0.12/+0.10" if name == "1w" else "aim +0.10"
        reached = (s.ap_gain >= 0.03 and s.auroc_gain >= 0.03) if name == "1w" else None
        low, high = s.interval
        made += [
            (
                f"{name} AP / AUROC",
                f"{s.ap:.3f} / {s.auroc:.3f}",
                f"prevalence {s.prevalence:.3f}",
                None,
            ),
            (f"{name} gain", f"{s.ap_gain:+.3f} / {s.auroc_gain:+.3f}", must, reached),
            (
                f"{name} 90 % of the gain in AP",
                f"{low:+.3f} to {high:+.3f}",
                "aim: excludes 0",
                None,
            ),
            (
                f"{name} gain, calibrated persistence among the rivals",
                f"{s.ap_gain_all:+.3f} / {s.auroc_gain_all:+.3f}",
                "",
                None,
            ),
            (
                f"{name} Brier skill",
                f"{s.brier_skill:+.3f}",
                "must > 0, aim 0.10",
                s.brier_skill > 0 if name == "1w" else None,
            ),
            (
                f"{name} calibration slope",
                f"{s.calibration_slope:.2f}",
                "must 0.7 to 1.3",
                0.7 <= s.calibration_slope <= 1.3 if name == "1w" else None,
            ),
        ]
    on = tested.result.onsets
    told = f"{on.warned} of {on.of}, {on.false_alarms_per_year:.1f} a year, P {on.placebo_p:.3f}"
    made.append(("onsets warned, false alarms, placebo", told, "aim P < 0.05 at <= 2", None))
    made.append(("seconds", f"{tested.seconds:.0f}", "", None))
    return made


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--focus", nargs="*", default=["KSV", "ETHALB"])
    parser.add_argument("--from", dest="since", default="1998-01-01")
    parser.add_argument("--to", dest="until", default="2003-12-31")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(sys.argv[1:] if "skill" in sys.argv[0] else [])
    if not KEDS.exists():
        print(f"no measuring data: {KEDS} is not there")
        return 0
    span = date.fromisoformat(given.since), date.fromisoformat(given.until)
    tested = back_test_file(KEDS, "weis", Asked(tuple(given.focus), *span, given.seed))
    table = rows(tested)
    for what, figure, limit, reached in table:
        mark = {True: "reached", False: "NOT REACHED", None: ""}[reached]
        print(f"{what:55} {figure:32} {limit:34} {mark}".rstrip())
    return int(any(reached is False for *_, reached in table))


if __name__ == "__main__":
    sys.exit(main())
