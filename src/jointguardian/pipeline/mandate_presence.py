"""Who was in which area on which day, as it was known at the end of each day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ..access import Viewer
from ..errors import InputError, UnknownName
from ..mandate import Area, Party
from ..mandate.presence import Presence, presence
from .mandate import MOST_DAYS, Mandates

__all__ = ["Presence", "Stay", "Wanted", "presences"]


@dataclass(frozen=True, slots=True)
class Stay:
    """One party in one area, day by day."""

    area: Area
    party: Party
    days: tuple[Presence, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which days, areas and parties; all areas that are drawn and all parties that are bound, without any.

    With `hindsight` each day is told as it is known at the moment, else as it was known at its own end.
    """

    since: date
    until: date
    areas: Sequence[str] = ()
    parties: Sequence[str] = ()
    hindsight: bool = False


def presences(
    mandates: Mandates, viewer: Viewer, as_of: datetime | None, wanted: Wanted
) -> tuple[Stay, ...]:
    """Each party in each area on each day, up to the moment. Raises UnknownName and InputError."""
    if not 0 <= (wanted.until - wanted.since).days < MOST_DAYS:
        raise InputError(
            f"{wanted.since} to {wanted.until} is no span of 1 to {MOST_DAYS} days",
            way_out="ask for fewer days, the first of them first",
        )
    rules = mandates.rules
    moment = as_of or mandates.operation.clock()
    last = min(wanted.until, moment.date())
    days = [wanted.since + timedelta(n) for n in range((last - wanted.since).days + 1)]
    known = {
        day: mandates.evidence(
            viewer,
            moment if wanted.hindsight else min(moment, datetime.combine(day, time.max, UTC)),
        )
        for day in days
    }
    return tuple(
        Stay(area, party, tuple(presence(rules, known[d], area, party, d) for d in days))
        for area in _areas(mandates, wanted.areas)
        for party in _parties(mandates, wanted.parties)
    )


def _areas(mandates: Mandates, names: Sequence[str]) -> list[Area]:
    areas = mandates.rules.areas
    if unknown := next((n for n in names if n not in areas), None):
        raise UnknownName(f"no area {unknown!r}", way_out=f"use {', '.join(areas)}")
    if names:
        return [areas[n] for n in names]
    bound = {r.where.id for r in mandates.rules.rules if r.what == "presence"}
    bound |= {part for id_ in bound for part in areas[id_].parts}
    return [a for a in areas.values() if a.id in bound and a.geometry is not None]


def _parties(mandates: Mandates, names: Sequence[str]) -> list[Party]:
    """Those asked for; else those on whose presence there is a rule."""
    parties = mandates.rules.parties
    if unknown := next((n for n in names if n not in parties), None):
        raise UnknownName(f"no party {unknown!r}", way_out=f"use {', '.join(parties)}")
    if names:
        return [parties[n] for n in names]
    bound = {r.who.id for r in mandates.rules.rules if r.what == "presence"}
    return [p for p in parties.values() if p.id in bound]
