"""A referral is seen by who sent it, who gets it, and whom it is about; the database holds it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from naober.casework.enums import NEXT_OF_REFERRAL, ReferralState
from naober.casework.models import Referral, ReferralEvent
from naober.directory.models import Service
from naober.organisations.enums import OrganisationKind, Role
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.carers import actor_for, make_carer
from tests.factories.casework import make_referral
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY, make_actor, make_membership, make_organisation

pytestmark = pytest.mark.django_db


def sees(by: Actor, referral: Referral) -> bool:
    """Return whether somebody sees a referral; its steps are seen with it or not at all."""
    with acting_as(by):
        steps = ReferralEvent.objects.filter(referral_id=referral.pk).exists()
        seen = Referral.objects.filter(pk=referral.pk).exists()
    assert steps is seen
    return seen


def practice() -> Any:
    return make_organisation(kind=OrganisationKind.GP_PRACTICE, municipality=None)


def test_every_state_has_a_row_and_an_answer_is_not_undone() -> None:
    assert set(NEXT_OF_REFERRAL) == set(ReferralState)
    assert ReferralState.SENT not in frozenset().union(*NEXT_OF_REFERRAL.values())


def test_the_sender_and_colleagues_who_care_for_people_see_it() -> None:
    sender = make_membership()
    referral = make_referral(sender=sender)
    assert sees(actor_of(sender), referral)
    assert sees(make_actor(sender.organisation, Role.COORDINATOR), referral)
    assert not sees(make_actor(sender.organisation, Role.ADMINISTRATOR), referral)
    assert not sees(make_actor(), referral)


def test_in_a_practice_everybody_sees_what_they_sent_themselves() -> None:
    team = practice()
    sender = make_membership(team, Role.PROFESSIONAL)
    referral = make_referral(sender=sender)
    assert sees(actor_of(sender), referral)
    assert not sees(make_actor(team, Role.PROFESSIONAL), referral)


def test_who_receives_it_sees_it_and_another_provider_does_not() -> None:
    referral = make_referral(sender=make_membership())
    assert sees(make_actor(referral.organisation, Role.PROVIDER), referral)
    assert not sees(make_actor(role=Role.PROVIDER), referral)
    assert not sees(make_actor(role=Role.EDITOR), referral)


def test_the_carer_it_is_about_sees_every_step() -> None:
    sender = make_membership()
    carer = make_carer(sender.organisation)
    referral = make_referral(sender=sender, carer=carer)
    assert sees(actor_for(carer), referral)
    assert not sees(actor_for(make_carer(sender.organisation)), referral)


def test_a_link_and_a_code_open_one_referral_and_no_other() -> None:
    referral = make_referral()
    assert sees(Actor(referral=referral.pk), referral)
    assert not sees(Actor(referral=referral.pk), make_referral())
    assert not sees(Actor(), referral)


def a_question(service: Service, **overrides: Any) -> Referral:
    values: dict[str, Any] = {
        "service": service, "organisation": service.organisation, "name": "Jan", "need": "Hulp.",
        "phone": "088 000 20 10", "consent_at": MONDAY, "consent_way": "online", "sent_at": MONDAY,
        "answer_by": MONDAY.date(),
    }  # fmt: skip
    return Referral(**values | overrides)


def sent(by: Actor, referral: Referral) -> bool:
    try:
        with acting_as(by):
            referral.save(force_insert=True)
    except (DatabaseError, IntegrityError):
        return False
    return True


def test_a_visitor_sends_a_question_of_their_own_and_nothing_in_anothers_name() -> None:
    card, key = make_service(), uuid4()
    assert sent(Actor(referral=key), a_question(card, pk=key))
    assert not sent(Actor(), a_question(card))
    member = make_membership()
    other: UUID = uuid4()
    pretended = a_question(card, pk=other, sender=member, sender_organisation=member.organisation)
    assert not sent(Actor(referral=other), pretended)
    assert not sent(Actor(referral=other), a_question(card, pk=other, carer=make_carer()))


def test_it_goes_to_the_organisation_of_the_card_only() -> None:
    key = uuid4()
    elsewhere = a_question(make_service(), pk=key, organisation=make_organisation())
    assert not sent(Actor(referral=key), elsewhere)


def test_a_colleague_refers_a_carer_of_their_own_support_point_only() -> None:
    member, card = make_membership(), make_service()
    own = {"sender": member, "sender_organisation": member.organisation}
    assert sent(actor_of(member), a_question(card, carer=make_carer(member.organisation), **own))
    assert not sent(actor_of(member), a_question(card, carer=make_carer(), **own))


def test_a_job_lets_a_referral_expire_and_does_nothing_else_with_it() -> None:
    referral, system = make_referral(), Actor(role=SYSTEM)
    rows = Referral.objects.filter(pk=referral.pk)
    with pytest.raises(DatabaseError), acting_as(system):
        rows.update(state="accepted", answered_at=MONDAY)
    with acting_as(system):
        assert rows.update(state=ReferralState.EXPIRED) == 1
        ReferralEvent(referral=referral, at=MONDAY, kind="expired").save(force_insert=True)


@pytest.mark.parametrize(
    "change", [{"phone": ""}, {"state": "refused", "answered_at": MONDAY}, {"state": "accepted"}]
)
def test_a_referral_without_what_belongs_to_it_is_not_kept(change: dict[str, object]) -> None:
    referral = make_referral()
    with role("naober_system"), pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**change)


def test_a_job_sees_what_waits_and_what_must_go_and_no_answer_in_a_file() -> None:
    answered = {"state": "accepted", "answered_at": MONDAY, "ended_at": MONDAY}
    member = make_membership()
    carer = make_carer(member.organisation)
    system = Actor(role=SYSTEM)
    in_file = make_referral(sender=member, carer=carer, **answered)
    assert not sees(system, in_file)
    assert sees(system, make_referral())
    assert sees(system, make_referral(**answered))


def test_a_job_removes_what_ended_without_a_file_and_nothing_else() -> None:
    answered = {"state": "accepted", "answered_at": MONDAY, "ended_at": MONDAY}
    member = make_membership()
    stays = [
        make_referral(),
        make_referral(sender=member, carer=make_carer(member.organisation), state="expired"),
    ]
    goes = make_referral(**answered)
    with acting_as(Actor(role=SYSTEM)):
        ReferralEvent.objects.all().delete()
        assert Referral.objects.all().delete()[0] == 1
    with role("naober_system"):
        assert not Referral.objects.filter(pk=goes.pk).exists()
        assert all(one.events.exists() for one in Referral.objects.all())
        assert Referral.objects.filter(pk__in=[one.pk for one in stays]).count() == len(stays)


def test_a_job_writes_its_own_steps_and_no_others() -> None:
    referral = make_referral(state="accepted", answered_at=MONDAY, ended_at=MONDAY)
    in_file = make_referral(
        sender=(member := make_membership()), carer=make_carer(member.organisation),
        state="accepted", answered_at=MONDAY, ended_at=MONDAY,
    )  # fmt: skip
    with acting_as(Actor(role=SYSTEM)):
        for kind in ("reminded", "reminded_last"):
            ReferralEvent(referral=referral, at=MONDAY, kind=kind).save(force_insert=True)
    with pytest.raises(DatabaseError), acting_as(Actor(role=SYSTEM)):
        ReferralEvent(referral=in_file, at=MONDAY, kind="accepted").save(force_insert=True)


def test_somebody_without_proof_changes_and_removes_nothing() -> None:
    member = make_membership()
    referral = make_referral(sender=member)
    others = (Actor(), make_actor(), make_actor(role=Role.PROVIDER), Actor(referral=uuid4()))
    for by in others:
        with acting_as(by):
            rows = Referral.objects.filter(pk=referral.pk)
            assert rows.update(answer_note="x") == 0
            assert rows.delete()[0] == 0
