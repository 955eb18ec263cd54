"""Registering somebody at the table or on the telephone, without e-mail."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import Carer, Consent
from naober.carers.queries import is_young
from naober.casework.enums import CaseStatus, Origin
from naober.casework.models import Case
from naober.casework.queries import first_call_by
from naober.organisations.models import Membership, Organisation
from tests.database import role
from tests.factories.organisations import make_organisation, make_postcode
from tests.sites.desk.test_file import text

pytestmark = pytest.mark.django_db


def told(point: Organisation, **more: Any) -> dict[str, Any]:
    """Return what a carer without e-mail says on the telephone."""
    assert point.postcode is not None
    return {
        "way": "phone",
        "first_name": "Geesje",
        "last_name": "Tafel",
        "postcode": f"{point.postcode.pk} ab",
        "phone": "088 000 00 33",
        "channel": "phone",
        "reach_time": "morning",
        "language": "nl",
        "relation": "partner",
        "since": "longer",
        "hours": "always",
        "conditions": ["dementia"],
        "wishes": ["talk"],
        "note": "Liever niet op dinsdag.",
        "support": "yes",
        "checkups": "no",
        "share": "yes",
        "news": "no",
        "token": str(uuid4()),
    } | more


def send(client: Client, data: dict[str, Any]) -> Any:
    return client.post(reverse("desk:register"), data, follow=True)


def cases() -> list[Case]:
    with role("naober_system"):
        return list(Case.objects.select_related("carer"))


def test_somebody_on_the_telephone_is_registered_without_mail(
    client: Client, point: Organisation, today: Any
) -> None:
    response = send(client, told(point))
    [case] = cases()
    assert response.redirect_chain == [(reverse("desk:registered", args=[case.pk]), 302)]
    assert case.origin == Origin.PHONE
    assert case.status == CaseStatus.NEW
    assert case.call_by == first_call_by(point, on=today)
    assert case.carer.account is None
    assert case.carer.postcode == f"{point.postcode_id} AB"
    assert case.carer.place == "Ons Dorp"
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("way", "consent_way", "said"),
    [("desk", ConsentWay.IN_PERSON, "at the table"), ("phone", ConsentWay.PHONE, "by telephone")],
)
def test_how_and_when_consent_was_given_is_written_down_and_read_back(
    client: Client,
    point: Organisation,
    consultant: Membership,
    way: str,
    consent_way: ConsentWay,
    said: str,
) -> None:
    response = send(client, told(point, way=way))
    with role("naober_system"):
        consents = list(Consent.objects.all())
    assert {one.purpose for one in consents} == {Purpose.SUPPORT, Purpose.SHARE}
    for one in consents:
        assert one.given_way == consent_way
        assert one.recorded_by_id == consultant.pk
    page = text(response)
    assert page.count(f"Yes, {said}, on ") == 2
    assert re.search(r"on \d{1,2} \w+ \d{4}, \d\d:\d\d", page)


def test_the_page_after_says_what_to_tell_the_carer(client: Client, point: Organisation) -> None:
    page = text(send(client, told(point)))
    assert "Geesje Tafel has been registered" in page
    assert "fixed contact person" in page
    assert point.phone in page
    assert "e-mail" not in page


def test_with_mail_somebody_can_sign_in_later(client: Client, point: Organisation) -> None:
    page = text(send(client, told(point, email="Geesje@Example.org", channel="email")))
    [case] = cases()
    assert case.carer.account is not None
    assert case.carer.account.email == "geesje@example.org"
    assert "You get an e-mail." in page
    assert len(mail.outbox) == 1


def test_without_a_yes_nothing_is_kept_and_what_was_typed_stays(
    client: Client, point: Organisation
) -> None:
    response = send(client, told(point, support="no"))
    assert "Without a yes you keep nothing." in text(response)
    assert 'value="Geesje"' in response.content.decode()
    assert cases() == []
    with role("naober_system"):
        assert not Carer.objects.exists()


@pytest.mark.parametrize("purpose", Purpose)
def test_every_consent_must_be_asked(client: Client, point: Organisation, purpose: str) -> None:
    response = send(client, told(point, **{purpose: ""}))
    assert "Ask this, and choose yes or no." in text(response)
    assert cases() == []


def test_no_consent_is_filled_in_beforehand(client: Client) -> None:
    page = client.get(reverse("desk:register")).content.decode()
    for purpose in Purpose:
        field = re.findall(rf'<input[^>]*name="{purpose}"[^>]*>', page)
        assert len(field) == 2
        assert not any("checked" in one for one in field)


def test_who_lives_elsewhere_gets_the_number_of_the_right_support_point(
    client: Client, point: Organisation
) -> None:
    right = make_organisation(name="Steunpunt Verderop")
    response = send(client, told(point, postcode=right.postcode_id))
    page = text(response)
    assert f"Ons Dorp belongs to {right.municipality}." in page
    assert "Steunpunt Verderop helps there" in page
    assert right.phone in page
    assert 'value="Geesje"' in response.content.decode()
    assert cases() == []


def test_a_town_that_is_a_municipality_is_named_once(client: Client, point: Organisation) -> None:
    town = make_postcode(place="Emmen")
    with role("naober_system"):
        town.municipality.name = "Emmen"
        town.municipality.save()
    page = text(send(client, told(point, postcode=town.pk)))
    assert "In Emmen another support point helps." in page


def test_mistakes_are_listed_in_the_order_of_the_page(client: Client, point: Organisation) -> None:
    page = client.post(reverse("desk:register"), {"channel": "phone"}).content.decode()
    links = re.findall(
        r'class="utrecht-link utrecht-link--html-a" href="#id_([a-z_]+?)(?:_0)?"', page
    )
    wanted = ["way", "first_name", "last_name", "postcode", "phone", "reach_time", "language",
              "relation", "since", "hours", *Purpose.values]  # fmt: skip
    assert [one for one in links if one in wanted] == wanted


def test_who_lives_where_nobody_helps_yet_hears_where_that_is(
    client: Client, point: Organisation
) -> None:
    lonely = make_postcode(place="Eenzaam")
    page = text(send(client, told(point, postcode=lonely.pk)))
    assert "Eenzaam belongs to" in page
    assert "helps there" not in page


def test_a_postcode_outside_the_region_is_said_kindly(client: Client, point: Organisation) -> None:
    outside = make_postcode(place="Verweg")
    with role("naober_system"):
        outside.municipality = None
        outside.save()
    assert "Verweg lies outside this region." in text(
        send(client, told(point, postcode=outside.pk))
    )


def test_a_postcode_that_is_not_known_is_read_back(client: Client, point: Organisation) -> None:
    assert "We do not know this postcode." in text(send(client, told(point, postcode="1234")))


def test_somebody_must_be_reachable_in_the_way_they_chose(
    client: Client, point: Organisation
) -> None:
    page = text(send(client, told(point, channel="letter", address="")))
    assert "This is needed to reach the carer" in page
    send(client, told(point, channel="letter", address="Brink 1", phone=""))
    assert [case.carer.address for case in cases()] == ["Brink 1"]


def test_sending_one_form_twice_registers_once(client: Client, point: Organisation) -> None:
    form = told(point)
    first, second = send(client, form), send(client, form)
    assert first.redirect_chain == second.redirect_chain
    assert len(cases()) == 1


def test_a_young_carer_is_seen_by_the_year_of_birth(
    client: Client, point: Organisation, today: Any
) -> None:
    send(client, told(point, birth_year=str(today.year - 15)))
    assert is_young(cases()[0].carer, on=today)


def test_letters_come_in_the_language_that_was_chosen(client: Client, point: Organisation) -> None:
    send(client, told(point, language="en"))
    assert cases()[0].carer.language == "en"


def test_a_registration_stands_in_the_list_of_what_waits(
    client: Client, point: Organisation
) -> None:
    send(client, told(point))
    assert "Geesje Tafel" in text(client.get(reverse("desk:inbox")))


def test_nobody_else_registers_here(administrator: Membership, point: Organisation) -> None:
    from tests.sites.desk.conftest import signed_in

    response = signed_in(administrator).post(reverse("desk:register"), told(point))
    assert response.status_code == 404
    assert cases() == []
