"""Editors: how often cards are confirmed, and what another rule would mean."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from naober.directory.models import FreshnessRule
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Organisation
from naober.shared import clock
from tests.database import role
from tests.factories.directory import make_rule, make_service
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db

HERE = "/redactie/klopt-nog/"
OFTEN = {"interval": "1", "reminder_weeks": "0, 1", "overdue_after_weeks": "2", "seen": "none"}


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def point() -> Organisation:
    return make_organisation()


@pytest.fixture
def here(point: Organisation) -> str:
    return f"{HERE}{str(point.municipality_id).lower()}/"


@pytest.fixture
def editor(point: Organisation) -> Client:
    """An editor of the municipality."""
    hall = make_organisation(kind=OrganisationKind.MUNICIPALITY, municipality=point.municipality)
    return signed_in(hall)


def signed_in(organisation: Organisation) -> Client:
    client = Client()
    client.force_login(make_membership(organisation, Role.EDITOR).user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_what_it_means_is_seen_before_it_is_kept(
    editor: Client, point: Organisation, here: str
) -> None:
    for days in (1, 40, 90):
        make_service(organisation=point, confirmed_on=clock.today() - timedelta(days=days))
    assert "Zoals de regio" in text(editor.get(HERE))
    assert "Het geldt voor 3 kaarten." in text(editor.get(here))
    seen = text(editor.post(here, OFTEN | {"step": "look"}))
    assert "1 kaart is dan niet op tijd bevestigd." in seen
    assert "Wij vragen naar 2 kaarten meer." in seen
    assert "De redactie hoort het 2 weken na onze eerste vraag." in seen
    with role("naober_system"):
        assert not FreshnessRule.objects.exists()
    kept = text(editor.post(here, OFTEN | {"step": "save"}, follow=True))
    assert "Bewaard." in kept
    assert "0, 1" in kept
    assert "Iemand anders" in text(editor.post(here, OFTEN | {"step": "save"}))


def test_cards_that_nobody_checked_yet_are_counted_apart(
    editor: Client, point: Organisation, here: str
) -> None:
    for _number in range(2):
        make_service(organisation=point, confirmed_on=None, asked_from=clock.today())
    seen = text(editor.post(here, OFTEN | {"step": "look"}))
    assert "2 daarvan zijn nog niet nagekeken. Die kaarten staan al lager." in seen


def test_a_longer_interval_brings_cards_back(
    editor: Client, point: Organisation, here: str
) -> None:
    make_service(organisation=point, confirmed_on=clock.today() - timedelta(days=240))
    longer = OFTEN | {"interval": "12", "step": "look"}
    assert "1 kaart is dan weer op tijd." in text(editor.post(here, longer))


@pytest.mark.parametrize(
    ("weeks", "why"),
    [("0, 4, 2", "De weken lopen op"), ("nooit", "Schrijf hele weken"), ("", "Vul dit in.")],
)
def test_weeks_that_cannot_be_are_said_beside_the_field(
    editor: Client, here: str, weeks: str, why: str
) -> None:
    assert why in text(editor.post(here, OFTEN | {"reminder_weeks": weeks, "step": "save"}))


def test_a_municipality_follows_the_region_again(
    editor: Client, point: Organisation, here: str
) -> None:
    make_rule(point.municipality, valid_from=clock.today())
    page = text(editor.get(here))
    mark = page.partition('action="' + here + 'regio/"')[2].partition('name="seen" value="')[2]
    seen = {"seen": mark.partition('"')[0]}
    assert "volgt de regio weer" in text(editor.post(f"{here}regio/", seen, follow=True))
    assert "Iemand anders" in text(editor.post(f"{here}regio/", seen, follow=True))


def test_an_editor_of_a_municipality_reads_the_rule_of_the_region_and_changes_only_their_own(
    editor: Client,
) -> None:
    assert f'href="{HERE}regio/"' not in text(editor.get(HERE))
    for place in ("regio", "gm9999", str(make_organisation().municipality_id).lower()):
        assert editor.get(f"{HERE}{place}/").status_code == 404
        assert editor.post(f"{HERE}{place}/regio/").status_code == 404


def test_an_editor_of_the_region_changes_the_usual_which_has_nothing_to_follow(here: str) -> None:
    region = signed_in(make_organisation(kind=OrganisationKind.PLATFORM, municipality=None))
    page = text(region.get(f"{HERE}regio/"))
    assert "zonder eigen regel" in page
    assert region.get(here).status_code == 200
    assert region.post(f"{HERE}regio/regio/").status_code == 404
    assert "Bewaard." in text(region.post(f"{HERE}regio/", OFTEN | {"step": "save"}, follow=True))
