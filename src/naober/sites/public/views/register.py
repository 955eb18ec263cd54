"""Register: four short pages that stay on the visitor's own device until they are handed in."""

from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naober.accounts.limits import registration_fits
from naober.carers.enums import ConsentWay, Purpose
from naober.carers.services import Registration
from naober.casework.enums import Origin
from naober.casework.exceptions import AlreadyRegistered
from naober.casework.queries import first_call_by
from naober.casework.services import register
from naober.directory.queries import FOR_YOUNG
from naober.organisations.models import Organisation
from naober.organisations.queries import support_points
from naober.shared import clock, drafts
from naober.shared.actors import VISITOR, Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.access import EVERYONE, access
from naober.sites.cards import Card, cards_for
from naober.sites.public import answers, places, presenters, steps
from naober.sites.public.forms import ConsentForm
from naober.sites.public.places import Place
from naober.sites.public.steps import CONSENT_SLUG, CONTACT, STEPS, Start, Step
from naober.sites.tone import REGISTERED

SITUATION: Final = ("relation", "since", "hours", "conditions", "wishes", "note")


class TooManyRegistrationsError(Exception):
    """More registrations came in within an hour than people hand in."""


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def intro(request: HttpRequest) -> HttpResponse:
    """Say what happens, and begin."""
    places.remembered(request)
    if request.method == "POST":
        response = redirect("public:register-step", STEPS[0].slug)
        steps.begin(response, young="young" in request.POST)
        return response
    start = steps.started(request)
    context = {
        "young_below": settings.NAOBER_YOUNG_CARER_BELOW,
        "going_on": _where_to_go_on(request, start) if start else None,
        "has_check": answers.is_complete(request),
    }
    return render(request, "public/register.html", context)


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """One step: show it, or keep it and go on."""
    start = steps.started(request)
    if start is None:
        return redirect("public:registered" if _registered(request) else "public:register")
    if slug == CONSENT_SLUG:
        return _consent(request, start)
    index = next((number for number, one in enumerate(STEPS) if one.slug == slug), None)
    if index is None:
        raise Http404
    if unfinished := steps.first_unfinished(request, STEPS[:index], young=start.young):
        return redirect("public:register-step", unfinished.slug)
    return _step(request, start, index)


def _step(request: HttpRequest, start: Start, index: int) -> HttpResponse:
    here = STEPS[index]
    if request.method != "POST":
        form = steps.empty_form(request, here, young=start.young)
        return _show_step(request, start, here.slug, {"form": form})
    if entrance := request.POST.get("entrance"):
        start = replace(start, young=entrance == "young")
    form = here.form(request.POST, young=start.young)
    back = "previous" in request.POST
    if not back and not form.is_valid():
        response = _show_step(request, start, here.slug, {"form": form})
        steps.save_start(response, start)
        return response
    response = redirect(*_beside(index, back=back))
    try:
        steps.keep(response, start, here, request.POST)
    except drafts.DraftTooLargeError:
        return _show_step(request, start, here.slug, {"form": form})
    if here is CONTACT and (place := places.place_at(request.POST.get("postcode", "")[:7])):
        places.remember(response, place)
    return response


def _beside(index: int, *, back: bool) -> tuple[str, ...]:
    """Return the name and slug of the page before or after a step."""
    slugs = [*(one.slug for one in STEPS), CONSENT_SLUG]
    if back and index == 0:
        return ("public:register",)
    return ("public:register-step", slugs[index - 1 if back else index + 1])


def _consent(request: HttpRequest, start: Start) -> HttpResponse:
    """The last step: consent purpose by purpose, then hand everything in."""
    if unfinished := steps.first_unfinished(request, STEPS, young=start.young):
        return redirect("public:register-step", unfinished.slug)
    if "previous" in request.POST:
        return redirect("public:register-step", CONTACT.slug)
    posted = request.POST if request.method == "POST" else None
    form = ConsentForm(
        posted,
        young=start.young,
        has_check=answers.is_complete(request),
        initial={"bring": answers.is_taken_along(request)},
    )
    details = _checked(request, CONTACT, young=start.young)
    organisation = details.pop("support_point")
    if posted is not None and form.is_valid():
        try:
            return _hand_in(request, start, form, organisation)
        except Refused as refused:
            form.add_error(Purpose.SUPPORT, _refusal(refused, young=start.young))
        except TooManyRegistrationsError:
            form.add_error(None, _too_many(organisation, young=start.young))
    consents = presenters.consents(form, organisation.name, young=start.young)
    places.name_in_header(request, places.place_at(details["postcode"]))
    context = {"form": form, "consents": consents, "support_point": organisation.name}
    return _show_step(request, start, CONSENT_SLUG, context)


