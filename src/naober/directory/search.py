"""The search index over the social map: built once in each process, and renewed when cards changed.

Also renewed on another day: cards come and go by their dates, and sink when nobody confirms them.

For this app only; others ask `naober.directory.queries`.
"""

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from time import monotonic
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import Q

from naober.directory.facets import Kinds
from naober.directory.freshness import FreshnessRules, freshness_rules
from naober.directory.indexing import (
    Cards,
    Listing,
    Reader,
    drawer_of,
    stamp_of,
    worth,
)
from naober.directory.models import Category, EverydayWord, OfficialName, Service
from naober.organisations.models import Municipality, Postcode
from naober.pure.dutch import suggesting
from naober.pure.dutch.cards import Near
from naober.pure.dutch.search import Category as Kind
from naober.pure.dutch.search import SearchIndex
from naober.pure.dutch.suggesting import Suggester
from naober.pure.dutch.understanding import HEAVIEST, Expression
from naober.pure.facets import Facets, Mask
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
_DRAWER: Final = "get_byte(uuid_send(id), 0) * 16 + (get_byte(uuid_send(id), 1) >> 4)"
"""See `drawer_of`."""
_DRAWERS: Final = f"""
SELECT {_DRAWER}, count(*), sum(extract(epoch FROM changed_at))
FROM directory_service WHERE published GROUP BY 1
"""  # noqa: S608 - constants
_IN_DRAWERS: Final = f"""
SELECT id, changed_at FROM directory_service WHERE published AND {_DRAWER} = ANY(%s)
"""  # noqa: S608 - constants
_WORDS: Final = slice(5, 8)
"""What in a version of the map, behind the day, says that the everyday words are the same."""
_RULES: Final = 8
"""What says that cards are confirmed as often."""
_OFFICIAL: Final = 3
"""The weight of an official name, as of an everyday word that is hardly ever something else."""

MANY: Final = 5000
"""Cards of which looking for changes, and building anew, takes too long for one page."""
LOOKED_FOR: Final = 2.0
LAID_OVER: Final = 2000
ONE_IN: Final = 8
"""Cards at most that are laid over a map that was built whole, and at most one in how many."""

_building = threading.Lock()
_looked_at = 0.0
_built: "SocialMap | None" = None


@dataclass(frozen=True)
class Whole:
    """What was read of all cards at once. What changes afterwards is laid over it."""

    on: date
    drawers: Mapping[int, tuple[Any, ...]]
    """How many cards lie in each drawer, and the sum of when they changed."""
    index: SearchIndex
    cards: Cards
    kinds: Kinds
    names: Mapping[str, suggesting.Names]
    """What is suggested of the cards, by language."""


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
    sinks: Mask
    """Which cards come after others that fit as well."""
    suggesters: Mapping[str, Suggester]
    municipalities: Mapping[str, str]
    expressions: Sequence[Expression]
    whole: Whole
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
            _built = _renewed(on, version, _built) or _build(on, version, _built)
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
    drawers = _drawers()  # asked first: a card that changes meanwhile is read again later
    kinds, municipalities = _kinds()
    rules = freshness_rules(on)
    reader = Reader(on, kinds, rules)
    same = old is not None and old.version[_WORDS] == version[_WORDS]
    expressions = old.expressions if old is not None and same else _expressions()
    every = reader.cards(Service.objects.all())
    index = SearchIndex.build(every, _table(kinds), expressions, _places())
    cards = reader.read(index.cards.order)
    names = {lang: suggesting.Names(some, cards.keys) for lang, some in cards.names.items()}
    sinks = cards.listing.sinks(on)
    return SocialMap(
        version,
        on,
        rules,
        index.with_worth(worth(sinks)),
        cards.facets,
        cards.listing,
        sinks,
        {one: Suggester(_suggested(one, index, kinds, expressions), names[one]) for one in names},
        municipalities,
        expressions,
        Whole(on, drawers, index, cards, kinds, names),
        old.read if old is not None else {},
    )


def _renewed(on: date, version: tuple[Any, ...], old: SocialMap | None) -> SocialMap | None:
    """Lay the cards that changed over those that were read at once, without reading those again.

    None where too many changed, or something else than cards did.
    """
    if old is None or on < old.whole.on or version[_RULES] != old.version[_RULES]:
        return None
    expressions, whole = _words_of(old, version)
    if whole is None or not _most(whole):
        return None
    rules = freshness_rules(on)
    kinds, municipalities = _kinds()
    changes = _changes(whole, on)
    seen = changes.number or on != whole.on or expressions is not old.expressions
    if not seen or changes.number > _most(whole):
        return None
    if not (kinds.same_as(whole.kinds) and rules.same_as(old.rules)):
        return None
    reader = Reader(on, kinds, rules)
    cards = reader.cards(Service.objects.filter(pk__in=changes.fresh))
    index = whole.index.changed(cards, changes.gone)
    first = len(whole.cards.order)
    more = reader.read(index.cards.order[first:] - first)
    facets, listing = whole.cards.with_more(more)
    sinks = listing.sinks(on)
    return SocialMap(
        version,
        on,
        rules,
        index.with_worth(worth(sinks)),
        facets,
        listing,
        sinks,
        _suggesters(old, index, expressions, changes.gone, more),
        municipalities,
        expressions,
        whole,
        old.read,
    )


