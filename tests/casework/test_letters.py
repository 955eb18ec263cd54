"""Mail says "je" to a young carer and "u" to who is older; about a question it speaks to nobody."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import translation

from naober.casework import letters, services
from naober.casework.enums import Origin
from naober.casework.referral_codes import Door
from naober.casework.services.referrals import Question, accept, mail_code, send_referral
from naober.organisations.enums import Role
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.casework.test_referrals import visitor
from tests.factories.carers import a_registration, actor_for, make_carer
from tests.factories.casework import make_case
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY, make_actor, make_membership

pytestmark = pytest.mark.django_db

FORMAL = re.compile(r"\b(u|uw)\b", re.IGNORECASE)
ADDRESS = "roelie@example.org"


def letters_to(address: str) -> list[str]:
    return [f"{one.subject}\n{one.body}" for one in mail.outbox if one.to == [address]]


@pytest.mark.parametrize(("birth_year", "said"), [(2012, "Je bericht"), (1951, "Uw bericht")])
def test_the_mail_after_registering_knows_who_is_young(birth_year: int, said: str) -> None:
    consultant = make_membership()
    by = actor_of(consultant)
    with acting_as(by):
        services.register(
            by=by,
            organisation=consultant.organisation,
            registration=a_registration(birth_year=birth_year, email=ADDRESS),
            origin=Origin.DESK,
            at=MONDAY,
        )
    [letter] = letters_to(ADDRESS)
    assert said in letter
    assert bool(FORMAL.search(letter)) == (birth_year == 1951)


@pytest.mark.parametrize(("birth_year", "said"), [(2012, "Je hebt nu"), (1951, "U hebt nu")])
def test_so_does_the_mail_that_there_is_a_contact_person(birth_year: int, said: str) -> None:
    consultant = make_membership()
    by = make_actor(consultant.organisation, Role.COORDINATOR)
    case = make_case(make_carer(consultant.organisation, birth_year=birth_year, email=ADDRESS))
    with acting_as(by):
        services.assign_contact_person(by=by, case=case, consultant=consultant, at=MONDAY)
    [letter] = letters_to(ADDRESS)
    assert said in letter
    assert bool(FORMAL.search(letter)) == (birth_year == 1951)


@pytest.mark.parametrize(("language", "page"), [("nl", "/mijn/"), ("en", "/en/mijn/")])
def test_mail_leads_to_ones_own_page_in_ones_own_language(language: str, page: str) -> None:
    letters.send_contact_person(make_carer(email=ADDRESS, language=language), on=MONDAY.date())
    [letter] = letters_to(ADDRESS)
    assert f" {settings.NAOBER_ADDRESS}{page}\n" in letter


def test_a_young_carer_who_grew_up_is_addressed_with_u() -> None:
    carer = make_carer(birth_year=2012, email=ADDRESS)
    for years in (0, 30):
        day = MONDAY.date() + timedelta(days=366 * years)
        letters.send_contact_person(carer, on=day)
    young, grown = letters_to(ADDRESS)
    assert "Je hebt nu" in young
    assert "U hebt nu" in grown


@pytest.mark.parametrize("has_file", [True, False])
def test_mail_about_a_question_is_right_for_a_young_carer_too(*, has_file: bool) -> None:
    carer = make_carer(is_young=True) if has_file else None
    asked = Question(name="Kim", need="Praten.", email=ADDRESS, consents=True)
    with translation.override("nl"):
        by = actor_for(carer) if carer else visitor(asked.word)
        with acting_as(by):
            referral = send_referral(
                by=by, service=make_service(), question=asked, at=MONDAY, carer=carer
            )
        mail_code(referral, Door.CARER, at=MONDAY)
        with acting_as(Actor(referral=referral.pk)):
            accept(by=Actor(referral=referral.pk), referral=referral, at=MONDAY)
    sent = letters_to(ADDRESS)
    assert len(sent) == 3
    assert [FORMAL.findall(one) for one in sent] == [[], [], []]
