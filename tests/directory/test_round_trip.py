"""What was exported and is imported into an empty social map is the same social map."""

import json
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from naober.directory.enums import Daypart, Payer, PlaceKind, Room, Scope, Together
from naober.directory.exporting import export
from naober.directory.importing.here import MODELS, Row, rows
from naober.directory.models import Location, Service
from naober.organisations.models import Organisation
from naober.shared.care import Condition, Relation
from tests.database import role
from tests.factories.directory import make_hours, make_location, make_service
from tests.factories.organisations import MONDAY, make_organisation

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


def everything() -> dict[str, dict[Any, Row]]:
    return {
        kind: rows(kind, list(model._default_manager.values_list("pk", flat=True)))
        for kind, model in MODELS.items()
    }


def a_full_map() -> None:
    """Make cards that use every field there is, and some that use hardly any."""
    point = make_organisation(website="https://steunpunt.example.org", description_nl="Wij helpen.")
    full = make_service(
        "respite.stay", "respite.day", organisation=point, scope=Scope.REGIONAL,
        place_kind=PlaceKind.LOCATION, name_nl="Logeren <&> “rust”", name_en="Staying over",
        summary_nl="Een nacht weg. 👩‍👧", summary_en="A night away.", more_nl="Eerst\n\nen dan.",
        more_en="First, then.", audience_nl="Voor iedereen.", audience_en="For everybody.",
        first_step_nl="Bel.", first_step_en="Call.", expect_nl="Koffie.", expect_en="Coffee.",
        cost_nl="€ 10,50", cost_en="€ 10.50", papers_nl="Een indicatie.", papers_en="A decision.",
        website="https://logeren.example.org/a?b=c", age_from=18, age_to=90,
        conditions=[Condition.DEMENTIA], relations=[Relation.PARTNER], together=Together.GROUP,
        payers=[Payer.WMO, Payer.OWN], dayparts=[Daypart.NIGHT, Daypart.WEEKEND], room=Room.WAIT,
        room_number=3, room_said_on=TODAY, contact_name="De planning", phone="088 000 00 01",
        email="logeren@example.org", interval_months=3, confirmed_by=point,
        visible_until=TODAY + timedelta(days=400),
    )  # fmt: skip
    house = {"name": "Het huis", "address": "Brink 1", "place": "Assen", "postcode": "9401 AB"}
    make_location(full, latitude=52.99, longitude=6.56, **house)
    make_hours(full, 2, opens=time(9, 30), closes=time(17))
    make_service("support.young-carers", for_young_carers=True, name_en="")
    make_service("support.cafe", closed_from=TODAY, closed_why_nl="Vakantie.")
    make_service("support.cafe", scope=Scope.NATIONAL, email="", website="")


def test_a_map_that_went_out_comes_back_the_same(tmp_path: Path) -> None:
    a_full_map()
    with role("naober_system"):
        before = everything()
        export(tmp_path / "out", on=TODAY)
        Service.objects.all().delete()
        Location.objects.all().delete()
        Organisation.objects.all().delete()
        call_command("directory", "import", str(tmp_path / "out"), format="hsds3")
        after = everything()
    for kind, found in before.items():
        assert after[kind] == found, kind


def test_what_comes_back_to_where_it_went_out_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_full_map()
    with role("naober_system"):
        before = everything()
        export(tmp_path / "out", on=TODAY)
        call_command("directory", "import", str(tmp_path / "out"))
        assert everything() == before
    assert "0 created, 0 changed" in capsys.readouterr().out


def test_every_page_is_json_of_its_own(tmp_path: Path) -> None:
    a_full_map()
    export(tmp_path / "out", on=TODAY)
    for page in (tmp_path / "out").glob("*.json"):
        assert json.loads(page.read_text())
