"""Somebody lost their telephone: two colleagues together take off the second step."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naober.organisations.enums import MembershipStatus
from naober.organisations.queries import members_managed_by, open_resets_for
from naober.organisations.services import agree_to_reset, ask_reset
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.exceptions import Refused
from naober.sites.access import TWO_PEOPLE, access


@dataclass(frozen=True)
class Question:
    """One open question, as the page shows it."""

    id: UUID
    name: str
    organisation: str
    asked_by: str
    is_mine: bool


@dataclass(frozen=True)
class Colleague:
    """Somebody whose second step may be asked about."""

    id: UUID
    name: str
    organisation: str


@access(TWO_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Show the open questions; a POST asks one (`member`) or agrees to one (`reset`)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        try:
            messages.success(request, _act(actor, request))
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect("lost_second_step")
    context = {"questions": _questions(actor), "colleagues": _colleagues(actor)}
    return render(request, "account/lost_step.html", context)


def _act(actor: Actor, request: HttpRequest) -> str:
    now = clock.now()
    if key := request.POST.get("reset"):
        for reset in open_resets_for(actor, at=now):
            if str(reset.pk) == key:
                agree_to_reset(by=actor, reset=reset, at=now)
                return _("The second step was taken off. Your colleague got a mail.")
    key = request.POST.get("member", "")
    for member in members_managed_by(actor, on=clock.today()):
        if str(member.pk) == key:
            ask_reset(by=actor, member=member, at=now)
            return _("Now another colleague must agree, within a day.")
    raise Http404


def _questions(actor: Actor) -> list[Question]:
    return [
        Question(
            id=one.pk,
            name=one.member.name,
            organisation=one.organisation.name,
            asked_by=one.asked_by.name,
            is_mine=actor.user_id in {one.asked_by.user_id, one.member.user_id},
        )
        for one in open_resets_for(actor, at=clock.now())
    ]


def _colleagues(actor: Actor) -> list[Colleague]:
    members = members_managed_by(actor, on=clock.today()).filter(status=MembershipStatus.ACTIVE)
    return [
        Colleague(one.pk, one.name, one.organisation.name)
        for one in members
        if one.user_id != actor.user_id
    ]
