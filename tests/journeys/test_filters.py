"""Filters and suggestions, with and without JavaScript, by mouse and by keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from naober.directory.enums import Daypart, Payer
from tests.browser import Visitor
from tests.factories.directory import make_service
from tests.factories.organisations import make_organisation
from tests.sites.public.browsing import A_FEW, VISITS, Visit, visit_with

WITH_SCRIPT = [one for one in VISITS if one.id in {"nl-360-script", "en-1280-script"}]


@pytest.fixture
def visit(visitor: Visitor, request: pytest.FixtureRequest) -> Iterator[Visit]:
    point = make_organisation(name="Steunpunt Hier", phone="088 000 11 22")
    for name, daypart in (("Avondhuis", Daypart.EVENING), ("Nachthuis", Daypart.NIGHT)):
        make_service(
            organisation=point, name_nl=name, name_en=name, dayparts=[daypart], payers=[Payer.FREE]
        )
    yield from visit_with(visitor, request.param)


def cards(visit: Visit) -> Locator:
    return visit.page.get_by_role("article")


def open_filters(visit: Visit) -> None:
    """On a small screen the filters are folded; beside the list they are there."""
    size = visit.page.viewport_size
    assert size is not None
    summary = visit.page.locator("#filters > summary")
    expect(summary).to_be_visible(visible=size["width"] < 960)
    if summary.is_visible():
        summary.click()


@pytest.mark.parametrize("visit", [*A_FEW, *WITH_SCRIPT], indirect=True)
def test_somebody_chooses_evenings_and_takes_it_off_again(visit: Visit) -> None:
    visit.open("/hulp/?q=logeren")
    expect(cards(visit)).to_have_count(2)
    visit.measure()
    open_filters(visit)
    box = visit.page.locator("#filter-daypart").get_by_role("checkbox").first
    box.check()
    if not visit.javascript:
        visit.button("Show what fits").click()
    expect(cards(visit)).to_have_count(1)
    expect(visit.page).to_have_url(re.compile("daypart=evening"))
    if visit.javascript:  # nothing was folded and the choice keeps the focus
        expect(visit.page.locator("#filter-daypart").get_by_role("checkbox").first).to_be_focused()
        expect(visit.page.locator("#found-status")).to_contain_text("1")
    visit.measure()
    visit.link("Clear all").click()
    expect(cards(visit)).to_have_count(2)


@pytest.mark.parametrize("visit", A_FEW, indirect=True)
def test_with_too_many_filters_the_page_says_which_to_take_off(visit: Visit) -> None:
    visit.open("/hulp/?q=logeren&daypart=weekend&payer=free")
    expect(visit.heading("We found nothing that fits")).to_be_visible()
    visit.measure()
    off = visit.say("Take off “%(filter)s”: %(number)s possibility", filter="", number=2)
    visit.page.get_by_role("link", name=re.compile(re.escape(off.split("”")[0]))).first.click()
    expect(cards(visit)).to_have_count(2)


@pytest.mark.parametrize("visit", WITH_SCRIPT, indirect=True)
def test_somebody_takes_a_suggestion_by_keyboard(visit: Visit) -> None:
    visit.open("/")
    box = visit.page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("nachth")
    options = visit.page.get_by_role("option")
    expect(options).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    visit.measure()
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("nachth")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")
    box.press("Enter")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Nachthuis")


@pytest.mark.parametrize("visit", WITH_SCRIPT, indirect=True)
def test_a_kind_of_support_that_is_suggested_is_searched_for(visit: Visit) -> None:
    visit.open("/")
    box = visit.page.get_by_role("combobox")
    words = "Logeerz" if visit.language == "nl" else "Respite s"
    box.press_sequentially(words)
    visit.page.get_by_role("option").first.click()
    expect(visit.heading("This fits your question")).to_be_visible()
    expect(cards(visit)).to_have_count(2)
