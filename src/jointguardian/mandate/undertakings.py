"""Reads the tasks, commitments and assumptions of a mandate file."""

from collections.abc import Collection

from ..domain.dates import first_day
from ..domain.vocab import vocabulary
from .assumptions import Assumption, Sign
from .commitments import STATES, Commitment, Turn
from .nodes import Table
from .tasks import Measure, Task

COUNTS = ("incidents", "harmed")


def task_of(table: Table, provisions: Collection[str], actors: Collection[str]) -> Task:
    """A task with its measures. Raises SettingsError."""
    when = table.table("when")
    first = when.day("from") if when else None
    if when is None or first is None:
        raise table.wrong("has no day `from` under 'when'")
    last = when.day("until")
    when.done()
    made = Task(
        id=table.text("id"),
        name=table.text("name"),
        provision=_one_of(table, "provision", provisions),
        text=table.text("text"),
        first=first,
        last=last,
        measures=tuple(_measure(t, provisions, actors) for t in table.tables("measures")),
    )
    if not made.measures:
        raise table.wrong(f"the task {made.id!r} has no measures")
    return made


def _measure(table: Table, provisions: Collection[str], actors: Collection[str]) -> Measure:
    id_, name = table.text("id"), table.text("name")
    if "rule" in table:
        made = Measure(id_, name, rule=_one_of(table, "rule", provisions))
    else:
        made = _counting(table, id_, name, actors)
    table.done()
    return made


def _counting(table: Table, id_: str, name: str, actors: Collection[str]) -> Measure:
    achieved = table.number("achieved up to", 0)
    partial = table.number("partial up to", achieved)
    if partial < achieved:
        raise table.fault("partial up to", "is below 'achieved up to'")
    return Measure(
        id=id_,
        name=name,
        counts=_one_of(table, "counts", COUNTS),
        types=_all_of(table, "types", vocabulary("event_types").ids()),
        actors=_all_of(table, "actors", actors),
        places=table.words("places"),
        days=int(table.number("days", 30)),
        achieved=achieved,
        partial=partial,
        reports=int(table.number("reports", 1)),
    )


def commitment_of(table: Table, issues: Collection[str], actors: Collection[str]) -> Commitment:
    """A commitment with its turns. Raises SettingsError."""
    issue = _one_of(table, "issue", issues) if "issue" in table else None
    made, due = table.day("made"), table.day("due")
    if made is None:
        raise table.wrong("has no 'made'")
    if due is not None and first_day(due) < first_day(made):
        raise table.fault("due", f"is before it was made: {due}")
    by_side, to_side = _sides(table, actors)
    if by_side and issue is None:
        raise table.fault("sides", "needs an 'issue' on which they speak")
    return Commitment(
        id=table.text("id"),
        by=table.text("by"),
        to=table.text("to"),
        what=table.text("what"),
        made=made,
        due=due,
        instrument=table.text("instrument"),
        clause=table.text("clause", ""),
        verified=table.truth("verified"),
        source=table.text("source"),
        turns=tuple(_turn(t, made) for t in table.tables("turns")),
        issue=issue,
        by_side=by_side,
        to_side=to_side,
    )


def _sides(table: Table, actors: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who speaks for the side that undertook it, and who for the other."""
    told = table.table("sides")
    if told is None:
        return (), ()
    by_side, to_side = (_all_of(told, key, actors) for key in ("by", "to"))
    told.done()
    if not by_side or not to_side or set(by_side) & set(to_side):
        raise table.fault("sides", "needs `by` and `to`, with nobody on both")
    return by_side, to_side


def _turn(table: Table, made: str) -> Turn:
    day = table.day("date")
    if day is None or first_day(day) < first_day(made):
        raise table.fault("date", "is missing, or before the commitment was made")
    turn = Turn(day, _one_of(table, "state", STATES), table.text("why"), table.text("source"))
    table.done()
    return turn


def assumption_of(table: Table, actors: Collection[str]) -> Assumption:
    """An assumption with its signs. Raises SettingsError."""
    made = table.day("made")
    if made is None:
        raise table.wrong("has no 'made'")
    return Assumption(
        id=table.text("id"),
        statement=table.text("statement"),
        holder=table.text("holder"),
        made=made,
        last=table.day("until"),
        source=table.text("source"),
        hangs=table.words("hangs on it"),
        signs_for=tuple(_sign(t, actors) for t in table.tables("for")),
        signs_against=tuple(_sign(t, actors) for t in table.tables("against")),
    )


def _sign(table: Table, actors: Collection[str]) -> Sign:
    least = table.number("at least", 1)
    name = table.text("name")
    made = Sign(_counting(table, name, name, actors), least)
    table.done()
    return made


def _one_of(table: Table, key: str, known: Collection[str]) -> str:
    found = table.text(key)
    if found not in known:
        raise table.fault(key, f"is {found!r}", f"use {', '.join(sorted(known))}")
    return found


def _all_of(table: Table, key: str, known: Collection[str]) -> tuple[str, ...]:
    found = table.words(key)
    for one in found:
        if one not in known:
            raise table.fault(key, f"names {one!r}, which is not known")
    return found
