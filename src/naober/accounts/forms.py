"""Forms of sign-in: allauth's own, in our words and with our limits. Named in the settings."""

import struct
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from naober.accounts.limits import ASK, TRY, attempt, forget_asking


def _code(label: Any) -> forms.CharField:
    digits = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=digits))


class AskCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for a code; an address without an account gets the same answer."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        if attempt(context.request, ASK, self.cleaned_data["email"]) is None:
            raise get_adapter().validation_error("too_many_login_attempts")
        return str(super().clean_email())


class ConfirmCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """Tries a code of eight digits."""

    code = _code(_("Code from the mail"))

    def __init__(self, *args: Any, address: str = "", **kwargs: Any) -> None:
        self.address = address
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        counted = attempt(context.request, TRY, self.address)
        if counted is None:
            raise get_adapter().validation_error("too_many_login_attempts")
        code = str(super().clean_code())
        counted.forget()
        forget_asking(context.request, self.address)
        return code


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a spare code, while signing in."""

    code = _code(_("Code from your app, or a spare code"))


class OnceMoreForm(ReauthenticateForm):  # type: ignore[misc]
    """The same, before something that matters."""

    code = _code(_("Code from your app, or a spare code"))


class StartAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, to see that it works."""

    code = _code(_("Code from your app"))


def _or_wrong(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Turn what a passkey never sends, which the library falls over, into a wrong code."""

    @wraps(check)
    def checked(form: Any) -> Any:
        try:
            return check(form)
        except (ValueError, TypeError, LookupError, AttributeError, struct.error):
            raise get_second_factor_adapter().validation_error("incorrect_code") from None

    return checked


class AddPasskeyForm(SignupWebAuthnForm):  # type: ignore[misc]
    """A passkey that is also enough by itself: the device asks for a finger, a face or a PIN."""

    name = forms.CharField(label=_("Name of this device"), max_length=60, required=False)
    clean = _or_wrong(SignupWebAuthnForm.clean)


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step of signing in."""

    clean_credential = _or_wrong(AuthenticateWebAuthnForm.clean_credential)


class PasskeyAloneForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey as both steps at once."""

    clean_credential = _or_wrong(LoginWebAuthnForm.clean_credential)


class PasskeyOnceMoreForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something that matters."""

    clean_credential = _or_wrong(ReauthenticateWebAuthnForm.clean_credential)
