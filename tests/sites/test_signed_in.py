"""On every page a carer who signed in reads whom they themselves may call."""

import pytest
from django.test import Client

from naober.casework.enums import CaseStatus
from naober.sites.signed_in import carer_of, contact_person
from tests.factories.carers import make_account, make_carer
from tests.factories.casework import make_case
from tests.factories.organisations import make_membership, make_organisation
from tests.sites.carer.pages import client_for

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/hulp/",
    "/check/",
    "/mijn/",
    "/account/apparaten/",
    "/account/rol/",
    "/en/",
)
OWN, OTHER, PERSON, LINE = ("+31880000111", "+31880000222", "+31880000333", "+31880000000")


def header(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return page[page.index("<header") : page.index("</header>")]


@pytest.mark.parametrize("address", PAGES)
def test_without_a_contact_person_the_header_names_the_own_support_point(address: str) -> None:
    carer = make_carer(make_organisation(phone="088 000 01 11"))
    make_case(carer, None, status=CaseStatus.NEW)
    shown = header(client_for(carer), address)
    assert OWN in shown
    assert LINE not in shown


@pytest.mark.parametrize("address", PAGES)
def test_a_contact_person_comes_before_the_support_point(address: str) -> None:
    carer = make_carer(make_organisation(phone="088 000 01 11"))
    make_case(carer, make_membership(carer.organisation, phone="088 000 03 33"))
    shown = header(client_for(carer), address)
    assert PERSON in shown
    assert OWN not in shown


def test_a_postcode_typed_for_somewhere_else_does_not_change_whom_a_carer_calls() -> None:
    other = make_organisation(phone="088 000 02 22")
    assert other.postcode is not None
    client = client_for(make_carer(make_organisation(phone="088 000 01 11")))
    client.post("/check/", {"postcode": other.postcode.pk})
    shown = header(client, "/check/")
    assert OWN in shown
    assert OTHER not in shown


def test_who_has_no_file_still_gets_our_line() -> None:
    assert LINE in header(client_for(make_account()), "/hulp/")


def test_the_number_of_one_carer_is_never_shown_to_another() -> None:
    make_carer(make_organisation(phone="088 000 02 22"))
    carer = make_carer(make_organisation(phone="088 000 01 11"))
    assert OTHER not in header(client_for(carer), "/account/apparaten/")


def test_after_a_failure_the_page_asks_the_database_nothing(
    django_assert_num_queries: object, rf: object
) -> None:
    request = rf.get("/")  # type: ignore[attr-defined]
    request.user, request.failed = make_carer().account, True
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert carer_of(request) is None
        assert contact_person(request) is None
