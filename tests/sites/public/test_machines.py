"""What search engines and calendars are told."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from naober.shared import clock
from tests.factories.directory import make_hours, make_location, make_service

pytestmark = pytest.mark.django_db


def get(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_of_pages_has_every_card_of_today(settings: Any) -> None:
    settings.NAOBER_ADDRESS = "https://naober.example.org"
    card, hidden = make_service(), make_service(published=False)
    told = re.findall(r"<loc>(.*?)</loc>", get("/sitemap.xml"))
    assert f"https://naober.example.org/hulp/{card.key}/" in told
    assert "https://naober.example.org/steunpunten/" in told
    assert hidden.key not in "".join(told)


def test_search_engines_stay_away_from_pages_of_people() -> None:
    told = get("/robots.txt")
    assert "Disallow: /mijn/" in told
    assert "Disallow: /balie/" in told
    assert "/sitemap.xml" in told


def test_opening_hours_are_a_calendar_with_their_place() -> None:
    card = make_service(name_nl="Inloop, met koffie")
    place = make_location(card)
    make_hours(card, 1, 3, at=card.at_locations.get(location=place))
    response = Client().get(f"/hulp/{card.key}/openingstijden.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:Inloop\\, met koffie" in text
    assert "LOCATION:De Brink\\, Voorbeeldweg 1\\, Ons Dorp" in text


def test_a_card_without_hours_or_that_is_not_public_has_no_calendar() -> None:
    hidden = make_service(published=False)
    make_hours(hidden)
    for card in (make_service(), hidden):
        assert Client().get(f"/hulp/{card.key}/openingstijden.ics").status_code == 404


def test_a_calendar_knows_when_a_card_is_closed_for_a_while() -> None:
    today = clock.today()
    card = make_service(
        closed_from=today + timedelta(days=1), closed_until=today + timedelta(days=14)
    )
    make_hours(card, today.isoweekday())
    text = get(f"/hulp/{card.key}/openingstijden.ics")
    assert text.count("EXDATE") == 2
    shut = make_service(closed_from=today)
    make_hours(shut)
    assert Client().get(f"/hulp/{shut.key}/openingstijden.ics").status_code == 404
