"""The steps of a registration, kept on the visitor's own device until it is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy

from naober.shared import drafts
from naober.shared.fields import Words
from naober.sites.public.forms import CareForm, ContactForm, HelpForm, StepForm
from naober.sites.tone import REGISTERED, START


@dataclass(frozen=True)
class Step:
    """One page of the registration; its answers are one draft, called as its slug."""

    slug: str
    label: Words
    form: type[StepForm]


CARE: Final = Step("zorg", gettext_lazy("The care"), CareForm)
HELP: Final = Step("hulp", gettext_lazy("What helps"), HelpForm)
CONTACT: Final = Step("contact", gettext_lazy("Reaching you"), ContactForm)
STEPS: Final[Sequence[Step]] = (CARE, HELP, CONTACT)
CONSENT_SLUG: Final = "toestemming"


@dataclass(frozen=True)
class Start:
    """A registration that was begun; the token makes sure that it is kept only once."""

    token: str
    young: bool


def begin(response: HttpResponse, *, young: bool) -> None:
    """Begin anew: what an earlier visitor of this device typed is thrown away."""
    for name in (REGISTERED, *(step.slug for step in STEPS)):
        drafts.discard(response, name)
    save_start(response, Start(str(uuid4()), young))


def save_start(response: HttpResponse, start: Start) -> None:
    """Remember what was begun, and by which entrance."""
    drafts.save(response, START, {"token": start.token, "young": start.young})


def started(request: HttpRequest) -> Start | None:
    """Return the registration that was begun on this device, or None."""
    draft = drafts.load(request, START)
    return Start(draft["token"], draft["young"]) if draft else None


def throw_away(response: HttpResponse) -> None:
    """Throw away everything that was typed."""
    for name in (START, *(step.slug for step in STEPS)):
        drafts.discard(response, name)


def typed(request: HttpRequest, step: Step) -> dict[str, list[str]]:
    """Return what was typed in a step before, by field."""
    return drafts.load(request, step.slug)


def keep(response: HttpResponse, start: Start, step: Step, data: QueryDict) -> None:
    """Keep what was typed in a step, right or not. Raises DraftTooLargeError."""
    save_start(response, start)  # it lives on as long as somebody goes on
    fields = step.form.base_fields
    drafts.save(response, step.slug, {one: data.getlist(one) for one in fields if one in data})


def empty_form(request: HttpRequest, step: Step, *, young: bool) -> StepForm:
    """Return the form of a step, filled with what was typed before."""
    multiple = {"conditions", "wishes"}
    initial: dict[str, Any] = {
        name: values if name in multiple else values[0]
        for name, values in typed(request, step).items()
        if values
    }
    return step.form(initial=initial, young=young)


def answered_form(request: HttpRequest, step: Step, *, young: bool) -> StepForm:
    """Return the form of a step, to be checked with what was typed before."""
    return step.form(MultiValueDict(typed(request, step)), young=young)


def first_unfinished(request: HttpRequest, steps: Sequence[Step], *, young: bool) -> Step | None:
    """Return the first of `steps` that is not filled in well, or None."""
    for step in steps:
        if not typed(request, step) or not answered_form(request, step, young=young).is_valid():
            return step
    return None
