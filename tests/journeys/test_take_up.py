"""Take it up: a registration gets a person, the carer sees who and when, and the call is made."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from naober.casework.enums import CaseStatus
from naober.casework.models import Case
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.shared import clock
from naober.shared.templatetags.naober import day_and_month
from tests.browser import Visitor
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.casework import make_case
from tests.factories.organisations import make_membership
from tests.journeys.desk import (
    CIRCUMSTANCES,
    Circumstance,
    at_the_desk,
    nothing_sticks_out,
    signed_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False  # signing in has a journey of its own


@pytest.fixture
def consultant() -> Membership:
    return make_membership(name="Corrie Consulent", caseload_ceiling=2)


@pytest.fixture
def registration(consultant: Membership) -> Case:
    carer = make_carer(consultant.organisation, first_name="Anna", last_name="Zilver")
    now = clock.now()
    call_by = clock.today() + timedelta(days=10)
    return make_case(carer, registered_at=now, call_by=call_by, due_on=call_by)


def choose(page: Page, here: Circumstance, consultant: Membership) -> None:
    page.goto(here.path("/balie/aanmeldingen/"))
    nothing_sticks_out(page)
    page.get_by_role("link", name="Anna Zilver").click()
    page.get_by_role("link", name=gettext("Choose a contact person")).click()
    nothing_sticks_out(page)
    expect(page.get_by_label("Vera Vol")).to_be_disabled()
    page.get_by_label(consultant.name).check()
    page.get_by_role("button", name=gettext("Choose"), exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(
        gettext("The contact person has been chosen.")
    )
    expect(page.get_by_role("link", name="Anna Zilver")).to_have_count(0)


def write_down(page: Page, here: Circumstance) -> None:
    page.goto(here.path("/balie/"))
    nothing_sticks_out(page)
    names = page.get_by_role("rowheader").get_by_role("link")
    expect(names.first).to_have_text("Laat Gewacht")  # overdue stands on top
    page.goto(here.path("/balie/mensen/"))
    page.get_by_role("link", name="Anna Zilver").click()
    nothing_sticks_out(page)
    page.get_by_label(gettext("By telephone")).check()
    page.get_by_label(gettext("What did you agree?")).fill("Samen naar het logeerhuis kijken.")
    page.get_by_role("button", name=gettext("Write down")).click()
    expect(page.get_by_role("status")).to_contain_text(
        gettext("The contact has been written down.")
    )
    expect(page.get_by_text("Samen naar het logeerhuis kijken.")).to_be_visible()


@pytest.mark.parametrize("here", CIRCUMSTANCES, ids=str)
def test_a_registration_is_taken_up(
    visitor: Visitor, consultant: Membership, registration: Case, here: Circumstance
) -> None:
    point = consultant.organisation
    full = make_membership(point, name="Vera Vol", caseload_ceiling=1)
    make_case(contact_person=full)
    late = make_carer(point, first_name="Laat", last_name="Gewacht")
    make_case(late, consultant, due_on=clock.today() - timedelta(days=4))
    coordinator = make_membership(point, Role.COORDINATOR)
    with translation.override(here.language):
        choose(at_the_desk(visitor, coordinator, here), here, consultant)
        carer_sees(visitor, registration, here, day_and_month(registration.call_by))
        write_down(at_the_desk(visitor, consultant, here), here)
    with role("naober_system"):
        case = Case.objects.get(pk=registration.pk)
        assert case.status == CaseStatus.ACTIVE
        assert case.contact_person == consultant
        assert case.last_contact_on == clock.today()


def carer_sees(visitor: Visitor, case: Case, here: Circumstance, day: str) -> None:
    """The carer reads who calls and by when."""
    assert case.carer.account is not None
    page = signed_in(visitor, case.carer.account, here)
    page.goto(here.path("/mijn/"))
    main = page.get_by_role("main")
    expect(main).to_contain_text("Corrie Consulent")
    expect(main).to_contain_text(re.compile(re.escape(day)))
