"""Find: nobody ends on an empty page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from naober.directory.enums import Payer, PlaceKind, Room, Scope
from naober.directory.models import Service
from naober.organisations.models import Organisation, Postcode
from naober.shared import clock
from tests.database import role
from tests.factories.directory import make_category, make_service
from tests.factories.organisations import make_municipality, make_organisation, make_postcode
from tests.sites.public.flow import find_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def point() -> Organisation:
    return make_organisation(name="Steunpunt Hier", phone="088 000 11 22")


@pytest.fixture
def card(point: Organisation) -> Service:
    return make_service(organisation=point)


def pc4_of(point: Organisation) -> str:
    assert point.postcode is not None
    return point.postcode.pk


def test_a_card_says_what_for_whom_first_step_cost_who_pays_how_far_and_whom_to_call(
    client: Client, point: Organisation
) -> None:
    make_service(
        organisation=point, postcode=point.postcode, place_kind=PlaceKind.LOCATION,
        payers=[Payer.WMO, Payer.OWN], room=Room.WAIT, room_number=3, phone="088 000 33 44",
    )  # fmt: skip
    page = client.get(find_url(q="logeerhuis", postcode=pc4_of(point))).content.decode()
    for said in (
        "Een huis om te logeren (nl).", "Voor iedereen (nl)", "Bel ons (nl).",
        "Kosten: Het kost niets (nl).", "Gemeente (Wmo) of zelf betalen", "minder dan 1 km",
        "088\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}33\N{NO-BREAK SPACE}44", "3 weken wachten",
        "Nagekeken op 2 maart",
    ):  # fmt: skip
        assert said in page


def test_words_of_life_and_death_begin_with_numbers_to_call_now(client: Client) -> None:
    page = client.get(reverse("public:find"), {"q": "ik wil niet meer leven"}).content.decode()
    assert 'href="tel:112"' in page
    assert 'href="tel:113"' in page
    assert page.index("tel:113") < page.index("<footer")
    other = client.get(reverse("public:find"), {"q": "logeren"}).content.decode()
    assert "tel:113" not in other


def test_the_english_page_has_the_english_card(client: Client) -> None:
    make_service()
    assert "Een huis om te logeren (en)." in client.get("/en/hulp/?q=respite").content.decode()


def test_without_a_hit_there_is_the_support_point_of_that_postcode(
    client: Client, point: Organisation
) -> None:
    make_service()
    page = client.get(find_url(q="zzqxw", postcode=pc4_of(point))).content.decode()
    assert "Wij vonden niets dat past" in page
    assert "Steunpunt Hier" in page
    assert "tel:+31880001122" in page


def test_before_anything_stands_on_the_map_there_is_a_person_to_call(client: Client) -> None:
    page = client.get(find_url(q="logeerhuis")).content.decode()
    assert "Wij vonden niets dat past" in page
    assert "tel:+31880000000" in page


@pytest.mark.parametrize("nothing", ["?q=&postcode=", "?q=+&postcode=+", "?q="])
def test_the_button_alone_finds_no_fault_but_shows_where_to_begin(
    client: Client, nothing: str
) -> None:
    page = client.get(f"/hulp/{nothing}").content.decode()
    assert "Wij vonden niets" not in page
    assert page.count('class="naober-door ') == 4


@pytest.mark.usefixtures("card")
def test_what_was_typed_stays_in_the_form(client: Client, point: Organisation) -> None:
    asked = find_url(q="iemand die blijft", postcode=pc4_of(point))
    page = client.get(asked).content.decode()
    assert 'value="iemand die blijft"' in page
    assert f'value="{pc4_of(point)}"' in page


def test_a_misspelt_question_says_what_was_searched(client: Client) -> None:
    make_service()
    page = client.get(find_url(q="logeerhius")).content.decode()
    assert "We zochten op “logeerhuis”" in page


@pytest.mark.parametrize("postcode", ["0000", "abcd", "94", "940111", "9401 ABC", "٩٤٠١"])
def test_an_absurd_postcode_gets_a_sentence_and_a_number(client: Client, postcode: str) -> None:
    make_service()
    response = client.get(find_url(q="logeerhuis", postcode=postcode))
    assert response.status_code == 200
    page = response.content.decode()
    assert "Deze postcode kennen wij niet" in page
    assert "088 000 00 00" in page
    assert "Een huis om te logeren" in page  # and still what there is in the region


@pytest.mark.usefixtures("card")
def test_outside_the_region_the_nearest_support_point_is_named(
    client: Client, point: Organisation
) -> None:
    far = make_postcode(latitude=51.0, longitude=5.0)
    make_organisation(name="Steunpunt Ver", municipality=far.municipality, postcode=far)
    outside = make_postcode(pc4="9712", place="Elders", latitude=53.2, longitude=6.5)
    _leave_the_region(outside.pk)
    page = client.get(find_url(q="logeerhuis", postcode="9712")).content.decode()
    assert "9712 Elders ligt niet in Drenthe" in page
    assert "Steunpunt Hier" in page
    assert "Steunpunt Ver" not in page


def _leave_the_region(pc4: str) -> None:
    with role("naober_system"):
        Postcode.objects.filter(pk=pc4).update(municipality=None)


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "\x00"},
        {"q": "🙂🙃" * 50},
        {"q": "مرحبا بالعالم"},
        {"q": "a"},
        {"q": "x" * 100_000},
        {"pillar": "nonsense"},
        {"category": "no.such.kind"},
        {"category": "'; DROP TABLE"},
        {"page": "9" * 40, "q": "logeerhuis"},
        {"q": "<script>alert(1)</script>"},
    ],
)
def test_whatever_is_typed_gets_a_page_with_a_person_to_call(
    client: Client, asked: dict[str, str]
) -> None:
    make_service()
    response = client.get(find_url(**asked))
    assert response.status_code == 200
    page = response.content.decode()
    assert "tel:+31880000000" in page
    assert "<script>alert" not in page


def test_a_question_that_is_too_long_says_so_and_stays(client: Client) -> None:
    make_service()
    page = client.get(find_url(q="hulp " * 60)).content.decode()
    assert "Er is plek voor 200." in page
    assert "hulp hulp hulp" in page


def test_a_pillar_lists_its_cards_and_its_kinds(client: Client) -> None:
    make_service("respite.stay")
    make_category("support.cafe", pillar="connecting", label_nl="Mantelzorgcafé")
    page = client.get("/hulp/?pillar=relieving").content.decode()
    assert '<h1 class="utrecht-heading-1">Verlichten</h1>' in page
    assert "Een huis om te logeren" in page
    assert "category=respite.stay" in page
    assert "Mantelzorgcafé" not in page


def test_a_list_starts_with_what_is_for_every_carer(client: Client) -> None:
    make_service(name_nl="Aaa voor jongeren", for_young_carers=True)
    make_service(name_nl="Zzz voor iedereen")
    page = client.get("/hulp/?pillar=relieving").content.decode()
    assert page.index("Zzz voor iedereen") < page.index("Aaa voor jongeren")


def test_only_a_postcode_shows_what_is_near(client: Client, point: Organisation) -> None:
    make_service("respite.stay")
    make_service("info.point", name_nl="Loket Hier")
    page = client.get(find_url(postcode=pc4_of(point))).content.decode()
    assert page.index("Loket Hier") < page.index("Een huis om te logeren")


@pytest.mark.usefixtures("card")
def test_the_postcode_is_remembered_and_the_header_names_its_support_point(
    client: Client, point: Organisation
) -> None:
    assert "Steunpunt Hier" not in client.get("/").content.decode()
    client.get(find_url(q="logeerhuis", postcode=pc4_of(point)))
    page = client.get("/").content.decode()
    assert "Steunpunt Hier" in page
    assert f'value="{pc4_of(point)}"' in page


@pytest.mark.usefixtures("card")
def test_an_emptied_postcode_is_not_filled_in_again(client: Client, point: Organisation) -> None:
    client.get(find_url(q="logeerhuis", postcode=pc4_of(point)))
    page = client.get(find_url(q="logeerhuis", postcode="")).content.decode()
    assert "tel:+31880001122" not in page


def test_one_card_and_thirty_cards_cost_the_same_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_service()
    client.get(find_url(q="logeerhuis"))
    with CaptureQueriesContext(connection) as few:
        client.get(find_url(q="logeerhuis"))
    at_one = len(few)
    for _ in range(29):
        make_service()
    client.get(find_url(q="logeerhuis"))
    with django_assert_num_queries(at_one):
        client.get(find_url(q="logeerhuis"))


def test_the_card_leads_back_to_what_was_found(client: Client) -> None:
    service = make_service()
    page = client.get(
        f"/hulp/{service.key}/", headers={"Referer": "http://testserver/hulp/?q=logeerhuis"}
    ).content.decode()
    assert 'href="/hulp/?q=logeerhuis"' in page


def test_the_way_back_never_leads_elsewhere(client: Client) -> None:
    service = make_service()
    page = client.get(
        f"/hulp/{service.key}/", headers={"Referer": "https://kwaad.example.org/x/?q=1"}
    ).content.decode()
    assert "kwaad" not in page


def test_a_card_that_is_not_there_is_a_kind_404(client: Client) -> None:
    assert client.get("/hulp/bestaat-niet/").status_code == 404


def test_a_card_that_does_not_come_to_that_postcode_says_where_it_does(
    client: Client, point: Organisation
) -> None:
    card = make_service(place_kind=PlaceKind.HOME, scope=Scope.LOCAL)
    with role("naober_system"):
        card.municipalities.set([make_municipality(name="Veldhoek")])
    here = find_url(q="logeerhuis", postcode=pc4_of(point))
    assert "Alleen in Veldhoek" in client.get(here).content.decode()
    assert "Alleen in" not in client.get(find_url(q="logeerhuis", postcode="")).content.decode()
    with role("naober_system"):
        card.municipalities.add(str(point.municipality_id))
        Service.objects.filter(pk=card.pk).update(changed_at=clock.now())
    assert "Alleen in" not in client.get(here).content.decode()
