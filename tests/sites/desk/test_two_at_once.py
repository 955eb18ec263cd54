"""Two colleagues change one file: the second hears what it says now, and loses nothing."""

import pytest
from django.test import Client

from tests.sites.desk.conftest import Making
from tests.sites.desk.test_file import details, mark, now, shown, situation, text, url

pytestmark = pytest.mark.django_db


def test_a_change_on_an_old_page_is_refused_and_kept_on_the_page(
    client: Client, person: Making
) -> None:
    case = person()
    seen = mark(client.get(url("edit", case)).content.decode())
    client.post(url("edit", case), details(case, first_name="Eerste", seen=seen))
    response = client.post(url("edit", case), details(case, first_name="Tweede", seen=seen))
    assert "Somebody else just changed this." in text(response)
    assert "This is what it says now First name Eerste" in text(response)
    assert "Tweede" in response.content.decode()
    assert now(case).carer.first_name == "Eerste"
    seen = mark(response.content.decode())
    client.post(url("edit", case), details(case, first_name="Tweede", seen=seen))
    assert now(case).carer.first_name == "Tweede"


def test_a_mistake_on_an_old_page_does_not_hide_that_somebody_was_first(
    client: Client, person: Making
) -> None:
    case = person()
    seen = mark(client.get(url("edit", case)).content.decode())
    client.post(url("edit", case), details(case, first_name="Eerste", seen=seen))
    wrong = details(case, first_name="Tweede", postcode="x", seen=seen)
    assert "First name Eerste" in text(client.post(url("edit", case), wrong))


def test_two_colleagues_do_not_overwrite_each_others_care(client: Client, person: Making) -> None:
    case = person()
    seen = mark(client.get(url("situation", case)).content.decode())
    client.post(url("situation", case), situation(seen=seen))
    response = client.post(url("situation", case), situation(seen=seen, relation="parent"))
    assert "Somebody else just changed this." in text(response)
    assert "My child" in text(response).split("This is what it says now")[1]
    assert "Cares for child" in shown(client, case)
