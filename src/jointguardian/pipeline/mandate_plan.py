"""Plans and movements of an operation, put through the rules of its mandate before they are shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..access import Viewer
from ..domain import Unit
from ..domain.dates import last_day
from ..errors import UnreadableFile
from ..mandate.plan_file import read_moves
from ..mandate.plans import IN_LINE, OPEN, WOULD_BREAK, Move, Trial, tried
from ..picture.forces import Ready
from .mandate import Mandates
from .mandate_facts import FORCE, HERE, NEAR_KM

__all__ = ["Trial", "Tried", "planned_moves", "read_plan", "tried_moves"]


@dataclass(frozen=True, slots=True)
class Tried:
    """A planned move with what it would do to each rule that bears on it: the gravest is `outcome`.

    `what` names it for a reader. Without a rule that bears on it the outcome is `no rule bears on it`.
    """

    move: Move
    what: str
    outcome: str
    trials: tuple[Trial, ...]


def tried_moves(
    mandates: Mandates,
    viewer: Viewer,
    as_of: datetime | None,
    moves: Sequence[Move],
    names: Sequence[str] = (),
) -> tuple[Tried, ...]:
    """Each move in order, tried with those before it on what was known at the moment."""
    moment = as_of or mandates.operation.clock()
    known = mandates.evidence(viewer, moment)
    found = tried(mandates.rules, known, mandates.plane, moves)
    titles = names or [m.id for m in moves]
    return tuple(
        Tried(move, title, _gravest(trials), trials)
        for move, title, trials in zip(moves, titles, found, strict=True)
    )


def _gravest(trials: Iterable[Trial]) -> str:
    outcomes = {t.outcome for t in trials}
    return next((o for o in (WOULD_BREAK, OPEN, IN_LINE) if o in outcomes), "no rule bears on it")


def planned_moves(
    mandates: Mandates, viewer: Viewer, as_of: datetime | None, ladder: Iterable[Ready]
) -> tuple[Tried, ...]:
    """The operation's own plans: reserves that may still come, and units placed on later days.

    Nothing is tried, and so nothing is told, where the operation has no mandate.
    """
    if not mandates.exists:
        return ()
    moment = as_of or mandates.operation.clock()
    units = mandates.operation.record.facts(viewer, "units", Unit, moment)
    found = [*_of_reserves(ladder), *_of_units(units, moment)]
    return tried_moves(mandates, viewer, as_of, [m for m, _ in found], [w for _, w in found])


def _of_reserves(ladder: Iterable[Ready]) -> Iterator[tuple[Move, str]]:
    for row in ladder:
        reserve = row.reserve
        if row.earliest is None or reserve.arrived is not None or row.part_of is not None:
            continue
        number = None if reserve.personnel is None else float(reserve.personnel)
        yield (
            Move(
                id=f"reserve:{reserve.id}",
                who=FORCE,
                start=row.earliest[:10],
                low=number,
                high=number,
                place=HERE,
                arrives=True,
                source=reserve.source,
            ),
            reserve.name,
        )


def _of_units(units: Iterable[Unit], moment: datetime) -> Iterator[tuple[Move, str]]:
    for unit in units:
        if unit.lat is None or unit.lon is None or last_day(unit.start) <= moment.date():
            continue
        yield (
            Move(
                id=f"unit:{unit.id}:{unit.start}",
                who=unit.nation or FORCE,
                start=unit.start,
                end=unit.end,
                low=unit.personnel_low,
                high=unit.personnel_high,
                lat=unit.lat,
                lon=unit.lon,
                within_km=NEAR_KM,
                unit=unit.id,
                source=unit.source,
            ),
            unit.name,
        )


def read_plan(mandates: Mandates, path: Path) -> tuple[Move, ...]:
    """The moves of a plan file. Raises UnreadableFile and SettingsError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableFile(f"cannot be read: {fault}", where=str(path)) from fault
    return moves_of(mandates, text, path.name)


def moves_of(mandates: Mandates, text: str, file: str) -> tuple[Move, ...]:
    """The moves of a plan's text. Raises SettingsError."""
    pack = mandates.operation.pack
    actors = [a.id for a in pack.actors] if pack else []
    towns = [m.id for m in pack.municipalities] if pack else []
    return read_moves(text, file, mandates.rules, actors, towns)
