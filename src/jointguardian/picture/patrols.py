"""Patrols planned against done, coverage by municipality, and restrictions that reports propose; pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ..domain import Municipality, Patrol, Restriction
from ..domain.dates import first_day
from .model import Passage

LATE = timedelta(hours=1)
"""How long after its planned start or end a patrol is not yet overdue."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A patrol with its state as of a moment (`overdue` included) and its week (its Monday)."""

    patrol: Patrol
    state: str
    week: str


@dataclass(frozen=True, slots=True)
class Tally:
    """One municipality's patrols of one week."""

    municipality: str
    week: str
    planned: int
    done: int
    cancelled: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """When a municipality was last patrolled, and how many days ago; None: never, as far as known."""

    municipality: str
    last: str | None
    days: int | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Read words that may tell of a restriction, or of the end of one; a person decides.

    `about` are the ids of restrictions in force at the same place, the newest first.
    """

    key: str
    passage: Passage
    kind: str
    about: tuple[str, ...]


def moment_of(text: str) -> datetime:
    """An ISO date-time as an aware moment; without a zone it is UTC."""
    told = datetime.fromisoformat(text)
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def state_of(patrol: Patrol, now: datetime) -> str:
    """The state entered, or `overdue`: not begun an hour after its start, not ended after its end."""
    start, end = moment_of(patrol.start), moment_of(patrol.end)
    late = (patrol.state == "planned" and now > start + LATE) or (
        patrol.state == "under-way" and now > end + LATE
    )
    return "overdue" if late else patrol.state


def monday(day: date) -> str:
    """The ISO day of the week's Monday."""
    return (day - timedelta(days=day.weekday())).isoformat()


def week_of(patrols: Iterable[Patrol], week: str, now: datetime) -> tuple[Shown, ...]:
    """The patrols that begin in the week of that Monday, in their order."""
    shown = (_shown(p, now) for p in patrols)
    return tuple(sorted((s for s in shown if s.week == week), key=lambda s: s.patrol.start))


def _shown(patrol: Patrol, now: datetime) -> Shown:
    return Shown(patrol, state_of(patrol, now), monday(moment_of(patrol.start).date()))


def tallies(patrols: Iterable[Patrol], weeks: Sequence[str], now: datetime) -> tuple[Tally, ...]:
    """Planned against done by municipality and week; a patrol counts in each municipality it visits."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for shown in (_shown(p, now) for p in patrols):
        for town in shown.patrol.municipalities if shown.week in weeks else ():
            counts[town, shown.week, "all"] += 1
            counts[town, shown.week, shown.state] += 1
    keys = sorted({(town, week) for town, week, _ in counts})
    return tuple(
        Tally(
            municipality=town,
            week=week,
            planned=counts[town, week, "all"],
            done=counts[town, week, "done"],
            cancelled=counts[town, week, "cancelled"],
            overdue=counts[town, week, "overdue"],
        )
        for town, week in keys
    )


def coverage(
    patrols: Iterable[Patrol], municipalities: Iterable[Municipality], now: datetime
) -> tuple[Coverage, ...]:
    """Each municipality's last patrol done, the longest not patrolled first."""
    last: dict[str, str] = {}
    coming: dict[str, str] = {}
    for patrol in patrols:
        when = patrol.done_end or patrol.done_start or patrol.start
        for town in patrol.municipalities:
            if patrol.state == "done" and moment_of(when) <= now:
                last[town] = max(last.get(town, ""), when)
            elif patrol.state == "planned" and moment_of(patrol.start) > now:
                coming[town] = min(coming.get(town, "9999"), patrol.start)
    made = [_covered(m.id, last.get(m.id), coming.get(m.id), now) for m in municipalities]
    return tuple(sorted(made, key=lambda c: (c.days is not None, -(c.days or 0), c.municipality)))


def _covered(town: str, last: str | None, coming: str | None, now: datetime) -> Coverage:
    days = (now.date() - moment_of(last).date()).days if last else None
    return Coverage(town, last, days, coming)


def in_force(restrictions: Iterable[Restriction], day: str) -> tuple[Restriction, ...]:
    """The restrictions that stood on that day, the newest first."""
    found = [r for r in restrictions if r.state != "rejected" and stood(r, day)]
    return tuple(sorted(found, key=lambda r: r.since, reverse=True))


def stood(restriction: Restriction, day: str) -> bool:
    """Whether it had begun and was not lifted before that day."""
    begun = first_day(restriction.since[:10]).isoformat() <= day
    return begun and (restriction.until is None or restriction.until[:10] >= day)


def proposals(
    passages: Iterable[Passage], restrictions: Sequence[Restriction]
) -> tuple[Proposal, ...]:
    """What reports tell of ways that no person has looked at yet, the newest first."""
    taken = {key for r in restrictions for key in r.passages}
    made = (_proposal(p, restrictions) for p in passages)
    fresh = [p for p in made if p.key not in taken and (p.passage.state != "open" or p.about)]
    return tuple(sorted(fresh, key=lambda p: (p.passage.day, p.key), reverse=True))


def key_of(passage: Passage) -> str:
    """Which words: `report@start-end`."""
    return f"{passage.report}@{passage.span.start}-{passage.span.end}"


def _proposal(passage: Passage, restrictions: Sequence[Restriction]) -> Proposal:
    near = [
        r
        for r in restrictions
        if r.state == "in-force" and r.place in passage.places and r.since[:10] <= passage.day
    ]
    near.sort(key=lambda r: r.since, reverse=True)
    return Proposal(key_of(passage), passage, _kind(passage), tuple(r.id for r in near))


def _kind(passage: Passage) -> str:
    words = passage.quote.lower()
    if "crossing" in words or "border" in words or "gate" in words:
        return "crossing-closed"
    if "turned back" in words or "checkpoint" in words or "check point" in words:
        return "checkpoint-denial"
    return "curfew" if "curfew" in words else "roadblock"
