"""Changing accounts."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from naober.accounts.models import User


def take_off_second_step(user: User) -> None:
    """Remove every second step of an account and end all its visits; a new one is asked next time.

    Whether that may be is decided by who calls this: see organisations.services.
    """
    Authenticator.objects.filter(user=user).delete()
    for visit in UserSession.objects.filter(user=user):
        visit.end()
