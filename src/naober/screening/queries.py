"""Reading check-ups and questionnaires."""

from django.db.models import QuerySet

from naober.carers.models import Carer
from naober.screening.models import CheckUp
from naober.screening.texts import Questionnaire
from naober.screening.texts import questionnaire as questionnaire_text


def checkups_of(carer: Carer) -> QuerySet[CheckUp]:
    """Return the check-ups of one carer, oldest first."""
    return CheckUp.objects.filter(carer=carer)


def questionnaire(code: str, language: str) -> Questionnaire | None:
    """Return the wording of an instrument, or None where its text pack was taken out."""
    return questionnaire_text(code, language)
