"""The first page, and keeping a finished check."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from naober.carers.enums import Purpose
from naober.carers.queries import consents_in_force, situations_of
from naober.casework.queries import case_of
from naober.pure.instruments import INSTRUMENTS, InvalidAnswers, Result, score
from naober.screening.queries import checkups_of
from naober.screening.services import keep_own_checkup
from naober.shared import clock, drafts
from naober.shared.exceptions import Refused
from naober.sites.access import CARER, access
from naober.sites.carer.own import Reader
from naober.sites.carer.presenters import home as present
from naober.sites.carer.presenters.known import registrations
from naober.sites.tone import say

DRAFT = "check"
"""The draft in which the public check leaves its answers: {"answers": {item code: 0 or 1}}."""


@access(CARER)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    try:
        reader = Reader(request)
    except Http404:
        return render(request, "carer/no_file.html")
    carer, tone, today = reader.carer, reader.tone, clock.today()
    case = case_of(reader.actor, carer)
    reader.name_in_header(case)
    consents = list(consents_in_force(carer))
    finished = _finished(request)
    return reader.show(
        "home",
        name=carer.first_name,
        person=present.helper(case, carer, tone=tone, today=today),
        chart=present.checks_through_time(list(checkups_of(carer)), get_language() or "nl"),
        rows=present.in_short(carer, situations_of(carer).first(), consents, tone=tone),
        finished=finished,
        may_keep=Purpose.CHECKUPS in {one.purpose for one in consents},
        others=registrations(reader.others),
        links=present.links(tone=tone),
    )


@access(CARER)
@require_http_methods(["GET", "HEAD", "POST"])
def keep_check(request: HttpRequest) -> HttpResponse:
    """Keep the check that this device remembers, or throw it away.

    Somebody who had to sign in first comes back here by GET, and is asked again at home.
    """
    response = redirect("carer:home")
    if request.method != "POST":
        return response
    reader = Reader(request)
    answers = _answers(request)
    if request.POST.get("keep") != "yes":
        drafts.discard(response, DRAFT)
        return response
    if not answers:
        return response
    try:
        keep_own_checkup(
            by=reader.actor,
            carer=reader.carer,
            instrument="csi",
            answers=answers,
            agrees=request.POST.get("agrees") == "yes",
            at=clock.now(),
        )
    except (Refused, InvalidAnswers) as problem:
        messages.error(request, getattr(problem, "reason", ""))
        return response
    drafts.discard(response, DRAFT)
    kept = gettext_noop("Your check is kept. Only you and your support point see it.")
    messages.success(request, say(reader.tone, kept))
    return response


def _answers(request: HttpRequest) -> dict[str, Any]:
    answers = drafts.load(request, DRAFT).get("answers")
    return answers if isinstance(answers, dict) else {}


def _finished(request: HttpRequest) -> Result | None:
    """Return the outcome of the check on this device; None while it is not finished."""
    try:
        return score(INSTRUMENTS["csi"], _answers(request))
    except InvalidAnswers:
        return None
