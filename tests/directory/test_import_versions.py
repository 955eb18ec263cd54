"""An import writes versions as an edit does: who has the form of a card open is told."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naober.directory.content import snapshot
from naober.directory.enums import VersionState
from naober.directory.exceptions import ChangedMeanwhileError
from naober.directory.importing import import_directory, whole
from naober.directory.importing.here import hold
from naober.directory.models import CardVersion, Service
from naober.directory.queries import changes_of, version_before, whole_card
from naober.directory.services.versions import propose_version
from naober.organisations.enums import OrganisationKind, Role
from naober.pure.openreferral.reading import read
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.database import role
from tests.directory.test_import import LINK, location, service
from tests.factories.organisations import MONDAY, make_membership, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return actor_of(make_membership(region, Role.EDITOR))


@pytest.fixture
def bring(tmp_path: Path) -> Any:
    def importing(*records: dict[str, Any], **how: Any) -> Any:
        path = tmp_path / "proef.json"
        path.write_text(json.dumps(records))
        with role("naober_system"):
            return import_directory(read(path), source="proef", at=MONDAY, **how)

    return importing


def versions() -> list[CardVersion]:
    with role("naober_system"):
        return list(CardVersion.objects.order_by("number"))


def public() -> dict[str, Any]:
    with role("naober_system"):
        return snapshot(whole_card(Service.objects.all()).get())


def test_a_new_card_has_no_version_and_the_same_file_adds_none(bring: Any) -> None:
    bring(service())
    bring(service())
    assert versions() == []


def test_what_an_import_changes_is_a_version_of_the_whole_card(bring: Any) -> None:
    bring(service())
    before = public()
    bring(service(name="Logeren met hulp", schedules=[]))
    (version,) = versions()
    assert (version.state, version.made_by_id) == (VersionState.APPROVED, None)
    assert version_before(version) == before
    assert changes_of(version) == {"name_nl": "Logeren met hulp"}
    assert {**version_before(version), **changes_of(version)} == public()


def test_what_an_editor_imports_has_their_name(bring: Any, by: Actor) -> None:
    bring(service(), by=by)
    bring(service(name="Anders"), by=by)
    assert [one.made_by_id for one in versions()] == [by.membership_id]


def test_only_a_state_that_changes_is_no_version_as_by_hand(bring: Any) -> None:
    bring(service())
    bring(service(status="temporarily closed"))
    assert versions() == []


def test_a_dry_run_leaves_no_version(bring: Any) -> None:
    bring(service())
    bring(service(name="Anders"), dry_run=True)
    assert versions() == []


def test_who_has_the_form_open_is_told(bring: Any, by: Actor) -> None:
    bring(service())
    with role("naober_system"):
        card = Service.objects.get()
    bring(service(name="Anders"))
    with acting_as(by), pytest.raises(ChangedMeanwhileError) as told:
        propose_version(by=by, service=card, card={"phone": "1"}, seen=0, at=MONDAY)
    assert (told.value.names, told.value.number) == (["name_nl"], 1)


def test_all_cards_are_locked_at_once_before_any_is_written(bring: Any) -> None:
    """Or an import and somebody who changes many cards could wait for each other."""
    moved = location(name="Ander huis")
    bring(service(), service(id=str(uuid4()), name="Anders", service_at_locations=[]))
    there = [{"id": LINK, "location": moved}]
    with CaptureQueriesContext(connection) as asked:
        bring(service(service_at_locations=there), service(name="Nieuw", id=str(uuid4())))
    about = [one["sql"] for one in asked if '"directory_service"' in one["sql"]]
    locks = [number for number, sql in enumerate(about) if "FOR UPDATE" in sql]
    writes = [number for number, sql in enumerate(about) if sql.startswith(("UPDATE", "INSERT"))]
    assert len(locks) == 1
    assert locks[0] < min(writes)


def test_what_somebody_saves_while_the_import_compares_is_kept(
    bring: Any, by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(service())
    with role("naober_system"):
        card = Service.objects.get()

    def somebody_was_first(pks: Any, at: Any) -> None:
        with acting_as(by):
            propose_version(by=by, service=card, card={"phone": "1"}, seen=0, at=MONDAY)
        hold(pks, at=at)

    monkeypatch.setattr(whole, "hold", somebody_was_first)
    report = bring(service(name="Anders"))
    assert "edited here" in str(report.lines[-1])
    assert (public()["name_nl"], public()["phone"]) == ("Logeren", "1")
