"""Changing accounts."""

from typing import Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import InvalidToken
from django.db import transaction

from naober.accounts.models import User
from naober.shared.keys import fernet

LOCKED: Final = frozenset({"secret", "seed"})
"""What allauth keeps encrypted of a second step."""


def take_off_second_step(user: User) -> None:
    """Remove every second step of an account and end all its visits; a new one is asked next time.

    Whether that may be is decided by who calls this: see organisations.services.
    """
    Authenticator.objects.filter(user=user).delete()
    for visit in UserSession.objects.filter(user=user):
        visit.end()


@transaction.atomic
def lock_second_steps_anew() -> int:
    """Encrypt every second step with the secret of now; return how many no known secret opens."""
    lost = 0
    for step in Authenticator.objects.select_for_update().order_by("pk"):
        for name in LOCKED & step.data.keys():
            try:
                locked = fernet("second-factor").rotate(step.data[name].encode())
            except InvalidToken:
                lost += 1
            else:
                step.data[name] = locked.decode()
        step.save(update_fields=["data"])
    return lost
