"""The search index over the social map: built once in each process, anew when a card changed.

For this app only; others ask `naober.directory.queries`.
"""

import csv
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db.models import Count, Max, Min

from naober.directory.enums import Scope
from naober.directory.models import Category, Service
from naober.organisations.models import Municipality, Postcode
from naober.pure.dutch.cards import Card, Near
from naober.pure.dutch.search import Category as Kind
from naober.pure.dutch.search import SearchIndex
from naober.pure.dutch.understanding import Expression
from naober.pure.geo import Point

EVERYDAY_WORDS: Final = Path(__file__).parent / "content" / "everyday_words.csv"
_TEXTS: Final = ("summary", "audience")

_building = threading.Lock()
_built: tuple[tuple[Any, ...], SearchIndex] | None = None


def index() -> SearchIndex:
    """Return the index over the cards as they are now; one query where nothing changed.

    A card that changes must get a later `changed_at`, or its old words are searched.
    """
    global _built  # noqa: PLW0603 - one index for each process is the point
    now = _version()
    if _built is None or _built[0] != now:
        with _building:
            if _built is None or _built[0] != now:
                _built = now, _build()
    return _built[1]


def near_of(area: Postcode | None) -> Near | None:
    """Return a postcode area as search knows it."""
    if area is None:
        return None
    return Near((area.latitude, area.longitude), area.municipality_id)


def _version() -> tuple[Any, ...]:
    found = Service.objects.order_by().aggregate(
        Count("pk"), Max("changed_at"), Min("key"), Max("key")
    )
    return tuple(found.values())


def _build() -> SearchIndex:
    kinds = [
        Kind(one.code, (one.label_nl, one.label_en), (one.what_it_is_nl, one.what_it_is_en))
        for one in Category.objects.all()
    ]
    known = {kind.code for kind in kinds}
    expressions = [one for one in _everyday_words() if one.category in known]
    return SearchIndex.build(_cards(), kinds, expressions, _places())


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
