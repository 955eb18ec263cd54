"""Referring from a card: the card is there, for whom comes next; and choosing a card."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from naober.audit.models import Event
from naober.casework.models import Referral
from naober.directory.enums import PlaceKind, Room, Scope
from naober.directory.models import Service
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Membership
from naober.shared import clock
from naober.sites.desk.views.lists import PAGE
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.casework import make_case
from tests.factories.directory import make_service
from tests.factories.organisations import (
    MONDAY,
    make_membership,
    make_organisation,
    make_postcode,
)
from tests.sites.desk.conftest import Making, signed_in

pytestmark = pytest.mark.django_db

ASKED = {"need": "Een weekend logeren.", "consent_way": "phone", "consents": "on"}


@pytest.fixture
def card() -> Service:
    return make_service(name_en="Respite house De Brink", email="huis@example.org")


@pytest.fixture
def practice() -> Client:
    team = make_organisation(kind=OrganisationKind.GP_PRACTICE, postcode=make_postcode())
    return signed_in(make_membership(team, Role.PROFESSIONAL))


def whom(card: Service) -> str:
    return reverse("desk:refer-from-card", args=[card.key])


def read(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode().split("<main")[1].split("</main")[0])


def only() -> Referral:
    with role("naober_system"):
        return Referral.objects.get()


# For whom


def test_the_own_people_stand_there_newest_first_each_with_the_form_for_this_card(
    client: Client, card: Service, person: Making, registration: Making
) -> None:
    first = person("Anna Zilver", registered_at=MONDAY - timedelta(days=9))
    second = person("Bert Goud", registered_at=MONDAY)
    registration("Nico Nieuw")
    make_case(make_carer(first.organisation, first_name="Van", last_name="Ander"),
              make_membership(first.organisation))  # fmt: skip
    page = read(client.get(whom(card)))
    assert page.index("Bert Goud") < page.index("Anna Zilver")
    assert reverse("desk:refer", args=[second.pk, card.key]) + "?van=kaart" in page
    assert "Respite house De Brink" in page
    assert "Nico" not in page
    assert "Van Ander" not in page


def test_the_coordinator_sees_everybody_and_whose_they_are(
    chief: Client, card: Service, person: Making, registration: Making
) -> None:
    person("Anna Zilver")
    registration("Nico Nieuw")
    page = read(chief.get(whom(card)))
    for said in ("Anna Zilver", "Corrie Consulent", "Nico Nieuw", "Nobody yet"):
        assert said in page


def test_a_search_finds_whom_the_reader_may_open_and_leaves_no_name_in_the_address(
    client: Client, card: Service, person: Making, registration: Making
) -> None:
    person("Anna Zilver")
    registration("Nico Nieuw")
    theirs = make_organisation()
    make_case(make_carer(theirs, first_name="Nico", last_name="Elders"), make_membership(theirs))
    response = client.post(whom(card), {"name": "Nico"})
    assert response["Location"] == whom(card) + "?search=1"
    page = read(client.get(response["Location"]))
    assert "Nico Nieuw" in page
    assert "Anna Zilver" not in page
    assert "Elders" not in page
    with role("naober_system", "audit"):
        assert Event.objects.using("audit").filter(kind="carers.searched").exists()
    assert "Nobody found" in read(client.post(whom(card), {"name": "Xantippe"}, follow=True))


def test_a_search_for_nothing_says_what_to_type(client: Client, card: Service) -> None:
    assert "Type a part of the name." in read(client.post(whom(card), {"name": ""}))
    assert "Nobody yet" in read(client.get(whom(card)))


def test_many_people_come_in_pages(client: Client, card: Service, person: Making) -> None:
    for number in range(PAGE + 1):
        person(f"Wie Nummer{number:02}", registered_at=MONDAY + timedelta(hours=number))
    assert "Nummer00" not in read(client.get(whom(card)))
    assert "Nummer00" in read(client.get(whom(card), {"page": 2}))


def test_a_card_that_is_closed_or_takes_no_questions_says_so_and_shows_nobody(
    client: Client, person: Making
) -> None:
    person("Anna Zilver")
    closed = make_service(closed_from=clock.today(), email="huis@example.org")
    silent = make_service(organisation=make_organisation(email=""), email="")
    for card, says in ((closed, "closed for a while"), (silent, "no mail address")):
        page = read(client.get(whom(card)))
        assert says in page
        assert "Anna Zilver" not in page
        assert reverse("public:card", args=[card.key]) in page


def test_the_question_is_sent_for_whom_was_chosen(
    client: Client, card: Service, person: Making
) -> None:
    case = person("Anna Zilver")
    form = reverse("desk:refer", args=[case.pk, card.key]) + "?van=kaart"
    page = read(client.get(form))
    word = re.search(r'name="word" value="([^"]+)"', page)
    assert word is not None
    assert whom(card) in page  # the way back
    assert client.post(form, ASKED | {"word": word[1]}).status_code == 302
    assert (only().carer_id, only().service_id) == (case.carer_id, card.pk)


def test_nobody_of_elsewhere_is_referred_from_a_card(client: Client, card: Service) -> None:
    theirs = make_organisation()
    case = make_case(make_carer(theirs), make_membership(theirs))
    form = reverse("desk:refer", args=[case.pk, card.key]) + "?van=kaart"
    assert client.get(form).status_code == 404
    assert client.post(form, ASKED).status_code == 404


# The way back


def test_the_form_leads_back_to_the_card_or_to_the_words_that_found_it(
    practice: Client, client: Client, card: Service, person: Making
) -> None:
    form = reverse("practice:refer", args=[card.key])
    assert f'href="{reverse("public:card", args=[card.key])}"' in read(
        practice.get(form, {"van": "kaart"})
    )
    found = read(practice.get(reverse("practice:choose"), {"q": "De Brink"}))
    assert f'href="{form}?q=De+Brink"' in found
    back = f'href="{reverse("practice:choose")}?q=De+Brink"'
    assert back in read(practice.get(form, {"q": "De Brink"}))
    case = person()
    choose = reverse("desk:refer-choose", args=[case.pk])
    desk_form = reverse("desk:refer", args=[case.pk, card.key])
    assert f'href="{choose}"' in read(client.get(desk_form))


# Choosing a card


def near(practice: Client, **more: Any) -> Service:
    with role("naober_system"):
        team = Membership.objects.get(role=Role.PROFESSIONAL).organisation
        area = team.postcode
    assert area is not None
    card = make_service(postcode=area, place_kind=PlaceKind.LOCATION, scope=Scope.LOCAL, **more)
    with role("naober_system"):
        card.municipalities.add(area.municipality)
    return card


def test_without_words_a_practice_sees_what_is_near_with_place_and_room(practice: Client) -> None:
    near(practice, name_en="House close by", room=Room.FREE, room_number=2)
    page = read(practice.get(reverse("practice:choose")))
    for said in ("Near Ons Dorp", "House close by", "Ons Dorp, less than 1 km", "2 places free"):
        assert said in page
    assert "Type a word" not in page


def test_an_empty_search_says_what_to_type_and_keeps_what_is_near(practice: Client) -> None:
    near(practice, name_en="House close by")
    for words in ("", "   "):
        page = read(practice.get(reverse("practice:choose"), {"q": words}))
        assert "Type a word, such as “respite”" in page
        assert "House close by" in page


def test_a_practice_of_which_no_place_is_known_reads_what_to_type() -> None:
    team = make_organisation(kind=OrganisationKind.GP_PRACTICE)
    make_service()
    page = read(signed_in(make_membership(team, Role.PROFESSIONAL)).get(
        reverse("practice:choose"), {"q": ""}
    ))  # fmt: skip
    assert "Type a word" in page
    assert "Near" not in page


def test_what_is_closed_or_only_elsewhere_says_so_in_the_list(practice: Client) -> None:
    near(practice, name_en="House close by", closed_from=clock.today())
    there = make_service(name_en="House elsewhere", scope=Scope.LOCAL)
    municipality = make_postcode().municipality
    assert municipality is not None
    with role("naober_system"):
        there.municipalities.add(municipality)
    page = read(practice.get(reverse("practice:choose"), {"q": "house"}))
    assert "Closed for a while" in page
    assert f"Only in {municipality.name}" in page


def test_for_a_carer_the_cards_near_the_carer_come_first(
    client: Client, person: Making, consultant: Membership
) -> None:
    area = consultant.organisation.postcode
    assert area is not None
    case = person()
    with role("naober_system"):
        case.carer.postcode = area.pc4
        case.carer.save()
    make_service(postcode=area, place_kind=PlaceKind.LOCATION, name_en="House close by")
    page = read(client.get(reverse("desk:refer-choose", args=[case.pk])))
    assert "House close by" in page
    assert "less than 1 km" in page


def test_a_card_to_choose_says_that_nobody_checked_it(client: Client, person: Making) -> None:
    make_service(name_en="House that nobody checked", confirmed_on=None)
    make_service(name_en="House that is right")
    case = person()
    choose = reverse("desk:refer-choose", args=[case.pk])
    page = read(client.get(choose, {"q": "House that nobody checked"}))
    checked, unchecked = page.index("House that is right"), page.index("House that nobody checked")
    assert page.count("Not checked yet. Call first to check.") == 1
    said = page.index("Not checked yet")
    assert unchecked < said
    assert not unchecked < checked < said
