"""Signing in and out: allauth's own views, where this house wants something more of them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]
FORGET = '"cache", "cookies", "storage"'
"""Clear-Site-Data: the next reader of this device finds nothing, no half-filled form either."""


def once(view: View) -> View:
    """Let one request at a time use what is kept in a session for signing in.

    A code counts once and a wrong try is always counted, also when fifty requests arrive together:
    each waits for the row of the session, and finds it gone when another has signed in with it.
    """

    def one_at_a_time(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            key = request.session.session_key
            if not Session.objects.select_for_update().filter(pk=key).first():
                return redirect("account_login")
            request.session = type(request.session)(key)  # as it is after the wait
            response = view(request, *args, **kwargs)
            if request.session.modified:
                request.session.save()
                # A second save, after the next in line had its turn, would undo what that did.
                request.session.modified = request.session.session_key != key
        return response

    return one_at_a_time


class AskCode(RequestLoginCodeView):  # type: ignore[misc]
    """The page that signing in begins with, also again after a mistake in the address."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:  # noqa: ARG002
        """Begin anew; only a new request for a code makes the earlier one worthless."""
        if request.method == "POST":
            clear_login(request)


class ConfirmCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """Where the code from the mail is filled in."""

    def get_form_kwargs(self) -> dict[str, Any]:
        values: dict[str, Any] = super().get_form_kwargs()
        return values | {"address": self._process.state.get("email", "")}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what to do; after the third wrong code that is to begin again."""
        response: HttpResponse = super().form_invalid(form)
        if response.status_code == HTTPStatus.FOUND:
            messages.error(self.request, _("The code was not right three times. Ask a new code."))
        return response


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Adds a passkey that can be found without typing an address, and that knows its owner."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = begin_registration(self.request.user, passwordless=True)
        return context | {"js_data": {"creation_options": options}}


class Devices(ListUserSessionsView):  # type: ignore[misc]
    """Where somebody is signed in; they may sign out elsewhere, or everywhere at once."""

    def form_valid(self, form: Any) -> HttpResponse:
        if "everywhere" not in self.request.POST:
            response: HttpResponse = super().form_valid(form)
            return response
        end_sessions(self.request, list(UserSession.objects.filter(user=self.request.user)))
        return forgetting(redirect(settings.LOGOUT_REDIRECT_URL))


class SignOut(LogoutView):  # type: ignore[misc]
    """Signs out, and asks the browser to forget what it kept of this site."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        was_in = request.user.is_authenticated
        response = super().post(request, *args, **kwargs)
        return forgetting(response) if was_in else response


def forgetting(response: HttpResponse) -> HttpResponse:
    """Ask the browser to forget what it kept of this site, along with this answer."""
    response["Clear-Site-Data"] = FORGET
    return response


ask_code = AskCode.as_view()
confirm_code = once(ConfirmCode.as_view())
second_step = once(AuthenticateView.as_view())
with_passkey = once(LoginWebAuthnView.as_view())
add_passkey = AddPasskey.as_view()
devices = Devices.as_view()
sign_out = SignOut.as_view()
