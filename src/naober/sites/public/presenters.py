"""What the pages show, as plain values; templates never query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.forms import Form
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from naober.carers.enums import Channel, Purpose
from naober.directory.enums import Pillar
from naober.organisations.models import Organisation
from naober.pure.instruments import INSTRUMENTS, Result
from naober.screening.queries import Questionnaire
from naober.shared.addresses import address_of
from naober.shared.templatetags.naober import day_and_month
from naober.sites.public.forms import ConsentForm
from naober.sites.public.places import Place
from naober.sites.public.steps import CARE, CONSENT_SLUG, CONTACT, HELP, Step
from naober.sites.questions import Choice, Question
from naober.sites.tone import YOUNG, say
from naober.sites.words import words


def errors_of(form: Form, name: str) -> str:
    """Return what is wrong with a field in one text, or nothing."""
    return " ".join(str(one) for one in form.errors.get(name, ()))


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Search:
    """See naober/search_panel.html."""

    query: str = ""
    postcode: str = ""
    query_error: str = ""
    postcode_error: str = ""
    suggestions: Sequence[Link] = ()

    @property
    def action(self) -> str:
        return address_of("public:find")

    @property
    def suggest(self) -> str:
        return address_of("public:suggestions")


@dataclass(frozen=True)
class Hero:
    """See naober/hero.html."""

    first_line: str
    second_line: str
    lead: str


@dataclass(frozen=True)
class Door:
    """See naober/door.html."""

    pillar: Pillar
    icon: str
    sentence: str
    tone: str

    @property
    def title(self) -> str:
        return str(self.pillar.label)

    @property
    def url(self) -> str:
        return find_url(pillar=self.pillar.value)


def find_url(**what: str) -> str:
    """Return the address of a search: words, pillar or kind of help; never a person."""
    given = {name: value for name, value in what.items() if value}
    return address_of("public:find") + (f"?{urlencode(given)}" if given else "")


def doors(*, tone: str) -> list[Door]:
    """Return the four V's: what is it about?"""
    finding = gettext_noop("Information, rights and your support point")
    return [
        Door(Pillar.FINDING, "search", say(tone, finding), "main"),
        Door(Pillar.STRENGTHENING, "sprout", _("A course, a talk and a contact person"), "good"),
        Door(Pillar.RELIEVING, "sun", _("Somebody takes over the care for a while"), "accent"),
        Door(Pillar.CONNECTING, "people", _("Meet others and have a say"), "main"),
    ]


def suggestions() -> list[Link]:
    """Return examples of what one may ask, in the words that people use."""
    asked = (_("I cannot sleep any more"), _("a weekend away"), _("help with forms"))
    return [Link(one[0].upper() + one[1:], find_url(q=one)) for one in asked]


@dataclass(frozen=True)
class SupportPoint:
    """A support point: whom to call, and when."""

    name: str
    municipality: str
    phone: str
    email: str
    opening_hours: str
    call_within_days: int


def support_point(point: Organisation) -> SupportPoint:
    return SupportPoint(
        name=point.name,
        municipality=point.municipality.name if point.municipality else "",
        phone=point.phone or settings.NAOBER_PHONE,
        email=point.email,
        opening_hours=words(point, "opening_hours"),
        call_within_days=point.call_within_days,
    )


def person_at(place: Place | None, *, young: bool = False) -> dict[str, str]:
    """Return whom to call, for naober/person.html: the support point of the place, or our line."""
    point = place.support_point if place else None
    if point is None:
        return {"role": _("The support line"), "name": _("Carer support point"),
                "phone": settings.NAOBER_PHONE, "reachable": ""}  # fmt: skip
    return person_of(point, nearest=not (place and place.in_region), young=young)


def person_of(point: Organisation, *, nearest: bool = False, young: bool = False) -> dict[str, str]:
    """Return a support point for naober/person.html."""
    shown = support_point(point)
    yours = pgettext("young", "Your support point") if young else _("Your support point")
    return {
        "role": _("The nearest support point") if nearest else yours,
        "name": shown.name,
        "phone": shown.phone,
        "reachable": shown.opening_hours,
    }


@dataclass(frozen=True)
class Line:
    """A telephone number with whose it is."""

    name: str
    number: str


def young_lines() -> list[Line]:
    """Return the lines for children and young people that the region chose."""
    return [Line(*one) for one in settings.NAOBER_YOUNG_LINES]


@dataclass(frozen=True)
class Progress:
    """A step of the registration, see naober/step_progress.html."""

    label: str
    state: str
    url: str


def progress(steps: Sequence[Step], current: str) -> list[Progress]:
    slugs = [*(one.slug for one in steps), CONSENT_SLUG]
    labels = [*(str(one.label) for one in steps), _("Consent")]
    here = slugs.index(current)
    return [
        Progress(
            label,
            "done" if number < here else "current" if number == here else "todo",
            address_of("public:register-step", slug) if number < here else "",
        )
        for number, (slug, label) in enumerate(zip(slugs, labels, strict=True))
    ]


def heading_of(slug: str, *, young: bool) -> str:
    """Return what a page of the registration is for."""
    if slug == CARE.slug:
        return pgettext("young", "For whom do you care?") if young else _("The care you give")
    if slug == HELP.slug:
        return pgettext("young", "What would help you?") if young else _("What would help you?")
    if slug == CONTACT.slug:
        return (
            _("How can we reach you?") if not young else pgettext("young", "How can we reach you?")
        )
    return _("What may we do with this?")


@dataclass(frozen=True)
class ConsentQuestion:
    """See naober/consent.html."""

    name: str
    question: str
    who: str
    what: str
    why: str
    until: str
    answer: str
    error: str
    tone: str = ""


