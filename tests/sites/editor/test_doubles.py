"""Editors: pairs of cards side by side, one card of two, or two different ones."""

from typing import Any

import pytest
from django.test import Client

from naober.directory.models import ComparedCards, Service
from naober.organisations.enums import OrganisationKind, Role
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db

HERE = "/redactie/dubbel/"
SEEN = {"seen_first": "0", "seen_second": "0"}


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def editor() -> Client:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    client = Client()
    client.force_login(make_membership(region, Role.EDITOR).user)
    return client


@pytest.fixture
def pair() -> tuple[Service, Service]:
    same = {"name_nl": "De Vlinder", "name_en": "", "conditions": ["dementia"]}
    return make_service(**same), make_service(**same | {"conditions": ["frail"], "cost_nl": "Tien"})


def text(response: Any) -> str:
    return str(response.content.decode())


def path(pair: tuple[Service, Service]) -> str:
    return f"{HERE}{pair[0].key}/{pair[1].key}/"


def answers(**more: str) -> dict[str, str]:
    texts = ("summary", "audience", "first_step", "cost")
    asked = {f"take_{one}_{lang}": "first" for one in texts for lang in ("nl", "en")}
    return asked | SEEN | {"stays": "first", "take_conditions": "both"} | more


def now(card: Service) -> Service:
    with role("naober_system"):
        return Service.objects.get(pk=card.pk)


def test_without_a_pair_the_page_says_so(editor: Client) -> None:
    assert "Geen dubbele kaarten" in text(editor.get(HERE))


def test_a_pair_is_shown_with_what_they_share(
    editor: Client, pair: tuple[Service, Service]
) -> None:
    page = text(editor.get(HERE))
    assert "1 paar" in page
    assert "Wat gelijk is: dezelfde naam, hetzelfde telefoonnummer" in page


def test_side_by_side_only_what_differs_is_asked(
    editor: Client, pair: tuple[Service, Service]
) -> None:
    page = text(editor.get(path(pair)))
    assert "Wat op allebei staat" in page
    assert "Tien" in page
    assert "take_phone" not in page


def test_two_become_one_and_two_again(editor: Client, pair: tuple[Service, Service]) -> None:
    page = text(editor.post(path(pair), answers(take_cost_nl="second"), follow=True))
    assert "Het is nu één kaart." in page
    assert "Laatst samengevoegd" in page
    kept = now(pair[0])
    assert (kept.conditions, kept.cost_nl) == (["dementia", "frail"], "Tien")
    with role("naober_system"):
        merged = ComparedCards.objects.get()
    assert "weer twee kaarten" in text(editor.post(f"{HERE}terug/{merged.pk}/", follow=True))
    assert now(pair[0]).conditions == ["dementia"]
    assert editor.post(f"{HERE}terug/{merged.pk}/").status_code == 404


def test_the_second_card_can_stay(editor: Client, pair: tuple[Service, Service]) -> None:
    editor.post(path(pair), answers(stays="second"))
    assert now(pair[0]).successor == pair[1]


def test_who_looked_before_somebody_saved_is_told(
    editor: Client, pair: tuple[Service, Service]
) -> None:
    editor.post(path(pair), answers())
    assert "al vervangen" in text(editor.post(path(pair), answers()))


def test_two_different_ones_do_not_come_back(editor: Client, pair: tuple[Service, Service]) -> None:
    page = text(editor.post(f"{path(pair)}anders/", follow=True))
    assert "Onthouden." in page
    assert "Geen dubbele kaarten" in page


def test_an_editor_of_another_municipality_sees_no_pair(pair: tuple[Service, Service]) -> None:
    client = Client()
    client.force_login(make_membership(role=Role.EDITOR).user)
    assert "Geen dubbele kaarten" in text(client.get(HERE))
    assert client.get(path(pair)).status_code == 404
