"""One carer: the file, what is written down in it, and who is the contact person."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from naober.carers.enums import ConsentWay, Purpose
from naober.carers.queries import consents_of, situations_of
from naober.carers.services import change_details, change_situation, give_consent, mark_of
from naober.casework import queries, services
from naober.casework.enums import CaseStatus
from naober.casework.exceptions import AlreadySent
from naober.casework.models import Case
from naober.casework.queries.referrals import referrals_of_carer
from naober.organisations.queries import members_of
from naober.screening.queries import checkups_for_support_point
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import COORDINATION, DESK, access
from naober.sites.desk.forms.contact import AssignForm, ContactForm
from naober.sites.desk.forms.people import (
    ConsentForm,
    DetailsForm,
    SituationForm,
    details_now,
    situation_now,
)
from naober.sites.desk.presenters.files import Parts, candidates, file_of
from naober.sites.desk.presenters.referring import in_file
from naober.sites.desk.presenters.words import SPOKEN, full_name, in_short
from naober.sites.desk.requests import DeskRequest, posted, sent_before
from naober.sites.meanwhile import differences

FORM = require_http_methods(["GET", "HEAD", "POST"])
NOT_WRITTEN_AGAIN: Final = gettext_noop(
    "This contact has been written down before. What you changed since is not saved. Is it another"
    " contact? Then write it down once more. Is it the same one? Then correct it under “What"
    " happened”."
)


def _case(request: DeskRequest, case_id: UUID) -> Case:
    """Return the case, or the page for what is not there: also for a colleague's or another's."""
    cases = queries.open_cases_for(request.actor)
    return get_object_or_404(queries.with_situation(cases), pk=case_id)


@access(DESK)
@require_safe
def file(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Show one carer."""
    case = _case(request, case_id)
    empty = ContactForm.empty(queries.agreed_on(case, on=clock.today()))
    return _file_page(request, case, empty)


@access(DESK)
@FORM
def contact(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Write down a contact; the same form sent twice stays one contact."""
    case = _case(request, case_id)
    typed = posted(request)
    if typed is None:
        return redirect("desk:file", case_id)
    form = ContactForm(typed)
    if request.method != "POST":
        return _file_page(request, case, form)
    if not form.is_valid():
        return _file_page(request, case, form)
    try:
        services.record_contact(
            by=request.actor, case=case, conversation=form.conversation(), at=clock.now()
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _file_page(request, case, form)
    except AlreadySent:  # the first one stands
        sent_before(request, form, _(NOT_WRITTEN_AGAIN))
        return _file_page(request, case, form)
    messages.success(request, _("The contact has been written down."))
    return redirect("desk:file", case_id)


@access(COORDINATION)
@FORM
def assign(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Let the coordinator choose the contact person, within what each can carry."""
    case = _case(request, case_id)
    form = AssignForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "desk/assign.html", _assign_context(case, form))
    consultant, instead_of = form.chosen()
    try:
        services.assign_contact_person(
            by=request.actor,
            case=case,
            consultant=get_object_or_404(members_of(case.organisation_id), pk=consultant),
            instead_of=instead_of,
            at=clock.now(),
        )
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("desk:assign", case_id)
    messages.success(request, _("The contact person has been chosen."))
    return redirect("desk:file", case_id) if instead_of else redirect("desk:inbox")


