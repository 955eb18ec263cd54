"""The journeys by keyboard alone: every stop is seen, and mistakes are where the focus is."""

import re
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from naober.carers.models import Carer
from naober.casework.enums import CaseStatus
from naober.casework.models import Case, Referral
from naober.organisations.enums import Role
from naober.organisations.models import Membership, Organisation
from naober.screening.queries import questionnaire
from naober.shared import clock
from tests.browser import Visitor
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.casework import make_case
from tests.factories.directory import make_service
from tests.factories.organisations import make_membership, make_organisation
from tests.journeys.desk import Circumstance, signed_in
from tests.journeys.keyboard import Keyboard
from tests.sign_in import mailed_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEWS = "I would like news about activities for carers."
DUTCH = Circumstance("nl", 1280, javascript=True)


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def point() -> Organisation:
    return make_organisation(name="Steunpunt Hier", phone="088 000 11 22")


@pytest.fixture
def hands(visitor: Visitor) -> Keyboard:
    return Keyboard(visitor())


def say(text: str) -> str:
    """Return the words of the page."""
    with translation.override("nl"):
        return translation.gettext(text)


def button(hands: Keyboard, text: str) -> Locator:
    return hands.page.get_by_role("main").get_by_role("button", name=say(text), exact=True)


def link(hands: Keyboard, text: str) -> Locator:
    return hands.page.get_by_role("main").get_by_role("link", name=say(text)).first


def answer(hands: Keyboard, name: str, value: str) -> Locator:
    return hands.page.locator(f"main [name={name}][value='{value}']")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def is_led_to_the_mistake(hands: Keyboard, field: Locator) -> None:
    """The focus is on what went wrong; its first link leads to the field."""
    summary = hands.page.get_by_role("main").get_by_role("alert")
    expect(summary).to_be_focused()
    hands.tab()
    expect(summary.get_by_role("link").first).to_be_focused()
    hands.press("Enter")
    expect(field).to_be_focused()


