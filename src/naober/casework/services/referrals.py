"""Closed referrals: a question to who offers something, answered, refused, or never in silence."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from naober.accounts.models import User
from naober.audit.enums import Action
from naober.audit.services import record
from naober.carers.enums import ConsentWay
from naober.carers.models import Carer
from naober.casework import referral_codes, referral_keys, referral_letters, rules
from naober.casework.enums import RETURNED, ReferralRefusal, ReferralState, ReferralStep
from naober.casework.exceptions import AlreadySent
from naober.casework.models import Referral, ReferralEvent
from naober.casework.referral_codes import Door
from naober.casework.referral_keys import Proof, new_word, read_key, read_word
from naober.directory.models import Service
from naober.organisations.models import Membership
from naober.shared.actors import Actor
from naober.shared.clock import local_date
from naober.shared.database import acting_as, one_at_a_time
from naober.shared.exceptions import Refused

__all__ = [
    "Door",
    "Proof",
    "Question",
    "accept",
    "answer_by",
    "check_code",
    "mail_code",
    "new_word",
    "opened",
    "read_key",
    "read_word",
    "refuse",
    "send_referral",
    "take_back",
    "take_off",
]  # fmt: skip

PERSONAL: Final = ("name", "phone", "postcode4", "need")
"""What is not read at the door: nobody is noted as having read it before the code was right."""


@dataclass(frozen=True)
class Question:
    """What is asked, by whom and how they can be reached.

    `word` opens the page that says how it goes, for a carer without an account; it also names
    this one question, so that a form sent twice stays one.
    """

    name: str
    need: str
    phone: str = ""
    email: str = ""
    postcode4: str = ""
    consents: bool = False
    consent_way: ConsentWay = ConsentWay.ONLINE
    word: str = field(default_factory=new_word)


@transaction.atomic
def send_referral(
    *, by: Actor, service: Service, question: Question, at: datetime, carer: Carer | None = None
) -> Referral:
    """Send a question to the organisation behind a card.

    Raises PermissionDenied if `by` may not, Refused where the card cannot be asked now, consent
    is missing or the same was asked for this carer, AlreadySent for the same form once more.
    """
    if not rules.may_refer(by, carer):
        raise PermissionDenied
    if reason := rules.refusal_to_refer(service, consents=question.consents, on=local_date(at)):
        raise Refused(reason)
    proof = read_word(question.word)
    if proof is None:
        raise PermissionDenied
    if carer is not None and (reason := _asked_already(by, service, carer, proof.referral)):
        raise Refused(reason)
    key = referral_keys.new_key(proof.referral)
    receiver = read_key(key)
    referral = Referral(
        pk=proof.referral,
        service=service,
        organisation=service.organisation,
        carer=carer,
        name=question.name,
        phone=question.phone,
        email=question.email,
        postcode4=question.postcode4,
        need=question.need,
        consent_at=at,
        consent_way=question.consent_way,
        sent_at=at,
        answer_by=answer_by(at),
        receiver_key_hash=receiver.key_hash if receiver else "",
        receiver_key_sealed=referral_keys.seal(key),
        status_key_hash=proof.key_hash,
        **_sender(by),
    )
    _insert(referral)
    _step(by, referral, ReferralStep.SENT, at=at)
    referral_letters.send_question(referral, key)
    referral_letters.send_receipt(referral, question.word)
    return referral


def _asked_already(by: Actor, service: Service, carer: Carer, this: UUID) -> str | None:
    """Return what to say where a question for a carer to a card waits that `by` may see."""
    one_at_a_time(f"referral:{carer.pk}:{service.pk}")
    open_ones = Referral.objects.filter(service=service, carer=carer, state=ReferralState.SENT)
    waiting = open_ones.exclude(pk=this).first()
    if waiting is None:
        return None
    if rules.may_take_back(by, waiting):
        return _("This was asked already, and waits for an answer. Take that back first, or call.")
    return _("This was asked already, and waits for an answer. Call if it cannot wait.")


def says_otherwise(*, by: Actor, service: Service, question: Question) -> bool:
    """Return whether a form that was sent already says something else now, for who sends it."""
    proof = read_word(question.word)
    with acting_as(by):
        sent = Referral.objects.filter(pk=proof.referral).first() if proof else None
    names = ("name", "need", "phone", "email", "postcode4")
    return (
        sent is None
        or sent.service_id != service.pk
        or any(getattr(sent, name) != getattr(question, name) for name in names)
    )


def answer_by(at: datetime) -> date:
    """Return by when a question that is sent now is answered."""
    return rules.working_day_after(local_date(at), settings.NAOBER_REFERRAL_WORKING_DAYS)


def opened(proof: Proof | None, door: Door) -> Referral | None:
    """Return the referral that a link or a word opens, or None; of no other anything is read.

    For who still has to show the code: hand on no more than that it is there.
    """
    if proof is None:
        return None
    with acting_as(Actor(referral=proof.referral)):
        referral = (
            Referral.objects.select_related("service", "organisation")
            .filter(pk=proof.referral)
            .defer(*PERSONAL)
            .first()
        )
    if referral is None:
        return None
    kept = referral.receiver_key_hash if door == Door.RECEIVER else referral.status_key_hash
    return referral if proof.fits(kept) else None


def mail_code(referral: Referral, door: Door, *, at: datetime) -> None:
    """Mail a code to who belongs to this door of a referral."""
    address = rules.receiver_address(referral.service) if door == Door.RECEIVER else referral.email
    if address:
        referral_letters.send_code(address, referral_codes.new_code(referral.pk, door, at=at))


def check_code(referral: UUID, door: Door, typed: str, *, at: datetime) -> bool:
    """Return whether a code is right; the first time the receiver comes in, the carer sees it."""
    if not referral_codes.is_right(referral, door, typed, at=at):
        return False
    by = Actor(referral=referral)
    with acting_as(by):
        seen = ReferralEvent.objects.filter(referral=referral, kind=ReferralStep.OPENED).exists()
        one = Referral.objects.filter(pk=referral).defer(*PERSONAL).first()
        if door == Door.RECEIVER and one is not None and not seen:
            _step(by, one, ReferralStep.OPENED, at=at)
    return True


def accept(*, by: Actor, referral: Referral, at: datetime, note: str = "") -> Referral:
    """Say yes; after the last day too. Raises PermissionDenied, or Refused if it is not open."""
    return _answer(by, referral, ReferralState.ACCEPTED, note=note, at=at)


def refuse(
    *, by: Actor, referral: Referral, reason: ReferralRefusal, at: datetime, note: str = ""
) -> Referral:
    """Say that it cannot be, and why; the question goes back to who sent it.

    Raises PermissionDenied, or Refused if it is not open or the reason needs a note.
    """
    if reason == ReferralRefusal.OTHER and not note:
        raise Refused(_("Write why it is not possible."))
    return _answer(by, referral, ReferralState.REFUSED, note=note, at=at, reason=reason)


@transaction.atomic
def take_back(*, by: Actor, referral: Referral, at: datetime) -> Referral:
    """Take a question back; the receiver hears that nobody waits any more.

    Raises PermissionDenied if `by` may not, Refused if it ended.
    """
    referral = _locked(referral)
    if not rules.may_take_back(by, referral):
        raise PermissionDenied
    if reason := rules.refusal_to_move(referral, ReferralState.WITHDRAWN):
        raise Refused(reason)
    referral.state, referral.ended_at = ReferralState.WITHDRAWN, at
    referral.receiver_key_sealed = ""
    referral.save(update_fields=["state", "ended_at", "receiver_key_sealed"])
    _step(by, referral, ReferralStep.WITHDRAWN, at=at)
    referral_letters.send_taken_back(referral)
    return referral


@transaction.atomic
def take_off(*, by: Actor, referral: Referral, at: datetime) -> Referral:
    """Take what came back off the sender's list: somebody read it and looks further.

    Raises PermissionDenied if `by` may not, Refused if it did not come back.
    """
    referral = _locked(referral)
    if not rules.may_take_back(by, referral) or referral.sender_organisation_id is None:
        raise PermissionDenied
    if referral.state not in RETURNED:
        raise Refused(_("This question did not come back."))
    if referral.taken_off_at is None:
        referral.taken_off_at = at
        referral.save(update_fields=["taken_off_at"])
        _step(by, referral, ReferralStep.TAKEN_OFF, at=at)
    return referral


@transaction.atomic
def _answer(
    by: Actor,
    referral: Referral,
    to: ReferralState,
    *,
    note: str,
    at: datetime,
    reason: str = "",
) -> Referral:
    referral = _locked(referral)
    if not rules.may_answer(by, referral):
        raise PermissionDenied
    if refusal := rules.refusal_to_move(referral, to):
        raise Refused(refusal)
    referral.state, referral.refusal_reason, referral.answer_note = to, reason, note
    referral.answered_at = referral.ended_at = at
    referral.receiver_key_sealed = ""
    referral.save(
        update_fields=[
            "state", "refusal_reason", "answer_note", "answered_at", "ended_at",
            "receiver_key_sealed",
        ]
    )  # fmt: skip
    _step(by, referral, ReferralStep(to.value), at=at)
    referral_letters.send_news(referral)
    return referral


def _locked(referral: Referral) -> Referral:
    return (
        Referral.objects.select_for_update(of=("self",))
        .select_related("service", "organisation", "carer")
        .get(pk=referral.pk)
    )


def _sender(by: Actor) -> dict[str, object]:
    if by.membership_id is None:
        return {}
    member = Membership.objects.get(pk=by.membership_id)
    return {
        "sender_id": member.pk,
        "sender_organisation_id": member.organisation_id,
        "sender_name": member.name,
        "sender_phone": member.phone,
        "sender_email": User.objects.get(pk=member.user_id).email,
    }


def _insert(referral: Referral) -> None:
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise AlreadySent from error
        raise


def _step(by: Actor, referral: Referral, step: ReferralStep, *, at: datetime) -> None:
    """Write a step down twice: for who may see the referral, and in the log."""
    receives = step in {ReferralStep.OPENED, ReferralStep.ACCEPTED, ReferralStep.REFUSED}
    ReferralEvent(
        pk=uuid4(),
        referral=referral,
        at=at,
        kind=step,
        organisation_id=referral.organisation_id if receives else by.organisation_id,
    ).save(force_insert=True)
    action = Action.CREATE if step == ReferralStep.SENT else Action.CHANGE
    record(by=by, action=action, kind=f"referral.{step}", at=at, subject_id=referral.subject)
