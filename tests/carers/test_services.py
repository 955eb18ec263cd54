"""Registering, changing, saying yes and no."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from naober.accounts.models import User
from naober.audit.models import Event
from naober.carers import services
from naober.carers.enums import ConsentWay, Hours, Purpose, Relation
from naober.carers.models import Carer, Consent
from naober.carers.queries import consents_in_force, has_consent, is_young, own_file, own_files
from naober.organisations.models import Organisation
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from tests.database import role
from tests.factories.carers import SITUATION, a_registration, actor_for, make_account, make_carer
from tests.factories.organisations import MONDAY, make_actor, make_organisation

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)


@pytest.fixture
def carer() -> Carer:
    return make_carer()


@pytest.fixture
def me(carer: Carer) -> Iterator[Actor]:
    """The carer, with only their own rows in sight."""
    with acting_as(actor_for(carer)):
        yield actor_for(carer)


@pytest.fixture
def point() -> Organisation:
    return make_organisation()


def kinds_about(carer: Carer) -> list[str]:
    with role("naober_system"):
        events = Event.objects.filter(subject_id=carer.pk).order_by("at", "kind")
        return [event.kind for event in events]


# Registering


def test_a_registration_is_kept_with_situation_consents_and_account() -> None:
    by = make_actor()
    registration = a_registration(email="Nieuw@Example.org")
    with acting_as(by):
        carer = services.register_carer(
            by=by, organisation=by_organisation(by), registration=registration, at=MONDAY
        )
        assert carer.account == User.objects.get(email="nieuw@example.org")
        assert carer.situations.get().relation == Relation.PARTNER
        assert {one.purpose for one in carer.consents.all()} == {"support", "checkups"}
        assert carer.consents.first().recorded_by_id == by.membership_id
    assert kinds_about(carer) == ["carer.registered"]


def by_organisation(by: Actor) -> Organisation:
    return Organisation.objects.get(pk=by.organisation_id)


def test_a_mail_address_of_somebody_else_opens_no_file_on_their_page() -> None:
    carer = make_carer()
    by = make_actor(carer.organisation)
    with acting_as(by):
        stranger = services.register_carer(
            by=by,
            organisation=carer.organisation,
            registration=a_registration(email=carer.email.upper()),
            at=LATER,
        )
        services.change_details(by=by, carer=stranger, details={"email": carer.email}, at=LATER)
        assert Carer.objects.get(pk=stranger.pk).account is None
    with acting_as(actor_for(carer)):
        assert list(own_files(actor_for(carer))) == [carer]


def test_who_corrects_a_telephone_number_leaves_the_account_as_it_is(carer: Carer) -> None:
    by = make_actor(carer.organisation)
    account = carer.account
    details = {"phone": "088 000 00 12", "email": carer.email.upper()}
    with acting_as(by):
        changed = services.change_details(by=by, carer=carer, details=details, at=LATER)
        assert changed == ["phone"]
        assert Carer.objects.get(pk=carer.pk).account == account


def test_a_mail_address_is_kept_in_lower_case() -> None:
    by = make_actor()
    with acting_as(by):
        carer = services.register_carer(
            by=by,
            organisation=by_organisation(by),
            registration=a_registration(email="Nieuw@Example.org"),
            at=MONDAY,
        )
        services.change_details(
            by=by, carer=carer, details={"email": "Ander@Example.org"}, at=LATER
        )
        assert Carer.objects.get(pk=carer.pk).email == "ander@example.org"
        assert Carer.objects.get(pk=carer.pk).account.email == "ander@example.org"


def test_somebody_without_mail_gets_a_file_without_account() -> None:
    by = make_actor()
    registration = a_registration(email="", phone="088 000 00 11", channel="phone")
    with acting_as(by):
        carer = services.register_carer(
            by=by, organisation=by_organisation(by), registration=registration, at=MONDAY
        )
    assert carer.account is None


def test_a_colleague_of_another_support_point_cannot_register_here() -> None:
    by = make_actor()
    with acting_as(by), pytest.raises(PermissionDenied):
        services.register_carer(
            by=by, organisation=make_organisation(), registration=a_registration(), at=MONDAY
        )


def test_a_registration_without_the_needed_consent_is_refused() -> None:
    by = make_actor()
    registration = a_registration()
    without = services.Registration(
        details=registration.details,
        situation=registration.situation,
        purposes=frozenset({Purpose.NEWS}),
        consent_way=ConsentWay.ONLINE,
    )
    with acting_as(by), pytest.raises(Refused):
        services.register_carer(
            by=by, organisation=by_organisation(by), registration=without, at=MONDAY
        )


@pytest.mark.parametrize(
    ("birth_year", "said_young", "young"),
    [(2012, False, True), (1951, False, False), (None, True, True), (None, False, False)],
)
def test_a_young_carer_is_known_by_year_or_by_the_door_they_took(
    birth_year: int | None, said_young: bool, young: bool
) -> None:
    by = make_actor()
    registration = a_registration(birth_year=birth_year)
    registration = services.Registration(**{**vars(registration), "young": said_young})
    with acting_as(by):
        carer = services.register_carer(
            by=by, organisation=by_organisation(by), registration=registration, at=MONDAY
        )
    assert is_young(carer, on=MONDAY.date()) is young


def test_a_young_carer_grows_up() -> None:
    carer = make_carer(is_young=True, birth_year=2012)
    assert is_young(carer, on=date(2029, 12, 31))
    assert not is_young(carer, on=date(2030, 1, 1))


def test_who_is_signed_in_and_registers_again_finds_it_on_their_page(point: Organisation) -> None:
    account = make_account()
    by = Actor(user_id=account.pk, intake=point.pk)
    with acting_as(by):
        carer = services.register_carer(
            by=by, organisation=point, registration=a_registration(email=account.email), at=MONDAY
        )
    assert carer.account == account


def test_who_is_signed_in_does_not_open_the_file_of_another_address(point: Organisation) -> None:
    account, other = make_account(), make_account()
    by = Actor(user_id=account.pk, intake=point.pk)
    with acting_as(by):
        carer = services.register_carer(
            by=by, organisation=point, registration=a_registration(email=other.email), at=MONDAY
        )
    assert carer.account is None


# The own file


def test_who_registered_twice_sees_the_newest_file_first() -> None:
    account = make_account()
    old = make_carer(account=account, registered_at=MONDAY)
    new = make_carer(account=account, registered_at=LATER)
    with acting_as(actor_for(new)):
        assert own_file(actor_for(new)) == new
        assert list(own_files(actor_for(new))) == [new, old]


def test_a_visitor_has_no_file() -> None:
    make_carer()
    assert own_file(Actor()) is None
    assert list(own_files(Actor())) == []


# Changing


def test_a_change_is_kept_and_the_log_names_the_fields_not_the_words(
    carer: Carer, me: Actor
) -> None:
    changed = services.change_details(
        by=me, carer=carer, details={"phone": "088 000 00 12"}, at=LATER
    )
    assert changed == ["phone"]
    assert Carer.objects.get(pk=carer.pk).phone == "088 000 00 12"
    with role("naober_system"):
        event = Event.objects.get(subject_id=carer.pk, kind="carer.details")
    assert event.fields == "phone"
    assert "088 000" not in str(vars(event))


def test_saving_the_same_again_changes_and_logs_nothing(carer: Carer, me: Actor) -> None:
    assert services.change_details(by=me, carer=carer, details={"phone": ""}, at=LATER) == []
    assert kinds_about(carer) == []


def test_what_is_not_a_detail_cannot_be_changed(carer: Carer, me: Actor) -> None:
    details = {"is_young": True, "account_id": None, "organisation_id": uuid4()}
    assert services.change_details(by=me, carer=carer, details=details, at=LATER) == []


def test_another_carer_cannot_change_a_file(carer: Carer) -> None:
    other = make_carer()
    with acting_as(actor_for(other)), pytest.raises(Carer.DoesNotExist):
        services.change_details(by=actor_for(other), carer=carer, details={"phone": "1"}, at=LATER)


def test_who_sees_the_row_but_may_not_change_it_is_denied(carer: Carer, me: Actor) -> None:
    with pytest.raises(PermissionDenied):
        services.change_details(by=Actor(), carer=carer, details={"phone": "1"}, at=LATER)


def test_the_second_window_is_told_that_somebody_was_first(carer: Carer, me: Actor) -> None:
    seen = services.mark_of(carer)
    services.change_details(by=me, carer=carer, details={"phone": "1"}, at=LATER, seen=seen)
    with pytest.raises(Refused):
        services.change_details(by=me, carer=carer, details={"phone": "2"}, at=LATER, seen=seen)
    assert Carer.objects.get(pk=carer.pk).phone == "1"


def test_a_double_click_is_not_a_quarrel(carer: Carer, me: Actor) -> None:
    seen = services.mark_of(carer)
    for _click in range(2):
        services.change_details(by=me, carer=carer, details={"phone": "1"}, at=LATER, seen=seen)
    assert kinds_about(carer) == ["carer.details"]


def test_an_own_new_mail_address_does_not_change_the_sign_in(carer: Carer, me: Actor) -> None:
    services.change_details(by=me, carer=carer, details={"email": "ander@example.org"}, at=LATER)
    assert Carer.objects.get(pk=carer.pk).account_id == carer.account_id


@pytest.mark.parametrize("email", ["ander@example.org", ""])
def test_the_sign_in_follows_what_the_support_point_writes(carer: Carer, email: str) -> None:
    by = make_actor(carer.organisation)
    with acting_as(by):
        details = {"email": email, "phone": "088 000 11 11"}
        services.change_details(by=by, carer=carer, details=details, at=LATER)
        account = Carer.objects.get(pk=carer.pk).account
    assert (account.email if account else "") == email


def test_an_address_that_is_corrected_back_opens_the_page_again(carer: Carer) -> None:
    by, first = make_actor(carer.organisation), carer.email
    with acting_as(by):
        for email in ("tikfout@example.org", first):
            services.change_details(by=by, carer=carer, details={"email": email}, at=LATER)
        account = Carer.objects.get(pk=carer.pk).account
    assert account is not None
    assert account.email == first
    assert not User.objects.filter(email="tikfout@example.org").exists()


def test_an_account_that_opens_something_elsewhere_stays_after_a_correction(carer: Carer) -> None:
    make_carer(account=carer.account)  # at another support point, which nobody here may see
    by = make_actor(carer.organisation)
    with acting_as(by):
        services.change_details(
            by=by, carer=carer, details={"email": "ander@example.org"}, at=LATER
        )
    assert User.objects.filter(email=carer.email).exists()


def test_a_birth_year_says_whether_somebody_is_young(carer: Carer, me: Actor) -> None:
    services.change_details(by=me, carer=carer, details={"birth_year": 2012}, at=LATER)
    assert is_young(Carer.objects.get(pk=carer.pk), on=LATER.date())
    services.change_details(by=me, carer=carer, details={"birth_year": 1951}, at=LATER)
    assert not is_young(Carer.objects.get(pk=carer.pk), on=LATER.date())


def test_how_it_was_stays_when_it_changes(carer: Carer, me: Actor) -> None:
    heavier = SITUATION | {"hours": Hours.ALWAYS}
    services.change_situation(by=me, carer=carer, situation=heavier, at=LATER)
    assert [one.hours for one in carer.situations.all()] == [Hours.ALWAYS, Hours.UNDER_20]


def test_the_same_situation_twice_is_one_line(carer: Carer, me: Actor) -> None:
    services.change_situation(by=me, carer=carer, situation=SITUATION, at=LATER)
    assert carer.situations.count() == 1
    assert kinds_about(carer) == []


def test_a_situation_that_somebody_else_just_changed_is_not_overwritten(
    carer: Carer, me: Actor
) -> None:
    seen = str(carer.situations.get().pk)
    first = SITUATION | {"hours": Hours.ALWAYS}
    second = SITUATION | {"hours": Hours.UNDER_8}
    services.change_situation(by=me, carer=carer, situation=first, at=LATER, seen=seen)
    with pytest.raises(Refused):
        services.change_situation(by=me, carer=carer, situation=second, at=LATER, seen=seen)
    assert carer.situations.count() == 2


def test_who_waited_for_somebody_else_writes_the_newest_line(carer: Carer, me: Actor) -> None:
    for hours in (Hours.ALWAYS, Hours.UNDER_8):  # both asked at the same moment
        services.change_situation(
            by=me, carer=carer, situation=SITUATION | {"hours": hours}, at=LATER
        )
    assert carer.situations.first().hours == Hours.UNDER_8


def test_nobody_else_writes_down_a_situation(carer: Carer, me: Actor) -> None:
    with pytest.raises(PermissionDenied):
        services.change_situation(by=Actor(), carer=carer, situation=SITUATION, at=LATER)


# Yes and no


def give(carer: Carer, by: Actor, purpose: Purpose = Purpose.NEWS) -> None:
    services.give_consent(by=by, carer=carer, purpose=purpose, way=ConsentWay.ONLINE, at=LATER)


def withdraw(carer: Carer, by: Actor, purpose: Purpose = Purpose.CHECKUPS) -> None:
    services.withdraw_consent(by=by, carer=carer, purpose=purpose, way=ConsentWay.PHONE, at=LATER)


def test_giving_twice_is_giving_once(carer: Carer, me: Actor) -> None:
    give(carer, me)
    give(carer, me)
    assert carer.consents.filter(purpose=Purpose.NEWS).count() == 1
    assert kinds_about(carer) == ["consent.given.news"]


def test_taking_back_twice_is_taking_back_once(carer: Carer, me: Actor) -> None:
    withdraw(carer, me)
    withdraw(carer, me)
    consent = Consent.objects.get(carer=carer, purpose=Purpose.CHECKUPS)
    assert (consent.withdrawn_at, consent.withdrawn_way) == (LATER, ConsentWay.PHONE)
    assert kinds_about(carer) == ["consent.withdrawn.checkups"]
    assert not has_consent(carer, Purpose.CHECKUPS)


def test_what_was_taken_back_can_be_given_again_and_the_history_stays(
    carer: Carer, me: Actor
) -> None:
    withdraw(carer, me)
    give(carer, me, Purpose.CHECKUPS)
    assert carer.consents.filter(purpose=Purpose.CHECKUPS).count() == 2
    assert {one.purpose for one in consents_in_force(carer)} == {"support", "checkups"}


@pytest.mark.parametrize("decide", [give, withdraw])
def test_nobody_else_says_yes_or_no(carer: Carer, me: Actor, decide: object) -> None:
    with pytest.raises(PermissionDenied):
        decide(carer, Actor())  # type: ignore[operator]
