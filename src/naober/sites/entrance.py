"""The one login policy: who may come in, and as whom."""

from dataclasses import dataclass
from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from naober.organisations.enums import CARING_ROLES
from naober.organisations.models import Membership
from naober.organisations.queries import memberships_in_force
from naober.shared import clock
from naober.shared.actors import CARER, VISITOR, Actor
from naober.sites.access import Access

ROLE_KEY: Final = "membership"
SEEN_KEY: Final = "seen"
SEEN_STEP: Final = 60
"""Seconds between two notes of activity, so that reading a page seldom writes a session."""


@dataclass(frozen=True)
class Entry:
    """What is known before the database is asked: the account and the rule of the page."""

    user_id: int | None
    rule: Access


def enter(request: HttpRequest, rule: Access) -> Entry | HttpResponse:
    """Return the entry, or the page that signing in begins with."""
    user = request.user
    if user.is_authenticated and _gone_quiet(request, staff=rule.audience == "staff"):
        logout(request)
        if rule.audience != "everyone":
            return redirect_to_login(request.get_full_path())
    if rule.audience == "everyone":
        return Entry(request.user.pk if request.user.is_authenticated else None, rule)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if rule.audience == "staff" and (response := _second_factor(request)):
        return response
    return Entry(request.user.pk, rule)


def let_in(request: HttpRequest, entry: Entry) -> Actor | HttpResponse:
    """Return who acts on this page. Raises nothing: a wrong role sees a page that is not there."""
    if entry.user_id is None:
        return Actor(role=VISITOR)
    if entry.rule.audience != "staff":
        return Actor(user_id=entry.user_id, role=CARER)
    membership = _membership(request, entry.user_id, entry.rule.roles)
    if membership is None:
        from naober.sites.errors import not_found

        return not_found(request)
    return actor_of(membership)


def actor_of(membership: Membership) -> Actor:
    """Return the actor that somebody is in an organisation; only caring roles reach files."""
    organisation = membership.organisation_id
    return Actor(
        user_id=membership.user_id,
        role=membership.role,
        name=membership.name,
        membership_id=membership.pk,
        organisation_id=organisation,
        member_of=(organisation,),
        cares_for=(organisation,) if membership.role in CARING_ROLES else (),
    )


def _membership(request: HttpRequest, user_id: int, roles: frozenset[str]) -> Membership | None:
    """Return the membership of this visit: the chosen one, or the first that opens this page."""
    chosen = request.session.get(ROLE_KEY)
    fitting = [one for one in memberships_in_force(user_id, on=clock.today()) if one.role in roles]
    fitting.sort(key=lambda one: str(one.pk) != chosen)
    return fitting[0] if fitting else None


def _second_factor(request: HttpRequest) -> HttpResponse | None:
    """Return where to go for the second factor, or None where it was shown in this session."""
    if not settings.NAOBER_SECOND_FACTOR:
        return None
    if any(record.get("method") == "mfa" for record in get_authentication_records(request)):
        return None
    if not is_mfa_enabled(request.user):
        return redirect("mfa_index")
    logout(request)
    return redirect_to_login(request.get_full_path())


def _gone_quiet(request: HttpRequest, *, staff: bool) -> bool:
    """Return whether the last sign of life is too long ago; note this one."""
    limit = settings.NAOBER_IDLE_MINUTES["staff" if staff else "carer"] * 60
    moment = int(clock.now().timestamp())
    seen = request.session.get(SEEN_KEY, moment)
    if moment - seen > limit:
        return True
    if moment - seen >= SEEN_STEP or SEEN_KEY not in request.session:
        request.session[SEEN_KEY] = moment
    return False


def no_such_page() -> Http404:
    """Return the one answer for what is not there and what is not yours."""
    return Http404()
