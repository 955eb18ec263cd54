"""Filters on the results: counts beside each choice, chips to take them off, nobody gets stuck."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from naober.directory.enums import Daypart, Payer, PlaceKind, Room, Scope
from naober.directory.models import Service
from tests.database import role
from tests.factories.directory import make_category, make_service
from tests.factories.organisations import make_organisation, make_postcode
from tests.sites.public.flow import find_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def cards() -> list[Service]:
    return [
        make_service(name_nl="Avond", dayparts=[Daypart.EVENING], payers=[Payer.FREE]),
        make_service(name_nl="Nacht", dayparts=[Daypart.NIGHT], payers=[Payer.WMO]),
        make_service(name_nl="Altijd", dayparts=Daypart.values, payers=[Payer.WMO]),
    ]


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def count_of(page: str, facet: str, value: str) -> int | None:
    """Return the number beside a choice, or None where it is not shown."""
    found = re.search(
        rf'name="{facet}" value="{value}"[^>]*><span>[^<]*</span> <span[^>]*>(\d+)<', page
    )
    return int(found[1]) if found else None


def names_on(page: str) -> set[str]:
    return set(re.findall(r'naober-service__name"><a [^>]*>([^<]+)<', page))


@pytest.mark.usefixtures("cards")
def test_a_choice_shows_how_many_there_are_with_it_and_narrows_the_list(client: Client) -> None:
    page = page_of(client, find_url(q="logeren"))
    assert [count_of(page, "daypart", one) for one in ("evening", "night", "weekend")] == [2, 2, 1]
    page = page_of(client, find_url(q="logeren", daypart="evening"))
    assert names_on(page) == {"Avond", "Altijd"}
    assert "2 mogelijkheden" in page
    assert count_of(page, "daypart", "night") == 2  # a choice of its own does not lower it
    assert [count_of(page, "payer", one) for one in ("free", "wmo", "wlz")] == [1, 1, None]


@pytest.mark.usefixtures("cards")
def test_two_choices_of_one_filter_widen_and_of_two_filters_narrow(client: Client) -> None:
    both = page_of(client, "/hulp/?q=logeren&daypart=evening&daypart=night")
    assert names_on(both) == {"Avond", "Nacht", "Altijd"}
    page = page_of(client, "/hulp/?q=logeren&daypart=evening&payer=wmo")
    assert names_on(page) == {"Altijd"}


@pytest.mark.usefixtures("cards")
def test_what_is_chosen_stands_on_top_and_can_be_taken_off(client: Client) -> None:
    page = page_of(client, "/hulp/?q=logeren&daypart=evening&payer=wmo&page=2")
    assert "Filters (2 gekozen)" in page
    assert 'href="/hulp/?q=logeren&payer=wmo"' in page
    assert 'href="/hulp/?q=logeren&daypart=evening"' in page
    assert re.search(r'href="/hulp/\?q=logeren">Wis alles<', page)


@pytest.mark.usefixtures("cards")
def test_where_nothing_has_everything_it_says_which_filter_to_take_off(client: Client) -> None:
    make_organisation()
    page = page_of(client, "/hulp/?q=logeren&daypart=weekend&payer=free")
    assert "Wij vonden niets dat past" in page
    assert "Haal “Gratis” weg: 1 mogelijkheid" in page
    assert "Haal “'s Weekends” weg" in page or "weg: 1 mogelijkheid" in page
    assert count_of(page, "payer", "free") == 0  # chosen, so it is shown
    assert "tel:+31880000000" in page


@pytest.mark.usefixtures("cards")
def test_filters_need_no_words(client: Client) -> None:
    assert names_on(page_of(client, "/hulp/?payer=wmo")) == {"Nacht", "Altijd"}
    assert "Wat er is" in page_of(client, "/hulp/?payer=wmo")


def test_a_card_that_says_nothing_of_for_whom_is_for_everybody(client: Client) -> None:
    make_service(name_nl="Iedereen")
    make_service(name_nl="Kinderen", age_to=17, conditions=["learning"], relations=["child"])
    page = page_of(client, "/hulp/?q=logeren&condition=dementia&age=old&relation=partner")
    assert names_on(page) == {"Iedereen"}
    page = page_of(client, "/hulp/?q=logeren&condition=learning&age=child")
    assert names_on(page) == {"Iedereen", "Kinderen"}


def test_room_now_is_not_there_where_it_is_closed_or_one_waits(client: Client) -> None:
    make_service(name_nl="Open", room=Room.OPEN)
    make_service(name_nl="Wachten", room=Room.WAIT)
    make_service(name_nl="Dicht", room=Room.FREE, closed_from="2026-01-01")
    assert names_on(page_of(client, "/hulp/?q=logeren&room=now")) == {"Open"}


def test_who_says_where_they_live_chooses_how_far(client: Client) -> None:
    here = make_postcode(pc4="9401", latitude=53.0, longitude=6.5)
    place = {"scope": Scope.REGIONAL, "place_kind": PlaceKind.LOCATION}
    for name, north in (("Dichtbij", 53.01), ("Verder", 53.15), ("Ver", 53.5)):
        area = make_postcode(
            here.municipality, pc4=f"94{north * 100:.0f}"[-4:], latitude=north, longitude=6.5
        )
        make_service(name_nl=name, postcode=area, **place)
    make_service(name_nl="Aan huis", place_kind=PlaceKind.HOME)
    page = page_of(client, find_url(q="logeren", postcode="9401"))
    assert [count_of(page, "within", km) for km in ("5", "10", "25")] == [2, 2, 3]
    assert 'name="municipality"' not in page
    near = page_of(client, find_url(q="logeren", postcode="9401", within="5"))
    assert names_on(near) == {"Dichtbij", "Aan huis"}
    without = page_of(Client(), find_url(q="logeren", within="5"))  # nobody knows from where
    assert len(names_on(without)) == 4


def test_without_a_postcode_one_chooses_a_municipality(client: Client) -> None:
    here, there = make_postcode(pc4="9401"), make_postcode(pc4="9501")
    for area in (here, there):
        card = make_service(name_nl=f"In {area.pk}", scope=Scope.LOCAL)
        with role("naober_system"):
            card.municipalities.add(area.municipality)
    page = page_of(client, find_url(q="logeren", municipality=here.municipality_id))
    assert names_on(page) == {"In 9401"}
    assert count_of(page, "municipality", str(there.municipality_id)) == 1


@pytest.mark.parametrize("value", ["nonsense", "\x00", "x" * 5000, "'; DROP TABLE", "<b>"])
@pytest.mark.parametrize("facet", ["daypart", "municipality", "within", "function", "category"])
def test_a_choice_that_does_not_exist_is_no_choice(client: Client, facet: str, value: str) -> None:
    make_service()
    page = page_of(client, find_url(q="logeren", **{facet: value}))
    assert len(names_on(page)) == 1
    assert "Wis alles" not in page


def test_the_kind_of_support_is_a_filter_too(client: Client) -> None:
    make_service("respite.stay", name_nl="Logeren")
    make_category("support.cafe", label_nl="Mantelzorgcafé")
    make_service("support.cafe", name_nl="Café met logeren")
    page = page_of(client, find_url(q="logeren", category="support.cafe"))
    assert names_on(page) == {"Café met logeren"}
    assert '<input type="hidden" name="category" value="support.cafe"' in page


def test_filters_cost_no_queries_and_the_list_costs_the_same(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_service()
    client.get(find_url(q="logeren"))
    client.get(find_url(q="logeren", room="now", payer="free"))
    with django_assert_num_queries(6) as plain:
        client.get(find_url(q="logeren"))
    with django_assert_num_queries(len(plain)):
        client.get(find_url(q="logeren", room="now", payer="free"))


def test_a_repaired_question_can_be_asked_as_it_was_typed(client: Client) -> None:
    make_service()
    page = page_of(client, find_url(q="logeerhius", payer="free"))
    assert "We zochten op “logeerhuis”" in page
    assert 'href="/hulp/?q=logeerhius&payer=free&exact=1">Zoek precies op “logeerhius”<' in page
    page = page_of(client, find_url(q="logeerhius", exact="1"))
    assert "We zochten op" not in page
    assert "Bedoelde u:" in page
    assert 'href="/hulp/?q=logeerhuis">logeerhuis<' in page


def test_with_few_results_something_else_is_suggested(client: Client) -> None:
    make_category("support.cafe", label_nl="Mantelzorgcafé")
    make_service("support.cafe", name_nl="Café De Brink")
    page = page_of(client, find_url(q="mantelz"))
    assert "Bedoelde u:" in page
    assert 'href="/hulp/?q=Mantelzorgcaf' in page
