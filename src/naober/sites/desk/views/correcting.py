"""Correcting what was written down after a contact."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naober.casework import queries, services
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import DESK, access
from naober.sites.desk.forms.contact import CorrectForm
from naober.sites.desk.presenters.files import earlier_notes
from naober.sites.desk.presenters.words import full_name
from naober.sites.desk.requests import DeskRequest, posted


@access(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: DeskRequest, case_id: UUID, contact_id: UUID) -> HttpResponse:
    """Let the author or the coordinator correct a note; what it said before stays readable."""
    case = get_object_or_404(queries.open_cases_for(request.actor), pk=case_id)
    contact = get_object_or_404(queries.contacts_to_correct(request.actor, case), pk=contact_id)
    before = earlier_notes(contact)
    form = CorrectForm(posted(request), initial={"note": contact.note})
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_contact(
                by=request.actor,
                contact=contact,
                note=form.cleaned_data["note"],
                seen=form.cleaned_data["seen"],
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The note has been corrected."))
            return redirect("desk:file", case_id)
    context = {
        "case": case,
        "form": form,
        "name": full_name(case.carer),
        "contact": contact,
        "before": before,
    }
    return render(request, "desk/correct.html", context)
