"""The second net: row-level security, tried with the first (Python) and the third switched off.

Security tests T3, T4 and T20b. The first half asks PostgreSQL's catalogue whether there is a hole,
the second half acts as somebody and looks at everything without any scoping.
"""

import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, IntegrityError, connection, connections, models, transaction
from psycopg import errors
from pytest_django import DjangoAssertNumQueries

from naober.audit.enums import Action
from naober.audit.services import record
from naober.carers.models import Carer, CareSituation, Consent
from naober.casework.enums import Origin
from naober.casework.models import Case, Contact, EarlierNote
from naober.casework.services import register
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership
from naober.organisations.rules import GIVEN_BY_ADMINISTRATOR
from naober.organisations.services import accept_invitation, ask_reset
from naober.screening.models import CheckUp
from naober.shared.actors import CARER, VISITOR, Actor
from naober.shared.database import (
    LeakedActorError,
    acting_as,
    become,
    current_actor,
    guard_connection,
    on_commit,
)
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.catalogue import ALLOWED, MAY_READ_ANYTHING, holes, protected_tables
from tests.database import role
from tests.factories.carers import a_registration, actor_for, make_account, make_carer
from tests.factories.casework import make_referral
from tests.factories.directory import make_service, make_upkeep
from tests.factories.organisations import MONDAY, make_actor, make_membership, make_organisation
from tests.world import World, make_world

pytestmark = pytest.mark.django_db

FAULTS = {
    "a table is granted without row-level security": (
        "CREATE TABLE planted (id int); GRANT SELECT ON planted TO naober_app"
    ),
    "one column of a table is granted": (
        "CREATE TABLE planted (id int); GRANT SELECT (id) ON planted TO naober_worker"
    ),
    "row-level security is switched off": "ALTER TABLE carers_carer DISABLE ROW LEVEL SECURITY",
    "row-level security is not forced": "ALTER TABLE carers_carer NO FORCE ROW LEVEL SECURITY",
    "a policy is lost": "DROP POLICY people_update ON carers_carer",
    "a policy lets everything through": (
        "CREATE POLICY planted ON carers_carer FOR SELECT TO naober_app USING (true)"
    ),
    "a policy for everybody lets everything through": (
        "CREATE POLICY planted ON carers_consent USING (true)"
    ),
    "a view shows what its owner sees": (
        "CREATE VIEW planted AS SELECT * FROM carers_carer; GRANT SELECT ON planted TO naober_app"
    ),
    "a copy is kept": (
        "CREATE MATERIALIZED VIEW planted AS SELECT * FROM carers_carer;"
        " GRANT SELECT ON planted TO naober_app"
    ),
    "public knowledge may be changed": "GRANT UPDATE ON directory_category TO naober_app",
    "a table may be emptied": "GRANT TRUNCATE ON carers_carer TO naober_app",
    "the log's login may read": "GRANT SELECT ON audit_event TO naober_audit",
    "a function runs as its owner": (
        "CREATE FUNCTION planted() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
        " AS 'SELECT count(*) FROM carers_carer'"
    ),
    "what is fixed may be changed": "DROP TRIGGER guide_is_fixed ON directory_guidelead",
    "a guard sleeps": "ALTER TABLE directory_guidechoice DISABLE TRIGGER guide_is_fixed",
    "the web may make tables": "GRANT CREATE ON SCHEMA public TO naober_app",
}


def found_holes() -> list[str]:
    with connection.cursor() as cursor:
        return holes(cursor)


def test_the_catalogue_shows_no_way_past_row_level_security() -> None:
    assert found_holes() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_hole_is_found(fault: str) -> None:
    with role("naober_owner"), connection.cursor() as cursor:
        cursor.execute(FAULTS[fault])
    assert found_holes()


def test_every_table_is_either_protected_or_listed_with_a_reason() -> None:
    with connection.cursor() as cursor:
        protected = protected_tables(cursor)
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        every = {row[0] for row in cursor.fetchall()}
    assert protected & set(ALLOWED) == set()
    closed = {name for name in every - protected - set(ALLOWED) if not _reachable(name)}
    assert every == protected | set(ALLOWED) | closed
    assert {"carers_carer", "casework_case", "audit_event"} <= protected


