"""Saying yes and no, and stopping."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from naober.carers import services
from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import Carer
from naober.carers.queries import account_is_gone, consents_of, has_consent, own_files
from naober.casework.services import withdraw_consent
from naober.shared import clock
from naober.sites.access import CARER, EVERYONE, access
from naober.sites.carer.own import Reader
from naober.sites.carer.presenters import known as present
from naober.sites.entrance import no_such_page
from naober.sites.sign_in import forgetting
from naober.sites.tone import say, tone_for
from naober.sites.unsent import reader_of

FORM_METHODS = ["GET", "HEAD", "POST"]


@access(CARER)
@require_http_methods(FORM_METHODS)
def consents(request: HttpRequest) -> HttpResponse:
    """Show each consent with one button: give, or take back."""
    reader = Reader(request)
    if request.method == "POST":
        return _decide(request, reader)
    permissions = present.permissions(consents_of(reader.carer), tone=reader.tone)
    return reader.show("consents", permissions=permissions)


def _decide(request: HttpRequest, reader: Reader) -> HttpResponse:
    if request.POST.get("purpose") not in Purpose.values:
        raise no_such_page()
    purpose = Purpose(request.POST["purpose"])
    if purpose == Purpose.SUPPORT:
        # Taking it back ends the support, so that has a page; a case that ended starts anew.
        return redirect("carer:end-support")
    gives = request.POST.get("answer") == "yes"
    decide = services.give_consent if gives else withdraw_consent
    decide(
        by=reader.actor,
        carer=reader.carer,
        purpose=purpose,
        way=ConsentWay.ONLINE,
        at=clock.now(),
    )
    given, taken = gettext_noop("You said yes."), gettext_noop("You took your yes back.")
    messages.success(request, say(reader.tone, given if gives else taken))
    return redirect("carer:consents")


@access(CARER)
@require_http_methods(FORM_METHODS)
def end_support(request: HttpRequest) -> HttpResponse:
    """Ask once more before the support ends, and end it."""
    reader = Reader(request)
    if not has_consent(reader.carer, Purpose.SUPPORT):
        return redirect("carer:consents")
    if request.method != "POST":
        return reader.show("end_support", point=reader.carer.organisation)
    withdraw_consent(
        by=reader.actor,
        carer=reader.carer,
        purpose=Purpose.SUPPORT,
        way=ConsentWay.ONLINE,
        at=clock.now(),
    )
    stopped = gettext_noop("The support has stopped. Nobody calls you any more.")
    messages.success(request, say(reader.tone, stopped))
    return redirect("carer:home")


@access(EVERYONE)  # a second click comes when the first has already signed the reader out
@require_http_methods(FORM_METHODS)
def leave(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Say what will be removed, and remove it: no registration but the one that was shown."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.is_visitor:
        return _second_click(request)
    files = list(own_files(actor))
    carer = files[0] if files and pk is None else next((one for one in files if one.pk == pk), None)
    shown = request.POST.get("registration", "")
    if files and shown not in {"", *(str(one.pk) for one in files)}:
        return redirect("carer:home")  # a second click: what it was about is removed already
    if carer is None:
        raise no_such_page()
    if request.method != "POST" or shown != str(carer.pk):
        return _ask(request, carer, files)
    services.leave(by=actor, carer=carer, at=clock.now())
    if len(files) > 1:
        removed = gettext_noop("That registration is removed.")
        messages.success(request, say(tone_for(carer), removed))
        return redirect("carer:home")
    logout(request)
    return forgetting(redirect("carer:left"))


def _second_click(request: HttpRequest) -> HttpResponse:
    """Say goodbye to somebody whose account is gone; anybody else signs in first."""
    reader = reader_of(request)
    if reader is not None and account_is_gone(reader):
        return redirect("carer:left")
    response: HttpResponse = redirect_to_login(request.get_full_path())
    return response


def _ask(request: HttpRequest, carer: Carer, files: list[Carer]) -> HttpResponse:
    context = {
        "tone": tone_for(carer),
        "registration": carer.pk,
        "point": carer.organisation,
        "registered": carer.registered_at,
        "others": len(files) - 1,
    }
    return render(request, "carer/leave.html", context)


@access(EVERYONE)
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say goodbye."""
    return render(request, "carer/left.html")
