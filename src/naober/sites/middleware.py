"""One request, one actor, one transaction; what is read of a person is logged before it shows."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from naober.audit import services as audit
from naober.audit.enums import Action
from naober.shared import clock
from naober.shared.actors import CARER, Actor
from naober.shared.database import acting_as, become
from naober.sites.access import Access, access_of
from naober.sites.entrance import Entry, enter, leave_if_over, let_in
from naober.sites.errors import busy
from naober.sites.unsent import keep_typed, let_go

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LIBRARY_NAMES: Final = ("account_", "mfa_", "usersessions_")
"""Sign-in pages of allauth: they run without an actor, in plain autocommit."""


class ActorMiddleware:
    """Innermost middleware: resolves who acts, opens the transaction, keeps the read log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = _route(request)
        if found is None:
            leave_if_over(request)
            return self.get_response(request)
        name, rule = found
        entry = enter(request, rule)
        if isinstance(entry, HttpResponse):
            keep_typed(request, entry)
            return entry
        with audit.collecting(name) as seen:
            response = self._answer(request, entry, seen)
        let_go(request, response)
        return response

    def _answer(self, request: HttpRequest, entry: Entry, seen: set[UUID]) -> HttpResponse:
        request.failed = False  # type: ignore[attr-defined]
        with acting_as(entry.actor, read_only=request.method in READING):
            actor = let_in(request, entry)
            if isinstance(actor, HttpResponse):
                _log_refusal(Actor(user_id=entry.user_id, role=CARER), actor)
                return actor
            request.actor = actor  # type: ignore[attr-defined]
            become(actor)
            response = self.get_response(request)
            if request.failed or response.status_code >= 500:  # type: ignore[attr-defined]
                transaction.set_rollback(True)
            elif seen and not _logged(actor, seen):
                transaction.set_rollback(True)
                response = busy(request)
        _log_refusal(actor, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:  # noqa: ARG002
        """Remember the failure: Django turns it into a page before we see it."""
        request.failed = True  # type: ignore[attr-defined]


def _route(request: HttpRequest) -> tuple[str, Access] | None:
    """Return the name and rule of the page, or None for an unknown address or a sign-in page.

    Raises ImproperlyConfigured for a view that does not say who may open it.
    """
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    name = match.view_name or ""
    rule = access_of(match.func)
    if rule is None and (name.startswith(LIBRARY_NAMES) or name == "set_language"):
        return None
    if rule is None:
        raise ImproperlyConfigured(f"The view {name!r} does not say who may open it.")
    return name, rule


def _logged(actor: Actor, seen: set[UUID]) -> bool:
    try:
        audit.record_reads(by=actor, subjects=seen, at=clock.now())
    except DatabaseError:
        return False
    return True


def _log_refusal(actor: Actor, response: HttpResponseBase) -> None:
    """Log that somebody with a role was turned away, apart from the request's own transaction."""
    if response.status_code in {403, 404} and actor.user_id is not None:
        audit.record_apart(
            by=actor, action=Action.REFUSED, kind="page.refused", at=clock.now(), done=False
        )
