"""The same change on many cards: all of them or none, and never over what somebody else did."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from naober.directory.bulk import CLOSE, CONFIRM, OFF, REOPEN, BulkChange, planned_changes
from naober.directory.enums import How, Interval, Payer, Scope, VersionState
from naober.directory.exceptions import CardsChangedError
from naober.directory.models import CardVersion, Service
from naober.directory.queries import cards_kept_by, whole_card
from naober.directory.services import together
from naober.directory.services.keeping import set_room
from naober.directory.services.together import change_cards
from naober.directory.services.versions import propose_version, save_draft
from naober.organisations.enums import OrganisationKind, Role
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY, make_actor, make_membership, make_organisation

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
LATER = MONDAY + timedelta(days=10)
YEARLY = BulkChange("interval_months", Interval.YEAR.value)


@pytest.fixture
def by() -> Actor:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return actor_of(make_membership(region, Role.EDITOR))


@pytest.fixture
def cards() -> list[Service]:
    return [make_service(), make_service()]


def planned(by: Actor, cards: list[Service], change: BulkChange, on: date = TODAY) -> list[Any]:
    with acting_as(by):
        keys = [one.key for one in cards]
        kept = whole_card(cards_kept_by(by)).filter(key__in=keys).order_by("key")
        return planned_changes(list(kept), change, on=on)


def marks(by: Actor, cards: list[Service], change: BulkChange = YEARLY) -> dict[str, str]:
    return {one.service.key: one.mark for one in planned(by, cards, change)}


def do(by: Actor, seen: dict[str, str], change: BulkChange = YEARLY) -> list[Any]:
    with acting_as(by):
        return change_cards(by=by, marks=seen, change=change, at=LATER)


def now(card: Service) -> Service:
    with role("naober_system"):
        return Service.objects.get(pk=card.pk)


def versions(*cards: Service) -> list[CardVersion]:
    with role("naober_system"):
        return list(CardVersion.objects.filter(service__in=cards))


def after(by: Actor, card: Service, change: BulkChange, on: date = TODAY) -> Any:
    (one,) = planned(by, [card], change, on)
    return one.why_not or one.after


def test_every_card_becomes_so_and_gets_a_version_as_by_hand(
    by: Actor, cards: list[Service]
) -> None:
    assert len(do(by, marks(by, cards))) == 2
    assert [now(one).interval_months for one in cards] == [12, 12]
    written = versions(*cards)
    assert [(one.number, one.state) for one in written] == [(1, VersionState.APPROVED)] * 2
    assert {one.made_by_id for one in written} == {by.membership_id}


def test_a_second_press_does_nothing(by: Actor, cards: list[Service]) -> None:
    seen = marks(by, cards)
    do(by, seen)
    assert do(by, seen) == []
    assert len(versions(*cards)) == 2


@pytest.mark.parametrize("what", ["version", "draft", "room"])
def test_nothing_is_done_where_somebody_changed_one_card_since(
    by: Actor, cards: list[Service], what: str
) -> None:
    seen = marks(by, cards)
    with acting_as(by):
        if what == "room":
            set_room(by=by, service=cards[0], room="wait", number=2, at=LATER)  # type: ignore[arg-type]
        else:
            write = propose_version if what == "version" else save_draft
            write(by=by, service=cards[0], card={"phone": "1"}, seen=0, at=MONDAY)
    with pytest.raises(CardsChangedError) as refused:
        do(by, seen)
    assert refused.value.keys == [cards[0].key]
    assert [now(one).interval_months for one in cards] == [None, None]


def test_all_is_taken_back_where_the_last_card_fails(
    by: Actor, cards: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []

    def fails_at_the_second(**given: Any) -> None:
        if written:
            raise RuntimeError
        written.append(propose_version(**given))

    monkeypatch.setattr(together, "propose_version", fails_at_the_second)
    with pytest.raises(RuntimeError):
        do(by, marks(by, cards))
    assert versions(*cards) == []


def test_no_more_are_changed_than_one_can_look_through(
    by: Actor, cards: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("naober.directory.bulk.MOST_AT_ONCE", 1)
    with pytest.raises(Refused):
        do(by, marks(by, cards))


def test_a_card_that_is_gone_is_told(by: Actor, cards: list[Service]) -> None:
    with pytest.raises(CardsChangedError) as refused:
        do(by, marks(by, cards) | {"weg": "0-1"})
    assert refused.value.keys == ["weg"]


def test_an_editor_of_another_municipality_cannot(by: Actor, cards: list[Service]) -> None:
    seen = marks(by, cards)
    with pytest.raises(CardsChangedError):
        do(make_actor(role=Role.EDITOR), seen)


def test_who_keeps_cards_of_an_organisation_cannot(by: Actor) -> None:
    owner = make_organisation()
    card = make_service(organisation=owner)
    with pytest.raises(PermissionDenied):
        do(make_actor(owner, Role.PROVIDER), marks(by, [card]))


def test_a_list_is_added_to_taken_from_or_replaced(by: Actor) -> None:
    card = make_service(payers=[Payer.FREE, Payer.OWN])
    assert after(by, card, BulkChange("payers", ["wmo"], How.ADD)) == ["free", "own", "wmo"]
    assert after(by, card, BulkChange("payers", ["free"], How.REMOVE)) == ["own"]
    assert after(by, card, BulkChange("payers", ["wmo"], How.REPLACE)) == ["wmo"]
    is_so = "Deze kaart is al zo."
    assert after(by, card, BulkChange("payers", ["own", "free"], How.REPLACE)) == is_so
    assert after(by, card, BulkChange("payers", ["own"], How.ADD)) == is_so


def test_a_kind_is_added_last_or_taken_off_and_no_card_is_without_a_kind(by: Actor) -> None:
    card = make_service("respite.stay")
    other = make_service("support.cafe")
    add = BulkChange("kinds", ["support.cafe"], How.ADD)
    assert after(by, card, add) == ["respite.stay", "support.cafe"]
    assert after(by, other, add) == "Deze kaart is al zo."
    do(by, marks(by, [card], add), add)
    off = BulkChange("kinds", ["respite.stay"], How.REMOVE)
    assert after(by, card, off) == ["support.cafe"]
    last = BulkChange("kinds", ["support.cafe"], How.REMOVE)
    assert "geen enkele soort hulp" in after(by, other, last)
    do(by, marks(by, [card], off), off)
    with role("naober_system"):
        assert [one.category_id for one in card.kinds.all()] == ["support.cafe"]
    assert [one.state for one in versions(card)] == [VersionState.APPROVED] * 2
    with pytest.raises(CardsChangedError):
        do(by, marks(by, [card], last), last)


def test_municipalities_are_changed_where_they_count(by: Actor) -> None:
    places = sorted(make_organisation().municipality_id for _one in range(2))
    card = make_service(scope=Scope.LOCAL)
    with role("naober_system"):
        card.municipalities.add(places[1])
    assert after(by, card, BulkChange("municipalities", places, How.ADD)) == places
    assert "geen enkele gemeente" in after(
        by, card, BulkChange("municipalities", [places[1]], How.REMOVE)
    )
    wide = make_service(scope=Scope.REGIONAL)
    assert "meer dan een paar" in after(by, wide, BulkChange("municipalities", places, How.ADD))
    assert "welke gemeenten" in after(by, wide, BulkChange("scope", Scope.LOCAL))
    assert after(by, card, BulkChange("scope", Scope.REGIONAL)) == Scope.REGIONAL


def test_cards_that_are_new_or_replaced_stay_as_they_are(by: Actor) -> None:
    new = make_service(published=False)
    replaced = make_service(successor=make_service())
    assert after(by, new, YEARLY) == "Keur eerst de nieuwe kaart goed."
    assert "in de plaats" in after(by, replaced, YEARLY)


def test_cards_go_off_the_map_today(by: Actor, cards: list[Service]) -> None:
    do(by, marks(by, cards, BulkChange(OFF)), BulkChange(OFF))
    assert {now(one).visible_until for one in cards} == {LATER.date() - timedelta(days=1)}
    coming = make_service(visible_from=TODAY + timedelta(days=9))
    assert "komt voor de eerste" in after(by, coming, BulkChange(OFF))


def test_what_went_off_the_map_before_stays_off_since_then(by: Actor) -> None:
    card = make_service(visible_until=TODAY - timedelta(days=9))
    assert after(by, card, BulkChange(OFF)) == "Deze kaart is al zo."


def test_cards_are_confirmed_and_write_no_version_as_by_hand(
    by: Actor, cards: list[Service]
) -> None:
    do(by, marks(by, cards, BulkChange(CONFIRM)), BulkChange(CONFIRM))
    assert {now(one).confirmed_on for one in cards} == {LATER.date()}
    assert versions(*cards) == []


def test_cards_close_for_a_while_and_open_again(by: Actor, cards: list[Service]) -> None:
    closing = BulkChange(CLOSE, (TODAY, None, "Verbouwing."))
    do(by, marks(by, cards), closing)
    assert {now(one).closed_why_nl for one in cards} == {"Verbouwing."}
    do(by, marks(by, cards), BulkChange(REOPEN))
    assert {now(one).closed_from for one in cards} == {None}
