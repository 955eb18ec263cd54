"""The map: a number on it leads to its card in the list, with or without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from naober.directory.enums import PlaceKind
from tests.browser import Visitor
from tests.factories.directory import make_service
from tests.factories.organisations import make_postcode
from tests.sites.public.browsing import A_FEW, VISITS, Visit, visit_with


@pytest.fixture(params=[VISITS[0], *A_FEW])
def visit(visitor: Visitor, request: pytest.FixtureRequest) -> Iterator[Visit]:
    yield from visit_with(visitor, request.param)


def test_a_number_on_the_map_leads_to_its_card(visit: Visit) -> None:
    area = make_postcode()
    for name in ("Huis Een", "Huis Twee"):
        make_service(place_kind=PlaceKind.LOCATION, postcode=area, name_nl=name, name_en=name)
    visit.open("/hulp/?category=respite.stay")
    visit.page.get_by_text(visit.say("See on the map")).click()
    visit.measure()
    visit.page.get_by_role("link", name="2: Huis Twee").click()
    expect(visit.page).to_have_url(re.compile("#plek-2$"))
    expect(visit.page.locator("#plek-2").get_by_role("link", name="Huis Twee")).to_be_in_viewport()
