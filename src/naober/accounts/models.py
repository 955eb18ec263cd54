"""People who sign in. No names and no care data here: these tables are read before there is an
actor, so row-level security cannot guard them."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Makes accounts; an address is kept in lower case, or codes would never arrive."""

    def new_for_address(self, email: str) -> "User | None":
        """Return a new account for a mail address, or None where somebody already signs in with it.

        Whoever only types an address has not proved that it is theirs.
        """
        user, created = self.get_or_create(email=email.strip().lower())
        return user if created else None

    def for_address(self, email: str) -> "User":
        """Return the account of a mail address, made when it is new."""
        user, _created = self.get_or_create(email=email.strip().lower())
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in, known by a mail address only."""

    password = models.CharField(max_length=128, default="!", editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return f"account {self.pk}"
