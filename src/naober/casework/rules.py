"""Who may do what with a case, and when."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from naober.casework.enums import LONGEST_SILENCE, NEXT, CaseStatus, ContactWay
from naober.casework.models import Case
from naober.organisations.enums import CARING_ROLES, MembershipStatus, Role
from naober.organisations.models import Membership
from naober.shared.actors import Actor


def may_assign(by: Actor, case: Case) -> bool:
    """Return whether somebody may give a case its contact person: the coordinator there."""
    return by.role == Role.COORDINATOR and case.organisation_id == by.organisation_id


def may_record_contact(by: Actor, case: Case) -> bool:
    """Return whether somebody may write down a contact: the contact person or the coordinator."""
    if case.organisation_id not in by.cares_for:
        return False
    return by.role == Role.COORDINATOR or case.contact_person_id == by.membership_id


def yearly_question_on(last: date) -> date:
    """Return when a carer is asked again how it goes: a year after the last contact at most.

    Carers in Drenthe asked for one trusted guide who asks every year (field report 003).
    """
    return last + timedelta(days=LONGEST_SILENCE)


def refusal_to_assign(
    case: Case, consultant: Membership, *, caseload: int, instead_of: UUID | None
) -> str | None:
    """Return why this consultant cannot be the contact person, or None.

    `instead_of` is the contact person that the coordinator saw while choosing.
    """
    if CaseStatus.ASSIGNED not in NEXT[CaseStatus(case.status)]:
        return _("This case has ended. It cannot get a contact person.")
    if reason := _refusal_of_colleague(case, consultant):
        return reason
    if case.contact_person_id == consultant.pk:
        return _("This colleague is already the contact person.")
    if case.contact_person_id != instead_of:
        return _("Somebody else just chose a contact person. Look who it is, and choose again.")
    if caseload >= consultant.caseload_ceiling:
        return _("%(name)s is full: %(caseload)s of %(ceiling)s people. Choose somebody else.") % {
            "name": consultant.name,
            "caseload": caseload,
            "ceiling": consultant.caseload_ceiling,
        }
    return None


def _refusal_of_colleague(case: Case, consultant: Membership) -> str | None:
    if consultant.organisation_id != case.organisation_id:
        return _("This colleague works at another support point.")
    if consultant.status != MembershipStatus.ACTIVE or consultant.role not in CARING_ROLES:
        return _("This colleague does not work here now. Choose somebody else.")
    return None


def refusal_of_contact(
    case: Case,
    *,
    way: ContactWay,
    on: date,
    next_on: date | None,
    today: date,
    registered_on: date,
) -> str | None:
    """Return why a contact cannot be written down, or None."""
    if case.status not in {CaseStatus.ASSIGNED, CaseStatus.ACTIVE}:
        return _("This case has no contact person, or it has ended.")
    if on > today:
        return _("A contact cannot be in the future. Use the date for the next contact.")
    if on < registered_on:
        return _("This date is before the registration. Look at the year.")
    return None if next_on is None else _refusal_of_next(way, next_on, today=today)


def _refusal_of_next(way: ContactWay, next_on: date, *, today: date) -> str | None:
    if way == ContactWay.NOT_REACHED:
        return _("Somebody who was not reached stays on your list. Leave the next date empty.")
    if next_on < today:
        return _("The next contact cannot be in the past.")
    if next_on > yearly_question_on(today):
        return _("The next contact is within a year. Look at the year.")
    return None
