"""What the API promises to programs that read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from naober.directory.enums import Payer, PlaceKind, Scope
from naober.directory.openreferral.taxonomies import KINDS, LISTS
from naober.shared import clock
from tests.factories.directory import make_location, make_service
from tests.factories.organisations import MONDAY, make_membership, make_organisation

pytestmark = pytest.mark.django_db

PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"}
PAYER = next(one for one in LISTS if one.field == "payers")


def get(path: str, **query: Any) -> Any:
    response = Client().get(f"/api/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def ids(path: str, **query: Any) -> list[str]:
    return [one["id"] for one in get(path, **query)["contents"]]


def test_the_root_tells_the_version_and_where_it_is_described(settings: Any) -> None:
    assert get("") == {
        "version": "3.0",
        "profile": "https://docs.openreferral.org/en/3.0/hsds/schema_reference.html",
        "openapi_url": f"{settings.NAOBER_ADDRESS}/api/openapi.json",
    }


def test_a_page_has_the_head_of_hsds() -> None:
    for _ in range(5):
        make_service()
    first, last = (get("services", page=page, per_page=2) for page in (1, 3))
    assert set(first) == PAGE | {"contents"}
    assert (first["total_items"], first["total_pages"], first["size"]) == (5, 3, 2)
    assert (first["first_page"], first["last_page"], first["empty"]) == (True, False, False)
    assert (last["first_page"], last["last_page"], last["size"]) == (False, True, 1)


def test_pages_together_have_every_card_once() -> None:
    cards = {str(make_service().pk) for _ in range(7)}
    read = [one for page in (1, 2, 3) for one in ids("services", page=page, per_page=3)]
    assert len(read) == 7
    assert set(read) == cards


def test_a_page_after_the_last_is_empty() -> None:
    make_service()
    beyond = get("services", page=9)
    assert (beyond["empty"], beyond["size"], beyond["contents"]) == (True, 0, [])


def test_without_cards_there_is_one_empty_page() -> None:
    nothing = get("services")
    assert (nothing["total_items"], nothing["total_pages"]) == (0, 0)
    assert nothing["first_page"]
    assert nothing["last_page"]
    assert nothing["empty"]


def test_a_card_that_nobody_confirmed_has_no_date_of_it() -> None:
    never, sure = make_service(confirmed_on=None), make_service(confirmed_by=make_organisation())
    told = {one["id"]: one for one in get("services")["contents"]}
    assert "assured_date" not in told[str(never.pk)]
    assert told[str(sure.pk)]["assured_date"] == "2026-03-02"
    assert told[str(sure.pk)]["assurer_email"] == sure.confirmed_by.email


def test_only_cards_that_are_public_today_are_told() -> None:
    today = clock.today()
    shown = make_service()
    hidden = [
        make_service(published=False),
        make_service(visible_from=today + timedelta(days=1)),
        make_service(visible_until=today - timedelta(days=1)),
    ]
    for card in hidden:
        make_location(card)
    assert ids("services") == [str(shown.pk)]
    assert ids("service_at_locations") == []
    for card in hidden:
        assert Client().get(f"/api/services/{card.pk}").status_code == 404


def test_a_card_that_was_replaced_is_not_listed_and_tells_that_it_is_gone() -> None:
    new = make_service()
    old = make_service(successor=new)
    assert ids("services") == [str(new.pk)]
    told = get(f"services/{old.pk}")
    assert told["status"] == "defunct"
    assert str(new.pk) in [one.get("value") for one in told["attributes"]]


def test_a_card_that_is_closed_for_a_while_says_so() -> None:
    today = clock.today()
    card = make_service(closed_from=today, closed_until=today, closed_why_nl="Verbouwing.")
    told = get(f"services/{card.pk}")
    assert told["status"] == "temporarily closed"
    assert told["alert"] == f"Gesloten tot en met {today:%d-%m-%Y}. Verbouwing."


def test_minimal_tells_only_ids_and_moments_all_on_one_page() -> None:
    cards = [make_service() for _ in range(60)]
    told = get("services", minimal="true")
    assert {one["id"] for one in told["contents"]} == {str(card.pk) for card in cards}
    assert all(set(one) == {"id", "modified_date"} for one in told["contents"])


def test_modified_after_leaves_out_what_is_older() -> None:
    make_service(changed_at=MONDAY - timedelta(days=1))
    new = make_service(changed_at=MONDAY)
    for moment in (MONDAY.isoformat(), MONDAY.isoformat().replace("+", " "), MONDAY.date()):
        assert ids("services", modified_after=moment) == [str(new.pk)]
    make_location(new)
    assert len(ids("service_at_locations", modified_after=MONDAY.isoformat())) == 1


def test_a_term_finds_the_cards_that_have_it() -> None:
    wmo = make_service(payers=[Payer.WMO])
    stay = make_service("respite.stay")
    day = make_service("respite.day")
    of_payer = PAYER.term_id("wmo")
    assert ids("services", taxonomy_term_id=of_payer) == [str(wmo.pk)]
    assert ids("services", taxonomy_term_id=KINDS.term_id("respite.day")) == [str(day.pk)]
    both = ids("services", taxonomy_term_id=KINDS.term_id("respite.stay"))
    assert set(both) == {str(wmo.pk), str(stay.pk)}
    assert ids("services", taxonomy_term_id=make_organisation().pk) == []


def test_a_taxonomy_finds_the_cards_that_have_any_of_its_terms() -> None:
    dayparts = next(one for one in LISTS if one.field == "dayparts")
    card = make_service("respite.stay", "respite.day", dayparts=["evening"])
    make_service(payers=[])
    assert ids("services", taxonomy_id=dayparts.id) == [str(card.pk)]
    assert ids("services", taxonomy_id=KINDS.id).count(str(card.pk)) == 1
    assert ids("services", taxonomy_id=make_organisation().pk) == []


def test_an_organisation_finds_its_own_cards() -> None:
    card, other = make_service(), make_service()
    make_location(card), make_location(other)
    of_it = {"organization_id": card.organisation_id}
    assert ids("services", **of_it) == [str(card.pk)]
    places = get("service_at_locations", **of_it)["contents"]
    assert [one["service_id"] for one in places] == [str(card.pk)]


def test_search_finds_by_words_best_first() -> None:
    stay = make_service("respite.stay", name_nl="Logeerhuis De Es")
    make_service("support.advice", name_nl="Spreekuur", summary_nl="Vragen over geld.")
    make_location(stay)
    assert ids("services", search="logeerhuis de es")[0] == str(stay.pk)
    assert len(ids("service_at_locations", search="logeerhuis de es")) == 1
    assert ids("services", search="xqzwv") == []


def test_search_goes_together_with_a_filter_and_with_pages() -> None:
    cards = [make_service(name_nl=f"Logeerhuis {name}") for name in ("Es", "Brink", "Heide")]
    of_it = {"organization_id": cards[1].organisation_id}
    assert ids("services", search="logeerhuis", **of_it) == [str(cards[1].pk)]
    pages = [ids("services", search="logeerhuis", per_page=2, page=page) for page in (1, 2)]
    assert sorted(pages[0] + pages[1]) == sorted(str(card.pk) for card in cards)


def test_an_organisation_tells_its_cards_in_short_or_whole() -> None:
    card = make_service()
    make_location(card)
    path = f"organizations/{card.organisation_id}"
    short, whole = get(path), get(path, full_service="true")
    assert [one["id"] for one in short["services"]] == [str(card.pk)]
    assert "attributes" not in short["services"][0]
    assert whole["services"][0]["attributes"]
    assert [one["name"] for one in short["locations"]] == ["De Brink"]
    listed = get("organizations", full="true")["contents"]
    assert short in listed


def test_an_organisation_that_ended_is_gone_with_its_last_card() -> None:
    ended = make_organisation(ended_on=MONDAY.date())
    last = make_organisation(ended_on=MONDAY.date())
    make_service(organisation=last)
    there = ids("organizations")
    assert str(ended.pk) not in there
    assert str(last.pk) in there


def test_terms_are_found_by_taxonomy_and_by_words() -> None:
    make_service("respite.stay")
    of_kinds = get("taxonomy_terms", taxonomy_id=KINDS.id)["contents"]
    assert [one["code"] for one in of_kinds] == ["respite.stay"]
    assert get(f"taxonomy_terms/{of_kinds[0]['id']}") == of_kinds[0]
    assert ids("taxonomy_terms", search="logeerzorg") == [of_kinds[0]["id"]]
    assert ids("taxonomy_terms", parent_id=of_kinds[0]["id"]) == []
    assert len(ids("taxonomies")) == 9
    assert get(f"taxonomies/{KINDS.id}")["name"] == "Naober kinds of support"


def test_ids_of_taxonomies_and_terms_never_change() -> None:
    assert KINDS.id == "336da191-95a9-530e-951d-df47ada9ff68"
    assert PAYER.term_id("wmo") == "14bdc2bc-f903-5c6f-843c-07b1671686fe"


def test_nobody_of_the_staff_is_told_but_who_the_card_names() -> None:
    organisation = make_organisation()
    card = make_service(organisation=organisation, contact_name="Balie", scope=Scope.REGIONAL)
    make_membership(organisation, name="Anna Consulent", phone="088 000 00 99")
    told = Client().get(f"/api/services/{card.pk}").content.decode()
    told += Client().get(f"/api/organizations/{organisation.pk}?full_service=true").content.decode()
    assert "Anna" not in told
    assert "088 000 00 99" not in told
    assert "Balie" in told


def test_the_number_of_queries_does_not_grow() -> None:
    counted = []
    for number in (1, 30):
        for _ in range(number):
            make_location(make_service("respite.stay", place_kind=PlaceKind.LOCATION))
        with CaptureQueriesContext(connection) as queries:
            for path in ("services", "organizations", "service_at_locations"):
                get(path)
                get(path, full="true")
            get("organizations", full_service="true")
            get("services", search="logeerhuis")
        counted.append(len(queries))
    assert counted[0] == counted[1]
