"""Register: four short pages, once, and then it says what happens next."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from naober.carers.models import Carer
from naober.carers.queries import is_young
from naober.organisations.models import Organisation
from naober.shared import clock
from tests.browser import Visitor
from tests.database import role
from tests.factories.organisations import make_organisation
from tests.sites.public.browsing import A_FEW, PAIRS, VISITS, Visit, visit_with


@pytest.fixture(params=VISITS)
def visit(visitor: Visitor, request: pytest.FixtureRequest) -> Iterator[Visit]:
    yield from visit_with(visitor, request.param)


@pytest.fixture
def point() -> Organisation:
    return make_organisation(name="Steunpunt Hier", phone="088 000 11 22")


def kept() -> list[Carer]:
    with role("naober_system"):
        return list(Carer.objects.all())


def tell(visit: Visit, point: Organisation, young: str = "") -> None:
    """Fill in the three pages before consent, with a mistake on the way."""
    assert point.postcode is not None
    visit.measure()
    visit.button("Next").click()
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.measure()
    for answer in ("my father or mother", "one to five years", "8 to 20 hours"):
        visit.choose(answer)
    visit.choose("Forgetful or dementia")
    visit.button("Next").click()
    visit.choose("Time for myself")
    visit.fill("Would you like to tell us more?", "Het is druk 🙂", young)
    visit.measure()
    visit.button("Next").click()
    visit.fill("First name", "J")
    visit.fill("Last name", "Verzonnen")
    visit.fill("Postcode of your own home", point.postcode.pk, young)
    visit.choose("By telephone")
    visit.fill("Telephone number", "088 000 12 34")
    visit.measure()
    visit.button("Next").click()
    visit.measure()


def test_somebody_registers_and_reads_what_happens_next(visit: Visit, point: Organisation) -> None:
    visit.open("/aanmelden/")
    visit.measure()
    visit.button("Start").click()
    tell(visit, point)
    visit.page.get_by_label(visit.say("Yes, you may")).first.check()
    visit.button("Send").dblclick()
    expect(visit.heading("Thank you. Your message has arrived.")).to_be_visible()
    visit.measure()
    expect(visit.page.get_by_role("main").get_by_role("link", name="088 000 11 22")).to_be_visible()
    assert "Verzonnen" not in visit.page.content()
    assert [one.organisation_id for one in kept()] == [point.pk]
    visit.page.go_back()
    time.sleep(0.1)
    assert len(kept()) == 1


@pytest.mark.parametrize("visit", PAIRS, indirect=True)
def test_a_young_carer_is_addressed_as_one(visit: Visit, point: Organisation) -> None:
    visit.open("/aanmelden/")
    visit.button("I am younger than %(young_below)s", young_below=18).click()
    expect(visit.heading("For whom do you care?", "young")).to_be_visible()
    tell(visit, point, "young")
    visit.page.get_by_label(visit.say("Yes, you may")).first.check()
    visit.button("Send").click()
    expect(visit.heading("Thank you. Your message has arrived.", "young")).to_be_visible()
    visit.measure()
    assert [is_young(one, on=clock.today()) for one in kept()] == [True]


@pytest.mark.parametrize("visit", A_FEW, indirect=True)
def test_going_back_keeps_what_was_typed(visit: Visit, point: Organisation) -> None:
    visit.open("/aanmelden/")
    visit.button("Start").click()
    for answer in ("my partner", "longer than five years", "less than 8 hours"):
        visit.choose(answer)
    visit.button("Next").click()
    visit.fill("Would you like to tell us more?", "halve zin")
    visit.button("Previous").click()
    visit.button("Next").click()
    expect(visit.page.get_by_text("halve zin")).to_be_visible()
