"""The flat map: everything in its frame, and no number over another."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naober.pure.mapping import DRENTHE, spread

inside = st.tuples(st.floats(DRENTHE.south, DRENTHE.north), st.floats(DRENTHE.west, DRENTHE.east))
points = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12)


def test_the_frame_is_as_large_as_its_picture() -> None:
    assert DRENTHE.width == pytest.approx(609, abs=2)
    assert DRENTHE.height == pytest.approx(620, abs=1)


@given(inside)
def test_a_point_in_the_region_is_on_the_map(point: tuple[float, float]) -> None:
    place = DRENTHE.place(*point)
    assert place is not None
    assert -0.1 <= place[0] <= DRENTHE.width + 0.1
    assert -0.1 <= place[1] <= DRENTHE.height + 0.1


def test_a_point_elsewhere_is_not_on_the_map() -> None:
    assert DRENTHE.place(52.37, 4.9) is None
    assert DRENTHE.place(52.9, 7.2) is None


@given(points)
def test_no_number_lies_over_another_and_the_first_stays_where_it_is(
    places: list[tuple[float, float]],
) -> None:
    moved = spread(places, apart=30)
    assert len(moved) == len(places)
    assert moved[:1] == [(float(x), float(y)) for x, y in places[:1]]
    for one, other in combinations(moved, 2):
        assert hypot(one[0] - other[0], one[1] - other[1]) >= 29
