"""Find: from one's own words to somebody to call."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from naober.directory.enums import PlaceKind
from naober.organisations.models import Organisation
from tests.browser import Visitor
from tests.factories.directory import make_service
from tests.factories.organisations import make_organisation
from tests.sites.public.browsing import A_FEW, PAIRS, VISITS, Visit, visit_with


@pytest.fixture(params=VISITS)
def visit(visitor: Visitor, request: pytest.FixtureRequest) -> Iterator[Visit]:
    yield from visit_with(visitor, request.param)


@pytest.fixture
def point() -> Organisation:
    point = make_organisation(name="Steunpunt Hier", phone="088 000 11 22")
    make_service(
        organisation=point,
        postcode=point.postcode,
        place_kind=PlaceKind.LOCATION,
        phone="088 000 33 44",
    )
    return point


def pc4_of(point: Organisation) -> str:
    assert point.postcode is not None
    return point.postcode.pk


def test_somebody_finds_a_card_and_a_number_to_call(visit: Visit, point: Organisation) -> None:
    visit.open("/")
    visit.measure()
    visit.fill("What do you need help with?", "logeerhuis")
    visit.fill("Postcode", pc4_of(point))
    visit.button("Find help").click()
    expect(visit.heading("This fits your question")).to_be_visible()
    visit.measure()
    visit.page.get_by_role("link", name="Logeerhuis").click()
    visit.measure()
    call = visit.page.get_by_role("main").get_by_role("link", name="088 000 33 44")
    expect(call).to_have_attribute("href", "tel:+31880003344")
    expect(visit.button("Print this page")).to_be_visible(visible=visit.javascript)
    visit.link("Back to what we found").click()
    expect(visit.page.locator("#search-q")).to_have_value("logeerhuis")


@pytest.mark.parametrize("visit", PAIRS, indirect=True)
def test_nobody_ends_on_an_empty_page(visit: Visit, point: Organisation) -> None:
    visit.open("/")
    visit.fill("What do you need help with?", "zzqxw")
    visit.fill("Postcode", pc4_of(point))
    visit.button("Find help").click()
    expect(visit.heading("We found nothing that fits")).to_be_visible()
    visit.measure()
    main = visit.page.get_by_role("main")
    expect(main.get_by_text("Steunpunt Hier").first).to_be_visible()
    expect(main.get_by_role("link", name="088 000 11 22")).to_be_visible()


@pytest.mark.parametrize("visit", A_FEW, indirect=True)
def test_somebody_starts_from_what_it_is_about(visit: Visit, point: Organisation) -> None:
    visit.open("/")
    visit.page.get_by_role("main").get_by_role("link", name=visit.say("Relieving")).click()
    expect(visit.heading("Relieving")).to_be_visible()
    visit.measure()
    expect(visit.page.get_by_role("article")).to_have_count(1)
