"""Editors: a draft of the guide, its parts, trying it out, and making it public."""

from typing import Any

import pytest
from django.test import Client

from naober.directory.models import GuideChoice, GuideVersion
from naober.directory.queries import guide_draft, mark_of_question, public_guide
from naober.directory.services import start_guide_draft
from naober.organisations.enums import Role
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.directory import make_category, make_service
from tests.factories.guide import make_guide
from tests.factories.organisations import MONDAY, make_membership

pytestmark = pytest.mark.django_db

HERE = "/redactie/keuzehulp/"
DRAFT = f"{HERE}concept/"
QUESTION = f"{DRAFT}vraag/zwaarst/"
CHOICE = f"{QUESTION}antwoord/alleen/"
WORDS = {"text_nl": "Wat weegt?", "text_en": "What weighs?", "help_nl": "", "help_en": ""}


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_membership(role=Role.EDITOR).user)
    return client


@pytest.fixture
def draft() -> GuideVersion:
    make_guide()
    by = actor_of(make_membership(role=Role.EDITOR))
    with acting_as(by):
        return start_guide_draft(by=by, at=MONDAY)


def text(response: Any) -> str:
    return str(response.content.decode())


def seen(key: str = "zwaarst") -> str:
    with role("naober_system"):
        version = guide_draft()
        assert version is not None
        return next(mark_of_question(one) for one in version.questions.all() if one.key == key)


def rows(*leads: tuple[str, int]) -> dict[str, str]:
    filled = {"leads-TOTAL_FORMS": str(len(leads)), "leads-INITIAL_FORMS": "0"}
    for number, (kind, weight) in enumerate(leads):
        filled |= {f"leads-{number}-category": kind, f"leads-{number}-weight": str(weight)}
    return filled


def answer(*leads: tuple[str, int], **more: str) -> dict[str, str]:
    words = {"label_nl": "Ik ben alleen", "label_en": "I am alone", "seen": seen()}
    return words | rows(*leads) | more


def test_an_editor_who_signs_in_finds_the_way_to_the_guide(editor: Client) -> None:
    page = editor.get("/welkom/", follow=True)
    assert f'href="{HERE}"' in page.content.decode()
    assert "Keuzehulp" in text(page)


def test_a_draft_begins_from_the_public_guide(editor: Client) -> None:
    make_guide()
    page = editor.post(f"{HERE}begin/", follow=True)
    assert "Vraag zwaarst?" in text(page)
    assert "Logeerzorg +5" in text(page)
    assert "vraagt: in de avond" in text(page)
    again = editor.post(f"{HERE}begin/", follow=True)
    assert "Er is al een concept." in text(again)


def test_without_a_draft_there_is_nothing_to_change(editor: Client) -> None:
    make_guide()
    assert editor.get(DRAFT).url == HERE
    for path in (QUESTION, CHOICE, f"{HERE}proef/1/", f"{HERE}proef/tabel/", f"{DRAFT}vraag/"):
        assert editor.get(path).status_code == 404
    gone = editor.post(f"{DRAFT}openbaar/", follow=True)
    assert "Er is geen concept meer." in text(gone)
    assert "Er is geen concept meer." in text(editor.post(f"{DRAFT}weg/", follow=True))


def test_the_words_of_a_question_are_changed(editor: Client, draft: GuideVersion) -> None:
    page = editor.post(QUESTION, WORDS | {"seen": seen()}, follow=True)
    assert "De vraag is opgeslagen." in text(page)
    assert "Wat weegt?" in text(editor.get(DRAFT))
    public = public_guide()
    assert public is not None
    assert public.questions.all()[0].text_nl == "Vraag zwaarst?"


def test_who_saves_second_is_told_and_keeps_what_was_typed(
    editor: Client, draft: GuideVersion
) -> None:
    early = seen()
    editor.post(QUESTION, WORDS | {"seen": early})
    page = text(editor.post(QUESTION, WORDS | {"text_nl": "Mijn vraag", "seen": early}))
    assert "Iemand anders heeft deze vraag net gewijzigd." in page
    assert "Dit staat er nu" in page
    assert "Mijn vraag" in page
    late = text(editor.post(CHOICE, answer(("support.cafe", 2)) | {"seen": early}))
    assert "Iemand anders heeft deze vraag net gewijzigd." in late


def test_a_question_without_words_is_asked_for(editor: Client, draft: GuideVersion) -> None:
    assert editor.post(QUESTION, {"seen": seen()}).status_code == 200
    assert editor.post(f"{DRAFT}vraag/", {}).status_code == 200


def test_a_question_is_added_moved_and_removed(editor: Client, draft: GuideVersion) -> None:
    where = editor.post(f"{DRAFT}vraag/", WORDS).url
    key = where.split("/")[-2]
    editor.post(f"{where}verplaatsen/", {"up": "1", "seen": seen(key)})
    page = text(editor.get(DRAFT))
    assert page.index("Wat weegt?") < page.index("Vraag wanneer?")
    assert "“Wat weegt?” weghalen?" in text(editor.get(f"{where}weg/"))
    editor.post(f"{where}weg/", {"seen": seen(key)})
    assert "Wat weegt?" not in text(editor.get(DRAFT))
    assert editor.get(where).status_code == 404


def test_more_than_six_questions_are_refused(editor: Client) -> None:
    make_guide({str(one): {} for one in range(6)}, state="draft")
    assert "Er zijn al zes vragen." in text(editor.post(f"{DRAFT}vraag/", WORDS))


