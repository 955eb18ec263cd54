"""Who may do what with a case, and when."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from naober.carers.models import Carer
from naober.casework.enums import (
    CLOSED_BY_HAND,
    LONGEST_SILENCE,
    NEXT,
    NEXT_OF_REFERRAL,
    REOPEN_WITHIN,
    CaseStatus,
    ContactWay,
    EndReason,
    ReferralState,
    ReferralStep,
)
from naober.casework.models import Case, Contact, Referral
from naober.directory.models import Service
from naober.directory.queries import is_closed
from naober.organisations.enums import CARING_ROLES, MembershipStatus, Role
from naober.organisations.models import Membership
from naober.pure.holidays import is_working_day
from naober.shared.actors import Actor
from naober.shared.clock import local_date


def may_assign(by: Actor, case: Case) -> bool:
    """Return whether somebody may give a case its contact person: the coordinator there."""
    return by.role == Role.COORDINATOR and case.organisation_id == by.organisation_id


def may_look_after(by: Actor, case: Case) -> bool:
    """Return whether somebody may write down a contact, or close the case.

    The contact person and the coordinator may.
    """
    if case.organisation_id not in by.cares_for:
        return False
    return by.role == Role.COORDINATOR or case.contact_person_id == by.membership_id


def may_correct(by: Actor, contact: Contact) -> bool:
    """Return whether somebody may correct what was written down: its author and the coordinator."""
    if contact.organisation_id not in by.cares_for:
        return False
    return by.role == Role.COORDINATOR or contact.by_id == by.membership_id


def may_reopen(by: Actor, case: Case) -> bool:
    """Return whether somebody may open a closed case again: the coordinator there."""
    return may_assign(by, case)


def refusal_to_close(case: Case, reason: EndReason, *, note: str) -> str | None:
    """Return why a case cannot be closed for this reason, or None."""
    if CaseStatus.ENDED not in NEXT[CaseStatus(case.status)]:
        return _("This case has ended already.")
    if reason not in CLOSED_BY_HAND:
        return _("The carer takes consent back. That is on another page.")
    if reason == EndReason.OTHER and not note:
        return _("Write why the support ends.")
    return None


def refusal_to_reopen(case: Case, *, at: datetime) -> str | None:
    """Return why a case cannot be opened again, or None."""
    if CaseStatus.NEW not in NEXT[CaseStatus(case.status)]:
        return _("This case is open already.")
    if case.ended_because not in CLOSED_BY_HAND or case.ended_at is None:
        return _("The carer took consent back. Only the carer can register again.")
    if at - case.ended_at > REOPEN_WITHIN:
        return _("This was closed more than half a year ago. The carer can register again.")
    return None


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


def is_chosen_already(case: Case, consultant: Membership, *, instead_of: UUID | None) -> bool:
    """Return whether this colleague became the contact person since the coordinator looked."""
    is_open = CaseStatus.ASSIGNED in NEXT[CaseStatus(case.status)]
    return is_open and case.contact_person_id == consultant.pk != instead_of


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


def may_refer(by: Actor, carer: Carer | None) -> bool:
    """Return whether somebody may send a question: the carer, who cares for them, a practice team.

    Without a file here (`carer` is None) it is the carer in person, or somebody of a practice team.
    """
    if by.membership_id is None:
        return carer is None or (by.user_id is not None and carer.account_id == by.user_id)
    if carer is None:
        return by.role == Role.PROFESSIONAL
    return carer.organisation_id in by.cares_for


def may_answer(by: Actor, referral: Referral) -> bool:
    """Return whether somebody may answer: with link and code, or who is of the receiver.

    There who keeps the cards may, and at a support point who cares for people.
    """
    if by.membership_id is None:
        return by.referral == referral.pk
    keeps = by.role == Role.PROVIDER and by.organisation_id == referral.organisation_id
    return keeps or referral.organisation_id in by.cares_for


def may_take_back(by: Actor, referral: Referral) -> bool:
    """Return whether somebody may take a question back, or what returned off the list.

    Who sent it may, and a colleague there who cares for people; the carer may for their own.
    """
    if by.membership_id is None:
        return by.referral == referral.pk or _is_about(by, referral)
    return by.membership_id == referral.sender_id or referral.sender_organisation_id in by.cares_for


def _is_about(by: Actor, referral: Referral) -> bool:
    carer = referral.carer
    return carer is not None and by.user_id is not None and carer.account_id == by.user_id


def receiver_address(service: Service) -> str:
    """Return where the question about a card is mailed; empty where nobody can be mailed."""
    return service.email or service.organisation.email


def refusal_to_refer(service: Service, *, consents: bool, on: date) -> str | None:
    """Return why no question can be sent about this card now, or None."""
    phone = service.phone or service.organisation.phone
    if not _is_there(service, on=on):
        return _("This is not there any more. Look for something else.")
    if is_closed(service, on=on):
        return _("This is closed for a while. Look when it opens, or call %(phone)s.") % {
            "phone": phone
        }
    if not receiver_address(service):
        return _("They have no mail address with us. Please call: %(phone)s.") % {"phone": phone}
    if not consents:
        return _("Without a yes we send nothing.")
    return None


def _is_there(service: Service, *, on: date) -> bool:
    begun = service.visible_from is None or service.visible_from <= on
    over = service.visible_until is not None and service.visible_until < on
    return service.published and begun and not over and service.successor_id is None


def refusal_to_move(referral: Referral, to: ReferralState) -> str | None:
    """Return why a referral cannot go to a state, or None."""
    now = ReferralState(referral.state)
    if to in NEXT_OF_REFERRAL[now]:
        return None
    return {
        ReferralState.SENT: _("This question waits for an answer."),
        ReferralState.ACCEPTED: _("This question was accepted already."),
        ReferralState.REFUSED: _("This question was refused already."),
        ReferralState.EXPIRED: _("Nobody answered this question in time."),
        ReferralState.WITHDRAWN: _("This question was taken back."),
    }[now]


def working_day_after(day: date, days: int) -> date:
    """Return the day that comes so many working days later; see `naober.pure.holidays`."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def reminder_due(referral: Referral, *, on: date, sent: Collection[str]) -> ReferralStep | None:
    """Return which reminder the receiver gets on a day: halfway, and the working day before.

    `sent` are the steps that were. What was missed is not made up for twice.
    """
    if referral.state != ReferralState.SENT or ReferralStep.REMINDED_LAST in sent:
        return None
    first = local_date(referral.sent_at)
    if first < on <= referral.answer_by and on >= _working_day_before(referral.answer_by):
        return ReferralStep.REMINDED_LAST
    halfway = first + (referral.answer_by - first) / 2
    if halfway <= on <= referral.answer_by and ReferralStep.REMINDED not in sent:
        return ReferralStep.REMINDED
    return None


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
