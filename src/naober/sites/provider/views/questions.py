"""Questions of carers and of who refers them, for who keeps cards and has an account."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from naober.casework.queries.referrals import referrals_received_by
from naober.shared import clock
from naober.sites.access import OWN_CARDS, access
from naober.sites.provider.requests import KeeperRequest
from naober.sites.provider.views.lists import PAGE
from naober.sites.received import received_one, table_of, take_answer


@access(OWN_CARDS)
@require_safe
def questions(request: KeeperRequest) -> HttpResponse:
    """Show what is asked, what waits for an answer first."""
    received = referrals_received_by(request.actor)
    page = Paginator(received, PAGE).get_page(request.GET.get("page"))
    table = table_of(page.object_list, "provider:question", today=clock.today())
    return render(request, "provider/questions.html", {"page": page, "table": table})


@access(OWN_CARDS)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: KeeperRequest, referral_id: UUID) -> HttpResponse:
    """Show a question and how to reach the carer; take the answer."""
    if (referral := received_one(request, request.actor, referral_id)) is None:
        return redirect("provider:questions")
    shown = take_answer(request, request.actor, referral)
    if shown is None:
        return redirect("provider:question", referral_id)
    return render(request, "provider/question.html", shown)