def _reachable(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('naober_app', %s, 'SELECT')", [table])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("login", ["naober_app", "naober_worker", "naober_audit"])
def test_a_login_that_serves_people_is_weak(login: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolinherit"
            " FROM pg_roles WHERE rolname = %s",
            [login],
        )
        assert cursor.fetchone()[0] is False
        cursor.execute(
            "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
            " WHERE r.rolname = %s",
            [login],
        )
        assert cursor.fetchone()[0] == 0


# ---- with all scoping in Python off


PERSONAL: tuple[type[models.Model], ...] = (
    Carer, CareSituation, Consent, Case, Contact, EarlierNote, CheckUp,
)  # fmt: skip
PUBLIC_IN_PART = {"directory_service", "directory_guideversion"}
"""Everybody reads the public rows of these; tests/directory tries the others."""
OF_CARDS = {
    "CardVersion", "CardReport", "CardCount", "Reminder", "SourceRecord", "UnansweredSearch",
    "ComparedCards", "ImportRun",
}  # fmt: skip
REFERRALS = {"Referral", "ReferralEvent"}


def protected_models() -> list[type[models.Model]]:
    """Return what not everybody may read: all guarded tables without the public cards."""
    with connection.cursor() as cursor:
        tables = protected_tables(cursor) - MAY_READ_ANYTHING - PUBLIC_IN_PART
    return [model for model in apps.get_models() if model._meta.db_table in tables]


def everything_seen(actor: Actor | None) -> dict[str, list[models.Model]]:
    """Return all rows that the database shows to somebody who asks for all rows."""
    if actor is None:
        return {one.__name__: list(one._base_manager.all()) for one in protected_models()}
    with acting_as(actor):
        return everything_seen(None)


@pytest.fixture
def world() -> World:
    world = make_world()
    make_referral(make_service(organisation=world.b.organisation))
    make_upkeep(world.service, make_membership(world.a.organisation, Role.PROVIDER))
    with role("naober_system"):
        for point in (world.a, world.b):
            ask_reset(by=actor_of(point.administrator), member=point.consultant, at=MONDAY)
            record(
                by=actor_of(point.consultant), action=Action.CHANGE, kind="carer.details",
                at=MONDAY, subject_id=point.carer.pk,
            )  # fmt: skip
    return world


def test_without_an_actor_there_is_not_one_row(world: World) -> None:
    with role("naober_system"):
        assert all(everything_seen(None).values())  # there is something to see
    assert not any(everything_seen(None).values())
    with role("naober_worker"):
        assert not any(everything_seen(None).values())


def test_the_models_of_this_test_are_those_with_persons_in_them() -> None:
    others = {"Membership", "Event", "SecondStepReset"} | OF_CARDS | REFERRALS
    assert {one.__name__ for one in protected_models()} == others | {
        one.__name__ for one in PERSONAL
    }


@pytest.mark.parametrize("who", ["consultant", "coordinator"])
def test_a_support_point_sees_all_of_its_own_and_nothing_of_another(world: World, who: str) -> None:
    seen = everything_seen(actor_of(getattr(world.a, who)))
    with role("naober_system"):
        for model in PERSONAL:
            ours = model._base_manager.filter(organisation=world.a.organisation)
            assert {one.pk for one in seen[model.__name__]} == {one.pk for one in ours}
            assert len(ours) > 0
    assert {one.organisation_id for one in seen["Membership"]} == {world.a.organisation.pk}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "who",
    [
        "administrator",
        "policy_officer",
        "professional",
        "volunteer",
        "platform_administrator",
        "provider",
        "editor",
    ],
)
def test_who_does_not_care_for_people_sees_nobody(world: World, who: str) -> None:
    actor = (
        actor_of(getattr(world.a, who))
        if hasattr(world.a, who)
        else actor_of(make_membership(world.a.organisation, who))
    )
    seen = everything_seen(actor)
    found = {name for name, rows in seen.items() if rows}
    keeps_cards = OF_CARDS if who in {"provider", "editor"} else set()
    asks = {"Referral", "ReferralEvent"} if who in {"provider", "professional"} else set()
    assert found - {"SecondStepReset"} - keeps_cards - asks == {"Membership"}
    received, sent = world.a.referral.pk, world.a.practice_referral.pk  # both to the same card
    theirs = {"provider": {received, sent}, "professional": {sent}}
    assert {one.pk for one in seen["Referral"]} == theirs.get(who, set())
    assert ("SecondStepReset" in found) is (who in {"administrator", "platform_administrator"})


