"""Made-up reinforcement scenarios of any size, from a seed: the same seed gives the same scenario.

python -m benchmarks.posture.generator --units 80 --days 30 --futures 1 --seed 1 > scenario.json
"""

import argparse
import json
import sys
from typing import Any

import numpy as np

NOTICE = (0, 2, 7, 14, 30)
NATIONS = 12
BLOCKED = 0.25
"""Chance that a nation's caveat keeps its units out of a place."""
LEVELS = {"green": 1.0, "amber": 3.0, "red": 9.0}


def scenario(
    *, units: int = 80, places: int = 38, days: int = 30, futures: int = 1, seed: int = 1
) -> dict[str, Any]:
    """A scenario as the TOML file has it: a fifth of the units are there, the others come by three lanes.

    Demand rises to its height within ten days and is about three quarters of what all units together could give, so
    that something stays unmet and the order of arrival matters.
    """
    rng = np.random.default_rng(seed)
    area = [
        {
            "id": f"p{k}",
            "lon": float(rng.uniform(20.1, 21.7)),
            "lat": float(rng.uniform(41.9, 43.2)),
            "sector": f"s{k % 5}",
        }
        for k in range(places)
    ]
    blocked = {f"n{k}": [p["id"] for p in area if rng.random() < BLOCKED] for k in range(NATIONS)}
    made = [_unit(k, rng, blocked, units) for k in range(units)]
    strength = sum(sum(u["personnel"].values()) for u in made)
    return {
        "id": f"made-up-{units}-{places}-{days}-{futures}-{seed}", "title": "Made up", "start": "2026-01-01",
        "days": days, "levels": LEVELS, "reach_km": 400.0, "invented": True,
        "kind": [{"id": "infantry", "tasks": ["secure"]}, {"id": "crowd", "tasks": ["secure", "crowd"]}],
        "place": area,
        "camp": [
            {"id": f"c{k}", "lon": 20.9, "lat": 42.5, "capacity": strength, "onward_days": k % 2} for k in range(4)
        ],
        "lane": [
            {"id": f"l{k}", "days": d, "lift": max(150, int(strength * s)), "cost": c}
            for k, (d, s, c) in enumerate([(1, 0.012, 9.0), (4, 0.025, 2.0), (6, 0.04, 1.0)])
        ],
        "unit": made,
        "demand": list(_demand(rng, area, days, strength)),
        "future": [_future(k, rng, area, days) for k in range(futures)] if futures > 1 else [],
    }  # fmt: skip


def _unit(
    k: int, rng: np.random.Generator, blocked: dict[str, list[str]], units: int
) -> dict[str, Any]:
    nation, size = f"n{int(rng.integers(NATIONS))}", int(rng.integers(8, 61)) * 10
    crowd = size // 3 if rng.random() < 0.4 else 0
    unit: dict[str, Any] = {
        "id": f"u{k}", "nation": nation, "not_places": blocked[nation],
        "personnel": {"infantry": size - crowd} | ({"crowd": crowd} if crowd else {}),
    }  # fmt: skip
    if k < units // 5:
        return unit | {"present": f"c{k % 4}"}
    lanes = rng.choice(3, int(rng.integers(1, 4)), replace=False)
    return unit | {
        "lanes": [f"l{int(x)}" for x in sorted(lanes)], "notice_days": int(rng.choice(NOTICE[1:4])),
        "decision_days": int(rng.integers(0, 3)), "reception_days": int(rng.integers(0, 2)),
    }  # fmt: skip


def _demand(rng: np.random.Generator, area: list[dict[str, Any]], days: int, strength: int) -> Any:
    share = rng.dirichlet(np.full(len(area), 1.5)) * 0.75 * strength
    for place, most in zip(area, share, strict=True):
        task = "crowd" if rng.random() < 0.15 else "secure"
        level = str(rng.choice(list(LEVELS), p=[0.5, 0.3, 0.2]))
        steps = sorted(rng.choice(np.arange(1, 11), 2, replace=False))
        scale = 0.3 if task == "crowd" else 1.0
        for first, part in zip((0, int(steps[0]), int(steps[1])), (0.3, 0.3, 0.4), strict=True):
            if first < days and (persons := int(scale * most * part)):
                yield {
                    "place": place["id"],
                    "task": task,
                    "personnel": persons,
                    "level": level,
                    "since": first,
                }


def _future(
    k: int, rng: np.random.Generator, area: list[dict[str, Any]], days: int
) -> dict[str, Any]:
    hot = rng.choice(len(area), max(1, len(area) // 6), replace=False)
    return {
        "id": f"f{k}",
        "changes": [
            {"factor": round(float(rng.lognormal(0.0, 0.3)), 3)},
            *(
                {"place": area[int(h)]["id"], "factor": round(float(rng.uniform(1, 3)), 3), "since": int(rng.integers(0, days // 2))}
                for h in hot
            ),
        ],
    }  # fmt: skip


def main() -> None:
    """Writes one scenario as JSON."""
    wanted = argparse.ArgumentParser(description=__doc__)
    for name, value in {"units": 80, "places": 38, "days": 30, "futures": 1, "seed": 1}.items():
        wanted.add_argument(f"--{name}", type=int, default=value)
    json.dump(scenario(**vars(wanted.parse_args())), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
