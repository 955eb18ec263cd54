"""Who may do what with memberships, and when."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from naober.organisations.enums import NEXT, MembershipStatus, OrganisationKind, Role
from naober.organisations.models import Membership, Organisation, SecondStepReset
from naober.shared.actors import Actor

GIVEN_BY_ADMINISTRATOR = frozenset(
    {
        Role.CONSULTANT,
        Role.COORDINATOR,
        Role.ADMINISTRATOR,
        Role.PROFESSIONAL,
        Role.VOLUNTEER,
        Role.PROVIDER,
    }
)
"""Roles that an organisation gives itself; the others come from the platform."""

RESET_WAITS = timedelta(days=1)
"""How long a question to take off somebody's second step stays open."""


def may_manage_members(by: Actor, organisation_id: object) -> bool:
    """Return whether somebody may invite and change colleagues of an organisation."""
    if by.role == Role.PLATFORM_ADMINISTRATOR:
        return True
    return by.role == Role.ADMINISTRATOR and by.organisation_id == organisation_id


def may_give_role(by: Actor, role: str) -> bool:
    """Return whether somebody may hand out a role."""
    return by.role == Role.PLATFORM_ADMINISTRATOR or role in GIVEN_BY_ADMINISTRATOR


def may_make_organisations(by: Actor) -> bool:
    """Return whether somebody may make organisations and change what is known of them."""
    return by.role == Role.PLATFORM_ADMINISTRATOR


def refusal_of_organisation(
    organisation: Organisation, support_points: Iterable[Organisation]
) -> str | None:
    """Return why an organisation cannot be like this, or None. `support_points` are all there are.

    Carers are led to the support point of their municipality by its name and telephone number.
    """
    if not organisation.name or not organisation.kind:
        return _("A new organisation needs a name and a kind.")
    if organisation.kind != OrganisationKind.SUPPORT_POINT:
        return None
    if not (organisation.municipality_id and organisation.postcode_id and organisation.phone):
        return _("A support point needs a municipality, a postcode and a telephone number.")
    for other in support_points:
        if other.pk != organisation.pk and other.municipality_id == organisation.municipality_id:
            return _("This municipality already has a support point: %(key)s.") % {"key": other.key}
    return None


def refusal_to_move(member: Membership, status: MembershipStatus, *, by: Actor) -> str | None:
    """Return why a membership cannot get this status, or None."""
    if member.user_id == by.user_id:
        return _("You cannot change your own place. Ask another administrator.")
    if member.status == MembershipStatus.INVITED and status == MembershipStatus.ACTIVE:
        return _("Only the colleague can say yes to an invitation.")
    if status not in NEXT[MembershipStatus(member.status)]:
        return _("This is no longer possible. Somebody else changed it. Look at the list again.")
    return None


def may_agree_to_reset(by: Actor, organisation_id: object) -> bool:
    """Return whether somebody may be the second who agrees to take off a second step."""
    if by.role == Role.PLATFORM_ADMINISTRATOR:
        return True
    return (
        by.role in {Role.ADMINISTRATOR, Role.COORDINATOR} and by.organisation_id == organisation_id
    )


def refusal_to_agree(reset: SecondStepReset, *, by: Actor, at: datetime) -> str | None:
    """Return why a second step cannot be taken off by this yes, or None."""
    if reset.agreed_at is not None or at - reset.asked_at > RESET_WAITS:
        return _("This question is too old. Ask it again.")
    if by.user_id in {reset.asked_by.user_id, reset.member.user_id}:
        return _("Somebody else has to agree. That keeps the accounts of all of you safe.")
    if reset.member.status != MembershipStatus.ACTIVE:
        return _("This colleague does not work here now.")
    return None
