"""Finding cards in the index. For this app only; others ask `naober.directory.queries`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, overload

import numpy as np
from django.db.models import Prefetch, QuerySet
from numpy.typing import NDArray

from naober.directory.enums import Freshness, Scope
from naober.directory.facets import WITHIN
from naober.directory.indexing import LANGUAGES, REACHES
from naober.directory.models import Service, ServiceAtLocation
from naober.directory.rules import needs_somebody_now
from naober.directory.search import SocialMap, near_of, social_map
from naober.directory.visibility import listed_on
from naober.organisations.models import Postcode
from naober.pure.dutch import search
from naober.pure.dutch.cards import Near
from naober.pure.dutch.suggesting import Suggestion
from naober.pure.facets import Counted, Facets, Mask

FEW: Final = 3
"""With fewer cards than this something else is suggested."""
FIRST_KINDS: Final = ("info.point", "advice.contact-person")
"""What stands on top for somebody who only says where they live."""
FOR_YOUNG: Final = "support.young-carers"
READ: Final = 500
"""Cards that a process keeps as they were read, some 10 kB each."""
_STAMP: Final = (
    "pk", "changed_at", "organisation__name", "organisation__municipality", "confirmed_by__name"
)  # fmt: skip
"""What is another one as soon as a list would show something else of a card."""
_ANYWHERE: Final = (Scope.REGIONAL, Scope.NATIONAL, Scope.LOCAL)
"""What comes first where nobody said where they are."""

_OF_DYING: Final = frozenset({"respite.end-of-life", "support.grief"})

Chosen = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Hit:
    """A card that was found: kilometres from the asker if both places are known, and for which
    kind of support it is here: its own main kind where nobody asked for one, empty for a card
    that was asked for by its key. `freshness` says how sure it is that the card still holds;
    `elsewhere` that it does not serve the place of the asker."""

    service: Service
    km: float | None
    category: str = ""
    freshness: Freshness = Freshness.FRESH
    elsewhere: bool = False

    @property
    def call_first(self) -> bool:
        """Whether nobody confirmed the card, or not in time: a reader asks before they go."""
        return self.freshness == Freshness.OVERDUE or self.service.confirmed_on is None


class Hits(Sequence[Hit]):
    """What search found, best first; cards are read when they are looked at, a slice at once.

    A card that is gone by then is left out. Cards are for reading: they are shared by requests.
    """

    def __init__(self, found: Sequence[search.Hit], known: SocialMap, here: Near | None) -> None:
        self._found = found
        self._known = known
        self._here = here

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, which: int) -> Hit: ...

    @overload
    def __getitem__(self, which: slice) -> list[Hit]: ...

    def __getitem__(self, which: int | slice) -> Hit | list[Hit]:
        if isinstance(which, int):
            return self._read([self._found[which]])[0]
        return self._read(self._found[which])

    def __iter__(self) -> Iterator[Hit]:
        return iter(self[:])

    def _read(self, found: Sequence[search.Hit]) -> list[Hit]:
        there = _cards(self._known, [one.id for one in found])
        rules, on = self._known.rules, self._known.on
        return [
            Hit(one, each.km, each.category, rules.state(one, on), self._is_elsewhere(one))
            for each in found
            if (one := there.get(str(each.id)))
        ]

    def _is_elsewhere(self, one: Service) -> bool:
        return self._here is not None and not serves(one, self._here.municipality)


@dataclass(frozen=True)
class Found:
    """What was found, best first, with how many there are in all and for each filter.

    `repaired` is the question as it was read if not as typed, or as it may be meant where it had
    to be read as typed. `counts` says by facet and value how
    many cards there would be, `without` by facet how many when its choice is taken off; `chosen`
    is what was asked of each facet, without values that do not exist.
    `unanswered` are words that found nothing, or nothing of a kind that they name.
    """

    hits: Sequence[Hit]
    repaired: str | None = None
    needs_somebody_now: bool = False
    total: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    without: Mapping[str, int] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unanswered: bool = False
    municipalities: Mapping[str, str] = field(default_factory=dict)
    """Names by code."""
    others: tuple[Suggestion, ...] = ()
    """What could be asked instead, where few cards were found; cards only where there are none."""


def shown() -> QuerySet[Service]:
    """Return the cards with everything that a list shows of them, in three queries."""
    places = ServiceAtLocation.objects.select_related("location__area")
    return Service.objects.select_related("organisation", "confirmed_by").prefetch_related(
        "municipalities", Prefetch("at_locations", places)
    )


def serves(one: Service, municipality: str | None) -> bool:
    """Return whether a card is for who lives in a municipality, by code; None is elsewhere."""
    if one.scope == Scope.NATIONAL:
        return True
    if one.scope == Scope.REGIONAL:
        return municipality is not None
    return municipality in {place.code for place in one.municipalities.all()}


def _cards(known: SocialMap, ids: Collection[int | str]) -> dict[str, Service]:
    """Return these cards as they are now, by id, without those that lists do not show any more.

    The database is asked for all that shows that a card changed; read again is what did.
    """
    listed = Service.objects.filter(listed_on(known.on), pk__in=ids).order_by()
    stamps = {str(stamp[0]): stamp for stamp in listed.values_list(*_STAMP)}
    cards = {key: known.read.get(stamp) for key, stamp in stamps.items()}
    if new := [stamps[key][0] for key, card in cards.items() if card is None]:
        if len(known.read) > READ:
            known.read.clear()
        for card in shown().filter(pk__in=new):
            cards[str(card.pk)] = known.read[stamps[str(card.pk)]] = card
    return {key: card for key, card in cards.items() if card is not None}


def find(
    query: str,
    *,
    on: date,
    near: Postcode | None = None,
    limit: int = 10,
    language: str = "nl",
    chosen: Chosen | None = None,
    exact: bool = False,
) -> Found:
    """Search in anybody's words, or without words list what there is near or of a choice.

    Cards are those of the day `on`. `chosen` are values by facet, of which a card must have one
    each; `language` orders a list without words; `exact` corrects nothing. Nothing asked finds
    nothing.
    """
    known = social_map(on)
    asked = _Asked(query, on, near, limit, language, chosen or {}, exact)
    if query.strip():
        return _by_words(known, asked)
    found = _listed(known, asked)
    return Found([]) if near is None and not found.chosen else found


def find_for_young(query: str, *, on: date, near: Postcode | None = None, limit: int = 10) -> Found:
    """Search in the words of somebody young: cards for young carers first, then for others.

    Of each there are at most `limit`. Nothing asked finds nothing.
    """
    asked = _Asked(query, on, near, limit, LANGUAGES[0], {}, exact=False, young=True)
    return _by_words(social_map(on), asked) if query.strip() else Found([])


@dataclass(frozen=True)
class _Asked:
    query: str
    on: date
    near: Postcode | None
    limit: int
    language: str
    chosen: Chosen
    exact: bool
    young: bool = False


def _by_words(known: SocialMap, asked: _Asked) -> Found:
    weighed = known.index.ask(asked.query, near=near_of(asked.near), exact=asked.exact)
    there = weighed.scores > 0
    counted, chosen = _counted(known, there, weighed.near, weighed.km, asked.chosen)
    only = counted.fitting if chosen else None
    results = _best(known, weighed, asked, only)
    urgent = needs_somebody_now(asked.query)
    if urgent:  # who thinks of death is not offered help with dying
        results = [one for one in results if one.category not in _OF_DYING]
    others = known.suggesters[asked.language].suggest(asked.query) if counted.total < FEW else ()
    return Found(
        Hits(results, known, weighed.near),
        weighed.repaired,
        urgent,
        counted.total,
        counted.counts,
        counted.without,
        chosen,
        unanswered=not weighed.understood or not there.any(),
        municipalities=known.municipalities,
        others=tuple(one for one in others if one.kind or not counted.total),
    )


def _best(
    known: SocialMap, weighed: search.Asked, asked: _Asked, only: Mask | None
) -> list[search.Hit]:
    """Return the best cards: for the young what is for them first, for others that last."""
    best, young = known.index.best, known.listing.young
    if asked.young:
        return [
            hit for which in (young, ~young) for hit in best(weighed, limit=asked.limit, only=which)
        ]
    results = best(weighed, limit=asked.limit, only=only)
    if FOR_YOUNG not in weighed.understood[:2]:
        results.sort(key=lambda one: bool(young[one.card]))
    return results


def _listed(known: SocialMap, asked: _Asked) -> Found:
    """List without words, the closest first; only a place shows some of every kind."""
    here = near_of(asked.near)
    cards, listing = known.index.cards, known.listing
    km = None if here is None else cards.km_from(here.point)
    if km is not None:
        km[listing.comes] = np.nan
    counted, chosen = _counted(known, cards.alive.copy(), here, km, asked.chosen)
    which = np.flatnonzero(counted.fitting)
    keys = _closeness(known, here, km, asked.language)
    order = which[np.lexsort([key[which] for key in keys])]
    if not chosen.keys() & {"pillar", "category", "function"}:
        order = _of_every_kind(known, order)
    results = [
        search.Hit(cards.id(card), known.index.kind_of(card), 0.0, search.km_of(km, card), ())
        for card in order[: asked.limit].tolist()
    ]
    return Found(
        Hits(results, known, here),
        total=counted.total,
        counts=counted.counts,
        without=counted.without,
        chosen=chosen,
        municipalities=known.municipalities,
    )


def _closeness(
    known: SocialMap, here: Near | None, km: search.Floats | None, language: str
) -> list[NDArray[np.generic]]:
    """What cards are listed by, the last first: for all carers, serves the place, reach, km."""
    listing = known.listing
    name = listing.by_name[language]
    if here is None or km is None:
        order = np.array([_ANYWHERE.index(reach) for reach in REACHES], np.int8)
        return [name, known.sinks, order[listing.reach], listing.young]
    outside = ~_serves(known, here)
    return [name, np.nan_to_num(km), known.sinks, listing.reach, outside, listing.young]


def _of_every_kind(known: SocialMap, order: NDArray[np.intp]) -> NDArray[np.intp]:
    """The first of each kind of support, then the second of each, and so on."""
    main = known.index.cards.main[order]
    by_kind = np.argsort(main, kind="stable")
    sizes = np.bincount(main)
    begins = (np.cumsum(sizes) - sizes)[main[by_kind]]
    turn = np.empty(len(order), np.intp)
    turn[by_kind] = np.arange(len(order)) - begins
    first = known.facets.having("category", *FIRST_KINDS)[order]
    return order[np.lexsort((main, ~first, turn))]


def _counted(
    known: SocialMap,
    among: Mask,
    here: Near | None,
    km: search.Floats | None,
    wanted: Chosen,
) -> tuple[Counted, dict[str, tuple[str, ...]]]:
    """Return how many fit, and what of the choice is there to be chosen."""
    facets = known.facets
    if here is not None and km is not None:
        facets = _with_distance(known, facets, here, km)
    known_values = {one: facets.known(one, values) for one, values in wanted.items()}
    chosen = {one: values for one, values in known_values.items() if values}
    return facets.count(among, chosen), chosen


def _with_distance(known: SocialMap, facets: Facets, here: Near, km: search.Floats) -> Facets:
    """Add how far cards are; what is at home, by telephone or online is near whom it serves."""
    near_by = (known.listing.comes | np.isnan(km)) & _serves(known, here)
    at_place = ~known.listing.comes
    return facets.also(
        "within", {name: near_by | (at_place & (km <= most)) for name, most in WITHIN.items()}
    )


def _serves(known: SocialMap, here: Near) -> Mask:
    cards = known.index.cards
    return cards.serves(here.municipality) if here.municipality else cards.everywhere
