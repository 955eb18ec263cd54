"""Making the whole made-up region, in one transaction: all of it or nothing."""

from datetime import datetime

from naober.demo import social_map
from naober.directory.services import load_categories
from naober.organisations.services import load_region
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as, one_at_a_time


def make_region(*, at: datetime) -> None:
    """Fill the database with the demo region; what is there already stays as it is."""
    with acting_as(Actor(role=SYSTEM)):
        one_at_a_time("demo")
        load_region()
        load_categories()
        social_map.keep_organisations()
        social_map.keep_cards(at=at)
