"""Cards: drawn once for the same words."""

from dataclasses import replace

import pytest
from django.utils import translation

from naober.directory.queries import Hit
from naober.sites.cards import card_of, drawn
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY

pytestmark = pytest.mark.django_db


def test_the_same_card_is_drawn_once_and_another_anew() -> None:
    day = MONDAY.date()
    hit = Hit(make_service(name_nl="Huis Brink", name_en="Brink House"), None)
    with translation.override("nl"):
        card = card_of(hit, today=day)
    drawn.cache_clear()
    assert "Huis Brink" in drawn(card, "nl", day)
    assert drawn(card, "nl", day) is drawn(card, "nl", day)
    assert "Eerste stap" in drawn(card, "nl", day)
    assert "First step" in drawn(card, "en", day)
    assert "Huis Heide" in drawn(replace(card, name="Huis Heide"), "nl", day)
    assert drawn.cache_info().currsize == 3
