"""What the export promises: everything public, as pages that keep to HSDS, whole or not at all."""

import json
import stat
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naober.directory import exporting
from naober.directory.exporting import export
from naober.shared import clock
from naober.shared.exceptions import Refused
from tests.api.schemas import DATA, faults
from tests.factories.directory import make_hours, make_location, make_service
from tests.factories.organisations import MONDAY, make_organisation

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
SCHEMAS = {
    "services": "service",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


def pages(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(folder.glob(f"{name}-*.json"))]


def contents(folder: Path, name: str) -> list[dict[str, Any]]:
    return [one for page in pages(folder, name) for one in page["contents"]]


def test_everything_that_is_public_is_written(tmp_path: Path) -> None:
    card = make_service("respite.stay")
    make_location(card)
    make_service(published=False)
    make_service(visible_from=TODAY + timedelta(days=1))
    idle = make_organisation()
    counts = export(tmp_path / "out", on=TODAY)
    assert counts["services"] == 1
    assert [one["id"] for one in contents(tmp_path / "out", "services")] == [str(card.pk)]
    named = {one["id"] for one in contents(tmp_path / "out", "organizations")}
    assert {str(idle.pk), str(card.organisation_id)} <= named
    assert len(contents(tmp_path / "out", "taxonomies")) == counts["taxonomies"] == 9
    assert len(contents(tmp_path / "out", "taxonomy_terms")) == counts["taxonomy_terms"]


def test_a_card_that_was_replaced_is_written_as_gone(tmp_path: Path) -> None:
    new = make_service()
    old = make_service(successor=new)
    export(tmp_path / "out", on=TODAY)
    status = {one["id"]: one["status"] for one in contents(tmp_path / "out", "services")}
    assert status == {str(new.pk): "active", str(old.pk): "defunct"}


@pytest.mark.skipif(not DATA.exists(), reason="the published schemas are not here")
@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_what_is_written_keeps_to_the_schemas(tmp_path: Path, version: str) -> None:
    make_location(make_service("respite.stay", "respite.day"))
    export(tmp_path / "out", on=TODAY, version=version)
    for name, schema in SCHEMAS.items():
        for one in contents(tmp_path / "out", name):
            assert faults(one, f"schema/{schema}.json", version) == []


def test_every_text_and_choice_of_a_card_is_in_its_file(tmp_path: Path) -> None:
    card = make_service(
        "respite.day", "respite.stay", dayparts=["evening"], conditions=["dementia"],
        relations=["partner"], together="group", room="free", room_number=0, room_said_on=TODAY,
        papers_nl="Een indicatie", expect_en="We drink coffee", for_young_carers=True,
        age_from=0, age_to=18, interval_months=3,
    )  # fmt: skip
    export(tmp_path / "out", on=TODAY)
    (told,) = contents(tmp_path / "out", "services")
    values = {one["link_type"]: one["value"] for one in told["attributes"] if "value" in one}
    codes = [
        (one["link_type"], one["taxonomy_term"]["code"])
        for one in told["attributes"]
        if "taxonomy_term" in one
    ]
    assert codes == [
        ("categories", "respite.day"), ("categories", "respite.stay"), ("payers", "free"),
        ("dayparts", "evening"), ("conditions", "dementia"), ("relations", "partner"),
        ("scope", "regional"), ("place_kind", "phone"), ("together", "group"), ("room", "free"),
    ]  # fmt: skip
    assert values["name_en"] == card.name_en
    assert values["expect_en"] == "We drink coffee"
    assert values["room_number"] == "0"
    assert values["room_said_on"] == TODAY.isoformat()
    assert values["for_young_carers"] == "true"
    assert values["interval_months"] == "3"
    assert (told["minimum_age"], told["maximum_age"]) == (0, 18)
    assert told["required_documents"][0]["document"] == "Een indicatie"
    assert told["contacts"][0]["name"] == "Balie"
    assert told["phones"][0]["number"] == "088 000 00 07"


def test_opening_hours_are_weekly_events_with_their_days_together(tmp_path: Path) -> None:
    card = make_service()
    place = make_location(card)
    make_hours(card, 3, 1, 2)
    make_hours(
        card, 6, opens=time(10), closes=time(14), note_nl="Op afspraak", note_en="By appointment"
    )
    make_hours(card, 5, at=card.at_locations.get(location=place))
    export(tmp_path / "out", on=TODAY)
    (told,) = contents(tmp_path / "out", "services")
    week, saturday = told["schedules"]
    assert (week["freq"], week["byday"]) == ("WEEKLY", "MO,TU,WE")
    assert (week["opens_at"], week["closes_at"]) == ("09:00", "12:30")
    assert (saturday["byday"], saturday["notes"]) == ("SA", "Op afspraak")
    assert saturday["attributes"][0]["value"] == "By appointment"
    assert [one["byday"] for one in told["service_at_locations"][0]["schedules"]] == ["FR"]


def test_pages_hold_a_hundred_and_together_everything(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(exporting, "PER_FILE", 2)
    for _ in range(5):
        make_service()
    export(tmp_path / "out", on=TODAY)
    found = pages(tmp_path / "out", "services")
    assert [page["size"] for page in found] == [2, 2, 1]
    assert [page["last_page"] for page in found] == [False, False, True]
    assert len({one["id"] for one in contents(tmp_path / "out", "services")}) == 5


def test_nothing_at_all_is_one_empty_page(tmp_path: Path) -> None:
    export(tmp_path / "out", on=TODAY)
    (page,) = pages(tmp_path / "out", "services")
    assert (page["empty"], page["first_page"], page["last_page"]) == (True, True, True)


def test_the_same_day_gives_the_same_files(tmp_path: Path) -> None:
    make_location(make_service("respite.stay"))
    for name in ("one", "other"):
        export(tmp_path / name, on=TODAY)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_an_empty_folder_is_filled_and_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    export(tmp_path / "out", on=TODAY)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o755
    assert (tmp_path / "out" / "services-0001.json").is_file()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="is not empty"):
        export(tmp_path, on=TODAY)
    with pytest.raises(Refused, match="is not empty"):
        export(tmp_path / "mine.txt", on=TODAY)
    with pytest.raises(Refused, match="make it first"):
        export(tmp_path / "nowhere" / "out", on=TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    make_service()

    def broken(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("naober.directory.openreferral.objects.service_object", broken)
    with pytest.raises(OSError, match="No space"):
        export(tmp_path / "out", on=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_page_costs_the_same_number_of_queries_for_any_number_of_cards(tmp_path: Path) -> None:
    counted = []
    for number in (1, 30):
        for _ in range(number):
            make_location(make_service("respite.stay"))
        with CaptureQueriesContext(connection) as queries:
            export(tmp_path / str(number), on=TODAY)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_command_writes_and_says_how_much(tmp_path: Path, capsys: Any) -> None:
    make_service(visible_until=clock.today())
    call_command("directory", "export", "--format", "hsds3", "--out", str(tmp_path / "out"))
    assert "      1  services" in capsys.readouterr().out
    with pytest.raises(CommandError, match="is not empty"):
        call_command("directory", "export", "--out", str(tmp_path / "out"))
