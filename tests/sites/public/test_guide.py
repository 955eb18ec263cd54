"""The guide for everybody: questions that may be skipped, cards with a reason, and a person."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

import naober
from naober.directory.enums import Daypart, PlaceKind, Room, Together, Within
from naober.directory.queries import public_guide
from naober.directory.services import load_categories, load_guide
from naober.sites.guide_words import ASKED, Why
from naober.sites.public.guide_young import SENTENCES
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.guide import QUESTIONS, make_guide
from tests.factories.organisations import MONDAY, make_organisation

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def answer(client: Client, *answers: str) -> Any:
    """Answer the questions in order; an empty answer skips one. Return the outcome."""
    client.post("/keuzehulp/", {"postcode": ""})
    for number, one in enumerate(answers, start=1):
        client.post(f"/keuzehulp/{number}/", {"answer": one} if one else {"skip": "1"})
    return client.get("/keuzehulp/uitkomst/")


def test_answers_lead_to_cards_with_why_and_to_a_person(client: Client) -> None:
    make_guide()
    make_service("respite.night", name_nl="Nachtzorg", dayparts=[Daypart.EVENING])
    make_service("respite.stay", name_nl="Logeren", dayparts=[Daypart.NIGHT])
    page = text(answer(client, "nachten", "avond"))
    assert page.index("Nachtzorg") < page.index("Logeren")
    assert "Want respite.night" in page
    assert "U zei: “Antwoord nachten”." in page
    assert "Past ook: in de avond." in page
    assert "Past niet: in de avond." in page
    assert "088 000 00 00" in page


def test_what_is_not_known_is_said(client: Client) -> None:
    make_guide()
    make_service("respite.night", room=Room.UNKNOWN)
    page = text(answer(client, "nachten", "snel"))
    assert "Niet zeker: snel plek. Vraag ernaar als u belt." in page


def test_the_page_says_which_question_this_is_and_goes_back_and_forth(client: Client) -> None:
    make_guide()
    client.post("/keuzehulp/", {})
    assert "Vraag 1 van 2" in text(client.get("/keuzehulp/1/"))
    assert client.post("/keuzehulp/1/", {"answer": "alleen"}).url == "/keuzehulp/2/"
    back = client.post("/keuzehulp/2/", {"previous": "1", "answer": "avond"})
    assert back.url == "/keuzehulp/1/"
    assert text(client.get("/keuzehulp/1/")).count(" checked") == 1
    assert text(client.get("/keuzehulp/2/")).count(" checked") == 1
    assert client.post("/keuzehulp/2/", {"answer": "avond"}).url == "/keuzehulp/uitkomst/"


@pytest.mark.parametrize("wrong", ["", "vreemd", "<script>"])
def test_nothing_chosen_is_asked_again_and_skipping_is_offered(client: Client, wrong: str) -> None:
    make_guide()
    response = client.post("/keuzehulp/1/", {"answer": wrong})
    assert response.status_code == 200
    assert "Kies een van de antwoorden, of sla de vraag over." in text(response)
    assert "Sla deze vraag over" in text(response)


def test_skipping_takes_an_earlier_answer_away(client: Client) -> None:
    make_guide()
    make_service("support.cafe", name_nl="Het café")
    assert "Het café" in text(answer(client, "alleen", ""))
    client.post("/keuzehulp/1/", {"skip": "1"})
    page = text(client.get("/keuzehulp/uitkomst/"))
    assert "Het café" not in page
    assert "Overgeslagen" in page


def test_nobody_ends_on_an_empty_page(client: Client) -> None:
    make_guide()
    page = text(answer(client, "", ""))
    assert "Iemand kan met u meedenken" in page
    assert "088 000 00 00" in page
    assert "Alle soorten hulp" in page


def test_without_a_guide_there_is_a_person(client: Client) -> None:
    assert "De keuzehulp is er nu niet" in text(client.get("/keuzehulp/"))
    assert client.get("/keuzehulp/1/").url == "/keuzehulp/"
    assert client.get("/keuzehulp/uitkomst/").url == "/keuzehulp/"
    assert client.post("/keuzehulp/", {}).status_code == 200


def test_a_question_that_is_not_there_is_not_found(client: Client) -> None:
    make_guide()
    assert client.get("/keuzehulp/0/").status_code == 404
    assert client.get("/keuzehulp/3/").status_code == 404


def test_a_postcode_names_the_support_point(client: Client) -> None:
    make_guide()
    point = make_organisation(name="Steunpunt Hier")
    response = client.post("/keuzehulp/", {"postcode": point.postcode_id})
    assert response.url == "/keuzehulp/1/"
    assert "Steunpunt Hier" in text(client.get("/keuzehulp/uitkomst/"))


def test_a_municipality_does_as_well_as_a_postcode(client: Client) -> None:
    make_guide()
    point = make_organisation(name="Steunpunt Hier")
    chosen = {"postcode": "", "municipality": point.municipality_id}
    assert client.post("/keuzehulp/uitkomst/", chosen).url == "/keuzehulp/uitkomst/"
    assert "Steunpunt Hier" in text(client.get("/keuzehulp/uitkomst/"))


@pytest.mark.parametrize("typed", ["", "0999", "9999"])
def test_a_place_that_we_do_not_know_is_said(client: Client, typed: str) -> None:
    make_guide()
    make_organisation()
    response = client.post("/keuzehulp/uitkomst/", {"postcode": typed, "municipality": ""})
    assert response.status_code == 200
    assert "postcode" in text(response)


def test_the_answers_are_on_the_device_and_nowhere_else(client: Client) -> None:
    make_guide()
    answer(client, "nachten", "avond")
    assert "nachten" not in client.cookies["naober_guide"].value
    assert "session" not in " ".join(client.cookies)
    assert text(Client().get("/keuzehulp/uitkomst/")).count("Overgeslagen") == 2


def test_answers_to_a_guide_that_was_replaced_do_no_harm(client: Client) -> None:
    make_guide()
    answer(client, "nachten", "avond")
    make_guide({"nieuw": {"a": {}, "b": {}}}, state="draft")
    with_other_keys = client.get("/keuzehulp/uitkomst/")
    assert with_other_keys.status_code == 200


def test_the_home_page_leads_to_the_guide_and_to_the_page_for_young_carers(client: Client) -> None:
    page = text(client.get("/"))
    assert 'href="/keuzehulp/"' in page
    assert 'href="/jong/"' in page


YOUNG = {"wie": {"ik": {}, "jong": {"leads": {"support.young-carers": 5}}}} | QUESTIONS
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)


def spoken(page: str) -> str:
    """What the guide itself says on a page: without the frame of the site and without cards."""
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r"<article.*?</article>", "", main, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", main)


def test_a_young_carer_is_spoken_to_as_je_from_the_answer_on(client: Client, settings: Any) -> None:
    settings.NAOBER_YOUNG_LINES = [("Lijn voor jongeren", "088 000 55 55")]
    make_guide(YOUNG)
    point = make_organisation(name="Steunpunt Hier")
    make_service("support.cafe", name_nl="Voor allemaal", room=Room.UNKNOWN)
    make_service("support.cafe", for_young_carers=True, room=Room.UNKNOWN, name_nl="Voor jongeren")
    page = text(answer(client, "jong", "alleen", "snel"))
    assert "Voor jongeren" in page
    assert "Voor allemaal" not in page
    assert "Dit past bij je antwoorden" in page
    assert "Je zei: “Antwoord alleen”." in page
    assert "Vraag ernaar als je belt." in page
    assert "Lijn voor jongeren" in page
    assert not FORMAL.search(spoken(page))
    assert "Je kunt altijd stoppen." in text(client.get("/keuzehulp/2/"))
    client.post("/keuzehulp/uitkomst/", {"municipality": point.municipality_id, "postcode": ""})
    assert "Je steunpunt" in text(client.get("/keuzehulp/uitkomst/"))


def test_who_is_young_gets_a_person_to_call_rather_than_a_card_for_grown_ups(
    client: Client,
) -> None:
    make_guide(YOUNG)
    make_service("support.cafe", name_nl="Voor iedereen")
    page = text(answer(client, "jong", "alleen"))
    assert "Voor iedereen" not in page
    assert "Iemand kan met je meedenken" in page
    assert "088 000 00 00" in page
    assert not FORMAL.search(spoken(page))


def test_what_was_said_stands_once_above_the_cards_that_are_there_for_it(client: Client) -> None:
    make_guide()
    for code in ("respite.night", "respite.stay"):
        make_service(code)
    page = text(answer(client, "nachten", ""))
    assert page.count("U zei:") == 1
    assert page.index("U zei: “Antwoord nachten”.") < page.index("<article")
    assert page.count("Want respite.") == 2


@pytest.mark.parametrize(("reason", "said"), [("Want dit", ""), ("", "Dat"), ("Want dit", "Dat")])
def test_a_card_begins_to_say_why_only_where_it_has_a_reason(reason: str, said: str) -> None:
    with translation.override("nl"):
        assert "Waarom dit past:" in render_to_string(
            "naober/guide_why.html", {"why": Why(reason, said)}
        )
        none = render_to_string("naober/guide_why.html", {"why": Why("", "", fits="overdag")})
    assert "Waarom dit past:" not in none
    assert "Past ook: overdag." in none


def test_a_card_for_another_answer_says_which(client: Client) -> None:
    make_guide(QUESTIONS | {"ook": {"koffie": {"leads": {"support.cafe": 1}}, "nee": {}}})
    for code in ("respite.night", "respite.stay", "support.cafe"):
        make_service(code)
    page = text(answer(client, "nachten", "", "koffie"))
    assert page.index("U zei: “Antwoord nachten”.") < page.index("<article")
    assert page.index("U zei: “Antwoord koffie”.") > page.index("<article")
    assert page.count("U zei:") == 2


def test_a_telephone_line_is_not_said_to_be_help_at_home(client: Client) -> None:
    make_guide({"waar": {"thuis": {"leads": {"support.cafe": 4}, "place_kind": "home"}, "nee": {}}})
    make_service("support.cafe", name_nl="Een lijn", place_kind=PlaceKind.PHONE)
    assert "hulp aan huis" not in spoken_of_cards(text(answer(client, "thuis")))
    make_service("support.cafe", name_nl="Iemand komt", place_kind=PlaceKind.HOME)
    page = text(answer(client, "thuis"))
    assert page.index("Iemand komt") < page.index("Een lijn")
    assert spoken_of_cards(page).count("Past ook: hulp aan huis.") == 1


def spoken_of_cards(page: str) -> str:
    return page[page.index("<article") : page.rindex("</article>")]


def test_who_did_not_say_to_be_young_is_spoken_to_as_u(client: Client, settings: Any) -> None:
    settings.NAOBER_YOUNG_LINES = [("Lijn voor jongeren", "088 000 55 55")]
    make_guide(YOUNG)
    make_service("support.cafe")
    page = text(answer(client, "ik", "alleen", "snel"))
    assert "Dit past bij uw antwoorden" in page
    assert "Lijn voor jongeren" not in page
    assert "U kunt altijd stoppen." in text(client.get("/keuzehulp/1/"))


def test_from_the_page_for_young_carers_the_first_answer_is_known(client: Client) -> None:
    assert "Beantwoord een paar vragen" not in text(client.get("/jong/"))
    make_guide(YOUNG)
    assert "Beantwoord een paar vragen" in text(client.get("/jong/"))
    begun = client.post("/keuzehulp/", {"young": "1"})
    assert begun.url == "/keuzehulp/2/"
    assert "Je kunt altijd stoppen." in text(client.get("/keuzehulp/2/"))
    assert text(client.get("/keuzehulp/1/")).count(" checked") == 1
    again = text(client.get("/keuzehulp/uitkomst/"))
    assert '<input type="hidden" name="young" value="1">' in again


def test_a_guide_without_an_answer_for_young_carers_begins_at_the_beginning(
    client: Client,
) -> None:
    make_guide()
    assert client.post("/keuzehulp/", {"young": "1"}).url == "/keuzehulp/1/"


def test_every_sentence_that_may_be_said_to_a_young_carer_has_its_own() -> None:
    asked: set[str] = set()
    for path in SAYS_TONE:
        asked |= {
            one[0] or re.sub(r"{{ *(\w+) *}}", r"%(\1)s", one[1])
            for one in TONED.findall((Path(naober.__file__).parent / path).read_text("utf-8"))
        }
    listed = {str(one._args[1]) for one in SENTENCES}  # type: ignore[attr-defined]
    assert asked == listed - {"Or choose your municipality"}


SAYS_TONE = (
    "sites/public/templates/public/guide_result.html",
    "shared/templates/naober/guide_why.html",
    "shared/templates/naober/question.html",
)
TONED = re.compile(
    r'translate "([^"]+)" context [a-z.]*tone'
    r"|blocktranslate [^%]*context [a-z.]*tone %}(.*?){% endblocktranslate"
)


def test_our_first_guide_speaks_to_nobody_so_that_it_is_right_for_young_and_old() -> None:
    with role("naober_system"):
        load_categories()
        load_guide(at=MONDAY)
    guide = public_guide()
    assert guide is not None
    for question in list(guide.questions.all())[1:]:
        said = [question.text_nl, question.help_nl]
        for choice in question.choices.all():
            said += [choice.label_nl, *(lead.reason_nl for lead in choice.leads.all())]
        assert not FORMAL.search(" ".join(said)), question.key


def test_the_guide_speaks_english(client: Client) -> None:
    make_guide()
    make_service("support.cafe")
    client.post("/en/keuzehulp/1/", {"answer": "alleen"})
    page = text(client.get("/en/keuzehulp/uitkomst/"))
    assert "You said: “Answer alleen”." in page
    assert "As support.cafe" in page


def test_everything_that_an_answer_may_ask_has_words() -> None:
    assert set(ASKED) == {*Daypart, *PlaceKind, *Together, *Within}
    with translation.override("nl"):
        assert all(str(one) for one in ASKED.values())
