"""Registering carers, their consents, their details, and leaving."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from naober.accounts.models import User
from naober.audit.enums import Action
from naober.audit.services import record
from naober.carers import rules
from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import Carer, CareSituation, Consent
from naober.carers.queries import consents_in_force, opens_nothing
from naober.organisations.models import Organisation
from naober.shared.actors import Actor
from naober.shared.exceptions import Refused

DETAILS: Final = (
    "first_name", "last_name", "birth_year", "postcode", "address", "place", "email", "phone",
    "channel", "reach_time",
)  # fmt: skip
"""What a carer may change about themselves."""


@dataclass(frozen=True)
class Registration:
    """What a carer tells at the front door or at the table; checked by the form."""

    details: Mapping[str, Any]
    situation: Mapping[str, Any]
    purposes: frozenset[Purpose]
    consent_way: ConsentWay
    language: str = "nl"
    young: bool = field(default=False)


@transaction.atomic
def register_carer(
    *, by: Actor, organisation: Organisation, registration: Registration, at: datetime
) -> Carer:
    """Keep a registration with its care situation and consents.

    The mail address opens the file only where nobody signs in with it yet, or `by` does now: a
    stranger, or a typing mistake, must not put a file on the page of somebody else.

    Raises PermissionDenied outside the support point at which `by` may register, Refused without
    the consent that the support point needs.
    """
    if organisation.pk not in (*by.cares_for, by.intake):
        raise PermissionDenied
    if reason := rules.refusal_to_register(registration.purposes):
        raise Refused(reason)
    carer = Carer(
        organisation=organisation,
        registered_at=at,
        language=registration.language,
        **_as_kept(registration.details),
    )
    carer.account = _account_at_registration(by, carer.email)
    carer.is_young = registration.young
    carer.save(force_insert=True)
    _keep_situation(carer, registration.situation, at=at)
    for purpose in sorted(registration.purposes):
        _keep_consent(by, carer, purpose, way=registration.consent_way, at=at)
    record(by=by, action=Action.CREATE, kind="carer.registered", at=at, subject_id=carer.pk)
    return carer


def is_as_registered(carer: Carer, registration: Registration) -> bool:
    """Return whether a file says what this registration says: who, their care and consents."""
    details = _as_kept(registration.details) | {"language": registration.language}
    situation, newest = registration.situation, carer.situations.first()
    allowed = {one.purpose for one in consents_in_force(carer)}
    return (
        all(getattr(carer, name) == value for name, value in details.items())
        and all(getattr(newest, name, None) == value for name, value in situation.items())
        and allowed == registration.purposes
    )


@transaction.atomic
def change_details(
    *, by: Actor, carer: Carer, details: Mapping[str, Any], at: datetime, seen: str = ""
) -> list[str]:
    """Change name and ways to be reached; return the names of what changed.

    A carer's own change leaves the address with which they sign in as it was. What the support
    point writes moves it at once: a mistyped address must not open a file. An account that then
    opens nothing goes, so that a correction back finds its way again.
    `seen` is the mark (see `mark_of`) of what the reader changed; empty to overwrite.
    Raises PermissionDenied if `by` may not, Refused if somebody else was first.
    """
    carer = Carer.objects.select_for_update(of=("self",)).get(pk=carer.pk)
    if not rules.may_change(by, carer):
        raise PermissionDenied
    details = _as_kept(details)
    changed = [name for name, value in details.items() if getattr(carer, name) != value]
    if changed and seen and seen != mark_of(carer):
        raise Refused(_("Somebody else just changed this. Look what it says now."))
    for name in changed:
        setattr(carer, name, details[name])
    earlier = carer.account
    if "email" in changed and not rules.is_own_file(by, carer):
        carer.account = _account_of(carer)
    carer.save(update_fields=[*changed, "account"])
    if earlier != carer.account:
        _let_go(earlier)
    if changed:
        record(
            by=by,
            action=Action.CHANGE,
            kind="carer.details",
            at=at,
            subject_id=carer.pk,
            fields=changed,
        )
    return changed


def _as_kept(details: Mapping[str, Any]) -> dict[str, Any]:
    """Return what may be changed of `details`; a mail address in lower case, as in accounts."""
    kept = {name: details[name] for name in DETAILS if name in details}
    if "email" in kept:
        kept["email"] = kept["email"].strip().lower()
    return kept


def _account_at_registration(by: Actor, email: str) -> User | None:
    if not email:
        return None
    if by.user_id is not None and by.membership_id is None:
        own = User.objects.filter(pk=by.user_id, email=email).first()
        return own or User.objects.new_for_address(email)
    return User.objects.new_for_address(email)


def _account_of(carer: Carer) -> User | None:
    """Return the account for the address of a carer: the one they have, or a new one, or none."""
    if carer.account is not None and carer.account.email == carer.email:
        return carer.account
    return User.objects.new_for_address(carer.email) if carer.email else None


def mark_of(carer: Carer) -> str:
    """Return a mark of the details as they are now, to notice that somebody else changed them."""
    now = "\0".join(str(getattr(carer, name)) for name in DETAILS)
    return sha256(now.encode()).hexdigest()[:16]


@transaction.atomic
def change_situation(
    *, by: Actor, carer: Carer, situation: Mapping[str, Any], at: datetime, seen: str = ""
) -> CareSituation:
    """Write down how the care is now; what was before stays as it was.

    What is the same as it was stays one line. `seen` is the key of the situation that the reader
    saw; empty to overwrite. Raises PermissionDenied if `by` may not, Refused if somebody else was
    first.
    """
    if not rules.may_change(by, carer):
        raise PermissionDenied
    Carer.objects.select_for_update(of=("self",)).get(pk=carer.pk)
    newest = carer.situations.first()
    if newest is not None and all(getattr(newest, name) == situation[name] for name in situation):
        return newest
    if newest is not None and seen and seen != str(newest.pk):
        raise Refused(_("Somebody else just changed this. Look what it says now."))
    # Who waited for the lock asked earlier, perhaps, and still writes the newest.
    later = at if newest is None else max(at, newest.recorded_at + timedelta(microseconds=1))
    kept = _keep_situation(carer, situation, at=later)
    record(by=by, action=Action.CHANGE, kind="carer.situation", at=at, subject_id=carer.pk)
    return kept


@transaction.atomic
def give_consent(
    *, by: Actor, carer: Carer, purpose: Purpose, way: ConsentWay, at: datetime
) -> None:
    """Write down a consent; giving one that is in force changes nothing.

    Raises PermissionDenied if `by` may not.
    """
    if not rules.may_change(by, carer):
        raise PermissionDenied
    Carer.objects.select_for_update(of=("self",)).get(pk=carer.pk)  # a double click waits here
    if carer.consents.filter(purpose=purpose, withdrawn_at=None).exists():
        return
    _keep_consent(by, carer, purpose, way=way, at=at)
    record(
        by=by,
        action=Action.CHANGE,
        kind=f"consent.given.{purpose}",
        at=at,
        subject_id=carer.pk,
    )


@transaction.atomic
def withdraw_consent(
    *, by: Actor, carer: Carer, purpose: Purpose, way: ConsentWay, at: datetime
) -> None:
    """Take a consent back; it works from the next request. Doing it twice changes nothing.

    Raises PermissionDenied if `by` may not.
    """
    if not rules.may_change(by, carer):
        raise PermissionDenied
    in_force = carer.consents.filter(purpose=purpose, withdrawn_at=None)
    if in_force.update(withdrawn_at=at, withdrawn_way=way):
        record(
            by=by,
            action=Action.CHANGE,
            kind=f"consent.withdrawn.{purpose}",
            at=at,
            subject_id=carer.pk,
        )


@transaction.atomic
def leave(*, by: Actor, carer: Carer, at: datetime) -> None:
    """Remove everything that is known about a carer; the log keeps that it happened.

    The account goes too, unless it still opens something else. Leaving twice is leaving once.
    Raises PermissionDenied for anybody but the carer.
    """
    if not rules.is_own_file(by, carer):
        raise PermissionDenied
    _remove(by, carer, kind="carer.left", at=at)


@transaction.atomic
def remove(*, by: Actor, carer: Carer, at: datetime) -> None:
    """Remove everything that is known about a carer who asked a coordinator for it.

    Like leaving, for who has no account or does not find the way. Doing it twice changes nothing.
    Raises PermissionDenied for anybody but a coordinator of their support point.
    """
    if not rules.may_remove(by, carer):
        raise PermissionDenied
    _remove(by, carer, kind="carer.removed", at=at)


def _remove(by: Actor, carer: Carer, *, kind: str, at: datetime) -> None:
    if Carer.objects.select_for_update(of=("self",)).filter(pk=carer.pk).first() is None:
        return
    record(by=by, action=Action.DELETE, kind=kind, at=at, subject_id=carer.pk)
    account = carer.account
    carer.delete()
    _let_go(account)


def _let_go(account: User | None) -> None:
    """Remove an account that opens nothing any more, with its visits and second steps."""
    if account is not None and opens_nothing(account):
        account.delete()


def _keep_situation(carer: Carer, situation: Mapping[str, Any], *, at: datetime) -> CareSituation:
    kept = CareSituation(
        carer=carer, organisation_id=carer.organisation_id, recorded_at=at, **situation
    )
    kept.save(force_insert=True)
    return kept


def _keep_consent(
    by: Actor, carer: Carer, purpose: Purpose, *, way: ConsentWay, at: datetime
) -> None:
    Consent(
        carer=carer,
        organisation_id=carer.organisation_id,
        purpose=purpose,
        given_at=at,
        given_way=way,
        recorded_by_id=by.membership_id,
    ).save(force_insert=True)
