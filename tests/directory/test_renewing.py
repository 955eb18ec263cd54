"""When cards change, search reads only those, and answers as if it had read all of them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from naober.directory import search
from naober.directory.enums import Daypart, PlaceKind, Room
from naober.directory.models import Category, Service, ServiceCategory
from naober.directory.queries import Found, find, suggestions
from naober.directory.search import SocialMap
from naober.organisations.queries import postcode
from tests.database import role
from tests.factories.directory import make_category, make_rule, make_service, make_word
from tests.factories.organisations import MONDAY, make_postcode

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
LATER = MONDAY + timedelta(hours=1)
DAY = timedelta(days=1)
CHOICES: list[dict[str, list[str]]] = [
    {}, {"room": ["now"]}, {"daypart": [Daypart.NIGHT]}, {"category": ["help.transport"]}
]  # fmt: skip


@pytest.fixture(autouse=True)
def cards(monkeypatch: pytest.MonkeyPatch) -> list[Service]:
    """Forty cards of two kinds, two in one drawer and one of a third kind; a map holds them."""
    monkeypatch.setattr(search, "_built", None)
    make_category("help.transport", label_nl="Vervoer", label_en="Transport")
    make_category("info.point", label_nl="Steunpunt", label_en="Support point")
    make_word("een nachtje weg")
    make_postcode(pc4="9999", latitude=53.0, longitude=6.5)
    many = [
        make_service("help.transport" if n % 3 else "respite.stay", name_nl=f"Huis {n:02}")
        for n in range(40)
    ]
    drawer = [make_service("help.transport", id=UUID(int=n), name_nl="La") for n in (1, 2)]
    return [*many, *drawer, make_service("info.point", name_nl="Wegwijzer")]


def change(card: Service, *, at: datetime = LATER, **values: Any) -> None:
    with role("naober_system"):
        Service.objects.filter(pk=card.pk).update(changed_at=at, **values)


def answers(on: date) -> list[Any]:
    """Return all that people may see: what is found, counted and suggested."""
    found = [
        find(question, on=on, near=near, limit=60, chosen=chosen)
        for question in ("logeren", "huis 07", "zonnebloem", "vervoer", "")
        for near in (None, postcode("9999"))
        for chosen in CHOICES
    ]
    typed = [suggestions(one, on=on) for one in ("hui", "zonn", "vervoe", "nachtje", "steunp")]
    return [*map(seen, found), *typed]


def seen(found: Found) -> Any:
    hits = [(hit.service.key, hit.category, hit.km, hit.freshness) for hit in found.hits]
    return hits, found.total, found.counts, found.without


def renewed_and_anew(
    whole: search.Whole, monkeypatch: pytest.MonkeyPatch, on: date
) -> tuple[Any, Any]:
    """Return what a map answers that was renewed since `whole`, and one that was read anew."""
    assert search.social_map(on).whole is whole, "the map was read anew"
    renewed = answers(on)
    monkeypatch.setattr(search, "_built", None)
    return renewed, answers(on)


CHANGES: dict[str, Callable[[list[Service]], Any]] = {
    "another name": lambda cards: change(cards[7], name_nl="Zonnebloem"),
    "room": lambda cards: change(cards[3], room=Room.WAIT),
    "evenings": lambda cards: change(cards[4], dayparts=[Daypart.NIGHT]),
    "a new card": lambda cards: make_service(
        "help.transport", name_nl="Huis Zonnebloem", organisation=cards[0].organisation
    ),
    "a new card at a place": lambda cards: make_service(
        "help.transport", organisation=cards[0].organisation, place_kind=PlaceKind.LOCATION,
        postcode=postcode("9999"),
    ),
    "the only card of its kind": lambda cards: change(cards[-1], published=False),
    "one of a drawer": lambda cards: change(cards[-2], name_nl="Zonnebloem"),
    "a card that is taken off": lambda cards: change(cards[5], published=False),
    "a card that is deleted": lambda cards: deleted(cards[6]),
    "a card that was replaced": lambda cards: change(cards[8], successor=cards[9]),
    "another kind": lambda cards: moved(cards[0], "help.transport"),
    "closed for a while": lambda cards: change(cards[1], closed_from=TODAY),
    "two names beside each other": lambda cards: renamed_against_their_ids(cards[1:3]),
    "two cards": lambda cards: [change(cards[1], name_nl="Zonnebloem"),
                                change(cards[2], confirmed_on=TODAY - 700 * DAY)],
}  # fmt: skip


def deleted(card: Service) -> None:
    with role("naober_system"):
        Service.objects.filter(pk=card.pk).delete()


def renamed_against_their_ids(cards: list[Service]) -> None:
    """Let the card with the lower id come later in the alphabet."""
    last, first = sorted(cards, key=lambda card: str(card.pk))
    change(last, name_nl="Vogelhof")
    change(first, name_nl="Tuinhof")


def moved(card: Service, code: str) -> None:
    change(card)
    with role("naober_system"):
        ServiceCategory.objects.filter(service=card).update(category=code)


@pytest.mark.parametrize("what", CHANGES)
def test_a_map_that_is_renewed_answers_as_one_that_was_read_anew(
    what: str, cards: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, whole = answers(TODAY), search.social_map(TODAY).whole
    CHANGES[what](cards)
    renewed, anew = renewed_and_anew(whole, monkeypatch, TODAY)
    assert renewed == anew
    assert renewed != before


def test_change_after_change_is_laid_over_the_same_map(
    cards: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = search.social_map(TODAY).whole
    for hours, name in enumerate(("Zonnebloem", "Roos", "Zonnebloem"), start=1):
        change(cards[7], at=MONDAY + timedelta(hours=hours), name_nl=name)
        search.social_map(TODAY)
    renewed, anew = renewed_and_anew(whole, monkeypatch, TODAY)
    assert renewed == anew


DATES: dict[str, dict[str, Any]] = {
    "it comes": {"visible_from": TODAY + 3 * DAY},
    "it goes": {"visible_until": TODAY + 2 * DAY},
    "it closes": {"closed_from": TODAY + 3 * DAY},
    "it opens": {"closed_from": TODAY - DAY, "closed_until": TODAY + 2 * DAY},
    "it is overdue": {"confirmed_on": TODAY - 223 * DAY},
    "nobody confirmed it": {"confirmed_on": None, "asked_from": TODAY + 3 * DAY},
}


@pytest.mark.parametrize("what", DATES)
def test_on_another_day_it_answers_as_one_that_was_read_on_that_day(
    what: str, cards: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    for card in cards[:2]:
        change(card, **DATES[what])
    before, whole = answers(TODAY), search.social_map(TODAY).whole
    assert answers(TODAY + 2 * DAY) == before, "a day too soon"
    renewed, anew = renewed_and_anew(whole, monkeypatch, TODAY + 3 * DAY)
    assert renewed == anew
    assert renewed != before


@pytest.mark.parametrize("ends", ["visible_until", "closed_until"])
def test_what_ends_on_the_day_of_the_map_is_over_on_the_next(
    ends: str, cards: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = TODAY - DAY if ends == "closed_until" else None
    change(cards[0], **{"closed_from": begun, ends: TODAY})
    before, whole = answers(TODAY), search.social_map(TODAY).whole
    renewed, anew = renewed_and_anew(whole, monkeypatch, TODAY + DAY)
    assert renewed == anew
    assert renewed != before


def test_a_card_sinks_from_its_day_on(cards: list[Service]) -> None:
    change(cards[0], confirmed_on=None, asked_from=TODAY + DAY)
    assert not search.social_map(TODAY).sinks.any()
    assert search.social_map(TODAY + DAY).sinks.sum() == 1


def test_another_rule_of_freshness_is_seen_by_all_cards(
    cards: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rule(valid_from=TODAY + DAY, interval_months=1, overdue_after_weeks=1)
    change(cards[0], confirmed_on=TODAY - 60 * DAY)
    assert not search.social_map(TODAY).sinks.any()
    assert search.social_map(TODAY + DAY).sinks.sum() == 1


def test_what_a_kind_of_support_is_called_now_is_seen_when_a_card_changes(
    cards: list[Service],
) -> None:
    assert suggestions("rondrit", on=TODAY) == ()
    with role("naober_system"):
        Category.objects.filter(code="help.transport").update(label_nl="Rondrit")
    change(cards[3], room=Room.WAIT)
    assert [one.text for one in suggestions("rondrit", on=TODAY)] == ["Rondrit"]


def test_when_many_cards_changed_all_are_read_anew(cards: list[Service]) -> None:
    whole = search.social_map(TODAY).whole
    for card in cards[:6]:
        change(card, name_nl="Zonnebloem")
    renewed = search.social_map(TODAY)
    assert renewed.whole is not whole
    assert np.count_nonzero(renewed.index.cards.alive) == len(renewed.index.cards) == len(cards)


def test_no_more_cards_are_laid_over_than_a_number(
    cards: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LAID_OVER", 1)
    whole = search.social_map(TODAY).whole
    change(cards[0], name_nl="Zonnebloem")  # one is gone and one is fresh
    assert search.social_map(TODAY).whole is not whole


@pytest.mark.parametrize("many", [search.MANY, 0])
def test_a_new_everyday_word_counts_at_once_and_of_many_cards_none_is_read_for_it(
    many: int, cards: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    stays = search.social_map(TODAY)
    make_word("plumeau")
    change(cards[0], name_nl="Huis Plumeau en zo")
    monkeypatch.setattr(search, "MANY", many)
    words = search._build_once(TODAY, (TODAY, *search.map_version()))
    assert (words.whole.cards is stays.whole.cards) == (many == 0)
    monkeypatch.setattr(search, "MANY", 5000)
    assert find("plumeau", on=TODAY).hits[0].service.key == cards[0].key
    assert suggestions("plume", on=TODAY)[0].kind == "respite.stay"


def test_a_day_before_is_read_anew() -> None:
    def of(on: date) -> SocialMap:
        return search.social_map(on)

    whole = of(TODAY).whole
    assert of(TODAY - DAY).whole is not whole
