"""Saying yes and no, ending the support, and leaving."""

from uuid import uuid4

import pytest
from django.test import Client

from naober.accounts.models import User
from naober.carers.enums import Purpose
from naober.carers.models import Carer
from naober.carers.queries import has_consent
from naober.casework.enums import CaseStatus
from naober.casework.models import Case
from naober.screening.models import CheckUp
from naober.screening.queries import scores_for_support_point
from tests.database import role
from tests.factories.carers import make_account, make_carer
from tests.factories.casework import make_case
from tests.factories.organisations import MONDAY, make_membership
from tests.sites.carer.pages import HOME, answers, client_for, hidden, title, words
from tests.world import CSI

pytestmark = pytest.mark.django_db

CONSENTS, END, LEAVE, LEFT = (
    "/mijn/toestemming/",
    "/mijn/toestemming/steun-stoppen/",
    "/mijn/stoppen/",
    "/mijn/gestopt/",
)


def agreed(carer: Carer, purpose: Purpose) -> bool:
    with role("naober_system"):
        return has_consent(carer, purpose)


def test_each_consent_says_how_and_when_it_was_given() -> None:
    page = words(client_for(make_carer()).get(CONSENTS))
    assert "Ja. Gegeven op 2 maart 2026, op deze site." in page
    assert "Nee. U gaf hiervoor geen toestemming." in page


@pytest.mark.parametrize("purpose", [Purpose.CHECKUPS, Purpose.SHARE, Purpose.NEWS])
def test_taking_back_is_as_few_clicks_as_giving(purpose: Purpose) -> None:
    carer = make_carer(purposes=[Purpose.SUPPORT])
    client = client_for(carer)
    given = client.post(CONSENTS, {"purpose": purpose, "answer": "yes"}, follow=True)
    assert agreed(carer, purpose)
    assert "U zei ja." in words(given)
    taken = client.post(CONSENTS, {"purpose": purpose, "answer": "no"}, follow=True)
    assert not agreed(carer, purpose)
    assert "U trok uw ja in." in words(taken)
    assert "Ingetrokken op" in words(taken)


STAYS = "Er is niets weggegooid."


def test_who_takes_back_the_consent_for_checks_reads_what_stays_and_it_is_true() -> None:
    carer = make_carer(purposes=[Purpose.SUPPORT, Purpose.CHECKUPS])
    with role("naober_system"):
        CheckUp.objects.create(
            carer=carer, organisation=carer.organisation, instrument="csi", version=CSI.version,
            score=5, answers=answers(5), taken_on=MONDAY.date(), kept_at=MONDAY,
        )  # fmt: skip
    client = client_for(carer)
    assert STAYS not in words(client.get(CONSENTS))
    taken = words(client.post(CONSENTS, {"purpose": "checkups", "answer": "no"}, follow=True))
    assert f"{STAYS} De checks die bewaard zijn, blijven op uw pagina staan." in taken
    assert "Kies “Zeg ja”." in taken
    assert "5 van de 13" in words(client.get(HOME))
    with role("naober_system"):
        assert CheckUp.objects.filter(carer=carer).exists()
        assert scores_for_support_point([carer.pk]) == {}
    back = words(client.post(CONSENTS, {"purpose": "checkups", "answer": "yes"}, follow=True))
    assert STAYS not in back
    with role("naober_system"):
        assert scores_for_support_point([carer.pk]) == {carer.pk: [5]}


def test_who_never_agreed_to_checks_reads_nothing_of_what_stays() -> None:
    page = client_for(make_carer(purposes=[Purpose.SUPPORT])).get(CONSENTS)
    assert STAYS not in words(page)


@pytest.mark.parametrize("sent", [{}, {"purpose": "everything", "answer": "yes"}])
def test_a_purpose_that_is_not_there_changes_nothing(sent: dict[str, str]) -> None:
    assert client_for(make_carer()).post(CONSENTS, sent).status_code == 404


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_support_is_never_decided_in_one_click(answer: str) -> None:
    carer = make_carer()
    response = client_for(carer).post(CONSENTS, {"purpose": Purpose.SUPPORT, "answer": answer})
    assert response["Location"] == END
    assert agreed(carer, Purpose.SUPPORT)


