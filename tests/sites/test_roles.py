"""Where do you work now: a choice where there is one, and else what the role can do here."""

import pytest

from naober.organisations.enums import Role
from naober.sites.roles import CAN
from tests.factories.organisations import make_membership
from tests.sites.carer.pages import client_for, words

pytestmark = pytest.mark.django_db


def test_who_has_one_role_reads_what_it_can_do_without_a_button() -> None:
    page = client_for(make_membership(role=Role.VOLUNTEER).user).get("/account/rol/")
    assert "meer dan één rol" not in words(page)
    assert "U kunt zoeken in de sociale kaart." in words(page)
    assert 'name="membership"' not in page.content.decode()


def test_who_has_two_roles_chooses() -> None:
    first = make_membership(role=Role.VOLUNTEER)
    make_membership(role=Role.EDITOR, user=first.user)
    page = client_for(first.user).get("/account/rol/")
    assert "meer dan één rol" in words(page)
    assert page.content.decode().count('name="membership"') == 2


def test_every_role_says_what_it_can_do() -> None:
    assert set(CAN) == set(Role)
