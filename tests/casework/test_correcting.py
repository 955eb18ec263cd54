"""Correcting what was written down: the earlier words stay, with who and when."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from naober.audit.models import Event
from naober.casework import services
from naober.casework.models import Contact, EarlierNote
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.carers import actor_for
from tests.factories.casework import make_case, make_contact, make_earlier_note
from tests.factories.organisations import MONDAY, make_membership

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=3)


@pytest.fixture
def consultant() -> Membership:
    return make_membership()


@pytest.fixture
def contact(consultant: Membership) -> Contact:
    return make_contact(make_case(contact_person=consultant), note="Zij wil geen oppas.")


def correct(by: Actor, contact: Contact, note: str, seen: int | None = None) -> None:
    with acting_as(by):
        services.correct_contact(by=by, contact=contact, note=note, seen=seen, at=LATER)


def said(contact: Contact) -> str:
    with role("naober_system"):
        return Contact.objects.get(pk=contact.pk).note


def earlier(contact: Contact) -> list[EarlierNote]:
    with role("naober_system"):
        return list(contact.earlier_notes.select_related("corrected_by"))


def test_the_author_corrects_and_what_it_said_stays(
    consultant: Membership, contact: Contact
) -> None:
    correct(actor_of(consultant), contact, "Hij wil geen oppas.")
    assert said(contact) == "Hij wil geen oppas."
    [before] = earlier(contact)
    assert before.note == "Zij wil geen oppas."
    assert (before.corrected_by, before.corrected_at) == (consultant, LATER)
    with role("naober_system"):
        assert [event.kind for event in Event.objects.all()] == ["contact.corrected"]


def test_the_coordinator_corrects_too(consultant: Membership, contact: Contact) -> None:
    coordinator = make_membership(consultant.organisation, Role.COORDINATOR)
    correct(actor_of(coordinator), contact, "Anders.")
    assert [one.corrected_by for one in earlier(contact)] == [coordinator]


def test_nobody_else_corrects(consultant: Membership, contact: Contact) -> None:
    others = [
        actor_of(make_membership(consultant.organisation)),
        actor_of(make_membership(role=Role.COORDINATOR)),
        actor_of(make_membership(consultant.organisation, Role.ADMINISTRATOR)),
        actor_for(contact.carer),
    ]
    for other in others:
        with pytest.raises((PermissionDenied, Contact.DoesNotExist)):
            correct(other, contact, "Anders.")
    assert (said(contact), earlier(contact)) == ("Zij wil geen oppas.", [])


def test_the_same_words_change_nothing(consultant: Membership, contact: Contact) -> None:
    correct(actor_of(consultant), contact, contact.note)
    assert earlier(contact) == []


def test_who_did_not_see_the_last_correction_is_told(
    consultant: Membership, contact: Contact
) -> None:
    correct(actor_of(consultant), contact, "Eerst.", seen=0)
    with pytest.raises(Refused, match="Somebody else"):
        correct(actor_of(consultant), contact, "Dan.", seen=0)
    correct(actor_of(consultant), contact, "Dan.", seen=1)
    assert {one.note for one in earlier(contact)} == {"Eerst.", "Zij wil geen oppas."}
    assert said(contact) == "Dan."


def test_what_was_said_before_can_never_be_changed(
    consultant: Membership, contact: Contact
) -> None:
    before = make_earlier_note(contact)
    with pytest.raises(DatabaseError), acting_as(actor_of(consultant)):
        EarlierNote.objects.filter(pk=before.pk).update(note="nooit gezegd")
    with acting_as(actor_of(consultant)):
        assert EarlierNote.objects.filter(pk=before.pk).delete()[0] == 0


def test_the_carer_changes_no_word(contact: Contact) -> None:
    with acting_as(actor_for(contact.carer)):
        assert Contact.objects.filter(pk=contact.pk).update(note="x") == 0
