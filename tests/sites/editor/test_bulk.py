"""Editors: the same change on many cards, step by step, with a look before it."""

import re
from typing import Any

import pytest
from django.test import Client

from naober.directory.enums import Interval
from naober.directory.models import Service
from naober.directory.queries import MOST_AT_ONCE
from naober.organisations.enums import OrganisationKind, Role
from naober.sites.editor.forms.bulk import CHANGES, asks_nothing
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db

HERE = "/redactie/samen/"
WRONG = {"value": ["nergens"], "how": "add", "first": "gisteren", "last": "", "why": ""}


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def editor() -> Client:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    client = Client()
    client.force_login(make_membership(region, Role.EDITOR).user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def hidden(page: str) -> dict[str, list[str]]:
    """Return the hidden fields of a page, as a browser sends them."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if given.get("type") == "hidden":
            found.setdefault(given["name"], []).append(given.get("value", ""))
    return found


def steps(editor: Client, *cards: Service, what: str, **value: Any) -> str:
    """Go to the preview of a change, and return it."""
    chosen = {"card": [one.key for one in cards], "what": what}
    page = text(editor.post(HERE, chosen | {"step": "choose"}))
    if asks_nothing(what):
        return page
    return text(editor.post(HERE, hidden(page) | value | {"step": "value"}))


def done(editor: Client, preview: str) -> str:
    return text(editor.post(HERE, hidden(preview) | {"step": "do"}, follow=True))


def now(card: Service) -> Service:
    with role("naober_system"):
        return Service.objects.get(pk=card.pk)


def test_an_editor_chooses_looks_and_does_it(editor: Client) -> None:
    cards = [make_service(), make_service()]
    other = make_service(published=False)
    preview = steps(editor, *cards, other, what="interval_months", value="12")
    assert "2 kaarten worden anders" in preview
    assert "Zoals de gemeente of de regio het doet" in preview
    assert "1 kaart blijft zoals die is" in preview
    assert "Keur eerst" in preview
    assert "2 kaarten zijn gewijzigd." in done(editor, preview)
    assert [now(one).interval_months for one in (*cards, other)] == [Interval.YEAR] * 2 + [None]
    assert "het was al zo" in done(editor, preview)


def test_a_preview_that_grew_old_is_shown_anew_and_then_done(editor: Client) -> None:
    cards = [make_service(), make_service()]
    preview = steps(editor, *cards, what="phone", value="088 000 00 09")
    done(editor, steps(editor, cards[0], what="confirm"))
    again = done(editor, preview)
    assert "Iemand anders wijzigde" in again
    assert now(cards[1]).phone != "088 000 00 09"
    assert "2 kaarten zijn gewijzigd." in done(editor, again)
    assert now(cards[1]).phone == "088 000 00 09"


@pytest.mark.parametrize("what", [one for one in CHANGES if not asks_nothing(one)])
def test_what_cannot_be_is_said_beside_the_field(editor: Client, what: str) -> None:
    page = steps(editor, make_service(), what=what, **WRONG)
    assert "Er klopt nog iets niet" in page
    assert "wordt anders" not in page


def test_a_kind_of_help_is_added_and_taken_off_with_its_name(editor: Client) -> None:
    cards = [make_service("respite.stay"), make_service("respite.night")]
    make_service("support.cafe")
    preview = steps(editor, *cards, what="kinds", value=["support.cafe"], how="add")
    assert "2 kaarten worden anders" in preview
    assert "2 kaarten zijn gewijzigd." in done(editor, preview)
    preview = steps(editor, *cards, what="kinds", value=["respite.stay"], how="remove")
    assert "1 kaart wordt anders" in preview
    assert "2 kaarten" not in preview
    assert "1 kaart is gewijzigd." in done(editor, preview)
    with role("naober_system"):
        kinds = [[kind.category_id for kind in one.kinds.all()] for one in cards]
    assert kinds == [["support.cafe"], ["respite.night", "support.cafe"]]


def test_nothing_filled_in_takes_no_telephone_number_off_many_cards(editor: Client) -> None:
    assert "Vul dit in." in steps(editor, make_service(), what="phone", value="")


def test_what_was_filled_in_can_be_filled_in_anew(editor: Client) -> None:
    preview = steps(editor, make_service(), what="phone", value="088 000 00 09")
    assert 'value="088 000 00 09"' in text(editor.post(HERE, hidden(preview) | {"step": "again"}))


def test_closing_is_shown_with_its_days_and_why(editor: Client) -> None:
    card = make_service()
    days = {"first": "2030-07-01", "last": "2030-07-31", "why": "Vakantie."}
    preview = steps(editor, card, what="close", **days)
    assert "Dicht van 1 juli 2030 tot en met 31 juli 2030. Vakantie." in preview
    done(editor, preview)
    assert "Open" in steps(editor, card, what="reopen")
    wrong = days | {"last": "2030-06-01"}
    assert "komt voor de eerste" in steps(editor, card, what="close", **wrong)


def test_until_when_may_be_nothing(editor: Client) -> None:
    card = make_service(visible_until="2030-01-01")
    preview = steps(editor, card, what="visible_until", value="")
    assert "Tot iemand de kaart eraf haalt" in preview
    done(editor, preview)
    assert now(card).visible_until is None


def test_nothing_chosen_is_said_and_what_was_chosen_stays(editor: Client) -> None:
    card = make_service()
    assert "Kies minstens" in text(editor.post(HERE, {"what": "confirm"}))
    page = text(editor.post(HERE, {"card": [card.key], "what": ""}))
    assert "Zeg wat er anders moet." in page
    assert re.search(rf'value="{card.key}" checked', page)


def test_all_cards_of_a_list_at_once(editor: Client) -> None:
    ours = [make_service(name_nl=f"Vlinder {number}") for number in range(2)]
    make_service(name_nl="Mol")
    assert "Alle 2 kaarten" in text(editor.get(HERE, {"q": "vlinder"}))
    body = {"all": "on", "q": "vlinder", "what": "confirm", "step": "choose"}
    preview = text(editor.post(HERE, body))
    assert all(one.key in preview for one in ours)
    assert "Mol" not in preview


def test_more_than_one_can_look_through_is_too_much(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("naober.directory.queries.MOST_AT_ONCE", 2)
    cards = [make_service() for _one in range(3)]
    page = text(editor.get(HERE))
    assert "Hoogstens 2 tegelijk." in page
    assert 'name="all"' not in page
    assert "Kies er hoogstens 2." in steps(editor, *cards, what="confirm")
    assert MOST_AT_ONCE == 100


@pytest.mark.parametrize(
    ("state", "fits"),
    [("overdue", 1), ("ask", 1), ("never", 1), ("closed", 1), ("off", 1), ("", 5)],
)
def test_a_part_of_the_list(editor: Client, state: str, fits: int) -> None:
    far = {"confirmed_on": "2100-01-01"}
    make_service(confirmed_on="2020-01-01")
    make_service(confirmed_on=None, asked_from="2100-01-01")
    make_service(closed_from="2020-01-01", **far)
    make_service(visible_until="2020-01-01", **far)
    make_service(**far)
    assert text(editor.get(HERE, {"state": state})).count('name="card"') == fits


def test_an_editor_of_a_municipality_sees_only_those_cards() -> None:
    membership = make_membership(role=Role.EDITOR)
    ours, other = make_service(organisation=membership.organisation), make_service()
    client = Client()
    client.force_login(membership.user)
    page = text(client.get(HERE))
    assert ours.key in page
    assert other.key not in page
    assert "Kies minstens" in steps(client, other, what="confirm")


@pytest.mark.parametrize("sent", [{"card": "a\0b"}, {"seen": "a\0b c", "step": "do"}])
def test_what_is_no_key_of_a_card_is_left_out(editor: Client, sent: dict[str, str]) -> None:
    card = make_service()
    answer = editor.post(HERE, {"card": card.key, "what": "confirm"} | sent)
    assert answer.status_code == 200


def test_what_was_chosen_stays_chosen_on_another_page(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("naober.sites.editor.views.bulk.PAGE", 1)
    first, second = (make_service(name_nl=name) for name in ("Aap", "Beer"))
    sent = {"card": first.key, "what": "confirm"}
    page = text(editor.post(HERE, sent | {"turn": "2"}))
    assert f'type="hidden" name="card" value="{first.key}"' in page
    assert "En één kaart op een andere bladzijde." in page
    assert f'value="{second.key}">' in page
    back = text(editor.post(HERE, sent | {"turn": "1"}))
    assert f'value="{first.key}" checked' in back
