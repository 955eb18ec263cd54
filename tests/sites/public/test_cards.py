"""Cards: drawn once as long as they say the same."""

from datetime import timedelta

import pytest

from naober.directory.models import Service
from naober.directory.queries import service
from naober.organisations.models import Organisation
from naober.sites.public import cards
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY

pytestmark = pytest.mark.django_db
KEY = "huis"


@pytest.fixture(autouse=True)
def _card() -> None:
    cards._drawn.cache_clear()
    make_service(key=KEY, name_nl="Huis Brink", name_en="Brink House")


def drawn(language: str = "nl") -> str:
    hit = service(KEY)
    assert hit
    return cards.drawn(hit, language, MONDAY.date())


def test_the_same_card_is_drawn_once_for_each_language() -> None:
    assert "Huis Brink" in drawn()
    assert drawn() is drawn()
    assert "Eerste stap" in drawn()
    assert "First step" in drawn("en")
    assert cards._drawn.cache_info().currsize == 2


def test_a_card_that_changed_is_drawn_anew() -> None:
    drawn()
    later = MONDAY + timedelta(days=1)
    with role("naober_system"):
        Service.objects.filter(key=KEY).update(name_nl="Huis Heide", changed_at=later)
    assert "Huis Heide" in drawn()


def test_a_card_whose_organisation_changed_its_name_is_drawn_anew() -> None:
    drawn()
    with role("naober_system"):
        Organisation.objects.filter(services__key=KEY).update(name="Nieuwe Naam")
    assert "Nieuwe Naam" in drawn()