def _refusal(refused: Refused, *, young: bool) -> str:
    if not young:
        return refused.reason
    return pgettext("young", "Without this consent we may not keep your details. Do call us.")


def _too_many(point: Organisation, *, young: bool) -> str:
    if young:
        sentence = pgettext(
            "young",
            "Many people registered in the last hour. What you typed is kept."
            " Send it again in an hour. Or call %(point)s: %(phone)s.",
        )
    else:
        sentence = _(
            "Many people registered in the last hour. What you typed is kept."
            " Send it again in an hour. Or call %(point)s: %(phone)s."
        )
    return sentence % {"point": point.name, "phone": point.phone}


def _hand_in(
    request: HttpRequest, start: Start, form: ConsentForm, organisation: Organisation
) -> HttpResponse:
    at = clock.now()
    reader: Actor = request.actor  # type: ignore[attr-defined]
    visitor = Actor(role=VISITOR, user_id=reader.user_id, intake=organisation.pk)
    try:
        with acting_as(visitor):
            register(
                by=visitor,
                organisation=organisation,
                registration=_registration(request, start, form),
                origin=Origin.SELF,
                at=at,
                answers=answers.given(request) if form.cleaned_data.get("bring") else None,
                token=str(UUID(start.token)),
            )
            # Last, so that a second click counts for nothing; raising undoes the registration.
            if not registration_fits(request):
                raise TooManyRegistrationsError
    except AlreadyRegistered:
        pass  # a second click: the first registration stands, and so does its promise
    response = redirect("public:registered")
    steps.throw_away(response)
    if form.cleaned_data.get("bring"):
        answers.throw_away(response)
    call_by = first_call_by(organisation, on=clock.local_date(at))
    receipt = {"support_point": organisation.key, "call_by": call_by.isoformat()}
    channel = _checked(request, CONTACT, young=start.young)["channel"]
    drafts.save(response, REGISTERED, receipt | {"young": start.young, "channel": channel})
    return response


def _registration(request: HttpRequest, start: Start, form: ConsentForm) -> Registration:
    checked = [_checked(request, one, young=start.young) for one in STEPS]
    given = {name: value for step in checked for name, value in step.items()}
    return Registration(
        details={name: value for name, value in given.items() if name not in SITUATION},
        situation={name: given[name] for name in SITUATION},
        purposes=form.purposes,
        consent_way=ConsentWay.ONLINE,
        language=(get_language() or "nl")[:2],
        young=start.young,
    )


@access(EVERYONE)
@require_safe
def registered(request: HttpRequest) -> HttpResponse:
    """Say what happens next and by when. It names nobody: the page may stay open."""
    receipt = _registered(request)
    if not receipt:
        return redirect("public:register")
    point = support_points().filter(key=receipt["support_point"]).first()
    if point is None:
        return redirect("public:register")
    place = places.remembered(request)
    young = bool(receipt["young"])
    if young:
        heading = pgettext("young", "Thank you. Your message has arrived.")
        lead = pgettext("young", "It is good that you did this.")
    else:
        heading, lead = (
            _("Thank you. Your message has arrived."),
            _("It is good that you did this."),
        )
    context = {
        "heading": heading,
        "lead": lead,
        "person": presenters.person_of(point, young=young),
        "next": presenters.thanks(
            receipt["channel"], date.fromisoformat(receipt["call_by"]), young=young
        ),
        "cards": _cards_for_young(place) if young else [],
    }
    return render(request, "public/registered.html", context)


def _cards_for_young(place: Place | None) -> list[Card]:
    return cards_for({FOR_YOUNG: ""}, place, limit=2, young=True)


def _registered(request: HttpRequest) -> dict[str, str]:
    return drafts.load(request, REGISTERED)


def _checked(request: HttpRequest, step: Step, *, young: bool) -> dict[str, Any]:
    form = steps.answered_form(request, step, young=young)
    form.is_valid()
    return form.cleaned_data


def _where_to_go_on(request: HttpRequest, start: Start) -> str:
    unfinished = steps.first_unfinished(request, STEPS, young=start.young)
    return unfinished.slug if unfinished else CONSENT_SLUG


def _show_step(
    request: HttpRequest, start: Start, slug: str, context: dict[str, object]
) -> HttpResponse:
    if not hasattr(request, "person_to_call"):
        places.remembered(request)
    more = {
        "heading": presenters.heading_of(slug, young=start.young),
        "steps": presenters.progress(STEPS, slug),
        "young": start.young,
    }
    template = "public/consent.html" if slug == CONSENT_SLUG else "public/step.html"
    return render(request, template, context | more)
