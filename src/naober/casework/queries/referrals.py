"""Reading referrals. `…_visible_to` is the first net; row-level security lies beneath it."""

from datetime import date
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from naober.casework.enums import RETURNED, ReferralState
from naober.casework.models import Referral
from naober.casework.rules import refusal_to_refer
from naober.directory.models import Service
from naober.organisations.enums import Role
from naober.shared.actors import Actor


def referral_proven(actor: Actor) -> Referral | None:
    """Return the one referral that somebody without an account proved to know, with its steps."""
    if actor.referral is None:
        return None
    return _with_steps(Referral.objects.filter(pk=actor.referral)).first()


def referrals_received_by(actor: Actor) -> QuerySet[Referral]:
    """Return what the cards of an organisation were asked, open first.

    For who keeps those cards, and for who cares for people at a support point.
    """
    mine = _asked_of(actor).exclude(state=ReferralState.WITHDRAWN)
    return _with_steps(mine).order_by(_first(state=ReferralState.SENT), "answer_by", "id")


def was_taken_back(actor: Actor, referral_id: UUID) -> bool:
    """Return whether a question was asked of this organisation, and was taken back since."""
    taken_back = {"pk": referral_id, "state": ReferralState.WITHDRAWN}
    return _asked_of(actor).filter(**taken_back).exists()


def _asked_of(actor: Actor) -> QuerySet[Referral]:
    receives = {actor.organisation_id} if actor.role == Role.PROVIDER else {*actor.cares_for}
    return Referral.objects.filter(organisation_id__in=receives - {None})


def questions_waiting(actor: Actor) -> int:
    """Return how many questions wait for an answer of the actor's organisation."""
    return referrals_received_by(actor).filter(state=ReferralState.SENT).count()


def referrals_sent_by(actor: Actor) -> QuerySet[Referral]:
    """Return what somebody sent; who cares for people sees what colleagues sent too.

    What came back stands on top, until somebody takes it off, newest first; then what waits,
    soonest first.
    """
    if actor.membership_id is None:
        return Referral.objects.none()
    mine = Q(sender_id=actor.membership_id) | Q(sender_organisation_id__in=actor.cares_for)
    return _with_steps(Referral.objects.filter(mine)).order_by(
        _first(state__in=RETURNED, taken_off_at=None),
        _first(state=ReferralState.SENT),
        "-ended_at",
        "answer_by",
        "id",
    )


def referrals_about(actor: Actor) -> QuerySet[Referral]:
    """Return the questions of or about a carer who is signed in, newest first."""
    if actor.user_id is None or actor.membership_id is not None:
        return Referral.objects.none()
    mine = Referral.objects.filter(carer__account_id=actor.user_id)
    return _with_steps(mine).order_by("-sent_at", "id")


def referrals_of_carer(actor: Actor, carer_id: UUID) -> QuerySet[Referral]:
    """Return what was asked for one carer from this support point, newest first."""
    return referrals_sent_by(actor).filter(carer_id=carer_id).order_by("-sent_at", "id")


def why_not_ask(service: Service, *, on: date) -> str | None:
    """Return why no question can be sent about this card now, or None."""
    return refusal_to_refer(service, consents=True, on=on)


def came_back(referral: Referral) -> bool:
    """Return whether a referral came back and still stands on top of the sender's list."""
    return referral.state in RETURNED and referral.taken_off_at is None


def days_left(referral: Referral, *, on: date) -> int | None:
    """Return how many days the receiver has left; None where nothing is waited for."""
    return (referral.answer_by - on).days if referral.state == ReferralState.SENT else None


def _first(**condition: object) -> Case:
    return Case(When(**condition, then=Value(0)), default=Value(1))


def _with_steps(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    return referrals.select_related(
        "service", "organisation", "sender_organisation"
    ).prefetch_related("events")
