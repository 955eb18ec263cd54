"""Questions of carers and of who refers them, for who keeps cards and has an account."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naober.casework.enums import ReferralRefusal
from naober.casework.queries.referrals import referrals_received_by
from naober.casework.services.referrals import accept, refuse
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import OWN_CARDS, access
from naober.sites.provider.presenters.questions import table_of
from naober.sites.provider.requests import KeeperRequest
from naober.sites.provider.views.lists import PAGE
from naober.sites.referral_forms import AcceptForm, RefuseForm
from naober.sites.referral_pages import page_of


@access(OWN_CARDS)
@require_safe
def questions(request: KeeperRequest) -> HttpResponse:
    """Show what is asked, what waits for an answer first."""
    received = referrals_received_by(request.actor)
    page = Paginator(received, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "table": table_of(page.object_list, today=clock.today())}
    return render(request, "provider/questions.html", context)


@access(OWN_CARDS)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: KeeperRequest, referral_id: UUID) -> HttpResponse:
    """Show a question and how to reach the carer; take the answer."""
    referral = get_object_or_404(referrals_received_by(request.actor), pk=referral_id)
    says = request.POST.get("say", "")
    yes = AcceptForm(request.POST if says == "yes" else None)
    no = RefuseForm(request.POST if says == "no" else None)
    by, at = request.actor, clock.now()
    if yes.is_valid():
        note = yes.cleaned_data["note"]
        reason = _refusal(lambda: accept(by=by, referral=referral, note=note, at=at))
        return _answered(request, referral_id, reason)
    if no.is_valid():
        said = no.cleaned_data
        why = ReferralRefusal(said["reason"])
        reason = _refusal(
            lambda: refuse(by=by, referral=referral, reason=why, note=said["note"], at=at)
        )
        if not reason:
            return _answered(request, referral_id, reason)
        no.add_error(None, reason)
    page = page_of(referral, today=clock.today())
    context = {"page": page, "yes": yes, "no": no, "form": no if says == "no" else yes}
    return render(request, "provider/question.html", context)


def _refusal(do: Callable[[], object]) -> str:
    """Answer, and return why it could not be; empty where it could."""
    try:
        do()
    except Refused as refused:
        return refused.reason
    return ""


def _answered(request: KeeperRequest, referral_id: UUID, reason: str) -> HttpResponse:
    if reason:
        messages.error(request, reason)
    else:
        messages.success(request, _("Done. The asker sees it now."))
    return redirect("provider:question", referral_id)
