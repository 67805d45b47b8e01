"""Scenarios of ORBAT Mapper (JSON): sides, groups and units with their states over time.

Source: the published format of ORBAT Mapper scenarios, `type: "ORBAT-mapper"`. A unit's `state`
entries with a place or symbol become rows of their own, so that a move keeps its date.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from ..domain import Rejected, Unit
from ..domain.sidc import FRIEND, NEUTRAL
from ..errors import InputError, UnreadableFile
from .intake import contents
from .unit_rows import UnitIntake, unit_of

LIMIT = 50_000_000
DEEPEST = 40
"""How many levels of units below units are read."""
KIND = "ORBAT-mapper"
Found = dict[str, Any]


def read_orbat_mapper(path: Path, intake: UnitIntake) -> Iterator[Unit | Rejected]:
    """The friendly and neutral units, parents first. Raises UnreadableFile where it is no scenario."""
    try:
        told = msgspec.json.decode(contents(path, LIMIT))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        raise UnreadableFile(f"this is not JSON: {fault}", where=str(path)) from fault
    if not isinstance(told, dict) or told.get("type") != KIND:
        raise UnreadableFile(
            "this is no scenario of ORBAT Mapper", where=str(path), way_out="export it there anew"
        )
    began = _day(told.get("startTime")) or intake.start
    reader = _Reader(str(path), intake, began)
    for side in _list(told, "sides"):
        yield from reader.side(side)


class _Reader:
    """Walks one scenario and counts the units for its messages."""

    def __init__(self, path: str, intake: UnitIntake, began: str) -> None:
        self.path, self.intake, self.began, self.number = path, intake, began, 0

    def side(self, side: Found) -> Iterator[Unit | Rejected]:
        """A side's units; those of an opponent are kept aside as one row."""
        identity = str(side.get("standardIdentity", FRIEND))
        if identity not in (FRIEND, NEUTRAL):
            self.number += 1
            name = str(side.get("name", "a side"))
            why = f"the side {name!r} is neither friendly nor neutral: its units are left out"
            yield Rejected(self.path, self.number, why, name[:2000])
            return
        for group in (*_list(side, "groups"), {"subUnits": side.get("units")}):
            for unit in _list(group, "subUnits", "units"):
                yield from self.unit(unit, None, identity, 0)

    def unit(
        self, told: Found, parent: str | None, identity: str, depth: int
    ) -> Iterator[Unit | Rejected]:
        """A unit with its states, and those below it."""
        self.number += 1
        made = self._rows(told, parent, identity)
        yield from made
        own = next((m.id for m in made if isinstance(m, Unit)), parent)
        for below in _list(told, "subUnits") if depth < DEEPEST else []:
            yield from self.unit(below, own, identity, depth + 1)

    def _rows(self, told: Found, parent: str | None, identity: str) -> list[Unit | Rejected]:
        rows: list[Unit | Rejected] = []
        row = _base(told, parent, identity)
        states = sorted(_list(told, "state"), key=lambda s: _day(s.get("t")) or "")
        if not states or (_day(states[0].get("t")) or self.began) > self.began:
            states = [{}, *states]
        for state in states:
            row = {**row, **_state(state), "start": _day(state.get("t")) or self.began}
            try:
                rows.append(unit_of(row, self.intake))
            except InputError as fault:
                rows.append(Rejected(self.path, self.number, fault.line, str(row)[:2000]))
        same_day = {r.start: r for r in rows if isinstance(r, Unit)}
        return [*same_day.values(), *(r for r in rows if isinstance(r, Rejected))]


def _base(told: Found, parent: str | None, identity: str) -> dict[str, str]:
    sidc = str(told.get("sidc", ""))
    if len(sidc) >= 20 and sidc.isdigit():
        sidc = sidc[:3] + identity + sidc[4:20]
    people = sum(p["count"] for p in _list(told, "personnel") if isinstance(p.get("count"), int))
    extra = told.get("textAmplifiers")
    more = extra if isinstance(extra, dict) else {}
    row = {
        "id": told.get("id"),
        "name": told.get("name"),
        "sidc": sidc,
        "parent": parent,
        "personnel": str(people) if people else None,
        "nation": more.get("as"),
        "note": told.get("description"),
        **_place(told.get("location")),
    }
    return {k: str(v) for k, v in row.items() if v}


def _state(state: Found) -> dict[str, str]:
    row = _place(state.get("location"))
    code = state.get("sidc")
    return row | ({"sidc": str(code)} if code else {})


def _place(at: object) -> dict[str, str]:
    if isinstance(at, list) and len(at) >= 2 and all(isinstance(v, int | float) for v in at[:2]):
        return {"lon": str(at[0]), "lat": str(at[1])}
    return {}


def _list(told: Found, *names: str) -> list[Found]:
    for name in names:
        found = told.get(name)
        if isinstance(found, list):
            return [f for f in found if isinstance(f, dict)]
    return []


def _day(moment: object) -> str | None:
    """The ISO day of an ISO text or of milliseconds since 1970."""
    try:
        if isinstance(moment, int | float):
            return datetime.fromtimestamp(moment / 1000, UTC).date().isoformat()
        if isinstance(moment, str) and moment:
            return datetime.fromisoformat(moment).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None
    return None
