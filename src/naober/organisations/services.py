"""Changing who works where, and loading the region that everything stands on."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from naober.accounts.models import User
from naober.accounts.services import take_off_second_step
from naober.audit.enums import Action
from naober.audit.services import record
from naober.organisations import letters, queries, rules
from naober.organisations.enums import MembershipStatus
from naober.organisations.models import (
    Membership,
    Municipality,
    Organisation,
    Postcode,
    SecondStepReset,
)
from naober.shared.actors import Actor
from naober.shared.database import one_at_a_time
from naober.shared.exceptions import Refused

CONTENT: Final = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Invitation:
    """Who is invited, to do what.

    `token` names this one form: sent twice it stays one invitation.
    """

    email: str
    name: str
    role: str
    phone: str = ""
    token: str = field(default_factory=lambda: str(uuid4()))


@transaction.atomic
def invite_member(
    *, by: Actor, organisation: Organisation, invitation: Invitation, at: datetime
) -> Membership:
    """Invite a colleague; they come in after signing in and accepting.

    Raises PermissionDenied if `by` may not invite here or may not give this role, Refused if the
    colleague already has this role here or is `by` themselves.
    """
    role, name, phone = invitation.role, invitation.name, invitation.phone
    if not (rules.may_manage_members(by, organisation.pk) and rules.may_give_role(by, role)):
        raise PermissionDenied
    user = User.objects.for_address(invitation.email)
    key = uuid5(organisation.pk, invitation.token)
    one_at_a_time(f"invitation:{organisation.pk}")
    if user.pk == by.user_id:
        raise Refused(_("You cannot give yourself a role. Ask another administrator."))
    taken = Membership.objects.filter(user=user, organisation=organisation, role=role)
    taken = taken.exclude(status=MembershipStatus.ENDED)
    sent = taken.filter(pk=key, name=name, phone=phone, status=MembershipStatus.INVITED)
    if earlier := sent.first():
        return earlier
    if taken.exists():
        raise Refused(_("This colleague already has this role here."))
    member = Membership.objects.create(
        pk=uuid4() if Membership.objects.filter(pk=key).exists() else key,
        user=user,
        organisation=organisation,
        role=role,
        name=name,
        phone=phone,
        invited_at=at,
        status_since=at,
    )
    record(by=by, action=Action.CREATE, kind="membership.invited", at=at)
    letters.send_invitation(user.email)
    return member


@transaction.atomic
def move_member(*, by: Actor, member: Membership, status: MembershipStatus, at: datetime) -> None:
    """Suspend, resume or end the membership of a colleague; it works from the next request.

    The status that somebody has already changes nothing.
    Raises PermissionDenied if `by` may not, Refused for a step that the table NEXT does not have.
    """
    if not rules.may_manage_members(by, member.organisation_id):
        raise PermissionDenied
    member = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.status == status and member.user_id != by.user_id:
        return
    if reason := rules.refusal_to_move(member, status, by=by):
        raise Refused(reason)
    _set_status(member, status, at=at)
    record(by=by, action=Action.CHANGE, kind=f"membership.{status}", at=at)


@transaction.atomic
def accept_invitation(*, by: Actor, member: Membership, at: datetime) -> None:
    """Say yes to one's own invitation. Raises PermissionDenied for anybody else's."""
    member = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.user_id != by.user_id:
        raise PermissionDenied
    if member.status != MembershipStatus.INVITED:
        raise Refused(_("This invitation was already answered."))
    _set_status(member, MembershipStatus.ACTIVE, at=at)
    record(by=by, action=Action.CHANGE, kind="membership.accepted", at=at)


def _set_status(member: Membership, status: MembershipStatus, *, at: datetime) -> None:
    member.status = status
    member.status_since = at
    member.save(update_fields=["status", "status_since"])


@transaction.atomic
def ask_reset(*, by: Actor, member: Membership, at: datetime) -> SecondStepReset:
    """Ask to take off the second step of a colleague who lost it; they get a mail at once.

    Raises PermissionDenied if `by` may not manage this colleague, Refused for one's own and for who
    does not work here: an invitation would reach the account of anybody.
    """
    if not rules.may_manage_members(by, member.organisation_id) or by.membership_id is None:
        raise PermissionDenied
    member = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.user_id == by.user_id:
        raise Refused(_("You cannot change your own place. Ask another administrator."))
    if member.status != MembershipStatus.ACTIVE:
        raise Refused(_("This colleague does not work here now."))
    reset = SecondStepReset(
        member=member, organisation_id=member.organisation_id, asked_by_id=by.membership_id,
        asked_at=at,
    )  # fmt: skip
    reset.save(force_insert=True)
    record(by=by, action=Action.CHANGE, kind="second_step.reset_asked", at=at)
    letters.send_reset_asked(member.user.email)
    return reset


@transaction.atomic
def agree_to_reset(*, by: Actor, reset: SecondStepReset, at: datetime) -> None:
    """Take off a second step and end all visits of that account, as the second who agrees.

    Raises PermissionDenied if `by` may not agree here, Refused for one's own question or account
    and after RESET_WAITS.
    """
    found = SecondStepReset.objects.select_for_update(of=("self",)).filter(pk=reset.pk).first()
    if not rules.may_agree_to_reset(by, reset.organisation_id) or by.membership_id is None:
        raise PermissionDenied
    if found is None:  # answered meanwhile: what is answered cannot be seen any more
        raise Refused(_("This question is too old. Ask it again."))
    if reason := rules.refusal_to_agree(found, by=by, at=at):
        raise Refused(reason)
    found.agreed_by_id, found.agreed_at = by.membership_id, at
    found.save(update_fields=["agreed_by", "agreed_at"])
    take_off_second_step(found.member.user)
    record(by=by, action=Action.CHANGE, kind="second_step.reset", at=at)
    letters.send_reset_done(found.member.user.email)


@transaction.atomic
def save_organisation(
    *, by: Actor, key: str, details: Mapping[str, Any], at: datetime
) -> tuple[Organisation, bool]:
    """Make the organisation with this key, or bring it up to date; return it and whether it is new.

    `details` are fields of Organisation by name; what is not named stays as it is. A new one needs
    a name and a kind. Raises PermissionDenied for anybody but the platform, Refused for a second
    support point of a municipality.
    """
    if not rules.may_make_organisations(by):
        raise PermissionDenied
    one_at_a_time("organisations")
    organisation = Organisation.objects.filter(key=key).first()
    is_new = organisation is None
    organisation = organisation or Organisation(key=key)
    for name, value in details.items():
        setattr(organisation, name, value)
    if reason := rules.refusal_of_organisation(organisation, queries.support_points()):
        raise Refused(reason)
    organisation.save(force_insert=is_new)
    action = Action.CREATE if is_new else Action.CHANGE
    record(by=by, action=action, kind="organisation.saved", at=at, fields=sorted(details))
    return organisation, is_new


@transaction.atomic
def load_region() -> None:
    """Bring the twelve municipalities and all Dutch postcode areas up to date with our tables.

    For the system process only: nobody else may write them. Doing it twice changes nothing.
    Inhabitants on 1 January 2021 (CBS, CC BY 4.0); points of areas without a CBS figure GeoNames
    (CC BY 4.0). Sources: NOTICE.
    """
    Municipality.objects.bulk_create(
        [Municipality(**row) for row in _rows("municipalities.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "slug", "inhabitants"],
    )
    Postcode.objects.bulk_create(
        [
            Postcode(municipality_id=row.pop("municipality") or None, **row)
            for row in _rows("postcodes.csv")
        ],
        update_conflicts=True,
        unique_fields=["pc4"],
        update_fields=["place", "municipality", "latitude", "longitude", "inhabitants"],
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (CONTENT / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
