"""A file that an editor brings: looked at, imported by a job, and gone afterwards."""

import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from naober.audit.models import Event
from naober.directory import tasks
from naober.directory.enums import NEXT_OF_IMPORT, ImportState
from naober.directory.models import ImportRun, Service
from naober.directory.services import imports
from naober.directory.services.imports import (
    JOB,
    bring_file,
    carry_out,
    editor_of,
    forget_files,
    start_import,
    throw_away,
)
from naober.organisations.enums import MembershipStatus, OrganisationKind, Role
from naober.organisations.models import Membership, Organisation
from naober.shared import clock
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.directory.test_import import organisation, service
from tests.factories.directory import make_import_run
from tests.factories.organisations import MONDAY, make_actor, make_membership, make_organisation

pytestmark = pytest.mark.django_db

GOOD = json.dumps([service(), service(id="", name="Zonder")]).encode()
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def member() -> Membership:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return make_membership(region, Role.EDITOR)


@pytest.fixture
def by(member: Membership) -> Actor:
    return actor_of(member)


def brought(
    by: Actor, content: bytes = GOOD, name: str = "proef.json", *, at: datetime = MONDAY
) -> ImportRun:
    with acting_as(by):
        return bring_file(by=by, source="proef", file_name=name, content=content, at=at)


def work(run: ImportRun, by: Actor) -> ImportRun:
    """Do what the job does, as the login of the worker."""
    with role("naober_worker"):
        carry_out(run_id=run.pk, by=by, at=LATER)
    return now(run)


def begin(run: ImportRun, by: Actor, *, at: datetime = LATER) -> None:
    with acting_as(by):
        start_import(by=by, run=run, at=at)


def now(run: ImportRun) -> ImportRun:
    with role("naober_system"):
        return ImportRun.objects.get(pk=run.pk)


def cards() -> list[str]:
    with role("naober_system"):
        return [one.name_nl for one in Service.objects.all()]


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=JOB))


def test_a_file_is_looked_at_before_anything_is_imported(by: Actor) -> None:
    run = brought(by)
    assert [job.args["run_id"] for job in jobs()] == [str(run.pk)]
    run = work(run, by)
    assert (run.state, cards()) == (ImportState.CHECKED, [])
    assert ["service", "CREATED", 1] in run.report["numbers"]
    (line,) = run.report["lines"]
    assert line[0] == ["%(file)s, record %(number)s", {"file": "proef.json", "number": "2"}, ""]
    assert "has no id" in line[2][0]


def test_then_it_is_imported_with_its_organisations_and_the_file_goes(by: Actor) -> None:
    run = work(brought(by), by)
    begin(run, by)
    run = work(run, by)
    assert (run.state, run.file, cards()) == (ImportState.DONE, None, ["Logeren"])
    with role("naober_system"):
        assert Organisation.objects.filter(name=organisation()["name"]).exists()


def test_a_job_that_comes_twice_does_it_once(by: Actor) -> None:
    run = work(brought(by), by)
    begin(run, by)
    done = work(run, by)
    assert work(run, by).changed_at == done.changed_at
    assert cards() == ["Logeren"]


def test_a_job_that_comes_twice_to_look_imports_nothing(by: Actor) -> None:
    run = work(brought(by), by)
    assert work(run, by).state == ImportState.CHECKED
    assert cards() == []


def test_a_second_press_is_one_job(by: Actor) -> None:
    run = work(brought(by), by)
    begin(run, by)
    begin(run, by)
    assert len(jobs()) == 2  # to look, and to import
    with pytest.raises(Refused):
        begin(work(run, by), by)


