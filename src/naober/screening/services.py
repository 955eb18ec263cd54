"""Keeping check-ups."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from naober.audit.enums import Action
from naober.audit.services import record
from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import Carer
from naober.carers.queries import has_consent
from naober.carers.rules import is_own_file, may_change
from naober.carers.services import give_consent
from naober.pure.instruments import INSTRUMENTS, score
from naober.screening.models import CheckUp
from naober.shared.actors import Actor
from naober.shared.clock import local_date
from naober.shared.exceptions import Refused


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


@transaction.atomic
def keep_own_checkup(
    *,
    by: Actor,
    carer: Carer,
    instrument: str,
    answers: Mapping[str, object],
    agrees: bool,
    at: datetime,
) -> CheckUp:
    """Keep a check that a carer did on the site, once, and only with their consent.

    `agrees` gives the consent along with it. Raises PermissionDenied for anybody but the carer,
    Refused without consent, InvalidAnswers for anything but a complete set of answers.
    """
    if not is_own_file(by, carer):
        raise PermissionDenied
    Carer.objects.select_for_update(of=("self",)).get(pk=carer.pk)  # a double click waits here
    if agrees:
        give_consent(by=by, carer=carer, purpose=Purpose.CHECKUPS, way=ConsentWay.ONLINE, at=at)
    if not has_consent(carer, Purpose.CHECKUPS):
        raise Refused(_("Without this consent the check stays on this device only."))
    twice = carer.checkups.filter(
        instrument=instrument, answers=dict(answers), taken_on=local_date(at)
    )
    return twice.first() or keep_checkup(
        by=by, carer=carer, instrument=instrument, answers=answers, at=at
    )
