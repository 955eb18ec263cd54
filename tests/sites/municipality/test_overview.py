"""A policy officer sees the social map of one municipality, and never a person."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from naober.audit.models import Event
from naober.directory.enums import Scope
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Organisation
from naober.sites.municipality.presenters import FUNCTIONS
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.casework import make_case
from tests.factories.directory import make_category, make_service
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings: Any) -> Iterator[None]:
    settings.NAOBER_SECOND_FACTOR = False
    with translation.override("en"):
        yield


@pytest.fixture
def point() -> Organisation:
    return make_organisation(name="Steunpunt Hier", opening_hours_en="Monday to Friday")


@pytest.fixture
def officer(point: Organisation) -> Client:
    town = make_organisation(kind=OrganisationKind.MUNICIPALITY, municipality=point.municipality)
    return signed_in(town)


def signed_in(town: Organisation, position: str = Role.POLICY_OFFICER) -> Client:
    client = Client()
    client.force_login(make_membership(town, position).user)
    return client


def shown(client: Client) -> str:
    response = client.get(reverse("municipality:overview"))
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def kind(code: str, function: str, label: str) -> str:
    make_category(code, basic_function=function, label_en=label, label_nl=f"{label} (nl)")
    return code


def all_functions(point: Organisation, *leave_out: str) -> None:
    """Make a local card of every basic function but these."""
    for number, function in enumerate(FUNCTIONS):
        code = kind(f"kind.{number}", function, f"Kind {number}")
        if function not in leave_out:
            service = make_service(code, organisation=point, scope=Scope.LOCAL)
            with role("naober_system"):
                service.municipalities.add(point.municipality)


def test_cards_are_counted_once_for_each_function_by_how_far_they_reach(
    officer: Client, point: Organisation
) -> None:
    all_functions(point)
    second = kind("kind.again", "respijtzorg", "Again")
    make_service("kind.5", second, scope=Scope.REGIONAL)
    make_service("kind.5", scope=Scope.NATIONAL)
    elsewhere = make_service("kind.5", scope=Scope.LOCAL)
    with role("naober_system"):
        elsewhere.municipalities.add(make_organisation().municipality)
    place = point.municipality
    said = shown(officer)
    assert f"Respite 3: 1 in {place}, 1 in Drenthe, 1 national" in said
    assert f"Information 1: 1 in {place}, 0 in Drenthe, 0 national" in said
    assert f"In {place} there is something of every kind of support." in said


def test_a_function_without_any_card_is_the_conclusion_and_a_hole(
    officer: Client, point: Organisation
) -> None:
    all_functions(point, "respijtzorg")
    said = shown(officer)
    assert f"In {point.municipality} there is no card at all for: Respite." in said
    assert "Respite none" in said
    assert "Respite (nothing at all): Kind 5" in said


def test_a_function_from_further_away_only_is_said(officer: Client, point: Organisation) -> None:
    all_functions(point, "respijtzorg")
    make_service("kind.5", scope=Scope.REGIONAL)
    assert "comes only from further away: Respite." in shown(officer)


def test_a_kind_that_is_missing_is_named_in_the_language_of_the_reader(
    officer: Client, point: Organisation
) -> None:
    all_functions(point)
    kind("respite.night", "respijtzorg", "Night care")
    assert "Respite : Night care" in shown(officer)
    with translation.override("nl"):
        assert "Night care (nl)" in shown(officer)


def test_without_holes_it_says_so(officer: Client, point: Organisation) -> None:
    all_functions(point)
    assert "Of every kind there is at least one card." in shown(officer)


def test_the_support_point_is_named_with_its_number(officer: Client, point: Organisation) -> None:
    said = shown(officer)
    assert "Steunpunt Hier" in said
    assert point.phone in said
    assert "Monday to Friday" in said


def test_a_municipality_without_a_support_point_is_told(point: Organisation) -> None:
    lonely = make_organisation()
    with role("naober_system"):
        lonely.kind = OrganisationKind.MUNICIPALITY
        lonely.save()
    assert "has no support point" in shown(signed_in(lonely))


def test_nothing_about_carers_is_asked_shown_or_counted(
    officer: Client, point: Organisation
) -> None:
    for _number in range(3):
        make_case(make_carer(point, last_name="Zilverdraad"))
    with CaptureQueriesContext(connection) as captured:
        said = shown(officer)
    asked = " ".join(one["sql"] for one in captured.captured_queries)
    for table in ("carers_", "casework_", "screening_"):
        assert table not in asked
    assert "Zilverdraad" not in said
    assert "They come later, with the monitor." in said
    with role("naober_system", "audit"):
        assert not Event.objects.using("audit").filter(action="read").exists()


def test_many_cards_cost_no_more_questions(officer: Client, point: Organisation) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(officer)
        return len(captured)

    all_functions(point)
    questions()
    few = questions()
    for _number in range(30):
        make_service("kind.5", scope=Scope.REGIONAL)
    assert questions() == few


def test_an_officer_without_a_municipality_has_no_overview() -> None:
    nowhere = make_organisation(kind=OrganisationKind.PLATFORM)
    client = signed_in(nowhere)
    assert client.get(reverse("municipality:overview")).status_code == 404


@pytest.mark.parametrize("position", sorted(set(Role) - {Role.POLICY_OFFICER}))
def test_nobody_else_has_this_page(point: Organisation, position: str) -> None:
    client = signed_in(point, position)
    assert client.get(reverse("municipality:overview")).status_code == 404