def test_how_far_it_is_is_seen_before_it_is_done(
    by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(imports, "_teller", lambda _run, _by: told.append)
    work(brought(by), by)
    assert "Writing services: 1 of 1" in told


@pytest.mark.django_db(transaction=True)
def test_how_far_it_is_stands_apart_from_the_import_itself(by: Actor) -> None:
    run = brought(by)
    with acting_as(by):
        tell = imports._teller(run.pk, by)
        tell("Writing services: 1 of 2")
        tell("Writing services: 2 of 2")  # too soon
        transaction.set_rollback(True)
    assert now(run).progress == "Writing services: 1 of 2"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "holds no organisation"),
        (b"", "holds no organisation"),
        (b"PK\x05\x06", "holds no organisation"),
        (b'{"a": [[[[', "holds no organisation"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_file_goes(by: Actor, content: bytes, why: str) -> None:
    run = work(brought(by, content), by)
    assert (run.state, run.file) == (ImportState.FAILED, None)
    words, gaps, _field = run.report["why"]
    assert why in words
    assert gaps["path"] == "proef.json"


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes(by: Actor) -> None:
    run = work(brought(by, json.dumps([service(), service(id="2")]).encode()[:-40]), by)
    assert run.state == ImportState.CHECKED
    assert "ends too early" in run.report["lines"][0][2][0]


@pytest.mark.parametrize("name", ["🏡" * 90 + ".json", "a" * 300 + ".json", ".json"])
def test_a_long_or_odd_name_keeps_its_ending(by: Actor, name: str) -> None:
    run = work(brought(by, name=name), by)
    assert run.state == ImportState.CHECKED
    assert len(run.file_name) <= 100


def test_a_name_that_turns_what_follows_is_shown_as_it_is(by: Actor) -> None:
    turned = json.dumps([service(name="Thuis\u202ezorg")], ensure_ascii=False).encode()
    run = work(brought(by, turned, "fp\u202enosj.json"), by)
    assert run.file_name == "fpnosj.json"
    begin(run, by)
    work(run, by)
    assert cards() == ["Thuiszorg"]


def test_a_nul_in_a_record_is_no_trouble_for_the_report(by: Actor) -> None:
    loose = json.dumps([service(), {"id": "x", "service_id": "a\0b", "location": {"id": "y"}}])
    assert work(brought(by, loose.encode()), by).state == ImportState.CHECKED


def test_a_zip_of_pages_is_taken_as_one(by: Actor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/services.json", json.dumps([service()]))
    run = work(brought(by, packed.getvalue(), "proef.zip"), by)
    assert ["service", "CREATED", 1] in run.report["numbers"]


def test_a_name_with_a_folder_in_it_writes_nowhere_else(by: Actor) -> None:
    assert work(brought(by, name="../../etc/proef.json"), by).state == ImportState.CHECKED


def test_who_is_no_editor_any_more_imports_nothing(by: Actor, member: Membership) -> None:
    run = work(brought(by), by)
    begin(run, by)
    with role("naober_system"):
        Membership.objects.filter(pk=member.pk).update(status=MembershipStatus.ENDED)
    run = work(run, by)
    assert (run.state, cards()) == (ImportState.FAILED, [])


@pytest.mark.parametrize(
    "ending", [{"status": MembershipStatus.SUSPENDED}, {"role": Role.COORDINATOR}]
)
def test_who_lost_the_role_while_a_job_waited_is_told_so(
    by: Actor, member: Membership, ending: dict[str, str]
) -> None:
    run = brought(by)
    with role("naober_system"):
        Membership.objects.filter(pk=member.pk).update(**ending)
    with role("naober_worker"):
        tasks.import_file(str(run.pk), str(member.pk))
    run = now(run)
    assert (run.state, run.file) == (ImportState.FAILED, None)
    assert run.report == {"why": imports.NOT_ANY_MORE.kept()}


@pytest.mark.parametrize("who", [Role.EDITOR, Role.PROVIDER, Role.CONSULTANT])
def test_only_an_editor_of_the_region_brings_begins_or_throws_away(by: Actor, who: Role) -> None:
    run, other = work(brought(by), by), make_actor(role=who)
    for do in (lambda: brought(other), lambda: begin(run, other), lambda: away(run, other)):
        with pytest.raises(PermissionDenied):
            do()


def away(run: ImportRun, by: Actor) -> None:
    with acting_as(by):
        throw_away(by=by, run=run, at=LATER)


def test_a_file_is_thrown_away_but_not_under_a_job(by: Actor) -> None:
    run = brought(by)
    with pytest.raises(Refused):
        away(run, by)
    away(work(run, by), by)
    with role("naober_system"):
        assert not ImportRun.objects.exists()
        assert Event.objects.get(kind="import.thrown_away").subject_id == run.pk
    with pytest.raises(Refused):
        begin(run, by)


def test_what_nobody_decides_on_is_removed_and_a_report_stays_a_while(member: Membership) -> None:
    undecided = make_import_run(member)
    done = make_import_run(member, state=ImportState.DONE, file=None)
    left = []
    for days in (0, 2, 100):
        with acting_as(Actor(role=SYSTEM)):
            forget_files(at=MONDAY + timedelta(days=days))
        with role("naober_system"):
            left.append({one.pk for one in ImportRun.objects.all()})
    assert left == [{undecided.pk, done.pk}, {done.pk}, set()]


def test_the_job_acts_as_who_asked_for_it(member: Membership, by: Actor) -> None:
    run = brought(by)
    with role("naober_worker"):
        tasks.import_file(str(run.pk), str(member.pk))
    assert now(run).state == ImportState.CHECKED
    with role("naober_worker"), acting_as(Actor(role=SYSTEM)):
        assert editor_of(member.pk) == by
        assert editor_of(run.pk) == Actor()
        tasks.forget_files(int(clock.now().timestamp()))


def test_a_fault_of_ours_is_said_and_imports_nothing(
    by: Actor, member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_given: Any, **_named: Any) -> None:
        raise RuntimeError

    run = brought(by)
    monkeypatch.setattr(imports, "import_directory", break_off)
    with role("naober_worker"), pytest.raises(RuntimeError):
        tasks.import_file(str(run.pk), str(member.pk))
    assert (now(run).state, now(run).file) == (ImportState.FAILED, None)


def test_an_import_that_was_given_up_meanwhile_writes_nothing(
    by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = work(brought(by), by)
    begin(run, by)
    kept = imports._kept

    def given_up_meanwhile(report: Any) -> dict[str, Any]:
        with role("naober_system"):
            ImportRun.objects.filter(pk=run.pk).update(state=ImportState.FAILED, file=None)
        return kept(report)

    monkeypatch.setattr(imports, "_kept", given_up_meanwhile)
    work(run, by)
    assert cards() == []


def test_only_a_file_that_no_job_works_on_is_ended(by: Actor, member: Membership) -> None:
    waits, lost = brought(by), make_import_run(member, state=ImportState.IMPORTING)
    looked_at = make_import_run(member)
    with role("naober_worker"):
        tasks.end_lost_imports(0)
    states = [now(one).state for one in (waits, lost, looked_at)]
    assert states == [ImportState.CHECKING, ImportState.FAILED, ImportState.CHECKED]


def test_every_state_says_where_it_may_go() -> None:
    assert set(NEXT_OF_IMPORT) == set(ImportState)


@pytest.mark.parametrize("login", ["naober_app", "naober_worker"])
def test_only_a_job_of_an_editor_adds_an_organisation(by: Actor, login: str) -> None:
    def add() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege('organisations_organisation', 'INSERT')")
            return bool(cursor.fetchone()[0])

    with role(login):
        assert add() == (login == "naober_worker")
