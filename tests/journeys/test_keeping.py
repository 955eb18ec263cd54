"""Keeping a card right: by the link from a mail, by a thumb, and by a change an editor approves."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import translation
from django.utils.translation import gettext, ngettext
from playwright.sync_api import expect

from naober.directory.models import Service
from naober.directory.services.reminding import send_reminders
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Membership
from naober.shared import clock
from tests.browser import Visitor
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.organisations import make_membership, make_organisation
from tests.journeys.desk import Circumstance, nothing_sticks_out, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = [
    Circumstance("nl", 360, javascript=False),
    Circumstance("nl", 1280, javascript=True),
    Circumstance("en", 360, javascript=True),
]


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def card() -> Service:
    confirmed = clock.today() - timedelta(days=190)
    return make_service(name_nl="Logeerhuis", name_en="", cost_en="", confirmed_on=confirmed)


@pytest.fixture
def provider(card: Service) -> Membership:
    return make_membership(card.organisation, Role.PROVIDER)


def now(card: Service) -> Service:
    with role("naober_system"):
        return Service.objects.get(pk=card.pk)


@pytest.mark.parametrize("here", HERE, ids=str)
def test_a_mail_a_link_a_button_and_the_card_is_sure_again(
    visitor: Visitor, card: Service, here: Circumstance
) -> None:
    send_reminders(on=clock.today())
    link = re.search(r"/aanbod/klopt-nog/\S+", str(mail.outbox[0].body))
    assert link is not None
    page = visitor(width=here.width, language=here.language, javascript=here.javascript)
    with translation.override(here.language):
        page.goto(here.path(link[0]))
        nothing_sticks_out(page)
        expect(page.get_by_text(card.phone.replace(" ", "\u00a0")).first).to_be_visible()
        page.get_by_role("button", name=gettext("Yes, this is still right")).first.click()
        thanks = page.get_by_role("heading", level=1)
        expect(thanks).to_have_text(gettext("Thank you. This is written down."))
        page.goto(here.path(link[0]))  # once more: nothing to press any more
        expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    assert now(card).confirmed_on == clock.today()


@pytest.mark.parametrize("here", HERE, ids=str)
def test_room_is_said_with_one_press_of_a_thumb(
    visitor: Visitor, card: Service, provider: Membership, here: Circumstance
) -> None:
    page = signed_in(visitor, provider.user, here)
    with translation.override(here.language):
        page.goto(here.path("/aanbod/"))
        page.get_by_role("link", name=gettext("Always room")).click()
        button = page.get_by_role(
            "button", name=ngettext("%(number)s place", "%(number)s places", 3) % {"number": 3}
        )
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= 900  # no need to scroll
        button.click()
        said = ngettext("%(number)s place free", "%(number)s places free", 3) % {"number": 3}
        expect(page.get_by_role("main").get_by_text(said)).to_be_visible()
        nothing_sticks_out(page)
    assert (now(card).room, now(card).room_number) == ("free", 3)


@pytest.mark.parametrize("here", HERE, ids=str)
def test_a_change_is_proposed_looked_at_and_approved(
    visitor: Visitor, card: Service, provider: Membership, here: Circumstance
) -> None:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    editor = make_membership(region, Role.EDITOR)
    page = signed_in(visitor, provider.user, here)
    with translation.override(here.language):
        page.goto(here.path(f"/aanbod/kaart/{card.key}/wijzigen/"))
        nothing_sticks_out(page)
        page.get_by_label(gettext("What does it cost?"), exact=False).first.fill("Tien euro.")
        page.get_by_label("Maandag" if here.language == "nl" else "Monday").fill("9-12")
        page.get_by_role("button", name=gettext("Keep as a draft and look")).click()
        expect(page.get_by_role("main")).to_contain_text("Tien euro.")
        page.get_by_role("link", name=gettext("Go on writing")).click()
        page.get_by_role("button", name=gettext("Send to the editor")).click()
        expect(page.get_by_text(gettext("A change waits for an editor"))).to_be_visible()
        assert now(card).cost_nl != "Tien euro."
        desk = signed_in(visitor, editor.user, here)
        desk.goto(here.path("/aanbod/wachten/"))
        desk.get_by_role("main").get_by_role("link").first.click()
        expect(desk.get_by_role("main")).to_contain_text("Tien euro.")
        nothing_sticks_out(desk)
        desk.get_by_role("button", name=gettext("Approve"), exact=True).click()
        expect(desk.get_by_role("status")).to_contain_text(gettext("Everybody sees it now."))
    assert now(card).cost_nl == "Tien euro."
