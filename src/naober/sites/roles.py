"""Somebody with more than one place to work chooses in which they work now."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.organisations.queries import memberships_in_force
from naober.shared import clock
from naober.sites.access import SIGNED_IN, access
from naober.sites.entrance import choose_role, chosen_role

FIELD: Final = "membership"


CAN: Final = {
    Role.CONSULTANT: gettext_lazy("You help carers and write down what you agreed."),
    Role.COORDINATOR: gettext_lazy("You see the carers of the support point and share the work."),
    Role.ADMINISTRATOR: gettext_lazy("You decide who works here."),
    Role.POLICY_OFFICER: gettext_lazy("You see figures of your municipality, and no people."),
    Role.PLATFORM_ADMINISTRATOR: gettext_lazy("You decide who works here."),
    Role.PROFESSIONAL: gettext_lazy("You refer carers to support, and see how it goes."),
    Role.VOLUNTEER: gettext_lazy("You can search the social map. There is no more here yet."),
    Role.PROVIDER: gettext_lazy("You keep the cards of your organisation right."),
    Role.EDITOR: gettext_lazy("You look after the social map."),
}
"""What each role can do here."""


@dataclass(frozen=True)
class Place:
    """One place to work, as the page shows it."""

    id: UUID
    role: str
    organisation: str
    current: bool
    can: str


@access(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Show the places of this account; a POST works in one of them from the next page on."""
    held = _held(request)
    if request.method == "POST":
        choose_role(request, _named(held, request.POST.get(FIELD, "")))
        return redirect(_next(request))
    now = chosen_role(request, held)
    places = [
        Place(
            one.pk,
            one.get_role_display(),
            one.organisation.name,
            current=one == now,
            can=str(CAN[Role(one.role)]),
        )
        for one in held
    ]
    return render(request, "account/choose_role.html", {"places": places, "next": _next(request)})


def _held(request: HttpRequest) -> list[Membership]:
    user_id = request.user.pk
    if user_id is None:
        return []
    held = memberships_in_force(user_id, on=clock.today())
    return list(held.select_related("organisation"))


def _named(held: list[Membership], key: str) -> Membership:
    for one in held:
        if str(one.pk) == key:
            return one
    raise Http404


def _next(request: HttpRequest) -> str:
    """Return the page of this site that the reader came for, or their first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url("home_of_role")
