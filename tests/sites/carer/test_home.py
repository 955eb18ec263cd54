"""The first page: who helps, how it goes, and keeping a check."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from naober.audit.models import Event
from naober.carers.enums import Purpose
from naober.carers.models import Carer
from naober.casework.enums import CaseStatus
from naober.casework.models import Case
from naober.screening.models import CheckUp
from naober.shared import clock
from tests.database import role
from tests.factories.carers import make_account, make_carer
from tests.factories.casework import make_case, make_closed_case
from tests.factories.organisations import MONDAY, make_membership
from tests.sites.carer.pages import HOME, answers, carried, carry, client_for, title, words
from tests.world import CSI

pytestmark = pytest.mark.django_db

KEEP = "/mijn/check-bewaren/"


def make_checkup(carer: Carer, yes: int, days_ago: int = 0) -> CheckUp:
    with role("naober_system"):
        return CheckUp.objects.create(
            carer=carer,
            organisation=carer.organisation,
            instrument="csi",
            version=CSI.version,
            score=yes,
            answers=answers(yes),
            taken_on=clock.today() - timedelta(days=days_ago),
            kept_at=MONDAY,
        )


def home(carer: Carer) -> str:
    return words(client_for(carer).get(HOME))


def test_somebody_without_a_file_is_shown_the_way_to_register() -> None:
    response = client_for(make_account()).get(HOME)
    assert "Hier staat nog niets over u" in words(response)
    assert 'href="/aanmelden/"' in response.content.decode()


def test_a_visitor_signs_in_first() -> None:
    response = Client().get(HOME)
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/mijn/")


def test_a_carer_is_greeted_by_name_and_the_title_names_nobody() -> None:
    carer = make_carer(first_name="Hillechien")
    response = client_for(carer).get(HOME)
    assert "Dag Hillechien" in words(response)
    assert title(response) == "Mijn pagina | Naober"


def test_what_is_about_a_person_is_stored_nowhere() -> None:
    assert client_for(make_carer()).get(HOME)["Cache-Control"] == "no-store"


def test_looking_at_the_own_page_is_in_the_log() -> None:
    carer = make_carer()
    home(carer)
    with role("naober_system", "audit"):
        assert Event.objects.using("audit").filter(subject_id=carer.pk, action="read").exists()


# Who helps


def test_who_waits_for_a_contact_person_sees_who_looks_and_by_when() -> None:
    carer = make_carer()
    make_case(carer, call_by=clock.today() + timedelta(days=10))
    page = home(carer)
    assert f"{carer.organisation.name} zoekt een contactpersoon." in page
    assert "hoort u van ons." in page
    assert carer.organisation.phone in page.replace("\N{NO-BREAK SPACE}", " ")


def test_a_new_contact_person_is_named_with_number_and_last_day_to_call() -> None:
    consultant = make_membership(name="Fenna Hoekstra")
    case = make_case(contact_person=consultant, call_by=clock.today() + timedelta(days=3))
    page = home(case.carer).replace("\N{NO-BREAK SPACE}", " ")
    assert "Uw contactpersoon Fenna Hoekstra" in page
    assert consultant.phone in page
    assert "hoort u van ons." in page


def test_a_call_that_did_not_come_is_admitted() -> None:
    case = make_case(call_by=clock.today() - timedelta(days=1))
    assert "U zou uiterlijk" in home(case.carer)


def test_after_a_contact_the_page_says_when_it_was() -> None:
    case = make_case(
        contact_person=make_membership(),
        status=CaseStatus.ACTIVE,
        last_contact_on=MONDAY.date(),
    )
    assert "Het laatste contact was op 2 maart 2026." in home(case.carer)


@pytest.mark.parametrize("page", [HOME, "/mijn/gegevens/"])
def test_the_next_contact_that_was_agreed_is_told(page: str) -> None:
    case = agreed(on=clock.today() + timedelta(days=8))
    said = client_for(case.carer).get(page).content.decode()
    assert "Het volgende contact is op" in said
    assert date_format(clock.today() + timedelta(days=8), "j F") in said


def test_an_agreed_contact_that_did_not_come_is_admitted() -> None:
    carer = agreed(on=clock.today() - timedelta(days=1)).carer
    assert "U zou uiterlijk" in home(carer)
    for page in (HOME, "/mijn/gegevens/"):
        assert "Het volgende contact" not in words(client_for(carer).get(page))


def test_a_day_that_only_the_desk_keeps_is_no_appointment() -> None:
    case = agreed(on=clock.today() + timedelta(days=355))
    assert "Het volgende contact" not in home(case.carer)


def agreed(*, on: date) -> Case:
    return make_case(
        contact_person=make_membership(), status=CaseStatus.ACTIVE, first_contact_at=MONDAY,
        last_contact_on=clock.today() - timedelta(days=10), due_on=on,
    )  # fmt: skip


@pytest.mark.parametrize("ended", [True, False])
def test_who_has_no_running_support_reads_that(ended: bool) -> None:
    carer = make_carer()
    if ended:
        make_case(carer, make_membership(carer.organisation), status=CaseStatus.ENDED)
    assert "U heeft nu geen contactpersoon." in home(carer)


# How it goes


def test_without_a_check_the_page_says_what_will_be_here() -> None:
    assert "Nog geen check bewaard" in home(make_carer())


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ([8], "De eerste check: 8 van de 13."),
        ([5, 9], "De zorg weegt zwaarder dan de vorige keer: 9 van de 13. Het was 5."),
        ([9, 5], "De zorg weegt lichter dan de vorige keer: 5 van de 13. Het was 9."),
        ([9, 9], "De zorg weegt even zwaar als de vorige keer: 9 van de 13."),
    ],
)
def test_the_line_says_in_a_sentence_how_it_went(scores: list[int], sentence: str) -> None:
    carer = make_carer()
    for number, score in enumerate(scores):
        make_checkup(carer, score, days_ago=90 - number)
    assert sentence in home(carer)


def test_the_same_numbers_stand_in_a_table_with_their_meaning() -> None:
    carer = make_carer()
    make_checkup(carer, 9)
    page = home(carer)
    assert "Dezelfde cijfers in een tabel" in page
    assert "9 De score wijst op overbelasting door de zorg." in page


def test_a_file_without_a_situation_is_shown_too() -> None:
    carer = make_carer()
    with role("naober_system"):
        carer.situations.all().delete()
    page = home(carer)
    assert "Wat wij van u weten" in page
    assert "U zorgt voor" not in page


def test_an_older_registration_is_named_with_the_way_to_remove_it() -> None:
    account = make_account()
    old = make_carer(account=account)
    new = make_carer(account=account, registered_at=MONDAY + timedelta(days=1))
    response = client_for(new).get(HOME)
    assert "U meldde zich vaker aan" in words(response)
    assert f"/mijn/stoppen/{old.pk}/" in response.content.decode()


def test_thirty_checks_need_no_more_queries_than_one() -> None:
    one, thirty = make_carer(), make_carer()
    make_checkup(one, 5)
    for number in range(30):
        make_checkup(thirty, number % 14, days_ago=number)

    def queries(carer: Carer) -> int:
        client = client_for(carer)
        client.get(HOME)
        with CaptureQueriesContext(connection) as captured:
            client.get(HOME)
        return len(captured)

    assert queries(thirty) == queries(one)


# Keeping a check


def check_at_hand(carer: Carer, **draft: object) -> Client:
    client = client_for(carer)
    carry(client, "check", {"answers": answers(6), "taken_along": False} | draft)
    return client


def test_a_finished_check_can_be_kept() -> None:
    carer = make_carer()
    client = check_at_hand(carer)
    assert "U deed de check. Wilt u hem bewaren?" in words(client.get(HOME))
    response = client.post(KEEP, {"keep": "yes"}, follow=True)
    assert response.redirect_chain == [(HOME, 302)]
    assert "Uw check is bewaard." in words(response)
    assert "De eerste check: 6 van de 13." in words(response)
    assert not carried(client, "check")


def test_an_unfinished_check_is_not_offered() -> None:
    carer = make_carer()
    client = check_at_hand(carer, answers={"sleep": 1})
    assert "Wilt u hem bewaren?" not in words(client.get(HOME))
    client.post(KEEP, {"keep": "yes"})
    with role("naober_system"):
        assert not CheckUp.objects.exists()


@pytest.mark.parametrize("draft", [{"answers": "sleep"}, {"answers": {}}, {"answers": None}])
def test_a_spoilt_check_breaks_nothing(draft: dict[str, object]) -> None:
    client = check_at_hand(make_carer(), **draft)
    assert client.get(HOME).status_code == 200
    assert client.post(KEEP, {"keep": "yes"}).status_code == 302


def test_a_check_is_thrown_away_when_asked() -> None:
    client = check_at_hand(make_carer())
    client.post(KEEP, {"keep": "no"})
    assert not carried(client, "check")
    with role("naober_system"):
        assert not CheckUp.objects.exists()


def test_without_consent_a_check_is_kept_only_with_the_tick() -> None:
    carer = make_carer(purposes=[Purpose.SUPPORT])
    client = check_at_hand(carer)
    assert 'name="agrees"' in client.get(HOME).content.decode()
    refused = client.post(KEEP, {"keep": "yes"}, follow=True)
    assert "Zonder deze toestemming blijft de check alleen op dit apparaat." in words(refused)
    assert carried(client, "check")
    kept = client.post(KEEP, {"keep": "yes", "agrees": "yes"}, follow=True)
    assert "Uw check is bewaard." in words(kept)


def test_coming_back_to_the_address_of_keeping_leads_home() -> None:
    assert client_for(make_carer()).get(KEEP)["Location"] == HOME


def test_who_was_closed_reads_that_support_ended_and_how_to_come_back() -> None:
    case = make_closed_case(make_carer(first_name="Jo"))
    page = client_for(case.carer).get("/mijn/").content.decode()
    assert "De hulp is gestopt. Wilt u weer hulp? Bel ons." in page
    assert case.organisation.phone.replace(" ", "")[1:] in page


def test_who_is_opened_again_reads_the_new_day() -> None:
    day = clock.today() + timedelta(days=4)
    case = make_case(make_carer(), due_on=day, call_by=clock.today() - timedelta(days=100))
    assert date_format(day, "j F") in client_for(case.carer).get("/mijn/").content.decode()