def test_ending_the_support_says_what_happens_and_then_ends_it() -> None:
    case = make_case(contact_person=make_membership())
    client = client_for(case.carer)
    asked = words(client.get(END))
    assert "Niemand belt of schrijft u nog." in asked
    assert "Stoppen en alles weghalen" in asked
    assert "De hulp is gestopt." in words(client.post(END, follow=True))
    assert not agreed(case.carer, Purpose.SUPPORT)
    with role("naober_system"):
        assert Case.objects.get(pk=case.pk).status == CaseStatus.ENDED


def test_ending_the_support_twice_is_ending_it_once() -> None:
    client = client_for(make_case().carer)
    client.post(END)
    assert client.post(END)["Location"] == CONSENTS
    assert "Wilt u weer hulp? Meld u dan opnieuw aan." in words(client.get(CONSENTS))


# Leaving


def form_of(client: Client, path: str = LEAVE) -> dict[str, str]:
    """Return what the page of leaving sends."""
    page = client.get(path)
    return {name: hidden(page, name) for name in ("reader", "registration")}


def test_leaving_says_what_goes_and_what_stays() -> None:
    page = words(client_for(make_carer()).get(LEAVE))
    for part in ("wat uw contactpersoon opschreef", "uw account", "Wij bewaren alleen wie er keek"):
        assert part in page


def test_after_leaving_somebody_is_signed_out_and_everything_is_gone() -> None:
    carer = make_carer()
    client = client_for(carer)
    response = client.post(LEAVE, form_of(client), follow=True)
    assert response.redirect_chain == [(LEFT, 302)]
    assert "Alles is weg" in words(response)
    assert title(response) == "Alles is weg | Naober"
    with role("naober_system"):
        assert not Carer.objects.filter(pk=carer.pk).exists()
    assert not User.objects.filter(pk=carer.account_id).exists()
    assert client.get(HOME).status_code == 302


def test_the_second_click_on_leave_says_goodbye_too() -> None:
    client = client_for(make_carer())
    form = form_of(client)
    client.post(LEAVE, form)
    assert client.post(LEAVE, form)["Location"] == LEFT


@pytest.mark.parametrize("number", [0, 1])
def test_the_second_click_on_leave_takes_no_other_registration(number: int) -> None:
    account = make_account()
    both = [make_carer(account=account) for _ in range(2)]
    client = client_for(account)
    path = (LEAVE, f"{LEAVE}{both[0].pk}/")[number]
    form = form_of(client, path)
    for _ in range(2):
        assert client.post(path, form)["Location"] == HOME
    with role("naober_system"):
        left = Carer.objects.get(account=account)
    assert str(left.pk) != form["registration"]


def test_nothing_is_removed_that_was_not_shown() -> None:
    carer = make_carer()
    assert "Stoppen en alles weghalen?" in words(client_for(carer).post(LEAVE))
    with role("naober_system"):
        assert Carer.objects.filter(pk=carer.pk).exists()


def test_a_session_that_ended_on_the_way_out_is_not_a_goodbye() -> None:
    carer = make_carer()
    client = client_for(carer)
    form = form_of(client)
    del client.cookies["naober_session"]
    assert client.post(LEAVE, form)["Location"].endswith(f"?next={LEAVE}")
    with role("naober_system"):
        assert Carer.objects.filter(pk=carer.pk).exists()


def test_an_older_registration_can_be_left_alone_and_the_reader_stays() -> None:
    account = make_account()
    old, new = make_carer(account=account), make_carer(account=account)
    with role("naober_system"):
        Carer.objects.filter(pk=old.pk).update(registered_at="2020-01-01T00:00Z")
    client = client_for(account)
    path = f"{LEAVE}{old.pk}/"
    assert "Deze aanmelding weghalen?" in words(client.get(path))
    response = client.post(path, form_of(client, path), follow=True)
    assert response.redirect_chain == [(HOME, 302)]
    assert "Die aanmelding is weg." in words(response)
    with role("naober_system"):
        assert list(Carer.objects.filter(account=account)) == [new]


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_file_of_another_cannot_be_left(method: str) -> None:
    other = make_carer()
    client = client_for(make_carer())
    for pk in (other.pk, uuid4()):
        assert getattr(client, method)(f"{LEAVE}{pk}/").status_code == 404
    with role("naober_system"):
        assert Carer.objects.filter(pk=other.pk).exists()


def test_who_has_no_file_has_nothing_to_leave() -> None:
    assert client_for(make_account()).get(LEAVE).status_code == 404


def test_a_visitor_who_opens_leaving_signs_in_first() -> None:
    assert Client().get(LEAVE)["Location"].endswith(f"?next={LEAVE}")
