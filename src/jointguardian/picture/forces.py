"""The force as of a day: the order of battle as a tree, strength over time, the reserves; pure.

What was planned, ordered and there are different things: no number is ever summed over kinds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise

import msgspec

from ..domain import Reserve, Strength, Unit
from ..domain.dates import first_day, last_day
from ..domain.sidc import sidc_of, words_of
from ..domain.vocab import vocabulary

HOLDS = timedelta(days=400)
"""How long a number or an attested unit says something; after that there is a gap."""
ASKED = timedelta(days=5 * 365)
"""How long a unit without an end is still listed as one that nobody attests any more."""
TOTAL = "TOTAL"
GONE = "withdrawn"
"""The state of a row that a person took back."""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the tree: its row of the day, its symbol, the symbol in words, its other rows.

    `history` are all rows of the unit, oldest first: the rotation of nations.
    """

    unit: Unit
    sidc: str
    words: str
    nation: str
    history: tuple[Unit, ...]
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Orbat:
    """The order of battle of a day. `unconfirmed` are units that no source attests any more."""

    day: str
    roots: tuple[Node, ...]
    unconfirmed: tuple[Node, ...]
    units: int


def orbat(rows: Sequence[Unit], day: str) -> Orbat:
    """The tree of the units that stood on `day` (ISO), each under its parent of that day."""
    histories = _histories(rows)
    present = {i: u for i, h in histories.items() if (u := _on(h, day)) is not None}
    old = {i for i, u in present.items() if unconfirmed(u, day)}
    kept = {i: u for i, u in present.items() if i not in old}
    placed: set[str] = set()
    roots = tuple(
        _node(u, kept, histories, placed) for u in _in_order(kept.values()) if _is_root(u, kept)
    )
    roots += tuple(
        _node(u, kept, histories, placed) for u in _in_order(kept.values()) if u.id not in placed
    )
    stale = tuple(
        _leaf(present[i], histories) for i in sorted(old) if _asked(present[i], kept, day)
    )
    return Orbat(day, roots, stale, len(kept))


def stands(unit: Unit, day: str) -> bool:
    """Whether the row is of that day: begun, not ended, not taken back."""
    begun = first_day(unit.start).isoformat() <= day
    return begun and unit.state != GONE and (unit.end is None or day < _ends(unit.end))


def _ends(end: str) -> str:
    """The first day on which it is no more; a month or year as a whole still counts."""
    if len(end) == len("2006-05-15"):
        return end
    return (last_day(end) + timedelta(days=1)).isoformat()


def unconfirmed(unit: Unit, day: str) -> bool:
    """Whether the last source for a unit without an end is older than a number holds."""
    if unit.end is not None or unit.attested is None:
        return False
    return date.fromisoformat(day) > last_day(unit.attested) + HOLDS


def _asked(unit: Unit, kept: dict[str, Unit], day: str) -> bool:
    """Whether an unconfirmed unit may still be there: its parent stands, and it is not long ago."""
    recent = unit.attested is None or date.fromisoformat(day) <= last_day(unit.attested) + ASKED
    return recent and (unit.parent is None or unit.parent in kept)


