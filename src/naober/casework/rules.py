"""Who may do what with a case, and when."""

from datetime import date

from django.utils.translation import gettext as _

from naober.casework.enums import NEXT, CaseStatus
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


def refusal_to_assign(case: Case, consultant: Membership, *, caseload: int) -> str | None:
    """Return why this consultant cannot be the contact person, or None."""
    if CaseStatus.ASSIGNED not in NEXT[CaseStatus(case.status)]:
        return _("This case has ended. It cannot get a contact person.")
    if consultant.organisation_id != case.organisation_id:
        return _("This colleague works at another support point.")
    if consultant.status != MembershipStatus.ACTIVE or consultant.role not in CARING_ROLES:
        return _("This colleague does not work here now. Choose somebody else.")
    if case.contact_person_id == consultant.pk:
        return _("This colleague is already the contact person.")
    if caseload >= consultant.caseload_ceiling:
        return _("%(name)s is full: %(caseload)s of %(ceiling)s people. Choose somebody else.") % {
            "name": consultant.name,
            "caseload": caseload,
            "ceiling": consultant.caseload_ceiling,
        }
    return None


def refusal_of_contact(
    case: Case, *, on: date, next_on: date | None, today: date, registered_on: date
) -> str | None:
    """Return why a contact cannot be written down, or None."""
    if case.status not in {CaseStatus.ASSIGNED, CaseStatus.ACTIVE}:
        return _("This case has no contact person, or it has ended.")
    if on > today:
        return _("A contact cannot be in the future. Use the date for the next contact.")
    if on < registered_on:
        return _("This date is before the registration. Look at the year.")
    if next_on is not None and next_on < today:
        return _("The next contact cannot be in the past.")
    return None
