"""Everything that is known about a carer, as words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from naober.carers.enums import Condition, Purpose, Wish
from naober.carers.models import Carer, CareSituation, Consent
from naober.casework.models import Case, Contact
from naober.casework.queries import agreed_day
from naober.screening.models import CheckUp
from naober.screening.queries import questionnaire
from naober.shared.clock import local_date
from naober.shared.rows import Row
from naober.sites.carer.forms import DetailsForm
from naober.sites.carer.presenters.home import NEXT_CONTACT, full_day, meaning_of, score_words
from naober.sites.tone import say

CHECKS_STAY: Final = gettext_noop(
    "Nothing was thrown away. The checks that were kept stay on your page, and only you see them."
    " New checks are not kept. Do you want it back as it was? Choose “Say yes”."
)


@dataclass(frozen=True)
class Moment:
    """Something that happened on a day; `rows` are its details."""

    when: str
    title: str
    text: str = ""
    by: str = ""
    corrected: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Permission:
    """A purpose: what is asked, whether it is given now, how that came, and what one may do.

    `after` says what became of what was kept, once it was taken back.
    """

    purpose: str
    sentence: str
    given: bool
    history: str
    ends_support: bool
    starts_again: bool
    after: str = ""


def details_of(carer: Carer) -> list[Row]:
    """Return name and ways to be reached; what was not given is left out."""
    pairs: list[tuple[str, Any]] = [
        (_("Name"), f"{carer.first_name} {carer.last_name}"),
        (_("Year of birth"), carer.birth_year),
        (_("Address"), " ".join(filter(None, [carer.address, carer.postcode, carer.place]))),
        (_("Telephone"), carer.phone),
        (_("E-mail"), carer.email),
        (_("Best way to be reached"), carer.get_channel_display()),
        (_("Best time to call"), carer.get_reach_time_display()),
        (_("Registered on"), full_day(local_date(carer.registered_at))),
        (_("Support point"), carer.organisation.name),
    ]
    return [Row(str(label), str(text)) for label, text in pairs if text]


def situation_rows(situation: CareSituation) -> tuple[Row, ...]:
    """Return how the care was at one moment."""
    pairs = [
        (_("For whom"), situation.get_relation_display()),
        (_("Since when"), situation.get_since_display()),
        (_("Hours a week"), situation.get_hours_display()),
        (_("What is the matter"), labels(Condition, situation.conditions)),
        (_("What would help"), labels(Wish, situation.wishes)),
        (_("In own words"), situation.note),
    ]
    return tuple(Row(str(label), str(text)) for label, text in pairs if text)


def labels(choices: Any, codes: Iterable[str]) -> str:
    """Return the words of a list of codes, with commas."""
    return ", ".join(str(choices(code).label) for code in codes)


def situations(every: Iterable[CareSituation]) -> list[Moment]:
    """Return how the care is and was, newest first."""
    return [
        Moment(
            when=full_day(local_date(one.recorded_at)),
            title=_("How it is now") if number == 0 else _("How it was"),
            rows=situation_rows(one),
        )
        for number, one in enumerate(every)
    ]


def contacts(every: Iterable[Contact]) -> list[Moment]:
    """Return what the support point wrote down about each contact, newest first."""
    return [
        Moment(
            when=full_day(one.on),
            title=_("Contact %(way)s") % {"way": one.get_way_display()},
            text=one.note,
            by=one.by.name,
            corrected=_corrected(one),
        )
        for one in every
    ]


def next_contact(case: Case, *, today: date) -> str:
    """Return on which day the next contact is, where one was agreed and is not over."""
    agreed = agreed_day(case)
    return NEXT_CONTACT % {"day": full_day(agreed)} if agreed and agreed >= today else ""


def _corrected(contact: Contact) -> str:
    before = contact.earlier_notes.all()
    if not before:
        return ""
    return _("Changed on %(day)s") % {"day": full_day(local_date(before[0].corrected_at))}


def checkups(every: Iterable[CheckUp]) -> list[Moment]:
    """Return the kept checks with each answer in words, newest first."""
    language = get_language() or "nl"
    found = [
        Moment(
            when=full_day(one.taken_on),
            title=score_words(one),
            text=meaning_of(one, language),
            rows=answer_rows(one, language),
        )
        for one in every
    ]
    return found[::-1]


def answer_rows(checkup: CheckUp, language: str) -> tuple[Row, ...]:
    """Return each question with its answer; the codes where the wording was taken out."""
    wording = questionnaire(checkup.instrument, language) or questionnaire(checkup.instrument, "nl")
    if wording is None:
        return tuple(Row(code, str(answer)) for code, answer in checkup.answers.items())
    said = {choice.answer: choice.text for choice in wording.answers}
    return tuple(
        Row(item.text, said.get(checkup.answers[item.code], ""))
        for item in wording.items
        if item.code in checkup.answers
    )


def permissions(every: Iterable[Consent], *, tone: str) -> list[Permission]:
    """Return each purpose with where it stands now."""
    newest: dict[str, Consent] = {}
    for one in sorted(every, key=lambda consent: consent.given_at):
        newest[one.purpose] = one
    return [_permission(purpose, newest.get(purpose), tone=tone) for purpose in Purpose]


def _permission(purpose: Purpose, last: Consent | None, *, tone: str) -> Permission:
    given = last is not None and last.withdrawn_at is None
    support = purpose == Purpose.SUPPORT
    never = say(tone, gettext_noop("You did not give this."))
    return Permission(
        purpose=purpose.value,
        sentence=str(purpose.label),
        given=given,
        history=never if last is None else consent_words(last),
        ends_support=support and given,
        starts_again=support and not given,
        after=_after(purpose, tone) if last is not None and not given else "",
    )


def _after(purpose: Purpose, tone: str) -> str:
    """Return what was thrown away, what stays and how to change it back; only checks are kept."""
    return say(tone, CHECKS_STAY) if purpose == Purpose.CHECKUPS else ""


def consent_words(consent: Consent) -> str:
    """Return when and how a consent was given, and taken back."""
    given = _("Given on %(day)s, %(way)s.") % {
        "day": full_day(local_date(consent.given_at)),
        "way": consent.get_given_way_display(),
    }
    if consent.withdrawn_at is None:
        return given
    taken = _("Taken back on %(day)s, %(way)s.") % {
        "day": full_day(local_date(consent.withdrawn_at)),
        "way": consent.get_withdrawn_way_display(),
    }
    return f"{given} {taken}"


def registrations(carers: Iterable[Carer]) -> list[Row]:
    """Return the older registrations of somebody who registered more than once."""
    return [
        Row(
            date_format(local_date(one.registered_at), "j F Y"),
            one.organisation.name,
            reverse("carer:leave-other", args=[one.pk]),
        )
        for one in carers
    ]


def other_details(carer: Carer, typed: dict[str, Any]) -> list[Row]:
    """Return what the file says now where it differs from what somebody typed."""
    labels_by_name = {name: field.label for name, field in DetailsForm.base_fields.items()}
    return [
        Row(str(labels_by_name[name]), _shown(carer, name) or _("(empty)"))
        for name, value in typed.items()
        if getattr(carer, name) != value
    ]


def _shown(carer: Carer, name: str) -> str:
    words = getattr(carer, f"get_{name}_display", None)
    return str(words() if words else getattr(carer, name) or "")
