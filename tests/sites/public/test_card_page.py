"""The page of a card answers what somebody asks before they call, and hears what is wrong."""

import html
import json
import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from naober.directory.enums import Daypart, Payer, PlaceKind, Room, Scope, Together
from naober.directory.models import CardReport, OpeningHours, Service
from naober.shared import clock
from naober.shared.templatetags.naober import day_and_month
from tests.database import role
from tests.factories.directory import make_location, make_service
from tests.factories.organisations import make_municipality, make_organisation, make_postcode

pytestmark = pytest.mark.django_db


def text_of(card: Service, end: str = "", start: str = "") -> str:
    page = html.unescape(Client().get(f"{start}/hulp/{card.key}/{end}").content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main")[1]))


def open_on(card: Service, days: str, opens: int, closes: int, **more: Any) -> None:
    with role("naober_system"):
        for day in days:
            OpeningHours.objects.create(
                service=card, weekday=int(day), opens=time(opens), closes=time(closes, 30), **more
            )


def full_card() -> Service:
    today = clock.today()
    card = make_service(
        place_kind=PlaceKind.LOCATION, age_from=18, conditions=["dementia", "brain_injury"],
        relations=["partner", "parent"], together=Together.GROUP, payers=[Payer.WMO],
        papers_nl="Een besluit van uw gemeente.", expect_nl="U komt eerst samen kijken.",
        dayparts=[Daypart.WEEKDAY_MORNING, Daypart.EVENING, Daypart.WEEKEND],
        room=Room.WAIT, room_number=3, room_said_on=today, confirmed_on=today,
        confirmed_by=make_organisation(name="Steunpunt Brink"), website="https://huis.example.org",
    )  # fmt: skip
    place = make_location(
        card, area=make_postcode(pc4="9401", place="Assen"), name="Huis De Brink",
        route_nl="De bus stopt voor de deur.", accessibility_nl="Er is een lift.",
    )  # fmt: skip
    open_on(card, "12346", 9, 12, at=card.at_locations.get(location=place))
    return card


def test_the_page_says_all_that_somebody_wants_to_know_before_they_call() -> None:
    page = text_of(full_card())
    for words in (
        "Vanaf 18 jaar", "Vergeetachtig of dementie of beroerte", "een partner of een vader",
        "In een groep", "3 weken wachten", "Dit is gezegd op", "Een besluit van uw gemeente.",
        "Gemeente (Wmo)", "U komt eerst samen kijken.", "Huis De Brink", "Voorbeeldweg 1",
        "9401 Assen", "De bus stopt voor de deur.", "Er is een lift.",
        "Maandag tot en met donderdag 9.00 tot 12.30 uur", "Zaterdag 9.00 tot 12.30 uur",
        "door Steunpunt Brink", "Klopt dit nog?",
    ):  # fmt: skip
        assert words in page, words


def test_evening_and_weekend_stand_apart_on_a_card() -> None:
    card = full_card()
    page = html.unescape(Client().get(f"/hulp/{card.key}/").content.decode())
    badges = re.findall(r"naober-fact--when\">.*?</svg>([^<]+)</li>", page)
    assert badges == ["Doordeweeks in de ochtend", "'s Avonds", "In het weekend"]


def test_the_page_is_there_in_english_with_dutch_for_what_nobody_translated() -> None:
    page = text_of(full_card(), start="/en")
    assert "18 years and older" in page
    assert "Monday to Thursday 9.00 to 12.30" in page
    assert "Een besluit van uw gemeente." in page


def test_what_is_not_known_leaves_no_empty_line() -> None:
    card = make_service(place_kind="", payers=[], room=Room.UNKNOWN, phone="", cost_nl="")
    page = text_of(card)
    assert "Leeftijd" not in page
    assert "Welk papier" not in page
    assert "Dat is niet bekend." in page


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (6, 17, "Van 6 tot en met 17 jaar"),
        (None, 24, "Tot en met 24 jaar"),
        (0, None, "Vanaf 0 jaar"),
    ],
)
def test_ages_are_said_in_words(first: int | None, last: int | None, words: str) -> None:
    assert words in text_of(make_service(age_from=first, age_to=last))


def test_a_card_that_is_closed_for_a_while_says_so_on_its_page_and_in_a_list() -> None:
    today = clock.today()
    card = make_service(
        closed_from=today, closed_until=today + timedelta(days=3), closed_why_nl="Verbouwing",
        confirmed_on=today,
    )  # fmt: skip
    assert "Verbouwing" in text_of(card)
    found = Client().get("/hulp/?category=respite.stay").content.decode()
    assert "Dicht tot en met" in found
    with role("naober_system"):
        Service.objects.filter(pk=card.pk).update(closed_until=None, changed_at=clock.now())
    assert "Een tijdje dicht" in text_of(card)


def test_a_card_that_was_replaced_leads_to_what_came_in_its_place() -> None:
    new = make_service(name_nl="Nieuw Huis")
    old = make_service(successor=new)
    page = Client().get(f"/hulp/{old.key}/").content.decode()
    assert f'href="/hulp/{new.key}/">Nieuw Huis' in page


def test_a_card_that_nobody_confirmed_in_time_says_call_first() -> None:
    card = make_service(confirmed_on=clock.today() - timedelta(days=300))
    assert "Daarna niet meer. Bel eerst om het na te vragen." in text_of(card)
    assert "Bel eerst" in Client().get("/hulp/?category=respite.stay").content.decode()


