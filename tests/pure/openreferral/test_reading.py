"""Files of every kind of dirt: what is right in them is read, of the rest there is a sentence."""

import json
import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from naober.pure.openreferral.model import (
    MOST_REMARKS,
    Hours,
    Reading,
    Remarks,
    ServiceRecord,
    UnreadableError,
    Where,
)
from naober.pure.openreferral.reading import read

ID = "ac148810-d857-441c-9679-408f346de14b"
WHO = {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "De Brink", "description": "x"}
Write = Callable[..., Path]


def service(**fields: Any) -> dict[str, Any]:
    return {"id": ID, "name": "Logeren", "status": "active", "organization": WHO} | fields


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Write files in a folder, by name; a list is a page of records."""

    def write(**files: Any) -> Path:
        for name, content in files.items():
            path = tmp_path / name.replace("__", ".")
            is_page = isinstance(content, list)
            text = json.dumps({"contents": content}) if is_page else content
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


def said(reading: Reading) -> str:
    return "\n".join(str(one) for one in reading.remarks)


def only(reading: Reading) -> ServiceRecord:
    (one,) = reading.services
    return one


# ---- pages


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one: {"contents": [one]},
        lambda one: [one],
        lambda one: one,
        lambda one: {"items": [one]},
    ],
)
def test_a_page_a_list_and_a_single_record_are_read(wrapped: Any, written: Write) -> None:
    reading = read(written(page__json=json.dumps(wrapped(service()))))
    assert only(reading).name == "Logeren"
    assert [one.name for one in reading.organisations] == ["De Brink"]
    assert reading.remarks == []


def test_records_on_lines_are_read(written: Write) -> None:
    lines = "\n".join(json.dumps(service(id=str(number))) for number in range(3))
    assert len(read(written(services__jsonl=lines)).services) == 3


def test_what_a_record_carries_is_read_once(written: Write) -> None:
    place = {"id": "1", "location_type": "physical", "name": "Brinkhuis"}
    link = {"id": "2", "location": place}
    found = [service(id=str(number), service_at_locations=[link]) for number in range(3)]
    reading = read(written(services__json=found))
    assert (len(reading.organisations), len(reading.locations), len(reading.services)) == (1, 1, 3)
    assert reading.locations[0].organisation == WHO["id"]
    assert {one.places[0].location for one in reading.services} == {"1"}


def test_organisations_may_carry_their_services_and_locations(written: Write) -> None:
    who = WHO | {"services": [{"id": "5", "name": "Oppas"}], "locations": [{"id": "6"}]}
    reading = read(written(organizations__json=[who]))
    assert only(reading).organisation == WHO["id"]
    assert reading.locations[0].organisation == WHO["id"]


def test_a_service_at_location_ties_both(written: Write) -> None:
    link = {"id": "7", "location": {"id": "6", "name": "Hier"}, "service": service()}
    reading = read(written(service_at_locations__json=[link]))
    assert only(reading).places[0].location == "6"


def test_a_link_to_a_service_that_is_not_there_is_said(written: Write) -> None:
    link = {"id": "7", "location": {"id": "6"}, "service_id": "nowhere"}
    reading = read(written(a__json=[service()], service_at_locations__json=[link]))
    assert "names service nowhere, which is not in the file" in said(reading)


def test_a_truncated_page_gives_the_records_before_the_end(written: Write) -> None:
    text = json.dumps({"contents": [service(id=str(number)) for number in range(4)]})
    reading = read(written(page__json=text[: int(len(text) * 0.7)]))
    assert 1 <= len(reading.services) < 4
    assert "page.json, record 3: is where the file ends too early" in said(reading)


def test_a_broken_record_in_the_middle_never_stops_the_rest(written: Write) -> None:
    good = json.dumps(service(id="1")), json.dumps(service(id="3"))
    broken = '{"id": "2", "name": Logeren}'
    reading = read(written(page__json=f'{{"contents": [{good[0]}, {broken}, {good[1]}]}}'))
    assert [one.id for one in reading.services] == ["1", "3"]
    assert "page.json, record 2: is no JSON" in said(reading)


@pytest.mark.parametrize("levels", [50, 900, 960, 980, 100_000])
def test_a_record_that_is_nested_too_deep_is_refused_alone(levels: int, written: Write) -> None:
    deep = '{"id": "2", "name": "x", "status": ' + "[" * levels + "]" * levels + "}"
    reading = read(written(page__json=f"[{json.dumps(service())}, {deep}]"))
    assert only(reading).id == ID
    assert "page.json, record 2: is nested too deep to read" in said(reading)


def test_records_that_are_none_are_refused(written: Write) -> None:
    found = [service(), None, 5, "text", ["list"], {"foo": 1}]
    reading = read(written(page__json=found))
    assert only(reading).id == ID
    assert said(reading).count("is no record but") == 4
    assert "is no service, organisation or location of Open Referral" in said(reading)


def test_taxonomies_and_the_description_of_an_api_are_no_mistakes(written: Write) -> None:
    reading = read(
        written(
            api__json='{"version": "https://example.org", "profile": "x", "openapi_url": "y"}',
            services__json=[service()],
            taxonomies__json=[{"id": "1", "name": "t", "taxonomy_terms": [{"id": "2"}]}],
            taxonomy_terms__json=[{"id": "3", "name": "t", "taxonomy": "x"}],
        )
    )
    assert reading.remarks == []


# ---- ids, names, duplicates


@pytest.mark.parametrize("nothing", ["", None, [], {}, True, 1.5])
def test_a_record_without_id_is_refused_with_its_place(nothing: Any, written: Write) -> None:
    reading = read(written(page__json=[service(), service(id=nothing, name="Oppas")]))
    assert only(reading).name == "Logeren"
    assert "page.json, record 2: service “Oppas”: has no id" in said(reading)
    assert [one.refused for one in reading.remarks] == [True]


def test_a_record_without_name_is_refused(written: Write) -> None:
    reading = read(written(page__json=[service(), service(id="2", name=["x"])]))
    assert only(reading).id == ID
    assert "has no name" in said(reading)


def test_a_number_and_capitals_in_an_id_are_the_same_id(written: Write) -> None:
    reading = read(written(page__json=[service(id=7), service(id=ID.upper())]))
    assert [one.id for one in reading.services] == ["7", ID]


def test_the_same_record_twice_is_read_once_and_said(written: Write) -> None:
    reading = read(written(page__json=[service(), service()]))
    assert only(reading).where.number == 1
    assert "page.json, record 2" in said(reading)
    assert "says nothing else than page.json, record 1" in said(reading)


def test_another_record_with_the_same_id_is_refused_and_the_fuller_kept(written: Write) -> None:
    other = service(name="Anders", fees="5 euro")
    reading = read(written(page__json=[service(), other]))
    assert only(reading).name == "Anders"
    assert "page.json, record 1" in said(reading)
    assert "has the id of another record, page.json, record 2; that one is kept" in said(reading)


def test_an_organisation_that_is_only_named_is_known_by_its_name(written: Write) -> None:
    found = [service(id="1"), service(id="2")]
    for one in found:
        one["organization"] = {"name": "Zonder nummer"}
    reading = read(written(page__json=found))
    assert [one.name for one in reading.organisations] == ["Zonder nummer"]
    assert len({one.organisation for one in reading.services}) == 1


# ---- fields


def test_wrong_types_are_left_out_field_by_field(written: Write) -> None:
    one = service(
        description={"a": 1}, email=False, url="example/x", minimum_age="old", maximum_age=True,
        schedules="always", phones={"number": 1}, service_areas=[5], assured_date="yesterday",
        status="open", contacts=None, assurer_email="nobody",
    )  # fmt: skip
    reading = read(written(page__json=[one]))
    found = only(reading)
    assert (found.description, found.email, found.website, found.age_from) == ("", "", "", None)
    assert found.status == "active"
    for name in ("description", "email", "url", "minimum_age", "maximum_age", "schedules",
                 "phones", "service_areas", "assured_date", "status", "assurer_email"):  # fmt: skip
        assert name in said(reading)


def test_ages_the_wrong_way_round_are_left_out(written: Write) -> None:
    reading = read(written(page__json=[service(minimum_age=80, maximum_age=18)]))
    assert (only(reading).age_from, only(reading).age_to) == (None, None)
    assert "minimum_age 80 is above maximum_age 18" in said(reading)


def test_swapped_coordinates_are_put_right_and_said(written: Write) -> None:
    place = {"id": "1", "location_type": "physical", "latitude": 6.56, "longitude": 52.99}
    reading = read(written(page__json=[service(service_at_locations=[{"location": place}])]))
    assert reading.locations[0].point == (52.99, 6.56)
    assert "stood the wrong way round" in said(reading)


def test_hours_are_weekly_and_go_past_midnight_into_the_next_day(written: Write) -> None:
    found = [
        {"freq": "WEEKLY", "byday": "MO,SU", "opens_at": "22:00", "closes_at": "06:00"},
        {"weekday": "Friday", "opens_at": "9:00", "closes_at": "24:00", "valid_to": "2030-01-01"},
        {"byday": "TU", "opens_at": None, "closes_at": None},
    ]
    assert only(read(written(page__json=[service(schedules=found)]))).hours == (
        Hours(1, time(0), time(6)),
        Hours(1, time(22), time(23, 59)),
        Hours(2, time(0), time(6)),
        Hours(5, time(9), time(23, 59), until=date(2030, 1, 1)),
        Hours(7, time(22), time(23, 59)),
    )


@pytest.mark.parametrize(
    ("schedule", "sentence"),
    [
        ({"byday": "XX", "opens_at": "9:00", "closes_at": "10:00"}, "none of the week"),
        ({"opens_at": "9:00", "closes_at": "10:00"}, "none of the week"),
        ({"byday": "MO", "opens_at": "9:00"}, "both a beginning and an end"),
        ({"byday": "MO", "opens_at": "99", "closes_at": "10:00"}, "opens_at is no time"),
        ({"freq": "MONTHLY", "byday": "1MO", "opens_at": "9:00", "closes_at": "10:00"}, "MONTHLY"),
        ({"byday": "MO", "opens_at": "9:00Z", "closes_at": "10:00Z"}, "in UTC"),
    ],
)
def test_odd_hours_are_said(schedule: dict[str, Any], sentence: str, written: Write) -> None:
    assert sentence in said(read(written(page__json=[service(schedules=[schedule])])))


def test_what_naober_says_beside_the_standard_is_read(written: Write) -> None:
    term = {"id": "9", "code": "respite.stay", "name": "x",
            "taxonomy_detail": {"name": "Naober kinds of support"}}  # fmt: skip
    attributes = [
        {"taxonomy_term": term},
        {"link_type": "more_nl", "value": "Meer <b>uitleg</b>"},
        {"link_type": "NOT OURS", "value": "x"},
    ]
    metadata = [{"field_name": "name_en", "replacement_value": "Stay"}]
    ours = only(read(written(a__json=[service(attributes=attributes, metadata=metadata)]))).ours
    assert ours.codes == {"naober kinds of support": ("respite.stay",)}
    assert ours.values == {"more_nl": ("Meer uitleg",), "name_en": ("Stay",)}


# ---- tables


ORGANISATIONS = "id,name,description,email,url\n1,De Brink,Wij helpen,a@example.org,example.org\n"


def test_tables_are_woven_into_records(written: Write) -> None:
    folder = written(
        organizations__csv=ORGANISATIONS,
        services__csv="id,organization_id,name,fees\n10,1,Logeren,Gratis\n",
        locations__csv="id,organization_id,name,latitude,longitude\n20,1,Brinkhuis,52.9,6.5\n",
        services_at_location__csv="id,service_id,location_id\n30,10,20\n",
        phones__csv="id,location_id,service_id,organization_id,number\n,,10,,0592 1\n,,,1,0592 2\n",
        physical_addresses__csv="location_id,address_1,city,postal_code\n"
        "20,Brink 1,Assen,9401 AB\n",
        regular_schedules__csv="service_id,location_id,weekday,opens_at,closes_at\n,20,Monday,9:00,17:00\n",
        eligibility__csv="service_id,eligibility,minimum_age\n10,Voor iedereen,18\n",
        required_documents__csv="service_id,document\n10,Een indicatie\n",
        programs__csv="id,name\n1,x\n",
    )
    reading = read(folder)
    one = only(reading)
    assert (one.phone, one.cost, one.audience, one.age_from) == (
        "0592 1",
        "Gratis",
        "Voor iedereen",
        18,
    )
    assert (one.papers, one.places[0].location) == ("Een indicatie", "20")
    assert reading.organisations[0].phone == "0592 2"
    assert reading.organisations[0].website == "https://example.org"
    place = reading.locations[0]
    assert (place.address, place.postcode, place.point) == ("Brink 1", "9401 AB", (52.9, 6.5))
    assert place.hours == (Hours(1, time(9), time(17)),)
    assert reading.remarks == []


def test_a_row_says_its_number_with_the_heading_as_row_1(written: Write) -> None:
    rows = 'id,organization_id,name\n10,1,"two\nlines"\n,1,Zonder\n'
    reading = read(written(organizations__csv=ORGANISATIONS, services__csv=rows))
    assert "services.csv, row 3: service “Zonder”: has no id" in said(reading)


def test_a_row_that_belongs_to_nothing_is_said(written: Write) -> None:
    phones = "service_id,number\n99,0592\n,0593\n"
    reading = read(written(organizations__csv=ORGANISATIONS, phones__csv=phones))
    assert "phones.csv, row 2: phones: belongs to service 99, which is not in the file" in said(
        reading
    )
    assert "phones.csv, row 3: phones: says not to what it belongs" in said(reading)


def test_organisations_named_on_the_rows_of_services_are_used(written: Write) -> None:
    rows = (
        "id,organization_id,organization_name,name\n1,5,De Es,Oppas\n2,,De Es,Bezoek\n3,6,,Eten\n"
    )
    reading = read(written(services__csv=rows))
    assert [(one.id, one.name) for one in reading.organisations] == [
        ("5", "De Es"), ("name:de es", "De Es"),
    ]  # fmt: skip
    assert [one.organisation for one in reading.services] == ["5", "name:de es", "6"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("\ufefforganization_id;id;name\n1;10;Café\n".encode(), ""),
        ("organization_id,id,name\n1,10,Café\n".encode("latin-1"), "Windows-1252"),
        ("organization_id\tid\tname\r\n1\t10\tCafé\r\n".encode("utf-16"), ""),
        (" Organization ID ,ID,Name\n1,10,Café\n".encode(), ""),
        ("organization_id,id,name\n1,1\x000,Café\n".encode(), "NUL characters"),
        ("organization_id,id,name\n1,10,Café,extra\n".encode(), "4 cells under 3 headings"),
    ],
)
def test_tables_are_read_in_any_writing(content: bytes, word: str, written: Write) -> None:
    reading = read(written(organizations__csv=ORGANISATIONS, services__csv=content))
    assert (only(reading).id, only(reading).name) == ("10", "Café")
    assert word in said(reading)
    assert bool(word) == bool(said(reading))


def test_a_quotation_mark_that_never_closes_is_said(written: Write) -> None:
    rows = 'id,organization_id,name\n10,1,Goed\n11,1,"Open\n12,1,Weg\n'
    reading = read(written(organizations__csv=ORGANISATIONS, services__csv=rows))
    assert "services.csv, row 3: opens a quotation mark that never closes" in said(reading)


def test_a_utf_8_file_cut_in_a_letter_stays_utf_8(written: Write) -> None:
    text = json.dumps([service(name="Café één")], ensure_ascii=False).encode()
    reading = read(written(a__json=text, b__json=text[: text.index("één".encode()) + 1]))
    assert only(reading).name == "Café één"
    assert "are no UTF-8" in said(reading)


# ---- paths


def test_a_zip_is_read_like_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("set/organizations.csv", ORGANISATIONS)
        archive.writestr("set/services.csv", "id,organization_id,name\n10,1,Logeren\n")
        archive.writestr("__MACOSX/set/services.csv", "junk")
        archive.writestr("set/readme.txt", "junk")
    assert only(read(path)).where.file == "set/services.csv"


def test_unknown_tables_and_empty_files_are_said(written: Write) -> None:
    folder = written(
        a__json=[service()],
        b__json="",
        c__json="  ",
        d__json="<html>",
        e__csv="a,b\n",
        services__csv="",
    )
    reading = read(folder)
    assert only(reading).id == ID
    assert said(reading).count("is empty") == 3
    assert "d.json: is no JSON that could be read" in said(reading)
    assert "e.csv: is no table of Open Referral by its name" in said(reading)


def test_a_format_takes_only_its_own_files(written: Write) -> None:
    folder = written(organizations__csv=ORGANISATIONS, a__json=[service()])
    assert len(read(folder, form="hsds3").services) == 1
    assert [one.id for one in read(folder, form="hsds1-csv").organisations] == ["1"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"[]", "holds no organisation"),
        (b"\x00\x00\x00", "could be read"),
        (b'{"contents": [{"id": 1', "ends too early"),
        (b"[" * 100_000, "too early"),
        (b"null", "is no record but nothing"),
    ],
)
def test_nothing_at_all_is_one_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=sentence) as refused:
        read(path)
    assert "\n" not in str(refused.value)


def test_a_zip_in_a_zip_is_said(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("more.zip", b"")
        archive.writestr("organizations.csv", "id,name\n1,Een\n")
    reading = read(path)
    assert [one.name for one in reading.organisations] == ["Een"]
    assert "more.zip: is a zip in a zip: take it out first." in said(reading)


def test_windows_letters_behind_a_mark_of_utf_8_are_read(tmp_path: Path) -> None:
    path = tmp_path / "organizations.csv"
    path.write_bytes(b"\xef\xbb\xbfid;name\r\n1;Caf\xe9\r\n")
    assert [one.name for one in read(path).organisations] == ["Café"]


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_without_bound_is_not_taken_out(tmp_path: Path, way: int) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", way) as archive:
        archive.writestr("services.json", "[]")
    with pytest.raises(UnreadableError, match="packed in a way that we do not read"):
        read(path)


def test_no_more_is_taken_out_of_a_zip_than_it_says(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("services.json", " " * 100_000)
    claims = path.read_bytes().replace((100_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(claims)
    with pytest.raises(UnreadableError, match="cannot be taken out of the zip"):
        read(path)


def test_one_spoilt_file_in_a_zip_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", "[" + "1, " * 999 + "1]")
        archive.writestr("b.json", json.dumps([{"id": "1", "name": "Eén", "services": []}]))
    spoilt = bytearray(path.read_bytes())
    begin = spoilt.index(b"a.json") + len("a.json")
    spoilt[begin : begin + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(spoilt)
    reading = read(path)
    assert [one.name for one in reading.organisations] == ["Eén"]
    assert any("cannot be taken out" in one.sentence for one in reading.remarks)


def test_a_small_file_with_many_records_that_are_none_keeps_few_remarks() -> None:
    remarks = Remarks()
    for _ in range(MOST_REMARKS + 10):
        remarks.refuse(Where("a.json"), "", "is nothing")
    assert len(remarks.all) == MOST_REMARKS + 1
    assert "the rest is not told" in remarks.all[-1].sentence


def test_a_path_that_is_not_there_and_a_broken_zip_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="No such file"):
        read(tmp_path / "nowhere")
    broken = tmp_path / "x.zip"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("services.csv", "id,name\n" * 100)
    content = bytearray(broken.read_bytes())
    content[40:60] = b"\xff" * 20
    broken.write_bytes(bytes(content))
    with pytest.raises(UnreadableError, match=r"x\.zip"):
        read(broken)


# ---- what tables of 3.0 say in attributes


def test_attributes_metadata_and_taxonomies_of_tables_are_woven_in(written: Write) -> None:
    folder = written(
        organizations__csv=ORGANISATIONS,
        services__csv="id,organization_id,name\n10,1,Logeren\n",
        taxonomies__csv="id,name\n5,Naober payer\n",
        taxonomy_terms__csv="id,code,name,taxonomy_id\n6,wmo,Wmo,5\n",
        attributes__csv="id,link_id,taxonomy_term_id,link_type,value\n7,10,6,,\n8,10,,more_nl,Meer\n",
        metadata__csv="id,resource_id,field_name,replacement_value\n9,10,name_en,Stay\n",
        contacts__csv="id,service_id,name\n11,10,Balie\n",
        phones__csv="id,contact_id,number,extension\n12,11,0592 1,7\n",
    )
    one = only(read(folder))
    assert one.ours.codes == {"naober payer": ("wmo",)}
    assert one.ours.values == {"more_nl": ("Meer",), "name_en": ("Stay",)}
    assert (one.contact, one.phone) == ("Balie", "0592 1 x 7")


def test_the_taxonomy_of_a_1_1_service_is_an_attribute(written: Write) -> None:
    folder = written(
        organizations__csv=ORGANISATIONS,
        services__csv="id,organization_id,name\n10,1,Logeren\n",
        taxonomy__csv="id,name,vocabulary\nrespite.stay,Logeren,Naober kinds of support\n",
        service_taxonomy__csv="id,service_id,taxonomy_id\n1,10,respite.stay\n2,10,other\n",
    )
    codes = only(read(folder)).ours.codes
    assert codes == {"naober kinds of support": ("respite.stay",)}


def test_terms_that_are_told_apart_are_found_by_their_id(written: Write) -> None:
    term = {"id": "6", "code": "wmo", "name": "Wmo", "taxonomy": "Naober payer"}
    folder = written(
        services__json=[service(attributes=[{"taxonomy_term_id": "6"}])], terms__json=[term]
    )
    assert only(read(folder)).ours.codes == {"naober payer": ("wmo",)}


def test_a_place_to_go_to_comes_before_a_place_to_write_to(written: Write) -> None:
    folder = written(
        organizations__csv=ORGANISATIONS,
        locations__csv="id,organization_id,name\n20,1,Brinkhuis\n",
        addresses__csv="location_id,address_1\n20,Brink 1\n",
        postal_addresses__csv="location_id,address_1\n20,Postbus 1\n",
    )
    assert [one.address for one in read(folder).locations] == ["Brink 1"]


def test_what_is_too_large_is_refused_and_the_rest_read(
    written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(a__json=[service()], b__json=[service(id="2", fees="x" * 2000)])
    monkeypatch.setattr("naober.pure.openreferral.files.LARGEST", 1000)
    assert only(read(folder)).id == ID
    assert "b.json: is larger than 0 MB; cut it in pages" in said(read(folder))


def test_a_record_cut_short_on_either_side_of_a_link_is_said(written: Write) -> None:
    reading = read(written(a__json=[service(service_at_locations=[{"location_id": "nowhere"}])]))
    assert only(reading).places == ()
    assert "its location nowhere is not in the file: left out" in said(reading)
