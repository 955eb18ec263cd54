"""Colleagues: who works here, inviting, pausing and stopping."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naober.organisations.enums import Role
from naober.organisations.models import Organisation
from naober.organisations.queries import (
    members_managed_by,
    members_of,
    organisations_managed_by,
)
from naober.organisations.services import invite_member, move_member
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import TEAM, access
from naober.sites.desk.forms.team import ChooseForm, InviteForm
from naober.sites.desk.presenters import team as colleagues
from naober.sites.desk.requests import DeskRequest, posted

FORM = require_http_methods(["GET", "HEAD", "POST"])


@access(TEAM)
@require_safe
def team(request: DeskRequest) -> HttpResponse:
    """Show who works here; an administrator of the platform chooses the organisation first."""
    managed = organisations_managed_by(request.actor, on=clock.today())
    organisation = _chosen(request)
    members = members_of(organisation.pk) if organisation else []
    context = {
        "organisation": organisation,
        "organisations": managed if _for_all(request) else [],
        "colleagues": colleagues.team(members, by=request.actor),
    }
    return render(request, "desk/team.html", context)


@access(TEAM)
@FORM
def invite(request: DeskRequest) -> HttpResponse:
    """Invite a colleague by mail address, name and role."""
    organisation = _chosen(request)
    if organisation is None:
        return redirect("desk:team")
    form = InviteForm(request.actor, posted(request), initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            invite_member(
                by=request.actor,
                organisation=organisation,
                invitation=form.invitation(),
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect(_team_url(organisation))
    context = {"form": form, "organisation": organisation, "back_url": _team_url(organisation)}
    return render(request, "desk/invite.html", context)


@access(TEAM)
@FORM
def move(request: DeskRequest, member_id: UUID, step: str) -> HttpResponse:
    """Ask whether it is sure, and then pause, bring back or stop a colleague."""
    status = colleagues.STEPS.get(step)
    member = get_object_or_404(members_managed_by(request.actor, on=clock.today()), pk=member_id)
    if status is None:
        raise Http404
    question = colleagues.question_for(member, status)
    back = _team_url(member.organisation)
    if request.method == "POST":
        try:
            move_member(by=request.actor, member=member, status=status, at=clock.now())
            messages.success(request, question.done)
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect(back)
    return render(request, "desk/move.html", {"question": question, "back_url": back})


def _chosen(request: DeskRequest) -> Organisation | None:
    """Return the organisation that is managed now; None where one must be chosen first.

    Raises Http404 for one that does not exist or is somebody else's.
    """
    managed = organisations_managed_by(request.actor, on=clock.today())
    asked = request.GET.get("organisation", "")
    if not asked:
        return None if _for_all(request) else managed.first()
    form = ChooseForm(request.GET)
    if not form.is_valid():
        raise Http404
    return get_object_or_404(managed, pk=form.cleaned_data["organisation"])


def _for_all(request: DeskRequest) -> bool:
    return request.actor.role == Role.PLATFORM_ADMINISTRATOR


def _team_url(organisation: Organisation) -> str:
    return f"{reverse('desk:team')}?organisation={organisation.pk}"
