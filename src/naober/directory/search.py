"""The search index over the social map: built once in each process, anew when a card changed.

Also anew on another day: cards come and go by their dates, and sink when nobody confirms them.

For this app only; others ask `naober.directory.queries`.
"""

import threading
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any, Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from naober.directory.enums import PlaceKind, Scope
from naober.directory.facets import Kinds
from naober.directory.freshness import FreshnessRules, freshness_rules
from naober.directory.models import Category, EverydayWord, Location, OfficialName, Service
from naober.directory.rules import is_closed
from naober.directory.visibility import LONG_TEXTS, listed_on
from naober.organisations.models import Municipality, Postcode
from naober.pure.dutch.cards import Card, Near
from naober.pure.dutch.search import Category as Kind
from naober.pure.dutch.search import SearchIndex
from naober.pure.dutch.suggesting import Suggester, SuggesterBuilder
from naober.pure.dutch.texts import Texts
from naober.pure.dutch.understanding import HEAVIEST, Expression
from naober.pure.facets import Facets, FacetsBuilder, Mask
from naober.pure.geo import Point
from naober.shared.actors import VISITOR, Actor
from naober.shared.database import acting_as

_VERSION: Final = """
SELECT count(*), sum(extract(epoch FROM changed_at)),
  (SELECT min(key) FROM directory_service WHERE published),
  (SELECT max(key) FROM directory_service WHERE published),
  (SELECT max(changed_at) FROM directory_everydayword),
  (SELECT max(id) FROM directory_everydayword),
  (SELECT max(id) FROM directory_officialname),
  (SELECT md5(string_agg(r::text, ' ' ORDER BY id)) FROM directory_freshnessrule r)
FROM directory_service WHERE published
"""
_WORDS: Final = slice(5, 8)
"""What in a version of the map, behind the day, says that the everyday words are the same."""
SINKS: Final = 0.85
"""What the score of a card is multiplied by that is overdue or closed for a while. Our choice:
less than a card of another kind differs, more than one of the same kind does."""
_OFFICIAL: Final = 3
"""The weight of an official name, as of an everyday word that is hardly ever something else."""
_TEXTS: Final = ("summary", "audience")
LANGUAGES: Final = ("nl", "en")
REACHES: Final = (Scope.LOCAL, Scope.REGIONAL, Scope.NATIONAL)
_AT_ONCE: Final = 400
"""Cards read at a time: few, for with all that belongs to them they take much memory."""

Order = NDArray[np.intp]

MANY: Final = 5000
"""Cards of which looking for changes, and building anew, takes too long for one page."""
LOOKED_FOR: Final = 2.0

_building = threading.Lock()
_looked_at = 0.0
_built: "SocialMap | None" = None


@dataclass(frozen=True)
class Listing:
    """What lists without words are ordered by, for each card in the order of the index."""

    reach: NDArray[np.int8]
    """Which of `REACHES` it is."""
    sinks: Mask
    young: Mask
    comes: Mask
    """Whether it is not at a place: at home, by telephone, online."""
    by_name: Mapping[str, NDArray[np.int32]]
    """By language the place of each card in an alphabetical list."""


@dataclass(frozen=True)
class SocialMap:
    """The cards as search knows them on a day, what they are filtered and listed by, and what is
    suggested while somebody types, by language; `municipalities` are names by code.

    `read` are cards that were read from the database, by what differs when one changed; a map
    hands them on to the next.
    """

    version: tuple[Any, ...]
    on: date
    rules: FreshnessRules
    index: SearchIndex
    facets: Facets
    listing: Listing
    suggesters: Mapping[str, Suggester]
    municipalities: Mapping[str, str]
    expressions: Sequence[Expression]
    read: dict[tuple[Any, ...], Service] = field(default_factory=dict)


def social_map(on: date) -> SocialMap:
    """Return the cards as they are on a day, ready to be searched; one query if nothing changed.

    A card that changes must get a later `changed_at`, or its old words are searched; so must it
    when its locations or kinds change. Of more than MANY cards a change shows after a while: it
    is looked for every LOOKED_FOR seconds, and people search the old map while a new one is made.
    """
    global _looked_at  # noqa: PLW0603 - one index for each process is the point
    old = _built
    many = old is not None and len(old.facets) > MANY
    if old is not None and many and old.version[0] == on:
        if monotonic() - _looked_at < LOOKED_FOR or _building.locked():
            return old
        _looked_at = monotonic()
    now = (on, *map_version())
    if old is not None and old.version == now:
        return old
    if old is not None and many and old.version[0] == on:
        threading.Thread(target=_build_apart, args=(on, now), daemon=True).start()
        return old
    return _build_once(on, now)


def _build_once(on: date, version: tuple[Any, ...]) -> SocialMap:
    global _built  # noqa: PLW0603
    with _building:
        if _built is None or _built.version != version:
            _built = _build(on, version, _built)
        return _built


def _build_apart(on: date, version: tuple[Any, ...]) -> None:
    """Build in a thread of its own, with a connection of its own, as anybody sees the cards."""
    try:
        with acting_as(Actor(role=VISITOR), read_only=True):
            _build_once(on, version)
    finally:
        connection.close()


def near_of(area: Postcode | None) -> Near | None:
    """Return a postcode area as search knows it."""
    if area is None:
        return None
    return Near((area.latitude, area.longitude), area.municipality_id)


