"""Who sets how often cards are confirmed, what cannot be, and for which cards it counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from naober.directory.enums import Freshness, Interval
from naober.directory.models import FreshnessRule
from naober.directory.queries import cards_of_rule, freshness_counts, freshness_rules
from naober.directory.rules import (
    LATEST_WEEK,
    editor_hears_after,
    mark_of_rule,
    refusal_of_freshness,
)
from naober.directory.services.freshness import follow_the_region, set_freshness
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Municipality
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from tests.database import role
from tests.factories.directory import make_rule, make_service
from tests.factories.organisations import (
    MONDAY,
    make_actor,
    make_municipality,
    make_organisation,
)

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()


@pytest.fixture
def region() -> Actor:
    platform = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return make_actor(platform, Role.EDITOR)


def editor_in(municipality: Municipality) -> Actor:
    town_hall = make_organisation(kind=OrganisationKind.MUNICIPALITY, municipality=municipality)
    return make_actor(town_hall, Role.EDITOR)


def set_rule(by: Actor, code: str | None, seen: str = "none", **more: Any) -> FreshnessRule:
    values: dict[str, Any] = {
        "interval": Interval.QUARTER, "reminder_weeks": [0, 3], "overdue_after_weeks": 4,
        "at": MONDAY,
    }  # fmt: skip
    with acting_as(by):
        return set_freshness(by=by, code=code, seen=seen, **values | more)


def rules_of(code: str | None) -> list[FreshnessRule]:
    with role("naober_system"):
        return list(FreshnessRule.objects.filter(municipality=code))


def test_an_editor_sets_the_rule_of_their_own_municipality_only() -> None:
    here, there = make_municipality(), make_municipality()
    by = editor_in(here)
    assert set_rule(by, here.code).reminder_weeks == [0, 3]
    for code in (there.code, None):
        with pytest.raises(PermissionDenied):
            set_rule(by, code)


def test_an_editor_of_the_region_sets_the_usual_and_that_of_each(region: Actor) -> None:
    here = make_municipality()
    set_rule(region, None)
    set_rule(region, here.code, interval=Interval.YEAR)
    rules = freshness_rules(TODAY)
    assert rules.of_municipality(here.code).interval_months == Interval.YEAR
    assert rules.of_municipality(None).interval_months == Interval.QUARTER


def test_who_keeps_cards_sets_no_rule() -> None:
    point = make_organisation()
    with pytest.raises(PermissionDenied):
        set_rule(make_actor(point, Role.PROVIDER), point.municipality_id)


def test_a_rule_of_today_is_changed_and_an_older_one_stays_for_its_days(region: Actor) -> None:
    here = make_municipality()
    old = make_rule(here, valid_from=TODAY - timedelta(days=9))
    new = set_rule(region, here.code, mark_of_rule(old))
    set_rule(region, here.code, mark_of_rule(new), overdue_after_weeks=9)
    assert [one.overdue_after_weeks for one in rules_of(here.code)] == [2, 9]
    assert freshness_rules(TODAY - timedelta(days=1)).of_municipality(here.code) == old


def test_nobody_overwrites_what_a_colleague_just_set(region: Actor) -> None:
    here = make_municipality()
    set_rule(region, here.code)
    with pytest.raises(Refused):
        set_rule(editor_in(here), here.code)


def test_a_municipality_follows_the_region_again() -> None:
    here = make_municipality()
    by, rule = editor_in(here), make_rule(here)
    with acting_as(by):
        follow_the_region(by=by, code=here.code, seen=mark_of_rule(rule), at=MONDAY)
        follow_the_region(by=by, code=here.code, seen="none", at=MONDAY)
    assert rules_of(here.code) == []


@pytest.mark.parametrize(
    ("weeks", "overdue", "why"),
    [
        ([], 6, "vul een week in"),
        ([0, 4, 2], 6, "lopen op"),
        ([0, 2, 2], 6, "lopen op"),
        ([*range(7)], 6, "hoogstens 6 keer"),
        ([0, LATEST_WEEK + 1], 6, "binnen 26 weken"),
        ([0], LATEST_WEEK + 1, "binnen 26 weken"),
        ([0], 0, "minstens één week"),
    ],
)
def test_weeks_that_cannot_be_are_refused_with_a_sentence(
    region: Actor, weeks: list[int], overdue: int, why: str
) -> None:
    assert why in (refusal_of_freshness(weeks, overdue) or "")
    with pytest.raises(Refused):
        set_rule(region, None, reminder_weeks=weeks, overdue_after_weeks=overdue)


def test_the_editor_hears_it_after_the_last_mail_and_not_before_it_is_overdue() -> None:
    assert refusal_of_freshness([0, LATEST_WEEK], LATEST_WEEK) is None
    for weeks, overdue, hears in (([0, 2], 6, 6), ([0, 8], 6, 8)):
        rule = FreshnessRule(reminder_weeks=weeks, overdue_after_weeks=overdue)
        assert editor_hears_after(rule) == hears


def test_a_rule_counts_for_the_cards_of_its_place_and_the_region_for_the_rest() -> None:
    point, nowhere = make_organisation(), make_organisation(kind="other", municipality=None)
    here = make_service(organisation=point, confirmed_on=TODAY - timedelta(days=120))
    rest = make_service(organisation=nowhere)
    make_service(organisation=point, published=False)
    make_rule(point.municipality)
    rules = freshness_rules(TODAY)
    assert cards_of_rule(point.municipality_id, rules, on=TODAY) == [here]
    assert cards_of_rule(None, rules, on=TODAY) == [rest]
    assert freshness_counts([here, rest], rules, on=TODAY) == {
        Freshness.FRESH: 1, Freshness.ADVISED: 0, Freshness.OVERDUE: 1,
    }  # fmt: skip
