"""Return: the hazard fitted to all countries but Kosovo, and what it says of Kosovo in 1999 and after.

People in refuge on 9 June 1999, three days before the force came in: UNHCR's figures of that day (Albania 444,600; the former
Yugoslav Republic of Macedonia 247,400; Bosnia and Herzegovina 21,700) and of the humanitarian evacuation (91,057).
"""

import csv
from collections import defaultdict
from datetime import date
from math import exp, log

import numpy as np

from jointguardian.displacement.returns import (
    EPISODES,
    FITTED,
    YEAR,
    Episode,
    Hazard,
    fit,
    followed,
    share_gone,
)
from jointguardian.displacement.secondary import departures

from . import DATA, row

REFUGE = {"ALB": 444_600, "MKD": 247_400, "BIH": 21_700, "elsewhere": 91_057}
ENTRY, FLED = date(1999, 6, 12), date(1999, 4, 1)
RETURNED = {"ALB": 435_790, "MKD": 233_400}
ALL = 807_139
MINORITIES = 260_000
"""Serbs, Montenegrins and Roma in Kosovo by the census of 1991 (194,190, 20,356 and 45,745)."""
DROVE_OUT = 230_000
"""UNHCR, end of 1999: displaced from Kosovo in Serbia and Montenegro."""
NEIGHBOURS = ("ALB", "MKD", "BIH")

KOSOVO = Episode("SRB", ENTRY, FLED, True, ("ALB", "MKD", "BIH", "DEU", "CHE"), ("DEU", "CHE"))

Yearly = dict[tuple[str, str, int], tuple[float, float]]


def main() -> int:
    """Prints the rows; 1 when a must is not reached."""
    table = DATA / "unhcr_solutions_all.csv"
    if not table.exists():
        return 0
    yearly = read(table)
    hazard = fit([one for episode in EPISODES for one in followed(episode, yearly)])
    row("hazard of return, fitted without Kosovo: rate, away, freed, far, scatter (as shipped: yes or no)", f"{hazard.rate:.3f}, {hazard.away:.3f}, {hazard.freed:.3f}, {hazard.far:.3f}, {hazard.scatter:.3f} ({'yes' if _same(hazard, FITTED) else 'NO'})")  # fmt: skip
    _left_out(yearly)
    years = (date(1999, 12, 31) - ENTRY).days / YEAR
    away = (ENTRY - FLED).days / YEAR
    told = {}
    for host, people in REFUGE.items():
        middle, low, high = share_gone(hazard, away, years, freed=True, far=host not in NEIGHBOURS)
        told[host] = people * middle
        if host in RETURNED:
            row(f"returned from {host} in 1999, fitted without it: told (90 %), counted, ratio", f"{people * middle:,.0f} ({people * low:,.0f}–{people * high:,.0f}), {RETURNED[host]:,}, {people * middle / RETURNED[host]:.2f}", "factor 1.5", "15 %")  # fmt: skip
    total = sum(told.values())
    row("returned in 1999 from all: told, counted, ratio", f"{total:,.0f}, {ALL:,}, {total / ALL:.2f}", "factor 1.5", "15 %")  # fmt: skip
    _years_after(yearly, hazard)
    middle, low, high = departures(MINORITIES)
    row("people of the minorities who left June to December 1999: told (90 %), counted, ratio", f"{middle:,.0f} ({low:,.0f}–{high:,.0f}), {DROVE_OUT:,}, {middle / DROVE_OUT:.2f}", "reported", "factor 1.3")  # fmt: skip
    ratios = [told[h] / RETURNED[h] for h in RETURNED] + [total / ALL]
    return int(any(not 1 / 1.5 <= r <= 1.5 for r in ratios))


def read(table) -> Yearly:  # type: ignore[no-untyped-def]
    """UNHCR's yearly solutions: returned, and resettled or naturalised."""
    yearly: dict[tuple[str, str, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for line in csv.DictReader(table.open(encoding="utf-8")):
        cell = yearly[line["coo_iso"], line["coa_iso"], int(float(line["year"]))]
        cell[0] += float(line["returned_refugees"] or 0)
        cell[1] += float(line["resettlement"] or 0) + float(line["naturalisation"] or 0)
    return {key: (a, b) for key, (a, b) in yearly.items()}


def _same(one: Hazard, other: Hazard) -> bool:
    return all(
        abs(getattr(one, name) - getattr(other, name)) < 5e-4
        for name in ("rate", "away", "freed", "far", "scatter")
    )


def _years_after(yearly: Yearly, without: Hazard) -> None:
    """Kosovo 1999 to 2003, host by host: the share of those who found a solution by 2003 that had gone home, counted, told without Kosovo and fitted with it."""
    hosts = followed(KOSOVO, yearly, until=4)
    others = [one for episode in EPISODES for one in followed(episode, yearly)]
    fitted = fit([*others, *hosts])
    row("hazard of return fitted with Kosovo 1999 to 2003: rate, away, freed, far, scatter", f"{fitted.rate:.3f}, {fitted.away:.3f}, {fitted.freed:.3f}, {fitted.far:.3f}, {fitted.scatter:.3f}")  # fmt: skip
    for host, one in zip(KOSOVO.hosts, hosts, strict=True):
        counted, told, with_kosovo = (
            ", ".join(f"{v:.2f}" for v in values[:3])
            for values in (
                one.gone,
                *([share_gone(h, one.away, float(y), freed=one.freed, far=one.far)[0] for y in one.years] for h in (without, fitted)),
            )
        )  # fmt: skip
        row(f"gone home from {host} by the end of 1999, 2000, 2001: counted; told without Kosovo; fitted with it", f"{counted}; {told}; {with_kosovo}", "reported")  # fmt: skip


def _left_out(yearly: Yearly) -> None:
    """Each episode told by the others: median factor between told and counted after a year, and coverage."""
    factors, inside = [], []
    for episode in EPISODES:
        others: list[Episode] = [e for e in EPISODES if e.origin != episode.origin]
        hazard = fit([one for e in others for one in followed(e, yearly)])
        for one in followed(episode, yearly):
            k = min(1, len(one.years) - 1)
            middle, low, high = share_gone(
                hazard, one.away, float(one.years[k]), freed=one.freed, far=one.far
            )
            if one.gone[k] > 0:
                factors.append(exp(abs(log(middle / one.gone[k]))))
            inside.append(low <= one.gone[k] <= high)
    row("share gone by the end of the year after the settlement, each origin told by the others: median factor off; within the 90 % interval", f"{np.median(factors):.2f}; {np.mean(inside):.0%} of {len(inside)}")  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
