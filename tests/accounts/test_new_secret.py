"""After a new NAOBER_SECRET_KEY nobody is locked out, and then the old one can go."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from naober.accounts.models import User
from naober.accounts.services import lock_second_steps_anew
from naober.shared import keys
from tests.database import role
from tests.factories.organisations import make_membership
from tests.sign_in import app_code, give_app, give_spare_codes

pytestmark = pytest.mark.django_db
NEW, OTHER = "a-new-secret-" * 5, "another-secret-" * 5


@pytest.fixture(autouse=True)
def _no_boxes_kept() -> Iterator[None]:
    keys.fernet.cache_clear()
    yield
    keys.fernet.cache_clear()


def change_secret(settings: Any, now: str, *before: str) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = now, list(before)
    keys.fernet.cache_clear()


def lets_in(user: User, secret: str) -> bool:
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return bool(TOTP(app).validate_code(app_code(secret)))


def test_a_second_step_works_while_the_old_secret_is_known(settings: Any) -> None:
    user = make_membership().user
    secret = give_app(user)
    change_secret(settings, NEW, settings.SECRET_KEY)
    assert lets_in(user, secret)


def test_locked_anew_it_works_without_the_old_secret(settings: Any) -> None:
    user = make_membership().user
    secret = give_app(user)
    spare = give_spare_codes(user)
    change_secret(settings, NEW, settings.SECRET_KEY)
    with role("naober_system"):
        assert lock_second_steps_anew() == 0
    change_secret(settings, NEW)
    assert lets_in(user, secret)
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    assert codes.wrap().get_unused_codes() == spare


def test_a_lost_secret_makes_every_code_wrong_and_breaks_no_page(settings: Any) -> None:
    user = make_membership().user
    secret = give_app(user)
    change_secret(settings, OTHER)
    assert not lets_in(user, secret)
    with role("naober_system"):
        assert lock_second_steps_anew() == 1
