"""Keeping check-ups."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from naober.audit.enums import Action
from naober.audit.services import record
from naober.carers.models import Carer
from naober.carers.rules import may_change
from naober.pure.instruments import INSTRUMENTS, score
from naober.screening.models import CheckUp
from naober.shared.actors import Actor
from naober.shared.clock import local_date


@transaction.atomic
def keep_checkup(
    *, by: Actor, carer: Carer, instrument: str, answers: Mapping[str, object], at: datetime
) -> CheckUp:
    """Score the answers and keep them with the carer's file.

    Raises InvalidAnswers for anything but a complete set of answers, PermissionDenied if `by`
    may not change this file (a visitor may, for the registration that is being handed in).
    """
    if not (may_change(by, carer) or carer.organisation_id == by.intake):
        raise PermissionDenied
    result = score(INSTRUMENTS[instrument], answers)
    checkup = CheckUp(
        carer=carer,
        organisation_id=carer.organisation_id,
        instrument=result.instrument,
        version=result.version,
        score=result.score,
        band=result.band or "",
        answers=dict(answers),
        taken_on=local_date(at),
        kept_at=at,
    )
    checkup.save(force_insert=True)
    record(by=by, action=Action.CREATE, kind="checkup.kept", at=at, subject_id=carer.pk)
    return checkup
