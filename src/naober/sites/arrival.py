"""Where somebody arrives: after signing in at the page of their role or an open invitation, and
from a card at the form with which their role refers."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from naober.carers.queries import has_file
from naober.directory.queries import service
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.organisations.queries import has_worked, invitations_of, memberships_in_force
from naober.organisations.services import accept_invitation
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.exceptions import Refused
from naober.sites.access import SIGNED_IN, access
from naober.sites.entrance import ROLE_KEY
from naober.sites.words import words

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
REFERS: Final = {
    Role.CONSULTANT: "desk:refer-from-card",
    Role.COORDINATOR: "desk:refer-from-card",
    Role.PROFESSIONAL: "practice:refer",
}
"""Where a role refers somebody with a card that is chosen; the others refer nobody."""


@access(SIGNED_IN)
@require_safe
def home_of_role(request: HttpRequest) -> HttpResponse:
    """Lead somebody who signed in to where their work or their own page is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.user_id is None:
        raise Http404
    if "later" not in request.GET and invitations_of(actor.user_id).exists():
        return redirect("invitation")
    for membership in _working(request, actor.user_id):
        if name := HOME_OF_ROLE.get(Role(membership.role)):
            return redirect(name)
    if has_file(actor):
        return redirect("carer:home")
    return redirect("account_choose_role" if has_worked(actor.user_id) else "public:register")


def _working(request: HttpRequest, user_id: int) -> list[Membership]:
    """Return where somebody works, the place that they chose first."""
    chosen = request.session.get(ROLE_KEY)
    working = memberships_in_force(user_id, on=clock.today())
    return sorted(working, key=lambda one: str(one.pk) != chosen)


@access(SIGNED_IN)
@require_safe
def refer_from_card(request: HttpRequest, key: str) -> HttpResponse:
    """Lead from a card to the form of whoever refers from work, with this card chosen.

    Who works here and refers nobody reads who does; who does not work here asks in person.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    hit = service(key, on=clock.today())
    if actor.user_id is None or hit is None:
        raise Http404
    working = _working(request, actor.user_id)
    for membership in working:
        if name := REFERS.get(Role(membership.role)):
            return redirect(reverse(name, args=[key], query={"van": "kaart"}))
    if not working:
        return redirect("public:referral-ask", key)
    context = {"key": key, "name": words(hit.service, "name")}
    return render(request, "arrival/refers_nobody.html", context)


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
    path("welkom/verwijzen/<slug:key>/", refer_from_card, name="refer_from_card"),
]
