"""Where somebody arrives after signing in: the page of their role, or an open invitation."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from naober.carers.queries import has_file
from naober.organisations.enums import Role
from naober.organisations.queries import has_worked, invitations_of, memberships_in_force
from naober.organisations.services import accept_invitation
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.exceptions import Refused
from naober.sites.access import SIGNED_IN, access
from naober.sites.entrance import ROLE_KEY

HOME_OF_ROLE: Final = {
    Role.CONSULTANT: "desk:today",
    Role.COORDINATOR: "desk:today",
    Role.ADMINISTRATOR: "desk:team",
    Role.PLATFORM_ADMINISTRATOR: "desk:team",
    Role.POLICY_OFFICER: "municipality:overview",
    Role.PROFESSIONAL: "practice:referrals",
    Role.PROVIDER: "provider:cards",
    Role.EDITOR: "provider:cards",
}


@access(SIGNED_IN)
@require_safe
def home_of_role(request: HttpRequest) -> HttpResponse:
    """Lead somebody who signed in to where their work or their own page is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.user_id is None:
        raise Http404
    if "later" not in request.GET and invitations_of(actor.user_id).exists():
        return redirect("invitation")
    chosen = request.session.get(ROLE_KEY)
    working = list(memberships_in_force(actor.user_id, on=clock.today()))
    working.sort(key=lambda one: str(one.pk) != chosen)
    for membership in working:
        if name := HOME_OF_ROLE.get(Role(membership.role)):
            return redirect(name)
    if has_file(actor):
        return redirect("carer:home")
    return redirect("account_choose_role" if has_worked(actor.user_id) else "public:register")


@access(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Show the oldest open invitation, and accept it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.user_id is None:
        raise Http404
    member = invitations_of(actor.user_id).first()
    if member is None:
        return redirect("home_of_role")
    refusal = ""
    if request.method == "POST" and request.POST.get("membership") == str(member.pk):
        try:
            accept_invitation(by=actor, member=member, at=clock.now())
        except Refused as refused:
            refusal = refused.reason
        else:
            return redirect("home_of_role")
    return render(request, "arrival/invitation.html", {"member": member, "refusal": refusal})


urlpatterns = [
    path("welkom/", home_of_role, name="home_of_role"),
    path("welkom/uitnodiging/", invitation, name="invitation"),
]
