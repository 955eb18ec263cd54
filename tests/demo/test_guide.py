"""Our first guide in the made-up region: the first card is one to give your own mother."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import product
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.test import TestCase

from naober.demo import social_map
from naober.directory.models import GuideVersion
from naober.directory.queries import Guided, guide_outcomes, public_guide
from naober.directory.services import load_categories, load_guide
from naober.organisations.models import Postcode
from naober.organisations.services import load_region
from naober.pure.guide import Demand
from tests.database import role

AT = datetime(2026, 11, 3, 14, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
ON: Final = date(2026, 11, 3)
EVERY: Final[dict[str, tuple[str, ...]]] = {
    "zwaarst": ("altijd", "nachten", "hoofd", "werk", "regelen", "huis", "weet-niet"),
    "waar": ("thuis", "eruit", "bellen", "weet-niet"),
    "samen": ("samen", "apart", "groep", "een", "weet-niet"),
}
FIRST: Final = [
    ({"zwaarst": "altijd", "snel": "nu"}, "respite.emergency"),
    ({"zwaarst": "altijd", "waar": "thuis"}, "respite.home-volunteer"),
    ({"zwaarst": "altijd", "wanneer": "nacht"}, "respite.night"),
    ({"zwaarst": "altijd", "samen": "samen", "wie": "partner"}, "respite.stay-together"),
    ({"zwaarst": "nachten", "wanneer": "nacht", "waar": "thuis"}, "respite.night"),
    ({"zwaarst": "nachten", "wanneer": "nacht", "snel": "later"}, "respite.night"),
    ({"zwaarst": "nachten", "snel": "nu"}, "respite.emergency"),
    ({"zwaarst": "hoofd", "snel": "nu"}, "support.listening-ear"),
    ({"zwaarst": "hoofd", "wanneer": "nacht"}, "support.listening-ear"),
    ({"zwaarst": "werk"}, "advice.work-coach"),
    ({"zwaarst": "regelen", "snel": "nu"}, "help.paperwork"),
    ({"zwaarst": "regelen", "waar": "eruit"}, "help.paperwork"),
    ({"zwaarst": "huis", "waar": "thuis"}, "help.household"),
]
"""What a consultant would say first, by what somebody answers."""


HOME: Final = Demand("place", "home")
PLACES: Final = ("", "9401", "7811")


def every(**fixed: str) -> Iterator[dict[str, str]]:
    """Yield every combination of the answers that are not fixed."""
    names = [name for name in EVERY if name not in fixed]
    for values in product(*(EVERY[name] for name in names)):
        yield fixed | dict(zip(names, values, strict=True))


class TestGuide(TestCase):
    databases = {"default", "audit"}
    guide: GuideVersion

    @classmethod
    def setUpTestData(cls) -> None:
        with role("naober_system"):
            load_region()
            load_categories()
            load_guide(at=AT)
            social_map.keep_organisations()
            social_map.keep_cards(at=AT)
        guide = public_guide()
        assert guide is not None
        cls.guide = guide

    def best(self, near: str, played: Iterable[dict[str, str]]) -> Iterator[tuple[Any, Guided]]:
        """Play rows of answers; the first card of each."""
        rows = list(played)
        area = Postcode.objects.get(pk=near) if near else None
        found = guide_outcomes(self.guide, rows, on=ON, near=area)
        yield from zip(rows, (cards[0] for cards in found), strict=True)

    def test_the_first_card_is_what_a_consultant_would_say_first(self) -> None:
        for near in PLACES:
            firsts = self.best(near, (chosen for chosen, _kind in FIRST))
            for (chosen, best), (_chosen, kind) in zip(firsts, FIRST, strict=True):
                with self.subTest(near=near, **chosen):
                    assert best.fit.kind == kind

    def test_who_needs_help_at_night_first_sees_help_that_is_there_at_night(self) -> None:
        for near, who in (("", "partner"), ("9401", "kind")):
            for chosen, best in self.best(near, every(wie=who, wanneer="nacht")):
                with self.subTest(near=near, **chosen):
                    assert Demand("daypart", "night") not in best.fit.unmet

    def test_who_needs_help_today_first_sees_help_that_may_be_there_today(self) -> None:
        for near, who in (("", "partner"), ("7811", "kind")):
            for chosen, best in self.best(near, every(wie=who, snel="nu")):
                with self.subTest(near=near, **chosen):
                    assert Demand("soon", "day") not in best.fit.unmet

    def test_who_is_young_sees_cards_for_young_carers_and_no_other(self) -> None:
        rows = list(every(wie="jong", wanneer="nacht", samen="apart"))
        for near in PLACES:
            area = Postcode.objects.get(pk=near) if near else None
            found = guide_outcomes(self.guide, rows, on=ON, near=area)
            for chosen, cards in zip(rows, found, strict=True):
                with self.subTest(near=near, **chosen):
                    assert cards
                    assert all(one.hit.service.for_young_carers for one in cards)

    def test_who_asks_for_help_at_home_sees_it_before_a_telephone_line(self) -> None:
        rows = list(every(wie="partner", waar="thuis"))
        for chosen, cards in zip(rows, guide_outcomes(self.guide, rows, on=ON), strict=True):
            for at, one in enumerate(cards):
                later = [two for two in cards[at:] if two.fit.behind == one.fit.behind]
                with self.subTest(**chosen, at=at):
                    assert not (one.fit.instead and any(HOME in two.fit.met for two in later))
                    assert not (HOME in one.fit.met) ^ (one.hit.service.place_kind == "home")

    def test_who_looks_around_is_not_sent_to_a_place_for_emergencies(self) -> None:
        looking = every(wie="partner", snel="later", samen="weet-niet")
        for chosen, best in self.best("9401", looking):
            with self.subTest(**chosen):
                assert best.fit.kind != "respite.emergency"
