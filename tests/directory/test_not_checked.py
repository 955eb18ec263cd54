"""A card that nobody ever confirmed: how it comes in, who is asked, who says yes, and the rest."""

import importlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from naober.directory import links
from naober.directory.bulk import CONFIRM, BulkChange, planned_changes
from naober.directory.exporting import export
from naober.directory.models import Reminder, Service, SourceRecord
from naober.directory.queries import cards_kept_by, whole_card
from naober.directory.services.keeping import confirm_by_link, confirm_card
from naober.directory.services.reminding import send_reminders
from naober.directory.services.together import change_cards
from naober.directory.services.versions import approve_version, propose_version, start_card
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Organisation
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.database import role
from tests.directory.test_import import ID, WHO, organisation, service
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY, make_membership, make_organisation

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
LATER = MONDAY + timedelta(days=10)
FORGET = importlib.import_module(
    "naober.directory.migrations.0111_nobody_confirmed_an_import"
).FORGET
Bring = Callable[..., str]


def new_card(**more: object) -> Service:
    return make_service(confirmed_on=None, **more)


def now(card: Service) -> Service:
    with role("naober_system"):
        return Service.objects.select_related("confirmed_by").get(pk=card.pk)


def known() -> tuple[date | None, str | None]:
    with role("naober_system"):
        card = Service.objects.select_related("confirmed_by").get(pk=ID)
    return card.confirmed_on, card.confirmed_by.name if card.confirmed_by else None


