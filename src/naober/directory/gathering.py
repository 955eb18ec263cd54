"""Cards gathered to be read on paper. For this app only; others ask `naober.directory.queries`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Case, F, Q, QuerySet, Value, When

from naober.directory.enums import Pillar, Scope
from naober.directory.finding import Hit, shown
from naober.directory.freshness import freshness_rules
from naober.directory.indexing import REACHES
from naober.directory.models import Category, OfficialName, Service, ServiceCategory
from naober.directory.search import map_version
from naober.directory.visibility import listed_on
from naober.organisations.models import Municipality

PACK_HOLDS: Final = 120
"""Cards in the pack of a municipality at most: what one can still leaf through."""
_PILLARS: Final = list(Pillar)


def _whole() -> QuerySet[Service]:
    return shown().prefetch_related("opening_hours", "kinds__category")


def cards_serving(
    municipality: Municipality, *, on: date, limit: int = PACK_HOLDS
) -> list[tuple[Hit, Category]]:
    """Return the cards that serve a municipality with their main kind, in the order of chapters.

    Where there are more than `limit`, local ones go first, then what reaches further; within
    each what was confirmed last, and what nobody confirmed at the end. A card without a kind of
    support is left out.
    """
    serving = _whole().filter(
        Q(scope__in=[Scope.REGIONAL, Scope.NATIONAL])
        | Q(pk__in=Service.objects.filter(municipalities=municipality)),
        listed_on(on),
        pk__in=ServiceCategory.objects.values("service"),
    )
    reach = Case(*(When(scope=one, then=Value(place)) for place, one in enumerate(REACHES)))
    services = serving.order_by(reach, F("confirmed_on").desc(nulls_last=True), "key")[:limit]
    rules = freshness_rules(on)
    found = [(one, kind) for one in services if (kind := _main_kind(one))]
    found.sort(key=lambda pair: (_chapter(pair[1]), _reach(pair[0]), pair[0].key))
    return [(Hit(one, None, kind.pk, rules.state(one, on)), kind) for one, kind in found]


def cards_with_keys(keys: Sequence[str], *, on: date) -> list[tuple[Hit, Category | None]]:
    """Return these cards with their main kind, in the order asked; what is gone is left out."""
    there = {one.key: one for one in _whole().filter(listed_on(on), key__in=keys)}
    rules = freshness_rules(on)
    pairs = [(one, _main_kind(one)) for key in keys if (one := there.get(key))]
    return [
        (Hit(one, None, kind.pk if kind else "", rules.state(one, on)), kind) for one, kind in pairs
    ]


def official_names(kinds: Iterable[Category]) -> Mapping[str, tuple[str, ...]]:
    """Return what the government calls kinds of support, by their code."""
    names: dict[str, list[str]] = {}
    for one in OfficialName.objects.filter(category__in={kind.pk for kind in kinds}):
        names.setdefault(one.category_id, []).append(one.name)
    return {code: tuple(found) for code, found in names.items()}


def version_of_map(*, on: date) -> tuple[Any, ...]:
    """Return a value that is another one on another day, and as soon as a card changed."""
    return on, *map_version()


def _main_kind(one: Service) -> Category | None:
    return next((kind.category for kind in one.kinds.all()), None)


def _reach(one: Service) -> int:
    return REACHES.index(Scope(one.scope))


def _chapter(kind: Category) -> tuple[int, str]:
    return _PILLARS.index(Pillar(kind.pillar)), kind.pk
