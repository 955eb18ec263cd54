"""A question on its way: the carer asks, the provider answers, and nothing is lost in silence."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from naober.carers.models import Carer
from naober.directory.models import Service
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Membership
from tests.browser import Visitor
from tests.factories.carers import make_carer
from tests.factories.casework import make_case, make_referral
from tests.factories.directory import make_service
from tests.factories.organisations import make_membership, make_organisation
from tests.journeys.desk import Circumstance, at_the_desk, nothing_sticks_out, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = [Circumstance("nl", 360, javascript=False), Circumstance("en", 1280, javascript=True)]
NEED = "Mijn man kan een weekend niet alleen zijn."


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture(params=HERE, ids=str)
def here(request: pytest.FixtureRequest) -> Iterator[Circumstance]:
    with translation.override(request.param.language):
        yield request.param


@pytest.fixture
def card() -> Service:
    name = {"name_nl": "Logeerhuis De Brink", "name_en": "Respite house De Brink"}
    return make_service(email="huis@example.org", **name)


def opened(visitor: Visitor, here: Circumstance) -> Page:
    return visitor(width=here.width, language=here.language, javascript=here.javascript)


def ask(page: Page, card: Service, here: Circumstance, *, email: str = "") -> str:
    """Ask for help from the card, and return the word on the screen."""
    page.goto(here.path(f"/hulp/{card.key}/"))
    page.get_by_role("link", name=gettext("Ask for this help")).click()
    nothing_sticks_out(page)
    page.get_by_label(gettext("What is needed?")).fill(NEED)
    page.get_by_label(gettext("Name"), exact=True).fill("Roelie Voorbeeld")
    page.get_by_label(gettext("Telephone number")).fill("088 000 20 09")
    page.get_by_label(gettext("E-mail address")).fill(email)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=gettext("Send"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(gettext("Your question was sent"))
    nothing_sticks_out(page)
    return page.locator(".public-word").inner_text()


def come_in(page: Page, here: Circumstance, link: str) -> None:
    """Open the link from a mail, and fill in the code of the next."""
    page.goto(here.path(link))
    nothing_sticks_out(page)
    page.get_by_role("button", name=gettext("Mail me a code")).click()
    page.get_by_label(gettext("Code from the mail")).wait_for()
    code = re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body))
    assert code is not None
    page.get_by_label(gettext("Code from the mail")).fill(code[0])
    page.get_by_role("button", name=gettext("Next")).click()


def link_of(number: int) -> str:
    found = re.search(r"https?://[^/]+(?:/en)?(/vraag/\S+)", str(mail.outbox[number].body))
    assert found is not None
    return found[1]


def test_a_carer_asks_the_provider_says_yes_and_the_carer_reads_it(
    visitor: Visitor, card: Service, here: Circumstance
) -> None:
    carer, provider = opened(visitor, here), opened(visitor, here)
    word = ask(carer, card, here)
    come_in(provider, here, link_of(0))
    expect(provider.get_by_text(NEED)).to_be_visible()
    nothing_sticks_out(provider)
    provider.get_by_label(gettext("What happens now?")).fill("Wij bellen morgen.")
    provider.get_by_role("button", name=gettext("Accept the question")).click()
    expect(provider.get_by_text(gettext("Done. The asker sees it now."))).to_be_visible()
    carer.goto(here.path("/vraag/"))
    nothing_sticks_out(carer)
    carer.get_by_label(gettext("The word of the question")).fill(word.lower())
    carer.get_by_role("button", name=gettext("Open"), exact=True).click()
    expect(carer.get_by_text("Wij bellen morgen.")).to_be_visible()
    nothing_sticks_out(carer)
    carer.get_by_role("button", name=gettext("Done? Close this page")).click()
    carer.goto(here.path("/vraag/stand/"))
    expect(carer.get_by_label(gettext("The word of the question"))).to_be_visible()


def test_the_link_from_the_mail_needs_a_code(
    visitor: Visitor, card: Service, here: Circumstance
) -> None:
    carer = opened(visitor, here)
    ask(carer, card, here, email="roelie@example.org")
    come_in(carer, here, link_of(1))
    expect(carer.get_by_text(NEED)).to_be_visible()
    carer.get_by_role("button", name=gettext("Take my question back")).click()
    expect(carer.get_by_text(gettext("The question was taken back"))).to_be_visible()


@pytest.fixture
def consultant() -> Membership:
    return make_membership(phone="088 000 11 11")


@pytest.fixture
def carer(consultant: Membership) -> Carer:
    carer = make_carer(consultant.organisation, phone="088 000 20 09")
    make_case(carer, consultant)
    return carer


def test_a_consultant_refers_and_a_refusal_comes_back_on_top(
    visitor: Visitor, card: Service, consultant: Membership, carer: Carer, here: Circumstance
) -> None:
    page = at_the_desk(visitor, consultant, here)
    page.goto(here.path(f"/balie/mensen/{carer.case.pk}/"))
    page.get_by_role("link", name=gettext("Refer"), exact=True).click()
    page.get_by_label(gettext("What do you look for?")).fill("De Brink")
    page.get_by_role("button", name=gettext("Search")).click()
    nothing_sticks_out(page)
    page.get_by_role("link", name="De Brink").click()
    page.get_by_label(gettext("What is needed?")).fill(NEED)
    page.get_by_label(gettext("By telephone")).check()
    page.get_by_role("checkbox").check()
    nothing_sticks_out(page)
    page.get_by_role("button", name=gettext("Send the question")).click()
    expect(page.get_by_text(gettext("waits for an answer")).first).to_be_visible()
    nothing_sticks_out(page)

    keeper = make_membership(card.organisation, Role.PROVIDER)
    provider = signed_in(visitor, keeper.user, here)
    provider.goto(here.path("/aanbod/vragen/"))
    nothing_sticks_out(provider)
    provider.get_by_role("link", name="De Brink").click()
    nothing_sticks_out(provider)
    provider.get_by_label(gettext("There is no room.")).check()
    provider.get_by_role("button", name=gettext("Refuse the question")).click()
    expect(provider.get_by_text(gettext("Done. The asker sees it now."))).to_be_visible()

    page.goto(here.path("/balie/verwijzingen/"))
    expect(page.get_by_role("heading", name=gettext("Came back"))).to_be_visible()
    nothing_sticks_out(page)
    page.get_by_role("link", name=carer.last_name).click()
    expect(page.get_by_text(gettext("There is no room."))).to_be_visible()
    nothing_sticks_out(page)
    page.get_by_role("button", name=gettext("Take it off my list")).click()
    expect(page.get_by_role("heading", name=gettext("Came back"))).to_have_count(0)


def send_for_geesje(page: Page) -> None:
    """Fill in who is referred, as a practice team that has no file does, and send it."""
    page.get_by_label(gettext("Name of the carer")).fill("Geesje Voorbeeld")
    page.get_by_label(gettext("Telephone number")).fill("088 000 20 08")
    page.get_by_label(gettext("What is needed?")).fill(NEED)
    page.get_by_label(gettext("In a talk")).check()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=gettext("Send the question")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Geesje Voorbeeld")


def test_a_practice_team_refers_somebody_and_follows_it(
    visitor: Visitor, card: Service, here: Circumstance
) -> None:
    team = make_organisation(kind=OrganisationKind.GP_PRACTICE, municipality=None)
    page = signed_in(visitor, make_membership(team, Role.PROFESSIONAL).user, here)
    page.goto(here.path("/welkom/"))
    nothing_sticks_out(page)
    page.get_by_role("main").get_by_role("link", name=gettext("Refer somebody")).click()
    page.get_by_label(gettext("What do you look for?")).fill("De Brink")
    page.get_by_role("button", name=gettext("Search")).click()
    page.get_by_role("link", name="De Brink").click()
    nothing_sticks_out(page)
    send_for_geesje(page)
    page.goto(here.path("/verwijzen/"))
    expect(page.get_by_role("link", name="Geesje Voorbeeld")).to_be_visible()
    nothing_sticks_out(page)


def from_search_to_card(page: Page, here: Circumstance) -> None:
    """Find the card on the social map as somebody who works here, and refer from it."""
    page.goto(here.path("/welkom/"))
    page.goto(here.path("/hulp/?q=De+Brink"))
    page.get_by_role("article").get_by_role("link", name="De Brink").first.click()
    nothing_sticks_out(page)
    page.get_by_role("main").get_by_role("link", name=gettext("Refer somebody")).click()
    nothing_sticks_out(page)


def test_a_practice_team_refers_from_the_card_that_it_found(
    visitor: Visitor, card: Service, here: Circumstance
) -> None:
    team = make_organisation(kind=OrganisationKind.GP_PRACTICE, municipality=None)
    page = signed_in(visitor, make_membership(team, Role.PROFESSIONAL).user, here)
    from_search_to_card(page, here)
    expect(page.get_by_text("De Brink").first).to_be_visible()
    page.get_by_role("link", name=gettext("Back to the card")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("De Brink")
    page.get_by_role("main").get_by_role("link", name=gettext("Refer somebody")).click()
    page.get_by_role("button", name=gettext("Send the question")).click()
    nothing_sticks_out(page)
    send_for_geesje(page)
    expect(page.get_by_text(gettext("waits for an answer")).first).to_be_visible()


def test_a_consultant_refers_from_a_card_whom_they_choose_and_the_refusal_comes_back(
    visitor: Visitor, card: Service, consultant: Membership, carer: Carer, here: Circumstance
) -> None:
    page = at_the_desk(visitor, consultant, here)
    from_search_to_card(page, here)
    page.get_by_label(gettext("Search by name")).fill("Xantippe")
    page.get_by_role("main").get_by_role("button", name=gettext("Search")).click()
    expect(page.get_by_text(gettext("Nobody found"))).to_be_visible()
    nothing_sticks_out(page)
    page.get_by_role("link", name=gettext("See everybody again")).click()
    page.get_by_role("link", name=carer.last_name).click()
    nothing_sticks_out(page)
    page.get_by_role("link", name=gettext("Choose somebody else")).click()
    page.get_by_role("link", name=carer.last_name).click()
    page.get_by_label(gettext("What is needed?")).fill(NEED)
    page.get_by_label(gettext("By telephone")).check()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=gettext("Send the question")).click()
    expect(page.get_by_text(gettext("waits for an answer")).first).to_be_visible()

    keeper = make_membership(card.organisation, Role.PROVIDER)
    provider = signed_in(visitor, keeper.user, here)
    provider.goto(here.path("/aanbod/vragen/"))
    provider.get_by_role("link", name="De Brink").click()
    provider.get_by_label(gettext("There is no room.")).check()
    provider.get_by_role("button", name=gettext("Refuse the question")).click()
    page.goto(here.path("/balie/verwijzingen/"))
    expect(page.get_by_role("heading", name=gettext("Came back"))).to_be_visible()
    expect(page.get_by_role("link", name=carer.last_name)).to_be_visible()


def test_who_refers_nobody_finds_the_way_on(
    visitor: Visitor, card: Service, here: Circumstance
) -> None:
    page = signed_in(visitor, make_membership(role=Role.POLICY_OFFICER).user, here)
    from_search_to_card(page, here)
    said = gettext("In your work here you refer nobody")
    expect(page.get_by_role("heading", level=1)).to_have_text(said)
    page.get_by_role("main").get_by_role("link", name="De Brink").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("De Brink")


def test_a_carer_sees_the_steps_on_the_own_page(
    visitor: Visitor, card: Service, consultant: Membership, carer: Carer, here: Circumstance
) -> None:
    make_referral(card, consultant, carer=carer)
    assert carer.account is not None
    page = signed_in(visitor, carer.account, here)
    page.goto(here.path("/mijn/"))
    page.get_by_role("link", name=gettext("My questions")).click()
    expect(page.get_by_text(gettext("The question was sent"))).to_be_visible()
    nothing_sticks_out(page)
    page.get_by_role("button", name=gettext("Take the question back")).click()
    expect(page.get_by_text(gettext("The question was taken back"))).to_be_visible()