def test_an_answer_gets_words_demands_and_leads(editor: Client, draft: GuideVersion) -> None:
    make_category("help.meals", label_nl="Maaltijden")
    leads = (("help.meals", -3), ("", 1), ("support.cafe", 5))
    page = editor.post(
        CHOICE,
        answer(*leads, daypart="night", within="weeks", relations=["child"],
               **{"leads-0-reason_nl": "Lekker"}),
        follow=True,
    )  # fmt: skip
    assert "Het antwoord is opgeslagen." in text(page)
    assert "Maaltijden -3" in text(page)
    assert "vraagt: in de nacht, snel plek, een kind" in text(page)
    assert "Lekker" in text(editor.get(CHOICE))


def test_an_answer_is_added_moved_and_removed(editor: Client, draft: GuideVersion) -> None:
    editor.post(f"{QUESTION}antwoord/", answer())
    new = f"{QUESTION}antwoord/n4/"
    assert editor.get(new).status_code == 200
    editor.post(f"{new}verplaatsen/", {"up": "1", "seen": seen()})
    page = text(editor.get(QUESTION))
    assert page.index("Ik ben alleen") < page.index("Antwoord weet-niet")
    editor.post(f"{new}weg/", {"seen": seen()})
    assert editor.get(new).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (rows(("support.cafe", 2), ("support.cafe", 3)), "staat hier twee keer"),
        (rows(("support.cafe", 0)), "Antwoord, in het Nederlands"),
        (rows() | {"leads-TOTAL_FORMS": "1", "leads-0-category": "support.cafe"}, "Kies hoe sterk"),
        ({"label_nl": ""}, "Antwoord, in het Nederlands"),
        ({"leads-TOTAL_FORMS": "x"}, "Antwoord, in het Nederlands"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_saved(
    editor: Client, draft: GuideVersion, wrong: dict[str, str], words: str
) -> None:
    response = editor.post(CHOICE, answer() | wrong)
    assert response.status_code == 200
    assert words in text(response)
    assert not GuideChoice.objects.filter(label_nl="Ik ben alleen").exists()


def test_the_draft_is_tried_as_a_visitor_would(editor: Client, draft: GuideVersion) -> None:
    make_service("respite.night", name_nl="Nachtzorg")
    assert editor.get(f"{HERE}proef/").url == f"{HERE}proef/1/"
    assert "Vraag 1 van 2" in text(editor.get(f"{HERE}proef/1/"))
    editor.post(f"{HERE}proef/1/", {"answer": "nachten"})
    assert editor.post(f"{HERE}proef/2/", {"skip": "1"}).url == f"{HERE}proef/uitkomst/"
    page = text(editor.get(f"{HERE}proef/uitkomst/", {"postcode": "x"}))
    assert "Nachtzorg" in page
    assert "U zei: “Antwoord nachten”." in page
    assert "5,0 punten" in page
    editor.get(f"{HERE}proef/")
    nothing = text(editor.get(f"{HERE}proef/uitkomst/"))
    assert "Geen kaart past." in nothing or "Nachtzorg" in nothing


def test_the_table_says_what_leads_where(editor: Client, draft: GuideVersion) -> None:
    make_service("respite.night", name_nl="Nachtzorg")
    page = text(editor.get(f"{HERE}proef/tabel/"))
    assert page.count("Nachtzorg") == 3
    assert page.count("Geen kaart: het steunpunt") == 6


@pytest.mark.parametrize("asked", [{}, {"een": {"a": {"leads": {"support.cafe": 5}}, "b": {}}}])
def test_the_table_of_a_guide_that_is_not_finished(editor: Client, asked: Any) -> None:
    make_guide(asked, state="draft")
    assert editor.get(f"{HERE}proef/tabel/").status_code == 200


def test_checks_stand_in_the_way_until_all_is_mended(editor: Client) -> None:
    make_guide({"kort": {"a": {"leads": {"support.cafe": 5}}}}, state="draft")
    page = text(editor.get(DRAFT))
    assert "Deze vraag heeft minder dan twee antwoorden." in page
    assert "Maak het openbaar" not in page
    assert "Er moet eerst iets beter." in text(editor.post(f"{DRAFT}openbaar/", follow=True))


def test_the_draft_becomes_public_and_the_old_one_can_be_put_back(
    editor: Client, draft: GuideVersion
) -> None:
    make_category("help.meals", label_nl="Maaltijden")
    old = GuideVersion.objects.get(state="published").number
    assert "Naar 1 soort hulp leidt geen antwoord" in text(editor.get(DRAFT))
    refused = editor.post(f"{DRAFT}openbaar/", follow=True)
    assert "Zeg eerst dat u weet naar welke soorten hulp niets leidt." in text(refused)
    page = editor.post(f"{DRAFT}openbaar/", {"knowing": "1"}, follow=True)
    assert "De keuzehulp is nu openbaar." in text(page)
    back = f"{HERE}terug/{old}/"
    assert back in text(page)
    assert f"Versie {old} weer laten zien?" in text(editor.get(back))
    assert "Deze versie is weer openbaar." in text(editor.post(back, follow=True))
    assert "Dit kan niet meer." in text(editor.post(back, follow=True))
    assert editor.get(f"{HERE}terug/0/").status_code == 404


def test_a_draft_is_thrown_away_after_asking(editor: Client, draft: GuideVersion) -> None:
    assert "Het concept weggooien?" in text(editor.get(f"{DRAFT}weg/"))
    assert "Het concept is weg." in text(editor.post(f"{DRAFT}weg/", follow=True))
    with acting_as(Actor()):
        assert public_guide() is not None


def test_the_pages_speak_english(editor: Client, draft: GuideVersion) -> None:
    assert "The draft of the guide" in text(editor.get(f"/en{DRAFT}"))