def test_a_carer_sees_only_what_is_about_them(world: World) -> None:
    seen = everything_seen(actor_for(world.a.carer))
    with role("naober_system"):  # an account may have an earlier file too
        own = {one.pk for one in Carer.objects.filter(account=world.a.carer.account)}
    for model in PERSONAL:
        about = {getattr(one, "carer_id", one.pk) for one in seen[model.__name__]}
        assert world.a.carer.pk in about
        assert about <= own
    assert {one.pk for one in seen["Membership"]} == {world.a.consultant.pk}
    assert {one.subject_id for one in seen["Event"]} == {world.a.carer.pk}  # type: ignore[attr-defined]


@pytest.mark.parametrize("actor", [Actor(), Actor(user_id=10**9, role=CARER)])
def test_a_visitor_and_somebody_new_see_nothing(world: World, actor: Actor) -> None:
    assert not any(everything_seen(actor).values())


def test_a_role_without_its_organisation_sees_nothing(world: World) -> None:
    only_a_word = Actor(user_id=10**9, role=Role.COORDINATOR)
    assert not any(everything_seen(only_a_word).values())


def test_who_becomes_another_sees_what_that_one_may_until_the_transaction_ends(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    coordinator = actor_of(world.a.coordinator)
    before = everything_seen(Actor(user_id=coordinator.user_id))
    with acting_as(Actor(user_id=coordinator.user_id)):
        assert not Carer.objects.exists()
        become(coordinator)
        with django_assert_num_queries(0):
            become(coordinator)
        assert current_actor() == coordinator
        assert {one.organisation_id for one in Carer.objects.all()} == {world.a.organisation.pk}
    assert current_actor() is None
    assert everything_seen(Actor(user_id=coordinator.user_id)) == before


def test_nobody_becomes_anybody_where_nobody_acts() -> None:
    with pytest.raises(RuntimeError):
        become(Actor(user_id=1, role=CARER))


def test_what_belongs_to_another_support_point_cannot_be_written(world: World) -> None:
    with acting_as(actor_of(world.a.coordinator)):
        assert Carer.objects.filter(pk=world.b.carer.pk).update(first_name="x") == 0
        assert Case.objects.filter(pk=world.b.case.pk).delete()[0] == 0
    for theirs in (world.b.carer, world.b.case):
        with pytest.raises(DatabaseError), acting_as(actor_of(world.a.coordinator)):
            theirs.save(force_update=True)
    with pytest.raises(DatabaseError) as refused, acting_as(actor_of(world.a.coordinator)):
        Carer.objects.filter(pk=world.a.carer.pk).update(organisation=world.b.organisation)
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)


def test_a_visitor_hands_in_a_registration_and_cannot_read_it_back() -> None:
    here, elsewhere = make_organisation(), make_organisation()
    visitor = Actor(role=VISITOR, intake=here.pk)
    with acting_as(visitor):
        case = register(
            by=visitor, organisation=here, registration=a_registration(), origin=Origin.SELF,
            at=MONDAY,
        )  # fmt: skip
        assert not any(everything_seen(None).values())
    with role("naober_system"):
        assert Case.objects.get(pk=case.pk).carer.organisation == here
    with pytest.raises(DatabaseError), acting_as(visitor):
        _bare_carer(elsewhere.pk).save(force_insert=True)
    with pytest.raises(DatabaseError), acting_as(Actor(role=VISITOR)):
        _bare_carer(here.pk).save(force_insert=True)


def _bare_carer(organisation_id: uuid.UUID) -> Carer:
    return Carer(
        organisation_id=organisation_id, first_name="Jan", last_name="Nieuw", postcode="9401",
        email="jan@example.org", channel="email", registered_at=MONDAY,
    )  # fmt: skip


@pytest.mark.parametrize("model", [CareSituation, Consent, Case, Contact, EarlierNote, CheckUp])
def test_a_part_of_a_file_cannot_belong_to_another_support_point(
    world: World, model: type[models.Model]
) -> None:
    with role("naober_system"):
        part = model._base_manager.filter(organisation=world.a.organisation).first()
        assert part is not None
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            model._base_manager.filter(pk=part.pk).update(organisation=world.b.organisation)
    assert "organisation" in str(refused.value)


