"""Editors and policy officers: which function is missing, for whom and when, and what is near."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from naober.directory.enums import FUNCTIONS, Daypart, PlaceKind, Scope
from naober.directory.models import Service
from naober.directory.queries import holes_of
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Organisation, Postcode
from naober.sites.holes import GROUPS, MOMENTS, harmless
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY, make_membership, make_organisation, make_postcode

pytestmark = pytest.mark.django_db

HERE = "/redactie/gaten/"


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def point() -> Organisation:
    return make_organisation()


@pytest.fixture
def editor(point: Organisation) -> Client:
    client = Client()
    client.force_login(make_membership(point, Role.EDITOR).user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def local(point: Organisation, name: str, **more: Any) -> Service:
    card = make_service(
        organisation=point, name_nl=name, name_en="", scope=Scope.LOCAL,
        place_kind=PlaceKind.LOCATION, postcode=point.postcode, **more,
    )  # fmt: skip
    with role("naober_system"):
        card.municipalities.add(point.municipality)
    return card


def cell(point: Organisation, group: str = "", moment: str = "") -> Any:
    assert point.municipality is not None
    found = holes_of(point.municipality, on=MONDAY.date())
    return found.cells["respijtzorg", group, moment]


def test_a_card_fills_a_cell_for_whom_and_when_it_is_there(point: Organisation) -> None:
    card = local(
        point, "Nachthuis", dayparts=[Daypart.NIGHT], conditions=["dementia"], relations=["partner"]
    )
    for group, moment in (("", ""), ("dementia", "night"), ("partner", "night"), ("", "night")):
        assert cell(point, group, moment).cards == (str(card.pk),)
    for group, moment in (("", "evening"), ("addiction", "night"), ("young", ""), ("child", "")):
        assert cell(point, group, moment).is_hole


def test_a_card_that_says_nothing_of_whom_is_for_all_but_young_carers(point: Organisation) -> None:
    local(point, "Huis")
    assert not cell(point, "child").is_hole
    assert cell(point, "young").is_hole
    local(point, "Jongerenhuis", for_young_carers=True)
    assert len(cell(point, "young").cards) == 1
    assert len(cell(point, "child").cards) == 1


def test_of_a_hole_the_nearest_elsewhere_is_named(editor: Client, point: Organisation) -> None:
    other = local(make_organisation(), "Huis Verderop")
    assert (cell(point).nearest, cell(point).cards) == (str(other.pk), ())
    page = text(editor.get(HERE))
    assert "Huis Verderop" in page
    assert "Dichtstbij, " in page
    assert "54 gaten voor iedereen." in page
    assert "<strong>Niets</strong>" in page


def test_a_card_without_a_place_is_as_far_as_the_municipality_it_serves(
    editor: Client, point: Organisation
) -> None:
    far, near = make_organisation(), make_organisation()
    assert near.municipality is not None
    make_postcode(near.municipality, latitude=53.09)
    for other, name in ((far, "Hulp Thuis Ver"), (near, "Hulp Thuis Dichtbij")):
        card = make_service(
            organisation=other, name_nl=name, scope=Scope.LOCAL, place_kind=PlaceKind.HOME
        )
        with role("naober_system"):
            card.municipalities.add(other.municipality)
    with role("naober_system"):
        Postcode.objects.filter(municipality=far.municipality).update(latitude=54)
    assert cell(point).km == pytest.approx(5.6, abs=0.1)  # half way between 52.99 and 53.09
    page = text(editor.get(HERE))
    assert "Hulp Thuis Dichtbij" in page
    assert "Hulp Thuis Ver" not in page


def test_of_a_hole_without_a_card_elsewhere_that_is_said(
    editor: Client, point: Organisation
) -> None:
    local(point, "Huis")
    page, file = text(editor.get(HERE)), text(editor.get(f"{HERE}bestand/"))
    assert page.count("Ook elders geen kaart") == page.count("<strong>Niets</strong>") > 0
    rows = list(csv.reader(io.StringIO(file.lstrip("\ufeff"))))[1:]
    said = [row[5] for row in rows if row[4] == "0"]
    assert set(said) == {"Ook elders geen kaart"}
    assert {row[5] for row in rows if row[4] != "0"} == {""}


def test_a_number_leads_to_the_cards_behind_it(editor: Client, point: Organisation) -> None:
    local(point, "Nachthuis", dayparts=[Daypart.NIGHT])
    page = text(editor.get(f"{HERE}kaarten/?functie=respijtzorg&moment=night"))
    assert "Nachthuis" in page
    assert "Hiervoor is er geen kaart." in text(
        editor.get(f"{HERE}kaarten/?functie=respijtzorg&moment=evening")
    )
    for wrong in ("functie=x", "groep=x", "moment=x"):
        assert editor.get(f"{HERE}kaarten/?{wrong}").status_code == 404


def test_the_file_has_every_cell_and_runs_nothing(editor: Client, point: Organisation) -> None:
    local(make_organisation(), "=1+1")
    file = editor.get(f"{HERE}bestand/")
    assert file["Content-Type"] == "text/csv"
    rows = list(csv.reader(io.StringIO(text(file).lstrip("\ufeff"))))
    assert len(rows) == 1 + len(FUNCTIONS) * len(GROUPS) * len(MOMENTS)
    assert "'=1+1" in {row[5] for row in rows}
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row)


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_is_quoted(value: str) -> None:
    assert harmless(value) == f"'{value}"


def test_an_editor_of_a_municipality_sees_that_one_and_of_the_region_chooses(
    editor: Client, point: Organisation
) -> None:
    other = make_organisation()
    assert other.municipality is not None
    assert editor.get(f"{HERE}?gemeente={other.municipality.pk}").status_code == 404
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    client = Client()
    client.force_login(make_membership(region, Role.EDITOR).user)
    page = text(client.get(f"{HERE}?gemeente={other.municipality.pk}&groep=young"))
    assert f"Waar een gat zit in {other.municipality.name}" in page
    assert "gaten voor jonge mantelzorgers" in page


def test_a_policy_officer_sees_the_holes_of_the_own_municipality(point: Organisation) -> None:
    local(point, "Nachthuis", dayparts=[Daypart.NIGHT])
    client = Client()
    client.force_login(make_membership(point, Role.POLICY_OFFICER).user)
    assert point.municipality is not None
    start = "/gemeente/gaten/"
    overview = text(client.get("/gemeente/"))
    assert start in overview
    assert f"in {point.municipality.name}" in text(client.get(start))
    assert "Nachthuis" in text(client.get(f"{start}kaarten/?functie=respijtzorg"))
    assert "Respijtzorg" in text(client.get(f"{start}bestand/"))
