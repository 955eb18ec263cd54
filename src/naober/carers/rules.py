"""Who may change a carer's file, and when."""

from django.utils.translation import gettext as _

from naober.carers.enums import REQUIRED_PURPOSES, Purpose
from naober.carers.models import Carer
from naober.organisations.enums import Role
from naober.shared.actors import Actor


def is_own_file(by: Actor, carer: Carer) -> bool:
    """Return whether the file is about the actor."""
    return by.membership_id is None and by.user_id is not None and carer.account_id == by.user_id


def may_change(by: Actor, carer: Carer) -> bool:
    """Return whether somebody may change a file: the carer, and who cares for them."""
    return is_own_file(by, carer) or carer.organisation_id in by.cares_for


def may_remove(by: Actor, carer: Carer) -> bool:
    """Return whether somebody may remove a file for good: the carer, and a coordinator for them."""
    if is_own_file(by, carer):
        return True
    return by.role == Role.COORDINATOR and carer.organisation_id in by.cares_for


def is_young(birth_year: int | None, *, year: int, below: int) -> bool:
    """Return whether somebody is addressed as a young carer: turns less than `below` this year."""
    return birth_year is not None and year - birth_year < below


def fits_entrance(birth_year: int | None, *, young: bool, year: int, below: int) -> bool:
    """Return whether somebody may have come in by the entrance for who is younger than `below`, or
    by that for others. In the year in which they turn `below` both are right.
    """
    if birth_year is None:
        return True
    turns = year - birth_year
    return turns <= below if young else turns >= below


def refusal_to_register(purposes: frozenset[Purpose]) -> str | None:
    """Return why a registration cannot be kept, or None."""
    if not purposes >= REQUIRED_PURPOSES:
        return _("Without this consent we may not keep your details. You can always call us.")
    return None
