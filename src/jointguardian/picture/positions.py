"""Who holds what on which issue since when, and who backs or rebukes whom."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..domain import Actor, Issue, Position, Relation, Shift, Stand
from .folding import fold
from .issues import covers, default_issues
from .model import ClaimLine, EventLine, ReportLine
from .nearby import points_back
from .sight import Period
from .stands import TELLING, Held, stands

# A shift is a turn from one of these groups to the other; asking and telling turn nothing.
_FOR = frozenset({"supports", "praises", "announces"})
_AGAINST = frozenset({"opposes", "denies", "accuses", "blames", "condemns"})
_FIRST_STEP = re.compile(r"\bfirst\b(?: \w+){0,2} \b(step|consequence|measure)\b", re.IGNORECASE)
_HARD = frozenset({"sanction", "coerce", "retreat", "mobilize", "aid", "cooperate"})
"""Deeds: the first one of an actor that only spoke before is a shift."""
_NEUTRAL = frozenset({"consult", "mobilize", "retreat"})
"""Deeds that take no side by themselves."""
_BACKS = frozenset({"supports", "praises"})
_REBUKES = frozenset({"accuses", "blames", "condemns"})
_SIDES = {"support": "backs", "aid": "backs", "sanction": "rebukes"}


def positions(
    lines: Sequence[ClaimLine],
    reports: Mapping[str, ReportLine],
    events: Sequence[EventLine] = (),
    *,
    issues: Sequence[Issue] = (),
    actors: Iterable[Actor] = (),
) -> tuple[Position, ...]:
    """One position per actor and issue, issues in the board's order, the newest position first.

    A claim without speaker, or of a sealed or unnamed one, gives none. What the text does not date
    counts from its report's day of publication. Without `issues`: the general ones.
    """
    held = stands(lines, events, reports, actors)
    return positions_of(held, issues or default_issues())


def positions_of(held: Iterable[Held], issues: Sequence[Issue]) -> tuple[Position, ...]:
    """The positions that some stands make."""
    rows, found = list(held), list[Position]()
    on_issue = [frozenset(issues_of(h, issues)) for h in rows]
    for issue in issues:
        on = [h for h, ids in zip(rows, on_issue, strict=True) if issue.id in ids]
        made = [_position(issue, mine) for mine in _by_actor(on).values()]
        found += sorted(made, key=lambda p: (p.since or "", p.actor), reverse=True)
    return tuple(found)


def issues_of(held: Held, issues: Sequence[Issue]) -> tuple[str, ...]:
    """The ids of the issues that a stand is on.

    By its own words; where these are on none and point back ("the move", "them"), by its sentence, and then
    by the two before.
    """
    stance, words = held.stand.stance, held.stand.words
    sentence = held.sentence if any(i.also for i in issues) else ""
    near = f"{held.actor}\n{sentence}"
    if found := tuple(i.id for i in issues if covers(i, stance, words, near)):
        return found
    if held.stand.act or stance == "states" or not points_back(words, stance):
        return ()
    for around in (held.sentence, *held.before):
        if found := tuple(i.id for i in issues if covers(i, stance, around, held.actor)):
            return found
    return ()


def relations_of(held: Iterable[Held]) -> tuple[Relation, ...]:
    """Who backs or rebukes whom, in words or deeds; those with the most behind them first."""
    found: dict[tuple[str, str, str], list[tuple[Held, tuple[str, str | None]]]] = {}
    for one in held:
        side = _side(one.stand)
        for target in one.targets if side else ():
            pair = (_key(one.actor, one.actor_id), _key(*target))
            if side and pair[0] != pair[1]:
                found.setdefault((*pair, side), []).append((one, target))
    made = [_relation(side, rows) for (_, _, side), rows in found.items()]
    return tuple(sorted(made, key=lambda r: (-len(r.stands), r.actor, r.target, r.side)))


def position_within(position: Position, period: Period) -> Position | None:
    """A position as some days alone show it; None where nothing of it was said or done in them."""
    history = tuple(s for s in position.history if period.touches(s.day, None))
    if not history:
        return None
    shifts = tuple(s for s in position.shifts if period.touches(s.day, None))
    return replace(
        position,
        stance=history[0].stance,
        since=_since(history),
        quote=history[0].words,
        report=history[0].report,
        claims=tuple(dict.fromkeys(s.claim for s in history if s.claim)),
        shift=shifts[-1].text if shifts else None,
        history=history,
        shifts=shifts,
    )


def relation_within(relation: Relation, period: Period) -> Relation | None:
    """Backing or rebuke as some days alone show it."""
    told = tuple(s for s in relation.stands if period.touches(s.day, None))
    return replace(relation, stands=told) if told else None


def _side(stand: Stand) -> str | None:
    if stand.act is not None:
        return _SIDES.get(stand.act)
    if stand.stance in _BACKS:
        return "backs"
    return "rebukes" if stand.stance in _REBUKES else None


def _relation(side: str, rows: Sequence[tuple[Held, tuple[str, str | None]]]) -> Relation:
    one, target = rows[0]
    newest = sorted((h.stand for h, _ in rows), key=lambda s: s.day or "", reverse=True)
    return Relation(one.actor, one.actor_id, *target, side, tuple(dict.fromkeys(newest)))


def _key(name: str, id_: str | None) -> str:
    return id_ or fold(name)


def _by_actor(rows: Sequence[Held]) -> dict[str, list[Held]]:
    """The stands of each actor; a name that an id is known for elsewhere joins that id."""
    held: dict[str, list[Held]] = {}
    for row in rows:
        held.setdefault(_key(row.actor, row.actor_id), []).append(row)
    return held


def _position(issue: Issue, rows: Sequence[Held]) -> Position:
    ordered = sorted(
        rows,
        key=lambda h: (h.stand.day or "", h.stand.stance not in TELLING, h.sure),
        reverse=True,
    )
    newest = ordered[0]
    history = tuple(dict.fromkeys(h.stand for h in ordered))
    shifts = tuple(_shifts(history[::-1]))
    return Position(
        actor=newest.actor,
        actor_id=next((h.actor_id for h in ordered if h.actor_id), None),
        issue=issue.label,
        stance=newest.stand.stance,
        since=_since(history),
        quote=newest.stand.words,
        report=newest.stand.report,
        claims=tuple(dict.fromkeys(s.claim for s in history if s.claim)),
        shift=shifts[-1].text if shifts else None,
        history=history,
        shifts=shifts,
    )


def _since(history: Sequence[Stand]) -> str | None:
    """The first day of the unbroken run of the newest stance; merely telling stands do not break it."""
    stance, since = history[0].stance, history[0].day
    for stand in history:
        if stand.stance == stance:
            since = stand.day or since
        elif stand.stance not in TELLING:
            break
    return since


def _shifts(chronicle: Sequence[Stand]) -> Iterable[Shift]:
    """Changes of side on a later day, first steps that a text names, and first deeds after words."""
    turned_at: Stand | None = None
    for n, stand in enumerate(chronicle):
        earlier = [s for s in chronicle[:n] if (s.day or "") < (stand.day or "")]
        if turned_at and stand.act not in _NEUTRAL and _turned(turned_at, stand):
            yield _shift(stand, f"from {turned_at.stance} to {stand.stance}")
        elif step := _FIRST_STEP.search(stand.words):
            yield _shift(stand, f"called a first {step[1].lower()}")
        elif stand.act in _HARD and earlier and not any(s.act in _HARD for s in chronicle[:n]):
            yield _shift(stand, f"first deed after words: {stand.act}")
        if _takes_side(stand, turned_at):
            turned_at = stand


def _takes_side(stand: Stand, before: Stand | None) -> bool:
    """Whether a stand says where an actor is; who opposes and then announces something opposes still."""
    if stand.act in _NEUTRAL or stand.stance not in _FOR | _AGAINST:
        return False
    return not (stand.stance == "announces" and before and before.stance in _AGAINST)


def _shift(stand: Stand, text: str) -> Shift:
    return Shift(stand.day, text, stand.report, stand.span)


def _turned(before: Stand, now: Stand) -> bool:
    """Whether an actor went from backing to opposing, or back, on a later day."""
    if not (before.day or "") < (now.day or ""):
        return False
    old, new = before.stance, now.stance
    return (old in _FOR and new in _AGAINST) or (old in _AGAINST and new in _BACKS)
