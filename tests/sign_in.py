"""Signing in as people do it: ask for a code, read the mail, fill it in, take the second step."""

import re
import time
from collections.abc import Iterator

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from naober.accounts.models import User

ASK = "/account/inloggen/"
CONFIRM = "/account/inloggen/code/"
SECOND = "/account/inloggen/tweede-stap/"
CODE = re.compile(r"\b\d{4}-\d{4}\b")


def ask(client: Client, address: str, **headers: str) -> HttpResponse:
    """Ask for a code."""
    return client.post(ASK, {"email": address}, headers=headers)


def mailed_code() -> str:
    """Return the code of the newest mail."""
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def fill_in(client: Client, code: str) -> HttpResponse:
    """Fill in a code from the mail."""
    return client.post(CONFIRM, {"code": code})


def sign_in(client: Client, user: User, secret: str = "") -> HttpResponse:
    """Sign in all the way; with the secret of an app also the second step."""
    ask(client, user.email)
    response = fill_in(client, mailed_code())
    return client.post(SECOND, {"code": app_code(secret)}) if secret else response


def is_in(client: Client) -> bool:
    """Return whether this browser is signed in."""
    return "_auth_user_id" in client.session


def give_app(user: User) -> str:
    """Connect an app with codes to an account; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return str(secret)


def give_spare_codes(user: User) -> list[str]:
    return list(RecoveryCodes.activate(user).get_unused_codes())


def app_code(secret: str, *, periods_ago: int = 0) -> str:
    """Return what the app shows now, or showed so many half minutes ago.

    Near the end of a half minute it waits for the next: typing takes a while too.
    """
    left = 30 - time.time() % 30
    if left < 4:
        time.sleep(left)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 - periods_ago)))


def pass_second_step(client: Client, user: User) -> None:
    """Sign in as staff do, with both steps, whatever the account had before."""
    Authenticator.objects.filter(user=user).delete()
    sign_in(client, user, give_app(user))


def other_codes(code: str) -> Iterator[str]:
    """Yield codes of the right shape that are not `code`."""
    number = int(code.replace("-", ""))
    for step in range(1, 10_000):
        yield f"{(number + step) % 10**8:08}"


def kept_secrets(user: User) -> list[str]:
    """Return the secrets of an account as they lie in the database."""
    found = Authenticator.objects.filter(user=user)
    return [str(one.data.get("secret", one.data.get("seed", ""))) for one in found]


def readable(kept: str) -> str:
    """Return what a kept secret says to who has the key of the installation."""
    return str(get_adapter().decrypt(kept))
