"""The next report into 100,000: made-up reports of a mission of twenty years, added one by one.

    python -m benchmarks.reading fusing         FUSING_REPORTS sets another number of reports

The corpus is made with a seed: 40 towns of unequal weight around an invented valley, some twelve
thousand happenings over 7,300 days with quiet and hot seasons, each told by one to nine outlets on
the same or the next days, in wordings of their own, with wire copies, rounded, rival and updated
numbers, coarse places, months instead of days, and background mentions of older happenings.
All incidents are built first and taken out of the garbage collector's sight, as the room does. Measured is `Incidents.add`, reading excluded: profile, search, clustering and the changed incidents
with counts, contradictions and grades, for 200 further reports of the newest weeks.
"""

import gc
import os
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from jointguardian.domain import (
    ActorMention,
    Casualty,
    Event,
    PlaceMention,
    Reading,
    Report,
    ReportHeader,
    Source,
    Span,
)
from jointguardian.fusion import Incidents, Told
from jointguardian.reading import Knowledge

from .scoring import SEED, Row

REPORTS = int(os.environ.get("FUSING_REPORTS", "100000"))
FURTHER, DAYS, START = 200, 7300, date(2004, 1, 1)
OUTLETS = [f"Outlet {n}" for n in range(60)]
COUNTRY = PlaceMention("the valley", "the valley", "XX", None, None, None, "country")
SIDES = (
    "soldiers of the mission",
    "police",
    "Hill people",
    "Plain people",
    "Valley Front fighters",
)
KINDS = {
    "assault": ("attacked", "opened fire on", "threw stones at", "clashed with"),
    "protest": ("protested against", "rallied against", "put up barricades against"),
    "coerce": ("detained", "searched the homes of", "expelled"),
    "mobilize": ("moved troops towards", "sent reinforcements against"),
    "aid": ("brought food and medicine to", "gave shelter to"),
    "retreat": ("withdrew before", "released prisoners of"),
}  # fmt: skip
HOURS = ("before dawn", "in the morning", "around noon", "towards evening", "late at night")
SPOTS = ("at the old bridge", "near the market", "outside the town hall", "on the main road",
         "at the school", "by the bus station", "in the quarter by the river", "at a checkpoint")  # fmt: skip


@dataclass(frozen=True)
class Happening:
    """What really took place, of which reports tell."""

    day: date
    town: PlaceMention
    kind: str
    verb: str
    sides: tuple[str, str]
    hurt: int
    setting: str


def towns(dice: random.Random) -> list[PlaceMention]:
    """Forty towns within some hundred kilometres."""
    points = [(round(42 + dice.random(), 3), round(20 + dice.random(), 3)) for _ in range(40)]
    return [
        PlaceMention(f"Town{n}", f"Town{n}", "XX", *point, f"xx-{n}", "settlement", None, f"m{n % 20}")
        for n, point in enumerate(points)
    ]  # fmt: skip


