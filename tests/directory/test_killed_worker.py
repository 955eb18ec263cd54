"""A worker that is killed in the middle of an import: the real one, in a process of its own."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from naober.config.environment import ROOT
from naober.directory import tasks
from naober.directory.enums import ImportState
from naober.directory.models import ImportRun, Service
from naober.directory.services import imports
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Organisation
from naober.shared import clock
from naober.shared.tasks import MOST_ATTEMPTS
from naober.sites.entrance import actor_of
from tests.database import role
from tests.directory.test_imports import GOOD, begin, brought, now
from tests.factories.organisations import make_membership, make_organisation
from tests.shared.test_mail import look_for_stalled_jobs

pytestmark = pytest.mark.django_db(transaction=True)
NAMED = "proef.json"
WAITS = (
    "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'directory_service'::regclass"
)


def surroundings(process: str) -> dict[str, str]:
    """Return the environment of a process of Naober on the database of this test."""
    address, question, words = os.environ["DATABASE_URL"].partition("?")
    name = connection.settings_dict["NAME"]
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")},
        "DATABASE_URL": f"{address.rpartition('/')[0]}/{name}{question}{words}",
        "NAOBER_PROCESS": process,
        "NAOBER_DEMO": "1",  # so that it starts without the settings of a public site
    }


@contextlib.contextmanager
def worker() -> Iterator["subprocess.Popen[bytes]"]:
    """Run `bin/naober worker`, with the worker's own login."""
    command = [sys.executable, "-P", "-m", "naober.config.cli", "worker"]
    process = subprocess.Popen(command, env=surroundings("worker"), cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(happens: Callable[[], object], what: str) -> None:
    """Wait until something is so, a minute at most."""
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def kill_a_worker_in_the_middle() -> None:
    """Kill it when organisations are written and cards are not: those wait for a lock of ours."""
    with transaction.atomic(), role("naober_owner"), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE directory_service IN SHARE MODE")
        with worker():
            until(lambda: one(WAITS), "the import does not come to the cards")
    until(lambda: not one("SELECT count(*) FROM pg_stat_activity WHERE datname ="
                          " current_database() AND usename = 'naober_worker'"),
          "the connections of a killed worker stay")  # fmt: skip


def notice_the_dead() -> None:
    """Do what a worker does each minute, a long time after the last sign of life."""
    with role("naober_owner"), connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 m'")
    look_for_stalled_jobs()
    with role("naober_worker"):
        tasks.end_lost_imports(0)


def status(run: ImportRun) -> tuple[str, int]:
    job = ProcrastinateJob.objects.filter(args__run_id=str(run.pk)).latest("id")
    return job.status, job.attempts


def test_an_import_of_which_each_worker_dies_ends_and_lets_the_next_one_go(
    caplog: pytest.LogCaptureFixture,
) -> None:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    by = actor_of(make_membership(region, Role.EDITOR))
    at = clock.now()  # not long ago: real workers also throw old files away
    run, next_one = brought(by, name=NAMED, at=at), brought(by, at=at)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        kill_a_worker_in_the_middle()
        notice_the_dead()
        is_last = attempt == MOST_ATTEMPTS
        assert status(run) == ("failed" if is_last else "todo", attempt)
        assert now(run).state == (ImportState.FAILED if is_last else ImportState.CHECKING)
    assert (now(run).report, now(run).file) == ({"why": imports.BROKEN_OFF.kept()}, None)
    assert "is given up" in caplog.text
    assert NAMED not in caplog.text
    with role("naober_system"):
        assert not Service.objects.exists()
        assert not Organisation.objects.exclude(pk=region.pk).exists()
    with worker():
        until(lambda: now(next_one).state == ImportState.CHECKED, "the next file is not looked at")


def test_an_import_whose_worker_was_killed_once_is_done_by_the_next() -> None:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    by = actor_of(make_membership(region, Role.EDITOR))
    run = brought(by, GOOD, at=clock.now())
    with worker():
        until(lambda: not ProcrastinateJob.objects.filter(task_name=imports.JOB).exists(),
              "the file is not looked at")  # fmt: skip
    begin(run, by, at=clock.now())
    kill_a_worker_in_the_middle()
    notice_the_dead()
    with worker():
        until(lambda: now(run).state == ImportState.DONE, "the file is not imported")
    with role("naober_system"):
        assert [card.name_nl for card in Service.objects.all()] == ["Logeren"]
