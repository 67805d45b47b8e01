"""Two hundred provisions on 100,000 incidents and 10,000 positions of units, as of a day; one new fact.

    python -m benchmarks.mandate.speed [--rules 200] [--incidents 100000] [--units 10000]

The rules are made up with a seed on the areas of the Kosovo pack; the observations lie in twenty years.
"""

import argparse
import json
import random
import statistics
import time
from dataclasses import replace
from datetime import date, timedelta

from jointguardian.domain import Observation
from jointguardian.mandate import Bound, Evidence, Exemption, Mandate, Rule, check, read_atlas
from jointguardian.packs import load_pack
from jointguardian.pipeline.mandate_facts import mandate_of

SEED = 1244
DAY = date(2012, 6, 1)
KINDS = ("presence", "response", "flight")
NATIONS = ("DEU", "ITA", "USA", "TUR", "AUT", "HUN", "POL", "GRC")


def rules(number: int, mandate: Mandate) -> tuple[Rule, ...]:
    """So many rules: each of a party, an area and a kind, half of them with exemptions."""
    dice = random.Random(SEED)
    base, areas, parties = (
        mandate.rules[0],
        list(mandate.areas.values()),
        list(mandate.parties.values()),
    )
    return tuple(
        replace(
            base,
            id=f"rule-{n}",
            first="2006-01-01",
            last=None,
            where=dice.choice(areas),
            who=dice.choice(parties),
            what=dice.choice(KINDS),
            bound=Bound(dice.choice([0, 10, 400]), "persons"),
            unless=(Exemption(function=frozenset({"liaison"})),) if n % 2 else (),
            speaks_for=dice.choice([0, 3, 30]),
        )
        for n in range(number)
    )


def observations(incidents: int, units: int, mandate: Mandate) -> list[Observation]:
    """Incidents of one day each, and units where they stand for some years."""
    dice = random.Random(SEED)
    who = [m for p in mandate.parties.values() for m in sorted(p.members)] + [*NATIONS]
    made = []
    for n in range(incidents + units):
        unit = n >= incidents
        start = date(2006, 1, 1) + timedelta(days=dice.randrange(7300))
        made.append(
            Observation(
                f"o{n:06}",
                "presence" if unit else dice.choice(KINDS),
                dice.choice(who),
                start.isoformat(),
                (start + timedelta(days=900)).isoformat() if unit else None,
                lat=41.8 + dice.random() * 1.5,
                lon=20.0 + dice.random() * 1.8,
                within_km=dice.choice([0.0, 2.0]),
                low=dice.randrange(200),
                high=300,
                about=f"unit:{n}" if unit else "",
                source="made up",
            )
        )
    return made


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("rules", 200), ("incidents", 100_000), ("units", 10_000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args()
    pack = load_pack("kosovo")
    mandate = mandate_of(pack)
    assert mandate is not None
    assert pack.outline is not None
    assert pack.municipality_polygons is not None
    made = replace(mandate, rules=rules(given.rules, mandate))
    seen = observations(given.incidents, given.units, mandate)
    plane = read_atlas(pack.outline, pack.municipality_polygons).plane
    began = time.perf_counter()
    evidence = Evidence(plane, seen)
    entered = time.perf_counter()
    first = check(made, evidence, DAY)
    done = time.perf_counter()
    again = [_timed(lambda: check(made, evidence, DAY)) for _ in range(5)]
    new = []
    for n in range(20):
        one = replace(seen[n], id=f"n{n}", start=DAY.isoformat(), end=None)
        new.append(_timed(lambda one=one: _one_more(made, evidence, one)))  # type: ignore[misc]
    words = {w: sum(f.finding == w for f in first) for w in sorted({f.finding for f in first})}
    figures = {"enter_s": entered - began, "first_s": done - entered, "check_s": statistics.median(again),
               "one_new_ms": 1000 * statistics.median(new)}  # fmt: skip
    print(json.dumps({k: round(v, 3) for k, v in figures.items()} | words, indent=2))
    return 0 if done - entered <= 2 and statistics.median(new) <= 0.05 else 1


def _one_more(mandate: Mandate, evidence: Evidence, seen: Observation) -> None:
    evidence.add(seen)
    concerned = tuple(
        r for r in mandate.rules if r.what == seen.what and r.who.has(seen.who) is not False
    )
    check(replace(mandate, rules=concerned), evidence, DAY)


def _timed(run: object) -> float:
    began = time.perf_counter()
    run()  # type: ignore[operator]
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
