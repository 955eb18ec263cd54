"""`bin/naober directory import`: what it makes, changes, leaves, keeps and refuses."""

import json
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from naober.audit.models import Event
from naober.directory.enums import Room, Scope
from naober.directory.models import Location, OpeningHours, Service, SourceRecord
from naober.directory.queries import find
from naober.organisations.enums import OrganisationKind
from naober.organisations.models import Organisation
from tests.database import role
from tests.factories.directory import make_category, make_service
from tests.factories.organisations import make_municipality, make_organisation, make_postcode

pytestmark = pytest.mark.django_db

ID = "ac148810-d857-441c-9679-408f346de14b"
WHO = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
THERE = "3a19ff88-4620-4d17-9830-ac1d859eb5d5"
LINK = "e94c9f38-1e8f-4564-91d4-d53501ab1765"
Bring = Callable[..., str]
TABLES = (Organisation, Location, Service, OpeningHours, SourceRecord)


def organisation(**fields: Any) -> dict[str, Any]:
    return {"id": WHO, "name": "De Brink", "description": "Wij helpen."} | fields


def location(**fields: Any) -> dict[str, Any]:
    address = {"address_1": "Brink 1", "city": "Assen", "postal_code": "9401 AB", "country": "NL"}
    return {"id": THERE, "location_type": "physical", "name": "Brinkhuis"} | {
        "addresses": [address],
        **fields,
    }


def service(**fields: Any) -> dict[str, Any]:
    hours = {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}
    return {
        "id": ID,
        "name": "Logeren",
        "status": "active",
        "description": "Een nacht logeren. Met hulp.",
        "assured_date": "2026-01-05",
        "organization": organisation(),
        "service_at_locations": [{"id": LINK, "location": location(), "schedules": [hours]}],
    } | fields


def term(taxonomy: str, code: str) -> dict[str, Any]:
    return {"taxonomy_term": {"code": code, "name": code, "taxonomy": taxonomy}}


@pytest.fixture(autouse=True)
def _as_system() -> Iterator[None]:
    with role("naober_system"):
        yield


