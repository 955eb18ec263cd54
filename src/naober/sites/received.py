"""Questions that were sent to somebody's organisation: the list, and the answer to one."""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.casework.enums import ReferralRefusal
from naober.casework.models import Referral
from naober.casework.queries.referrals import referrals_received_by, was_taken_back
from naober.casework.services.referrals import accept, refuse
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.exceptions import Refused
from naober.shared.tables import Cell, Table
from naober.shared.templatetags.naober import day_and_month
from naober.sites.referral_forms import AcceptForm, RefuseForm
from naober.sites.referral_pages import page_of

TAKEN_BACK = gettext_lazy("This question was taken back. You need not do anything.")


def table_of(referrals: Iterable[Referral], route: str, *, today: date) -> Table:
    """Return the questions in the order given; who asks stands on the page of the question."""
    return Table(
        caption=_("Questions"),
        columns=(_("Card"), _("How it stands"), _("Sent")),
        rows=[_row(one, route, today=today) for one in referrals],
    )


def _row(referral: Referral, route: str, *, today: date) -> tuple[Cell, ...]:
    page = page_of(referral, today=today)
    return (
        Cell(page.card, reverse(route, args=[referral.pk]), detail=page.sender),
        Cell(capfirst(page.state), detail=page.days, tone=page.tone),
        Cell(day_and_month(referral.sent_at), labelled=True),
    )


def received_one(request: HttpRequest, by: Actor, referral_id: UUID) -> Referral | None:
    """Return a question that was sent to somebody; None, and a word of it, if it was taken back.

    Raises Http404 where there is no such question.
    """
    referral = referrals_received_by(by).filter(pk=referral_id).first()
    if referral is None:
        if not was_taken_back(by, referral_id):
            raise Http404
        messages.info(request, TAKEN_BACK)
    return referral


def take_answer(request: HttpRequest, by: Actor, referral: Referral) -> dict[str, object] | None:
    """Take a yes or a no, and say how it went; without one return what the page shows."""
    says, at = request.POST.get("say", ""), clock.now()
    yes = AcceptForm(request.POST if says == "yes" else None)
    no = RefuseForm(request.POST if says == "no" else None)
    if yes.is_valid():
        note = yes.cleaned_data["note"]
        reason = _refusal(lambda: accept(by=by, referral=referral, note=note, at=at))
        _tell(request, reason)
        return None
    if no.is_valid():
        why, note = ReferralRefusal(no.cleaned_data["reason"]), no.cleaned_data["note"]
        reason = _refusal(lambda: refuse(by=by, referral=referral, reason=why, note=note, at=at))
        if not reason:
            _tell(request, reason)
            return None
        no.add_error(None, reason)
    page = page_of(referral, today=clock.today())
    return {"page": page, "yes": yes, "no": no, "form": no if says == "no" else yes}


def _refusal(do: Callable[[], object]) -> str:
    """Answer, and return why it could not be; empty where it could."""
    try:
        do()
    except Refused as refused:
        return refused.reason
    return ""


def _tell(request: HttpRequest, reason: str) -> None:
    if reason:
        messages.error(request, reason)
    else:
        messages.success(request, _("Done. The asker sees it now."))
