"""The order of battle as a scenario of ORBAT Mapper (JSON).

Source: the published format of ORBAT Mapper scenarios. One side, one group, units below units;
notice, capabilities and caveats stay in this room: the file is made to be given away.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from ..domain import Unit
from ..domain.ids import derived_id
from ..domain.sidc import sidc_of

VERSION = "2.0.0"
Made = dict[str, Any]


def to_orbat_mapper(units: Sequence[Unit], title: str, day: str) -> bytes:
    """A scenario that begins on `day` (ISO); `units` are one row a unit."""
    own = {u.id for u in units}
    roots = [u for u in units if u.parent not in own]
    side = {
        "id": derived_id("side", title)[:12],
        "name": title,
        "standardIdentity": "3",
        "groups": [
            {
                "id": derived_id("group", title)[:12],
                "name": title,
                "subUnits": [_unit(u, units, f"{day}T00:00:00Z", {u.id}) for u in roots],
            }
        ],
    }
    scenario = {
        "id": derived_id("scenario", title, day)[:16],
        "type": "ORBAT-mapper",
        "version": VERSION,
        "name": f"{title}, {day}",
        "startTime": f"{day}T00:00:00Z",
        "timeZone": "UTC",
        "symbologyStandard": "app6",
        "sides": [side],
        "events": [],
        "layers": [],
        "mapLayers": [],
        "equipment": [],
        "personnel": [{"name": "Personnel"}],
    }
    return msgspec.json.format(msgspec.json.encode(scenario), indent=2)


def _unit(unit: Unit, units: Sequence[Unit], moment: str, above: set[str]) -> Made:
    below = [u for u in units if u.parent == unit.id and u.id not in above]
    made: Made = {
        "id": unit.id,
        "name": unit.name,
        "sidc": sidc_of(unit),
        "subUnits": [_unit(u, units, moment, above | {u.id}) for u in below],
    }
    if unit.lat is not None and unit.lon is not None:
        made["state"] = [{"id": f"{unit.id}-at", "t": moment, "location": [unit.lon, unit.lat]}]
    if unit.personnel_best is not None:
        made["personnel"] = [{"name": "Personnel", "count": unit.personnel_best}]
    if unit.nation:
        made["textAmplifiers"] = {"as": unit.nation}
    words = "; ".join(w for w in (unit.note, unit.source, "invented" if unit.invented else "") if w)
    return made | ({"description": words} if words else {})
