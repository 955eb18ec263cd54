"""The search index over the social map: built once in each process, anew when a card changed.

For this app only; others ask `naober.directory.queries`.
"""

import csv
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db import connection

from naober.directory.enums import Scope
from naober.directory.models import Category, Service
from naober.organisations.models import Municipality, Postcode
from naober.pure.dutch.cards import Card, Near
from naober.pure.dutch.search import Category as Kind
from naober.pure.dutch.search import SearchIndex
from naober.pure.dutch.understanding import Expression
from naober.pure.geo import Point

EVERYDAY_WORDS: Final = Path(__file__).parent / "content" / "everyday_words.csv"
_VERSION: Final = "SELECT count(*), max(changed_at), min(key), max(key) FROM directory_service"
_TEXTS: Final = ("summary", "audience")

_building = threading.Lock()
_built: "SocialMap | None" = None


@dataclass(frozen=True)
class SocialMap:
    """The cards as search knows them, and the ids of those that are for young carers."""

    version: tuple[Any, ...]
    index: SearchIndex
    for_young: frozenset[str]


def social_map() -> SocialMap:
    """Return the cards as they are now, ready to be searched; one query where nothing changed.

    A card that changes must get a later `changed_at`, or its old words are searched.
    """
    global _built  # noqa: PLW0603 - one index for each process is the point
    now = _version()
    if _built is None or _built.version != now:
        with _building:
            if _built is None or _built.version != now:
                _built = SocialMap(now, _build(), _for_young())
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


def _build() -> SearchIndex:
    kinds = [
        Kind(one.code, (one.label_nl, one.label_en), (one.what_it_is_nl, one.what_it_is_en))
        for one in Category.objects.all()
    ]
    known = {kind.code for kind in kinds}
    expressions = [one for one in _everyday_words() if one.category in known]
    return SearchIndex.build(_cards(), kinds, expressions, _places())


def _for_young() -> frozenset[str]:
    keys = Service.objects.filter(for_young_carers=True).values_list("pk", flat=True)
    return frozenset(str(key) for key in keys)


def _cards() -> Iterator[Card]:
    region = frozenset(Municipality.objects.values_list("code", flat=True))
    services = Service.objects.select_related("postcode").prefetch_related(
        "kinds", "municipalities"
    )
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
                point=_point(service.postcode),
            )


def _point(area: Postcode | None) -> Point | None:
    return None if area is None else (area.latitude, area.longitude)


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


@cache
def _everyday_words() -> tuple[Expression, ...]:
    with EVERYDAY_WORDS.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Expression(row["expression"], row["category"], int(row["weight"]), row["language"])
            for row in csv.DictReader(stream)
        )
