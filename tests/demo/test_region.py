"""What the made-up region promises: the same every time, everybody in it, nobody real."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Model
from django.test import TestCase

from naober.accounts.models import User
from naober.audit.enums import Action
from naober.audit.models import Event
from naober.carers.enums import Channel, Purpose
from naober.carers.models import Carer, CareSituation, Consent
from naober.casework.enums import (
    IN_CASELOAD,
    LONGEST_SILENCE,
    CaseStatus,
    EndReason,
    ReferralState,
)
from naober.casework.models import Case, Contact, Referral, ReferralEvent
from naober.demo.carers import contact_persons
from naober.demo.chance import spread
from naober.demo.logins import CARER, LOGINS, YOUNG_CARER
from naober.demo.region import make_region
from naober.directory.enums import ImportState
from naober.directory.models import (
    Category,
    ImportRun,
    Service,
    ServiceCategory,
    UnansweredSearch,
)
from naober.directory.queries import likely_doubles
from naober.directory.services import load_categories, load_words
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership, Municipality, Organisation, Postcode
from naober.organisations.services import load_region
from naober.pure.instruments import VERSIONS, score
from naober.screening.models import CheckUp
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.database import role

AT = datetime(2026, 11, 3, 14, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
PEOPLE: tuple[type[Model], ...] = (
    Carer,
    CareSituation,
    Consent,
    CheckUp,
    Case,
    Contact,
    Referral,
    ReferralEvent,
)
MAP: tuple[type[Model], ...] = (
    Municipality, Postcode, Organisation, Category, Service, ServiceCategory,
    Service.municipalities.through,
)  # fmt: skip
MAIL = re.compile(r"[a-z0-9.-]+@([a-z0-9-]+\.)*example\.org")
PHONE = re.compile(r"088 000 \d\d \d\d")
NUMBERED = {"account_id": "account__email", "user_id": "user__email"}
"""Numbers that the database gives out: the address behind one is what must be the same."""
LEFT_OUT = {Event: {"id", "user_id"}}
"""The log gives every line an id of its own, and knows people by number only."""


def make(**options: Any) -> list[str]:
    said: list[str] = []
    with role("naober_system"):
        make_region(**{"carers": 400, "seed": 1, "at": AT, "report": said.append} | options)
    return said


def contents(*models: type[Model]) -> dict[str, list[Any]]:
    """Everything in these tables, without the numbers that the database gives out."""
    with role("naober_system"):
        return {model.__name__: sorted(_rows(model), key=repr) for model in models}


def _rows(model: type[Model]) -> Iterator[tuple[Any, ...]]:
    names = [
        NUMBERED.get(field.attname, field.attname)
        for field in model._meta.concrete_fields
        if field.attname not in LEFT_OUT.get(model, ())
        and not (field.primary_key and field.get_internal_type() == "BigAutoField")
    ]
    yield from map(repr, model._default_manager.values_list(*names))


def made_anew(**options: Any) -> dict[str, list[Any]]:
    """Make a region, look at all of it, and undo it."""
    with transaction.atomic():
        make(**options)
        found = contents(*MAP, *PEOPLE, Membership, Event)
        transaction.set_rollback(True)
    return found


def different(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> set[str]:
    return {name for name in one if one[name] != other[name]}


def possible(addresses: list[str], numbers: list[str]) -> list[str]:
    """The mail addresses and telephone numbers that somebody could really have."""
    return [one for one in addresses if one and not MAIL.fullmatch(one)] + [
        one for one in numbers if one and not PHONE.fullmatch(one)
    ]


class TestRegion(TestCase):
    databases = {"default", "audit"}

    @classmethod
    def setUpTestData(cls) -> None:
        make()

    def setUp(self) -> None:
        acting = role("naober_system")
        acting.__enter__()
        self.addCleanup(acting.__exit__, None, None, None)

    def test_there_are_as_many_carers_as_asked_in_all_twelve_municipalities(self) -> None:
        found = Counter(Carer.objects.values_list("organisation__municipality__slug", flat=True))
        assert (sum(found.values()), len(found)) == (400, 12)
        assert found.most_common(1)[0][0] == "emmen"

    def test_there_are_referrals_in_every_state_and_each_says_how_it_went(self) -> None:
        referrals = Referral.objects.prefetch_related("events")
        assert {one.state for one in referrals} == set(ReferralState)
        for one in referrals:
            steps = [step.kind for step in one.events.all()]
            assert steps[0] == "sent"
            assert steps[-1] == one.state or one.state == ReferralState.SENT
            assert all(step.at < AT for step in one.events.all())
            assert (one.answer_by >= AT.date()) or one.state != ReferralState.SENT

    def test_referrals_are_sent_received_and_asked_by_the_carer(self) -> None:
        point = Organisation.objects.get(key="sp-assen")
        assert Referral.objects.filter(sender_organisation=point).count() > 1
        assert Referral.objects.filter(organisation=point, state=ReferralState.SENT).count() > 1
        assert Referral.objects.filter(carer__email=CARER, sender=None).exists()

    def test_carers_live_in_the_municipality_of_their_support_point(self) -> None:
        ours = dict(Postcode.objects.values_list("pc4", "municipality_id"))
        rows = Carer.objects.values_list("postcode", "organisation__municipality_id")
        assert all(ours[postcode[:4]] == municipality for postcode, municipality in rows)

    def test_every_support_point_has_its_people(self) -> None:
        active = Membership.objects.filter(status=MembershipStatus.ACTIVE)
        rows = active.values_list("organisation__municipality__slug", "role")
        found = Counter(rows)
        for place in Municipality.objects.values_list("slug", flat=True):
            assert found[place, Role.COORDINATOR] == 1
            assert found[place, Role.ADMINISTRATOR] == 1
            assert found[place, Role.POLICY_OFFICER] == 1
            assert 2 <= found[place, Role.CONSULTANT] <= 4
        assert {Role.PROFESSIONAL, Role.VOLUNTEER, Role.PLATFORM_ADMINISTRATOR} <= {
            one for _, one in found
        }
        assert set(Membership.objects.values_list("status", flat=True)) == set(MembershipStatus)

    def test_no_mail_address_or_telephone_number_can_exist(self) -> None:
        addresses, numbers = list(User.objects.values_list("email", flat=True)), []
        for model in (Carer, Organisation, Service, Referral):
            addresses += model.objects.values_list("email", flat=True)
            numbers += model.objects.values_list("phone", flat=True)
        numbers += Membership.objects.values_list("phone", flat=True)
        assert possible(addresses, numbers) == []
        assert len(addresses) > 400
        planted = ["jan@example.com"], ["0592 123456"]
        assert possible(*planted) == ["jan@example.com", "0592 123456"]

    def test_cases_stand_everywhere_that_a_case_can_stand(self) -> None:
        found = Counter(Case.objects.values_list("status", flat=True))
        assert set(found) == set(CaseStatus)
        today = AT.date()
        due = list(Case.objects.filter(status=CaseStatus.ACTIVE).values_list("due_on", flat=True))
        assert any(day and day < today for day in due)
        assert today in due
        assert any(day and day > today for day in due)
        first_call_late = Case.objects.filter(status=CaseStatus.ASSIGNED, due_on__lt=today)
        assert first_call_late.exists()

    def test_nobody_in_contact_is_forgotten_for_more_than_a_year(self) -> None:
        rows = Case.objects.filter(status=CaseStatus.ACTIVE).values_list(
            "last_contact_on", "due_on"
        )
        assert all(last <= due <= last + timedelta(LONGEST_SILENCE) for last, due in rows)
        assert any(due == last + timedelta(LONGEST_SILENCE) for last, due in rows)

    def test_nobody_has_more_carers_than_they_may_have(self) -> None:
        rows = Case.objects.filter(status__in=IN_CASELOAD).values_list(
            "contact_person", "contact_person__caseload_ceiling"
        )
        assert all(number <= ceiling for (_, ceiling), number in Counter(rows).items())

    def test_every_score_is_what_the_answers_give(self) -> None:
        for one in CheckUp.objects.all():
            result = score(VERSIONS[one.instrument, one.version], one.answers)
            assert (one.score, one.band) == (result.score, result.band)

    def test_nothing_is_kept_without_the_consent_for_it(self) -> None:
        agreed = set(Consent.objects.values_list("carer_id", "purpose"))
        assert all((pk, Purpose.SUPPORT) in agreed for pk in _all(Carer, "pk"))
        assert all((pk, Purpose.CHECKUPS) in agreed for pk in _all(CheckUp, "carer_id"))
        stopped = Consent.objects.filter(purpose=Purpose.SUPPORT).exclude(withdrawn_at=None)
        ended = Case.objects.filter(ended_because=EndReason.CONSENT)
        assert set(stopped.values_list("carer_id")) == set(ended.values_list("carer_id"))

    def test_nothing_happened_in_the_future(self) -> None:
        moments = {Carer: "registered_at", Contact: "recorded_at", CheckUp: "kept_at", Event: "at"}
        for model, field in moments.items():
            assert not model.objects.filter(**{f"{field}__gt": AT}).exists(), model

    def test_some_carers_have_no_mail_and_are_called_or_written_to(self) -> None:
        without = Carer.objects.filter(email="")
        assert set(without.values_list("channel", flat=True)) == {Channel.PHONE, Channel.LETTER}
        assert not Carer.objects.filter(email="", channel=Channel.EMAIL).exists()

    def test_young_carers_are_among_them(self) -> None:
        young = set(Carer.objects.filter(is_young=True).values_list("birth_year", flat=True))
        assert young
        assert min(young) > AT.year - 18

    def test_one_can_sign_in_as_everybody_that_is_listed(self) -> None:
        listed = {login.email for login in LOGINS}
        assert listed == set(User.objects.filter(email__in=listed).values_list("email", flat=True))

    def test_the_carer_to_look_around_as_has_a_whole_story(self) -> None:
        carer = Carer.objects.get(account__email=CARER)
        assert carer.case.contact_person.user.email == "consulent.assen@example.org"
        assert carer.checkups.count() >= 3
        assert carer.contacts.count() >= 3
        assert carer.consents.exclude(withdrawn_at=None).exists()
        looked = Event.objects.filter(subject_id=carer.pk, action=Action.READ)
        assert {Role.CONSULTANT, Role.COORDINATOR} == set(looked.values_list("role", flat=True))
        assert Carer.objects.get(account__email=YOUNG_CARER).is_young

    def test_a_second_run_changes_nothing_and_says_so(self) -> None:
        before = contents(*MAP, *PEOPLE, Membership, User, Event)
        said = make(carers=900, seed=5, at=AT + timedelta(days=40))
        assert said == ["The demo region is there: 400 carers. Nothing was changed."]
        assert contents(*MAP, *PEOPLE, Membership, User, Event) == before

    def test_a_card_that_was_changed_by_hand_gets_its_own_words_back(self) -> None:
        card = Service.objects.get(key="point-assen")
        Service.objects.filter(pk=card.pk).update(name_nl="Iets anders", scope="national")
        ServiceCategory.objects.filter(service=card).delete()
        card.municipalities.clear()
        make(at=AT + timedelta(days=1))
        again = Service.objects.get(key="point-assen")
        assert (again.name_nl, again.scope) == (card.name_nl, card.scope)
        assert again.changed_at == AT + timedelta(days=1)
        assert next(kind.category_id for kind in again.kinds.all()) == "info.point"
        assert [one.slug for one in again.municipalities.all()] == ["assen"]


def _all(model: type[Model], field: str) -> list[Any]:
    return list(model._default_manager.values_list(field, flat=True))


@pytest.mark.django_db
def test_the_same_seed_on_the_same_day_gives_the_same_region() -> None:
    with role("naober_system"):  # what does not hang on the seed is made once
        load_region()
        load_categories()
        load_words(at=AT)
    first = made_anew(carers=120)
    assert made_anew(carers=120) == first
    later = made_anew(carers=120, at=AT + timedelta(hours=5))
    assert different(first, later) == {"Service"}  # cards say when they came, to the second
    other = made_anew(carers=120, seed=2)
    assert different(first, other) == {one.__name__ for one in (*PEOPLE, Membership, Event)}


def test_things_are_divided_so_that_they_add_up() -> None:
    assert spread(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(spread(110_000, [25415, 68825, 25595, 35300])) == 110_000


def test_the_first_consultant_is_nearly_full_and_nobody_is_over() -> None:
    consultants = [Membership(name=str(n), caseload_ceiling=45) for n in range(4)]
    found = Counter(one.name for one in contact_persons(consultants, 131))
    assert found == {"0": 43, "1": 30, "2": 29, "3": 29}


def test_outside_a_demonstration_there_is_no_demo_region(settings: Any) -> None:
    settings.NAOBER_DEMO = False
    with pytest.raises(CommandError, match="only goes into a demonstration") as refused:
        call_command("demo")
    assert refused.value.returncode == 2


@pytest.mark.parametrize("number", [0, 99, 1_000_001])
def test_a_number_of_carers_that_cannot_be_made_is_refused(settings: Any, number: int) -> None:
    settings.NAOBER_DEMO = True
    with pytest.raises(CommandError, match="goes from 100") as refused:
        call_command("demo", carers=number)
    assert refused.value.returncode == 2


def test_the_logins_are_printed_in_english(settings: Any, capsys: Any) -> None:
    settings.NAOBER_DEMO = True
    call_command("demo", logins=True)
    printed = capsys.readouterr().out
    assert all(login.email in printed for login in LOGINS)
    assert "Young carer" in printed


@pytest.mark.django_db
def test_the_command_makes_the_region_and_tells_how_far_it_is(settings: Any, capsys: Any) -> None:
    settings.NAOBER_DEMO = True
    with role("naober_system"):
        call_command("demo", carers=100)
        assert Carer.objects.count() == 100
    assert "Emmen: " in capsys.readouterr().out


@pytest.mark.django_db(databases=["default", "audit"])
def test_an_editor_finds_doubles_an_earlier_import_and_searches_that_found_nothing() -> None:
    make(carers=100)
    with role("naober_system"):
        editor = actor_of(Membership.objects.get(user__email="redactie@example.org"))
        (run,) = ImportRun.objects.all()
        searches = list(UnansweredSearch.objects.all())
    with acting_as(editor):
        pairs = likely_doubles(editor, on=AT.date())
    named = {frozenset((one.first.name_nl, one.second.name_nl)) for one in pairs}
    assert frozenset(("Dagopvang aan de vaart", "Dagopvang aan de vaart in Smilde")) in named
    assert frozenset(("Oppas aan huis in Assen",)) in named
    assert (run.state, len(run.report["lines"])) == (ImportState.DONE, 1)
    assert len(searches) == 12
