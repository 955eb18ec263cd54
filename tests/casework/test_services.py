"""From registration to a person who calls."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from naober.audit.models import Event
from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import Carer
from naober.casework import services
from naober.casework.enums import CaseStatus, ContactWay, Origin
from naober.casework.models import Case, Contact
from naober.casework.services import Conversation
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.screening.models import CheckUp
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.carers import a_registration, make_carer
from tests.factories.casework import make_case, make_contact
from tests.factories.organisations import MONDAY, make_membership, make_organisation

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=3)
CSI = dict.fromkeys(
    ("sleep", "inconvenient", "physical", "confining", "family", "plans", "demands", "emotional",
     "behaviour", "changed", "work", "financial", "overwhelmed"), 1,
)  # fmt: skip


@pytest.fixture
def consultant() -> Membership:
    return make_membership()


@pytest.fixture
def coordinator(consultant: Membership) -> Actor:
    return actor_of(make_membership(consultant.organisation, Role.COORDINATOR))


def now(case: Case) -> Case:
    """Return the case as it lies in the database, whoever may see it."""
    with role("naober_system"):
        return Case.objects.select_related("contact_person").get(pk=case.pk)


def kinds() -> list[str]:
    with role("naober_system"):
        return [event.kind for event in Event.objects.order_by("at", "kind")]


# Registering


def register(by: Actor, member: Membership, **more: Any) -> Case:
    values: dict[str, Any] = {
        "registration": a_registration(),
        "origin": Origin.DESK,
        "at": MONDAY,
    }
    with acting_as(by):
        return services.register(by=by, organisation=member.organisation, **values | more)


def test_a_registration_waits_for_a_contact_person_and_its_clock_runs(
    consultant: Membership,
) -> None:
    case = register(actor_of(consultant), consultant)
    assert now(case).status == CaseStatus.NEW
    assert now(case).contact_person is None
    assert now(case).call_by == now(case).due_on == MONDAY.date() + timedelta(days=10)


def test_a_support_point_may_promise_sooner() -> None:
    consultant = make_membership(make_organisation(call_within_days=3))
    case = register(actor_of(consultant), consultant)
    assert now(case).call_by == MONDAY.date() + timedelta(days=3)


def test_one_form_sent_twice_is_one_registration(consultant: Membership) -> None:
    form = {"token": str(uuid4()), "registration": a_registration()}
    first = register(actor_of(consultant), consultant, **form)
    second = register(actor_of(consultant), consultant, **form)
    assert first.pk == second.pk
    with role("naober_system"):
        assert Carer.objects.filter(organisation=consultant.organisation).count() == 1


def test_two_forms_are_two_registrations(consultant: Membership) -> None:
    first = register(actor_of(consultant), consultant, token=str(uuid4()))
    assert first.pk != register(actor_of(consultant), consultant, token=str(uuid4())).pk


def test_the_same_token_elsewhere_is_another_registration(consultant: Membership) -> None:
    token, other = str(uuid4()), make_membership()
    first = register(actor_of(consultant), consultant, token=token)
    assert first.pk != register(actor_of(other), other, token=token).pk


def test_without_consent_for_support_nothing_is_kept(consultant: Membership) -> None:
    registration = a_registration()
    without = type(registration)(**{**vars(registration), "purposes": frozenset()})
    with pytest.raises(Refused):
        register(actor_of(consultant), consultant, registration=without)
    with role("naober_system"):
        assert not Carer.objects.exists()


@pytest.mark.parametrize(("purposes", "kept"), [({Purpose.CHECKUPS}, 1), (set(), 0)])
def test_a_check_is_kept_only_with_its_own_consent(
    consultant: Membership, purposes: set[Purpose], kept: int
) -> None:
    registration = a_registration()
    given = frozenset({Purpose.SUPPORT, *purposes})
    chosen = type(registration)(**{**vars(registration), "purposes": given})
    register(actor_of(consultant), consultant, registration=chosen, answers=CSI)
    with role("naober_system"):
        assert CheckUp.objects.count() == kept


def test_a_registration_at_another_support_point_is_forbidden(consultant: Membership) -> None:
    with pytest.raises(PermissionDenied):
        register(actor_of(make_membership()), consultant)


def test_the_mail_after_a_registration_says_nothing_about_care(consultant: Membership) -> None:
    register(actor_of(consultant), consultant)
    [message] = mail.outbox
    assert "mantelzorg" not in f"{message.subject} {message.body}".lower()


def test_an_address_is_mailed_once_a_day_however_often_somebody_types_it(
    consultant: Membership,
) -> None:
    by = actor_of(consultant)
    for _ in range(3):
        with acting_as(by):
            services.register(
                by=by,
                organisation=consultant.organisation,
                registration=a_registration(email="bom@example.org"),
                origin=Origin.DESK,
                at=MONDAY,
            )
    assert len(mail.outbox) == 1


# Choosing the contact person


def assign(by: Actor, case: Case, consultant: Membership, **more: Any) -> Case:
    with acting_as(by):
        return services.assign_contact_person(
            by=by, case=case, consultant=consultant, at=LATER, **more
        )


def test_a_registration_gets_its_contact_person(consultant: Membership, coordinator: Actor) -> None:
    case = make_case(make_carer(consultant.organisation))
    assign(coordinator, case, consultant)
    assert now(case).contact_person == consultant
    assert now(case).status == CaseStatus.ASSIGNED
    assert kinds() == ["case.contact_person.assigned"]
    [message] = mail.outbox
    assert consultant.name not in message.body


def test_a_carer_who_rather_calls_gets_no_mail(consultant: Membership, coordinator: Actor) -> None:
    carer = make_carer(consultant.organisation, channel="phone", phone="088 000 00 11")
    assign(coordinator, make_case(carer), consultant)
    assert mail.outbox == []


def test_a_consultant_cannot_choose_themselves(consultant: Membership) -> None:
    case = make_case(make_carer(consultant.organisation))
    with pytest.raises(PermissionDenied):
        assign(actor_of(consultant), case, consultant)
    assert now(case).contact_person is None


def test_a_running_contact_stays_running_with_somebody_else(
    consultant: Membership, coordinator: Actor
) -> None:
    case = make_case(contact_person=consultant, status=CaseStatus.ACTIVE, first_contact_at=MONDAY)
    other = make_membership(consultant.organisation)
    assign(coordinator, case, other, instead_of=consultant.pk)
    assert now(case).contact_person == other
    assert now(case).status == CaseStatus.ACTIVE


def test_the_second_coordinator_is_told_that_somebody_was_first(
    consultant: Membership, coordinator: Actor
) -> None:
    case = make_case(make_carer(consultant.organisation))
    other = make_membership(consultant.organisation)
    assign(coordinator, case, consultant)
    with pytest.raises(Refused, match="Somebody else just chose"):
        assign(coordinator, case, other)
    assert now(case).contact_person == consultant


def test_a_full_colleague_gets_nobody_more(coordinator: Actor, consultant: Membership) -> None:
    full = make_membership(consultant.organisation, caseload_ceiling=1)
    make_case(contact_person=full)
    case = make_case(make_carer(consultant.organisation))
    with pytest.raises(Refused, match="is full: 1 of 1"):
        assign(coordinator, case, full)


def test_an_ended_case_makes_room(coordinator: Actor, consultant: Membership) -> None:
    full = make_membership(consultant.organisation, caseload_ceiling=1)
    make_case(contact_person=full, status=CaseStatus.ENDED)
    case = make_case(make_carer(consultant.organisation))
    assert assign(coordinator, case, full).contact_person == full


# Writing down a contact


def speak(by: Actor, case: Case, **more: Any) -> Contact:
    values: dict[str, Any] = {"way": ContactWay.PHONE, "on": LATER.date(), "note": "Gesproken."}
    with acting_as(by):
        return services.record_contact(
            by=by, case=case, conversation=Conversation(**values | more), at=LATER
        )


def test_the_first_contact_starts_the_running_contact(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    next_on = LATER.date() + timedelta(days=14)
    contact = speak(actor_of(consultant), case, next_on=next_on)
    assert contact.by_id == consultant.pk
    assert now(case).status == CaseStatus.ACTIVE
    assert now(case).first_contact_at == LATER
    assert now(case).last_contact_on == LATER.date()
    assert now(case).due_on == next_on
    assert kinds() == ["contact.phone"]


def test_without_an_agreement_the_yearly_question_follows(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    speak(actor_of(consultant), case)
    assert now(case).due_on == LATER.date() + timedelta(days=365)


def test_who_was_not_reached_stays_due(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    speak(actor_of(consultant), case, way=ContactWay.NOT_REACHED, note="")
    assert now(case).status == CaseStatus.ASSIGNED
    assert now(case).due_on == case.due_on
    assert now(case).first_contact_at is None


def test_a_double_click_is_one_contact(consultant: Membership) -> None:
    case, token = make_case(contact_person=consultant), str(uuid4())
    first = speak(actor_of(consultant), case, token=token)
    second = speak(actor_of(consultant), case, token=token)
    assert first.pk == second.pk
    with role("naober_system"):
        assert Contact.objects.count() == 1
    assert kinds() == ["contact.phone"]


def test_a_token_names_no_contact_of_another_case(consultant: Membership) -> None:
    token = str(uuid4())
    first = speak(actor_of(consultant), make_case(contact_person=consultant), token=token)
    second = speak(actor_of(consultant), make_case(contact_person=consultant), token=token)
    assert first.pk != second.pk


def test_an_earlier_contact_written_down_late_does_not_turn_back_the_clock(
    consultant: Membership,
) -> None:
    case = make_case(contact_person=consultant)
    agreed = LATER.date() + timedelta(days=14)
    speak(actor_of(consultant), case, next_on=agreed)
    speak(actor_of(consultant), case, on=MONDAY.date())
    assert now(case).last_contact_on == LATER.date()
    assert now(case).due_on == agreed


def test_a_colleague_cannot_write_in_anothers_file(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    with pytest.raises(PermissionDenied):
        speak(actor_of(make_membership(consultant.organisation)), case)


def test_a_date_that_cannot_be_is_refused_and_nothing_changes(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    with pytest.raises(Refused):
        speak(actor_of(consultant), case, on=LATER.date() + timedelta(days=1))
    with role("naober_system"):
        assert not Contact.objects.exists()
    assert now(case).status == CaseStatus.ASSIGNED


def test_somebody_without_a_place_at_the_desk_writes_nothing(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    nobody = Actor(
        user_id=consultant.user_id,
        role=Role.COORDINATOR,
        member_of=(consultant.organisation_id,),
        cares_for=(consultant.organisation_id,),
    )
    with pytest.raises(PermissionDenied):
        speak(nobody, case)


@pytest.mark.parametrize("change", [{"on": LATER.date()}, {"way": "mail"}, {"by": None}])
def test_of_a_contact_only_the_words_can_be_changed_afterwards(
    consultant: Membership, change: dict[str, Any]
) -> None:
    case = make_case(contact_person=consultant)
    contact = make_contact(case)
    with pytest.raises(DatabaseError), acting_as(actor_of(consultant)):
        Contact.objects.filter(pk=contact.pk).update(**change)


# Taking back consent


def withdraw(by: Actor, case: Case, purpose: Purpose) -> None:
    with acting_as(by):
        services.withdraw_consent(
            by=by, carer=case.carer, purpose=purpose, way=ConsentWay.PHONE, at=LATER
        )


def test_without_consent_for_support_the_case_ends_at_once(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    withdraw(actor_of(consultant), case, Purpose.SUPPORT)
    assert now(case).status == CaseStatus.ENDED
    assert now(case).due_on is None


def test_taking_back_another_consent_leaves_the_case_open(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    withdraw(actor_of(consultant), case, Purpose.CHECKUPS)
    assert now(case).status == CaseStatus.ASSIGNED


def test_a_colleague_elsewhere_takes_back_nothing(consultant: Membership) -> None:
    case = make_case(contact_person=consultant)
    with pytest.raises(PermissionDenied):
        withdraw(actor_of(make_membership()), case, Purpose.SUPPORT)
    assert now(case).status == CaseStatus.ASSIGNED
