"""How many leave: skill against persistence on FLEE's conflicts, and the exodus from Kosovo seen from 6 April 1999."""

import csv
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import numpy as np

from jointguardian.displacement.flee_files import read_scenario
from jointguardian.displacement.rules import Rules
from jointguardian.displacement.timeline import timeline
from jointguardian.displacement.volume import (
    EVERY,
    FIRST,
    experts,
    exposure,
    fit,
    forecast,
    origin_shares,
    persistence,
    pooled,
)
from jointguardian.geo import distance_km
from jointguardian.packs import load_pack

from . import CONFLICTS, DATA, row

HORIZONS = (7, 30, 90)
KNOWN, LAST = date(1999, 4, 6), date(1999, 5, 28)
MORINA = (20.55, 42.15)
"""Longitude and latitude of the crossing from Vërmica to Morina."""


def main() -> int:
    """Prints the rows; nothing here has a must."""
    if not (DATA / "flee").is_dir():
        return 0
    for horizon in HORIZONS:
        skill = [_skill(name, horizon) for name in CONFLICTS]
        row(
            f"outflow of the next {horizon} days: error against persistence, 1 − ratio, each conflict; mean",
            f"{', '.join(f'{s:+.2f}' for s in skill)}; {np.mean(skill):+.3f}",
            "reported",
            "positive",
        )
    _kosovo()
    return 0


def _skill(name: str, horizon: int) -> float:
    """Origins every two weeks from day 60; each pool knows only errors of origins whose days were over."""
    scenario = read_scenario(DATA / "flee" / name)
    y = timeline(scenario, Rules()).newcomers.astype(float)
    x = exposure(scenario)
    origins = list(range(FIRST, len(y) - horizon + 1, EVERY))
    told = np.array([experts(y[:o], x[:o], np.full(horizon, x[o - 1])) for o in origins])
    truth = np.array([y[o : o + horizon].sum() for o in origins])
    errors, naive = [], []
    for q, origin in enumerate(origins):
        over = sum(1 for o in origins[:q] if o + horizon <= origin)
        errors.append(abs(told[q] @ pooled(told[:over], truth[:over]) - truth[q]))
        naive.append(abs(persistence(y[:origin], horizon) - truth[q]))
    return float(1 - np.mean(errors) / np.mean(naive))


def _kosovo() -> None:
    folder = DATA / "kosovo1999"
    by_day: Counter[date] = Counter()
    early: Counter[int] = Counter()
    late: Counter[int] = Counter()
    for line in csv.DictReader((folder / "kosovo-morina-border.csv").open()):
        try:
            day = datetime.strptime(line["exdate"], "%d%b%y").date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
        by_day[day] += int(float(line["numpers"] or 0))
        if int(line["pcode"]) > 0:
            (early if day <= KNOWN else late)[int(line["pcode"]) // 1000] += int(
                float(line["numpers"])
            )
    start = date(1999, 3, 24)
    days = [start + timedelta(days=d) for d in range((LAST - start).days + 1)]
    y = np.array([by_day[d] for d in days], float)
    known = days.index(KNOWN) + 1
    ahead = len(days) - known
    flat = np.ones(len(days))
    told = forecast(fit(y[:known], flat[:known]), y[:known], flat[known:])[0]
    naive = persistence(y[:known], 7) / 7
    error, other = np.abs(told - y[known:]).mean(), np.abs(naive - y[known:]).mean()
    row(
        f"Morina, people a day, {ahead} days after 6 April 1999: mean absolute error of the model, of persistence",
        f"{error:,.0f}, {other:,.0f}",
        "reported",
        "lower",
    )
    _shares(early, late)


def _shares(early: Counter[int], late: Counter[int]) -> None:
    folder = DATA / "kosovo1999"
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for line in csv.DictReader((folder / "kosovo-pcodes.csv").open()):
        if float(line["latitude"] or 0) > 0:
            points[int(line["pcode"]) // 1000].append(
                (float(line["longitude"]), float(line["latitude"]))
            )
    gone: Counter[int] = Counter()
    for line in csv.DictReader((folder / "kosovo-migration-est.csv").open()):
        if datetime.strptime(line["lvdt2"], "%d%b%y").date() <= KNOWN:  # noqa: DTZ007 - a day
            gone[int(line["pcode"]) // 1000] += int(float(line["lvcnt"]))
    codes = sorted(points)
    towns = load_pack("kosovo").municipalities
    centre = {code: np.mean(points[code], axis=0) for code in codes}
    people = np.zeros(len(codes))
    for town in towns:
        near = min(
            range(len(codes)),
            key=lambda k: distance_km(town.lat, town.lon, centre[codes[k]][1], centre[codes[k]][0]),
        )
        people[near] += town.population
    left = np.array([gone[code] for code in codes], float)
    km = np.array(
        [distance_km(MORINA[1], MORINA[0], centre[code][1], centre[code][0]) for code in codes]
    )
    before = np.array([early[code] for code in codes], float)
    after = np.array([late[code] for code in codes], float)
    before, after = before / before.sum(), after / after.sum()
    told = origin_shares(people, left, km)
    both = (told + before) / 2
    row(
        "Morina after 6 April by municipality of origin: share wrongly told, model with shares so far, shares so far alone",
        f"{np.abs(both - after).sum() / 2:.3f}, {np.abs(before - after).sum() / 2:.3f} (model alone {np.abs(told - after).sum() / 2:.3f})",
        "reported",
        "lower",
    )


if __name__ == "__main__":
    raise SystemExit(main())
