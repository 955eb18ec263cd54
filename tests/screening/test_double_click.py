"""Two clicks at the same moment, each in a connection of its own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import Carer, Consent
from naober.carers.services import change_situation, give_consent, leave
from naober.screening.models import CheckUp
from naober.screening.services import keep_own_checkup
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from tests.database import role
from tests.factories.carers import SITUATION, actor_for, make_carer
from tests.factories.organisations import MONDAY
from tests.world import CSI

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 4


def click_at_once(carer: Carer, act: Callable[[Actor], object]) -> list[Exception]:
    """Do the same thing several times at once; return what went wrong."""
    me, start = actor_for(carer), threading.Barrier(CLICKS)
    wrong: list[Exception] = []

    def click() -> None:
        try:
            start.wait()
            with acting_as(me):
                act(me)
        except Exception as problem:  # noqa: BLE001 - whatever it is, the test tells
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _number in range(CLICKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_giving_a_consent_many_times_at_once_gives_one() -> None:
    carer = make_carer(purposes=[Purpose.SUPPORT])
    wrong = click_at_once(
        carer,
        lambda me: give_consent(
            by=me, carer=carer, purpose=Purpose.NEWS, way=ConsentWay.ONLINE, at=MONDAY
        ),
    )
    assert wrong == []
    with role("naober_system"):
        assert Consent.objects.filter(carer=carer, purpose=Purpose.NEWS).count() == 1


def test_keeping_a_check_many_times_at_once_keeps_one() -> None:
    carer = make_carer(purposes=[Purpose.SUPPORT])
    answers = {item.code: 1 for item in CSI.items}
    wrong = click_at_once(
        carer,
        lambda me: keep_own_checkup(
            by=me, carer=carer, instrument="csi", answers=answers, agrees=True, at=MONDAY
        ),
    )
    assert wrong == []
    with role("naober_system"):
        assert CheckUp.objects.filter(carer=carer).count() == 1


def test_telling_the_same_many_times_at_once_is_one_line() -> None:
    carer = make_carer()
    situation = SITUATION | {"note": "Het is veel."}
    wrong = click_at_once(
        carer, lambda me: change_situation(by=me, carer=carer, situation=situation, at=MONDAY)
    )
    assert wrong == []
    with role("naober_system"):
        assert carer.situations.count() == 2


def test_leaving_many_times_at_once_is_leaving_once() -> None:
    carer = make_carer()

    def go(me: Actor) -> None:
        leave(by=me, carer=Carer(pk=carer.pk, account_id=carer.account_id), at=MONDAY)

    assert click_at_once(carer, go) == []
    with role("naober_system"):
        assert not Carer.objects.exists()
