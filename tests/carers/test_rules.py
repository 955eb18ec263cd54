"""Who may change a carer's file, and when."""

import dataclasses

import pytest

from naober.carers import rules
from naober.carers.enums import Purpose
from naober.organisations.enums import Role
from naober.shared.actors import Actor
from tests.factories.carers import actor_for, make_carer
from tests.factories.organisations import make_actor

pytestmark = pytest.mark.django_db


def test_a_carer_may_change_their_own_file() -> None:
    carer = make_carer()
    assert rules.is_own_file(actor_for(carer), carer)
    assert rules.may_change(actor_for(carer), carer)


def test_a_carer_may_not_change_the_file_of_another() -> None:
    carer, other = make_carer(), make_carer()
    assert not rules.may_change(actor_for(other), carer)


def test_a_visitor_owns_no_file_not_even_one_without_an_account() -> None:
    carer = make_carer()
    carer.account = None
    assert not rules.is_own_file(Actor(), carer)
    assert not rules.may_change(Actor(), carer)


def test_who_works_there_is_not_on_their_own_page() -> None:
    carer = make_carer()
    at_work = dataclasses.replace(
        make_actor(carer.organisation), user_id=carer.account_id, cares_for=()
    )
    assert not rules.is_own_file(at_work, carer)


def test_the_support_point_may_change_a_file_and_another_may_not() -> None:
    carer = make_carer()
    assert rules.may_change(make_actor(carer.organisation), carer)
    assert not rules.may_change(make_actor(), carer)


def test_an_administrator_of_the_same_house_may_not() -> None:
    carer = make_carer()
    assert not rules.may_change(make_actor(carer.organisation, Role.ADMINISTRATOR), carer)


@pytest.mark.parametrize(
    ("birth_year", "young"), [(2009, True), (2008, False), (1951, False), (None, False)]
)
def test_a_young_carer_turns_less_than_eighteen_this_year(
    birth_year: int | None, young: bool
) -> None:
    assert rules.is_young(birth_year, year=2026, below=18) is young


@pytest.mark.parametrize(
    ("birth_year", "fits"),
    [
        (2009, (True, False)),
        (2008, (True, True)),
        (2007, (False, True)),
        (None, (True, True)),
    ],
)
def test_a_year_of_birth_fits_the_young_entrance_the_other_or_both(
    birth_year: int | None, fits: tuple[bool, bool]
) -> None:
    assert fits == tuple(
        rules.fits_entrance(birth_year, young=young, year=2026, below=18) for young in (True, False)
    )


def test_nothing_is_kept_without_consent_for_support() -> None:
    everything_else = frozenset(Purpose) - {Purpose.SUPPORT}
    assert rules.refusal_to_register(everything_else)
    assert rules.refusal_to_register(frozenset())
    assert rules.refusal_to_register(frozenset({Purpose.SUPPORT})) is None
