"""Leaving removes everything, and the log keeps only its skeleton."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from naober.accounts.models import User
from naober.audit.models import Event
from naober.carers import services
from naober.carers.models import Carer
from naober.casework.models import Case, Contact
from naober.organisations.enums import Role
from naober.screening.models import CheckUp
from naober.screening.services import keep_checkup
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from tests.database import role
from tests.factories.carers import actor_for, make_account, make_carer
from tests.factories.casework import make_case, make_contact
from tests.factories.organisations import MONDAY, make_actor, make_membership
from tests.world import CSI

pytestmark = pytest.mark.django_db

CANARY = "canaryleaves"


@pytest.fixture
def carer() -> Carer:
    """A carer with a word of their own in every field that holds words."""
    account = make_account(email=f"{CANARY}@example.org")
    consultant = make_membership()
    carer = make_carer(
        consultant.organisation,
        account=account,
        first_name=CANARY,
        last_name=CANARY,
        address=CANARY,
        place=CANARY,
        phone="088 000 99 99",
    )
    make_contact(make_case(carer, consultant), note=CANARY)
    with role("naober_system"):
        carer.situations.update(note=CANARY)
    me = actor_for(carer)
    answers = {item.code: 1 for item in CSI.items}
    with acting_as(me):
        keep_checkup(by=me, carer=carer, instrument="csi", answers=answers, at=MONDAY)
        services.change_details(by=me, carer=carer, details={"birth_year": 1951}, at=MONDAY)
    return carer


def tables_with(word: str) -> set[str]:
    """Return every table of the database in which a word stands in any column."""
    return {table for table in _tables() if _holds(table, word)}


def _tables() -> Iterator[str]:
    with role("naober_system"), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        yield from [row[0] for row in cursor.fetchall()]


def _holds(table: str, word: str) -> bool:
    name = connection.ops.quote_name(table)
    with role("naober_owner"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('naober.migrating', 'on', true)")
        cursor.execute(f"SELECT count(*) FROM {name} t WHERE t::text LIKE %s", [f"%{word}%"])
        found = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('naober.migrating', '', true)")
    return found > 0


def test_the_search_for_the_canary_finds_it_before_leaving(carer: Carer) -> None:
    found = tables_with(CANARY) | tables_with(str(carer.pk))
    assert found >= {
        "carers_carer",
        "carers_caresituation",
        "carers_consent",
        "casework_case",
        "casework_contact",
        "screening_checkup",
        "accounts_user",
        "audit_event",
    }


def test_leaving_removes_everything_but_the_skeleton_of_the_log(carer: Carer) -> None:
    me, key = actor_for(carer), carer.pk
    with acting_as(me):
        services.leave(by=me, carer=carer, at=MONDAY)
    assert tables_with(CANARY) == set()
    assert tables_with("088 000 99 99") == set()
    assert tables_with(str(key)) == {"audit_event"}
    with role("naober_system"):
        last = Event.objects.get(kind="carer.left")
        assert (last.subject_id, last.actor_name, last.fields) == (key, "", "")
        for model in (Carer, Case, Contact, CheckUp):
            assert not model.objects.exists()
        assert not User.objects.filter(pk=me.user_id).exists()


def test_leaving_twice_is_leaving_once(carer: Carer) -> None:
    me = actor_for(carer)
    with acting_as(me):
        services.leave(by=me, carer=Carer.objects.get(pk=carer.pk), at=MONDAY)
        services.leave(by=me, carer=carer, at=MONDAY)
    with role("naober_system"):
        assert Event.objects.filter(kind="carer.left").count() == 1


def test_an_account_that_still_opens_another_file_stays(carer: Carer) -> None:
    other = make_carer(account=carer.account)
    me = actor_for(carer)
    with acting_as(me):
        services.leave(by=me, carer=carer, at=MONDAY)
        assert Carer.objects.get() == other
    assert User.objects.filter(pk=me.user_id).exists()


def test_an_account_with_which_somebody_works_stays(carer: Carer) -> None:
    make_membership(user=carer.account)
    me = actor_for(carer)
    with acting_as(me):
        services.leave(by=me, carer=carer, at=MONDAY)
    assert User.objects.filter(pk=me.user_id).exists()


@pytest.mark.parametrize("who", ["another carer", "the support point", "a visitor"])
def test_nobody_else_removes_a_file(carer: Carer, who: str) -> None:
    by = {
        "another carer": lambda: actor_for(make_carer()),
        "the support point": lambda: make_actor(carer.organisation),
        "a visitor": Actor,
    }[who]()
    with acting_as(by), pytest.raises(PermissionDenied):
        services.leave(by=by, carer=carer, at=MONDAY)
    with role("naober_system"):
        assert Carer.objects.filter(pk=carer.pk).exists()


# A coordinator, for who asks it


def coordinator_of(carer: Carer) -> Actor:
    return make_actor(carer.organisation, Role.COORDINATOR)


def test_a_coordinator_removes_everything_of_who_asked_for_it(carer: Carer) -> None:
    by, key = coordinator_of(carer), carer.pk
    with acting_as(by):
        services.remove(by=by, carer=Carer.objects.get(pk=key), at=MONDAY)
    assert tables_with(CANARY) == set()
    assert tables_with(str(key)) == {"audit_event"}
    with role("naober_system"):
        last = Event.objects.get(kind="carer.removed")
        assert (last.subject_id, last.actor_name) == (key, by.name)


def test_an_account_that_opens_something_elsewhere_stays_after_removing(carer: Carer) -> None:
    other = make_carer(account=carer.account)
    by = coordinator_of(carer)
    with acting_as(by):
        services.remove(by=by, carer=Carer.objects.get(pk=carer.pk), at=MONDAY)
    with role("naober_system"):
        assert Carer.objects.get() == other
        assert other.account is not None


@pytest.mark.parametrize("who", ["a consultant", "a coordinator elsewhere", "an administrator"])
def test_only_a_coordinator_removes_it_for_a_carer(carer: Carer, who: str) -> None:
    by = {
        "a consultant": make_actor(carer.organisation),
        "a coordinator elsewhere": make_actor(role=Role.COORDINATOR),
        "an administrator": make_actor(carer.organisation, Role.ADMINISTRATOR),
    }[who]
    with acting_as(by):
        with pytest.raises(PermissionDenied):
            services.remove(by=by, carer=carer, at=MONDAY)
        assert Carer.objects.filter(pk=carer.pk).delete()[0] == 0  # nor does the database let them
    with role("naober_system"):
        assert Carer.objects.filter(pk=carer.pk).exists()
