"""Reading cases. `visible_to` is the first net; row-level security lies beneath it."""

from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from naober.casework.enums import IN_CASELOAD, OPEN_STATUSES, CaseStatus
from naober.casework.models import Case, Contact
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.organisations.queries import consultants_of
from naober.shared.actors import Actor


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Return the cases that somebody may open.

    A coordinator: all of the support point. A consultant: their own caseload and registrations
    that wait for a contact person. A carer: their own. Everybody else: none. A case that ended,
    also because consent was taken back, is closed to the support point.
    """
    cases = Case.objects.select_related("carer", "contact_person", "organisation")
    ours = cases.filter(organisation_id__in=actor.cares_for, status__in=OPEN_STATUSES)
    if actor.role == Role.COORDINATOR:
        return ours
    if actor.role == Role.CONSULTANT:
        return ours.filter(Q(contact_person_id=actor.membership_id) | Q(status=CaseStatus.NEW))
    if actor.user_id is not None and actor.membership_id is None:
        return cases.filter(carer__account_id=actor.user_id)
    return cases.none()


def most_urgent_first(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Order by the day on which somebody must act; what is overdue stands on top."""
    return cases.order_by(F("due_on").asc(nulls_last=True), "id")


def caseload_of(actor: Actor) -> QuerySet[Case]:
    """Return the running cases of a consultant, most urgent first."""
    return most_urgent_first(
        cases_visible_to(actor).filter(
            contact_person_id=actor.membership_id, status__in=IN_CASELOAD
        )
    )


def registrations_for(actor: Actor) -> QuerySet[Case]:
    """Return what came in and has no contact person yet, longest waiting first."""
    return most_urgent_first(cases_visible_to(actor).filter(status=CaseStatus.NEW))


def open_cases_for(actor: Actor) -> QuerySet[Case]:
    """Return every case that is not ended, most urgent first."""
    return most_urgent_first(cases_visible_to(actor).filter(status__in=OPEN_STATUSES))


def overdue(cases: QuerySet[Case], *, on: date) -> QuerySet[Case]:
    """Return the cases for which somebody had to act before today."""
    return cases.filter(due_on__lt=on)


def consultants_with_caseload(organisation_id: UUID) -> QuerySet[Membership]:
    """Return who may be a contact person, each with `caseload`: how many carers they have now."""
    return consultants_of(organisation_id).annotate(
        caseload=Count("cases", filter=Q(cases__status__in=IN_CASELOAD))
    )


def caseload_size(membership_id: UUID) -> int:
    """Return how many carers somebody has now."""
    return Case.objects.filter(contact_person_id=membership_id, status__in=IN_CASELOAD).count()


def contacts_of(case: Case) -> QuerySet[Contact]:
    """Return what was said and done, newest first."""
    return Contact.objects.filter(case=case).select_related("by")


def contact_person_of(actor: Actor) -> Membership | None:
    """Return the contact person of a signed-in carer; their own file is not read for it."""
    if actor.user_id is None or actor.membership_id is not None:
        return None
    return (
        Membership.objects.filter(
            cases__carer__account_id=actor.user_id, cases__status__in=IN_CASELOAD
        )
        .order_by("-cases__registered_at")
        .first()
    )
