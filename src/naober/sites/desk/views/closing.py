"""Ending the support of a carer, and opening it again."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
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


@access(DESK)
@FORM
def close(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Ask why the support ends, and end it."""
    case = get_object_or_404(queries.people_of(request.actor), pk=case_id)
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
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The support has ended. The file is closed."))
            return redirect("desk:people")
    context = {
        "case": case,
        "form": form,
        "name": full_name(case.carer),
        "may_remove": request.actor.role == Role.COORDINATOR,
    }
    return render(request, "desk/close.html", context)


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
    case = get_object_or_404(queries.closed_cases_for(request.actor, at=now), pk=case_id)
    if request.method != "POST":
        context = {"name": full_name(case.carer), "case": case}
        return render(request, "desk/reopen.html", context)
    try:
        services.reopen_case(by=request.actor, case=case, at=now)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("desk:closed")
    messages.success(request, _("The file is open again. Now choose a contact person."))
    return redirect("desk:file", case_id)


@access(COORDINATION)
@FORM
def remove(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Say what will be removed for a carer who asked for it, and remove it for good."""
    now = clock.now()
    case = queries.open_cases_for(request.actor).filter(pk=case_id).first()
    case = case or get_object_or_404(queries.closed_cases_for(request.actor, at=now), pk=case_id)
    form = RemoveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        remove_carer(by=request.actor, carer=case.carer, at=now)
        messages.success(request, _("Everything is removed."))
        return redirect("desk:people")
    context = {"form": form, "name": full_name(case.carer), "case": case}
    return render(request, "desk/remove.html", context)