@pytest.fixture
def bring(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bring:
    """Import a page of these records and return what is printed."""

    def run(*records: dict[str, Any], **options: Any) -> str:
        path = tmp_path / "services.json"
        path.write_text(json.dumps({"contents": records}))
        call_command("directory", "import", str(path), source="proef", **options)
        return capsys.readouterr().out

    return run


def contents() -> list[list[dict[str, Any]]]:
    return [list(table._default_manager.order_by("pk").values()) for table in TABLES]


def test_a_card_comes_with_its_organisation_place_and_hours(bring: Bring) -> None:
    assen = make_municipality(code="GM0106", name="Assen")
    make_postcode(assen, pc4="9401")
    out = bring(service())
    assert "services: 1 created, 0 changed, 0 left as it is" in out
    card = Service.objects.get()
    assert (str(card.pk), card.name_nl, card.summary_nl, card.more_nl) == (
        ID, "Logeren", "Een nacht logeren. Met hulp.", "",
    )  # fmt: skip
    assert (card.scope, [one.code for one in card.municipalities.all()]) == (
        Scope.LOCAL,
        ["GM0106"],
    )
    assert card.confirmed_on == date(2026, 1, 5)
    assert card.organisation.name == "De Brink"
    assert str(card.organisation_id) == WHO
    place = Location.objects.get()
    assert (str(place.pk), place.postcode, place.area_id) == (THERE, "9401 AB", "9401")
    hours = list(card.opening_hours.all())
    assert [(one.weekday, one.opens, str(one.at_id)) for one in hours] == [
        (1, time(9), LINK), (2, time(9), LINK),
    ]  # fmt: skip
    assert Event.objects.using("default").filter(kind="directory.imported").count() == 1


def test_the_same_import_twice_changes_nothing(bring: Bring) -> None:
    bring(service())
    before = contents()
    out = bring(service())
    assert "services: 0 created, 0 changed, 1 left as it is" in out
    assert "organisations: 0 created, 0 changed, 1 left as it is" in out
    assert contents() == before
    assert Event.objects.using("default").filter(kind="directory.imported").count() == 1


def test_a_dry_run_writes_nothing_and_says_the_same(bring: Bring) -> None:
    records = (service(), service(id=""), service(id="2", organization=None, organization_id="x"))
    said = bring(*records, dry_run=True)
    assert [len(rows) for rows in contents()] == [0] * len(TABLES)
    assert not Event.objects.using("default").filter(kind="directory.imported").exists()
    assert bring(*records) == said
    assert Service.objects.count() == 1


def test_what_changed_in_the_file_changes_here(bring: Bring) -> None:
    bring(service())
    before = Service.objects.get().changed_at
    out = bring(service(name="Logeerhuis", service_at_locations=[]))
    assert "services: 0 created, 1 changed" in out
    card = Service.objects.get()
    assert card.name_nl == "Logeerhuis"
    assert card.key == "logeren", "an address that people know stays"
    assert (card.at_locations.count(), card.opening_hours.count()) == (0, 0)
    assert card.changed_at > before


def test_what_was_edited_here_is_kept_and_said_unless_it_may_be_overwritten(bring: Bring) -> None:
    bring(service())
    Service.objects.update(summary_nl="Beter gezegd.")
    out = bring(service(name="Anders"))
    assert "services.json, record 1: service " in out
    assert "kept: it was edited here since it was imported" in out
    assert Service.objects.get().name_nl == "Logeren"
    assert "1 kept: edited here" in bring(service(name="Anders"), dry_run=True)
    assert "services: 0 created, 1 changed" in bring(service(name="Anders"), overwrite=True)
    card = Service.objects.get()
    assert (card.name_nl, card.summary_nl) == ("Anders", "Een nacht logeren. Met hulp.")


@pytest.mark.parametrize("part", ["at_locations", "opening_hours", "kinds", "municipalities"])
def test_what_hangs_on_a_card_counts_as_edited_too(bring: Bring, part: str) -> None:
    make_postcode(make_municipality(), pc4="9401")
    make_category()
    bring(service(attributes=[term("Naober kinds of support", "respite.stay")]))
    card = Service.objects.get()
    card.municipalities.clear() if part == "municipalities" else getattr(card, part).all().delete()
    assert "edited here since" in bring(service(name="Anders"))


def test_what_was_removed_here_does_not_come_back_by_itself(bring: Bring) -> None:
    bring(service())
    Service.objects.all().delete()
    assert "kept: it was removed here" in bring(service())
    assert not Service.objects.exists()
    bring(service(), overwrite=True)
    assert Service.objects.exists()


def test_that_somebody_confirmed_a_card_here_is_no_edit_and_stays(bring: Bring) -> None:
    bring(service())
    Service.objects.update(confirmed_on=date(2026, 2, 1), confirmed_by=WHO)
    assert "1 changed" in bring(service(name="Anders"))
    card = Service.objects.get()
    assert (card.name_nl, card.confirmed_on, str(card.confirmed_by_id)) == (
        "Anders", date(2026, 2, 1), WHO,
    )  # fmt: skip
    bring(service(name="Anders", assured_date="2026-02-20"))
    assert Service.objects.get().confirmed_on == date(2026, 2, 20)


def test_a_card_of_ours_with_the_same_id_is_not_taken_over(bring: Bring) -> None:
    make_service(id=ID, organisation=make_organisation(id=WHO))
    out = bring(service())
    assert out.count("kept: it is here already, and not from this source") == 2
    assert Service.objects.get().name_nl != "Logeren"


def test_an_id_that_is_no_uuid_gets_the_same_one_every_time(bring: Bring) -> None:
    bring(service(id="12"))
    bring(service(id="12", name="Anders"))
    assert Service.objects.get().name_nl == "Anders"
    assert SourceRecord.objects.get(kind="service").source_id == "12"


def test_an_organisation_that_is_not_there_is_a_reason_with_file_and_place(bring: Bring) -> None:
    lost = service(id="2", name="Oppas", organization_id="nowhere")
    del lost["organization"]
    out = bring(service(), lost, service(id="3", organization=None))
    assert (
        "refused: services.json, record 2: service 2 “Oppas”:"
        " its organisation nowhere is not in the file." in out
    )
    assert "service 3 “Logeren”: names no organisation." in out
    assert "services: 1 created, 0 changed, 0 left as it is, 0 kept: edited here, 2 refused" in out
    assert Service.objects.count() == 1


def test_an_organisation_that_came_before_is_known(bring: Bring) -> None:
    bring(service())
    later = service(id="2", organization_id=WHO, service_at_locations=[])
    del later["organization"]
    assert "services: 1 created" in bring(later)


def test_what_the_database_refuses_never_stops_the_rest(
    bring: Bring, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        "naober.directory.importing.drafting.first_sentences", lambda text, most: text
    )
    out = bring(service(), service(id="2", description="x" * 400), service(id="3"))
    assert "services: 2 created" in out
    assert "record 2: service 2 “Logeren”: cannot be here: one of its values is too long" in out
    assert "character varying" not in out
    assert "services.json, record 2 (2): value too long for type character varying" in caplog.text
    assert set(SourceRecord.objects.filter(kind="service").values_list("source_id", flat=True)) == {
        ID, "3",
    }  # fmt: skip


def test_two_services_may_share_a_place_but_not_the_id_of_a_link(bring: Bring) -> None:
    assert "services: 2 created" in bring(service(), service(id="2"))
    assert Location.objects.count() == 1
    assert [one.at_locations.count() for one in Service.objects.all()] == [1, 1]
    assert "services: 0 created, 0 changed, 2 left" in bring(service(), service(id="2"))


def test_a_service_that_says_the_same_under_another_id_is_said(bring: Bring) -> None:
    bare = {"service_at_locations": []}
    out = bring(service(**bare), service(id="2", **bare))
    assert (
        "note: services.json, record 2: service 2: says the same as services.json, record 1" in out
    )


def test_the_hours_of_a_place_are_those_of_a_service_without_its_own(bring: Bring) -> None:
    hours = {"byday": "SA", "opens_at": "10:00", "closes_at": "12:00"}
    bring(service(service_at_locations=[{"id": LINK, "location": location(schedules=[hours])}]))
    assert [(one.weekday, one.opens) for one in OpeningHours.objects.all()] == [(6, time(10))]


def test_hours_that_are_over_are_not_taken(bring: Bring) -> None:
    old = {"byday": "SA", "opens_at": "10:00", "closes_at": "12:00", "valid_to": "2005-01-01"}
    bring(service(schedules=[old], service_at_locations=[]))
    assert not OpeningHours.objects.exists()


@pytest.mark.parametrize(
    ("areas", "scope", "codes"),
    [
        ([{"name": "Assen"}], Scope.LOCAL, ["GM0106"]),
        ([{"name": "x", "extent": "GM0106"}], Scope.LOCAL, ["GM0106"]),
        ([{"name": "Drenthe"}], Scope.REGIONAL, []),
        ([{"name": "Nederland"}], Scope.NATIONAL, []),
        ([{"name": "MyCity"}], Scope.LOCAL, []),
        ([], Scope.LOCAL, []),
    ],
)
def test_how_far_a_service_reaches(
    bring: Bring, areas: list[dict[str, str]], scope: Scope, codes: list[str]
) -> None:
    make_municipality(code="GM0106", name="Assen")
    bring(service(service_areas=areas))
    card = Service.objects.get()
    assert (card.scope, [one.code for one in card.municipalities.all()]) == (scope, codes)


def test_a_foreign_postcode_of_four_digits_is_not_ours(bring: Bring) -> None:
    make_postcode(make_municipality(), pc4="9401")
    address = {"address_1": "Straat 1", "postal_code": "9401", "country": "BE"}
    place = location(addresses=[address])
    bring(service(service_at_locations=[{"id": LINK, "location": place}]))
    assert Location.objects.get().area_id is None


def test_what_is_not_active_is_not_public_and_what_is_closed_for_a_while_says_so(
    bring: Bring,
) -> None:
    bring(
        service(id="1", status="defunct"),
        service(id="2", status="temporarily closed", alert="Wij verbouwen."),
    )
    first, second = Service.objects.order_by("-published")
    assert (second.published, first.published) == (False, True)
    assert (first.closed_from, first.closed_why_nl) == (date(2026, 1, 5), "Wij verbouwen.")


def test_what_is_closed_for_a_while_is_closed_now_where_its_day_is_yet_to_come(
    bring: Bring,
) -> None:
    bring(service(status="temporarily closed", assured_date="2090-01-01"))
    card = Service.objects.get()
    assert (card.closed_from, card.confirmed_on) == (card.asked_from, None)


def test_a_long_description_becomes_a_summary_and_the_rest(bring: Bring) -> None:
    text = "Een hele zin met wat woorden erin. " * 20
    bring(service(description=text, alert="Let op."))
    card = Service.objects.get()
    assert card.summary_nl.endswith(".")
    assert 250 < len(card.summary_nl) <= 300
    assert card.more_nl == f"{text.strip()}\n\nLet op."


def test_what_naober_itself_wrote_comes_back_whole(bring: Bring) -> None:
    make_category("respite.stay")
    make_category("respite.day")
    said = {
        "key": "logeerhuis", "summary_nl": "Kort.", "more_nl": "Lang.", "name_en": "Stay",
        "for_young_carers": "true", "room_number": "3", "room_said_on": "2026-02-01",
        "interval_months": "6", "confirmed_by": WHO, "confirmed_on": "2026-02-02",
        "visible_until": "2030-01-01", "nonsense": "x", "organisation": "x",
    }  # fmt: skip
    attributes = [
        term("Naober kinds of support", "respite.stay"),
        term("Naober kinds of support", "respite.day"),
        term("Naober kinds of support", "respite.unknown"),
        term("Naober payer", "wmo"),
        term("Naober payer", "wlz"),
        term("Naober payer", "nobody"),
        term("Naober daypart", "night"),
        term("Naober condition", "dementia"),
        term("Naober relation", "parent"),
        term("Naober scope", "national"),
        term("Naober place kind", "location"),
        term("Naober together", "group"),
        term("Naober room", "free"),
        *({"link_type": name, "value": value} for name, value in said.items()),
    ]
    who = organisation(attributes=[{"link_type": "kind", "value": "care_farm"},
                                   {"link_type": "key", "value": "de-brink"}])  # fmt: skip
    out = bring(service(attributes=attributes, organization=who))
    assert "kinds of support that are not known here: respite.unknown" in out
    card = Service.objects.get()
    assert [kind.category_id for kind in card.kinds.all()] == ["respite.stay", "respite.day"]
    assert (card.key, card.summary_nl, card.more_nl, card.name_en) == (
        "logeerhuis", "Kort.", "Lang.", "Stay",
    )  # fmt: skip
    assert (card.payers, card.dayparts) == (["wmo", "wlz"], ["night"])
    assert (card.scope, card.together, card.room, card.room_number) == (
        Scope.NATIONAL, "group", Room.FREE, 3,
    )  # fmt: skip
    assert card.for_young_carers
    assert (card.interval_months, card.visible_until) == (6, date(2030, 1, 1))
    assert (card.confirmed_on, str(card.confirmed_by_id)) == (date(2026, 2, 2), WHO)
    assert (card.organisation.kind, card.organisation.key) == ("care_farm", "de-brink")


def test_a_successor_may_come_later_in_the_file(bring: Bring) -> None:
    after = "b644a0d2-9e8a-4c33-9390-ae9ee93fc056"
    lost = "b644a0d2-9e8a-4c33-9390-ae9ee93fc057"

    def replaced_by(pk: str) -> list[dict[str, str]]:
        return [{"link_type": "key", "value": "x"}, {"link_type": "successor", "value": pk}]

    records = [
        service(attributes=replaced_by(after)),
        service(id=after),
        service(id="3", attributes=replaced_by(lost)),
    ]
    bring(*records)
    assert str(Service.objects.get(pk=ID).successor_id) == after
    assert Service.objects.filter(successor=None).count() == 2
    assert "services: 0 created, 0 changed, 3 left" in bring(*records)
    Service.objects.filter(pk=ID).update(successor=None)  # somebody here knows better
    bring(*records)
    assert Service.objects.get(pk=ID).successor is None


def test_a_card_is_there_again_when_its_source_no_longer_says_what_came_after(
    bring: Bring,
) -> None:
    after = "b644a0d2-9e8a-4c33-9390-ae9ee93fc056"
    replaced = [{"link_type": "key", "value": "x"}, {"link_type": "successor", "value": after}]
    bring(service(attributes=replaced), service(id=after))
    assert Service.objects.get(pk=ID).successor is not None
    for name in ("Logeren", "Overnachten"):  # and what it says next is taken too
        out = bring(service(name=name, attributes=replaced[:1]), service(id=after))
        assert "1 changed" in out
        assert Service.objects.get(pk=ID).successor is None


def test_a_support_point_needs_a_telephone_number(bring: Bring) -> None:
    said = [{"link_type": "kind", "value": "support_point"}]
    out = bring(service(organization=organisation(attributes=said)))
    assert "a support point needs a telephone number" in out
    assert not Service.objects.exists()


def test_a_municipality_has_one_support_point(bring: Bring) -> None:
    point = make_organisation(kind=OrganisationKind.SUPPORT_POINT)
    said = [{"link_type": "kind", "value": "support_point"},
            {"link_type": "municipality", "value": point.municipality_id}]  # fmt: skip
    phones = [{"number": "088 000 00 03"}]
    out = bring(service(organization=organisation(attributes=said, phones=phones)))
    assert f"municipality {point.municipality_id} has a support point already" in out
    assert f"its organisation {WHO} was refused" in out
    assert not Service.objects.exists()


def test_a_key_that_is_taken_gets_a_tail(bring: Bring) -> None:
    make_service(key="logeren")
    bring(service())
    assert Service.objects.get(pk=ID).key == f"logeren-{ID[:8]}"


def test_an_imported_card_is_found_by_search(bring: Bring) -> None:
    make_category("respite.stay")
    attributes = [term("Naober kinds of support", "respite.stay"), term("Naober scope", "national")]
    bring(service(name="Kamperhuis", attributes=attributes))
    assert [str(hit.service.pk) for hit in find("kamperhuis", on=date(2026, 3, 2)).hits] == [ID]


def test_no_file_lets_another_organisation_speak(bring: Bring) -> None:
    other = make_organisation()
    said = [
        {"link_type": f"naober:{name}", "value": str(other.pk)}
        for name in ("organisation", "organisation_id", "confirmed_by", "confirmed_by_id")
    ]
    bring(service(attributes=said))
    card = Service.objects.get()
    assert card.organisation_id == Organisation.objects.get(name="De Brink").pk
    assert card.confirmed_by is None


def test_a_card_without_a_kind_is_told_for_nobody_finds_it(bring: Bring) -> None:
    assert "has no kind of support: nobody finds it before you choose one." in bring(service())


def test_remarks_are_few_unless_all_are_asked_for(bring: Bring) -> None:
    many = [service(id=str(number), email="none", name=f"Kaart {number}") for number in range(25)]
    assert "note: and 30 more; --list prints all of them." in bring(*many)
    out = bring(*many, list=True)
    assert "and 30 more" not in out
    assert out.count("left as it is") == (25 + 1 + 1) + 3


@pytest.mark.parametrize("text", ["", "[]", "nonsense"])
def test_nothing_to_read_is_one_sentence_and_exit_code_2(text: str, tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text(text)
    with pytest.raises(CommandError, match="could be read") as refused:
        call_command("directory", "import", str(path))
    assert refused.value.returncode == 2


def test_a_source_without_letters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text(json.dumps(service()))
    with pytest.raises(CommandError, match="needs letters or digits"):
        call_command("directory", "import", str(path), source="!!")
    assert not Service.objects.exists()


def test_progress_is_shown_beside_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.json"
    path.write_text(json.dumps(service()))
    call_command("directory", "import", str(path), dry_run=True)
    shown = capsys.readouterr()
    assert "Reading page.json" in shown.err
    assert "Writing services: 1 of 1" in shown.err
    assert "Nothing was written: this was a dry run." in shown.err
    assert "Reading" not in shown.out


def test_an_old_file_leaves_what_was_edited_here(bring: Bring) -> None:
    bring(service())
    Service.objects.update(summary_nl="Beter gezegd.")
    assert "services: 0 created, 0 changed, 1 left" in bring(service())
    assert Service.objects.get().summary_nl == "Beter gezegd."


def test_the_middle_of_a_postcode_area_is_no_point_of_a_place(bring: Bring) -> None:
    area = make_postcode(make_municipality(), pc4="9401")
    place = location(latitude=area.latitude, longitude=area.longitude)
    bring(service(service_at_locations=[{"id": LINK, "location": place}]))
    assert Location.objects.get().latitude is None
    measured = location(latitude=52.9, longitude=6.5)
    bring(service(service_at_locations=[{"id": LINK, "location": measured}]))
    found = Location.objects.get()
    assert (found.latitude, found.longitude) == (52.9, 6.5)


def test_a_place_that_changes_lets_search_read_its_cards_again(bring: Bring) -> None:
    bring(service())
    before = Service.objects.get().changed_at
    moved = location(name="Nieuw huis")
    out = bring(service(service_at_locations=[{"id": LINK, "location": moved, "schedules": []}]))
    assert "locations: 0 created, 1 changed" in out
    assert Service.objects.get().changed_at > before


def test_a_municipality_that_is_not_known_here_is_said(bring: Bring) -> None:
    said = [{"link_type": "municipality", "value": "GM9999"}]
    out = bring(service(organization=organisation(attributes=said)))
    assert f"organization {WHO}: municipality GM9999 is not known here: left out." in out
    assert Organisation.objects.get().municipality_id is None


def test_a_description_without_sentences_is_cut_at_a_word(bring: Bring) -> None:
    bring(service(description="woord " * 100))
    card = Service.objects.get()
    assert card.summary_nl.endswith("woord…")
    assert len(card.summary_nl) <= 300


def test_a_location_that_is_refused_is_left_out_of_its_service(bring: Bring) -> None:
    place = location(organization_id="nowhere")
    out = bring(service(service_at_locations=[{"id": LINK, "location": place}]))
    assert "its organisation nowhere is not in the file" in out
    assert f"service {ID}: its location {THERE} is not here: left out." in out
    assert Service.objects.get().at_locations.count() == 0