def test_a_contact_person_works_at_the_support_point_itself(world: World) -> None:
    with role("naober_system"):
        cases = Case.objects.filter(pk=world.a.case.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            cases.update(contact_person=world.b.consultant)


# ---- roles, the log


OWN_CHANGES = [
    {"role": Role.COORDINATOR},
    {"organisation_id": uuid.UUID(int=0)},
    {"caseload_ceiling": 1},
    {"status": MembershipStatus.ENDED},
]


@pytest.mark.parametrize("change", OWN_CHANGES, ids=lambda one: next(iter(one)))
@pytest.mark.parametrize("who", [Role.CONSULTANT, Role.ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR])
def test_nobody_changes_their_own_place(who: str, change: dict[str, object]) -> None:
    member = make_membership(role=who)
    with pytest.raises(DatabaseError) as refused, acting_as(actor_of(member)):
        Membership.objects.filter(pk=member.pk).update(**change)
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)


def test_who_is_suspended_cannot_start_again_alone() -> None:
    member = make_membership(status=MembershipStatus.SUSPENDED)
    with (
        pytest.raises(DatabaseError),
        acting_as(Actor(user_id=member.user_id, role=CARER)),
    ):
        Membership.objects.filter(pk=member.pk).update(status=MembershipStatus.ACTIVE)


def test_an_invitation_is_accepted_by_its_owner_and_only_once() -> None:
    member = make_membership(status=MembershipStatus.INVITED)
    owner = Actor(user_id=member.user_id, role=CARER)
    with acting_as(owner):
        accept_invitation(by=owner, member=member, at=MONDAY)
    with pytest.raises(Refused), acting_as(owner):
        accept_invitation(by=owner, member=member, at=MONDAY)


@pytest.mark.parametrize("given", set(Role) - GIVEN_BY_ADMINISTRATOR)
def test_an_administrator_writes_no_role_that_comes_from_the_platform(given: Role) -> None:
    by = make_membership(role=Role.ADMINISTRATOR)
    friend, colleague = make_account(), make_membership(by.organisation)
    with acting_as(actor_of(by)), pytest.raises(DatabaseError):
        Membership(
            user=friend, organisation=by.organisation, role=given, name="Vriend",
            invited_at=MONDAY, status_since=MONDAY,
        ).save(force_insert=True)  # fmt: skip
    with acting_as(actor_of(by)), pytest.raises(DatabaseError):
        Membership.objects.filter(pk=colleague.pk).update(role=given)


def test_an_administrator_gives_themselves_no_second_role() -> None:
    member = make_membership(role=Role.ADMINISTRATOR)
    with pytest.raises(DatabaseError), acting_as(actor_of(member)):
        Membership(
            user=member.user, organisation=member.organisation, role=Role.COORDINATOR,
            status=MembershipStatus.ACTIVE, name="Zelf", invited_at=MONDAY, status_since=MONDAY,
        ).save(force_insert=True)  # fmt: skip


LOGINS = ["naober_app", "naober_worker", "naober_system", "naober_audit", "naober_owner"]


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_event SET actor_name = 'x'", "DELETE FROM audit_event"],
)
def test_a_line_of_the_log_is_never_changed_or_removed(
    world: World, login: str, statement: str
) -> None:
    with (
        pytest.raises(DatabaseError) as refused,
        role(login),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)


@pytest.mark.parametrize("login", LOGINS[:4])
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE audit_event",
        "DROP TRIGGER append_only ON audit_event",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "ALTER TABLE carers_carer DISABLE ROW LEVEL SECURITY",
        "SET session_replication_role = replica",
        "COPY audit_event FROM PROGRAM 'true'",
    ],
)
def test_the_guards_themselves_cannot_be_removed(login: str, statement: str) -> None:
    with (
        pytest.raises(DatabaseError),
        role(login),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_nobody_writes_a_line_in_anothers_name() -> None:
    actor = make_actor()
    with acting_as(actor):
        record(by=actor, action=Action.CHANGE, kind="own", at=MONDAY)
    with pytest.raises(DatabaseError), acting_as(actor):
        record(by=Actor(user_id=actor.user_id + 1), action=Action.CHANGE, kind="x", at=MONDAY)  # type: ignore[operator]


# ---- the actor stays inside its transaction


def test_an_actor_within_an_actor_is_put_back() -> None:
    outer, inner = make_actor(), make_actor()
    with acting_as(outer):
        with acting_as(inner):
            assert _actor_in_database() == str(inner.user_id)
        assert _actor_in_database() == str(outer.user_id)
        assert current_actor() == outer
    assert current_actor() is None


def _actor_in_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('naober.actor', true), '')")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_nothing_of_an_actor_is_left_on_the_connection() -> None:
    carer = make_carer()
    with acting_as(actor_for(carer)):
        assert Carer.objects.count() == 1
    assert (Carer.objects.count(), _actor_in_database()) == (0, "")
    with pytest.raises(ZeroDivisionError), acting_as(actor_for(carer)):
        _ = 1 // 0
    assert (Carer.objects.count(), _actor_in_database()) == (0, "")