def consents(form: ConsentForm, organisation: str, *, young: bool) -> list[ConsentQuestion]:
    """Return the consents, each with who, what, what for and until when."""
    until = pgettext("young", "Until you take it back.") if young else _("Until you take it back.")
    said = _consents_young() if young else _consents()
    return [
        ConsentQuestion(
            name=purpose.value,
            question=str(purpose.label),
            who=who or organisation,
            what=what,
            why=why,
            until=until,
            answer=str(form[purpose.value].value() or ""),
            error=errors_of(form, purpose.value),
            tone=YOUNG if young else "",
        )
        for purpose, (who, what, why) in said.items()
    ]


def _consents() -> dict[Purpose, tuple[str, str, str]]:
    """Return who (empty: the support point), what and what for, in words for an adult."""
    return {
        Purpose.SUPPORT: ("", _("What you filled in here."), _("To call you and help you.")),
        Purpose.CHECKUPS: (
            "", _("The results of your checks."), _("To see together how you are doing."),
        ),
        Purpose.SHARE: (
            _("Your contact person, your GP and your district nurse."),
            _("How you are doing, and what help you get."),
            _("So that you tell your story only once."),
        ),
        Purpose.NEWS: (
            "", _("Your e-mail address or your address."), _("To tell you what there is to do."),
        ),
    }  # fmt: skip


def _consents_young() -> dict[Purpose, tuple[str, str, str]]:
    return {
        Purpose.SUPPORT: (
            "",
            pgettext("young", "What you filled in here."),
            pgettext("young", "To call you and help you."),
        ),
        Purpose.CHECKUPS: (
            "",
            pgettext("young", "The results of your checks."),
            pgettext("young", "To see together how you are doing."),
        ),
        Purpose.SHARE: (
            pgettext("young", "Your contact person, your GP and your district nurse."),
            pgettext("young", "How you are doing, and what help you get."),
            pgettext("young", "So that you tell your story only once."),
        ),
        Purpose.NEWS: (
            "",
            pgettext("young", "Your e-mail address or your address."),
            pgettext("young", "To tell you what there is to do."),
        ),
    }


def question(
    questionnaire: Questionnaire,
    number: int,
    answer: object,
    *,
    phone: str,
    error: str = "",
    tone: str = "",
) -> Question:
    """Return question `number`, from 1, with the answer that was given before, if any."""
    return Question(
        number=number,
        total=len(questionnaire.items),
        text=questionnaire.items[number - 1].text,
        choices=[
            Choice(str(choice.answer), choice.text, selected=choice.answer == answer)
            for choice in questionnaire.answers
        ],
        error=error,
        stop_url=address_of("public:check"),
        kept=_("We keep nothing."),
        phone=phone,
        tone=tone,
    )


@dataclass(frozen=True)
class CheckResult:
    """See naober/result.html."""

    tone: str
    meaning: str
    explanation: str
    reasons: Sequence[str]
    number: str
    score: int
    maximum: int
    source: str


def check_result(result: Result, questionnaire: Questionnaire, *, tone: str = "") -> CheckResult:
    """Explain a CSI score: first what it means, then which answers weigh, then the number.

    `tone` is "young" for a young carer.
    """
    high = result.band == "high"
    limit = INSTRUMENTS[result.instrument].bands[-1].lowest
    return CheckResult(
        tone="accent" if high else "good",
        meaning=say(tone, _meaning(result)),
        explanation=_("This is how it is now. It is no diagnosis, and it can change."),
        reasons=[one.text for one in questionnaire.items if one.code in result.weighing],
        number=say(tone, _NUMBER)
        % {"score": result.score, "maximum": result.maximum, "limit": limit},
        score=result.score,
        maximum=result.maximum,
        source=_("Caregiver Strain Index (Robinson 1983)"),
    )


_NUMBER: Final = gettext_noop(
    "You said yes to %(score)s of %(maximum)s. From %(limit)s on, care weighs heavily."
)


def _meaning(result: Result) -> str:
    """Return what a score means, to be translated in the tone of the reader."""
    if result.band == "high":
        return gettext_noop("Caring weighs heavily on you now. You need not carry it alone.")
    if result.weighing:
        return gettext_noop("You are managing now. It does ask something of you.")
    return gettext_noop("Caring does not weigh heavily on you now.")


def statements(questionnaire: Questionnaire) -> dict[str, str]:
    """Return the wording of each item by its code."""
    return {one.code: one.text for one in questionnaire.items}


def thanks(channel: str, call_by: date, *, young: bool) -> list[str]:
    """Return what happens after a registration, step by step, in the way that was chosen."""
    day = {"day": day_and_month(call_by)}
    if young:
        return [
            pgettext("young", "Your support point reads what you filled in."),
            _by_when_young(channel) % day,
            pgettext("young", "After that you have one fixed person who thinks along with you."),
        ]
    return [
        _("Your support point reads what you filled in."),
        _by_when(channel) % day,
        _("After that you have one fixed contact person."),
    ]


def _by_when(channel: str) -> str:
    if channel == Channel.PHONE:
        return _("Somebody calls you, by %(day)s at the latest.")
    if channel == Channel.EMAIL:
        return _("Somebody sends you an e-mail, by %(day)s at the latest.")
    return _("Somebody writes you a letter, by %(day)s at the latest.")


def _by_when_young(channel: str) -> str:
    if channel == Channel.PHONE:
        return pgettext("young", "Somebody calls you, by %(day)s at the latest.")
    if channel == Channel.EMAIL:
        return pgettext("young", "Somebody sends you an e-mail, by %(day)s at the latest.")
    return pgettext("young", "Somebody writes you a letter, by %(day)s at the latest.")


def kept_days() -> int:
    """Return after how many days a question without a file here is removed."""
    return int(settings.NAOBER_REFERRAL_KEPT_DAYS)
