"""Ending the support of a carer, and opening it again."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naober.carers.queries import newest_situations
from naober.carers.services import remove as remove_carer
from naober.casework import queries, services
from naober.casework.enums import EndReason
from naober.organisations.enums import Role
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import COORDINATION, DESK, access
from naober.sites.desk.forms.contact import CloseForm, RemoveForm
from naober.sites.desk.presenters.lists import closed_table
from naober.sites.desk.presenters.words import full_name
from naober.sites.desk.requests import DeskRequest, posted
from naober.sites.desk.views.lists import PAGE

FORM = require_http_methods(["GET", "HEAD", "POST"])
SALT: Final = "desk.remove"


@access(DESK)
@FORM
def close(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Ask why the support ends, and end it."""
    case = queries.people_of(request.actor).filter(pk=case_id).first()
    if case is None:
        if _has_ended(request, case_id, CloseForm(request.POST)):
            return _ended(request)
        raise Http404
    form = CloseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.close_case(
                by=request.actor,
                case=case,
                reason=EndReason(form.cleaned_data["reason"]),
                note=form.cleaned_data["note"],
                at=clock.now(),
            )
        except Refused as refused:
            if _has_ended(request, case_id, form):
                return _ended(request)
            form.add_error(None, refused.reason)
        else:
            return _ended(request)
    context = {
        "case": case,
        "form": form,
        "name": full_name(case.carer),
        "may_remove": request.actor.role == Role.COORDINATOR,
    }
    return render(request, "desk/close.html", context)


def _has_ended(request: DeskRequest, case_id: UUID, form: CloseForm) -> bool:
    """Return whether this form was sent before: a second click lands where the first did."""
    return (
        request.method == "POST"
        and form.is_valid()
        and queries.ended_so(request.actor, case_id, **form.cleaned_data)
    )


def _ended(request: DeskRequest) -> HttpResponse:
    messages.success(request, _("The support has ended. The file is closed."))
    return redirect("desk:people")


@access(COORDINATION)
@require_safe
def closed(request: DeskRequest) -> HttpResponse:
    """Show whose support ended lately, and why: each can be opened again."""
    cases = queries.closed_cases_for(request.actor, at=clock.now())
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    situations = newest_situations([case.carer_id for case in page])
    table = closed_table(list(page), situations, caption=_("Closed files"))
    context = {"page": page, "table": table}
    return render(request, "desk/closed.html", context)


@access(COORDINATION)
@FORM
def reopen(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Ask whether it is sure, and open a closed file again."""
    now = clock.now()
    if request.method == "POST" and _waits(request, case_id):
        return _opened(request, case_id)
    case = get_object_or_404(queries.closed_cases_for(request.actor, at=now), pk=case_id)
    if request.method != "POST":
        context = {"name": full_name(case.carer), "case": case}
        return render(request, "desk/reopen.html", context)
    try:
        services.reopen_case(by=request.actor, case=case, at=now)
    except Refused as refused:
        if _waits(request, case_id):
            return _opened(request, case_id)
        messages.error(request, refused.reason)
        return redirect("desk:closed")
    return _opened(request, case_id)


def _waits(request: DeskRequest, case_id: UUID) -> bool:
    """Return whether a file is as opening it again leaves it: a second click finds it so."""
    return queries.registrations_for(request.actor).filter(pk=case_id).exists()


def _opened(request: DeskRequest, case_id: UUID) -> HttpResponse:
    messages.success(request, _("The file is open again. Now choose a contact person."))
    return redirect("desk:file", case_id)


@access(COORDINATION)
@FORM
def remove(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Say what will be removed for a carer who asked for it, and remove it for good."""
    now = clock.now()
    if request.method == "POST" and _was_removed(request, case_id):
        return _removed(request)
    case = queries.open_cases_for(request.actor).filter(pk=case_id).first()
    case = case or get_object_or_404(queries.closed_cases_for(request.actor, at=now), pk=case_id)
    form = RemoveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        remove_carer(by=request.actor, carer=case.carer, at=now)
        return _removed(request)
    context = {
        "form": form,
        "name": full_name(case.carer),
        "case": case,
        "mark": signing.dumps(_mark_of(request, case_id), salt=SALT),
    }
    return render(request, "desk/remove.html", context)


def _was_removed(request: DeskRequest, case_id: UUID) -> bool:
    """Return whether a file is gone that this very reader was asked about.

    Nothing is left of it to ask: the mark in the form proves that it was theirs to remove, so
    that nobody learns whether there was a file with some id.
    """
    try:
        mark = signing.loads(request.POST.get("mark", ""), salt=SALT)
    except signing.BadSignature:
        return False
    return mark == _mark_of(request, case_id) and not queries.is_known(request.actor, case_id)


def _mark_of(request: DeskRequest, case_id: UUID) -> list[str]:
    """Return who is asked about which file: in another role somebody is another reader."""
    return [str(request.actor.membership_id), str(case_id)]


def _removed(request: DeskRequest) -> HttpResponse:
    messages.success(request, _("Everything is removed."))
    return redirect("desk:people")
