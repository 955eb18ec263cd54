"""Reading cards into what search, filters and lists need. For this app only."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Self
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from naober.directory.enums import PlaceKind, Scope
from naober.directory.facets import Kinds
from naober.directory.freshness import FreshnessRules
from naober.directory.models import Location, Service
from naober.directory.rules import is_closed
from naober.directory.visibility import LONG_TEXTS, listed_on
from naober.pure.dutch.cards import Card
from naober.pure.dutch.texts import Texts
from naober.pure.dutch.words import fold
from naober.pure.facets import Facets, FacetsBuilder, Mask
from naober.pure.geo import Point

LANGUAGES: Final = ("nl", "en")
REACHES: Final = (Scope.LOCAL, Scope.REGIONAL, Scope.NATIONAL)
SINKS: Final = 0.85
"""What the score of a card is multiplied by that is overdue or closed for a while. Our choice:
less than a card of another kind differs, more than one of the same kind does."""
DRAWERS: Final = 4096
"""In how many heaps cards are laid by their ids, to find out which of many changed."""
_TEXTS: Final = ("summary", "audience")
_AT_ONCE: Final = 400
"""Cards read at a time: few, for with all that belongs to them they take much memory."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Order = NDArray[np.intp]


def drawer_of(card: UUID) -> int:
    """Return in which of the drawers a card lies: the first twelve bits of its id."""
    return card.int >> 116


def stamp_of(changed_at: datetime) -> int:
    """Return microseconds since 1970."""
    return (changed_at - _EPOCH) // timedelta(microseconds=1)


@dataclass(frozen=True)
class Listing:
    """What lists without words are ordered by, for each card in the order of the index."""

    reach: NDArray[np.int8]
    """Which of `REACHES` it is."""
    closed: Mask
    """Whether it is closed for a while on the day of reading."""
    sinks_from: NDArray[np.int32]
    """The day, as a number, from which on it sinks as long as nobody confirms it."""
    young: Mask
    comes: Mask
    """Whether it is not at a place: at home, by telephone, online."""
    by_name: Mapping[str, NDArray[np.float64]]
    """By language the place of each card in an alphabetical list; of a card that was read later
    between two places."""

    def sinks(self, on: date) -> Mask:
        """Return which cards come after others on a day: not confirmed in time, or closed."""
        return self.closed | (self.sinks_from <= on.toordinal())


@dataclass(frozen=True)
class Cards:
    """What was read of some cards; `names`, by language, and `keys` are in the order of reading."""

    order: Order
    """Card n of the index is card `order[n]` of those read."""
    facets: Facets
    listing: Listing
    names: Mapping[str, Texts]
    keys: Texts
    drawer: NDArray[np.int16]
    stamp: NDArray[np.int64]
    """When each card last changed; see `stamp_of`."""

    def with_more(self, more: Self) -> tuple[Facets, Listing]:
        """Return these cards and more behind them."""
        one, other = self.listing, more.listing
        return self.facets.with_more(more.facets), Listing(
            reach=np.append(one.reach, other.reach),
            closed=np.append(one.closed, other.closed),
            sinks_from=np.append(one.sinks_from, other.sinks_from),
            young=np.append(one.young, other.young),
            comes=np.append(one.comes, other.comes),
            by_name={
                language: np.append(ranks, self._ranks_among(language, more))
                for language, ranks in one.by_name.items()
            },
        )

    def _ranks_among(self, language: str, more: Self) -> NDArray[np.float64]:
        """Return the places of other cards in the alphabetical list of these."""
        names, others = self.names[language], more.names[language]
        by_name = self.order[np.argsort(self.listing.by_name[language])]
        before = [
            bisect_left(by_name, fold(others[n]), key=lambda index: fold(names[index]))
            for n in more.order
        ]
        among_themselves = more.listing.by_name[language] + 1
        return np.array(before) - 1 + among_themselves / (len(before) + 1)


class Reader:
    """Reads the cards of a day once, some at a time, and keeps of each what is needed."""

    def __init__(self, on: date, kinds: Kinds, rules: FreshnessRules) -> None:
        self._on = on
        self._rules = rules
        self._kinds = kinds
        self._facets = FacetsBuilder(kinds.values())
        self._reach, self._drawers = array("b"), array("h")
        self._sinks_from, self._stamps = array("i"), array("q")
        self._closed, self._young, self._comes = bytearray(), bytearray(), bytearray()
        self._names = {language: Texts() for language in LANGUAGES}
        self._keys = Texts()

    def cards(self, among: QuerySet[Service]) -> Iterator[Card]:
        """Read every card among some that is listed and has a kind, as search needs it."""
        services = among.filter(listed_on(self._on)).select_related("organisation")
        services = services.prefetch_related(
            "kinds", "municipalities", "at_locations__location__area"
        ).defer(*LONG_TEXTS)
        for service in services.iterator(chunk_size=_AT_ONCE):
            codes = tuple(kind.category_id for kind in service.kinds.all())
            if codes:
                yield self._card(service, codes)

    def _card(self, service: Service, codes: tuple[str, ...]) -> Card:
        closed = is_closed(service, on=self._on)
        self._facets.add(self._kinds.of(service, codes, closed=closed))
        self._reach.append(REACHES.index(Scope(service.scope)))
        self._closed.append(closed)
        self._sinks_from.append(self._rules.sinks_from(service).toordinal())
        self._young.append(service.for_young_carers)
        self._comes.append(service.place_kind not in {"", PlaceKind.LOCATION})
        self._drawers.append(drawer_of(service.pk))
        self._stamps.append(stamp_of(service.changed_at))
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
        )

    def read(self, order: Order) -> Cards:
        """Return what was read; card n of the index is card `order[n]` of those read."""
        ranks = {language: names.ranks()[order] for language, names in self._names.items()}
        listing = Listing(
            reach=np.frombuffer(self._reach, np.int8)[order],
            closed=_mask(self._closed)[order],
            sinks_from=np.frombuffer(self._sinks_from, np.int32)[order],
            young=_mask(self._young)[order],
            comes=_mask(self._comes)[order],
            by_name={language: rank.astype(np.float64) for language, rank in ranks.items()},
        )
        return Cards(
            order,
            self._facets.build(order),
            listing,
            self._names,
            self._keys,
            np.frombuffer(self._drawers, np.int16)[order],
            np.frombuffer(self._stamps, np.int64)[order],
        )


def worth(sinks: Mask) -> NDArray[np.float32]:
    """Return what the scores of cards are multiplied by."""
    return np.where(sinks, np.float32(SINKS), np.float32(1))


def _mask(flags: bytearray) -> Mask:
    return np.frombuffer(bytes(flags), np.bool_)


def points_of(service: Service) -> tuple[Point, ...]:
    """Return where a card is; a location without a point of its own is where its area is."""
    locations = [one.location for one in service.at_locations.all()]
    return tuple(point for point in map(_point, locations) if point is not None)


def _point(location: Location) -> Point | None:
    if location.latitude is not None and location.longitude is not None:
        return (location.latitude, location.longitude)
    return None if location.area is None else (location.area.latitude, location.area.longitude)
