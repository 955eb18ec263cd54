"""Cards are changed by who keeps them, and a reader only says that one is wrong.

All of it is held by the database: nothing here asks a rule in Python.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.db.models import Model
from psycopg import errors

from naober.directory.enums import ReportReason, VersionState
from naober.directory.models import (
    CardReport,
    CardVersion,
    EverydayWord,
    FreshnessRule,
    ImportRun,
    Location,
    Service,
)
from naober.directory.services import report_card
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Membership, Organisation
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.directory import (
    make_location,
    make_report,
    make_service,
    make_upkeep,
    make_version,
    make_word,
)
from tests.factories.organisations import (
    MONDAY,
    make_actor,
    make_membership,
    make_municipality,
    make_organisation,
)

pytestmark = pytest.mark.django_db

VISITOR = Actor()


@pytest.fixture
def card() -> Service:
    return make_service()


def keeper(card: Service) -> Actor:
    return make_actor(card.organisation, Role.PROVIDER)


def changed(by: Actor, card: Service, **change: Any) -> int:
    with acting_as(by):
        return Service.objects.filter(pk=card.pk).update(**change)


def test_who_keeps_the_cards_of_an_organisation_changes_its_own_and_no_other(
    card: Service,
) -> None:
    by = keeper(card)
    assert changed(by, card, room_number=2) == 1
    assert changed(by, make_service(), room_number=2) == 0
    place = make_location(card)
    with acting_as(by):
        assert Location.objects.filter(pk=place.pk).update(place="Rolde") == 1


@pytest.mark.parametrize(
    "other", [Role.CONSULTANT, Role.COORDINATOR, Role.ADMINISTRATOR, Role.VOLUNTEER]
)
def test_a_colleague_with_another_role_changes_no_card(card: Service, other: Role) -> None:
    assert changed(make_actor(card.organisation, other), card, room_number=2) == 0


def test_an_editor_changes_every_card_and_the_word_alone_changes_none(card: Service) -> None:
    assert changed(make_actor(role=Role.EDITOR), card, room_number=2) == 1
    assert changed(Actor(user_id=1, role=Role.EDITOR), card, room_number=3) == 0
    assert changed(Actor(user_id=1, role=Role.PROVIDER), card, room_number=3) == 0
    assert changed(VISITOR, card, room_number=3) == 0


def test_a_card_that_no_editor_saw_is_there_for_its_keepers_only(card: Service) -> None:
    new = make_service(organisation=card.organisation, published=False)
    for by, seen in ((VISITOR, False), (keeper(card), True), (make_actor(role=Role.EDITOR), True)):
        with acting_as(by):
            assert Service.objects.filter(pk=new.pk).exists() is seen


def test_an_organisation_cannot_make_a_new_card_public_at_once(card: Service) -> None:
    new = Service(
        organisation=card.organisation, key="nieuw", scope="regional", name_nl="Nieuw",
        confirmed_on=MONDAY.date(), asked_from=MONDAY.date(), changed_at=MONDAY,
    )  # fmt: skip
    with pytest.raises(DatabaseError) as refused, acting_as(keeper(card)):
        new.save(force_insert=True)
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)
    new.published = False
    with acting_as(keeper(card)):
        new.save(force_insert=True)


def test_a_change_is_approved_by_an_editor_and_not_by_who_made_it(card: Service) -> None:
    member = make_membership(card.organisation, Role.PROVIDER)
    version = make_version(card, member)
    yes = {"state": VersionState.APPROVED, "decided_by": member, "decided_at": MONDAY}
    with pytest.raises(DatabaseError), acting_as(actor_of(member)):
        CardVersion.objects.filter(pk=version.pk).update(**yes)
    editor = make_membership(role=Role.EDITOR)
    with acting_as(actor_of(editor)):
        assert CardVersion.objects.get(pk=version.pk).made_by == member  # and sees who made it
        yes["decided_by"] = editor
        assert CardVersion.objects.filter(pk=version.pk).update(**yes) == 1
    with acting_as(actor_of(member)):
        assert CardVersion.objects.filter(pk=version.pk).update(state="draft") == 0


def test_nobody_makes_a_version_in_anothers_name(card: Service) -> None:
    member: Membership = make_membership(card.organisation, Role.PROVIDER)
    version = CardVersion(service=card, number=1, content={}, made_by=member, made_at=MONDAY)
    with pytest.raises(DatabaseError), acting_as(keeper(card)):
        version.save(force_insert=True)
    with acting_as(actor_of(member)):
        version.save(force_insert=True)


def test_a_visitor_says_that_a_card_is_wrong_and_reads_no_report(card: Service) -> None:
    with acting_as(VISITOR):
        report_card(service=card, reason=ReportReason.CLOSED, note="Dicht.", at=MONDAY)
        assert not CardReport.objects.exists()
    for by, seen in ((keeper(card), 1), (make_actor(role=Role.PROVIDER), 0)):
        with acting_as(by):
            assert CardReport.objects.count() == seen


def test_a_report_goes_to_the_organisation_of_the_card_and_to_no_other(card: Service) -> None:
    report = CardReport(
        service=card, organisation=make_service().organisation, reason="other", reported_at=MONDAY
    )
    with pytest.raises(DatabaseError), acting_as(VISITOR):
        report.save(force_insert=True)


def test_only_an_editor_keeps_the_words_and_everybody_is_helped_by_them(card: Service) -> None:
    word = make_word("een nachtje weg")
    for by, number in ((VISITOR, 0), (keeper(card), 0), (make_actor(role=Role.EDITOR), 1)):
        with acting_as(by):
            assert EverydayWord.objects.filter(pk=word.pk).count() == 1
            later = MONDAY + timedelta(days=1)
            assert EverydayWord.objects.filter(pk=word.pk).update(changed_at=later) == number


def test_what_visitors_do_together_is_counted_by_nobody_in_person(card: Service) -> None:
    member = make_membership(card.organisation, Role.PROVIDER)
    make_upkeep(card, member)
    count = card.counts.get
    with role("naober_system"):
        assert count().number == 3
    with acting_as(actor_of(member)):
        assert card.counts.update(number=1000) == 0
    with acting_as(Actor(role=SYSTEM)):
        assert card.counts.update(number=4) == 1


def test_a_card_that_goes_takes_everything_along_that_is_kept_about_it(card: Service) -> None:
    make_upkeep(card, make_membership(card.organisation, Role.PROVIDER))
    make_location(card)
    make_report(card)
    with acting_as(make_actor(role=Role.EDITOR)):
        Service.objects.get(pk=card.pk).delete()
    with role("naober_system"):
        assert not CardVersion.objects.exists()
        assert not CardReport.objects.exists()


@pytest.fixture
def municipal() -> Membership:
    """Give an editor of a municipality."""
    town_hall = make_organisation(
        kind=OrganisationKind.MUNICIPALITY, municipality=make_municipality()
    )
    return make_membership(town_hall, Role.EDITOR)


@pytest.fixture
def regional() -> Membership:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return make_membership(region, Role.EDITOR)


def is_let_in(by: Membership, row: Model, login: str = "naober_app") -> bool:
    """Return whether the database takes a new row from somebody."""
    try:
        with role(login), acting_as(actor_of(by)):
            row.save(force_insert=True)
    except DatabaseError as refused:
        if not isinstance(refused.__cause__, errors.InsufficientPrivilege):
            raise
        return False
    return True


def rule_of(code: str | None) -> FreshnessRule:
    return FreshnessRule(municipality_id=code, interval_months=3, valid_from=MONDAY.date())


def test_an_editor_of_a_municipality_writes_its_own_rule_of_freshness_and_the_region_all(
    municipal: Membership, regional: Membership
) -> None:
    here, there = municipal.organisation.municipality_id, make_municipality().code
    assert is_let_in(municipal, rule_of(here))
    assert not is_let_in(municipal, rule_of(there))
    assert not is_let_in(municipal, rule_of(None))
    assert is_let_in(regional, rule_of(there))
    assert is_let_in(regional, rule_of(None))
    with acting_as(actor_of(municipal)):
        assert FreshnessRule.objects.exclude(municipality=here).update(interval_months=1) == 0
        assert FreshnessRule.objects.exclude(municipality=here).delete()[0] == 0


def test_only_an_editor_of_the_region_brings_a_file_and_in_their_own_name(
    municipal: Membership, regional: Membership
) -> None:
    def brought_by(member: Membership) -> ImportRun:
        return ImportRun(
            source="proef", file_name="a.json", file=b"[]", made_by=member, made_at=MONDAY,
            changed_at=MONDAY,
        )  # fmt: skip

    assert not is_let_in(municipal, brought_by(municipal))
    assert not is_let_in(regional, brought_by(municipal))
    assert is_let_in(regional, brought_by(regional))
    with acting_as(actor_of(municipal)):
        assert ImportRun.objects.update(file=b"[1]") == 0


def test_only_a_job_of_an_editor_of_the_region_adds_an_organisation(
    municipal: Membership, regional: Membership
) -> None:
    def new(key: str) -> Organisation:
        return Organisation(key=key, name="Nieuw", kind=OrganisationKind.HOME_CARE)

    assert not is_let_in(municipal, new("een"), "naober_worker")
    assert not is_let_in(regional, new("twee"), "naober_app")
    assert is_let_in(regional, new("drie"), "naober_worker")
