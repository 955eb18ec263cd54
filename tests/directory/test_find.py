"""Finding cards: in anybody's words, by kind, near somebody, and always as the cards are now."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from naober.directory import finding, queries, search
from naober.directory.enums import Freshness, Pillar, PlaceKind, Scope
from naober.directory.models import FreshnessRule, OfficialName, Service
from naober.directory.queries import Found
from naober.organisations.models import Organisation, Postcode
from naober.organisations.queries import postcode
from tests.database import role
from tests.factories.directory import make_category, make_rule, make_service, make_word
from tests.factories.organisations import MONDAY, make_municipality, make_postcode

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
find = partial(queries.find, on=TODAY)
service = partial(queries.service, on=TODAY)
services_for_categories = partial(queries.services_for_categories, on=TODAY)


def keys(found: Found) -> list[str]:
    return [hit.service.key for hit in found.hits]


def area(pc4: str, latitude: float, municipality: Any = None) -> Postcode:
    """Make an area; a hundredth of a degree of latitude is 1.1 km."""
    return make_postcode(municipality, pc4=pc4, latitude=latitude, longitude=6.5)


def make_local(*codes: str, at: Postcode, **overrides: Any) -> Service:
    """Make a card that serves the municipality of a place only."""
    card = make_service(
        *codes, scope=Scope.LOCAL, postcode=at, place_kind=PlaceKind.LOCATION, **overrides
    )
    with role("naober_system"):
        card.municipalities.set([at.municipality] if at.municipality else [])
    return card


def test_a_question_in_everyday_words_finds_the_kind_of_help() -> None:
    make_category("help.transport", label_nl="Vervoer", label_en="Transport")
    ride = make_service("help.transport", name_nl="Rit naar het ziekenhuis")
    stay = make_service("respite.stay")
    make_word("laten logeren")
    make_word("wie brengt ons naar het ziekenhuis", "help.transport")
    assert keys(find("mijn man een weekend laten logeren"))[0] == stay.key
    assert keys(find("wie brengt ons naar het ziekenhuis"))[0] == ride.key


def test_a_typing_error_is_repaired_and_said() -> None:
    make_service("respite.stay", summary_nl="Uw naaste kan hier logeren.")
    found = find("logern in het weekend")
    assert found.repaired == "logeren in het weekend"
    assert found.hits


@pytest.mark.parametrize("question", ["", "   ", "qwrtzx", "b", "qq b", "<b>x", "B.", "é"])
def test_nothing_that_means_anything_finds_nothing(question: str) -> None:
    make_service(summary_nl="Plan B: logeren bij De B. en é.")
    make_word("vitamine b en e")
    assert not find(question).hits


def test_a_card_that_is_new_or_changed_or_gone_is_found_as_it_is_now() -> None:
    card = make_service(name_nl="Huis Zonnebloem")
    assert keys(find("zonnebloem")) == [card.key]
    other = make_service(name_nl="Huis Vergeetmijniet")
    assert keys(find("vergeetmijniet"))[0] == other.key
    later = MONDAY + timedelta(days=1)
    with role("naober_system"):
        Service.objects.filter(pk=card.pk).update(name_nl="Huis Korenbloem", changed_at=later)
    assert keys(find("korenbloem"))[0] == card.key
    with role("naober_system"):
        Service.objects.filter(pk=other.pk).delete()
    assert other.key not in keys(find("vergeetmijniet"))


def test_cards_are_read_when_they_are_looked_at(django_assert_num_queries: Any) -> None:
    first, gone = make_service(name_nl="Logeren"), make_service(name_nl="Huis")
    find("logeren")
    with django_assert_num_queries(1):
        found = find("logeren").hits
    assert len(found) == 2
    with django_assert_num_queries(4):  # what is new or changed, those cards, where they serve
        assert {hit.service for hit in found[:2]} == {first, gone}
    with django_assert_num_queries(1):
        assert {hit.service for hit in found[:2]} == {first, gone}
    with role("naober_system"):
        gone.delete()
    assert [hit.service for hit in found] == [first]


def test_a_card_that_was_read_is_read_again_when_it_changed() -> None:
    card = make_service(name_nl="Logeren")
    hits = find("logeren").hits
    assert hits[0].service.name_nl == "Logeren"
    with role("naober_system"):
        Service.objects.filter(pk=card.pk).update(
            name_nl="Huis Brink", changed_at=MONDAY + timedelta(days=1)
        )
    assert hits[0].service.name_nl == "Huis Brink"
    with role("naober_system"):
        Organisation.objects.filter(pk=card.organisation_id).update(name="Stichting Brink")
    assert hits[0].service.organisation.name == "Stichting Brink"


def test_cards_that_were_read_stay_read_when_another_changes(
    django_assert_num_queries: Any,
) -> None:
    make_service(name_nl="Logeren")
    assert find("logeren").hits[0].service.name_nl == "Logeren"
    make_service("support.cafe")
    hits = find("logeren").hits
    with django_assert_num_queries(1):
        assert hits[0].service.name_nl == "Logeren"


def test_a_rule_of_freshness_that_is_changed_counts_at_once() -> None:
    make_service(name_nl="Logeren", confirmed_on=TODAY - timedelta(days=120))
    rule = make_rule(interval_months=12)
    assert find("logeren").hits[0].freshness == Freshness.FRESH
    with role("naober_system"):
        FreshnessRule.objects.filter(pk=rule.pk).update(interval_months=1)
    assert find("logeren").hits[0].freshness == Freshness.OVERDUE


def test_no_more_cards_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "READ", 1)
    for _ in range(3):
        make_service(name_nl="Logeren")
    hits = find("logeren").hits
    for number in range(3):
        assert hits[number].service.name_nl == "Logeren"
        assert len(search.social_map(TODAY).read) <= 2


def test_what_is_near_comes_first_with_its_distance() -> None:
    here = area("9401", 53.0)
    far = make_local(at=area("9402", 53.3, here.municipality))
    close = make_local(at=area("9403", 53.01, here.municipality))
    by_phone = make_service(place_kind=PlaceKind.PHONE)
    found = find("logeren", near=here)
    assert keys(found).index(close.key) < keys(found).index(far.key)
    km = {hit.service.key: hit.km for hit in found.hits}
    assert km == {close.key: 1.1, far.key: 33.4, by_phone.key: None}


def test_what_does_not_serve_your_municipality_comes_last() -> None:
    here, elsewhere = area("9401", 53.0), area("9402", 53.01)
    not_for_you = make_local(at=elsewhere)
    for_you = make_local(at=area("9403", 53.2, here.municipality))
    for found in (
        find("logeren", near=here),
        find("", chosen={"category": ["respite.stay"]}, near=here),
    ):
        assert keys(found) == [for_you.key, not_for_you.key]
        assert [hit.elsewhere for hit in found.hits] == [False, True]


@pytest.mark.parametrize("scope", [Scope.REGIONAL, Scope.NATIONAL])
def test_what_serves_everybody_is_nowhere_elsewhere_in_the_region(scope: Scope) -> None:
    make_service(scope=scope)
    here = area("9401", 53.0)
    assert not find("logeren", near=here).hits[0].elsewhere
    assert not services_for_categories(["respite.stay"], near=here, limit=1)[0].elsewhere


def test_without_a_place_nothing_is_elsewhere() -> None:
    card = make_local(at=area("9401", 53.0))
    for hit in (find("logeren").hits[0], service(card.key)):
        assert hit is not None
        assert not hit.elsewhere


def test_a_place_in_the_question_makes_what_does_not_serve_it_elsewhere() -> None:
    village = area("9444", 53.0)
    with role("naober_system"):
        Postcode.objects.filter(pk=village.pk).update(place="Grolloo")
    make_word("logeren")
    there, away = make_local(at=village), make_local(at=area("9402", 53.01))
    hits = find("logeren in grolloo").hits
    assert {hit.service.key: hit.elsewhere for hit in hits} == {there.key: False, away.key: True}


def test_a_place_in_the_question_counts_as_being_there() -> None:
    village = area("9444", 53.0)
    with role("naober_system"):
        Postcode.objects.filter(pk=village.pk).update(place="Grolloo")
    there = make_local(at=village)
    make_local(at=area("9402", 52.5))
    assert find("logeren in grolloo").hits[0].service == there


def test_results_can_be_narrowed_to_a_pillar_or_a_kind() -> None:
    make_category("meet.cafe", pillar=Pillar.CONNECTING, label_nl="Mantelzorgcafé")
    cafe = make_service("meet.cafe", name_nl="Café om te praten over logeren")
    stay = make_service("respite.stay")
    assert set(keys(find("logeren"))) == {cafe.key, stay.key}
    assert keys(find("logeren", chosen={"pillar": [Pillar.CONNECTING]})) == [cafe.key]
    assert keys(find("logeren", chosen={"category": ["respite.stay"]})) == [stay.key]
    assert keys(find("", chosen={"pillar": [Pillar.CONNECTING]})) == [cafe.key]
    assert find("", chosen={"category": ["meet.cafe"]}).hits[0].category == "meet.cafe"


def test_a_list_without_words_is_in_the_order_of_the_reader() -> None:
    first = make_service(name_nl="Aap", name_en="Zebra")
    second = make_service(name_nl="Bij", name_en="Ant")
    assert keys(find("", chosen={"category": ["respite.stay"]})) == [first.key, second.key]
    assert keys(find("", chosen={"category": ["respite.stay"]}, language="en")) == [
        second.key,
        first.key,
    ]


def test_no_more_is_found_than_was_asked() -> None:
    for _ in range(4):
        make_service()
    assert len(find("logeren", limit=3).hits) == 3
    assert len(find("", chosen={"category": ["respite.stay"]}, limit=2).hits) == 2


def shown(found: Found) -> list[object]:
    """Read everything that a page shows of each card."""
    return [
        (
            one.organisation.name,
            [at.location.place for at in one.at_locations.all()],
            [place.name for place in one.municipalities.all()],
        )
        for one in (hit.service for hit in found.hits)
    ]


@pytest.mark.parametrize("cards", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_cards(
    cards: int, django_assert_num_queries: Any
) -> None:
    here = area("9401", 53.0)
    for _ in range(cards):
        make_local(at=here)
    find("logeren", near=here)  # the index is built once
    with django_assert_num_queries(5):
        assert len(shown(find("logeren", near=here, limit=50))) == cards
    with django_assert_num_queries(2):  # the map, and whether those cards changed
        assert (
            len(shown(find("", chosen={"category": ["respite.stay"]}, near=here, limit=50)))
            == cards
        )


def test_one_card_is_found_by_its_key() -> None:
    here = area("9401", 53.0)
    card = make_local(at=here)
    hit = service(card.key, near=here)
    assert hit is not None
    assert (hit.service, hit.km) == (card, 0.0)
    assert service("nergens") is None


def test_each_kind_of_help_gets_its_closest_card_before_any_gets_a_second() -> None:
    here = area("9401", 53.0)
    for code in ("advice.contact-person", "respite.stay"):
        make_service(code, key=f"{code.replace('.', '-')}-regional")
        make_local(code, at=here, key=f"{code.replace('.', '-')}-local")
    hits = services_for_categories(["respite.stay", "advice.contact-person"], near=here, limit=3)
    assert [(hit.service.key, hit.category) for hit in hits] == [
        ("respite-stay-local", "respite.stay"),
        ("advice-contact-person-local", "advice.contact-person"),
        ("respite-stay-regional", "respite.stay"),
    ]


def test_a_card_that_fits_two_kinds_is_there_once() -> None:
    make_service("respite.stay", "respite.holiday")
    hits = services_for_categories(["respite.stay", "respite.holiday"], near=None, limit=5)
    assert [hit.category for hit in hits] == ["respite.stay"]


def test_without_a_place_what_is_for_everybody_comes_first() -> None:
    local = make_local(at=area("9401", 53.0))
    national = make_service(scope=Scope.NATIONAL)
    regional = make_service()
    hits = services_for_categories(["respite.stay"], near=None, limit=5)
    assert [hit.service for hit in hits] == [regional, national, local]


def test_outside_the_region_only_what_is_for_the_whole_country_serves() -> None:
    amsterdam = make_postcode(pc4="1011", latitude=52.37, longitude=4.9)
    with role("naober_system"):
        Postcode.objects.filter(pk="1011").update(municipality=None)
    amsterdam = postcode("1011")
    make_local(at=area("9401", 53.0))
    make_service()
    national = make_service(scope=Scope.NATIONAL)
    hits = services_for_categories(["respite.stay"], near=amsterdam, limit=3)
    assert hits[0].service == national


def test_cards_for_young_carers_are_for_them_first_and_for_nobody_else() -> None:
    young = make_service(for_young_carers=True, scope=Scope.NATIONAL)
    everybody = make_service()
    codes = ["respite.stay"]
    for_young = services_for_categories(codes, near=None, limit=5, young=True)
    assert [hit.service for hit in for_young] == [young, everybody]
    for_others = services_for_categories(codes, near=None, limit=5)
    assert [hit.service for hit in for_others] == [everybody]


def test_a_card_for_young_carers_comes_last_unless_the_question_is_about_them() -> None:
    make_category("support.young-carers", label_nl="Jonge mantelzorgers", label_en="Young carers")
    young = make_service("respite.stay", "support.young-carers", for_young_carers=True)
    anybody = make_service("respite.stay")
    assert keys(find("logeren")) == [anybody.key, young.key]
    assert keys(find("jonge mantelzorgers"))[0] == young.key


def test_somebody_young_finds_what_is_for_the_young_also_where_much_fits_better() -> None:
    make_word("praten")
    make_word("praten over thuis", "support.young-carers", weight=1)
    for_all = [make_service().key for _each in range(3)]
    for_young = make_service("support.young-carers", for_young_carers=True).key
    assert for_young not in keys(find("praten", limit=2))
    found = keys(queries.find_for_young("praten", on=TODAY, limit=2))
    assert found[0] == for_young
    assert set(found[1:]) < set(for_all)
    assert not queries.find_for_young(" ", on=TODAY).hits


def test_a_municipality_without_areas_is_no_trouble() -> None:
    make_municipality()
    make_service()
    assert find("logeren").hits


def test_everyday_words_count_from_when_they_are_added_until_they_are_taken_away() -> None:
    card = make_service("respite.stay", name_nl="Huis Zonnebloem")
    assert keys(find("plumeau")) == []
    word = make_word("plumeau")
    assert keys(find("plumeau")) == [card.key]
    with role("naober_system"):
        OfficialName.objects.create(name="kwartiermaker", category_id="respite.stay")
    assert keys(find("kwartiermaker")) == [card.key]
    with role("naober_system"):
        word.removed_at = word.changed_at = MONDAY + timedelta(days=1)
        word.save()
    assert keys(find("plumeau")) == []
    assert keys(find("kwartiermaker")) == [card.key]


def test_a_change_of_a_card_does_not_read_everyday_words_again() -> None:
    make_service()
    make_word("plumeau")
    before = search.social_map(TODAY)
    make_service()
    after = search.social_map(TODAY)
    assert after is not before
    assert after.expressions is before.expressions


def test_of_many_cards_a_change_shows_after_a_while_and_nobody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cards(on: date = TODAY) -> int:
        return find("logeren", on=on).total

    make_service()
    assert cards() == 1
    apart: list[Any] = []
    monkeypatch.setattr(search, "MANY", 0)
    monkeypatch.setattr(search, "LOOKED_FOR", 0)
    monkeypatch.setattr(search.threading, "Thread", lambda **how: _Later(how, apart))
    make_service()
    assert cards() == 1
    [build] = apart
    monkeypatch.setattr(search.connection, "close", lambda: None)
    build["target"](*build["args"])
    assert cards() == 2
    make_service()
    monkeypatch.setattr(search, "LOOKED_FOR", 60)
    assert cards() == 2
    assert cards(TODAY + timedelta(1)) == 3


class _Later:
    """A thread that is not started: the test decides when."""

    def __init__(self, how: Any, apart: list[Any]) -> None:
        apart.append(how)

    def start(self) -> None:
        pass
