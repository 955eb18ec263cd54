"""Reading cases. `visible_to` is the first net; row-level security lies beneath it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.models import (
    CharField,
    Count,
    Exists,
    Expression,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Lower, Right

from naober.carers.models import Carer
from naober.casework.enums import (
    CLOSED_BY_HAND,
    IN_CASELOAD,
    LONGEST_SILENCE,
    OPEN_STATUSES,
    REOPEN_WITHIN,
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

MOST_DOUBLES = 3
"""People that are shown as perhaps the same: more is not read."""


def case_key(organisation: Organisation, token: str) -> UUID:
    """Return the key of the case that one sent form becomes, however often it is sent."""
    return uuid5(organisation.pk, token)


def first_call_by(organisation: Organisation, *, on: date) -> date:
    """Return by when somebody who registers on a day is called, in calendar days.

    At the weekend nobody calls: then it is the Friday before.
    """
    day = on + timedelta(days=organisation.call_within_days)
    return day - timedelta(days=max(0, day.isoweekday() - 5))


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Return the cases that somebody may open.

    A coordinator: all of the support point. A consultant: their own caseload and registrations
    that wait for a contact person. A carer: their own. Everybody else: none. A case that ended,
    also because consent was taken back, is closed to the support point; see `closed_cases_for`.
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


def closed_cases_for(actor: Actor, *, at: datetime) -> QuerySet[Case]:
    """Return what a coordinator may still open again, closed last first; nothing for others."""
    if actor.role != Role.COORDINATOR:
        return Case.objects.none()
    return (
        Case.objects.select_related("carer", "contact_person", "organisation")
        .filter(
            organisation_id__in=actor.cares_for,
            status=CaseStatus.ENDED,
            ended_because__in=CLOSED_BY_HAND,
            ended_at__gte=at - REOPEN_WITHIN,
        )
        .order_by("-ended_at", "id")
    )


def ended_so(actor: Actor, case_id: UUID, *, reason: str, note: str) -> bool:
    """Return whether somebody of the actor's own people was let go for this very reason.

    Of a colleague's, of who is elsewhere and of an id that is not there it says the same: no.
    """
    ended = Case.objects.filter(pk=case_id, organisation_id__in=actor.cares_for)
    if actor.role != Role.COORDINATOR:
        ended = ended.filter(contact_person_id=actor.membership_id)
    return ended.filter(status=CaseStatus.ENDED, ended_because=reason, ended_note=note).exists()


def is_known(actor: Actor, case_id: UUID) -> bool:
    """Return whether the support point still has this case, ended or not."""
    return Case.objects.filter(pk=case_id, organisation_id__in=actor.cares_for).exists()


def likely_doubles(
    actor: Actor, details: Mapping[str, Any], *, other_than: UUID | None = None
) -> QuerySet[Case]:
    """Return who of the open cases that somebody may open could be the person in `details`.

    The same last name with the same year of birth or postcode, or the same telephone number or
    mail address. Names are compared without accents, spaces and marks, numbers by their last nine
    digits. `details` has the fields of a carer; what is empty is not compared.
    """
    same = Q()
    if details.get("birth_year"):
        same |= Q(name_key=_name_key(details), carer__birth_year=details["birth_year"])
    if details.get("postcode"):
        same |= Q(name_key=_name_key(details), carer__postcode=details["postcode"])
    if details.get("phone"):
        same |= Q(phone_key=_phone_key(Value(details["phone"], CharField()))) & ~Q(carer__phone="")
    if details.get("email"):
        same |= Q(carer__email__iexact=details["email"])
    if not same:
        return Case.objects.none()
    cases = cases_visible_to(actor).filter(organisation_id__in=actor.member_of)
    cases = cases.alias(
        name_key=_letters(F("carer__last_name")), phone_key=_phone_key(F("carer__phone"))
    ).filter(same)
    if other_than is not None:
        cases = cases.exclude(pk=other_than)
    return cases.order_by("registered_at", "id")[:MOST_DOUBLES]


_ACCENTS = ("áàäâãåéèëêíìïîóòöôõúùüûýÿçñ", "aaaaaaeeeeiiiiooooouuuuyycn")


def _name_key(details: Mapping[str, Any]) -> Expression:
    return _letters(Value(details.get("last_name", ""), CharField()))


def _letters(name: Expression | F) -> Expression:
    plain = Func(Lower(name), *map(Value, _ACCENTS), function="translate")
    return _without(r"[\s.'’-]", plain)


def _phone_key(number: Expression | F) -> Expression:
    return Right(_without(r"\D", number), 9)


def _without(pattern: str, text: Expression | F) -> Expression:
    return Func(
        text, Value(pattern), Value(""), Value("g"),
        function="regexp_replace", output_field=CharField(),
    )  # fmt: skip


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
    """Load what a list shows and no more: the case, its carer and its contact person."""
    return cases.select_related(None).select_related("carer", "contact_person")


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


def agreed_day(case: Case) -> date | None:
    """Return the day of the next contact that was agreed, also where it is over; else None."""
    return case.due_on if next_step(case) == NextStep.AGREED else None


def agreed_on(case: Case, *, on: date) -> date | None:
    """Return the day of the next contact that was agreed, if it is still to come."""
    day = agreed_day(case)
    return day if day is not None and day > on else None


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
    """Return what was said and done, newest first, with what was corrected in it."""
    contacts = Contact.objects.filter(case=case).select_related("by")
    return contacts.prefetch_related("earlier_notes__corrected_by")


def contacts_to_correct(actor: Actor, case: Case) -> QuerySet[Contact]:
    """Return the contacts of a case that somebody wrote; for a coordinator all of them."""
    if actor.role == Role.COORDINATOR:
        return contacts_of(case)
    return contacts_of(case).filter(by_id=actor.membership_id)


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