def happenings(dice: random.Random, number: int) -> list[Happening]:
    """What took place, more of it in hot seasons and in the larger towns."""
    places = towns(dice)
    heat = [1 + 6 * (dice.random() < 0.15) for _ in range(DAYS // 30 + 1)]
    weights = [heat[d // 30] for d in range(DAYS)]
    days = dice.choices(range(DAYS), weights, k=number)
    sizes = [1 / (n + 2) for n in range(len(places))]
    return [
        _happening(dice, START + timedelta(days=d), dice.choices(places, sizes)[0])
        for d in sorted(days)
    ]


def _happening(dice: random.Random, day: date, town: PlaceMention) -> Happening:
    kind = dice.choice(list(KINDS))
    hurt = int(dice.paretovariate(1.2)) if kind in ("assault", "protest", "coerce") else 0
    one, other = dice.sample(SIDES, 2)
    setting = f"{dice.choice(SPOTS)} {dice.choice(HOURS)}"
    return Happening(day, town, kind, dice.choice(KINDS[kind]), (one, other), hurt, setting)


def reports(dice: random.Random, number: int) -> Iterator[Told]:
    """Reports in the order of receipt within each happening's days."""
    made, told = happenings(dice, number // 4), 0
    while told < number:
        for n, one in enumerate(made):
            for _ in range(min(9, int(dice.paretovariate(1.1)))):
                yield report(dice, told, one, made[max(0, n - dice.randrange(1, 400))])
                told += 1
                if told >= number:
                    return


def report(dice: random.Random, number: int, one: Happening, older: Happening) -> Told:
    """One report: its main event, a second one now and then, and an older one in the background."""
    rid, outlet = f"r{number:06}", dice.choice(OUTLETS)
    told_on = one.day + timedelta(days=int(dice.random() < 0.4))
    parts = [_main(dice, one), *([_background(dice, older)] if dice.random() < 0.4 else [])]
    text, events = "", list[Event]()
    for n, (sentence, event) in enumerate(parts):
        span = Span(len(text), len(text) + len(sentence))
        events.append(_placed(event, f"e{rid}.{n}", span))
        text += sentence + "\n"
    text += " ".join(dice.choices(_FILLER, k=dice.randrange(60, 250)))
    received = datetime(
        told_on.year, told_on.month, told_on.day, dice.randrange(24), dice.randrange(60), tzinfo=UTC
    )
    day = told_on.isoformat()
    made = Report(rid, outlet, text, sha256(text.encode()).hexdigest(), received, published=day)
    reading = Reading(ReportHeader(rid, outlet, day, "en", made.sha256), tuple(events), (), (), ())
    return Told(made, reading, Source(outlet, outlet, reliability=dice.choice("BCD")))


_FILLER = [f"word{n}" for n in range(4000)]


def _main(dice: random.Random, one: Happening) -> tuple[str, Event]:
    place = one.town if dice.random() < 0.8 else COUNTRY
    hurt = max(0, one.hurt + (dice.random() < 0.2) * dice.randrange(-1, 3))
    counted = f", and {hurt} were hurt" if hurt else ""
    sentence = f"{one.sides[0]} {one.verb} {one.sides[1]} in {place.name} {one.setting}{counted}."
    return sentence, _event(one, one.day.isoformat(), place, hurt)


def _background(dice: random.Random, one: Happening) -> tuple[str, Event]:
    place = one.town if dice.random() < 0.5 else COUNTRY
    start = dice.choice([one.day.isoformat(), f"{one.day:%Y-%m}", None])
    sentence = (
        f"Earlier {one.sides[1]} had met with {one.sides[0]} in {place.name} when {one.kind} came."
    )
    return sentence, _event(one, start, place, one.hurt if dice.random() < 0.4 else 0)


def _event(one: Happening, start: str | None, place: PlaceMention, hurt: int) -> Event:
    rows = (Casualty("injured", one.sides[1], hurt, hurt, hurt),) if hurt else ()
    return Event("", one.kind, None, "happened", (ActorMention(one.sides[0]),), (ActorMention(one.sides[1]),),
                 start, start, "day" if start else "none", (place,), rows, (), None, Span(0, 0), 0.9)  # fmt: skip


def _placed(event: Event, eid: str, span: Span) -> Event:
    return Event(eid, event.type, None, event.status, event.actors, event.recipients, event.start, event.end,
                 event.date_precision, event.places, event.casualties, (), None, span, event.confidence)  # fmt: skip


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """Milliseconds for one report more, median and slowest; seconds and memory of the whole."""
    dice = random.Random(SEED)
    told = sorted(reports(dice, REPORTS + FURTHER), key=lambda t: t.report.received)
    index = Incidents()
    gc.disable()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    index.take(told[:REPORTS])
    index.incidents()
    gc.freeze()
    loaded = time.perf_counter() - began
    gc.enable()
    took, worked = [], time.process_time()
    for one in told[REPORTS:]:
        began = time.perf_counter()
        index.add(one)
        took.append(1000 * (time.perf_counter() - began))
    worked = 1000 * (time.process_time() - worked) / len(took)
    took.sort()
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    name = f"one report more into {REPORTS:,}"
    note = f"slowest {took[-1]:.1f} ms; {worked:.1f} ms of processor on average; first load {loaded:.0f} s; {memory:,.0f} MB more"
    spread = took[int(0.025 * len(took))], took[int(0.975 * len(took))]
    yield Row(f"{name}, median ms", "fusing", took[len(took) // 2], len(took), 50, 5, spread,
              1000 * loaded, lower=True, note=f"{note}; baseline: all anew")  # fmt: skip
    yield Row(f"{name}, slowest ms", "fusing", took[-1], len(took), None, None, lower=True)
