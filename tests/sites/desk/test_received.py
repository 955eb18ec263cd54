"""A support point answers what is asked through its own cards, at the desk."""

from typing import Any

import pytest
from django.test import Client

from naober.casework.enums import ReferralState
from naober.casework.models import Referral
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from tests.database import role
from tests.factories.casework import make_referral
from tests.factories.directory import make_service
from tests.factories.organisations import make_membership
from tests.sites.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

WHERE = "/balie/verwijzingen/gekregen/"


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def consultant() -> Membership:
    return make_membership()


@pytest.fixture
def asked(consultant: Membership) -> Referral:
    card = make_service(organisation=consultant.organisation, name_nl="Lotgenotengroep")
    return make_referral(card, make_membership())


def state(referral: Referral) -> str:
    with role("naober_system"):
        return Referral.objects.get(pk=referral.pk).state


def test_the_list_shows_what_is_asked_and_the_referrals_say_how_many_wait(
    consultant: Membership, asked: Referral
) -> None:
    desk = signed_in(consultant)
    assert "1 vraag wacht op uw antwoord." in text(desk.get("/balie/verwijzingen/"))
    page = text(desk.get(WHERE))
    assert "Lotgenotengroep" in page
    assert f"{WHERE}{asked.pk}/" in page
    assert asked.name not in page


def test_without_questions_the_page_says_what_comes_here(consultant: Membership) -> None:
    desk = signed_in(consultant)
    assert "Geen vragen" in text(desk.get(WHERE))
    assert "wacht op uw antwoord" not in text(desk.get("/balie/verwijzingen/"))


def test_a_consultant_says_yes(consultant: Membership, asked: Referral) -> None:
    desk = signed_in(consultant)
    where = f"{WHERE}{asked.pk}/"
    assert asked.name in text(desk.get(where))
    answered = desk.post(where, {"say": "yes", "yes-note": "Wij bellen dinsdag."}, follow=True)
    assert "Wij bellen dinsdag." in text(answered)
    assert state(asked) == ReferralState.ACCEPTED


@pytest.mark.parametrize("at_the_desk", [True, False])
def test_who_answers_what_was_taken_back_is_told_so(
    consultant: Membership, asked: Referral, *, at_the_desk: bool
) -> None:
    keeper = make_membership(consultant.organisation, Role.PROVIDER)
    with role("naober_system"):
        Referral.objects.filter(pk=asked.pk).update(state=ReferralState.WITHDRAWN)
    client = signed_in(consultant if at_the_desk else keeper)
    where = f"{WHERE if at_the_desk else '/aanbod/vragen/'}{asked.pk}/"
    for answer in (client.get(where, follow=True), client.post(where, {"say": "yes"}, follow=True)):
        assert answer.status_code == 200
        assert "Deze vraag is ingetrokken." in text(answer)
        assert asked.name not in text(answer)


def test_a_no_has_a_reason(consultant: Membership, asked: Referral) -> None:
    desk = signed_in(consultant)
    where = f"{WHERE}{asked.pk}/"
    assert "Kies een van de antwoorden." in text(desk.post(where, {"say": "no"}))
    desk.post(where, {"say": "no", "no-reason": "full", "no-note": ""})
    assert state(asked) == ReferralState.REFUSED


@pytest.mark.parametrize("elsewhere", [Role.CONSULTANT, Role.COORDINATOR])
def test_another_support_point_does_not_find_it(elsewhere: Role, asked: Referral) -> None:
    desk: Client = signed_in(make_membership(role=elsewhere))
    assert desk.get(f"{WHERE}{asked.pk}/").status_code == 404
    assert desk.post(f"{WHERE}{asked.pk}/", {"say": "yes"}).status_code == 404
    assert state(asked) == ReferralState.SENT
