"""What time does to referrals: reminders, the last day, and what is removed long after the end.

Each referral has a transaction of its own, with its mail: a process that is killed has done all of
one or nothing of it, and the next run goes on where it stopped.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from naober.audit.enums import Action
from naober.audit.services import record
from naober.casework import referral_keys, referral_letters, rules
from naober.casework.enums import ReferralState, ReferralStep
from naober.casework.models import Referral, ReferralEvent
from naober.shared.actors import SYSTEM, Actor
from naober.shared.clock import local_date
from naober.shared.database import acting_as

NOBODY = Actor(role=SYSTEM)


def remind_and_expire(*, at: datetime) -> int:
    """Remind who has not answered, and let what is past its day go back; return of how many.

    For the system process. Doing it twice on a day does nothing twice.
    """
    waiting = Q(state=ReferralState.SENT)
    on = local_date(at)
    expired = _each(waiting & Q(answer_by__lt=on), lambda one: _expire(one, at=at))
    return expired + _each(waiting, lambda one: _remind(one, on=on, at=at))


def remove_ended(*, on: date) -> int:
    """Remove what ended long ago and is in nobody's file here; return how many."""
    before = on - timedelta(days=settings.NAOBER_REFERRAL_KEPT_DAYS)
    with acting_as(NOBODY):
        ended = Referral.objects.filter(carer=None, ended_at__date__lt=before)
        ended = ended.exclude(state=ReferralState.SENT)
        ids = [one.pk for one in ended]
        ReferralEvent.objects.filter(referral_id__in=ids).delete()
        ended.delete()
    return len(ids)


def _each(which: Q, do: Callable[[Referral], bool]) -> int:
    with acting_as(NOBODY):
        ids: list[UUID] = [one.pk for one in Referral.objects.filter(which)]
    done = 0
    for key in ids:
        with acting_as(NOBODY):
            waiting = Referral.objects.select_for_update(of=("self",)).filter(which, pk=key)
            referral = waiting.select_related("service__organisation").first()
            done += referral is not None and do(referral)
    return done


def _expire(referral: Referral, *, at: datetime) -> bool:
    referral.state, referral.ended_at = ReferralState.EXPIRED, at
    referral.receiver_key_sealed = ""
    referral.save(update_fields=["state", "ended_at", "receiver_key_sealed"])
    _step(referral, ReferralStep.EXPIRED, at=at)
    referral_letters.send_news(referral)
    return True


def _remind(referral: Referral, *, on: date, at: datetime) -> bool:
    sent = {one.kind for one in referral.events.all()}
    step = rules.reminder_due(referral, on=on, sent=sent)
    key = referral_keys.unseal(referral.receiver_key_sealed)
    if step is None or key is None:
        return False
    _step(referral, step, at=at)
    referral_letters.send_question(referral, key, again=True)
    return True


def _step(referral: Referral, step: ReferralStep, *, at: datetime) -> None:
    ReferralEvent(referral=referral, at=at, kind=step).save(force_insert=True)
    kind = f"referral.{step}"
    record(by=NOBODY, action=Action.CHANGE, kind=kind, at=at, subject_id=referral.subject)
