"""Check: thirteen screens, a result with help and a person, and away with it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from naober.screening.queries import questionnaire
from tests.browser import Visitor
from tests.factories.directory import make_service
from tests.factories.organisations import make_organisation
from tests.sites.public.browsing import A_FEW, VISITS, Visit, visit_with

HEAVY = "Caring weighs heavily on you now. You need not carry it alone."


@pytest.fixture(params=VISITS)
def visit(visitor: Visitor, request: pytest.FixtureRequest) -> Iterator[Visit]:
    yield from visit_with(visitor, request.param)


def test_from_the_first_statement_to_a_person_and_back_to_nothing(visit: Visit) -> None:
    point = make_organisation(name="Steunpunt Hier", phone="088 000 11 22")
    make_service("respite.night", name_nl="Nachtzorg", name_en="Night care")
    assert point.postcode is not None
    text = questionnaire("csi", visit.language)
    assert text is not None
    yes, no = (choice.text for choice in text.answers)

    visit.open("/check/")
    visit.measure()
    visit.fill("Postcode", point.postcode.pk)
    visit.button("Start").click()
    visit.button("Next").click()
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.measure()
    for number, item in enumerate(text.items, start=1):
        expect(visit.page.get_by_role("heading", level=1, name=item.text)).to_be_visible()
        words = visit.say("Question %(number)s of %(total)s", number=number, total=13)
        expect(visit.page.get_by_text(words)).to_be_visible()
        visit.page.get_by_label(yes if number <= 8 else no, exact=True).check()
        visit.button("Next").click()

    expect(visit.heading(HEAVY)).to_be_visible()
    visit.measure()
    main = visit.page.get_by_role("main")
    expect(main.get_by_text(text.items[7].text).first).to_be_visible()
    expect(main.get_by_text(text.items[12].text)).to_have_count(0)
    card = {"nl": "Nachtzorg", "en": "Night care"}[visit.language]
    expect(main.get_by_role("link", name=card)).to_be_visible()
    expect(main.get_by_role("link", name="088 000 11 22")).to_be_visible()
    assert visit.page.url.endswith("/check/uitslag/")

    visit.button("Throw them away").click()
    expect(visit.heading("Your answers are gone")).to_be_visible()
    visit.measure()
    visit.page.go_back()
    visit.open("/check/uitslag/")
    expect(visit.heading("How are you doing?")).to_be_visible()


@pytest.mark.parametrize("visit", A_FEW, indirect=True)
def test_back_is_never_lost(visit: Visit) -> None:
    text = questionnaire("csi", visit.language)
    assert text is not None
    yes, no = (choice.text for choice in text.answers)
    visit.open("/check/")
    visit.button("Start").click()
    for answer in (yes, no, yes):
        visit.page.get_by_label(answer, exact=True).check()
        visit.button("Next").click()
    visit.button("Previous").click()
    expect(visit.page.get_by_label(yes, exact=True)).to_be_checked()
    visit.page.go_back()  # the button of the browser
    visit.page.go_back()
    visit.button("Next").click()
    expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
