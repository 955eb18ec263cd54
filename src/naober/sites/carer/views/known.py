"""What is known, and changing it."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from naober.carers import services
from naober.carers.models import CareSituation
from naober.carers.queries import consents_of, situations_of
from naober.casework.queries import case_of, contacts_of
from naober.screening.queries import checkups_of
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.shared.rows import Row
from naober.sites.access import CARER, access
from naober.sites.carer.forms import DetailsForm, SituationForm
from naober.sites.carer.own import Reader
from naober.sites.carer.presenters import known as present
from naober.sites.tone import say
from naober.sites.unsent import typed_before

DETAILS: Final = tuple(DetailsForm.base_fields)
SITUATION: Final = tuple(SituationForm.base_fields)
FORM_METHODS: Final = ["GET", "HEAD", "POST"]


@access(CARER)
@require_safe
def details(request: HttpRequest) -> HttpResponse:
    """Show everything that is known."""
    reader = Reader(request)
    carer = reader.carer
    case = case_of(reader.actor, carer)
    return reader.show(
        "details",
        sign_in=carer.account.email if carer.account else "",
        details=present.details_of(carer),
        situations=present.situations(situations_of(carer)),
        contacts=present.contacts(contacts_of(case)) if case else [],
        next_contact=present.next_contact(case, today=clock.today()) if case else "",
        consents=present.permissions(consents_of(carer), tone=reader.tone),
        checkups=present.checkups(checkups_of(carer)),
        others=present.registrations(reader.others),
    )


@access(CARER)
@require_http_methods(FORM_METHODS)
def change(request: HttpRequest) -> HttpResponse:
    """Change name and ways to be reached."""
    reader = Reader(request)
    carer = reader.carer
    form, seen = _open(
        request,
        DetailsForm,
        now={name: getattr(carer, name) for name in DETAILS},
        mark=services.mark_of(carer),
        tone=reader.tone,
    )
    meanwhile: list[Row] = []
    if request.method == "POST" and form.is_valid():
        try:
            services.change_details(
                by=reader.actor,
                carer=carer,
                details=form.cleaned_data,
                at=clock.now(),
                seen=seen,
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
            reader = Reader(request)
            seen = services.mark_of(reader.carer)
            meanwhile = present.other_details(reader.carer, form.cleaned_data)
        else:
            return _saved(reader, gettext_noop("Your details are changed."))
    sign_in = reader.carer.account.email if reader.carer.account else ""
    return _form(reader, "change", form, seen, meanwhile, sign_in=sign_in)


@access(CARER)
@require_http_methods(FORM_METHODS)
def situation(request: HttpRequest) -> HttpResponse:
    """Write down how the care is now; what it was stays."""
    reader = Reader(request)
    newest = situations_of(reader.carer).first()
    form, seen = _open(
        request,
        SituationForm,
        now={name: getattr(newest, name) for name in SITUATION} if newest else {},
        mark=_mark(newest),
        tone=reader.tone,
    )
    meanwhile: list[Row] = []
    if request.method == "POST" and form.is_valid():
        try:
            services.change_situation(
                by=reader.actor,
                carer=reader.carer,
                situation=form.cleaned_data,
                at=clock.now(),
                seen=seen,
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
            newest = situations_of(reader.carer).first()
            seen = _mark(newest)
            meanwhile = list(present.situation_rows(newest)) if newest else []
        else:
            words = gettext_noop("We know how it is now. What was before is kept.")
            return _saved(reader, words)
    return _form(reader, "situation", form, seen, meanwhile)


def _open(
    request: HttpRequest, form: type[forms.Form], *, now: dict[str, Any], mark: str, **more: Any
) -> tuple[forms.Form, str]:
    """Return the form as sent, now or before signing in again, or as it is; and what it saw."""
    if request.method == "POST":
        return form(request.POST, initial=now, **more), request.POST.get("seen", "")
    typed = typed_before(request)
    if typed is None:
        return form(initial=now, **more), mark
    kept = gettext_noop("You were away for a while. We kept what you typed. Look and save it.")
    messages.info(request, say(more["tone"], kept))
    return form(typed, initial=now, **more), typed.get("seen", "")


def _form(
    reader: Reader,
    template: str,
    form: forms.Form,
    seen: str,
    meanwhile: list[Row],
    **more: Any,
) -> HttpResponse:
    return reader.show(template, form=form, seen=seen, meanwhile=meanwhile, **more)


def _saved(reader: Reader, words: str) -> HttpResponse:
    messages.success(reader.request, say(reader.tone, words))
    return redirect("carer:details")


def _mark(newest: CareSituation | None) -> str:
    return str(newest.pk) if newest else ""
