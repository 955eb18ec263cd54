"""Map and list are equal: every number on the map is a card of the list, and vice versa."""

import re
from typing import Any

import pytest
from django.test import Client

from naober.directory.enums import PlaceKind
from tests.factories.directory import make_location, make_service
from tests.factories.organisations import make_postcode

pytestmark = pytest.mark.django_db

LOCATION = {"place_kind": PlaceKind.LOCATION}


def page(client: Client) -> str:
    return str(client.get("/hulp/", {"category": "respite.stay"}).content.decode())


def on_the_map(shown: str) -> list[str]:
    return re.findall(r'<a href="#plek-(\d+)"', shown)


def in_the_list(shown: str) -> list[str]:
    return re.findall(r'class="public-number">(\d+)<', shown)


def test_every_number_on_the_map_is_in_the_list_and_the_other_way_round(client: Client) -> None:
    area = make_postcode()
    make_service(**LOCATION, postcode=area, name_nl="A")
    make_service(name_nl="B")
    third = make_service(**LOCATION, postcode=area, name_nl="C")
    make_location(third, latitude=52.8, longitude=6.9)
    shown = page(client)
    assert on_the_map(shown) == ["1", "3", "3"]
    assert in_the_list(shown) == ["1", "3"]
    assert all(f'id="plek-{number}"' in shown for number in on_the_map(shown))
    assert shown.count('aria-label="3: C"') == 2


@pytest.mark.parametrize("where", [{"place_kind": PlaceKind.HOME}, LOCATION | {"postcode": None}])
def test_without_a_place_there_is_no_map(client: Client, where: dict[str, Any]) -> None:
    make_service(**where)
    assert "public-map" not in page(client)


def test_a_place_outside_the_region_has_no_number(client: Client) -> None:
    far = make_service(**LOCATION)
    make_location(far, latitude=52.37, longitude=4.9)
    shown = page(client)
    assert "public-map" not in shown
    assert in_the_list(shown) == []
