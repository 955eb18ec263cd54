"""One card of two: what goes along, what is remembered, and taking it back."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from naober.audit.models import Event
from naober.directory.enums import CountKind
from naober.directory.exceptions import ChangedMeanwhileError
from naober.directory.models import CardCount, CardReport, ComparedCards, Service, SourceRecord
from naober.directory.queries import (
    counts_by_week,
    edits_in,
    likely_doubles,
    merged_cards,
    newest_number,
)
from naober.directory.services.keeping import set_room
from naober.directory.services.merging import merge_cards, say_different, undo_merge
from naober.directory.services.versions import propose_version
from naober.organisations.enums import OrganisationKind, Role
from naober.pure import doubles
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.directory import make_location, make_report, make_service
from tests.factories.organisations import MONDAY, make_actor, make_membership, make_organisation

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()


@pytest.fixture
def by() -> Actor:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return actor_of(make_membership(region, Role.EDITOR))


@pytest.fixture
def kept() -> Service:
    return make_service("respite.stay", name_nl="De Vlinder", name_en="", phone="1")


@pytest.fixture
def gone() -> Service:
    return make_service("support.cafe", name_nl="De Vlinder", name_en="", phone="2")


def merge(by: Actor, kept: Service, gone: Service, **card: Any) -> ComparedCards:
    with acting_as(by):
        seen = newest_number(kept), newest_number(gone)
        return merge_cards(by=by, kept=kept, gone=gone, card=card, seen=seen, at=MONDAY)


def undo(by: Actor, merged: ComparedCards) -> None:
    with acting_as(by):
        undo_merge(by=by, merged=merged, at=MONDAY)


def now(card: Service) -> Service:
    with role("naober_system"):
        return Service.objects.select_related("successor").get(pk=card.pk)


def kinds(card: Service) -> list[str]:
    with role("naober_system"):
        return [one.category_id for one in card.kinds.all()]


def test_one_card_stays_with_what_was_chosen_and_the_other_leads_to_it(
    by: Actor, kept: Service, gone: Service
) -> None:
    merge(by, kept, gone, phone="2", kinds=["respite.stay", "support.cafe"])
    assert (now(kept).phone, kinds(kept)) == ("2", ["respite.stay", "support.cafe"])
    assert (now(gone).successor, now(gone).visible_until) == (kept, None)
    with role("naober_system"):
        assert [kept.versions.count(), gone.versions.count()] == [1, 1]
        assert Event.objects.filter(kind="card.merged").count() == 2


def test_what_was_chosen_cannot_hide_the_card_that_stays(
    by: Actor, kept: Service, gone: Service
) -> None:
    merge(by, kept, gone, visible_until=TODAY, successor=gone.key)
    assert (now(kept).successor, now(kept).visible_until) == (None, None)


def test_reports_records_and_what_led_to_the_card_go_along(
    by: Actor, kept: Service, gone: Service
) -> None:
    report = make_report(gone)
    older = make_service(successor=gone)
    with role("naober_system"):
        record = SourceRecord.objects.create(
            source="proef", kind="service", source_id="1", target_id=gone.pk, imported_at=MONDAY
        )
        CardCount.objects.create(service=gone, day=TODAY, kind=CountKind.OPENED, number=3)
    merged = merge(by, kept, gone)
    with role("naober_system"):
        moved = CardReport.objects.get(pk=report.pk)
        assert (moved.service, moved.organisation) == (kept, kept.organisation)
        assert SourceRecord.objects.get(pk=record.pk).target_id == kept.pk
        assert counts_by_week(kept, on=TODAY)[0].opened == 3
    assert now(older).successor == kept
    undo(by, merged)
    with role("naober_system"):
        assert CardReport.objects.get(pk=report.pk).service == gone
        assert SourceRecord.objects.get(pk=record.pk).target_id == gone.pk
        assert counts_by_week(kept, on=TODAY)[0].opened == 0
    assert now(older).successor == gone


def test_taking_it_back_makes_two_cards_as_they_were(
    by: Actor, kept: Service, gone: Service
) -> None:
    merged = merge(by, kept, gone, phone="2", kinds=["support.cafe"])
    undo(by, merged)
    assert (now(kept).phone, kinds(kept)) == ("1", ["respite.stay"])
    assert (now(gone).successor, now(gone).visible_until) == (None, None)
    with pytest.raises(Refused):
        undo(by, merged)


def test_what_somebody_put_right_since_stays_when_it_is_taken_back(
    by: Actor, kept: Service, gone: Service
) -> None:
    merged = merge(by, kept, gone, phone="2", cost_nl="Tien euro.")
    with acting_as(by):
        seen = newest_number(kept)
        propose_version(by=by, service=kept, card={"phone": "3"}, seen=seen, at=MONDAY)
    undo(by, merged)
    assert now(kept).phone == "3"
    assert now(kept).cost_nl != "Tien euro."


def test_places_of_another_organisation_become_places_of_the_card_that_stays(
    by: Actor, kept: Service, gone: Service
) -> None:
    place = make_location(gone, name="De Brink")
    merge(by, kept, gone, locations=[str(place.pk)])
    with role("naober_system"):
        mine = kept.locations.get()
    assert (mine.name, mine.organisation) == ("De Brink", kept.organisation)


def test_a_card_that_was_replaced_is_not_merged_again(
    by: Actor, kept: Service, gone: Service
) -> None:
    merge(by, kept, gone)
    with pytest.raises(Refused):
        merge(by, kept, gone)
    with pytest.raises(Refused):
        merge(by, kept, make_service(published=False))


def test_nothing_is_merged_where_somebody_saved_meanwhile(
    by: Actor, kept: Service, gone: Service
) -> None:
    with acting_as(by):
        propose_version(by=by, service=gone, card={"phone": "3"}, seen=0, at=MONDAY)
        with pytest.raises(ChangedMeanwhileError):
            merge_cards(by=by, kept=kept, gone=gone, card={}, seen=(0, 0), at=MONDAY)
    assert now(kept).successor is None
    with role("naober_system"):
        assert not kept.versions.exists()


def test_only_an_editor_of_both_cards_merges_them(kept: Service, gone: Service) -> None:
    for who in (
        make_actor(kept.organisation, Role.PROVIDER),
        actor_of(make_membership(kept.organisation, Role.EDITOR)),
    ):
        with pytest.raises(PermissionDenied):
            merge(who, kept, gone)
        with pytest.raises(PermissionDenied), acting_as(who):
            say_different(by=who, first=kept, second=gone, at=MONDAY)


def test_a_card_is_not_merged_with_itself(by: Actor, kept: Service) -> None:
    with pytest.raises(PermissionDenied):
        merge(by, kept, kept)


def test_two_that_are_different_are_not_asked_about_again(by: Actor) -> None:
    one, other = make_service(name_nl="De Vlinder"), make_service(name_nl="De Vlinder")
    with acting_as(by):
        assert edits_in(by) is None
        assert len(likely_doubles(by, on=TODAY)) == 1
        said = say_different(by=by, first=one, second=other, at=MONDAY)
        assert say_different(by=by, first=other, second=one, at=MONDAY) == said
        assert likely_doubles(by, on=TODAY) == []
        assert not merged_cards(by).exists()


def test_cards_are_compared_once_for_each_change_of_the_map(
    by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    compare = doubles.likely_doubles

    def counting(cards: Iterable[doubles.Card]) -> list[doubles.Double]:
        compared.append(1)
        return compare(cards)

    monkeypatch.setattr(doubles, "likely_doubles", counting)
    make_service(name_nl="De Vlinder")
    other = make_service(name_nl="De Vlinder")
    local = actor_of(make_membership(role=Role.EDITOR))
    with acting_as(by):
        assert [len(likely_doubles(by, on=TODAY)) for _again in range(2)] == [1, 1]
    assert len(compared) == 1
    with acting_as(local):  # another editor keeps other cards
        assert likely_doubles(local, on=TODAY) == []
    assert len(compared) == 2
    with role("naober_system"):
        other.name_nl, other.changed_at = "De Specht", MONDAY + timedelta(hours=1)
        other.save()
    with acting_as(by):
        assert likely_doubles(by, on=TODAY) == []
    assert len(compared) == 3


def test_two_that_were_merged_stand_in_no_list_and_what_is_said_of_room_stays(
    by: Actor, kept: Service, gone: Service
) -> None:
    merged = merge(by, kept, gone)
    with acting_as(by):
        assert likely_doubles(by, on=TODAY) == []
        assert list(merged_cards(by)) == [merged]
        set_room(by=by, service=kept, room="free", number=2, at=MONDAY)  # type: ignore[arg-type]
    undo(by, merged)
    assert now(kept).room_number == 2