@pytest.mark.django_db(transaction=True)
def test_an_actor_that_was_set_for_the_session_is_noticed_and_the_connection_dropped() -> None:
    carer = make_carer()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('naober.actor', %s, false)", [str(carer.account_id)])
    assert Carer.objects.count() == 1  # the leak is real
    with pytest.raises(LeakedActorError), acting_as(Actor()):
        pytest.fail("somebody acts with what another left behind")
    assert connection.connection is None
    assert Carer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_runs_after_the_commit_runs_as_the_same_actor() -> None:
    carer = make_carer()
    seen: list[int] = []
    with acting_as(actor_for(carer)):
        on_commit(lambda: seen.append(Carer.objects.count()))
        transaction.on_commit(lambda: seen.append(Carer.objects.count()))
    assert seen == [1, 0]


@pytest.mark.django_db(transaction=True)
def test_reading_cannot_write() -> None:
    actor = make_actor()
    with pytest.raises(DatabaseError) as refused, acting_as(actor, read_only=True):
        Membership.objects.filter(pk=actor.membership_id).update(phone="088 000 66 66")
    assert isinstance(refused.value.__cause__, errors.ReadOnlySqlTransaction)


# ---- the guard on new connections


@pytest.fixture
def another_login() -> Iterator[object]:
    """Give a function that connects as a login of its own, without changing roles."""
    opened = []

    def connect(user: str) -> object:
        from naober.config.databases import secret_path

        other = connections["default"].copy()
        other.settings_dict["USER"] = user
        secret = secret_path(user)
        other.settings_dict["PASSWORD"] = secret.read_text().strip() if secret.exists() else ""
        other.settings_dict["OPTIONS"].pop("assume_role", None)
        opened.append(other)
        return other

    yield connect
    for one in opened:
        one.close()


@pytest.mark.parametrize("login", ["naober_app", "naober_worker", "naober_audit"])
def test_the_guard_lets_the_weak_logins_through(
    login: str, another_login: object, settings: object
) -> None:
    settings.NAOBER_PROCESS = "web"  # type: ignore[attr-defined]
    settings.DATABASES["default"]["USER"], before = login, settings.DATABASES["default"]["USER"]  # type: ignore[attr-defined]
    try:
        other = another_login(login)  # type: ignore[operator]
        guard_connection(other)
        assert other.connection is not None
    finally:
        settings.DATABASES["default"]["USER"] = before  # type: ignore[attr-defined]


@pytest.mark.parametrize("login", ["naober_owner", "naober_system"])
@pytest.mark.parametrize("expected", ["naober_app", "as it is"])
def test_the_guard_refuses_a_login_that_sees_too_much(
    login: str, expected: str, another_login: object, settings: object
) -> None:
    """Also where the settings name it: the rights count, not the name."""
    settings.NAOBER_PROCESS = "web"  # type: ignore[attr-defined]
    before = settings.DATABASES["default"]["USER"]  # type: ignore[attr-defined]
    settings.DATABASES["default"]["USER"] = login if expected == "as it is" else expected  # type: ignore[attr-defined]
    try:
        other = another_login(login)  # type: ignore[operator]
        with pytest.raises(ImproperlyConfigured, match="must connect as"):
            guard_connection(other)
        assert other.connection is None
    finally:
        settings.DATABASES["default"]["USER"] = before  # type: ignore[attr-defined]


def test_the_guard_listens_to_every_new_connection() -> None:
    from django.db.backends.signals import connection_created

    assert any(receiver[0][0] == "naober.guard" for receiver in connection_created.receivers)
