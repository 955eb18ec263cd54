"""Signing in with a real browser: with and without a script, by code, app and passkey."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from naober.accounts.models import User
from tests.browser import Browser, Visitor
from tests.factories.carers import make_carer
from tests.factories.organisations import make_membership
from tests.sign_in import app_code, mailed_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_home(chromium: Browser, live_server: Any) -> Iterator[Visitor]:
    """Open the site as `localhost`: passkeys do not work on a bare address."""
    visitor = Visitor(chromium, str(live_server).replace("127.0.0.1", "localhost"))
    yield visitor
    visitor.close()
    assert visitor.outside == []


@pytest.fixture
def complaints() -> list[str]:
    return []


def watched(page: Page, complaints: list[str]) -> Page:
    """Note every script error and everything that the content security policy stopped."""
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def with_passkeys(page: Page) -> None:
    """Give the device of this page a finger to hold on the sensor."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def by_code(page: Page, user: User) -> None:
    page.get_by_label("Mailadres").fill(user.email)
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("Code uit de mail").fill(mailed_code())
    page.get_by_role("button", name="Inloggen", exact=True).click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_carer_signs_in_with_a_code_and_out_again(
    at_home: Visitor, complaints: list[str], *, javascript: bool
) -> None:
    carer = make_carer()
    assert carer.account is not None
    page = watched(at_home(width=360, javascript=javascript), complaints)
    page.goto("/mijn/")
    expect(page).to_have_url(re.compile("/account/inloggen/"))
    expect(page.get_by_role("button", name="toegangssleutel")).to_have_count(
        0 if not javascript else 1
    )
    by_code(page, carer.account)
    expect(page).to_have_url("/mijn/")
    page.goto("/account/uitloggen/")
    page.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    page.goto("/mijn/")
    expect(page).to_have_url(re.compile("/account/inloggen/"))
    assert complaints == []


def test_a_wrong_code_says_so_beside_the_field(at_home: Visitor) -> None:
    page = at_home()
    page.goto("/account/inloggen/")
    page.get_by_label("Mailadres").fill("iemand@example.org")
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("Code uit de mail").fill("00000000")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    field = page.get_by_label("Code uit de mail")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Deze code klopt niet"))


def test_a_consultant_adds_a_passkey_and_from_then_on_needs_no_code(
    at_home: Visitor, complaints: list[str]
) -> None:
    member = make_membership()
    page = watched(at_home(), complaints)
    with_passkeys(page)
    page.goto("/balie/")
    by_code(page, member.user)
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen en beveiligen")
    page.get_by_role("link", name="Voeg een toegangssleutel toe").click()
    page.get_by_role("button", name="Voeg een toegangssleutel toe").click()
    expect(page).to_have_url(re.compile("/account/opnieuw/passkey/"))
    page.get_by_role("main").get_by_role("button", name="toegangssleutel").click()
    expect(page).to_have_url(re.compile("/account/tweede-stap/codes/"))
    assert Authenticator.objects.filter(user=member.user, type="webauthn").count() == 1
    page.goto("/balie/")
    expect(page).to_have_url("/balie/")
    page.goto("/account/uitloggen/")
    page.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    page.goto("/balie/")
    page.get_by_role("button", name="toegangssleutel").click()
    expect(page).to_have_url("/balie/")
    assert complaints == []


def test_a_passkey_that_is_refused_says_so(at_home: Visitor, complaints: list[str]) -> None:
    page = watched(at_home(), complaints)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    page.goto("/account/inloggen/")
    page.evaluate(
        "() => { navigator.credentials.get ="
        " () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
    )
    page.get_by_role("button", name="toegangssleutel").click()
    expect(page.get_by_role("alert")).to_contain_text("Dat lukte niet")
    assert complaints == []


def test_a_coordinator_connects_an_app_by_typing_its_letters(
    at_home: Visitor, complaints: list[str]
) -> None:
    member = make_membership(role="coordinator")
    page = watched(at_home(width=360), complaints)
    page.goto("/balie/")
    by_code(page, member.user)
    page.goto("/account/tweede-stap/app/")
    picture = page.get_by_role("main").locator("img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    secret = page.get_by_role("main").locator("code").inner_text()
    page.get_by_label("Code uit de app").fill(app_code(secret))
    page.get_by_role("main").get_by_role("button").last.click()
    page.get_by_label("Code uit de app").fill(app_code(secret))
    page.get_by_role("main").get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservecodes")
    page.goto("/balie/")
    expect(page).to_have_url("/balie/")
    assert complaints == []
