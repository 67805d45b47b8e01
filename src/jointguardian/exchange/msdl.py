"""The order of battle as MSDL (SISO-STD-007-2008), for simulations and other planning tools."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from ..domain import Unit
from ..domain.sidc import sidc_of, to_letters
from .units_csv import personnel

NAMESPACE = "urn:sisostds:scenario:military:data:draft:1"
ABOUT = "http://www.sisostds.org/schemas/modelID"
KEPT = ("id", "nation", "start", "end")


def to_msdl(units: Sequence[Unit], title: str, day: str) -> bytes:
    """A scenario of one force side, as of `day` (ISO); `units` are one row a unit."""
    root = Element("MilitaryScenario", xmlns=NAMESPACE)
    about = SubElement(root, "ScenarioID")
    for name, value in (("name", title), ("modificationDate", day), ("type", "MSDL")):
        SubElement(about, name, xmlns=ABOUT).text = value
    SubElement(SubElement(root, "Options"), "MSDLVersion").text = "1.0.2"
    side = SubElement(SubElement(root, "ForceSides"), "ForceSide")
    SubElement(side, "ObjectHandle").text = handle(f"side {title}")
    SubElement(side, "ForceSideName").text = title
    SubElement(side, "AllegianceHandle").text = handle(f"side {title}")
    made = SubElement(SubElement(root, "Organizations"), "Units")
    own = {u.id for u in units}
    for unit in units:
        _unit(made, unit, unit.parent if unit.parent in own else None, title)
    raw: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return raw


def handle(name: str) -> str:
    """A stable UUID for an id."""
    return str(uuid5(NAMESPACE_URL, f"urn:guardian:{name}"))


def _unit(units: Element, unit: Unit, parent: str | None, title: str) -> None:
    made = SubElement(units, "Unit")
    SubElement(made, "ObjectHandle").text = handle(unit.id)
    SubElement(made, "SymbolIdentifier").text = to_letters(sidc_of(unit))
    SubElement(made, "Name").text = unit.name
    signs = SubElement(made, "UnitSymbolModifiers")
    if unit.echelon != "unknown":
        SubElement(signs, "Echelon").text = unit.echelon.upper().replace("-", "_")
    SubElement(signs, "AdditionalInfo").text = _extra(unit)
    SubElement(signs, "UniqueDesignation").text = unit.name
    if unit.lat is not None and unit.lon is not None:
        _position(made, unit.lat, unit.lon)
    _relation(made, parent, title)


def _extra(unit: Unit) -> str:
    told = {name: getattr(unit, name) or "" for name in KEPT} | {
        "personnel": personnel(unit),
        "invented": "yes" if unit.invented else "",
    }
    return "guardian:" + "|".join(f"{k}={str(v).replace('|', '/')}" for k, v in told.items() if v)


def _position(made: Element, lat: float, lon: float) -> None:
    location = SubElement(SubElement(made, "Disposition"), "Location")
    SubElement(location, "CoordinateChoice").text = "GDC"
    point = SubElement(SubElement(location, "CoordinateData"), "GDC")
    for name, value in (("Latitude", lat), ("Longitude", lon), ("ElevationAGL", 0)):
        SubElement(point, name).text = str(value)


def _relation(made: Element, parent: str | None, title: str) -> None:
    relation = SubElement(SubElement(made, "Relations"), "ForceRelation")
    choice = SubElement(relation, "ForceRelationChoice")
    data = SubElement(relation, "ForceRelationData")
    choice.text = "UNIT" if parent else "FORCE_SIDE"
    if parent is None:
        SubElement(data, "ForceSideHandle").text = handle(f"side {title}")
        return
    command = SubElement(data, "CommandRelation")
    SubElement(command, "CommandingSuperiorHandle").text = handle(parent)
    SubElement(command, "CommandRelationshipType").text = "ORGANIC"
