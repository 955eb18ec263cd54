"""The page and the command line, and two editors, import the same file at the same moment."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection, transaction

from naober.config.environment import ROOT
from naober.directory.enums import ImportState
from naober.directory.models import ImportRun, Service
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Organisation
from naober.shared import clock
from naober.shared.actors import Actor
from naober.sites.entrance import actor_of
from tests.database import role
from tests.directory.test_import import service
from tests.directory.test_imports import begin, brought, now
from tests.directory.test_killed_worker import WAITS, one, surroundings, until, worker
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db(transaction=True)
FILE = json.dumps([service(), service(id="2", name="Dagopvang")]).encode()
QUEUES = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"


@pytest.fixture
def by() -> Actor:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return actor_of(make_membership(region, Role.EDITOR))


def looked_at(by: Actor, number: int) -> list[ImportRun]:
    runs = [brought(by, FILE, at=clock.now()) for _ in range(number)]
    with worker():
        until(lambda: {now(run).state for run in runs} == {ImportState.CHECKED}, "not looked at")
        until(lambda: not one("SELECT count(*) FROM procrastinate_jobs WHERE lock IS NOT NULL"),
              "the job does not end")  # fmt: skip
    return runs


def numbers(run: ImportRun) -> Counter[str]:
    return Counter({name: n for kind, name, n in now(run).report["numbers"] if kind == "service"})


def cards() -> list[str]:
    with role("naober_system"):
        assert Organisation.objects.filter(name="Stichting Proef").count() <= 1
        return sorted(card.name_nl for card in Service.objects.all())


def test_two_editors_with_the_same_file_bring_it_in_once(by: Actor) -> None:
    runs = looked_at(by, 2)
    for run in runs:
        begin(run, by, at=clock.now())
    with worker(), worker():
        until(lambda: {now(run).state for run in runs} == {ImportState.DONE}, "not imported")
    assert [numbers(run)["CREATED"] for run in runs] == [2, 0]
    assert [numbers(run)["LEFT"] for run in runs] == [0, 2]
    assert cards() == ["Dagopvang", "Logeren"]


def test_the_command_line_and_the_page_bring_a_file_in_once(by: Actor, tmp_path: Path) -> None:
    (run,) = looked_at(by, 1)
    path = tmp_path / "proef.json"
    path.write_bytes(FILE)
    command = [sys.executable, "-P", "-m", "naober.config.cli", "directory", "import", path]
    begin(run, by, at=clock.now())
    with worker():
        with transaction.atomic(), role("naober_owner"), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE directory_service IN SHARE MODE")
            until(lambda: one(WAITS), "the page does not come to the cards")
            other = subprocess.Popen([*command, "--source", "proef"], cwd=ROOT, text=True,
                                     env=surroundings("system"), stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE)  # fmt: skip
            until(lambda: one(QUEUES), "the command line does not wait its turn")
        out, err = other.communicate(timeout=60)
        until(lambda: now(run).state == ImportState.DONE, "the page is not done")
    assert other.returncode == 0, err
    assert "services: 0 created, 0 changed, 2 left as it is" in out
    assert "There is nothing to bring in" in err
    assert numbers(run)["CREATED"] == 2
    assert cards() == ["Dagopvang", "Logeren"]
