"""A card is changed by who keeps it: what waits, what is public at once, and what nobody loses."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from naober.audit.models import Event
from naober.directory import queries
from naober.directory.enums import PlaceKind, Room, VersionState
from naober.directory.exceptions import ChangedMeanwhileError
from naober.directory.models import CardVersion, Location, OpeningHours, Service
from naober.directory.services import keeping
from naober.directory.services.versions import (
    approve_version,
    propose_version,
    refuse_version,
    save_draft,
    start_card,
)
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Membership
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.directory import make_category, make_location, make_report, make_service
from tests.factories.organisations import MONDAY, make_membership, make_organisation

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=3)


@pytest.fixture
def card() -> Service:
    return make_service(phone="088 000 00 01", cost_nl="Niets")


@pytest.fixture
def provider(card: Service) -> Membership:
    return make_membership(card.organisation, Role.PROVIDER)


@pytest.fixture
def editor(card: Service) -> Membership:
    here = make_organisation(
        kind=OrganisationKind.MUNICIPALITY, municipality=card.organisation.municipality
    )
    return make_membership(here, Role.EDITOR)


def public(card: Service) -> Service:
    with acting_as(Actor()):
        return Service.objects.get(pk=card.pk)


def propose(
    member: Membership, card: Service, change: dict[str, Any], *, seen: int = 0
) -> CardVersion:
    with acting_as(actor_of(member)):
        return propose_version(by=actor_of(member), service=card, card=change, seen=seen, at=MONDAY)


def approve(editor: Membership, version: CardVersion) -> None:
    with acting_as(actor_of(editor)):
        approve_version(by=actor_of(editor), version=version, at=LATER)


def test_what_an_organisation_writes_waits_and_what_was_approved_stays_public(
    card: Service, provider: Membership, editor: Membership
) -> None:
    version = propose(provider, card, {"phone": "088 000 00 02"})
    assert version.state == VersionState.PROPOSED
    assert public(card).phone == "088 000 00 01"
    approve(editor, version)
    assert public(card).phone == "088 000 00 02"
    assert public(card).changed_at == LATER  # or search would not know
    assert public(card).confirmed_on == MONDAY.date()
    assert [one.to for one in mail.outbox] == [[provider.user.email]]
    assert provider.name not in mail.outbox[0].body


def test_what_an_editor_writes_is_public_at_once(card: Service, editor: Membership) -> None:
    assert propose(editor, card, {"cost_nl": "Vijf euro"}).state == VersionState.APPROVED
    assert public(card).cost_nl == "Vijf euro"


def test_a_change_that_is_not_approved_says_why_and_changes_nothing(
    card: Service, provider: Membership, editor: Membership
) -> None:
    version = propose(provider, card, {"phone": "0900"})
    by = actor_of(editor)
    with acting_as(by):
        refuse_version(by=by, version=version, reason="Dat nummer kost geld.", at=LATER)
    with acting_as(actor_of(provider)):
        found = queries.open_version(card, by=actor_of(provider))
        assert found is not None
        assert (found.state, found.reason) == (VersionState.REFUSED, "Dat nummer kost geld.")
    assert public(card).phone == "088 000 00 01"
    with acting_as(by), pytest.raises(Refused):
        approve_version(by=by, version=version, at=LATER)


def test_an_approval_leaves_what_others_put_right_meanwhile(
    card: Service, provider: Membership, editor: Membership
) -> None:
    version = propose(provider, card, {"cost_nl": "Vijf euro", "phone": "088 000 00 01"})
    propose(editor, card, {"phone": "088 000 00 09"}, seen=1)
    approve(editor, version)
    assert (public(card).cost_nl, public(card).phone) == ("Vijf euro", "088 000 00 09")


def test_who_saves_second_hears_what_the_first_changed(card: Service, provider: Membership) -> None:
    propose(provider, card, {"phone": "088 000 00 02", "cost_nl": "Vijf euro"})
    with pytest.raises(ChangedMeanwhileError) as second:
        propose(provider, card, {"phone": "088 000 00 03"}, seen=0)
    assert (second.value.names, second.value.number) == (["cost_nl", "phone"], 1)
    propose(provider, card, {"phone": "088 000 00 03"}, seen=1)
    with acting_as(actor_of(provider)):
        states = list(queries.versions_of(card).values_list("number", "state"))
    assert states == [(2, VersionState.PROPOSED), (1, VersionState.DRAFT)]


def test_an_editor_and_an_organisation_each_go_on_with_their_own_draft(
    card: Service, provider: Membership, editor: Membership
) -> None:
    proposed = propose(provider, card, {"phone": "088 000 00 02"})
    by = actor_of(editor)
    with acting_as(by):
        draft = save_draft(by=by, service=card, card={"cost_nl": "?"}, seen=1, at=MONDAY)
        assert queries.open_version(card, by=by) == draft
    with acting_as(actor_of(provider)):
        assert queries.open_version(card, by=actor_of(provider)) == proposed


def test_a_no_is_history_once_something_newer_is_public(
    card: Service, provider: Membership, editor: Membership
) -> None:
    version, by = propose(provider, card, {"phone": "0900"}), actor_of(editor)
    with acting_as(by):
        refuse_version(by=by, version=version, reason="Nee.", at=LATER)
    propose(editor, card, {"phone": "088 000 00 05"}, seen=1)
    with acting_as(actor_of(provider)):
        assert queries.open_version(card, by=actor_of(provider)) is None


def test_a_new_card_that_an_editor_finishes_waits_no_longer(
    card: Service, provider: Membership, editor: Membership
) -> None:
    by = actor_of(provider)
    typed = {"name_nl": "Een nieuw huis", "scope": "regional", "kinds": ["respite.stay"]}
    with acting_as(by):
        first = start_card(by=by, organisation=card.organisation, card=typed, token="x", at=MONDAY)
    propose(editor, first.service, typed | {"phone": "088 000 00 06"}, seen=1)
    with acting_as(actor_of(editor)):
        assert not queries.waiting_for(actor_of(editor)).exists()
    assert public(first.service).phone == "088 000 00 06"


def test_a_draft_asks_nobody_and_an_editor_cannot_approve_it(
    card: Service, provider: Membership, editor: Membership
) -> None:
    by = actor_of(provider)
    with acting_as(by):
        version = save_draft(by=by, service=card, card={"phone": "1"}, seen=0, at=MONDAY)
    with acting_as(actor_of(editor)):
        assert not queries.waiting_for(actor_of(editor)).exists()
    with pytest.raises(Refused):
        approve(editor, version)


def test_every_part_of_a_card_comes_through_a_version(
    card: Service, provider: Membership, editor: Membership
) -> None:
    make_category("respite.day")
    place = make_location(organisation=card.organisation)
    other = make_service(organisation=card.organisation)
    change = {
        "kinds": ["respite.day", "respite.stay"],
        "locations": [str(place.pk), {"name": "De Es", "place": "Rolde", "postcode": "9451"}],
        "hours": [[1, "09:00", "12:30", "met afspraak", "", str(place.pk)]],
        "municipalities": [card.organisation.municipality_id], "successor": other.key,
        "visible_from": "2026-01-01", "age_from": 18, "place_kind": PlaceKind.LOCATION,
    }  # fmt: skip
    version = propose(provider, card, change)
    with acting_as(actor_of(provider)):
        seen = queries.as_it_would_be(card, version)
        assert {one.location.name for one in seen.at_locations.all()} == {"De Brink", "De Es"}
        assert [str(one.opens) for one in seen.opening_hours.all()] == ["09:00:00"]
        assert [town.pk for town in seen.municipalities.all()] == change["municipalities"]
        assert not Location.objects.filter(name="De Es").exists()
    approve(editor, version)
    one = public(card)
    assert list(one.kinds.values_list("category_id", flat=True)) == change["kinds"]
    assert {at.location.name for at in one.at_locations.all()} == {"De Brink", "De Es"}
    hours = OpeningHours.objects.get(service=one)
    assert (hours.weekday, hours.at.location, hours.note_nl) == (1, place, "met afspraak")  # type: ignore[union-attr]
    assert [town.pk for town in one.municipalities.all()] == change["municipalities"]
    assert (one.successor, one.age_from, one.visible_from) == (other, 18, date(2026, 1, 1))
    assert queries.snapshot(one)["hours"] == change["hours"]


def test_a_new_card_is_not_public_before_an_editor_saw_it_and_two_clicks_make_one(
    card: Service, provider: Membership, editor: Membership
) -> None:
    by = actor_of(provider)
    typed = {"name_nl": "Een nieuw huis", "scope": "regional", "kinds": ["respite.stay"]}
    with acting_as(by):
        first, second = (
            start_card(by=by, organisation=card.organisation, card=typed, token="x", at=MONDAY)
            for _click in range(2)
        )
    assert first == second
    with acting_as(Actor()):
        assert not Service.objects.filter(pk=first.service_id).exists()
    approve(editor, first)
    assert public(first.service).name_nl == "Een nieuw huis"


@pytest.mark.parametrize(
    "change",
    [
        {"age_from": 70, "age_to": 60},
        {"visible_from": "2026-05-01", "visible_until": "2026-04-01"},
        {"name_nl": " "},
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    card: Service, provider: Membership, change: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        propose(provider, card, change)


def test_a_card_does_not_come_in_the_place_of_itself(card: Service, provider: Membership) -> None:
    with pytest.raises(Refused):
        propose(provider, card, {"successor": card.key})


def test_who_keeps_another_card_changes_nothing_of_this_one(card: Service) -> None:
    stranger = make_membership(role=Role.PROVIDER)
    by = actor_of(stranger)
    report = make_report(card)
    with acting_as(by):
        for change in (
            lambda: propose_version(by=by, service=card, card={}, seen=0, at=MONDAY),
            lambda: keeping.confirm_card(by=by, service=card, at=MONDAY),
            lambda: keeping.set_room(by=by, service=card, room=Room.OPEN, number=None, at=MONDAY),
            lambda: keeping.reopen(by=by, service=card, at=MONDAY),
            lambda: keeping.handle_report(by=by, report=report, at=MONDAY),
            lambda: start_card(
                by=by, organisation=card.organisation, card={}, token="x", at=MONDAY
            ),
        ):
            with pytest.raises(PermissionDenied):
                change()


def test_an_editor_of_another_municipality_keeps_other_cards_and_one_of_the_region_all(
    card: Service,
) -> None:
    elsewhere = actor_of(make_membership(make_organisation(), Role.EDITOR))
    region = actor_of(
        make_membership(
            make_organisation(kind=OrganisationKind.PLATFORM, municipality=None), Role.EDITOR
        )
    )
    national = make_service(organisation=make_organisation(kind=OrganisationKind.NATIONAL))
    with acting_as(elsewhere):
        assert set(queries.cards_kept_by(elsewhere)) == {national}
        with pytest.raises(PermissionDenied):
            keeping.confirm_card(by=elsewhere, service=card, at=MONDAY)
    with acting_as(region):
        assert set(queries.cards_kept_by(region)) == {card, national}
        keeping.confirm_card(by=region, service=card, at=LATER)


def test_a_provider_decides_on_nothing(card: Service, provider: Membership) -> None:
    version = propose(provider, card, {"phone": "088 000 00 02"})
    by = actor_of(provider)
    for decide in (
        lambda: approve_version(by=by, version=version, at=LATER),
        lambda: refuse_version(by=by, version=version, reason="Nee", at=LATER),
    ):
        with acting_as(by), pytest.raises(PermissionDenied):
            decide()


def test_still_right_is_public_at_once_and_says_who_said_it(
    card: Service, provider: Membership
) -> None:
    by = actor_of(provider)
    for _click in range(2):
        with acting_as(by):
            keeping.confirm_card(by=by, service=card, at=LATER)
    one = public(card)
    assert (one.confirmed_on, one.confirmed_by) == (LATER.date(), card.organisation)
    assert one.changed_at == LATER
    with role("naober_system"):
        assert Event.objects.filter(kind="card.confirmed", subject_id=card.pk).count() == 1


@pytest.mark.parametrize(
    ("room", "number"), [(Room.FREE, 3), (Room.WAIT, 6), (Room.OPEN, None), (Room.FREE, None)]
)
def test_room_is_public_at_once(
    card: Service, provider: Membership, room: Room, number: int | None
) -> None:
    by = actor_of(provider)
    with acting_as(by):
        keeping.set_room(by=by, service=card, room=room, number=number, at=LATER)
    one = public(card)
    assert (one.room, one.room_number, one.room_said_on) == (room, number, LATER.date())


def test_room_that_is_not_known_has_no_day(card: Service, provider: Membership) -> None:
    by = actor_of(provider)
    with acting_as(by):
        keeping.set_room(by=by, service=card, room=Room.UNKNOWN, number=None, at=LATER)
    assert public(card).room_said_on is None


@pytest.mark.parametrize(("room", "number"), [(Room.OPEN, 3), (Room.FREE, 0), (Room.WAIT, 9999)])
def test_a_number_that_cannot_be_is_refused(
    card: Service, provider: Membership, room: Room, number: int
) -> None:
    by = actor_of(provider)
    with acting_as(by), pytest.raises(Refused):
        keeping.set_room(by=by, service=card, room=room, number=number, at=LATER)


def test_a_card_is_closed_for_a_while_and_open_again(card: Service, provider: Membership) -> None:
    by, today = actor_of(provider), MONDAY.date()
    with acting_as(by):
        keeping.close_for_a_while(
            by=by, service=card, first=today, last=None, why="Verbouwing", at=MONDAY
        )
    assert queries.is_closed(public(card), on=today)
    with acting_as(by):
        keeping.reopen(by=by, service=card, at=MONDAY)
    assert not queries.is_closed(public(card), on=today)
    assert public(card).closed_why_nl == ""


@pytest.mark.parametrize(("first", "last"), [(0, -1), (-9, -2)])
def test_days_that_cannot_be_are_refused(
    card: Service, provider: Membership, first: int, last: int
) -> None:
    by, today = actor_of(provider), MONDAY.date()
    with acting_as(by), pytest.raises(Refused):
        keeping.close_for_a_while(
            by=by, service=card, first=today + timedelta(days=first),
            last=today + timedelta(days=last), why="", at=MONDAY,
        )  # fmt: skip


def test_who_looked_at_a_report_first_stays_the_one(card: Service, provider: Membership) -> None:
    report = make_report(card)
    second = make_membership(card.organisation, Role.PROVIDER)
    for member in (provider, second):
        by = actor_of(member)
        with acting_as(by):
            handled = keeping.handle_report(by=by, report=report, at=LATER)
    assert handled.handled_by_id == provider.pk


def test_the_web_itself_refuses_a_provider_of_another_organisation(card: Service) -> None:
    """The database says no where the rule in Python is left out."""
    with acting_as(actor_of(make_membership(role=Role.PROVIDER))):
        assert Service.objects.filter(pk=card.pk).update(confirmed_on=LATER.date()) == 0
        assert not Service.objects.select_for_update().filter(pk=card.pk).exists()


@pytest.mark.parametrize("what", ["reports_for", "waiting_for"])
def test_what_waits_is_asked_without_a_list_of_all_cards(
    provider: Membership, editor: Membership, what: str
) -> None:
    """With a list inside the question it took minutes where the database misjudged its length."""
    for member in (provider, editor):
        actor = actor_of(member)
        with acting_as(actor):
            assert "(SELECT" not in str(getattr(queries, what)(actor).query)