def test_somebody_finds_a_number_to_call(hands: Keyboard, point: Organisation) -> None:
    make_service(organisation=point, postcode=point.postcode, phone="088 000 33 44")
    page = hands.page
    hands.open("/")
    hands.tab()
    skip = page.get_by_role("link", name=say("Go to the content"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    hands.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    hands.tab()
    expect(page.get_by_role("combobox")).to_be_focused()
    hands.type("logeerhuis")
    hands.tab()
    assert point.postcode is not None
    hands.type(point.postcode.pk)
    hands.enter()
    expect(heading(page)).to_have_text(say("This fits your question"))
    hands.go(page.get_by_role("article").get_by_role("link").first)
    hands.tab_to(page.get_by_role("main").get_by_role("link", name="088 000 33 44"))
    hands.go(link(hands, "Back to what we found"))


def test_somebody_does_the_check(hands: Keyboard, point: Organisation) -> None:
    text = questionnaire("csi", "nl")
    assert text is not None
    hands.open("/check/")
    hands.go(button(hands, "Start"))
    hands.go(button(hands, "Next"))
    expect(hands.page.get_by_role("main").get_by_role("alert")).to_be_focused()
    for number in range(1, 14):
        expect(hands.page).to_have_url(re.compile(f"/check/{number}/"))
        hands.choose(answer(hands, "answer", str(number % 2)))
        hands.enter()
    expect(hands.page).to_have_url(re.compile("/check/uitslag/"))
    hands.go(button(hands, "Throw them away"))
    expect(hands.page).to_have_url(re.compile("/check/weggegooid/"))


def test_somebody_registers(hands: Keyboard, point: Organisation) -> None:
    page = hands.page
    assert point.postcode is not None
    hands.open("/aanmelden/")
    hands.go(button(hands, "Start"))
    hands.go(button(hands, "Next"))
    is_led_to_the_mistake(hands, page.locator("#id_relation_0"))
    for name, value in (("relation", "parent"), ("since", "longer"), ("hours", "under_8")):
        if name != "relation":
            hands.choose(answer(hands, name, value))
        else:
            hands.press("Space")
            hands.press("ArrowDown")
    hands.tick(answer(hands, "conditions", "physical"))
    hands.enter()
    hands.tick(answer(hands, "wishes", "talk"))
    hands.fill(page.get_by_role("textbox"), "Het is druk.")
    hands.go(button(hands, "Next"))
    hands.fill(page.locator("[name=first_name]"), "Anna")
    hands.fill(page.locator("[name=last_name]"), "Verzonnen")
    hands.fill(page.locator("[name=postcode]"), point.postcode.pk)
    hands.choose(answer(hands, "channel", "phone"))
    hands.fill(page.locator("[name=phone]"), "088 000 12 34")
    hands.enter()
    for purpose, value in (("support", "yes"), ("checkups", "no"), ("share", "no"), ("news", "no")):
        hands.choose(answer(hands, purpose, value))
    hands.go(button(hands, "Send"))
    expect(heading(page)).to_have_text(say("Thank you. Your message has arrived."))
    with role("naober_system"):
        assert [carer.first_name for carer in Carer.objects.all()] == ["Anna"]


@pytest.fixture
def consultant(point: Organisation) -> Membership:
    return make_membership(point, name="Corrie Consulent")


@pytest.fixture
def registration(point: Organisation) -> Case:
    carer = make_carer(point, first_name="Anna", last_name="Zilver")
    return make_case(carer, registered_at=clock.now(), call_by=clock.today())


def at_work(visitor: Visitor, member: Membership) -> Keyboard:
    return Keyboard(signed_in(visitor, member.user, DUTCH))


def test_a_registration_is_taken_up(
    visitor: Visitor, consultant: Membership, registration: Case
) -> None:
    hands = at_work(visitor, make_membership(consultant.organisation, Role.COORDINATOR))
    page = hands.page
    hands.open("/balie/aanmeldingen/")
    hands.go(page.get_by_role("link", name="Anna Zilver"))
    hands.go(link(hands, "Choose a contact person"))
    hands.go(button(hands, "Choose"))
    is_led_to_the_mistake(hands, page.locator("#id_consultant"))
    hands.choose(answer(hands, "consultant", str(consultant.pk)))
    hands.enter()
    expect(page.get_by_role("status")).to_contain_text("contactpersoon")
    with role("naober_system"):
        assert Case.objects.get(pk=registration.pk).contact_person == consultant


def test_a_contact_is_written_down(
    visitor: Visitor, consultant: Membership, point: Organisation
) -> None:
    carer = make_carer(point, first_name="Anna", last_name="Zilver")
    case = make_case(carer, consultant, registered_at=clock.now(), call_by=clock.today())
    hands = at_work(visitor, consultant)
    page = hands.page
    hands.open("/balie/mensen/")
    hands.fill(page.get_by_role("searchbox"), "zilver")
    hands.enter()
    hands.go(page.get_by_role("link", name="Anna Zilver"))
    hands.go(button(hands, "Write down"))
    is_led_to_the_mistake(hands, page.locator("#id_way_0"))
    hands.press("Space")
    hands.fill(page.locator("[name=note]"), "Samen gebeld.")
    hands.go(button(hands, "Write down"))
    expect(page.get_by_role("status")).to_be_visible()
    with role("naober_system"):
        assert Case.objects.get(pk=case.pk).status == CaseStatus.ACTIVE


def test_somebody_is_referred_from_a_card(
    visitor: Visitor, consultant: Membership, point: Organisation
) -> None:
    carer = make_carer(point, last_name="Verzonnen")
    make_case(carer, consultant)
    card = make_service(email="huis@example.org")
    hands = at_work(visitor, consultant)
    hands.open("/welkom/")
    hands.open(f"/hulp/{card.key}/")
    hands.go(link(hands, "Refer somebody"))
    expect(heading(hands.page)).to_have_text(say("Whom do you refer?"))
    hands.go(button(hands, "Search"))
    is_led_to_the_mistake(hands, hands.page.locator("#id_name"))
    hands.go(hands.page.get_by_role("main").get_by_role("link", name="Verzonnen"))
    hands.fill(hands.page.locator("[name=need]"), "Een weekend logeren.")
    hands.choose(answer(hands, "consent_way", "phone"))
    hands.tick(hands.page.locator("[name=consents]"))
    hands.go(button(hands, "Send the question"))
    with role("naober_system"):
        assert Referral.objects.get().carer_id == carer.pk


def test_a_yes_is_given_and_taken_back(visitor: Visitor) -> None:
    carer = make_carer(purposes=["support"])
    make_case(carer)
    hands = Keyboard(signed_in(visitor, carer.account, DUTCH))
    hands.open("/mijn/")
    hands.go(link(hands, "What may they do with my details?"))
    for words in ("Say yes", "Take back"):
        name = re.compile(f"^{say(words)}.*{say(NEWS)}")
        hands.go(hands.page.get_by_role("main").get_by_role("button", name=name))
        expect(hands.page.get_by_role("status")).to_be_visible()


def test_somebody_signs_in_and_out(hands: Keyboard) -> None:
    carer, page = make_carer(), hands.page
    make_case(carer)
    hands.open("/account/inloggen/")
    hands.go(button(hands, "Send me a code"))
    is_led_to_the_mistake(hands, page.locator("[name=email]"))
    hands.type(str(carer.email))
    hands.enter()
    hands.fill(page.get_by_label(say("Code from the mail")), mailed_code())
    hands.enter()
    expect(page).to_have_url(re.compile("/mijn/"))
    menu = page.locator("header summary:visible")
    hands.tab_to(menu)
    hands.press("Space")
    hands.go(page.get_by_role("banner").get_by_role("link", name=say("Sign out")))
    hands.go(button(hands, "Sign out"))
    for _ in range(2):  # the page of signing out, and before it their own
        page.go_back()
        expect(page.get_by_text(carer.first_name)).to_have_count(0)


def test_the_menu_of_a_telephone_opens_and_closes(visitor: Visitor) -> None:
    hands = Keyboard(visitor(width=360))
    page = hands.page
    hands.open("/")
    links = page.get_by_role("banner").get_by_role("navigation").get_by_role("link")
    menu = page.locator("header summary:visible")
    hands.tab_to(menu)
    expect(links).to_have_count(0)
    hands.press("Enter")
    expect(links.first).to_be_visible()
    hands.press("Enter")
    expect(links).to_have_count(0)
    hands.press("Space")
    hands.tab()
    expect(links.first).to_be_focused()
    hands.enter()
    expect(page).to_have_url(re.compile("/hulp/"))


@pytest.mark.parametrize("path", ["/", "/hulp/?q=logeerhuis", "/check/", "/steunpunten/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_stop_of_a_page_is_seen(visitor: Visitor, path: str, width: int) -> None:
    for number in range(6):
        make_service(phone=f"088 000 33 {number:02}")
    hands = Keyboard(visitor(width=width, height=640))
    hands.open(path)
    stops = hands.page.evaluate(
        "document.querySelectorAll('a[href], button, input:not([type=hidden]), summary').length"
    )
    for _ in range(stops):
        hands.tab()


def test_a_ring_that_is_taken_away_is_noticed(hands: Keyboard) -> None:
    hands.open("/")
    hands.page.evaluate("document.querySelector('header a').style.outline = 'none'")
    hands.tab()
    with pytest.raises(AssertionError, match="no ring"):
        hands.tab()


def test_something_that_lies_over_the_focus_is_noticed(hands: Keyboard) -> None:
    hands.open("/")
    hands.page.evaluate(
        "document.querySelector('main').style.cssText = 'position: fixed; inset: 0; z-index: 99'"
    )
    hands.tab()
    with pytest.raises(AssertionError, match="out of sight"):
        hands.tab()
