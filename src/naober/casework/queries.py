"""Reading cases. `visible_to` is the first net; row-level security lies beneath it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from naober.carers.models import Carer
from naober.casework.enums import (
    IN_CASELOAD,
    LONGEST_SILENCE,
    OPEN_STATUSES,
    CaseStatus,
    NextStep,
)
from naober.casework.models import Case, Contact
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership, Organisation
from naober.organisations.queries import consultants_of
from naober.shared.actors import Actor

MOST_WORDS = 5
"""Words of a name that a search looks at."""
_SHOWN_IN_A_LIST = (
    "status",
    "origin",
    "registered_at",
    "first_contact_at",
    "last_contact_on",
    "due_on",
)


def first_call_by(organisation: Organisation, *, on: date) -> date:
    """Return by when somebody who registers on a day is called, in calendar days."""
    return on + timedelta(days=organisation.call_within_days)


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


def case_of(actor: Actor, carer: Carer) -> Case | None:
    """Return the case of a carer as far as the actor may open it."""
    return cases_visible_to(actor).filter(carer=carer).first()


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


def people_of(actor: Actor) -> QuerySet[Case]:
    """Return for whom somebody is there: a consultant for their own, a coordinator for all."""
    return open_cases_for(actor) if actor.role == Role.COORDINATOR else caseload_of(actor)


def called(cases: QuerySet[Case], name: str) -> QuerySet[Case]:
    """Return the cases of carers with every word of `name` somewhere in their name."""
    for word in name.split()[:MOST_WORDS]:
        cases = cases.filter(
            Q(carer__first_name__icontains=word) | Q(carer__last_name__icontains=word)
        )
    return cases


def with_situation(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Load what a file shows and no more: carer and contact person, and all care situations."""
    return (
        cases.select_related(None)
        .select_related("carer", "contact_person")
        .prefetch_related("carer__situations")
    )


def for_a_list(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Load what a list shows and no more: the case, and of carer and contact person the name."""
    names = ("carer__first_name", "carer__last_name", "contact_person__name")
    return (
        cases.select_related(None)
        .select_related("carer", "contact_person")
        .only(*_SHOWN_IN_A_LIST, *names)
    )


def next_step(case: Case) -> NextStep:
    """Return what somebody must do for this carer by `due_on`."""
    if case.status == CaseStatus.NEW:
        return NextStep.CONTACT_PERSON
    if case.first_contact_at is None:
        return NextStep.FIRST_TALK
    if case.due_on is None or case.last_contact_on is None:
        return NextStep.YEARLY
    yearly = (case.due_on - case.last_contact_on).days >= LONGEST_SILENCE
    return NextStep.YEARLY if yearly else NextStep.AGREED


@dataclass(frozen=True)
class Figures:
    """How many people wait: too late, today, from today to the end of the week; and in care."""

    late: int
    today: int
    week: int
    in_care: int


def figures_of(cases: QuerySet[Case], *, on: date, until: date) -> Figures:
    """Count the cases by the day on which somebody must act."""
    return Figures(
        **cases.order_by().aggregate(
            late=Count("pk", filter=Q(due_on__lt=on)),
            today=Count("pk", filter=Q(due_on=on)),
            week=Count("pk", filter=Q(due_on__range=(on, until))),
            in_care=Count("pk", filter=Q(status__in=IN_CASELOAD)),
        )
    )


def due(cases: QuerySet[Case], *, until: date, since: date | None = None) -> QuerySet[Case]:
    """Return the cases for which somebody must act up to and including `until`."""
    cases = cases.filter(due_on__lte=until)
    return cases if since is None else cases.filter(due_on__gte=since)


def left_alone(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases whose contact person does not work here now."""
    return cases.filter(contact_person__isnull=False).exclude(
        contact_person__status=MembershipStatus.ACTIVE
    )


def overdue(cases: QuerySet[Case], *, on: date) -> QuerySet[Case]:
    """Return the cases for which somebody had to act before today."""
    return cases.filter(due_on__lt=on)


def consultants_with_caseload(organisation_id: UUID) -> QuerySet[Membership]:
    """Return who may be a contact person, each with `caseload`: how many carers they have now."""
    return consultants_of(organisation_id).annotate(
        caseload=Count("cases", filter=Q(cases__status__in=IN_CASELOAD))
    )


def colleagues_with_people(organisation_id: UUID) -> QuerySet[Membership]:
    """Return who is a contact person now, by name, working here or not."""
    running = Case.objects.filter(contact_person=OuterRef("pk"), status__in=IN_CASELOAD)
    colleagues = Membership.objects.filter(Exists(running), organisation_id=organisation_id)
    return colleagues.order_by("name", "id")


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
