"""At the desk: register somebody without e-mail; in both languages, on both widths, scriptless."""

import re
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from naober.carers.enums import ConsentWay
from naober.carers.models import Carer, Consent
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from tests.browser import Visitor
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.casework import make_case
from tests.factories.organisations import make_membership
from tests.journeys.desk import CIRCUMSTANCES, Circumstance, at_the_desk, nothing_sticks_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False  # signing in has a journey of its own


@pytest.fixture
def consultant() -> Membership:
    return make_membership(name="Corrie Consulent")


@pytest.mark.parametrize("here", CIRCUMSTANCES, ids=str)
def test_somebody_at_the_table_is_registered_without_mail(
    visitor: Visitor, consultant: Membership, here: Circumstance
) -> None:
    page = at_the_desk(visitor, consultant, here)
    with translation.override(here.language):
        page.goto(here.path("/balie/nieuw/"))
        nothing_sticks_out(page)
        _tell(page, str(consultant.organisation.postcode_id))
        page.get_by_role("button", name=gettext("Register"), exact=True).click()
        # Consent was not asked yet: nothing that was typed is lost.
        expect(page.get_by_role("alert")).to_contain_text(gettext("Something is not right yet"))
        expect(page.get_by_label(gettext("First name"))).to_have_value("Geesje")
        _agree(page)
        page.get_by_role("button", name=gettext("Register"), exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Geesje Tafel")
        expect(page.get_by_text(gettext("at the table")).first).to_be_visible()
        nothing_sticks_out(page)
        page.goto(here.path("/balie/aanmeldingen/"))
        expect(page.get_by_role("link", name="Geesje Tafel")).to_be_visible()
    with role("naober_system"):
        carer = Carer.objects.get()
        assert (carer.email, carer.account) == ("", None)
        assert {one.given_way for one in Consent.objects.all()} == {ConsentWay.IN_PERSON}
        assert {one.recorded_by_id for one in Consent.objects.all()} == {consultant.pk}


def _tell(page: Page, postcode: str) -> None:
    page.get_by_label(gettext("At the table"), exact=True).check()
    page.get_by_label(gettext("First name")).fill("Geesje")
    page.get_by_label(gettext("Last name")).fill("Tafel")
    page.get_by_label(gettext("Postcode")).fill(postcode)
    page.get_by_label(gettext("Telephone number")).fill("088 000 00 33")
    page.get_by_label(gettext("For whom do you care?")).select_option("partner")
    page.get_by_label(gettext("Since when?")).select_option("longer")
    page.get_by_label(gettext("How much in a week?")).select_option("always")
    page.get_by_label(gettext("Somebody to talk to")).check()


def _agree(page: Page) -> None:
    yes, no = gettext("Yes, you may"), gettext("No, rather not")
    for question, answer in (
        ("May we keep your details and contact you?", yes),
        ("May we keep how heavy your care is?", no),
        ("May your contact person talk with your GP or district nurse?", yes),
        ("Would you like news about activities for carers?", no),
    ):
        page.get_by_role("group", name=gettext(question)).get_by_label(answer).check()


def test_the_desk_works_by_keyboard_alone(visitor: Visitor, consultant: Membership) -> None:
    carer = make_carer(consultant.organisation, first_name="Anna", last_name="Zilver")
    make_case(carer, consultant)
    page = at_the_desk(visitor, consultant, Circumstance("en", 1280, javascript=True))
    page.goto("/en/balie/")
    _tab_to(page, "Anna Zilver")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/mensen/"))
    _tab_to(page, "By telephone")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")  # month, day and year are three stops of one field
    _tab_to(page, "What did you agree?")
    page.keyboard.type("Wij spraken over logeren.")
    _tab_to(page, "Write down")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Wij spraken over logeren.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_how_full_colleagues_are_can_be_compared(visitor: Visitor, width: int) -> None:
    chief = make_membership(role=Role.COORDINATOR, name="Jo")
    make_membership(chief.organisation, name="Wilhelmina van der Brink-Hoogendoorn")
    case = make_case(make_carer(chief.organisation))
    page = at_the_desk(visitor, chief, Circumstance("nl", width, javascript=True))
    page.goto(f"/balie/mensen/{case.pk}/contactpersoon/")
    bars = page.get_by_role("progressbar", include_hidden=True)
    places = bars.evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(box => [box.left, box.right])"
    )
    assert len(places) > 1
    assert len({tuple(place) for place in places}) == 1


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the thing with this name has the focus."""
    for _stop in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const e = document.activeElement || {};"
            " const label = e.labels && e.labels.length ? e.labels[0] : e;"
            " return label.innerText || ''; }"
        )
        if str(focused).strip().startswith(name):
            return
    pytest.fail(f"the keyboard never reached {name!r}")
