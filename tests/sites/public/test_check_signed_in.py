"""The check of somebody who is registered: kept in one press, with their own person to call."""

import re

import pytest
from django.test import Client

from naober.carers.enums import Purpose
from naober.directory.enums import Scope
from naober.screening.models import CheckUp
from naober.sites.public.views.check import CARDS
from tests.database import role
from tests.factories.carers import make_account, make_carer
from tests.factories.casework import make_case
from tests.factories.directory import make_service
from tests.factories.organisations import make_membership, make_municipality, make_organisation
from tests.sites.carer.pages import client_for, title, words
from tests.sites.carer.test_young import FORMAL
from tests.sites.public.flow import CARE, CONTACT, DUTCH_ORDER, HELP, answer_check, begin

pytestmark = pytest.mark.django_db

KEEP = "Bewaar bij mijn gegevens"
HEAVY = frozenset(DUTCH_ORDER[:8])
NOTHING: frozenset[str] = frozenset()


def result(client: Client) -> str:
    answer_check(client, HEAVY)
    return client.get("/check/uitslag/").content.decode()


def test_who_is_registered_keeps_the_check_and_is_asked_nothing_again() -> None:
    point = make_organisation()
    assert point.postcode is not None
    page = result(client_for(make_carer(point, postcode=point.postcode.pk)))
    main = page[page.index("<main") :]
    assert KEEP in main
    assert "Meld u aan en neem" not in main
    assert 'name="postcode"' not in main


def test_who_has_no_file_is_asked_to_register(client: Client) -> None:
    for who in (client, client_for(make_account())):
        page = result(who)
        assert KEEP not in page
        assert 'name="postcode"' in page


def test_the_button_keeps_the_check() -> None:
    client = client_for(make_carer())
    page = result(client)
    address = re.findall(r'action="([^"]+)"', page[: page.index(KEEP)])[-1]
    client.post(address, {"keep": "yes"})
    with role("naober_system"):
        assert CheckUp.objects.get().score == len(HEAVY)


def test_without_consent_the_check_asks_it_first() -> None:
    assert 'name="agrees"' not in result(client_for(make_carer()))
    assert 'name="agrees"' in result(client_for(make_carer(purposes=[Purpose.SUPPORT])))


def test_the_own_contact_person_stands_where_one_can_talk_it_over() -> None:
    carer = make_carer()
    make_case(carer, make_membership(carer.organisation, name="Fenna", phone="088 000 11 22"))
    client = client_for(carer)
    answer_check(client, HEAVY)
    assert "Uw contactpersoon Fenna" in words(client.get("/check/uitslag/"))


def test_without_a_contact_person_the_own_support_point_stands_there() -> None:
    client = client_for(make_carer(make_organisation(name="Steunpunt Hier")))
    answer_check(client, HEAVY)
    assert "Uw steunpunt Steunpunt Hier" in words(client.get("/check/uitslag/"))


def test_the_check_says_je_to_a_young_carer() -> None:
    carer = make_carer(is_young=True)
    make_case(carer, make_membership(carer.organisation, phone="088 000 11 22"))
    make_service("respite.night")
    client = client_for(carer)
    for yes in (NOTHING, frozenset({"sleep"}), HEAVY):
        answer_check(client, yes)
        page = client.get("/check/uitslag/")
        assert FORMAL.findall(words(page)) == []
        assert title(page).startswith("Je uitslag")
    for address in ("/check/", "/check/weggegooid/"):
        assert FORMAL.findall(words(client.get(address))) == []


def test_consent_says_je_to_who_is_young(client: Client) -> None:
    point = make_organisation()
    assert point.postcode is not None
    begin(client, young=True)
    client.post("/aanmelden/zorg/", CARE)
    client.post("/aanmelden/hulp/", HELP)
    client.post("/aanmelden/contact/", CONTACT | {"postcode": point.postcode.pk})
    page = words(client.get("/aanmelden/toestemming/"))
    assert "Je kunt dit altijd weer veranderen." in page
    assert "U kunt dit altijd" not in page


def test_a_card_for_young_carers_says_je_to_everybody(client: Client) -> None:
    service = make_service(for_young_carers=True)
    page = words(client.get(f"/hulp/{service.key}/"))
    assert "Je steunpunt denkt met je mee." in page
    assert "Wie u kunt bellen" not in page


def test_what_can_help_a_young_carer_is_what_is_for_young_carers() -> None:
    for _each in range(CARDS):
        make_service("respite.home-volunteer", name_nl="Oppas voor ouderen")
    make_service("respite.home-volunteer", name_nl="Oppas", for_young_carers=True)
    make_service("support.young-carers", name_nl="Jongerengroep", for_young_carers=True)
    page = result(client_for(make_carer(is_young=True)))
    assert "Jongerengroep" in page
    assert "Oppas voor ouderen" not in page
    older = result(client_for(make_carer()))
    assert "Oppas voor ouderen" in older
    assert "Jongerengroep" not in older


def test_so_it_is_for_a_visitor_who_came_in_as_a_young_carer(client: Client) -> None:
    make_service("respite.home-volunteer", name_nl="Oppas voor ouderen")
    for name in ("Jongerengroep", "Jongerenwerk"):
        make_service("support.young-carers", name_nl=name, for_young_carers=True)
    begin(client, young=True)
    page = result(client)
    assert "Jongerengroep" in page
    assert "Oppas voor ouderen" not in page


def test_where_little_is_for_young_carers_here_they_see_what_else_there_is() -> None:
    here = make_organisation()
    make_service("respite.home-volunteer", name_nl="Oppas voor ouderen")
    group = make_service(
        "support.young-carers", name_nl="Jongeren elders", scope=Scope.LOCAL, for_young_carers=True
    )
    with role("naober_system"):
        group.municipalities.set([make_municipality()])
    page = result(client_for(make_carer(here, is_young=True, postcode=here.postcode_id)))
    assert "Oppas voor ouderen" in page
    assert "Jongeren elders" not in page


def test_where_nothing_is_for_young_carers_they_still_see_what_there_is() -> None:
    make_service("respite.home-volunteer", name_nl="Oppas voor ouderen")
    assert "Oppas voor ouderen" in result(client_for(make_carer(is_young=True)))
