"""Reading check-ups and questionnaires."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from naober.carers.enums import Purpose
from naober.carers.models import Carer, Consent
from naober.screening import rules
from naober.screening.models import CheckUp
from naober.screening.texts import Questionnaire as Questionnaire  # noqa: PLC0414
from naober.screening.texts import questionnaire as questionnaire_text


def checkups_of(carer: Carer) -> QuerySet[CheckUp]:
    """Return the check-ups of one carer, oldest first."""
    return CheckUp.objects.filter(carer=carer)


def checkups_for_support_point(carers: Collection[UUID]) -> QuerySet[CheckUp]:
    """Return the check-ups of these carers that staff may see now, oldest first.

    Only with the carer's consent in force; taken back, they are gone from the next request on.
    """
    consent = Consent.objects.filter(
        carer=OuterRef("carer"), purpose=Purpose.CHECKUPS, withdrawn_at=None
    )
    return CheckUp.objects.filter(Exists(consent), carer__in=carers)


def scores_for_support_point(carers: Collection[UUID]) -> dict[UUID, list[int]]:
    """Return by carer the scores of the check-ups that staff may see now, oldest first."""
    scores: dict[UUID, list[int]] = {}
    for carer, score in checkups_for_support_point(carers).values_list("carer", "score"):
        scores.setdefault(carer, []).append(score)
    return scores


def questionnaire(code: str, language: str) -> Questionnaire | None:
    """Return the wording of an instrument, or None where its text pack was taken out."""
    return questionnaire_text(code, language)


def help_that_fits(weighing: Sequence[str]) -> dict[str, str]:
    """Return the kinds of help for answers that weigh: category code to item code, best first."""
    return rules.kinds_of_help(weighing)
