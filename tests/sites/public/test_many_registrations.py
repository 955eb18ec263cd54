"""A stranger cannot bury a support point in registrations, and an open day goes on."""

import logging
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from procrastinate.contrib.django.models import ProcrastinateJob

from naober.accounts.limits import registration_fits
from naober.casework.models import Case
from naober.organisations.models import Organisation
from tests.database import role
from tests.factories.organisations import make_organisation
from tests.sites.public.flow import CARE, CONTACT, HELP, begin, fill_in, hand_in

pytestmark = pytest.mark.django_db
NETWORK, ELSEWHERE = "203.0.113.7", "198.51.100.20"


@pytest.fixture
def point() -> Organisation:
    return make_organisation(name="Steunpunt Hier", phone="088 000 11 22")


@pytest.fixture
def three_from_a_network(settings: Any) -> None:
    settings.NAOBER_REGISTRATIONS_PER_NETWORK = 3


def cases() -> int:
    with role("naober_system"):
        return Case.objects.count()


def come_in(point: Organisation, address: str = NETWORK, number: int = 0, **more: Any) -> Any:
    """Register from a network, in a browser of one's own."""
    client = Client(REMOTE_ADDR=address)
    fill_in(client, str(point.postcode_id), email=f"{number}@example.org", **more)
    return client, hand_in(client)


def test_an_open_day_on_one_network_is_served(point: Organisation) -> None:
    assert [come_in(point, number=number)[1].status_code for number in range(20)] == [302] * 20
    assert cases() == 20


@pytest.mark.usefixtures("three_from_a_network", "queued_mail")
def test_one_more_than_a_network_may_is_told_so_with_a_number_and_loses_nothing(
    point: Organisation,
) -> None:
    for number in range(3):
        come_in(point, number=number)
    client, response = come_in(point, number=3)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Probeer het over een uur nog eens." in page
    assert "Steunpunt Hier: 088 000 11 22" in page
    assert 'name="support" value="yes" checked' in page
    assert (cases(), ProcrastinateJob.objects.count()) == (3, 3)
    assert 'value="3@example.org"' in client.get("/aanmelden/contact/").content.decode()
    cache.clear()  # an hour later
    assert hand_in(client).status_code == 302
    assert cases() == 4


@pytest.mark.usefixtures("three_from_a_network")
def test_a_young_carer_is_told_as_one(point: Organisation) -> None:
    for number in range(3):
        come_in(point, number=number)
    client = Client(REMOTE_ADDR=NETWORK)
    begin(client, young=True)
    client.post("/aanmelden/zorg/", CARE)
    client.post("/aanmelden/hulp/", HELP)
    client.post("/aanmelden/contact/", CONTACT | {"postcode": str(point.postcode_id)})
    assert "Wat je typte, is bewaard." in hand_in(client).content.decode()


@pytest.mark.usefixtures("three_from_a_network")
def test_somebody_elsewhere_registers_meanwhile(point: Organisation) -> None:
    for number in range(5):
        come_in(point, number=number)
    assert come_in(point, ELSEWHERE, number=9)[1].status_code == 302
    assert cases() == 4


@pytest.mark.usefixtures("three_from_a_network")
def test_a_network_of_the_new_kind_is_its_first_half(point: Organisation) -> None:
    for number in range(5):
        come_in(point, f"2001:db8:0:1::{number}", number=number)
    assert cases() == 3
    come_in(point, "2001:db8:0:2::1", number=6)
    assert cases() == 4


def test_all_networks_together_stop_somewhere(point: Organisation, settings: Any) -> None:
    settings.NAOBER_REGISTRATIONS_PER_HOUR = 3
    answers = [come_in(point, f"203.0.113.{number}", number)[1] for number in range(5)]
    assert [one.status_code for one in answers] == [302] * 3 + [200] * 2


@pytest.mark.usefixtures("three_from_a_network")
def test_a_second_click_at_the_limit_says_thanks(point: Organisation) -> None:
    for number in range(2):
        come_in(point, number=number)
    client = Client(REMOTE_ADDR=NETWORK)
    fill_in(client, str(point.postcode_id))
    before = {name: cookie.value for name, cookie in client.cookies.items()}
    hand_in(client)
    for name, value in before.items():
        client.cookies[name] = value
    assert hand_in(client).status_code == 302
    assert cases() == 3


def test_the_network_is_neither_logged_nor_kept_readable(
    point: Organisation, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        come_in(point)
    assert NETWORK not in caplog.text
    kept = repr(cache._cache)
    assert "register" in kept
    assert NETWORK not in kept
    request = RequestFactory().post("/", REMOTE_ADDR=NETWORK)
    registration_fits(request)
    marks = set(cache._cache)
    settings.SECRET_KEY = "another" * 10
    registration_fits(request)
    assert set(cache._cache) - marks  # whoever has the table and no secret cannot try addresses
