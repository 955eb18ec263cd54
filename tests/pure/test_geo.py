"""Distances over the earth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naober.pure.geo import EARTH_RADIUS_KM, haversine_km

ASSEN = (52.993, 6.564)
HOOGEVEEN = (52.729, 6.474)
points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_a_degree_along_a_meridian_is_a_360th_of_the_circle() -> None:
    around = 2 * 3.141592653589793 * EARTH_RADIUS_KM
    assert haversine_km((52.0, 6.0), (53.0, 6.0)) == pytest.approx(around / 360)


def test_assen_is_thirty_kilometres_from_hoogeveen() -> None:
    assert haversine_km(ASSEN, HOOGEVEEN) == pytest.approx(30, abs=1)


@given(points, points)
def test_the_way_back_is_as_long(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert haversine_km(a, b) == pytest.approx(haversine_km(b, a), abs=1e-6)


@given(points, points)
def test_nothing_is_further_than_half_the_world(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    assert 0 <= haversine_km(a, b) <= 3.141592653589793 * EARTH_RADIUS_KM + 1e-6


@pytest.mark.parametrize("point", [(90.1, 0.0), (0.0, 180.1), (-91.0, 0.0), (float("nan"), 0.0)])
def test_a_point_that_is_not_on_earth_is_an_error(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="not a point on earth"):
        haversine_km(point, ASSEN)
