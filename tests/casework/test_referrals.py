"""A question is sent, answered, refused with a reason or taken back; every step is written down."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from naober.casework.enums import (
    NEXT_OF_REFERRAL,
    ReferralRefusal,
    ReferralState,
    ReferralStep,
)
from naober.casework.exceptions import AlreadySent
from naober.casework.models import Referral
from naober.casework.queries.referrals import (
    came_back,
    referral_proven,
    referrals_about,
    referrals_received_by,
    referrals_sent_by,
)
from naober.casework.rules import refusal_to_move
from naober.casework.services.referrals import (
    Question,
    accept,
    new_word,
    read_word,
    refuse,
    send_referral,
    take_back,
    take_off,
)
from naober.directory.models import Service
from naober.organisations.enums import OrganisationKind, Role
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.carers import actor_for, make_carer
from tests.factories.casework import make_referral
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY, make_actor, make_membership, make_organisation

pytestmark = pytest.mark.django_db


def a_question(**overrides: Any) -> Question:
    values: dict[str, Any] = {
        "name": "Roelie Voorbeeld", "need": "Een weekend logeren.", "phone": "088 000 20 09",
        "email": "roelie@example.org", "postcode4": "9401", "consents": True,
    }  # fmt: skip
    return Question(**values | overrides)


def visitor(word: str) -> Actor:
    proof = read_word(word)
    assert proof is not None
    return Actor(referral=proof.referral)


def send(service: Service, by: Actor | None = None, carer: Any = None, **question: Any) -> Referral:
    asked = a_question(**question)
    by = by or visitor(asked.word)
    with acting_as(by):
        return send_referral(by=by, service=service, question=asked, at=MONDAY, carer=carer)


def a_practitioner() -> Actor:
    team = make_organisation(kind=OrganisationKind.GP_PRACTICE, municipality=None)
    return make_actor(team, Role.PROFESSIONAL)


def steps_of(referral: Referral) -> list[str]:
    with role("naober_system"):
        return sorted(referral.events.values_list("kind", flat=True))


def test_a_carer_without_account_asks_and_both_get_a_mail_that_says_nothing() -> None:
    referral = send(make_service(email="huis@example.org"))
    assert referral.answer_by.isoformat() == "2026-03-09"  # five working days after a Monday
    assert steps_of(referral) == ["sent"]
    to = [one.to for one in mail.outbox]
    assert to == [["huis@example.org"], ["roelie@example.org"]]
    for one in mail.outbox:
        text = f"{one.subject} {one.body}"
        assert "Roelie" not in text.replace("roelie@example.org", "")
        assert "logeren" not in text.lower()
        assert "088 000 20 09" not in text


def test_a_question_without_mail_of_the_carer_sends_one_mail() -> None:
    send(make_service(), email="")
    assert len(mail.outbox) == 1


def test_the_same_form_once_more_stays_one_question() -> None:
    service, word = make_service(), new_word()
    send(service, word=word)
    with pytest.raises(AlreadySent):
        send(service, word=word)


def test_what_waits_for_an_answer_is_not_asked_twice_for_one_carer() -> None:
    member, card = make_membership(), make_service()
    one, other = (make_carer(member.organisation) for _ in range(2))
    by = actor_of(member)
    first = send(card, by, one)
    send(card, by, other)
    with pytest.raises(Refused, match="Take that back first"):
        send(card, by, one, need="Toch een week.")
    colleague = actor_of(make_membership(member.organisation, Role.COORDINATOR))
    with pytest.raises(Refused, match="Take that back first"):
        send(card, colleague, one, need="Toch een week.")
    with acting_as(by):
        take_back(by=by, referral=first, at=MONDAY)
    send(card, by, one, need="Toch een week.")


def test_what_the_carer_asked_in_person_is_not_asked_again_by_who_answers_it() -> None:
    member = make_membership()
    carer, card = make_carer(member.organisation), make_service(organisation=member.organisation)
    send(card, actor_for(carer), carer)
    with pytest.raises(Refused, match="Call if it cannot wait"):
        send(card, actor_of(member), carer)


def test_without_a_yes_nothing_is_sent() -> None:
    with pytest.raises(Refused, match="Without a yes"):
        send(make_service(), consents=False)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("card", "says"),
    [
        ({"published": False}, "not there any more"),
        ({"visible_until": MONDAY.date().replace(day=1)}, "not there any more"),
        ({"closed_from": MONDAY.date()}, "closed for a while"),
    ],
)
def test_a_card_that_cannot_be_asked_now_says_so(card: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        send(make_service(**card))


def test_who_cannot_be_mailed_must_be_called() -> None:
    organisation = make_organisation(email="")
    with pytest.raises(Refused, match="Please call: 088 000 00 07"):
        send(make_service(organisation=organisation))


def test_a_consultant_refers_a_carer_of_the_own_support_point_only() -> None:
    member = make_membership(phone="088 000 11 11")
    carer = make_carer(member.organisation)
    referral = send(make_service(), actor_of(member), carer)
    assert (referral.sender_id, referral.sender_phone) == (member.pk, "088 000 11 11")
    for other in (make_carer(), None):
        with pytest.raises(PermissionDenied):
            send(make_service(), actor_of(member), other)


def test_a_practice_team_refers_without_a_file_and_a_provider_does_not() -> None:
    referral = send(make_service(), a_practitioner())
    assert referral.carer_id is None
    for wrong in (Role.PROVIDER, Role.EDITOR, Role.POLICY_OFFICER, Role.VOLUNTEER):
        with pytest.raises(PermissionDenied):
            send(make_service(), make_actor(role=wrong))


def test_a_carer_who_signed_in_asks_in_person_and_not_for_another() -> None:
    carer = make_carer()
    by = actor_for(carer)
    referral = send(make_service(), by, carer)
    with acting_as(by):
        assert list(referrals_about(by)) == [referral]
    with pytest.raises(PermissionDenied):
        send(make_service(), by, make_carer())


@pytest.mark.parametrize("by_link", [True, False])
def test_yes_reaches_the_carer_and_the_sender(by_link: bool) -> None:
    sender = make_membership()
    referral = send(make_service(), actor_of(sender), make_carer(sender.organisation))
    provider = make_actor(referral.organisation, Role.PROVIDER)
    by = Actor(referral=referral.pk) if by_link else provider
    mail.outbox.clear()
    with acting_as(by):
        done = accept(by=by, referral=referral, note="Wij bellen dinsdag.", at=MONDAY)
    assert done.state == ReferralState.ACCEPTED
    assert steps_of(referral) == ["accepted", "sent"]
    assert {one.to[0] for one in mail.outbox} == {"roelie@example.org", sender.user.email}
    assert all("dinsdag" not in str(one.body) for one in mail.outbox)


def test_no_has_a_reason_and_comes_back_on_top_until_it_is_taken_off() -> None:
    sender = make_membership()
    by = actor_of(sender)
    carer = make_carer(sender.organisation)
    waiting, refused = (send(make_service(), by, carer) for _ in range(2))
    receiver = Actor(referral=refused.pk)
    with acting_as(receiver):
        refuse(by=receiver, referral=refused, reason=ReferralRefusal.FULL, at=MONDAY)
    with acting_as(by):
        first = referrals_sent_by(by)[0]
        assert (first, came_back(first)) == (refused, True)
        take_off(by=by, referral=refused, at=MONDAY)
        assert list(referrals_sent_by(by)) == [waiting, refused]
    assert steps_of(refused) == ["refused", "sent", "taken_off"]


def test_what_came_back_last_stands_on_top_whatever_day_it_was_to_be_answered() -> None:
    sender = make_membership()
    newer, older = (
        make_referral(
            sender=sender, state=ReferralState.EXPIRED, ended_at=MONDAY + timedelta(days=days),
            answer_by=MONDAY.date() + timedelta(days=days),
        )
        for days in (1, 0)
    )  # fmt: skip
    soon, late = (
        make_referral(sender=sender, answer_by=MONDAY.date() + timedelta(days=days))
        for days in (1, 2)
    )
    by = actor_of(sender)
    with acting_as(by):
        assert list(referrals_sent_by(by)) == [newer, older, soon, late]


def test_another_reason_needs_words() -> None:
    referral = make_referral()
    by = Actor(referral=referral.pk)
    with acting_as(by), pytest.raises(Refused, match="Write why"):
        refuse(by=by, referral=referral, reason=ReferralRefusal.OTHER, at=MONDAY)


def test_a_late_yes_is_still_a_yes_and_a_late_no_is_not_needed() -> None:
    referral = make_referral(state=ReferralState.EXPIRED)
    by = Actor(referral=referral.pk)
    with acting_as(by):
        with pytest.raises(Refused, match="in time"):
            refuse(by=by, referral=referral, reason=ReferralRefusal.FULL, at=MONDAY)
        assert accept(by=by, referral=referral, at=MONDAY).state == ReferralState.ACCEPTED


@pytest.mark.parametrize("state", ReferralState)
def test_each_state_goes_where_the_table_says_and_says_why_not(state: ReferralState) -> None:
    referral = Referral(state=state)
    for to in ReferralState:
        assert (refusal_to_move(referral, to) is None) is (to in NEXT_OF_REFERRAL[state])


def test_every_state_but_the_first_is_a_step() -> None:
    assert set(ReferralState.values) <= set(ReferralStep.values)


def test_who_may_answer_and_who_may_take_back() -> None:
    sender = make_membership()
    referral = make_referral(sender=sender)
    for wrong in (actor_of(sender), make_actor(role=Role.PROVIDER)):
        with acting_as(Actor(referral=referral.pk)), pytest.raises(PermissionDenied):
            accept(by=wrong, referral=referral, at=MONDAY)
    provider = make_actor(referral.organisation, Role.PROVIDER)
    with acting_as(provider), pytest.raises(PermissionDenied):
        take_back(by=provider, referral=referral, at=MONDAY)
    with acting_as(actor_of(sender)):
        assert take_back(by=actor_of(sender), referral=referral, at=MONDAY).ended_at == MONDAY


def test_who_received_a_question_hears_that_it_was_taken_back_and_nothing_of_it() -> None:
    sender = make_membership()
    service = make_service(email="huis@example.org")
    referral = make_referral(sender=sender, service=service, need="Moeder valt vaak.")
    mail.outbox.clear()
    with acting_as(actor_of(sender)):
        take_back(by=actor_of(sender), referral=referral, at=MONDAY)
    (letter,) = mail.outbox
    assert letter.to == ["huis@example.org"]
    assert letter.subject == "Een vraag is teruggetrokken"
    for secret in (referral.name, referral.need, service.name_nl, sender.name):
        assert secret not in f"{letter.subject} {letter.body}"


def test_lists_show_each_their_own_without_the_database_helping() -> None:
    sender = make_membership()
    referral = make_referral(sender=sender)
    with role("naober_system"):  # row-level security is off here: the first net alone
        assert list(referrals_sent_by(actor_of(sender))) == [referral]
        assert list(referrals_sent_by(make_actor())) == []
        assert list(referrals_received_by(make_actor(referral.organisation, Role.PROVIDER))) == [
            referral
        ]
        assert list(referrals_received_by(make_actor(referral.organisation))) == [referral]
        for nobody in (make_actor(role=Role.PROVIDER), make_actor(), Actor()):
            assert list(referrals_received_by(nobody)) == []
        assert referral_proven(Actor()) is None
        assert referral_proven(Actor(referral=make_referral().pk)) != referral
        assert list(referrals_about(Actor())) == []
