"""Reinforcement plans of the operation's size: gap on the first goal, re-plans, and every plan through the checker.

python -m benchmarks.posture.plans [--seeds 1 2] [--units 80] [--futures 20]
"""

import argparse
import copy
import time
from collections.abc import Iterator, Sequence

from jointguardian.posture.plan import Asked, Before, Loaded, Plan, faults, load, plan

from .coverage import Row
from .generator import scenario


def rows(seeds: Sequence[int]) -> Iterator[Row]:
    """What, measured, must and aim."""
    for seed in seeds:
        raw = scenario(units=80, seed=seed)
        made = _plan(load(raw, "generator"), 60)
        yield _row(
            f"80 units × 38 places × 30 days, seed {seed}", made, "5 % in 60 s", "1 % in 60 s"
        )
        yield _again(raw, made)
    for seed in seeds:
        raw = scenario(units=40, futures=20, seed=seed)
        made = _plan(load(raw, "generator"), 60)
        yield _row(f"40 × 38 × 30 × 20 futures, seed {seed}", made, "5 % in 120 s", "1 % in 60 s")


def _plan(loaded: Loaded, seconds: float, before: Before | None = None) -> Plan:
    return plan(loaded, Asked(seconds=seconds, later_goals=False, before=before))


def _row(what: str, made: Plan, must: str, aim: str) -> Row:
    goal = made.goals[0]
    wrong = faults(made)
    kept = "every rule holds" if not wrong else f"BROKEN: {wrong[0]}"
    gap = "no bound" if goal.gap is None else f"{goal.gap:.2%}"
    return (
        what,
        f"{gap} in {made.seconds:.0f} s ({goal.value:,.0f}, at least {goal.bound:,.0f}); {kept}",
        must,
        aim,
    )


def _again(raw: dict[str, object], made: Plan) -> Row:
    """The unit that is ordered last declines on day 4: the plan is made anew around it, within ten seconds."""
    after = copy.deepcopy(raw)
    gone = max((m for m in made.moves if m.lane), key=lambda m: m.ordered or "").unit
    after["unit"] = [u for u in after["unit"] if u["id"] != gone]  # type: ignore[attr-defined]
    began = time.perf_counter()
    new = _plan(load(after, "generator"), 8, Before(made, 4))
    spent = time.perf_counter() - began
    kept = sum((m.unit, m.arrives) in {(x.unit, x.arrives) for x in made.moves} for m in new.moves)
    goal, wrong = new.goals[0], faults(new)
    gap = "no bound" if goal.gap is None else f"{goal.gap:.2%}"
    return (
        f"re-plan after {gone} declines on day 4",
        f"{spent:.1f} s, gap {gap}, {kept} of {len(new.moves)} moves as before; {'every rule holds' if not wrong else wrong[0]}",
        "10 s",
        "1 s",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the rows."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    for row in rows(wanted.parse_args(arguments).seeds):
        print("| " + " | ".join(row) + " |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
