"""The entrance for young carers: their words, their cards first, numbers, and a person."""

from typing import Any

import pytest
from django.test import Client

from naober.sites.public.views.young import OTHERS
from tests.factories.directory import make_service, make_word
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db

KIND = "support.young-carers"


def page(client: Client, **asked: str) -> str:
    return str(client.get("/jong/", asked).content.decode())


APART = "Niet speciaal voor jongeren"


def test_what_is_for_everybody_stands_apart_below_what_is_for_young_carers(client: Client) -> None:
    make_service(KIND, name_nl="Voor alle leeftijden")
    make_service(KIND, name_nl="Jongerengroep", for_young_carers=True)
    shown = page(client)
    assert shown.index("Jongerengroep") < shown.index(APART) < shown.index("Voor alle leeftijden")


def test_own_words_find_first_what_is_for_young_carers_and_the_rest_apart(client: Client) -> None:
    make_word("praten", "support.listening-ear")
    make_service("support.listening-ear", name_nl="Luisterlijn")
    alone = page(client, q="praten")
    assert "Er is niets speciaal voor jongeren." in alone
    assert alone.index(APART) < alone.index("Luisterlijn")
    make_service("support.listening-ear", name_nl="Jongerenlijn", for_young_carers=True)
    both = page(client, q="praten")
    assert both.index("Jongerenlijn") < both.index(APART) < both.index("Luisterlijn")


def test_cards_for_others_do_not_drown_those_for_the_young(client: Client) -> None:
    for _each in range(OTHERS + 1):
        make_service(KIND)
    assert page(client).count("<article") == OTHERS


def test_without_cards_for_others_nothing_is_set_apart(client: Client) -> None:
    make_service(KIND, for_young_carers=True)
    assert APART not in page(client)


@pytest.mark.parametrize(
    ("topic", "kind"),
    [("praten", "support.listening-ear"), ("school", "course.school-lesson"),
     ("leeftijd", "support.buddy"), ("druk", "help.household"), ("even-weg", "support.leisure"),
     ("weten", "info.condition")],
)  # fmt: skip
def test_a_topic_shows_what_there_is_of_it(client: Client, topic: str, kind: str) -> None:
    make_service(kind, name_nl="Precies dit")
    assert "Precies dit" in page(client, over=topic)
    assert "Precies dit" not in page(client)
    assert page(client, over="vreemd")


def test_own_words_find_help_and_nothing_found_still_leads_to_a_person(client: Client) -> None:
    make_word("samen gamen", KIND)
    make_service(KIND, name_nl="Spelmiddag", for_young_carers=True)
    assert "Spelmiddag" in page(client, q="samen gamen")
    nothing = page(client, q="qqqzzz")
    assert "Dat ligt niet aan jou." in nothing
    assert "088 000 00 00" in nothing


def test_numbers_to_call_now_come_first_where_the_words_are_grave(
    client: Client, settings: Any
) -> None:
    settings.NAOBER_NUMBERS_NOW = ["112", "113"]
    calm, grave = page(client), page(client, q="mijn vader slaat mij")
    for shown in (calm, grave):
        assert shown.count("Het is niet jouw schuld.") == 1
        assert "tel:112" in shown
    assert grave.index("Het is niet jouw schuld.") < grave.index('id="topics"')
    assert calm.index("Het is niet jouw schuld.") > calm.index('id="topics"')


def test_the_region_says_which_lines_there_are_for_children(client: Client, settings: Any) -> None:
    settings.NAOBER_YOUNG_LINES = [("Lijn voor kinderen", "088 000 55 55")]
    assert "Lijn voor kinderen" in page(client)


def test_a_postcode_names_the_support_point(client: Client) -> None:
    point = make_organisation(name="Steunpunt Hier")
    assert "Steunpunt Hier" in page(client, postcode=str(point.postcode_id))
    assert "Je steunpunt" in page(client)
    assert "Dit is geen postcode." in page(client, postcode="x")


def test_registering_from_here_is_registering_as_a_young_carer(client: Client) -> None:
    assert 'name="young" value="1"' in page(client)


def test_the_page_says_je_and_has_english(client: Client) -> None:
    words = page(client).split('id="main"')[-1].split("<footer")[0]
    assert " je " in words
    assert "Do you help at home?" in client.get("/en/jong/").content.decode()
