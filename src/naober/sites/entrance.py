"""The one login policy: who may come in, and as whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from naober.organisations.enums import CARING_ROLES
from naober.organisations.models import Membership
from naober.organisations.queries import memberships_in_force
from naober.shared import clock
from naober.shared.access import OPEN
from naober.shared.actors import CARER, VISITOR, Actor
from naober.sites.access import Access

ROLE_KEY: Final = "membership"
SEEN_KEY: Final = "seen"
BEGAN_KEY: Final = "began"
LONGEST_VISIT: Final = 12 * 60 * 60
"""Seconds after which everybody signs in again."""
SEEN_STEP: Final = 60
"""Seconds between two notes of activity, so that reading a page seldom writes a session."""


@dataclass(frozen=True)
class Entry:
    """What is known before the database is asked: the account and the rule of the page."""

    user_id: int | None
    rule: Access

    @property
    def actor(self) -> Actor:
        """Who asks; staff get their role from the database, and have none before."""
        if self.user_id is None or self.rule.audience == "staff":
            return Actor(user_id=self.user_id, role=VISITOR)
        return Actor(user_id=self.user_id, role=CARER)


def enter(request: HttpRequest, rule: Access) -> Entry | HttpResponse:
    """Return the entry, or the page that signing in begins with."""
    if rule == OPEN:
        return Entry(None, rule)
    if leave_if_over(request, staff=rule.audience == "staff") and rule.audience != "everyone":
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
    if entry.user_id is None or entry.rule.audience != "staff":
        return entry.actor
    held = list(memberships_in_force(entry.user_id, on=clock.today()))
    membership = chosen_role(request, held)
    if membership is not None and membership.role in entry.rule.roles:
        return actor_of(membership)
    if any(one.role in entry.rule.roles for one in held):
        return _to_sign_in_page(request, "account_choose_role")
    from naober.sites.errors import not_found

    return not_found(request)


def chosen_role(request: HttpRequest, held: Sequence[Membership]) -> Membership | None:
    """Return in which of the memberships `held` somebody works now; the only one needs no choice.

    A choice that is not held any more counts as none.
    """
    if len(held) == 1:
        request.session.setdefault(ROLE_KEY, str(held[0].pk))
        return held[0]
    chosen = request.session.get(ROLE_KEY)
    return next((one for one in held if str(one.pk) == chosen), None)


def choose_role(request: HttpRequest, membership: Membership) -> None:
    """Work in this membership from now on; a change gives the session a new key."""
    if request.session.get(ROLE_KEY) != str(membership.pk):
        request.session[ROLE_KEY] = str(membership.pk)
        _rotate(request)


def _rotate(request: HttpRequest) -> None:
    """Give the session a new key: what was seen or stolen of the old one is worth nothing."""
    key = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=key).update(session_key=request.session.session_key)


def leave_if_over(request: HttpRequest, *, staff: bool = False) -> bool:
    """Sign somebody out whose visit lasted too long or went quiet; note this sign of life.

    Figures of test T12: quiet for 30 minutes, for staff 15; and never longer than 12 hours.
    """
    if not request.user.is_authenticated:
        return False
    now = int(clock.now().timestamp())
    records = get_authentication_records(request, request.user)
    began = int(records[0]["at"]) if records else request.session.setdefault(BEGAN_KEY, now)
    seen = request.session.get(SEEN_KEY, began)
    staff = staff or ROLE_KEY in request.session
    quiet = settings.NAOBER_IDLE_MINUTES["staff" if staff else "carer"] * 60
    if now - seen > quiet or now - began > LONGEST_VISIT:
        logout(request)
        return True
    if now - seen >= SEEN_STEP or SEEN_KEY not in request.session:
        request.session[SEEN_KEY] = now
    return False


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


def _second_factor(request: HttpRequest) -> HttpResponse | None:
    """Return where to go for the second factor, or None where it was shown in this session."""
    if not settings.NAOBER_SECOND_FACTOR:
        return None
    if not is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
        return redirect(reverse("mfa_index", query={"needed": "1"}))
    records = get_authentication_records(request, request.user)
    if any(record.get("method") == "mfa" for record in records):
        return None
    return _to_sign_in_page(request, "account_reauthenticate")


def _to_sign_in_page(request: HttpRequest, name: str) -> HttpResponse:
    """Send somebody to a page of signing in that leads back here."""
    return redirect_to_login(request.get_full_path(), login_url=reverse(name))


def no_such_page() -> Http404:
    """Return the one answer for what is not there and what is not yours."""
    return Http404()
