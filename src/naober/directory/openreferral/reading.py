"""Which cards, places and organisations are open data on a day, and in which order."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from naober.directory.models import Category, Service, ServiceAtLocation, ServiceCategory
from naober.directory.openreferral.taxonomies import condition_of_taxonomy, condition_of_term
from naober.directory.search import social_map
from naober.directory.visibility import listed_on, visible_on
from naober.organisations.enums import OrganisationKind
from naober.organisations.models import Organisation

MOST: Final = 400
"""Of so many cards that a search finds a program may page through."""


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for; an id that does not exist finds nothing."""

    search: str = ""
    organisation: str = ""
    term: str = ""
    taxonomy: str = ""
    modified_after: datetime | None = None


def kinds() -> QuerySet[Category]:
    """Return every kind of support, by code."""
    return Category.objects.all()


def listed(wanted: Wanted, *, on: date) -> QuerySet[Service]:
    """Return the cards of a day that fit, by key; those of a search in no other order."""
    rows = Service.objects.filter(_fitting(wanted), listed_on(on))
    return rows.filter(pk__in=found(wanted.search, on=on)) if wanted.search else rows


def visible(*, on: date) -> QuerySet[Service]:
    """Return every card that may be seen on a day, also what was replaced."""
    return Service.objects.filter(visible_on(on))


def at_locations(wanted: Wanted, *, on: date) -> QuerySet[ServiceAtLocation]:
    """Return the services at a location of a day that fit."""
    return ServiceAtLocation.objects.filter(service__in=listed(wanted, on=on).order_by())


def at_locations_visible(*, on: date) -> QuerySet[ServiceAtLocation]:
    """Return every service at a location that may be seen on a day."""
    return ServiceAtLocation.objects.filter(service__in=visible(on=on))


def organisations(search: str = "", *, on: date) -> QuerySet[Organisation]:
    """Return the organisations that are there on a day, or have a card that may be seen."""
    has_a_card = Q(pk__in=visible(on=on).order_by().values("organisation"))
    there = Q(ended_on=None) | Q(ended_on__gt=on) | has_a_card
    rows = Organisation.objects.exclude(kind=OrganisationKind.PLATFORM).filter(there)
    for word in search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(description_nl__icontains=word))
    return rows.order_by("name", "id")


def found(search: str, *, on: date) -> list[str]:
    """Return the ids of the cards that a search finds, best first; at most MOST."""
    answer = social_map(on).index.search(search, near=None, limit=MOST, explain=False)
    return [str(one.id) for one in answer.results]


def services(
    wanted: Wanted, rows: slice, *, on: date, whole: bool = False
) -> tuple[int, list[Service]]:
    """Return how many cards fit and those of `rows`: of a search the best first, else by key.

    The number of queries is the same for any number of cards.
    """
    fitting = listed(wanted, on=on)
    fetch = with_all if whole else with_lines
    if not wanted.search:
        return fitting.count(), list(fetch(fitting)[rows])
    there = {str(pk) for pk in fitting.values_list("pk", flat=True)}
    ids = [one for one in found(wanted.search, on=on) if one in there]
    cards = {str(one.pk): one for one in fetch(Service.objects.filter(pk__in=ids[rows]))}
    return len(ids), [cards[one] for one in ids[rows] if one in cards]


def moments(wanted: Wanted, rows: slice, *, on: date) -> tuple[int, list[tuple[UUID, datetime]]]:
    """Return how many cards fit, and the id of those of `rows` with when each last changed."""
    fitting = listed(wanted, on=on)
    return fitting.count(), list(fitting.values_list("pk", "changed_at")[rows])


def with_lines(services: QuerySet[Service]) -> QuerySet[Service]:
    """Return cards with what a list says of them, in one query."""
    return services.select_related("organisation", "confirmed_by")


def with_all(services: QuerySet[Service]) -> QuerySet[Service]:
    """Return cards with everything that hangs on them, in the same number of queries for any."""
    places = ServiceAtLocation.objects.select_related("location__area")
    return with_lines(services).prefetch_related(
        Prefetch("kinds", ServiceCategory.objects.select_related("category")),
        Prefetch("at_locations", places),
        "municipalities",
        "opening_hours",
    )


def organisations_with_all(
    rows: QuerySet[Organisation], *, on: date, whole: bool
) -> QuerySet[Organisation]:
    """Return organisations with their locations, and their cards of a day as `cards`."""
    cards = Service.objects.filter(listed_on(on))
    cards = with_all(cards) if whole else with_lines(cards)
    return rows.prefetch_related(
        "locations__area", Prefetch("services", cards, to_attr="cards")
    )  # fmt: skip


def at_locations_with_lines(rows: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    """Return services at a location with what a list says of them, in one query."""
    return rows.select_related("location", "service__organisation", "service__confirmed_by")


def at_locations_with_all(rows: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    """Return services at a location with everything of both."""
    return rows.select_related("location__area").prefetch_related(
        Prefetch("service", with_all(Service.objects.all()))
    )


def _fitting(wanted: Wanted) -> Q:
    conditions = Q()
    if wanted.organisation:
        conditions &= Q(organisation=wanted.organisation)
    if wanted.modified_after:
        conditions &= Q(changed_at__gte=wanted.modified_after)
    if wanted.term:
        conditions &= condition_of_term(wanted.term, kinds()) or _NOTHING
    if wanted.taxonomy:
        conditions &= condition_of_taxonomy(wanted.taxonomy) or _NOTHING
    return conditions


_NOTHING = Q(pk__in=[])
