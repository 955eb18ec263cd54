"""Check: thirteen statements, no account, nothing kept unless asked."""

import pytest
from django.test import Client

from naober.screening.models import CheckUp
from naober.screening.queries import questionnaire
from naober.sites.public.views import check
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.organisations import make_organisation
from tests.sites.public.flow import DUTCH_ORDER, answer_check

pytestmark = pytest.mark.django_db

SEVEN = frozenset(DUTCH_ORDER[:7])


def test_every_statement_is_shown_word_for_word_on_a_screen_of_its_own(client: Client) -> None:
    for language, prefix in (("nl", ""), ("en", "/en")):
        text = questionnaire("csi", language)
        assert text is not None
        client.post(f"{prefix}/check/", {"postcode": ""})
        for number, item in enumerate(text.items, start=1):
            page = client.get(f"{prefix}/check/{number}/").content.decode()
            shown = [one.text for one in text.items if f"<h1>{one.text}</h1>" in page]
            assert shown == [item.text]
            client.post(f"{prefix}/check/{number}/", {"answer": "1"})


def test_seven_times_yes_is_heavy_and_six_times_is_not(client: Client) -> None:
    answer_check(client, SEVEN)
    assert "De zorg weegt nu zwaar voor u." in client.get("/check/uitslag/").content.decode()
    answer_check(client, frozenset(list(SEVEN)[:6]))
    page = client.get("/check/uitslag/").content.decode()
    assert "U houdt het nu vol." in page
    assert "U zei 6 van de 13 keer ja." in page


def test_the_result_says_the_meaning_before_the_number_and_never_diagnoses(client: Client) -> None:
    answer_check(client, SEVEN)
    page = client.get("/check/uitslag/").content.decode()
    assert page.index("De zorg weegt nu zwaar") < page.index("U zei 7 van de 13 keer ja")
    assert "geen diagnose" in page
    assert "momentopname" in page


def test_the_result_names_exactly_the_answers_that_weigh(client: Client) -> None:
    text = questionnaire("csi", "nl")
    assert text is not None
    answer_check(client, frozenset({"sleep", "financial"}))
    page = client.get("/check/uitslag/").content.decode()
    named = [one.code for one in text.items if f"<li>{one.text}</li>" in page]
    assert named == ["sleep", "financial"]


def test_the_result_offers_help_that_fits_an_answer_and_says_which(client: Client) -> None:
    make_service("respite.night", name_nl="Nachtzorg")
    make_service("advice.money", name_nl="Geldhulp")
    make_service("material.parking", name_nl="Parkeerkaart")
    answer_check(client, frozenset({"sleep", "financial"}))
    page = client.get("/check/uitslag/").content.decode()
    assert "Nachtzorg" in page
    assert "Omdat u zei: “Mijn nachtrust is verstoord.”" in page
    assert "Geldhulp" in page
    assert "Parkeerkaart" not in page


@pytest.mark.parametrize("yes", [frozenset(), SEVEN])
def test_there_is_always_a_person_to_call(client: Client, yes: frozenset[str]) -> None:
    point = make_organisation(name="Steunpunt Hier", phone="088 000 11 22")
    assert point.postcode is not None
    client.post("/check/", {"postcode": point.postcode.pk})
    for number, code in enumerate(DUTCH_ORDER, start=1):
        client.post(f"/check/{number}/", {"answer": "1" if code in yes else "0"})
    page = client.get("/check/uitslag/").content.decode()
    assert page.count("tel:+31880001122") >= 2  # in the header and on the page


def test_one_can_go_back_and_change_an_answer(client: Client) -> None:
    answer_check(client, SEVEN)
    assert 'value="1" checked' in client.get("/check/1/").content.decode()
    response = client.post("/check/2/", {"answer": "0", "previous": "1"})
    assert response["Location"] == "/check/1/"
    client.post("/check/1/", {"answer": "0"})
    assert "U zei 5 van de 13 keer ja." in client.get("/check/uitslag/").content.decode()


def test_no_answer_is_an_error_and_never_a_no(client: Client) -> None:
    client.post("/check/", {"postcode": ""})
    for answer in ("", "2", "ja", "\x00", "1" * 10_000):
        response = client.post("/check/1/", {"answer": answer})
        assert response.status_code == 200
        assert "Kies een van de twee antwoorden." in response.content.decode()
    assert client.get("/check/2/")["Location"] == "/check/1/"


def test_a_half_check_has_no_result(client: Client) -> None:
    client.post("/check/", {"postcode": ""})
    client.post("/check/1/", {"answer": "1"})
    assert client.get("/check/uitslag/")["Location"] == "/check/"
    assert "Ga verder waar u was" in client.get("/check/").content.decode()


@pytest.mark.parametrize("number", [0, 14, 10**12])
def test_a_statement_that_does_not_exist_is_a_kind_404(client: Client, number: int) -> None:
    assert client.get(f"/check/{number}/").status_code == 404


def test_nothing_is_kept_in_the_database(client: Client) -> None:
    answer_check(client, SEVEN)
    client.get("/check/uitslag/")
    with role("naober_system"):
        assert not CheckUp.objects.exists()


def test_no_answer_stands_in_an_address_or_readable_in_a_cookie(client: Client) -> None:
    response = answer_check(client, SEVEN)
    assert response["Location"] == "/check/uitslag/"
    for cookie in client.cookies.values():
        assert "sleep" not in cookie.value
        assert "answers" not in cookie.value
    drafts = [one for name, one in client.cookies.items() if name == "naober_check"]
    assert drafts
    assert drafts[0]["httponly"]
    assert not drafts[0]["max-age"]  # gone with the browser


def test_thrown_away_is_gone(client: Client) -> None:
    answer_check(client, SEVEN)
    response = client.post("/check/weggooien/")
    assert response["Location"] == "/check/weggegooid/"
    assert client.cookies["naober_check"].value == ""
    assert client.cookies["naober_place"].value == ""
    assert client.get("/check/uitslag/")["Location"] == "/check/"


def test_a_spoilt_cookie_is_an_empty_check(client: Client) -> None:
    client.cookies["naober_check"] = "onzin"
    assert client.get("/check/uitslag/")["Location"] == "/check/"


def test_an_unknown_postcode_at_the_result_says_so_and_stays(client: Client) -> None:
    answer_check(client)
    page = client.post("/check/uitslag/", {"postcode": "9999"}).content.decode()
    assert "Deze postcode kennen wij niet." in page
    assert 'value="9999"' in page


def test_without_the_text_pack_the_page_says_kindly_whom_to_call(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "questionnaire", lambda *_: None)
    page = client.get("/check/").content.decode()
    assert "De check is er nu niet" in page
    assert "tel:+31880000000" in page
    assert client.get("/check/1/")["Location"] == "/check/"
    assert client.get("/check/uitslag/")["Location"] == "/check/"
