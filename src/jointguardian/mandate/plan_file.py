"""Planned moves from a file, each wrong value refused with file, line and reason.

moves:
  - id: orf-1
    who: DEU                       # a party, an actor or a nation of the operation
    when: {from: "2023-06-04", until: "2023-09-30"}
    where: kosovo                  # an area or municipality; or at: {lat: 42.9, lon: 20.8, within km: 2}
    how many: {low: 400, high: 450, unit: persons}
    arrives: true                  # from outside, on top of those who are there; left out: not known
    permitted by: comkfor
"""

from collections.abc import Collection, Iterable

from ..errors import SettingsError
from .nodes import Table, read_table
from .plans import Move
from .rules import Mandate

PERSONS = "persons"


def read_moves(
    text: str, file: str, mandate: Mandate, actors: Iterable[str], municipalities: Iterable[str]
) -> tuple[Move, ...]:
    """The moves of a plan file, in its order. Raises SettingsError."""
    whole = read_table(text, file)
    known = {*actors, *mandate.parties}
    places = {*municipalities, *mandate.areas}
    made = tuple(_move(row, known, places) for row in whole.tables("moves"))
    whole.done()
    if not made:
        raise SettingsError("plans no move", where=file, way_out="begin with `moves:` and a list")
    twice = next((m.id for n, m in enumerate(made) if m.id in {o.id for o in made[:n]}), None)
    if twice is not None:
        raise SettingsError(f"the move {twice!r} stands twice", where=file)
    return made


def _move(row: Table, actors: Collection[str], places: Collection[str]) -> Move:
    who = row.text("who")
    nation = len(who) == len("DEU") and who.isupper()
    if who not in actors and not nation:
        raise row.fault("who", f"names {who!r}, whom this operation does not know")
    start, end = _days(row)
    low, high = _number(row)
    place, point = _where(row, places)
    arrives = row.truth("arrives") if "arrives" in row else None
    made = Move(
        id=row.text("id"),
        who=who,
        start=start,
        end=end,
        low=low,
        high=high,
        place=place,
        lat=point[0],
        lon=point[1],
        within_km=point[2],
        unit=row.text("unit", ""),
        arrives=arrives,
        function=row.text("function", ""),
        means=row.text("means", ""),
        permitted=row.text("permitted by", ""),
        source=row.text("source", row.file),
    )
    row.done()
    return made


def _days(row: Table) -> tuple[str, str | None]:
    when = row.table("when")
    start = when.day("from") if when else None
    if when is None or start is None:
        raise row.wrong("has no day `from` under 'when'")
    end = when.day("until")
    when.done()
    if end is not None and end < start[: len(end)]:
        raise when.fault("until", f"is before its 'from': {end}")
    return start, end


def _number(row: Table) -> tuple[float | None, float | None]:
    told = row.table("how many")
    if told is None:
        return None, None
    if told.text("unit", "") != PERSONS:
        raise told.wrong("is a number without a unit", way_out=f"add unit: {PERSONS}")
    low = told.number("low")
    high = told.number("high") if "high" in told else low
    told.done()
    if high < low:
        raise told.fault("high", f"is less than low: {high:g}")
    return low, high


Point = tuple[float | None, float | None, float]


def _where(row: Table, places: Collection[str]) -> tuple[str | None, Point]:
    place = row.text("where", "")
    if place and place not in places:
        raise row.fault("where", f"names {place!r}, which is no area or municipality")
    at = row.table("at")
    if at is None:
        if not place:
            raise row.wrong("has neither 'where' nor 'at'")
        return place, (None, None, 0.0)
    point = _degrees(at, "lat", 90), _degrees(at, "lon", 180), at.number("within km", 0.0)
    at.done()
    return place or None, point


def _degrees(at: Table, key: str, most: float) -> float:
    try:
        found = float(at.text(key))
    except ValueError as fault:
        raise at.fault(key, "is no number of degrees") from fault
    if not -most <= found <= most:
        raise at.fault(key, f"lies outside of {most:g} degrees: {found:g}")
    return found
