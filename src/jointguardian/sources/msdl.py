"""MSDL (SISO-STD-007): the units of a military scenario, in XML without entities.

Source: SISO-STD-007-2008, Military Scenario Definition Language. Only units are read: their handle,
name, symbol, superior and position (geodetic or MGRS).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from ..domain import Rejected, Unit
from ..domain.vocab import vocabulary
from ..errors import InputError, UnreadableFile
from ..geo import from_mgrs
from .faults import parsing
from .intake import contents
from .unit_rows import UnitIntake, unit_of

LIMIT = 50_000_000
KEPT = ("id", "nation", "start", "end", "personnel", "invented")
OURS = "guardian:"
"""How `AdditionalInfo` begins that this project wrote: the fields that MSDL has no place for."""


def read_msdl(path: Path, intake: UnitIntake) -> Iterator[Unit | Rejected]:
    """The friendly and neutral units. Raises UnreadableFile where it is no MSDL, or has a DOCTYPE."""
    root = _root(contents(path, LIMIT), str(path))
    units = list(root.iterfind(".//{*}Units/{*}Unit"))
    ids = {_text(u, "ObjectHandle"): _own(u).get("id") or _text(u, "ObjectHandle") for u in units}
    for number, unit in enumerate(units, 1):
        row: dict[str, str] = {}
        try:
            row = _row(unit, ids)
            yield unit_of(row, intake)
        except InputError as fault:
            raw = str(row) if row else etree.tostring(unit, encoding="unicode")
            yield Rejected(str(path), number, fault.line, raw[:2000])


def _root(data: bytes, where: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    with parsing("MSDL file", where, also=(etree.LxmlError,)):
        root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(
            "the file has a DOCTYPE", where=where, way_out="save it without DTD and entities"
        )
    if etree.QName(root).localname != "MilitaryScenario":
        raise UnreadableFile("this is no MSDL scenario", where=where)
    return root


def _row(unit: Any, ids: dict[str, str]) -> dict[str, str]:
    superior = _text(unit, ".//{*}CommandingSuperiorHandle")
    size = _text(unit, "{*}UnitSymbolModifiers/{*}Echelon").lower().replace("_", "-")
    row = {
        "id": _text(unit, "ObjectHandle"),
        "name": _text(unit, "Name") or _text(unit, "{*}UnitSymbolModifiers/{*}UniqueDesignation"),
        "sidc": _text(unit, "SymbolIdentifier"),
        "echelon": size if size in vocabulary("echelons") else "",
        "parent": ids.get(superior, ""),
        **_position(unit),
        **_own(unit),
    }
    return {k: v for k, v in row.items() if v}


def _position(unit: Any) -> dict[str, str]:
    where = unit.find("{*}Disposition/{*}Location/{*}CoordinateData")
    if where is None:
        return {}
    lat, lon = _text(where, "{*}GDC/{*}Latitude"), _text(where, "{*}GDC/{*}Longitude")
    if lat and lon:
        return {"lat": lat, "lon": lon}
    names = ("MGRSGridZone", "MGRSGridSquare", "MGRSEasting", "MGRSNorthing")
    parts = [_text(where, f"{{*}}MGRS/{{*}}{n}") for n in names]
    if not all(parts):
        return {}
    point = from_mgrs(parts[0] + parts[1] + parts[2].zfill(5) + parts[3].zfill(5))
    return {"lat": str(point[0]), "lon": str(point[1])}


def _own(unit: Any) -> dict[str, str]:
    """What this project wrote beside the standard's fields: `guardian:id=...|nation=...`."""
    told = _text(unit, "{*}UnitSymbolModifiers/{*}AdditionalInfo")
    if not told.startswith(OURS):
        return {}
    pairs = (part.partition("=") for part in told.removeprefix(OURS).split("|"))
    return {k: v for k, _, v in pairs if k in KEPT and v}


def _text(element: Any, path: str) -> str:
    wanted = path if "{" in path else f"{{*}}{path}"
    found = element.find(wanted)
    return " ".join((found.text or "").split()) if found is not None else ""
