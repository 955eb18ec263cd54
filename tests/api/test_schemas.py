"""Every answer keeps to the published schemas of HSDS: on all of the made-up social map."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, TestCase, override_settings

from naober.demo import social_map
from naober.directory.enums import Room
from naober.directory.models import Service
from naober.directory.services import load_categories
from naober.organisations.services import load_region
from naober.shared import clock
from tests.api.schemas import DATA, faults, schema
from tests.database import role
from tests.factories.directory import make_service

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the published schemas are not here")

KINDS = {
    "services": ("service_list", "service"),
    "organizations": ("organization_list", "organization"),
    "service_at_locations": ("service_at_location_list", "service_at_location"),
}
IDS = {"organization_id", "service_id", "location_id", "link_id", "unit_id", "contact_id",
       "service_at_location_id", "taxonomy_term_id", "taxonomy_id"}  # fmt: skip
"""Of the object that one hangs on; the tables have them, the nested schemas leave them out."""
GOOD = {"id": "3f7b145d-84af-42d7-8fae-eaca714b02b2", "name": "Logeren", "status": "active"}


def get(path: str) -> Any:
    response = Client().get(f"/api/{path}")
    assert response.status_code == 200, (path, response.content)
    return response.json()


def contents(path: str, query: str = "") -> Iterator[Any]:
    number, last = 0, False
    while not last:
        number += 1
        page = get(f"{path}?per_page=100&page={number}&{query}")
        yield from page["contents"]
        last = page["last_page"]


def unknown(thing: Any, names: dict[str, Any]) -> Iterator[str]:
    """Return the names that a schema does not know: the published ones do not forbid them."""
    for name, value in thing.items():
        below = names.get(name)
        if below is None:
            yield name
            continue
        below = below.get("items", below)
        if "properties" in below:
            for each in value if isinstance(value, list) else [value]:
                yield from unknown(each, below["properties"])


def wrong(thing: Any, name: str) -> list[str]:
    strange = set(unknown(thing, schema(name)["properties"])) - IDS
    return [*faults(thing, name), *sorted(strange)]


@override_settings(NAOBER_API_PER_MINUTE=100_000)
class TestOfTheWholeMap(TestCase):
    databases = {"default", "audit"}

    @classmethod
    def setUpTestData(cls) -> None:
        with role("naober_system"):
            load_region()
            load_categories()
            social_map.keep_organisations()
            social_map.keep_cards(at=clock.now())

    def test_every_line_and_every_one_keeps_to_its_schema(self) -> None:
        for path, names in KINDS.items():
            line, whole = (f"compiled/{name}.json" for name in names)
            lines = list(contents(path))
            assert len(lines) > 100
            for one in lines:
                assert wrong(one, line) == []
                assert wrong(get(f"{path}/{one['id']}"), whole) == []

    def test_a_full_list_has_the_same_as_each_alone(self) -> None:
        for path, names in KINDS.items():
            for number, one in enumerate(contents(path, "full=true")):
                assert wrong(one, f"compiled/{names[1]}.json") == []
                if number % 25 == 0:
                    assert one == get(f"{path}/{one['id']}")

    def test_organisations_with_whole_services_keep_to_the_schema(self) -> None:
        for one in contents("organizations", "full_service=true"):
            assert wrong(one, "compiled/organization.json") == []

    def test_every_taxonomy_and_term_keeps_to_its_schema(self) -> None:
        for name, one_of_them in (("taxonomies", "taxonomy"), ("taxonomy_terms", "taxonomy_term")):
            found = list(contents(name))
            assert len(found) >= 9
            for one in found:
                assert faults(one, f"schema/{one_of_them}.json") == []
            assert get(f"{name}/{found[-1]['id']}") == found[-1]

    def test_all_that_is_public_is_told(self) -> None:
        told = {one["id"] for one in contents("services")}
        with role("naober_system"):
            there = Service.objects.filter(successor=None).values_list("pk", flat=True)
            assert told == {str(pk) for pk in there}

    @override_settings(NAOBER_HSDS_VERSION="3.1")
    def test_every_card_keeps_to_the_newer_version_too(self) -> None:
        for one in contents("services", "full=true"):
            assert faults(one, "schema/service.json", "3.1") == []


@pytest.mark.django_db
def test_the_newer_version_tells_how_many_places_are_free(settings: Any) -> None:
    card = make_service(room=Room.FREE, room_number=3, room_said_on=clock.today())
    waiting = make_service(room=Room.WAIT, room_number=2, room_said_on=clock.today())
    assert "capacities" not in get(f"services/{card.pk}")
    settings.NAOBER_HSDS_VERSION = "3.1"
    assert get("")["version"] == "3.1"
    told = get(f"services/{card.pk}")
    assert faults(told, "schema/service.json", "3.1") == []
    (capacity,) = told["capacities"]
    assert (capacity["available"], capacity["unit"]["name"]) == (3, "Plaatsen")
    assert get(f"services/{waiting.pk}")["wait_time"] == "2 weken"


@pytest.mark.parametrize(
    "fault", [{"status": "perhaps"}, {"email": "no mail"}, {"id": "1"}, {"colour": "red"}]
)
def test_a_fault_against_a_schema_is_noticed(fault: dict[str, str]) -> None:
    line = "compiled/service_list.json"
    assert wrong(GOOD, line) == []
    assert wrong(GOOD | fault, line)
