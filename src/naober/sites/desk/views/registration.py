"""Registering somebody who sits at the table or is on the telephone."""

from typing import Final
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from naober.carers.queries import consents_of
from naober.casework import queries, services
from naober.casework.exceptions import AlreadyRegistered
from naober.organisations.models import Organisation
from naober.organisations.queries import organisation_of
from naober.shared import clock
from naober.shared.rows import Row
from naober.sites.access import DESK, access
from naober.sites.desk.forms.people import RegistrationForm
from naober.sites.desk.presenters.files import double_lines
from naober.sites.desk.presenters.registration import consents, registered_page
from naober.sites.desk.requests import DeskRequest, posted, sent_before

NOT_REGISTERED_AGAIN: Final = gettext_noop(
    "You registered somebody with this form before. What it says now is not saved. Is it somebody"
    " else? Then register once more. Is it the same person? Then change it in the file."
)


@access(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: DeskRequest) -> HttpResponse:
    """Register somebody at one's own support point; how and when they agreed is written down."""
    organisation = organisation_of(request.actor)
    form = RegistrationForm(organisation.municipality, posted(request), initial={"token": uuid4()})
    doubles = _doubles(request, form, organisation)
    if request.method == "POST" and form.is_valid() and not doubles:
        try:
            case = services.register(
                by=request.actor,
                organisation=organisation,
                registration=form.registration(),
                origin=form.origin(),
                token=str(form.cleaned_data["token"]),
                at=clock.now(),
            )
        except AlreadyRegistered:  # the first one stands
            sent_before(request, form, _(NOT_REGISTERED_AGAIN))
        else:
            return redirect("desk:registered", case.pk)
    context = {
        "form": form,
        "organisation": organisation,
        "consents": consents(form, organisation),
        "doubles": doubles,
    }
    return render(request, "desk/register.html", context)


def _doubles(
    request: DeskRequest, form: RegistrationForm, organisation: Organisation
) -> tuple[Row, ...]:
    """Return who may be the same person; nobody once the colleague said that it is another."""
    if request.method != "POST" or not form.is_valid() or form.cleaned_data["is_other"]:
        return ()
    key = queries.case_key(organisation, str(form.cleaned_data["token"]))
    if queries.cases_visible_to(request.actor).filter(pk=key).exists():
        return ()  # sent twice: this very registration
    return double_lines(queries.likely_doubles(request.actor, form.details()))


@access(DESK)
@require_safe
def registered(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Say what to tell the carer now: who calls, by when, and how consent was written down."""
    case = get_object_or_404(queries.open_cases_for(request.actor), pk=case_id)
    agreed = consents_of(case.carer).select_related("recorded_by").filter(withdrawn_at=None)
    return render(request, "desk/registered.html", {"page": registered_page(case, agreed)})
