"""The guide: from the home page to a card and a person; and an editor who changes it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from naober.directory.enums import Daypart
from naober.organisations.enums import Role
from tests.browser import Visitor
from tests.factories.directory import make_service
from tests.factories.guide import make_guide
from tests.factories.organisations import make_membership, make_organisation
from tests.journeys.desk import CIRCUMSTANCES, Circumstance, nothing_sticks_out, signed_in
from tests.sites.public.browsing import PAIRS, Visit, visit_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture(params=PAIRS)
def visit(visitor: Visitor, request: pytest.FixtureRequest) -> Iterator[Visit]:
    yield from visit_with(visitor, request.param)


def test_from_the_home_page_to_a_card_with_its_reason_and_a_person(visit: Visit) -> None:
    point = make_organisation(name="Steunpunt Hier", phone="088 000 11 22")
    make_guide()
    make_service("respite.night", name_nl="Nachtzorg", name_en="Night care",
                 dayparts=[Daypart.EVENING])  # fmt: skip
    assert point.postcode is not None
    answer = {"nl": "Antwoord", "en": "Answer"}[visit.language]

    visit.open("/")
    visit.measure()
    visit.link("Help me choose").click()
    visit.measure()
    visit.fill("Postcode", point.postcode.pk)
    visit.button("Start").click()
    words = visit.say("Question %(number)s of %(total)s", number=1, total=2)
    expect(visit.page.get_by_text(words)).to_be_visible()
    visit.button("Next").click()
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.measure()
    visit.page.get_by_label(f"{answer} nachten").check()
    visit.button("Next").click()
    visit.page.get_by_label(f"{answer} avond").check()
    visit.button("Previous").click()
    expect(visit.page.get_by_label(f"{answer} nachten")).to_be_checked()
    visit.button("Next").click()
    expect(visit.page.get_by_label(f"{answer} avond")).to_be_checked()
    visit.button("Next").click()

    expect(visit.heading("This fits your answers")).to_be_visible()
    visit.measure()
    main = visit.page.get_by_role("main")
    card = {"nl": "Nachtzorg", "en": "Night care"}[visit.language]
    expect(main.get_by_role("link", name=card)).to_be_visible()
    said = visit.say("You said: “%(said)s”.", said=f"{answer} nachten")
    expect(main.get_by_text(said)).to_be_visible()
    expect(main.get_by_text(visit.say("Also fits: %(what)s.", what=visit.say("in the evening")))
           ).to_be_visible()  # fmt: skip
    expect(main.get_by_role("link", name="088 000 11 22")).to_be_visible()

    visit.button("Start again").click()
    for _question in range(2):
        visit.button("Skip this question").click()
    expect(visit.heading("A person can think along with you")).to_be_visible()
    visit.measure()
    expect(main.get_by_role("link", name="088 000 11 22")).to_be_visible()


def test_somebody_young_chooses_what_it_is_about(visit: Visit) -> None:
    make_service("support.young-carers", name_nl="Groep", name_en="Group", for_young_carers=True)
    visit.open("/jong/")
    expect(visit.heading("Do you help at home?", "young")).to_be_visible()
    visit.measure()
    topic = visit.say("I want to talk to somebody", "young")
    visit.page.get_by_role("link", name=topic).click()
    group = {"nl": "Groep", "en": "Group"}[visit.language]
    expect(visit.page.get_by_role("link", name=group, exact=True)).to_be_visible()
    visit.measure()
    visit.button("Register", "young").click()
    expect(visit.heading("For whom do you care?", "young")).to_be_visible()


class Desk:
    """An editor at work; words are those of the page."""

    def __init__(self, page: Page, here: Circumstance) -> None:
        self.page, self._here = page, here
        self.main = page.get_by_role("main")

    def say(self, text: str, **values: object) -> str:
        with translation.override(self._here.language):
            words = translation.gettext(text)
        return words % values if values else words

    def press(self, text: str) -> None:
        self.main.get_by_role("button", name=self.say(text), exact=True).click()

    def follow(self, text: str) -> None:
        self.main.get_by_role("link", name=self.say(text), exact=True).first.click()
        nothing_sticks_out(self.page)


@pytest.mark.parametrize("here", [CIRCUMSTANCES[1], CIRCUMSTANCES[-2]], ids=str)
def test_an_editor_changes_an_answer_tries_it_and_makes_it_public(
    visitor: Visitor, here: Circumstance
) -> None:
    make_guide()
    make_service("support.cafe", name_nl="Het café", name_en="The café")
    page = signed_in(visitor, make_membership(role=Role.EDITOR).user, here)
    desk = Desk(page, here)
    page.goto(here.path("/redactie/keuzehulp/"))
    nothing_sticks_out(page)
    desk.press("Make a draft from the public guide")
    nothing_sticks_out(page)
    question = {"nl": "Vraag zwaarst?", "en": "Question zwaarst?"}[here.language]
    answer = {"nl": "Antwoord weet-niet", "en": "Answer weet-niet"}[here.language]
    change = re.compile(rf"^{desk.say('Change')}.*{re.escape(question)}$")
    desk.main.get_by_role("link", name=change).click()
    desk.main.get_by_role("link", name=answer).click()
    nothing_sticks_out(page)
    row = desk.main.get_by_role("group", name=desk.say("Row %(number)s", number=1), exact=True)
    row.locator("select").first.select_option("support.cafe")
    row.locator("select").last.select_option("5")
    desk.press("Save")
    expect(page.get_by_text(desk.say("The answer is saved."))).to_be_visible()
    desk.follow("The draft of the guide")

    desk.follow("Try it as a visitor")
    page.get_by_label(answer).check()
    desk.press("Next")
    desk.press("Skip this question")
    cafe = {"nl": "Het café", "en": "The café"}[here.language]
    expect(desk.main.get_by_role("link", name=cafe)).to_be_visible()
    nothing_sticks_out(page)
    desk.follow("The draft of the guide")
    desk.follow("See what leads where")
    expect(desk.main.get_by_role("link", name=cafe).first).to_be_visible()
    desk.follow("The draft of the guide")
    desk.press("Make it public")
    expect(page.get_by_text(desk.say("The guide is public now. The one of before is kept."))
           ).to_be_visible()  # fmt: skip
    page.goto(here.path("/keuzehulp/1/"))
    page.get_by_label(answer).check()
    desk.press("Next")
    desk.press("Skip this question")
    expect(desk.main.get_by_role("link", name=cafe)).to_be_visible()