def test_a_card_that_nobody_ever_confirmed_says_so_and_gives_no_day() -> None:
    card = make_service(confirmed_on=None)
    for page in (text_of(card), Client().get("/hulp/?category=respite.stay").content.decode()):
        assert "Nog niet nagekeken." in page
        assert "Bel eerst om het na te vragen." in page
        assert "Nagekeken op" not in page


@pytest.mark.parametrize("days", [0, 300])
def test_who_confirmed_a_card_stands_in_the_list_and_on_its_page(days: int) -> None:
    day = clock.today() - timedelta(days=days)
    card = make_service(confirmed_on=day, confirmed_by=make_organisation(name="Steunpunt Brink"))
    for page in (text_of(card), Client().get("/hulp/?category=respite.stay").content.decode()):
        assert f"Nagekeken op {day_and_month(day)} door Steunpunt Brink." in page


def test_a_card_that_may_not_be_seen_is_not_there() -> None:
    today = clock.today()
    for hidden in (
        {"published": False},
        {"visible_from": today + timedelta(days=1)},
        {"visible_until": today - timedelta(days=1)},
    ):
        for end in ("", "klopt-dit-nog/", "bedankt/"):
            card = make_service(**hidden)
            assert Client().get(f"/hulp/{card.key}/{end}").status_code == 404


def test_a_reader_says_what_is_wrong_and_is_thanked() -> None:
    cache.clear()
    card = make_service()
    typed = {"reason": "wrong_number", "note": "Het is 088 000 00 08."}
    response = Client().post(f"/hulp/{card.key}/klopt-dit-nog/", typed)
    assert response.headers["Location"] == f"/hulp/{card.key}/bedankt/"
    with role("naober_system"):
        report = CardReport.objects.get()
    assert (report.service, report.organisation) == (card, card.organisation)
    assert (report.reason, report.note) == ("wrong_number", "Het is 088 000 00 08.")
    assert card.organisation.name in text_of(card, "bedankt/")


@pytest.mark.parametrize(
    "typed", [{}, {"reason": "ugly"}, {"reason": "other", "note": "x" * 301},
              {"reason": "other", "note": "Mijn nummer is 123456782."}]
)  # fmt: skip
def test_what_cannot_be_kept_is_asked_again(typed: dict[str, str]) -> None:
    card = make_service()
    assert Client().post(f"/hulp/{card.key}/klopt-dit-nog/", typed).status_code == 200
    with role("naober_system"):
        assert not CardReport.objects.exists()


def test_nobody_buries_an_organisation_in_reports() -> None:
    cache.clear()
    card, client = make_service(), Client()
    answers = [
        client.post(f"/hulp/{card.key}/klopt-dit-nog/", {"reason": "closed"}) for _ in range(11)
    ]
    assert {one.status_code for one in answers[:10]} == {302}
    assert answers[10].status_code == 429
    assert "Dat was veel achter elkaar" in answers[10].content.decode()
    cache.clear()


# For search engines and calendars


def data_of(card: Service, start: str = "") -> dict[str, Any]:
    page = Client().get(f"{start}/hulp/{card.key}/").content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert len(found) == 1
    data: dict[str, Any] = json.loads(found[0])
    return data


def test_search_engines_read_the_card_as_data() -> None:
    data = data_of(full_card())
    assert data["@type"] == "Service"
    assert data["areaServed"] == [{"@type": "AdministrativeArea", "name": "In heel Drenthe"}]
    assert data["hoursAvailable"][0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "https://schema.org/Monday",
        "opens": "09:00",
        "closes": "12:30",
    }
    contact, place = data["availableChannel"]
    assert contact["servicePhone"]["telephone"] == "088 000 00 07"
    assert place["serviceLocation"]["address"]["addressLocality"] == "Assen"


def test_what_is_not_known_is_not_in_the_data() -> None:
    data = data_of(make_service(phone="", audience_nl=""))
    assert {"audience", "availableChannel", "hoursAvailable", "sameAs"} & data.keys() == set()


def test_a_local_card_names_its_municipalities_in_the_data() -> None:
    card = make_service(scope=Scope.LOCAL)
    place = make_municipality()
    with role("naober_system"):
        card.municipalities.add(place)
    assert [one["name"] for one in data_of(card)["areaServed"]] == [place.name]


def test_nothing_in_a_card_can_end_the_data_or_be_a_tag() -> None:
    nasty = "</script><script>alert(1)</script><!-- & -->"
    assert data_of(make_service(name_nl=nasty))["name"] == nasty


def test_opening_hours_can_be_put_in_a_calendar_where_there_are_any() -> None:
    link = "/openingstijden.ics"
    card, without = full_card(), make_service()
    assert link in Client().get(f"/hulp/{card.key}/").content.decode()
    assert link not in Client().get(f"/hulp/{without.key}/").content.decode()


def test_a_local_card_says_on_its_page_in_which_municipalities_it_is() -> None:
    card = make_service(scope=Scope.LOCAL)
    with role("naober_system"):
        card.municipalities.set([make_municipality(name=one) for one in ("Veldhoek", "Broekdam")])
    assert "Waar Alleen in Broekdam, Veldhoek" in text_of(card)
    assert "Where Only in Broekdam, Veldhoek" in text_of(card, start="/en")
    assert "Alleen in" not in text_of(make_service(scope=Scope.REGIONAL))