@pytest.fixture
def bring(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bring:
    """Import a page of these records and return what is printed."""

    def run(*records: dict[str, Any], **options: Any) -> str:
        path = tmp_path / "services.json"
        path.write_text(json.dumps({"contents": records}))
        with role("naober_system"):
            call_command("directory", "import", str(path), source="proef", **options)
        return capsys.readouterr().out

    return run


@pytest.fixture
def region() -> Actor:
    place = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return actor_of(make_membership(place, Role.EDITOR))


# ---- how it comes in


def undated(**more: Any) -> dict[str, Any]:
    return service(assured_date="", last_modified="2026-02-01T10:00:00Z", **more)


def test_a_file_that_gives_no_day_makes_nobody_say_that_the_card_is_right(bring: Bring) -> None:
    assert "1 of these services: no date of confirmation, not checked yet" in bring(undated())
    assert known() == (None, None)
    with role("naober_system"):
        assert Service.objects.get().asked_from == clock.today()


def test_that_a_record_was_changed_is_no_confirmation(bring: Bring) -> None:
    bring(undated())
    assert "1 changed" in bring(undated(name="Anders"))
    assert known() == (None, None)


def test_the_same_file_without_a_day_changes_nothing_the_second_time(bring: Bring) -> None:
    bring(undated())
    with role("naober_system"):
        before = list(Service.objects.values()), list(SourceRecord.objects.values())
    said = bring(undated())
    assert "0 created, 0 changed, 1 left" in said
    assert "not checked yet" not in said
    with role("naober_system"):
        assert (list(Service.objects.values()), list(SourceRecord.objects.values())) == before


def test_a_new_import_does_not_begin_anew_with_asking(bring: Bring) -> None:
    bring(undated())
    with role("naober_system"):
        Service.objects.update(asked_from=TODAY)
    bring(undated(name="Anders"))
    with role("naober_system"):
        assert Service.objects.get().asked_from == TODAY


def test_a_day_that_the_file_gives_later_counts(bring: Bring) -> None:
    bring(undated())
    bring(service(assured_date="2026-02-20"))
    assert known() == (date(2026, 2, 20), None)
    bring(undated(name="Anders"))
    assert known() == (date(2026, 2, 20), None)


def test_a_day_that_is_yet_to_come_is_no_confirmation(bring: Bring) -> None:
    said = bring(service(assured_date="2090-01-01"))
    assert "confirmed on 2090-01-01, and that day is yet to come: left out." in said
    assert known() == (None, None)


def of_another(**more: str) -> dict[str, Any]:
    point = {"id": "point", "name": "Steunpunt Brink", "email": "brink@example.org"} | more
    return service(id=point["id"], name="Ander", organization=point, service_at_locations=[])


@pytest.mark.parametrize(
    ("mail_of_who", "name"),
    [
        ("Wij@example.org", "De Brink"),
        ("brink@example.org", "Steunpunt Brink"),
        ("niemand@example.org", None),
    ],
)
def test_who_confirmed_it_is_the_organisation_of_the_file_with_that_address(
    bring: Bring, mail_of_who: str, name: str | None
) -> None:
    ours = organisation(email="wij@example.org")
    bring(service(assurer_email=mail_of_who, organization=ours), of_another())
    assert known() == (date(2026, 1, 5), name)


def test_an_address_of_several_is_the_cards_own_organisation_or_nobody(bring: Bring) -> None:
    same = [of_another(), of_another(id="third", name="Derde")]
    bring(service(assurer_email="brink@example.org"), *same)
    assert known() == (date(2026, 1, 5), None)
    ours = organisation(email="brink@example.org")
    bring(service(assurer_email="brink@example.org", organization=ours), *same, overwrite=True)
    assert known() == (date(2026, 1, 5), "De Brink")


def test_nobody_confirmed_it_without_a_day(bring: Bring) -> None:
    ours = organisation(email="wij@example.org")
    said = [{"link_type": "confirmed_by", "value": WHO}]
    bring(undated(assurer_email="wij@example.org", organization=ours, attributes=said))
    assert known() == (None, None)


def test_the_database_keeps_no_who_without_a_day() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        new_card(confirmed_by=make_organisation())


# ---- who is asked


def test_its_keeper_is_asked_at_once_then_at_2_4_and_6_weeks_and_then_the_editor(
    region: Actor,
) -> None:
    card = new_card(asked_from=TODAY)
    assert send_reminders(on=TODAY) == 1
    assert send_reminders(on=TODAY) == 0
    assert "Niemand heeft deze kaart nog nagekeken." in mail.outbox[0].body
    assert [send_reminders(on=TODAY + timedelta(weeks=weeks)) for weeks in (1, 2, 4, 6)] == [
        0, 1, 1, 1,
    ]  # fmt: skip
    assert {one.to[0] for one in mail.outbox} == {card.organisation.email}
    mail.outbox.clear()
    assert send_reminders(on=TODAY + timedelta(weeks=6, days=1)) == 1
    assert card.name_nl in mail.outbox[0].body
    assert send_reminders(on=TODAY + timedelta(weeks=9)) == 0


def test_a_card_that_was_checked_before_is_asked_about_without_that_sentence() -> None:
    make_service(confirmed_on=TODAY - timedelta(days=300))
    send_reminders(on=TODAY)
    assert "nog nagekeken" not in mail.outbox[0].body


def test_a_reminder_is_kept_once_also_where_nobody_ever_confirmed() -> None:
    card = new_card()
    send_reminders(on=TODAY)
    with role("naober_system"), pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(service=card, step="0", sent_on=TODAY, confirmed_on=None)


def test_the_link_in_the_mail_fills_in_the_day_and_who_and_works_once() -> None:
    card = new_card()
    token = links.link_to(card).rstrip("/").rpartition("/")[2]
    for later in (MONDAY, LATER):
        with acting_as(Actor()):
            assert confirm_by_link(token=token, at=later)
    assert now(card).confirmed_on == TODAY
    assert now(card).confirmed_by == card.organisation


def test_a_link_from_before_it_was_known_that_nobody_checked_still_works() -> None:
    card = make_service(confirmed_on=TODAY - timedelta(days=200))
    token = links.link_to(card).rstrip("/").rpartition("/")[2]
    with role("naober_system"):
        Service.objects.filter(pk=card.pk).update(confirmed_on=None)
    with acting_as(Actor()):
        assert confirm_by_link(token=token, at=MONDAY)
    assert now(card).confirmed_on == TODAY


# ---- who says yes


def test_who_keeps_it_confirms_it_with_one_click() -> None:
    card = new_card()
    by = actor_of(make_membership(card.organisation, Role.PROVIDER))
    with acting_as(by):
        confirm_card(by=by, service=card, at=MONDAY)
    assert (now(card).confirmed_on, now(card).confirmed_by) == (TODAY, card.organisation)


def test_an_approved_change_of_its_organisation_confirms_it(region: Actor) -> None:
    card = new_card()
    by = actor_of(make_membership(card.organisation, Role.PROVIDER))
    with acting_as(by):
        change = {"phone": "088 000 00 02"}
        version = propose_version(by=by, service=card, card=change, seen=0, at=MONDAY)
    with acting_as(region):
        approve_version(by=region, version=version, at=LATER)
    assert (now(card).confirmed_on, now(card).confirmed_by) == (TODAY, card.organisation)


def test_a_new_card_that_an_editor_writes_was_confirmed_by_the_editor(region: Actor) -> None:
    point = make_organisation()
    written = {"name_nl": "Nieuw", "scope": "regional"}
    with acting_as(region):
        start_card(by=region, organisation=point, card=written, token="a", at=MONDAY)
    with role("naober_system"):
        card = Service.objects.get(name_nl="Nieuw")
    assert (card.confirmed_on, card.confirmed_by_id) == (TODAY, region.organisation_id)


def test_many_at_once_become_confirmed(region: Actor) -> None:
    cards, change = [new_card(), make_service()], BulkChange(CONFIRM)
    with acting_as(region):
        kept = list(whole_card(cards_kept_by(region)).order_by("key"))
        planned = planned_changes(kept, change, on=LATER.date())
        assert {one.before for one in planned} == {None, TODAY}
        seen = {one.service.key: one.mark for one in planned}
        change_cards(by=region, marks=seen, change=change, at=LATER)
    assert {now(one).confirmed_on for one in cards} == {LATER.date()}


# ---- how it goes out and comes back


def test_it_goes_out_without_a_day_and_comes_back_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_card()
    with role("naober_system"):
        export(tmp_path / "out", on=TODAY)
        Service.objects.all().delete()
        Organisation.objects.all().delete()
        for created in (1, 0):
            call_command("directory", "import", str(tmp_path / "out"), format="hsds3")
            assert f"services: {created} created, 0 changed" in capsys.readouterr().out
            assert Service.objects.get().confirmed_on is None


# ---- what was here before


def upgrade() -> None:
    with role("naober_owner"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('naober.migrating', 'on', true)")
        cursor.execute(FORGET)
        cursor.execute("SELECT set_config('naober.migrating', '', true)")


def test_an_upgrade_takes_back_that_an_import_was_a_confirmation(bring: Bring) -> None:
    bring(undated())
    with role("naober_system"):  # as it was written before
        Service.objects.update(confirmed_on=clock.today(), asked_from=TODAY)
    upgrade()
    assert known() == (None, None)
    with role("naober_system"):
        assert Service.objects.get().asked_from == clock.today()


@pytest.mark.parametrize("what", ["another day", "by whom", "written here"])
def test_an_upgrade_leaves_what_somebody_confirmed(bring: Bring, what: str) -> None:
    bring(undated())
    point, today = make_organisation(), clock.today()
    day = today - timedelta(days=1) if what == "another day" else today
    with role("naober_system"):
        Service.objects.update(confirmed_on=day, confirmed_by=point if what == "by whom" else None)
        if what == "written here":
            SourceRecord.objects.all().delete()
    upgrade()
    assert known()[0] == day
