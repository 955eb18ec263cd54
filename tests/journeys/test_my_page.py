"""My page in a browser: two languages, two widths, with and without a script."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import expect

from naober.carers.models import Carer
from naober.carers.queries import has_consent
from naober.casework.enums import CaseStatus
from naober.screening.models import CheckUp
from naober.shared import clock, drafts
from naober.sites.carer.presenters.known import CHECKS_STAY
from tests.browser import Visitor
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.casework import make_case, make_contact
from tests.factories.organisations import MONDAY, make_membership
from tests.sites.carer.pages import answers
from tests.sites.public.browsing import A_FEW, PAIRS, VISITS, Visit, visit_with
from tests.world import CSI

HOME = "/mijn/"


@pytest.fixture(params=VISITS)
def visit(visitor: Visitor, request: pytest.FixtureRequest) -> Iterator[Visit]:
    yield from visit_with(visitor, request.param)


@pytest.fixture
def carer() -> Carer:
    """A carer with a contact person, a contact and two checks."""
    consultant = make_membership(name="Fenna Hoekstra", phone="088 000 11 22")
    carer = make_carer(consultant.organisation, first_name="Roelie", phone="088 000 12 34")
    case = make_case(carer, consultant, status=CaseStatus.ACTIVE, last_contact_on=MONDAY.date())
    make_contact(case, note="Over de nachten gepraat.")
    for days_ago, yes in ((90, 9), (30, 5)):
        with role("naober_system"):
            CheckUp.objects.create(
                carer=carer,
                organisation=carer.organisation,
                instrument="csi",
                version=CSI.version,
                score=yes,
                answers=answers(yes),
                taken_on=clock.today() - timedelta(days=days_ago),
                kept_at=MONDAY,
            )
    return carer


def bring(visit: Visit, response: HttpResponse | Client) -> None:
    cookies = [
        {"name": name, "value": cookie.value, "domain": "127.0.0.1", "path": "/"}
        for name, cookie in response.cookies.items()
    ]
    visit.page.context.add_cookies(cookies)


def measure(visit: Visit) -> None:
    """Measure the page where scripts may run: without them axe waits for ever."""
    if visit.javascript:
        visit.measure()


def sign_in(visit: Visit, carer: Carer) -> None:
    """Come in with a session, as after a code by mail."""
    visit.open("/account/inloggen/")
    client = Client()
    client.force_login(carer.account)
    bring(visit, client)


def now(carer: Carer) -> Carer:
    with role("naober_system"):
        return Carer.objects.get(pk=carer.pk)


def test_a_carer_sees_who_helps_how_it_went_and_who_looked(visit: Visit, carer: Carer) -> None:
    sign_in(visit, carer)
    visit.open(HOME)
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Roelie")
    main = visit.page.get_by_role("main")
    expect(main.get_by_role("link", name="088 000 11 22")).to_be_visible()
    expect(visit.link("Do the check again")).to_be_visible()
    measure(visit)
    main.locator("summary").click()
    expect(main.get_by_role("row")).to_have_count(3)
    visit.link("See everything that is known").click()
    expect(main.get_by_text("Over de nachten gepraat.")).to_be_visible()
    measure(visit)
    visit.open(HOME)
    visit.link("Who looked at my details?").click()
    expect(main.get_by_text(visit.say("looked at your details")).first).to_be_visible()
    measure(visit)
    visit.page.get_by_label(visit.say("Up to and including")).fill("2020-01-01")
    visit.button("Show this period").click()
    expect(main.get_by_text(visit.say("Nobody in this period"))).to_be_visible()
    measure(visit)


@pytest.mark.parametrize("visit", PAIRS, indirect=True)
def test_a_mistake_is_put_right_and_two_windows_meet(visit: Visit, carer: Carer) -> None:
    sign_in(visit, carer)
    visit.open("/mijn/gegevens/wijzigen/")
    measure(visit)
    visit.fill("Telephone number", "12")
    visit.button("Save").click()
    expect(visit.page.get_by_role("alert")).to_be_visible()
    measure(visit)
    with role("naober_system"):
        Carer.objects.filter(pk=carer.pk).update(place="Rolde")
    visit.fill("Telephone number", "088 000 55 66")
    visit.button("Save").click()
    expect(visit.page.get_by_text("Rolde")).to_be_visible()
    measure(visit)
    visit.button("Save").dblclick()
    expect(visit.page.get_by_text(visit.say("Your details are changed.")).first).to_be_visible()
    assert now(carer).phone == "088 000 55 66"


@pytest.mark.parametrize("visit", PAIRS, indirect=True)
def test_what_was_typed_survives_a_session_that_ended(visit: Visit, carer: Carer) -> None:
    sign_in(visit, carer)
    visit.open("/mijn/situatie/")
    measure(visit)
    visit.fill("Would you like to tell us more?", "Het is zwaar 🙂 <b>")
    visit.page.context.clear_cookies(name="naober_session")
    visit.button("Save").click()
    expect(visit.page).to_have_url(re.compile("/account/"))
    sign_in(visit, carer)
    visit.open("/mijn/situatie/")
    expect(visit.page.get_by_role("textbox")).to_have_value("Het is zwaar 🙂 <b>")
    measure(visit)
    visit.button("Save").click()
    with role("naober_system"):
        assert carer.situations.first().note == "Het is zwaar 🙂 <b>"


@pytest.mark.parametrize("visit", PAIRS, indirect=True)
def test_a_check_is_kept_with_one_yes_and_that_yes_is_taken_back(visit: Visit) -> None:
    carer = make_carer(purposes=["support"])
    sign_in(visit, carer)
    response = HttpResponse()
    drafts.save(response, "check", {"answers": answers(8), "taken_along": False})
    bring(visit, response)
    visit.open(HOME)
    measure(visit)
    visit.choose("My support point may keep the results of my checks.")
    visit.button("Keep this check").dblclick()
    expect(visit.page.get_by_text(visit.say("The first check: %(now)s.") % {
        "now": visit.say("%(score)s of %(maximum)s", score=8, maximum=13)
    }).first).to_be_visible()  # fmt: skip
    visit.open("/mijn/toestemming/")
    measure(visit)
    name = visit.say("Take back")
    visit.page.get_by_role("main").get_by_role("button", name=name).click()
    expect(visit.page.get_by_text(visit.say("You took your yes back."))).to_be_visible()
    expect(visit.page.get_by_text(visit.say(CHECKS_STAY))).to_be_visible()
    measure(visit)
    with role("naober_system"):
        assert CheckUp.objects.filter(carer=carer).count() == 1
        assert not has_consent(carer, "checkups")


@pytest.mark.parametrize("visit", PAIRS, indirect=True)
def test_the_support_ends_after_one_more_question(visit: Visit, carer: Carer) -> None:
    sign_in(visit, carer)
    visit.open("/mijn/toestemming/")
    name = visit.say("Take back")
    visit.page.get_by_role("main").get_by_role("link", name=name).click()
    measure(visit)
    visit.button("Stop the support").click()
    expect(
        visit.page.get_by_role("main").get_by_text(visit.say("You have no contact person now."))
    ).to_be_visible()
    measure(visit)


def test_everything_is_taken_along_and_then_left(visit: Visit, carer: Carer) -> None:
    sign_in(visit, carer)
    visit.open("/mijn/downloaden/")
    measure(visit)
    for name, ending in (("Download as PDF", b"%PDF"), ("Download as JSON", b"{")):
        with visit.page.expect_download() as download:
            visit.link(name).click()
        assert download.value.path().read_bytes().startswith(ending)
    visit.open("/mijn/stoppen/")
    measure(visit)
    visit.button("Yes, remove everything").dblclick()
    expect(visit.heading("Everything is removed")).to_be_visible()
    measure(visit)
    visit.page.go_back()
    visit.open(HOME)
    expect(visit.page).to_have_url(re.compile("/account/"))
    with role("naober_system"):
        assert not Carer.objects.exists()


def test_the_name_and_number_of_the_contact_person_are_read_on_every_screen(
    visitor: Visitor, carer: Carer
) -> None:
    visit = Visit(visitor(width=360), "nl", javascript=True)
    sign_in(visit, carer)
    visit.open(HOME)
    call = visit.page.locator(".naober-call")
    for width in (320, 360, 1280):
        visit.page.set_viewport_size({"width": width, "height": 800})
        for words in ("Fenna Hoekstra", "088 000 11 22"):
            assert call.get_by_text(words).evaluate("e => e.offsetWidth") > 9, (words, width)
        rows = visit.page.locator(".naober-header > a, .naober-call, .naober-menu__button")
        middles = rows.evaluate_all(
            "all => all.filter(e => e.offsetWidth).map(e => e.getBoundingClientRect())"
            ".map(box => box.y + box.height / 2)"
        )
        assert max(middles) - min(middles) < 4, f"two lines at {width}"


@pytest.mark.parametrize("visit", A_FEW, indirect=True)
def test_on_paper_are_the_numbers_and_nothing_to_press(visit: Visit, carer: Carer) -> None:
    sign_in(visit, carer)
    visit.open(HOME)
    visit.page.emulate_media(media="print")
    main = visit.page.get_by_role("main")
    expect(main.get_by_role("row")).to_have_count(3)
    expect(main.get_by_role("cell", name="9", exact=True)).to_be_visible()
    presses = main.locator("a:not([href^='tel:']), button, summary")
    assert [one.inner_text() for one in presses.all() if one.is_visible()] == []
    headings = main.get_by_role("heading", level=2)
    expect(headings).to_have_text([visit.say("How it went"), visit.say("What we know about you")])


@pytest.mark.parametrize("visit", PAIRS, indirect=True)
def test_a_young_carer_who_waits_reads_by_when_somebody_calls(visit: Visit) -> None:
    carer = make_carer(is_young=True, first_name="Noa")
    make_case(carer, call_by=clock.today() + timedelta(days=10))
    sign_in(visit, carer)
    visit.open(HOME)
    words = visit.say("You hear from us on %(day)s at the latest.", "young").split(")s")[-1]
    expect(visit.page.get_by_text(words)).to_be_visible()
    measure(visit)
