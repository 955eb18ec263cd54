"""Questions that were sent to a support point through one of its own cards."""

from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from naober.casework.queries.referrals import referrals_received_by
from naober.shared import clock
from naober.sites.access import DESK, access
from naober.sites.desk.requests import DeskRequest
from naober.sites.received import received_one, table_of, take_answer

PAGE: Final = 30


@access(DESK)
@require_safe
def received(request: DeskRequest) -> HttpResponse:
    """Show what is asked, what waits for an answer first."""
    page = Paginator(referrals_received_by(request.actor), PAGE).get_page(request.GET.get("page"))
    table = table_of(page.object_list, "desk:received-question", today=clock.today())
    return render(request, "desk/received.html", {"page": page, "table": table})


@access(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: DeskRequest, referral_id: UUID) -> HttpResponse:
    """Show a question and how to reach the carer; take the answer."""
    if (referral := received_one(request, request.actor, referral_id)) is None:
        return redirect("desk:received")
    shown = take_answer(request, request.actor, referral)
    if shown is None:
        return redirect("desk:received-question", referral_id)
    return render(request, "desk/received_question.html", shown)