def _words_of(
    old: SocialMap, version: tuple[Any, ...]
) -> tuple[Sequence[Expression], Whole | None]:
    """Return the everyday words, and what was read at once with those words.

    None where they changed and there are so few cards that all are rather read anew.
    """
    if version[_WORDS] == old.version[_WORDS]:
        return old.expressions, old.whole
    expressions = _expressions()
    if len(old.whole.cards.order) <= MANY:
        return expressions, None
    index = old.whole.index.with_words(_table(old.whole.kinds), expressions)
    return expressions, replace(old.whole, index=index)


@dataclass(frozen=True)
class _Changes:
    """Which of the cards that were read at once do not stand any more, and which to read now."""

    gone: Mask
    fresh: Collection[UUID]

    @property
    def number(self) -> int:
        return len(self.fresh) + int(self.gone.sum())


def _changes(whole: Whole, on: date) -> _Changes:
    """Find the cards that changed since all were read, or whose day came."""
    now = _drawers()
    touched = _touched(whole.on, on)
    changed = {one for one in now.keys() | whole.drawers.keys()
               if now.get(one) != whole.drawers.get(one)}  # fmt: skip
    changed |= {drawer_of(one) for one in touched}
    there = _in_drawers(changed)
    cards, gone, kept = whole.cards, np.zeros(len(whole.cards.order), bool), set()
    for card in np.flatnonzero(np.isin(cards.drawer, list(changed))).tolist():
        key = UUID(str(whole.index.cards.id(card)))
        if key not in touched and there.get(key) == cards.stamp[card]:
            kept.add(key)
        else:
            gone[card] = True
    return _Changes(gone, there.keys() - kept)


def _touched(since: date, on: date) -> set[UUID]:
    """Return the cards that come, go, close or open by their dates after a day until another."""
    of_day = Q()
    for begins in ("visible_from", "closed_from"):
        of_day |= Q(**{f"{begins}__gt": since, f"{begins}__lte": on})
    for ends in ("visible_until", "closed_until"):
        of_day |= Q(**{f"{ends}__gte": since, f"{ends}__lt": on})
    return set(Service.objects.filter(of_day, published=True).values_list("pk", flat=True))


def _most(whole: Whole) -> int:
    return min(LAID_OVER, len(whole.cards.order) // ONE_IN)


def _drawers() -> dict[int, tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_DRAWERS)
        return {drawer: (many, when) for drawer, many, when in cursor.fetchall()}


def _in_drawers(drawers: Iterable[int]) -> dict[UUID, int]:
    """Return the published cards in some drawers, with when they last changed."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_DRAWERS, [list(drawers)])
        found: list[tuple[UUID, datetime]] = cursor.fetchall()
    return {card: stamp_of(changed_at) for card, changed_at in found}


def _kinds() -> tuple[Kinds, dict[str, str]]:
    municipalities = dict(Municipality.objects.values_list("code", "name"))
    categories = {one.code: one for one in Category.objects.all()}
    return Kinds(categories, frozenset(municipalities)), municipalities


def _suggesters(
    old: SocialMap, index: SearchIndex, expressions: Sequence[Expression], gone: Mask, more: Cards
) -> dict[str, Suggester]:
    """Return what is suggested in each language, when some cards are gone and others came."""
    whole, alive = old.whole, np.empty(len(gone), bool)
    alive[whole.cards.order] = ~gone
    same = _there(index, whole.kinds) == _there(old.index, whole.kinds)
    same = same and expressions is old.expressions
    return {
        language: Suggester(
            old.suggesters[language].kinds if same
            else _suggested(language, index, whole.kinds, expressions),
            whole.names[language].only(alive),
            suggesting.Names(names, more.keys),
        )
        for language, names in more.names.items()
    }  # fmt: skip


def _table(kinds: Kinds) -> list[Kind]:
    """Return the kinds of support as search knows them."""
    return [
        Kind(one.code, (one.label_nl, one.label_en), (one.what_it_is_nl, one.what_it_is_en))
        for one in kinds.categories.values()
    ]


def _there(index: SearchIndex, kinds: Kinds) -> list[str]:
    return [code for code in kinds.categories if index.has(code)]


def _suggested(
    language: str, index: SearchIndex, kinds: Kinds, expressions: Sequence[Expression]
) -> suggesting.Kinds:
    """Return what is suggested of the kinds that have a card."""
    found = suggesting.Kinds()
    there = {code: kinds.categories[code] for code in _there(index, kinds)}
    for code, one in there.items():
        label = getattr(one, f"label_{language}")
        found.add(label, code, label, rank=0)
    for said in expressions:
        if said.category in there and said.language == language:
            label = getattr(there[said.category], f"label_{language}")
            rank = HEAVIEST + 1 - said.weight
            found.add(said.text, said.category, label, rank=rank, read=said.words)
    return found


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