@access(DESK)
@FORM
def edit(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Change name and ways to be reached."""
    case = _case(request, case_id)
    form = DetailsForm(posted(request), initial=details_now(case.carer))
    if request.method == "POST" and form.is_valid():
        try:
            change_details(
                by=request.actor,
                carer=case.carer,
                details=form.details(),
                seen=request.POST.get("seen", ""),
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
            case = _case(request, case_id)
        else:
            messages.success(request, _("The details have been changed."))
            return redirect("desk:file", case_id)
    now = details_now(case.carer)
    return _change_page(request, "desk/edit.html", case, form, now=now, mark=mark_of(case.carer))


@access(DESK)
@FORM
def situation(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Write down how the care is now; how it was stays in the file."""
    case = _case(request, case_id)
    now = situations_of(case.carer).first()
    form = SituationForm(posted(request), initial=situation_now(now))
    if request.method == "POST" and form.is_valid():
        try:
            change_situation(
                by=request.actor,
                carer=case.carer,
                situation=form.situation(),
                seen=request.POST.get("seen", ""),
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
            now = situations_of(case.carer).first()
        else:
            messages.success(request, _("The care has been written down as it is now."))
            return redirect("desk:file", case_id)
    mark = str(now.pk) if now else ""
    template = "desk/situation.html"
    return _change_page(request, template, case, form, now=situation_now(now), mark=mark)


@access(DESK)
@FORM
def consent(request: DeskRequest, case_id: UUID, purpose: str) -> HttpResponse:
    """Write down a consent that was given or taken back by telephone, at the table or on paper."""
    case = _case(request, case_id)
    if purpose not in Purpose.values:
        raise Http404
    allowed = consents_of(case.carer).filter(purpose=purpose, withdrawn_at=None).exists()
    form = ConsentForm(posted(request), initial={"change": "withdraw" if allowed else "give"})
    if request.method == "POST" and form.is_valid():
        withdraws = form.cleaned_data["change"] == "withdraw"
        change = services.withdraw_consent if withdraws else give_consent
        change(
            by=request.actor,
            carer=case.carer,
            purpose=Purpose(purpose),
            way=ConsentWay(form.cleaned_data["way"]),
            at=clock.now(),
        )
        messages.success(request, _("The consent has been changed."))
        closed = withdraws and purpose == Purpose.SUPPORT
        return redirect("desk:people") if closed else redirect("desk:file", case_id)
    context = {
        "case": case,
        "form": form,
        "allowed": allowed,
        "spoken": SPOKEN[purpose],
        "name": full_name(case.carer),
        "ends": allowed and purpose == Purpose.SUPPORT,
    }
    return render(request, "desk/consent.html", context)


def _change_page(
    request: DeskRequest,
    template: str,
    case: Case,
    form: Form,
    *,
    now: dict[str, Any],
    mark: str,
) -> HttpResponse:
    """Show a form that changes a file; after a change by somebody else with what it says now."""
    somebody_was_first = form.data.get("seen", mark) not in {"", mark}
    context = {
        "case": case,
        "form": form,
        "name": full_name(case.carer),
        "seen": mark,
        "meanwhile": differences(form, now) if somebody_was_first else [],
    }
    return render(request, template, context)


def _file_page(request: DeskRequest, case: Case, form: ContactForm) -> HttpResponse:
    carer = case.carer
    parts = Parts(
        situations=list(carer.situations.all()),
        consents=list(consents_of(carer).select_related("recorded_by")),
        contacts=list(queries.contacts_of(case)),
        checkups=list(checkups_for_support_point([carer.pk]).filter(instrument="csi")),
        doubles=_doubles(request, case),
    )
    file = file_of(case, parts, by=request.actor, today=clock.today())
    referrals = in_file(referrals_of_carer(request.actor, carer.pk), today=clock.today())
    context = {"case": case, "file": file, "form": form, "referrals": referrals}
    return render(request, "desk/file.html", context)


def _doubles(request: DeskRequest, case: Case) -> list[Case]:
    """Return who may be the same person as somebody who just registered."""
    if case.status != CaseStatus.NEW:
        return []
    details = details_now(case.carer)
    return list(queries.likely_doubles(request.actor, details, other_than=case.pk))


def _assign_context(case: Case, form: AssignForm) -> dict[str, object]:
    colleagues = queries.consultants_with_caseload(case.organisation_id)
    now = next(iter(case.carer.situations.all()), None)
    return {
        "case": case,
        "form": form,
        "name": full_name(case.carer),
        "in_short": in_short(case.carer, now, today=clock.today()),
        "candidates": candidates(colleagues, case),
    }