def map_version() -> tuple[Any, ...]:
    """Return what differs as soon as anything of the map changed; one short query."""
    with connection.cursor() as cursor:  # asked for every search, so without building a query
        cursor.execute(_VERSION)
        return cursor.fetchone() or ()


def _build(on: date, version: tuple[Any, ...], old: SocialMap | None) -> SocialMap:
    """Read every card anew; everyday words, if they are as in the old map, are not."""
    municipalities = dict(Municipality.objects.values_list("code", "name"))
    categories = {one.code: one for one in Category.objects.all()}
    reader = Reader(on, Kinds(categories, frozenset(municipalities)))
    kinds = [
        Kind(one.code, (one.label_nl, one.label_en), (one.what_it_is_nl, one.what_it_is_en))
        for one in categories.values()
    ]
    same = old is not None and old.version[_WORDS] == version[_WORDS]
    expressions = old.expressions if old is not None and same else _expressions()
    index = SearchIndex.build(reader.cards(), kinds, expressions, _places())
    return SocialMap(
        version,
        on,
        reader.rules,
        index,
        reader.facets.build(index.cards.order),
        reader.listing(index.cards.order),
        reader.suggesters(index, expressions),
        municipalities,
        expressions,
        old.read if old is not None else {},
    )


class Reader:
    """Reads the cards of a day once, some at a time, and keeps of each what is needed."""

    def __init__(self, on: date, kinds: Kinds) -> None:
        self._on = on
        self.rules = freshness_rules(on)
        self._kinds = kinds
        self.facets = FacetsBuilder(kinds.values())
        self._reach = array("b")
        self._sinks, self._young, self._comes = bytearray(), bytearray(), bytearray()
        self._names = {language: Texts() for language in LANGUAGES}
        self._keys = Texts()

    def cards(self) -> Iterator[Card]:
        """Read every card that has a kind, as search needs it."""
        services = Service.objects.filter(listed_on(self._on)).select_related("organisation")
        services = services.prefetch_related(
            "kinds", "municipalities", "at_locations__location__area"
        ).defer(*LONG_TEXTS)
        for service in services.iterator(chunk_size=_AT_ONCE):
            codes = tuple(kind.category_id for kind in service.kinds.all())
            if codes:
                yield self._card(service, codes)

    def _card(self, service: Service, codes: tuple[str, ...]) -> Card:
        sinks = self.rules.sinks(service, self._on)
        closed = is_closed(service, on=self._on)
        self.facets.add(self._kinds.of(service, codes, closed=closed))
        self._reach.append(REACHES.index(Scope(service.scope)))
        self._sinks.append(sinks)
        self._young.append(service.for_young_carers)
        self._comes.append(service.place_kind not in {"", PlaceKind.LOCATION})
        self._keys.add(service.key)
        for language, names in self._names.items():
            names.add(getattr(service, f"name_{language}") or service.name_nl)
        return Card(
            id=str(service.pk),
            names=(service.name_nl, service.name_en),
            texts=tuple(
                getattr(service, f"{text}_{language}") for text in _TEXTS for language in LANGUAGES
            ),
            categories=codes,
            area=self._kinds.area(service),
            points=points_of(service),
            worth=SINKS if sinks else 1.0,
        )

    def listing(self, order: Order) -> Listing:
        """Return what lists are ordered by; card n is card `order[n]` of those read."""
        return Listing(
            reach=np.frombuffer(self._reach, np.int8)[order],
            sinks=_mask(self._sinks)[order],
            young=_mask(self._young)[order],
            comes=_mask(self._comes)[order],
            by_name={language: names.ranks()[order] for language, names in self._names.items()},
        )

    def suggesters(
        self, index: SearchIndex, expressions: Sequence[Expression]
    ) -> dict[str, Suggester]:
        """Return what is suggested in each language: kinds that have a card, and cards by name."""
        there = {kind: one for kind, one in self._kinds.categories.items() if index.has(kind)}
        return {
            language: _suggester(language, there, expressions, names, self._keys)
            for language, names in self._names.items()
        }


def _mask(flags: bytearray) -> Mask:
    return np.frombuffer(bytes(flags), np.bool_)


def _suggester(
    language: str,
    kinds: Mapping[str, Category],
    expressions: Sequence[Expression],
    names: Texts,
    keys: Texts,
) -> Suggester:
    builder = SuggesterBuilder()
    for code, one in kinds.items():
        label = getattr(one, f"label_{language}")
        builder.add_kind(label, code, label, rank=0)
    for said in expressions:
        if said.category in kinds and said.language == language:
            label = getattr(kinds[said.category], f"label_{language}")
            rank = HEAVIEST + 1 - said.weight
            builder.add_kind(said.text, said.category, label, rank=rank, read=said.words)
    return builder.build(names, keys)


def points_of(service: Service) -> tuple[Point, ...]:
    """Return where a card is; a location without a point of its own is where its area is."""
    locations = [one.location for one in service.at_locations.all()]
    return tuple(point for point in map(_point, locations) if point is not None)


def _point(location: Location) -> Point | None:
    if location.latitude is not None and location.longitude is not None:
        return (location.latitude, location.longitude)
    return None if location.area is None else (location.area.latitude, location.area.longitude)


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
