"""What a carer asked, or what was asked for them, step by step."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naober.casework.queries.referrals import referrals_about
from naober.casework.services.referrals import take_back
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import CARER, access
from naober.sites.carer.own import Reader
from naober.sites.referral_pages import page_of


@access(CARER)
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Show every question with its steps, newest first."""
    reader = Reader(request)
    asked = [page_of(one, today=clock.today()) for one in referrals_about(reader.actor)]
    return reader.show("referrals", asked=asked)


@access(CARER)
@require_POST
def withdraw(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Take a question back."""
    reader = Reader(request)
    referral = get_object_or_404(referrals_about(reader.actor), pk=referral_id)
    try:
        take_back(by=reader.actor, referral=referral, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Done."))
    return redirect("carer:referrals")
