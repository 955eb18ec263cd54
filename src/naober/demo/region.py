"""Making the whole made-up region, in one transaction: all of it or nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.utils import timezone

from naober.carers.models import Carer
from naober.demo import social_map
from naober.demo.before import tell_of_before
from naober.demo.carers import caseload, fill
from naober.demo.chance import dice, spread
from naober.demo.people import names, people
from naober.demo.referrals import make_referrals
from naober.demo.staff import keeping_posts, make_staff, other_posts, posts_of
from naober.demo.upkeep import tell_of_cards
from naober.demo.well_known import PLACE, tell
from naober.directory.services import load_categories, load_guide, load_words
from naober.organisations.models import Membership, Municipality, Organisation
from naober.organisations.services import load_region
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as, one_at_a_time

Report = Callable[[str], object]
FEWEST: Final = 100
MOST: Final = 1_000_000


def make_region(*, carers: int, seed: int, at: datetime, report: Report = len) -> None:
    """Fill the database with the demo region.

    The social map is brought up to date with our tables; people that are there stay as they are.
    The same number, seed and day give the same region. `report` gets a line for each step.
    """
    with acting_as(Actor(role=SYSTEM)):
        one_at_a_time("demo")
        load_region()
        load_categories()
        load_words(at=at)
        load_guide(at=at)
        social_map.keep_organisations()
        social_map.keep_cards(at=at)
        if Membership.objects.exists():
            there = Carer.objects.count()
            report(f"The demo region is there: {there} carers. Nothing was changed.")
            return
        _make_people(carers, seed=seed, at=at, report=report)


def _make_people(carers: int, *, seed: int, at: datetime, report: Report) -> None:
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    municipalities = list(Municipality.objects.order_by("code"))
    shares = spread(carers, [one.inhabitants for one in municipalities])
    numbers = dict(zip(municipalities, shares, strict=True))
    members = _make_staff(numbers, seed=seed, today=today)
    tell_of_cards(members, seed=seed, at=today)
    tell_of_before(members, seed=seed, at=today)
    pool = names(seed)
    for municipality, number in numbers.items():
        point = Organisation.objects.get(key=f"sp-{municipality.slug}")
        throws = dice(seed, municipality.code)
        desk = members[point.key]
        known = tell(point, desk, throws, today=today) if municipality.slug == PLACE else 0
        others = people(number - known, municipality, pool, throws)
        fill(point, others, desk, throws, number=number - known, today=today)
        report(f"{municipality.name}: {number} carers")
    report(f"{make_referrals(members, pool, seed=seed, today=today)} referrals")


def _make_staff(
    numbers: dict[Municipality, int], *, seed: int, today: datetime
) -> dict[str, list[Membership]]:
    """Make who works in the region; return the memberships by key of their organisation."""
    posts = list(other_posts())
    for municipality, number in numbers.items():
        posts += posts_of(municipality, caseload=caseload(number))
    posts += keeping_posts(one.slug for one in numbers)
    return make_staff(posts, seed=seed, at=today)
