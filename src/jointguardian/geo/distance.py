"""Distances and bearings on the sphere."""

from math import asin, atan2, cos, degrees, radians, sin, sqrt

# Mean Earth radius R1 = (2a + b) / 3 of WGS 84. Source: IUGG; Moritz, Geodetic Reference System 1980.
EARTH_RADIUS_KM = 6371.0088


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance between two points given in degrees (error up to 0.5 % against WGS 84).

    Source: haversine formula, R. W. Sinnott, Sky and Telescope 68 (1984) 159.
    """
    lat_1, lat_2 = radians(a_lat), radians(b_lat)
    half_lat, half_lon = (lat_2 - lat_1) / 2, radians(b_lon - a_lon) / 2
    chord = sin(half_lat) ** 2 + cos(lat_1) * cos(lat_2) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))


def bearing_deg(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Initial bearing from a to b along the great circle, 0 (north) to below 360, clockwise."""
    lat_1, lat_2, turn = radians(a_lat), radians(b_lat), radians(b_lon - a_lon)
    east = sin(turn) * cos(lat_2)
    north = cos(lat_1) * sin(lat_2) - sin(lat_1) * cos(lat_2) * cos(turn)
    return degrees(atan2(east, north)) % 360
