"""Distances over the earth between points in degrees (WGS 84)."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
"""Mean radius R1 of the GRS 80 ellipsoid, in kilometres (IUGG; Moritz 2000)."""

Point = tuple[float, float]
"""Latitude and longitude in degrees, north and east positive."""


def haversine_km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres between two points, by the haversine formula.

    Raises ValueError if a latitude is outside -90..90 or a longitude outside -180..180.
    """
    lat_a, lon_a = _radians(a)
    lat_b, lon_b = _radians(b)
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))


def _radians(point: Point) -> Point:
    lat, lon = point
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"not a point on earth: {point}")
    return radians(lat), radians(lon)
