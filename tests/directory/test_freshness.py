"""When a card is sure, when it is to be confirmed, and when it sinks; and what is public today."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from naober.directory import queries
from naober.directory.enums import NEXT, Freshness, VersionState
from naober.directory.models import EverydayWord, FreshnessRule, OfficialName, Service
from naober.directory.queries import freshness_rules
from naober.directory.rules import freshness_of, is_closed, months_later
from naober.directory.services import load_categories, load_words
from tests.database import role
from tests.factories.directory import make_category, make_location, make_service, make_word
from tests.factories.organisations import MONDAY, make_municipality, make_postcode

TODAY = MONDAY.date()
OLD = TODAY - timedelta(days=400)
find = partial(queries.find, on=TODAY)

RULE = FreshnessRule(interval_months=3, overdue_after_weeks=6)


def rule_for(code: str | None, on: date) -> FreshnessRule:
    return freshness_rules(on).of_municipality(code)


def found(question: str = "", **more: object) -> list[str]:
    more = more if question else {"chosen": {"category": ["respite.stay"]}, **more}
    return [hit.service.key for hit in find(question, **more).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 2, 27), Freshness.FRESH),
        (date(2026, 2, 28), Freshness.ADVISED),
        (date(2026, 4, 10), Freshness.ADVISED),
        (date(2026, 4, 11), Freshness.OVERDUE),
    ],
)
def test_a_card_is_advised_after_its_interval_and_overdue_weeks_later(
    today: date, expected: Freshness
) -> None:
    card = Service(confirmed_on=date(2025, 11, 30))
    assert freshness_of(card, RULE, on=today) == expected


def test_a_card_that_nobody_confirmed_is_asked_about_the_day_it_came_and_overdue_weeks_later() -> (
    None
):
    card = Service(asked_from=TODAY, interval_months=12)
    days = [TODAY, TODAY + timedelta(weeks=6, days=-1), TODAY + timedelta(weeks=6)]
    assert [freshness_of(card, RULE, on=day) for day in days] == [
        Freshness.ADVISED, Freshness.ADVISED, Freshness.OVERDUE,
    ]  # fmt: skip


def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2027, 12, 15), 12) == date(2028, 12, 15)


def test_every_state_of_a_version_has_a_row_and_what_was_approved_stays() -> None:
    assert set(NEXT) == set(VersionState)
    assert NEXT[VersionState.APPROVED] == frozenset()


@pytest.mark.django_db
def test_the_newest_rule_of_the_municipality_holds_then_that_of_the_region() -> None:
    here, elsewhere = make_municipality(), make_municipality()
    assert rule_for(here.code, TODAY).interval_months == 6
    with role("naober_system"):
        for municipality, months, since in (
            (None, 12, OLD), (here, 3, OLD), (here, 1, TODAY), (here, 6, TODAY + timedelta(1)),
        ):  # fmt: skip
            FreshnessRule.objects.create(
                municipality=municipality, interval_months=months, valid_from=since
            )
    assert rule_for(here.code, TODAY).interval_months == 1
    assert rule_for(here.code, TODAY - timedelta(1)).interval_months == 3
    assert rule_for(elsewhere.code, TODAY).interval_months == 12
    assert rule_for(None, TODAY).reminder_weeks == [0, 2, 4, 6]


@pytest.mark.django_db
def test_a_card_that_is_overdue_closed_or_never_confirmed_comes_after_others_that_fit_as_well() -> (
    None
):
    old = make_service(name_nl="Aap", confirmed_on=OLD)
    closed = make_service(name_nl="Beer", closed_from=TODAY)
    new = make_service(name_nl="Boa", confirmed_on=None)
    sure = make_service(name_nl="Civet")
    assert found() == [sure.key, old.key, closed.key, new.key]
    assert found("logeren")[0] == sure.key
    hits = {
        hit.service.key: hit.freshness
        for hit in find("", chosen={"category": ["respite.stay"]}).hits
    }
    assert hits[old.key] == Freshness.OVERDUE
    assert hits[sure.key] == Freshness.FRESH


@pytest.mark.django_db
def test_a_card_with_its_own_interval_is_held_to_that() -> None:
    day = TODAY - timedelta(days=100)
    often = make_service(confirmed_on=day, interval_months=1)
    seldom = make_service(confirmed_on=day)
    hits = {
        hit.service.key: hit.freshness
        for hit in find("", chosen={"category": ["respite.stay"]}).hits
    }
    assert (hits[often.key], hits[seldom.key]) == (Freshness.OVERDUE, Freshness.FRESH)


@pytest.mark.django_db
def test_search_and_lists_show_what_is_public_on_the_day_that_is_asked_for() -> None:
    always = make_service()
    soon = make_service(visible_from=TODAY + timedelta(1))
    gone = make_service(visible_until=TODAY - timedelta(1))
    make_service(published=False)
    make_service(successor=always)
    for question in ("", "logeren"):
        assert found(question) == [always.key]
        assert set(found(question, on=TODAY + timedelta(1))) == {always.key, soon.key}
        assert set(found(question, on=TODAY - timedelta(1))) == {always.key, gone.key}


def test_closed_for_a_while_has_a_first_and_perhaps_a_last_day() -> None:
    card = Service(closed_from=TODAY, closed_until=TODAY + timedelta(2))
    days = [TODAY + timedelta(days=number) for number in (-1, 0, 2, 3)]
    assert [is_closed(card, on=day) for day in days] == [False, True, True, False]
    card.closed_until = None
    assert is_closed(card, on=TODAY + timedelta(days=999))
    assert not is_closed(Service(), on=TODAY)


@pytest.mark.django_db
def test_of_several_places_the_nearest_counts() -> None:
    here = make_postcode(pc4="9401", latitude=53.0, longitude=6.5)
    card = make_service(
        place_kind="location", postcode=make_postcode(pc4="9402", latitude=53.3, longitude=6.5)
    )
    make_location(card, latitude=53.01, longitude=6.5)
    for question in ("logeren", ""):
        hits = find(question, near=here, chosen={"category": ["respite.stay"]}).hits
        assert [hit.km for hit in hits] == [1.1]


@pytest.mark.django_db
def test_an_official_name_finds_what_people_call_otherwise() -> None:
    card = make_service("material.aids", name_nl="Rollators en meer")
    make_service("respite.stay")
    with role("naober_system"):
        OfficialName.objects.create(
            category_id="material.aids", name="loophulpmiddel", uri="https://example.org/loop"
        )
    assert found("loophulpmiddel")[0] == card.key


@pytest.mark.django_db
def test_a_word_that_an_editor_adds_or_takes_away_counts_at_once() -> None:
    card = make_service("respite.stay")
    make_category("help.meals", label_nl="Maaltijden")
    assert found("knarrenhut") == []
    word = make_word("knarrenhut", weight=3)
    assert found("knarrenhut") == [card.key]
    later = MONDAY + timedelta(days=1)
    with role("naober_system"):
        EverydayWord.objects.filter(pk=word.pk).update(removed_at=later, changed_at=later)
    assert found("knarrenhut") == []


@pytest.mark.django_db
@pytest.mark.parametrize("weight", [0, 4])
def test_a_weight_that_search_does_not_know_is_not_kept(weight: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_word("knarrenhut", weight=weight)


@pytest.mark.django_db
def test_loading_the_words_again_brings_back_nothing_that_an_editor_changed() -> None:
    with role("naober_system"):
        load_categories()
        load_words(at=MONDAY)
        number, names = EverydayWord.objects.count(), OfficialName.objects.count()
        first, second = EverydayWord.objects.all()[:2]
        EverydayWord.objects.filter(pk=first.pk).update(weight=3)
        EverydayWord.objects.filter(pk=second.pk).update(removed_at=MONDAY)
        load_words(at=MONDAY + timedelta(days=1))
        assert EverydayWord.objects.count() == number > 9000
        assert OfficialName.objects.count() == names > 40
        assert EverydayWord.objects.get(pk=first.pk).weight == 3
        assert EverydayWord.objects.get(pk=second.pk).removed_at == MONDAY
