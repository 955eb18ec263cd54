"""The day, the people, searching and the registrations."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naober.audit.models import Event
from naober.carers.enums import Purpose
from naober.carers.models import Carer
from naober.casework.enums import CaseStatus
from naober.casework.models import Case
from naober.organisations.enums import MembershipStatus
from naober.organisations.models import Membership
from naober.screening.models import CheckUp
from naober.shared import clock
from naober.sites.desk.views.lists import PAGE, end_of_week
from tests.database import role
from tests.factories.organisations import MONDAY, make_membership
from tests.sites.desk.conftest import Making, signed_in

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, **query: str) -> str:
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """Return what a reader reads."""
    main = html[html.index("<main") :]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def order(html: str, *names: str) -> list[str]:
    return sorted(names, key=html.index)


# Today


@pytest.mark.parametrize(
    ("waiting", "sentence"),
    [
        (0, "Nobody is waiting."),
        (1, "One person is waiting for you."),
        (3, "Three people are waiting for you."),
        (13, "13 people are waiting for you."),
    ],
)
def test_the_day_is_a_sentence(client: Client, person: Making, waiting: int, sentence: str) -> None:
    for number in range(waiting):
        person(f"Wie {number}", due=-(number % 2))
    assert sentence in words(page(client, "desk:today"))


def test_four_figures_lead_to_the_people_they_count(
    client: Client, person: Making, today: Any
) -> None:
    person("Laat Eén", due=-4)
    person("Vandaag Eén", due=0)
    person("Later Eén", due=60)
    html = page(client, "desk:today")
    figures = re.findall(
        r'naober-figure--(\w+)" href="([^"]+)".*?value">([^<]+)<.*?label">([^<]+)<', html
    )
    assert [(value, label) for _tone, _url, value, label in figures] == [
        ("1", "too late"),
        ("1", "today"),
        ("1", "this week"),
        ("3 / 45", "people in care"),
    ]
    assert figures[0][0] == "bad"
    for (_tone, url, _value, _label), name in zip(figures, ("Laat", "Vandaag"), strict=False):
        found = client.get(url).content.decode()
        assert re.findall(r">(\w+) Eén<", found) == [name]


def test_overdue_stands_on_top_and_says_how_late(client: Client, person: Making) -> None:
    person("Nu Vandaag", due=0)
    person("Eén Te-laat", due=-1)
    person("Vier Te-laat", due=-4)
    html = page(client, "desk:today")
    names = ("Nu Vandaag", "Eén Te-laat", "Vier Te-laat")
    assert order(html, *names) == ["Vier Te-laat", "Eén Te-laat", "Nu Vandaag"]
    assert "4 days late" in html
    assert "1 day late" in html
    assert "Today" in html


def test_what_is_asked_stands_beside_each_name(client: Client, person: Making, today: Any) -> None:
    person("Eerste Gesprek", due=0)
    met: dict[str, Any] = {"status": CaseStatus.ACTIVE, "first_contact_at": MONDAY}
    person("Nog Eens", due=0, last_contact_on=today - timedelta(days=20), **met)
    person("Na Jaar", due=0, last_contact_on=today - timedelta(days=365), **met)
    text = words(page(client, "desk:today"))
    assert re.search(r"Eerste Gesprek .{0,60}First talk registered on the site", text)
    assert re.search(r"Nog Eens .{0,60}Agreed contact", text)
    assert re.search(r"Na Jaar .{0,60}Yearly question: how are you\?", text)
    assert "cares for partner, forgetful or dementia" in text


def check(case: Case, *scores: int) -> None:
    with role("naober_system"):
        for number, score in enumerate(scores):
            CheckUp.objects.create(
                carer=case.carer,
                organisation=case.organisation,
                instrument="csi",
                version="1983.1",
                score=score,
                answers={},
                taken_on=MONDAY.date() + timedelta(days=number),
                kept_at=MONDAY,
            )


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((5,), "Check: 5 of 13"),
        ((5, 9), "Check rose from 5 to 9"),
        ((9, 5), "Check fell from 9 to 5"),
        ((5, 5), "Check: 5 of 13"),
    ],
)
def test_a_check_that_changed_is_said(
    client: Client, person: Making, today: Any, scores: tuple[int, ...], said: str
) -> None:
    case = person(
        due=0,
        status=CaseStatus.ACTIVE,
        first_contact_at=MONDAY,
        last_contact_on=today - timedelta(days=9),
    )
    check(case, *scores)
    assert said in page(client, "desk:today")


def test_a_check_without_consent_is_not_said(client: Client, person: Making, today: Any) -> None:
    case = person(
        due=0,
        status=CaseStatus.ACTIVE,
        first_contact_at=MONDAY,
        last_contact_on=today - timedelta(days=9),
        purposes=[Purpose.SUPPORT],
    )
    check(case, 5, 9)
    assert "Check" not in words(page(client, "desk:today"))


def test_a_day_without_anybody_is_calm_and_offers_a_step(client: Client, person: Making) -> None:
    person("Later Eén", due=60)
    html = page(client, "desk:today")
    assert "You are up to date" in html
    assert "Later Eén" not in html


def test_a_coordinator_sees_the_day_of_the_team(
    chief: Client, person: Making, registration: Making, consultant: Membership
) -> None:
    person("Laat Eén", due=-1)
    registration("Nico Nieuw", due=-2)
    text = words(page(chief, "desk:today"))
    assert "Two people are waiting for your team." in text
    assert "1 registration waits for a contact person." in text
    assert consultant.name in text
    assert order(text, "Laat Eén", "Nico Nieuw") == ["Nico Nieuw", "Laat Eén"]


def test_a_coordinator_hears_of_people_whose_contact_person_left(
    chief: Client, person: Making, consultant: Membership
) -> None:
    person("Alleen Gelaten", due=30)
    with role("naober_system"):
        consultant.status = MembershipStatus.SUSPENDED
        consultant.save()
    html = page(chief, "desk:today")
    assert "1 person has a contact person who does not work here now." in html
    assert "Alleen Gelaten" in page(chief, "desk:people", when="alone")


def test_what_does_not_fit_on_the_day_is_counted(client: Client, person: Making) -> None:
    for number in range(PAGE + 3):
        person(f"Wie {number}", due=-1)
    assert "And 3 more this week" in page(client, "desk:today")


def test_a_week_ends_on_sunday() -> None:
    monday = MONDAY.date()
    assert end_of_week(monday) == monday + timedelta(days=6)
    assert end_of_week(monday + timedelta(days=6)) == monday + timedelta(days=6)


# People


def test_a_consultant_finds_only_their_own_people(
    client: Client, person: Making, point: Any, registration: Making
) -> None:
    person("Eigen Mens")
    person("Andermans Mens", contact_person=make_membership(point))
    registration("Nico Nieuw")
    html = page(client, "desk:people")
    assert "Eigen Mens" in html
    assert "Andermans Mens" not in html
    assert "Nico Nieuw" not in html


def test_a_coordinator_finds_everybody_and_can_look_at_one_colleague(
    chief: Client, person: Making, point: Any, registration: Making
) -> None:
    other = make_membership(point, name="Olga Ander")
    person("Eigen Mens")
    person("Andermans Mens", contact_person=other)
    registration("Nico Nieuw")
    html = page(chief, "desk:people")
    assert all(name in html for name in ("Eigen Mens", "Andermans Mens", "Nico Nieuw"))
    assert "Olga Ander</option>" in html
    html = page(chief, "desk:people", consultant=str(other.pk))
    assert "Andermans Mens" in html
    assert "Eigen Mens" not in html


def test_a_consultant_cannot_look_at_a_colleague(
    client: Client, person: Making, point: Any
) -> None:
    other = make_membership(point)
    person("Eigen Mens")
    person("Andermans Mens", contact_person=other)
    html = page(client, "desk:people", consultant=str(other.pk))
    assert "Eigen Mens" in html
    assert "Andermans Mens" not in html


@pytest.mark.parametrize("query", [{"when": "ooit"}, {"consultant": "x"}, {"page": "x"}])
def test_nonsense_in_an_address_shows_the_whole_list(
    client: Client, person: Making, query: dict[str, str]
) -> None:
    person("Eigen Mens")
    assert "Eigen Mens" in page(client, "desk:people", **query)


def test_this_week_holds_today_and_nobody_who_is_late(client: Client, person: Making) -> None:
    person("Laat Eén", due=-1)
    person("Vandaag Eén", due=0)
    person("Later Eén", due=8)
    html = page(client, "desk:people", when="week")
    assert re.findall(r">(\w+) Eén<", html) == ["Vandaag"]


def test_a_part_of_the_list_keeps_the_colleague_that_was_chosen(
    chief: Client, person: Making, consultant: Membership
) -> None:
    person("Laat Eén", due=-1)
    html = page(chief, "desk:people", consultant=str(consultant.pk), when="late")
    assert f"consultant={consultant.pk}" in html
    assert 'aria-current="true">Too late' in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [({}, "Nobody yet"), ({"when": "late"}, "Nobody here")],
)
def test_an_empty_list_says_what_will_be_here(
    client: Client, query: dict[str, str], sentence: str
) -> None:
    assert sentence in page(client, "desk:people", **query)


def test_a_long_list_is_leafed_through(client: Client, person: Making) -> None:
    for number in range(PAGE + 1):
        person(f"Wie {number}", due=number)
    first, second = page(client, "desk:people"), page(client, "desk:people", page="2")
    assert first.count('role="rowheader"') == PAGE
    assert second.count('role="rowheader"') == 1
    assert "Page 1 of 2" in first


def test_a_young_list_and_an_old_one_cost_the_same_number_of_questions(
    client: Client, chief: Client, person: Making, registration: Making
) -> None:
    from django.db import connection

    def questions() -> list[int]:
        counts = []
        for browser, name in (
            (client, "desk:today"),
            (client, "desk:people"),
            (chief, "desk:today"),
            (chief, "desk:people"),
            (chief, "desk:inbox"),
        ):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                browser.get(reverse(name))
            counts.append(len(captured))
        return counts

    check(person("Eén Mens", due=-1), 4, 5)
    registration("Eén Nieuw")
    questions()
    few = questions()
    for number in range(29):
        check(person(f"Wie {number}", due=-1), 4, 5)
        registration(f"Nieuw {number}")
    assert questions() == few


# Searching


def search(client: Client, name: str) -> Any:
    return client.post(reverse("desk:search"), {"name": name})


def test_a_name_is_found_and_never_stands_in_an_address(client: Client, person: Making) -> None:
    person("Anna Zilver")
    person("Bep Goud")
    response = search(client, "zilver")
    assert response.status_code == 302
    assert "zilver" not in response.headers["Location"].lower()
    assert "zilver" not in str(response.cookies).lower()
    html = client.get(response.headers["Location"]).content.decode()
    assert "Anna Zilver" in html
    assert "Bep Goud" not in html
    assert "1 person with “zilver” in the name." in words(html)


def test_a_search_is_in_the_log_without_the_name(client: Client, consultant: Membership) -> None:
    search(client, "zilver")
    with role("naober_system", "audit"):
        [event] = Event.objects.using("audit").filter(action="search")
    assert event.kind == "carers.searched"
    assert event.user_id == consultant.user_id
    assert event.access_point == "desk:search"
    assert "zilver" not in " ".join(str(value) for value in vars(event).values())


def test_everybody_who_is_listed_is_in_the_log(client: Client, person: Making) -> None:
    cases = [person("Anna Zilver"), person("Bep Goud")]
    page(client, "desk:people")
    with role("naober_system", "audit"):
        events = Event.objects.using("audit").filter(action="read", kind="desk:people")
        assert {event.subject_id for event in events} == {case.carer_id for case in cases}


def test_a_search_does_not_find_the_people_of_a_colleague(
    client: Client, person: Making, point: Any, registration: Making
) -> None:
    person("Anna Zilver", contact_person=make_membership(point))
    registration("Nico Zilver")
    response = search(client, "zilver")
    html = client.get(response.headers["Location"]).content.decode()
    assert "Anna Zilver" not in html
    assert "Nico Zilver" in html


@pytest.mark.parametrize(
    ("name", "reason"), [("", "Type a part of the name."), ("z", "Type at least two letters.")]
)
def test_too_little_to_search_for_is_said(client: Client, name: str, reason: str) -> None:
    response = search(client, name)
    assert response.status_code == 200
    assert reason in response.content.decode()
    with role("naober_system", "audit"):
        assert not Event.objects.using("audit").filter(action="search").exists()


def test_nobody_found_offers_to_register(client: Client) -> None:
    response = search(client, "niemand")
    html = client.get(response.headers["Location"]).content.decode()
    assert "Nobody found" in html
    assert reverse("desk:register") in html


def test_an_old_link_to_the_search_shows_the_list(client: Client) -> None:
    assert client.get(reverse("desk:search")).headers["Location"] == reverse("desk:people")


def test_the_list_without_search_forgets_the_name(client: Client, person: Making) -> None:
    person("Bep Goud")
    search(client, "zilver")
    assert "Bep Goud" in page(client, "desk:people")


# Registrations


def test_who_waits_longest_stands_on_top(chief: Client, registration: Making) -> None:
    registration("Net Binnen", due=10)
    registration("Lang Gewacht", due=-1)
    html = page(chief, "desk:inbox")
    assert order(html, "Net Binnen", "Lang Gewacht") == ["Lang Gewacht", "Net Binnen"]
    assert "1 day late" in html


def test_the_coordinator_can_choose_and_the_consultant_can_look(
    client: Client, chief: Client, registration: Making
) -> None:
    case = registration("Nico Nieuw")
    link = reverse("desk:assign", args=[case.pk])
    assert link in page(chief, "desk:inbox")
    html = page(client, "desk:inbox")
    assert "Nico Nieuw" in html
    assert link not in html


def test_no_registrations_is_good_news(client: Client) -> None:
    assert "Everybody who registered has a contact person." in page(client, "desk:inbox")


# Who is out


@pytest.mark.parametrize("status", set(MembershipStatus) - {MembershipStatus.ACTIVE})
def test_a_colleague_who_was_suspended_is_out_at_the_next_request(
    consultant: Membership, person: Making, status: MembershipStatus
) -> None:
    person("Eigen Mens")
    browser = signed_in(consultant)
    assert browser.get(reverse("desk:people")).status_code == 200
    with role("naober_system"):
        consultant.status = status
        consultant.save()
    for name in ("desk:today", "desk:people", "desk:inbox", "desk:register"):
        assert browser.get(reverse(name)).status_code == 404


def test_lists_and_choosing_a_contact_person_say_who_is_a_young_carer(
    chief: Client, person: Making, registration: Making
) -> None:
    waiting, helped = registration(), person()
    pages = [
        *(reverse(name) for name in ("desk:inbox", "desk:people", "desk:today")),
        reverse("desk:assign", args=[waiting.pk]),
    ]
    for address in pages:
        assert "young carer" not in words(chief.get(address).content.decode()).lower()
    born = clock.today().year - 14
    with role("naober_system"):
        Carer.objects.filter(pk__in=[waiting.carer_id, helped.carer_id]).update(birth_year=born)
    for address in pages:
        page_now = words(chief.get(address).content.decode()).lower()
        assert "young carer, cares for partner" in page_now
