"""The first page, the support points and the statements."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories.directory import make_service
from tests.factories.organisations import make_organisation
from tests.sites.public.flow import answer_check, begin

pytestmark = pytest.mark.django_db

PAGES = [
    "/", "/hulp/", "/check/", "/aanmelden/", "/steunpunten/", "/privacy/", "/toegankelijkheid/",
]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_one_heading_a_language_and_a_person_to_call(
    client: Client, page: str, prefix: str
) -> None:
    shown = client.get(prefix + page).content.decode()
    assert shown.count("<h1") == 1
    assert f'lang="{"en" if prefix else "nl"}"' in shown
    assert "tel:+31880000000" in shown


def test_the_first_page_starts_from_the_person(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Zorgt u voor iemand?" in page
    assert 'name="q"' in page
    assert 'name="postcode"' in page
    for pillar in ("finding", "strengthening", "relieving", "connecting"):
        assert f"/hulp/?pillar={pillar}" in page


def test_every_support_point_stands_there_with_number_and_hours(client: Client) -> None:
    points = [
        make_organisation(phone=f"088 000 44 {number:02}", opening_hours_nl=f"Ma {number}.00 uur")
        for number in range(12)
    ]
    page = client.get("/steunpunten/").content.decode()
    for number, point in enumerate(points):
        assert point.municipality is not None
        assert point.municipality.name in page
        assert f"tel:+318800044{number:02}" in page
        assert f"Ma {number}.00 uur" in page


def test_a_page_for_a_visitor_opens_no_session(client: Client) -> None:
    make_service()
    for page in PAGES:
        client.get(page)
    answer_check(client)
    begin(client)
    assert "naober_session" not in client.cookies


@pytest.mark.parametrize("page", PAGES)
def test_a_first_visit_weighs_at_most_150_kilobytes(client: Client, page: str) -> None:
    """The page as it is, with its sheets, font and scripts as they travel: compressed."""
    shown = client.get(page).content
    sizes = {"page": len(shown)}
    for name in re.findall(rb'(?:href|src)="/static/([^"]+)"', shown):
        path = finders.find(name.decode())
        if path is None and name.startswith(b"nlds/"):
            pytest.skip("the style sheets are not built here")
        sizes[name.decode()] = len(gzip.compress(Path(str(path)).read_bytes()))
    assert sum(sizes.values()) <= 150_000, sizes
