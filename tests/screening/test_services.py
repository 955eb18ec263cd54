"""Keeping checks: complete, scored, once, and with consent."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from naober.audit.models import Event
from naober.carers.enums import Purpose
from naober.carers.queries import has_consent
from naober.pure.instruments import InvalidAnswers
from naober.screening.models import CheckUp
from naober.screening.queries import checkups_of
from naober.screening.services import keep_checkup, keep_own_checkup
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from tests.database import role
from tests.factories.carers import actor_for, make_carer
from tests.factories.organisations import MONDAY, make_actor, make_organisation
from tests.world import CSI

pytestmark = pytest.mark.django_db

ANSWERS = {item.code: int(number < 8) for number, item in enumerate(CSI.items)}
WITHOUT = (Purpose.SUPPORT,)


def test_a_check_is_kept_with_its_score_version_and_day() -> None:
    carer = make_carer()
    by = make_actor(carer.organisation)
    with acting_as(by):
        kept = keep_checkup(by=by, carer=carer, instrument="csi", answers=ANSWERS, at=MONDAY)
        assert list(checkups_of(carer)) == [kept]
    assert (kept.score, kept.band, kept.version) == (8, "high", CSI.version)
    assert (kept.answers, kept.taken_on) == (ANSWERS, MONDAY.date())
    with role("naober_system"):
        assert Event.objects.get(kind="checkup.kept").subject_id == carer.pk


def test_an_incomplete_check_is_an_error_and_never_a_lower_score() -> None:
    carer = make_carer()
    me = actor_for(carer)
    missing = {code: answer for code, answer in ANSWERS.items() if code != "sleep"}
    with acting_as(me), pytest.raises(InvalidAnswers):
        keep_checkup(by=me, carer=carer, instrument="csi", answers=missing, at=MONDAY)


def test_a_visitor_keeps_a_check_only_where_they_register() -> None:
    carer = make_carer()
    elsewhere = Actor(role="visitor", intake=make_organisation().pk)
    here = Actor(role="visitor", intake=carer.organisation_id)
    with acting_as(elsewhere), pytest.raises(PermissionDenied):
        keep_checkup(by=elsewhere, carer=carer, instrument="csi", answers=ANSWERS, at=MONDAY)
    with acting_as(here):
        keep_checkup(by=here, carer=carer, instrument="csi", answers=ANSWERS, at=MONDAY)


def keep(by: Actor, carer: object, *, agrees: bool = False, days: int = 0) -> CheckUp:
    at = MONDAY + timedelta(days=days)
    with acting_as(by):
        return keep_own_checkup(
            by=by, carer=carer, instrument="csi", answers=ANSWERS, agrees=agrees, at=at
        )


def test_without_consent_a_check_is_not_kept() -> None:
    carer = make_carer(purposes=WITHOUT)
    with pytest.raises(Refused):
        keep(actor_for(carer), carer)
    with role("naober_system"):
        assert not CheckUp.objects.exists()


def test_saying_yes_while_keeping_gives_the_consent_too() -> None:
    carer = make_carer(purposes=WITHOUT)
    assert keep(actor_for(carer), carer, agrees=True).score == 8
    with acting_as(actor_for(carer)):
        assert has_consent(carer, Purpose.CHECKUPS)


def test_a_double_click_keeps_one_check_and_another_day_another() -> None:
    carer = make_carer()
    me = actor_for(carer)
    assert keep(me, carer) == keep(me, carer)
    assert keep(me, carer, days=1) != keep(me, carer)
    with role("naober_system"):
        assert CheckUp.objects.count() == 2


@pytest.mark.parametrize("who", ["another carer", "the support point"])
def test_nobody_else_keeps_a_carers_own_check(who: str) -> None:
    carer = make_carer()
    own = who == "another carer"
    by = actor_for(make_carer()) if own else make_actor(carer.organisation)
    with pytest.raises(PermissionDenied):
        keep(by, carer, agrees=True)
