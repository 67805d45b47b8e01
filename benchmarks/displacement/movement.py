"""Skill of movement: fidelity to FLEE, leave-one-conflict-out against FLEE and the naive split, coverage.

FLEE's figures were measured with its v3.2b-64 on the same files with simsetting.yml (seeds averaged): mali2012 with every
person, the others with 100 people per agent; its rescaled figures likewise.
"""

from dataclasses import replace

import numpy as np

from jointguardian.displacement.choice import ways
from jointguardian.displacement.flee_files import read_scenario
from jointguardian.displacement.members import Ensemble, Members, draw, run_members, weigh
from jointguardian.displacement.rules import read_settings
from jointguardian.displacement.scenario import Floats, Scenario
from jointguardian.displacement.score import ard, rescaled, split
from jointguardian.displacement.validate import (
    MEMBERS,
    at_places,
    counted,
    coverage,
    early_counts,
    validate_fidelity,
)

from . import CONFLICTS, DATA, row

FLEE = {
    "burundi2015": (0.589, 0.609, 0.550),
    "car2013": (0.379, 0.379, 0.441),
    "mali2012": (0.396, 0.396, 0.363),
    "nigeria2016": (0.282, 0.282, 0.228),
    "ssudan2013": (0.498, 0.498, 0.529),
    "syria2013": (0.362, 0.362, 0.372),
}
"""ARD, lowest and highest, and rescaled ARD."""
MUST = ("mali2012", "car2013", "syria2013")
SEED = 1


def main() -> int:
    """Prints the rows; 1 when a must is not reached."""
    if not (DATA / "flee").is_dir():
        row("FLEE's conflicts", f"no data in {DATA}: set GUARDIAN_DATA")
        return 0
    scenarios = {name: read_scenario(DATA / "flee" / name) for name in CONFLICTS}
    return _fidelity(scenarios) | _left_out(scenarios)


def _fidelity(scenarios: dict[str, Scenario]) -> int:
    rules = read_settings(DATA / "flee" / "simsetting.yml").rules
    missed = 0
    for name, scenario in scenarios.items():
        scale = 1 if name == "mali2012" else 100
        if scale > 1:
            scenario = read_scenario(DATA / "flee" / name, scale)
        made = validate_fidelity(scenario, rules, scale=scale)
        low, high, _ = FLEE[name]
        off = max(0.0, low - made.ard, made.ard - high)
        row(
            f"fidelity {name} (scale {scale}): ARD, FLEE's, difference",
            f"{made.ard:.3f}, {low:g}–{high:g}, {off:.3f}",
            "0.02" if name in MUST else "reported",
            "0.01",
        )
        missed |= name in MUST and off > 0.02
    return missed


def _left_out(scenarios: dict[str, Scenario]) -> int:
    members = draw(MEMBERS, SEED)
    nothing = np.zeros(len(members))
    blind = Members(members.theta._replace(pull=nothing, relocation=nothing), members.weight, SEED)
    runs = {name: _runs(scenario, members, True) for name, scenario in scenarios.items()}
    means: dict[str, list[float]] = {k: [] for k in ("prior", "left out", "no early counts", "no pull of room", "FLEE", "split")}  # fmt: skip
    covered = []
    each_better = []
    for name, scenario in scenarios.items():
        _, data = counted(scenario)
        others = [_losses(runs[k], counted(scenarios[k])[1]) for k in scenarios if k != name]
        ensemble = replace(runs[name], weight=weigh(members, others).weight)
        values = {
            "prior": _error(runs[name], data),
            "left out": _error(ensemble, data),
            "no early counts": _error(_runs(scenario, members, False), data),
            "no pull of room": _error(_runs(scenario, blind, True), data),
            "FLEE": FLEE[name][2],
            "split": ard(split(data), data),
        }
        share = coverage(ensemble.interval(), data, 31) or 0.0
        covered.append(share)
        better = values["left out"] < min(values["FLEE"], values["split"])
        each_better.append(better)
        for key, value in values.items():
            means[key].append(value)
        row(f"{name}, rescaled ARD: {', '.join(values)}", ", ".join(f"{v:.3f}" for v in values.values()), "", "better than both" if not better else "better than both: yes")  # fmt: skip
    mean = {key: float(np.mean(values)) for key, values in means.items()}
    row(f"mean of six: {', '.join(mean)}", ", ".join(f"{v:.3f}" for v in mean.values()), "left out better than both", "≤ 0.30, better on each")  # fmt: skip
    row("better than both, conflicts of six", f"{sum(each_better)}", "", "6")
    row("counts within the 90 % interval, left out, after day 30: each, mean", f"{', '.join(f'{c:.0%}' for c in covered)}; {np.mean(covered):.1%}", "75–98 %", "85–95 %")  # fmt: skip
    ok = mean["left out"] < min(mean["FLEE"], mean["split"]) and 0.75 <= np.mean(covered) <= 0.98
    return 0 if ok else 1


def _runs(scenario: Scenario, members: Members, early: bool) -> Ensemble:
    places, _ = counted(scenario)
    known = early_counts(scenario) if early else None
    return at_places(run_members(ways(scenario), members, known), scenario, places)


def _losses(ensemble: Ensemble, data: Floats) -> Floats:
    return np.array([ard(rescaled(p.astype(float), data), data) for p in ensemble.people])


def _error(ensemble: Ensemble, data: Floats) -> float:
    return ard(rescaled(ensemble.mean(), data), data)


if __name__ == "__main__":
    raise SystemExit(main())
