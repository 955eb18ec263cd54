"""The registration at the desk: what is read out, and what to say afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naober.carers.enums import Purpose
from naober.carers.models import Consent
from naober.casework.models import Case
from naober.organisations.models import Organisation
from naober.shared.templatetags.naober import spoken_date
from naober.sites.desk.presenters.words import SPOKEN, full_name


@dataclass(frozen=True)
class ConsentToRead:
    """One consent on the page: what is read out, and the field for the answer."""

    field: BoundField
    who: str
    what: Any
    why: Any
    until: Any
    required: bool


@dataclass(frozen=True)
class Registered:
    """The page after a registration."""

    name: str
    call_by: str
    phone: str
    by_mail: bool
    agreed: tuple[str, ...]
    file_url: str
    assign_url: str


def consents(form: Any, organisation: Organisation) -> tuple[ConsentToRead, ...]:
    """Return the consents as they are read out, in a fixed order."""
    return tuple(
        ConsentToRead(
            field=form[purpose],
            who=organisation.name,
            what=SPOKEN[purpose].what,
            why=SPOKEN[purpose].why,
            until=SPOKEN[purpose].until,
            required=purpose == Purpose.SUPPORT,
        )
        for purpose in Purpose
    )


def registered_page(case: Case, agreed: Iterable[Consent]) -> Registered:
    """Return what to tell the carer now, and what was written down."""
    return Registered(
        name=full_name(case.carer),
        call_by=spoken_date(case.call_by),
        phone=case.organisation.phone,
        by_mail=bool(case.carer.email),
        agreed=tuple(_agreed(consent) for consent in agreed),
        file_url=reverse("desk:file", args=[case.pk]),
        assign_url=reverse("desk:assign", args=[case.pk]),
    )


def _agreed(consent: Consent) -> str:
    return _("%(question)s Yes, %(how)s, on %(moment)s.") % {
        "question": SPOKEN[consent.purpose].question,
        "how": consent.get_given_way_display(),
        "moment": date_format(timezone.localtime(consent.given_at), "j F Y, H:i"),
    }
