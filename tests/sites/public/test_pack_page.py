"""What somebody keeps for their pack stays on their device; the PDF is made when they ask."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from naober.directory.models import Service
from naober.sites import kept
from naober.sites.limits import PACKS_IN_A_MINUTE
from naober.sites.public.views import pack as views
from tests.database import role
from tests.factories.directory import make_category, make_service
from tests.factories.organisations import MONDAY, make_municipality, make_organisation

pytestmark = pytest.mark.django_db

PACK, MINE = "/pakket/", "/pakket/mijn-pakket.pdf"


def keep(client: Client, *cards: Service, **more: Any) -> None:
    for card in cards:
        client.post(PACK, {"keep": card.key}, **more)


def page_of(client: Client) -> str:
    return client.get(PACK).content.decode()


def order_of(client: Client) -> list[str]:
    return re.findall(r'id="kaart-([\w-]+)"', page_of(client))


def text_of(response: Any) -> str:
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# Keeping


def test_a_card_is_kept_and_one_is_back_where_one_was() -> None:
    client, card = Client(), make_service()
    before = "http://testserver/hulp/?q=logeren&page=2"
    response = client.post(PACK, {"keep": card.key}, headers={"referer": before})
    assert response["Location"] == f"/hulp/?q=logeren&page=2#kaart-{card.key}"
    assert order_of(client) == [card.key]


@pytest.mark.parametrize(
    "elsewhere",
    ["", "https://elders.example.org/hulp/", "http://testserver//elders.example.org/", "http://["],
)
def test_one_is_never_led_to_another_site(elsewhere: str) -> None:
    card = make_service()
    response = Client().post(PACK, {"keep": card.key}, headers={"referer": elsewhere})
    assert response["Location"] == PACK


def test_each_card_has_a_button_and_says_when_it_is_kept() -> None:
    client = Client()
    make_category("respite.stay")
    card, other = make_service("respite.stay"), make_service("respite.stay")
    keep(client, card)
    for where in ("/hulp/?category=respite.stay", f"/hulp/{card.key}/"):
        page = client.get(where).content.decode()
        assert page.count('<form id="pack"') == 1
        assert f'name="keep" value="{card.key}"' not in page
        assert "In het pakket" in page
    page = client.get("/hulp/?category=respite.stay").content.decode()
    assert f'form="pack" name="keep" value="{other.key}"' in page


def test_the_menu_says_how_many_are_kept_and_nothing_where_none_are() -> None:
    client = Client()
    assert "Mijn pakket (" not in client.get("/").content.decode()
    keep(client, make_service(), make_service())
    assert "Mijn pakket (2)" in client.get("/").content.decode()


def test_what_is_kept_stays_on_the_device_and_nobody_can_read_it() -> None:
    client, card = Client(), make_service()
    keep(client, card)
    cookie = client.cookies["naober_pack"]
    assert card.key not in cookie.value
    assert cookie["httponly"]
    assert not cookie["expires"]
    assert order_of(Client()) == []


def test_a_card_is_kept_once_and_at_most_thirty_are() -> None:
    client = Client()
    cards = [make_service(key=f"{number:02}{'abcdefghij' * 7}") for number in range(31)]
    keep(client, cards[0], cards[0], *cards[1:])
    assert order_of(client) == [one.key for one in cards[:30]]
    assert "Het pakket is vol" in page_of(client)
    assert client.post(PACK, {"keep": cards[30].key})["Location"] == PACK


def test_what_does_not_exist_is_not_kept() -> None:
    client = Client()
    client.post(PACK, {"keep": "bestaat-niet"})
    client.post(PACK, {"keep": "<script>"})
    assert order_of(client) == []


def test_up_down_off_and_empty() -> None:
    client = Client()
    a, b, c = cards = [make_service() for _ in range(3)]
    keep(client, *cards)
    client.post(PACK, {"up": c.key})
    assert order_of(client) == [a.key, c.key, b.key]
    client.post(PACK, {"down": a.key})
    assert order_of(client) == [c.key, a.key, b.key]
    client.post(PACK, {"up": c.key}), client.post(PACK, {"down": b.key})
    client.post(PACK, {"up": "bestaat-niet"}), client.post(PACK, {})
    assert order_of(client) == [c.key, a.key, b.key]
    client.post(PACK, {"off": a.key})
    assert order_of(client) == [c.key, b.key]
    client.post(PACK, {"empty": "1"})
    assert order_of(client) == []
    assert "Er zit nog niets in" in page_of(client)


def test_a_card_that_is_gone_is_counted_and_not_shown() -> None:
    client, card = Client(), make_service()
    keep(client, card, make_service())
    with role("naober_system"):
        Service.objects.filter(pk=card.pk).update(published=False)
    assert "1 bewaarde kaart is er niet meer" in page_of(client)


def test_a_cookie_that_somebody_else_made_up_is_nothing() -> None:
    client = Client()
    client.cookies["naober_pack"] = "onzin"
    assert order_of(client) == []


@pytest.mark.parametrize("strange", [{"cards": "abc"}, {"cards": [1, None]}, {}])
def test_a_draft_of_another_shape_does_no_harm(
    strange: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept.drafts, "load", lambda *_: strange)
    assert order_of(Client()) == []


# The PDF


def test_the_pack_holds_every_card_that_was_chosen() -> None:
    client, cards = Client(), [make_service() for _ in range(3)]
    keep(client, *cards)
    response = client.get(MINE)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="naober.pdf"'
    assert response["Cache-Control"] == "no-store"
    text = text_of(response)
    assert all(one.name_nl in text for one in cards)


def test_an_empty_pack_leads_to_the_page_that_says_how() -> None:
    assert Client().get(MINE)["Location"] == PACK


def test_large_and_for_a_professional_as_one_asks() -> None:
    client = Client()
    keep(client, make_service())
    assert "Zo verwijst u" in text_of(client.get(f"{MINE}?for=professional&large=1"))
    assert "Zo verwijst u" not in text_of(client.get(f"{MINE}?for=x&large=x"))


def test_the_pack_of_a_municipality_has_an_address() -> None:
    point = make_organisation()
    card = make_service()
    assert point.municipality is not None
    response = Client().get(f"/pakket/{point.municipality.slug}.pdf")
    assert f'filename="naober-{point.municipality.slug}.pdf"' in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store"
    text = text_of(response)
    assert point.name in text
    assert card.name_nl in text
    assert Client().get("/pakket/bestaat-niet.pdf").status_code == 404


def test_the_form_leads_to_that_address_with_what_was_asked() -> None:
    place = make_municipality()
    asked = {"gemeente": place.slug, "large": "1", "for": "professional"}
    response = Client().get("/pakket/gemeente/", asked)
    assert response["Location"] == f"/pakket/{place.slug}.pdf?large=1&for=professional"
    plain = Client().get("/pakket/gemeente/", {"gemeente": place.slug})
    assert plain["Location"] == f"/pakket/{place.slug}.pdf"
    assert Client().get("/pakket/gemeente/")["Location"] == PACK


def test_a_pack_is_made_once_in_a_minute_and_anew_when_a_card_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = make_municipality()
    made: list[str] = []

    def make(*_: Any, **__: Any) -> bytes:
        made.append("a pack")
        return b"%PDF"

    monkeypatch.setattr(views, "municipality_pack", make)
    where = f"/pakket/{place.slug}.pdf"
    Client().get(where), Client().get(where)
    assert len(made) == 1
    Client().get(f"{where}?large=1"), Client().get(f"/en{where}")
    assert len(made) == 3
    make_service(changed_at=MONDAY)
    Client().get(where)
    assert len(made) == 4


def test_who_asks_without_end_waits_and_reads_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "chosen_pack", lambda *_, **__: b"%PDF")
    client = Client()
    keep(client, make_service())
    answers = [client.get(MINE) for _ in range(PACKS_IN_A_MINUTE + 1)]
    assert [one.status_code for one in answers] == [200] * PACKS_IN_A_MINUTE + [429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert "Er zijn net veel pakketten gemaakt" in answers[-1].content.decode()
    place = make_municipality()
    assert client.get(f"/pakket/{place.slug}.pdf").status_code == 429
