"""Grid references: MGRS for people on the ground, H3 cells for counting."""

from ..errors import InputError

# About 5 km2 a cell, 1.4 km edge. Source: Uber H3, table of cell statistics across resolutions.
CELL_RESOLUTION = 7


def _checked(lat: float, lon: float) -> tuple[float, float]:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(
            f"{lat}, {lon} is not a position", way_out="give latitude, then longitude, in degrees"
        )
    return lat, lon


def to_mgrs(lat: float, lon: float) -> str:
    """The MGRS reference of a WGS 84 position to one metre, e.g. `34TDN8693950499`.

    Covers 80° S to 84° N; raises InputError outside or for values that are no position.
    """
    from pygeodesy.errors import RangeError
    from pygeodesy.mgrs import toMgrs
    from pygeodesy.utm import toUtm8

    try:
        return str(toMgrs(toUtm8(*_checked(lat, lon))).toStr(prec=0, sep=""))
    except RangeError as fault:
        raise InputError(f"{lat}, {lon} lies outside MGRS (80° S to 84° N)") from fault


def from_mgrs(reference: str) -> tuple[float, float]:
    """Latitude and longitude of the south-west corner of an MGRS square; blanks do not matter.

    Raises InputError when it is none.
    """
    from pygeodesy.errors import _ValueError as BadReference  # its root of all bad values
    from pygeodesy.mgrs import parseMGRS

    try:
        point = parseMGRS("".join(reference.split()).upper()).toLatLon()
    except (BadReference, ValueError) as fault:
        raise InputError(
            f"{reference!r} is not an MGRS reference", way_out="write e.g. 34TDN8693950499"
        ) from fault
    return round(float(point.lat), 6), round(float(point.lon), 6)


def cell(lat: float, lon: float, resolution: int = CELL_RESOLUTION) -> str:
    """The H3 cell that holds a position."""
    import h3

    return str(h3.latlng_to_cell(*_checked(lat, lon), resolution))
