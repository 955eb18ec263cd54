"""The search index over the social map: built once in each process, anew when a card changed.

Also anew on another day: cards come and go by their dates, and sink when nobody confirms them.

For this app only; others ask `naober.directory.queries`.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from naober.directory.enums import Scope
from naober.directory.freshness import freshness_rules
from naober.directory.models import Category, EverydayWord, Location, OfficialName, Service
from naober.directory.visibility import listed_on
from naober.organisations.models import Municipality, Postcode
from naober.pure.dutch.cards import Card, Near
from naober.pure.dutch.search import Category as Kind
from naober.pure.dutch.search import SearchIndex
from naober.pure.dutch.understanding import Expression
from naober.pure.geo import Point

_VERSION: Final = """
SELECT count(*), max(changed_at), min(key), max(key),
  (SELECT max(changed_at) FROM directory_everydayword),
  (SELECT max(id) FROM directory_everydayword),
  (SELECT max(id) FROM directory_officialname),
  (SELECT max(id) FROM directory_freshnessrule)
FROM directory_service WHERE published
"""
SINKS: Final = 0.85
"""What the score of a card is multiplied by that is overdue or closed for a while. Our choice:
less than a card of another kind differs, more than one of the same kind does."""
_OFFICIAL: Final = 3
"""The weight of an official name, as of an everyday word that is hardly ever something else."""
_TEXTS: Final = ("summary", "audience")

_building = threading.Lock()
_built: "SocialMap | None" = None


@dataclass(frozen=True)
class SocialMap:
    """The cards as search knows them, and the ids of those that are for young carers."""

    version: tuple[Any, ...]
    index: SearchIndex
    for_young: frozenset[str]


def social_map(on: date) -> SocialMap:
    """Return the cards as they are on a day, ready to be searched; one query if nothing changed.

    A card that changes must get a later `changed_at`, or its old words are searched; so must it
    when its locations or kinds change.
    """
    global _built  # noqa: PLW0603 - one index for each process is the point
    now = (on, *_version())
    if _built is None or _built.version != now:
        with _building:
            if _built is None or _built.version != now:
                _built = SocialMap(now, _build(on), _for_young())
    return _built


def near_of(area: Postcode | None) -> Near | None:
    """Return a postcode area as search knows it."""
    if area is None:
        return None
    return Near((area.latitude, area.longitude), area.municipality_id)


def _version() -> tuple[Any, ...]:
    with connection.cursor() as cursor:  # asked for every search, so without building a query
        cursor.execute(_VERSION)
        return cursor.fetchone() or ()


def _build(on: date) -> SearchIndex:
    kinds = [
        Kind(one.code, (one.label_nl, one.label_en), (one.what_it_is_nl, one.what_it_is_en))
        for one in Category.objects.all()
    ]
    return SearchIndex.build(_cards(on), kinds, _expressions(), _places())


def _for_young() -> frozenset[str]:
    keys = Service.objects.filter(for_young_carers=True).values_list("pk", flat=True)
    return frozenset(str(key) for key in keys)


def _cards(on: date) -> Iterator[Card]:
    rules = freshness_rules(on)
    region = frozenset(Municipality.objects.values_list("code", flat=True))
    services = Service.objects.filter(listed_on(on)).select_related("organisation")
    services = services.prefetch_related("kinds", "municipalities", "at_locations__location__area")
    for service in services:
        kinds = tuple(kind.category_id for kind in service.kinds.all())
        if kinds:
            yield Card(
                id=str(service.pk),
                names=(service.name_nl, service.name_en),
                texts=tuple(
                    getattr(service, f"{text}_{language}")
                    for text in _TEXTS
                    for language in ("nl", "en")
                ),
                categories=kinds,
                area=_area(service, region),
                points=points_of(service),
                worth=SINKS if rules.sinks(service, on) else 1.0,
            )


def points_of(service: Service) -> tuple[Point, ...]:
    """Return where a card is; a location without a point of its own is where its area is."""
    locations = [one.location for one in service.at_locations.all()]
    return tuple(point for point in map(_point, locations) if point is not None)


def _point(location: Location) -> Point | None:
    if location.latitude is not None and location.longitude is not None:
        return (location.latitude, location.longitude)
    return None if location.area is None else (location.area.latitude, location.area.longitude)


def _area(service: Service, region: frozenset[str]) -> frozenset[str] | None:
    if service.scope == Scope.NATIONAL:
        return None
    if service.scope == Scope.REGIONAL:
        return region
    return frozenset(one.code for one in service.municipalities.all())


def _places() -> dict[str, Near]:
    """Return the towns of the region; of a town with several areas, the first."""
    areas = Postcode.objects.exclude(municipality=None).order_by("-pc4")
    return {area.place: Near((area.latitude, area.longitude), area.municipality_id)
            for area in areas}  # fmt: skip


def _expressions() -> list[Expression]:
    words = EverydayWord.objects.filter(removed_at=None)
    found = words.values_list("expression", "category_id", "weight", "language")
    official = OfficialName.objects.values_list("name", "category_id")
    return [
        *(Expression(text, kind, weight, language) for text, kind, weight, language in found),
        *(Expression(name, kind, _OFFICIAL, "nl") for name, kind in official),
    ]