def _histories(rows: Iterable[Unit]) -> dict[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = {}
    for row in sorted(rows, key=lambda u: (u.id, u.start)):
        if row.state != GONE:
            found.setdefault(row.id, []).append(row)
    return {i: tuple(h) for i, h in found.items()}


def _on(history: Sequence[Unit], day: str) -> Unit | None:
    return next((u for u in reversed(history) if stands(u, day)), None)


def _is_root(unit: Unit, kept: dict[str, Unit]) -> bool:
    return unit.parent is None or unit.parent not in kept


def _in_order(units: Iterable[Unit]) -> list[Unit]:
    """The larger before the smaller, then by name."""
    sizes = {t.id: t.code for t in vocabulary("echelons").terms}
    return sorted(units, key=lambda u: (-int(sizes.get(u.echelon, "00")), u.name.casefold(), u.id))


def _node(
    unit: Unit,
    kept: dict[str, Unit],
    histories: dict[str, tuple[Unit, ...]],
    placed: set[str],
) -> Node:
    """A unit with those below it; one that is placed already is not placed again (no endless loop)."""
    placed.add(unit.id)
    below = [u for u in _in_order(kept.values()) if u.parent == unit.id and u.id not in placed]
    made = tuple(_node(u, kept, histories, placed) for u in below if u.id not in placed)
    return replace(_leaf(unit, histories), children=made)


def _leaf(unit: Unit, histories: dict[str, tuple[Unit, ...]]) -> Node:
    code = sidc_of(unit)
    return Node(unit, code, words_of(code), nation_name(unit.nation), histories[unit.id])


def nation_name(code: str) -> str:
    """`Italy` for ITA; the code itself where its name is not listed."""
    return _nations().get(code, code)


@cache
def _nations() -> dict[str, str]:
    raw = files(__package__).joinpath("nations.yaml").read_text(encoding="utf-8")
    return msgspec.yaml.decode(raw, type=dict[str, str])


@dataclass(frozen=True, slots=True)
class Told:
    """A number that holds from `start` to before `end`; `rivals` when sources of one day disagree."""

    start: str
    end: str
    low: int
    best: int
    high: int
    rivals: bool
    sources: tuple[str, ...]
    invented: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One scope's numbers over time; between two of them there may be a gap."""

    scope: str
    name: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class StrengthOverTime:
    """One kind of strength: the nations' own numbers, the printed totals, other scopes, and gaps.

    `gaps` are stretches in which neither a total nor a nation is known.
    """

    kind: str
    since: str
    until: str
    nations: tuple[Line, ...]
    total: Line | None
    others: tuple[Line, ...]
    gaps: tuple[tuple[str, str], ...]
    rows: tuple[Strength, ...]


def strength_over_time(
    rows: Iterable[Strength], kind: str, since: str, until: str
) -> StrengthOverTime:
    """One kind's numbers of the days `since` to `until`; a number holds until the next, or `HOLDS`."""
    mine = sorted((r for r in rows if r.kind == kind), key=lambda r: (r.date, r.scope))
    mine = [r for r in mine if first_day(r.date).isoformat() <= until]
    lines = [_line(scope, mine, until) for scope in dict.fromkeys(r.scope for r in mine)]
    lines = [cut for line in lines if (cut := _cut(line, since)).told]
    nations = [x for x in lines if len(x.scope) == 3 and x.scope.isupper()]
    nations.sort(key=lambda x: -max(t.best for t in x.told))
    total = next((x for x in lines if x.scope == TOTAL), None)
    known = [*nations, *([total] if total else [])]
    return StrengthOverTime(
        kind=kind,
        since=since,
        until=until,
        nations=tuple(nations),
        total=total,
        others=tuple(x for x in lines if x not in known),
        gaps=_gaps(known, since, until),
        rows=tuple(sorted(mine, key=lambda r: (r.date, r.scope == TOTAL), reverse=True)),
    )


def _line(scope: str, rows: Sequence[Strength], until: str) -> Line:
    days: dict[str, list[Strength]] = {}
    for row in rows:
        if row.scope == scope:
            days.setdefault(first_day(row.date).isoformat(), []).append(row)
    starts = [*sorted(days), None]
    told = tuple(_told(day, after, days[day], until) for day, after in pairwise(starts) if day)
    return Line(scope, "Total" if scope == TOTAL else nation_name(scope), told)


def _told(day: str, after: str | None, rows: Sequence[Strength], until: str) -> Told:
    latest = (max(last_day(r.date) for r in rows) + HOLDS).isoformat()
    return Told(
        start=day,
        end=min(after or latest, latest, _next(until)),
        low=min(r.low for r in rows),
        best=rows[-1].best,
        high=max(r.high for r in rows),
        rivals=len({r.best for r in rows}) > 1,
        sources=tuple(dict.fromkeys(r.source for r in rows)),
        invented=any(r.invented for r in rows),
    )


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _cut(line: Line, since: str) -> Line:
    return replace(
        line,
        told=tuple(replace(t, start=max(t.start, since)) for t in line.told if t.end > since),
    )


def _gaps(lines: Sequence[Line], since: str, until: str) -> tuple[tuple[str, str], ...]:
    """The stretches that no number covers."""
    spans = sorted((t.start, t.end) for line in lines for t in line.told)
    found, reached = [], since
    for start, end in spans:
        if start > reached:
            found.append((reached, start))
        reached = max(reached, end)
    if reached <= until:
        found.append((reached, _next(until)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ready:
    """A reserve as of a moment: where it stands, how soon it could be in the area, and from what.

    `earliest` is the order plus the notice (ISO day, or date-time for a notice in hours); the way
    is not in it. Where nothing was ordered it is counted from the moment asked, `if_ordered_now`.
    """

    reserve: Reserve
    state: str
    notice_hours: int | None
    earliest: str | None
    if_ordered_now: bool
    inputs: str
    part_of: str | None


def readiness(reserves: Sequence[Reserve], moment: datetime) -> tuple[Ready, ...]:
    """The ladder of reserves as of a moment, the shortest notice first, unknown notice last."""
    names = {r.id: r.name for r in reserves}
    day = moment.date().isoformat()
    made = [_ready(_as_of(r, day), moment, names) for r in reserves if _announced(r, day)]
    return tuple(sorted(made, key=lambda r: (r.notice_hours is None, r.notice_hours or 0)))


def _announced(reserve: Reserve, day: str) -> bool:
    """Ordered by then and not long ago; or never ordered."""
    if reserve.ordered is None:
        return True
    began = first_day(reserve.ordered)
    return began <= date.fromisoformat(day) <= began + HOLDS


def _as_of(reserve: Reserve, day: str) -> Reserve:
    """Without the arrival where it had not come yet."""
    later = reserve.arrived is not None and first_day(reserve.arrived).isoformat() > day
    return replace(reserve, arrived=None) if later else reserve


def _ready(reserve: Reserve, moment: datetime, names: dict[str, str]) -> Ready:
    notice = reserve.notice_hours
    if notice is None and reserve.notice_days is not None:
        notice = 24 * reserve.notice_days
    earliest, inputs = _earliest(reserve, notice, moment)
    return Ready(
        reserve=reserve,
        state=reserve_state(reserve),
        notice_hours=notice,
        earliest=earliest,
        if_ordered_now=not _called(reserve) and earliest is not None,
        inputs=inputs,
        part_of=names.get(reserve.part_of or "", reserve.part_of),
    )


def reserve_state(reserve: Reserve) -> str:
    """`in-area`, `ordered`, what a person set, or `at-home`."""
    if reserve.arrived:
        return "in-area"
    if _called(reserve):
        return "ordered"
    return reserve.state or "at-home"


def _called(reserve: Reserve) -> bool:
    """Whether it was told to go; an order that only cut its notice leaves it where a person put it."""
    return reserve.ordered is not None and reserve.state in (None, "ordered")


def _earliest(reserve: Reserve, notice: int | None, moment: datetime) -> tuple[str | None, str]:
    if reserve.arrived:
        return None, f"first arrival {reserve.arrived}"
    if notice is None:
        return None, "the notice is not known"
    words = f"{notice // 24} days" if notice % 24 == 0 and notice >= 24 else f"{notice} hours"
    if not _called(reserve) or reserve.ordered is None:
        ready = (moment + timedelta(hours=notice)).astimezone(UTC)
        return f"{ready:%Y-%m-%dT%H:%MZ}", f"now + notice {words}; the way is not counted"
    ordered = datetime.combine(first_day(reserve.ordered), time(), UTC)
    ready = ordered + timedelta(hours=notice)
    shown = f"{ready:%Y-%m-%d}" if notice % 24 == 0 else f"{ready:%Y-%m-%dT%H:%MZ}"
    return shown, f"ordered {reserve.ordered} + notice {words}; the way is not counted"
