"""What a version of a card holds, and putting it into the rows. For this app only.

A version is the whole card as it was written, and beside it the card as it was public then. What
differs is the change; only that is written when it is approved, so that an editor who put a
telephone number right meanwhile does not lose it.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from naober.directory.models import (
    CardVersion,
    Category,
    Location,
    OpeningHours,
    Service,
    ServiceAtLocation,
    ServiceCategory,
)
from naober.organisations.models import Municipality, Postcode

Content = dict[str, Any]
Place = str | dict[str, str]

TEXTS: Final = (
    "name", "summary", "more", "audience", "first_step", "expect", "cost", "papers",
)  # fmt: skip
"""Texts in two languages: name_nl, name_en."""
COLUMNS: Final = (
    *(f"{text}_{language}" for text in TEXTS for language in ("nl", "en")),
    "website", "scope", "place_kind", "age_from", "age_to", "conditions", "relations", "together",
    "for_young_carers", "payers", "dayparts", "contact_name", "phone", "email", "visible_from",
    "visible_until", "interval_months",
)  # fmt: skip
_SETS: Final = frozenset({"conditions", "relations", "payers", "dayparts"})
"""Columns in which the order says nothing."""
PARTS: Final = ("kinds", "municipalities", "locations", "hours", "successor")
"""Kinds of support by code, the first fits best; codes of municipalities; ids of locations, or the
words of one that has no row yet; opening hours; the key of the card that came in its place."""
NAMES: Final = (*COLUMNS, *PARTS)
LOCATION: Final = ("name", "address", "postcode", "place", "route_nl", "accessibility_nl")
"""The words of a place that has no row yet."""
_BEFORE: Final = "before"
_HOUR: Final = ("weekday", "opens", "closes", "note_nl", "note_en", "location")


def snapshot(service: Service) -> Content:
    """Return a card as it is public now; everything in it can be written as JSON."""
    places = {one.pk: str(one.location_id) for one in service.at_locations.all()}
    return {
        **{name: _plain(getattr(service, name)) for name in COLUMNS},
        "kinds": [one.category_id for one in service.kinds.all()],
        "municipalities": sorted(one.pk for one in service.municipalities.all()),
        "locations": sorted(places.values()),
        "hours": sorted(_hour(one, places) for one in service.opening_hours.all()),
        "successor": service.successor.key if service.successor else "",
    }


def written(card: Mapping[str, Any], *, before: Mapping[str, Any]) -> Content:
    """Return what a version keeps of a card as it was written, over the card `before`."""
    return {**before, **_known(card), _BEFORE: _known(before)}


def changes_of(version: CardVersion) -> Content:
    """Return what a version changes, by the name of the part of the card."""
    before = version.content.get(_BEFORE, {})
    return {
        name: value
        for name, value in _known(version.content).items()
        if name not in before or not _same(name, before[name], value)
    }


def before(version: CardVersion) -> Content:
    """Return the card as it was public when a version was written."""
    return dict(version.content.get(_BEFORE, {}))


def put(service: Service, change: Mapping[str, Any], *, at: datetime) -> None:
    """Write a change into the rows of a card that is locked."""
    for name in COLUMNS:
        if name in change:
            setattr(service, name, _value(name, change[name]))
    if "successor" in change:
        service.successor = _successor(change["successor"])
    service.changed_at = at
    service.save()
    if "kinds" in change:
        _put_kinds(service, change["kinds"])
    if "municipalities" in change:
        service.municipalities.set(Municipality.objects.filter(pk__in=change["municipalities"]))
    if "locations" in change:
        _put_locations(service, change["locations"])
    if "hours" in change:
        service.opening_hours.all().delete()
        OpeningHours.objects.bulk_create(_rows(service, change["hours"]))


def drawn(service: Service, change: Mapping[str, Any]) -> Service:
    """Return a card as it would be with a change, to look at only: nothing of it is saved."""
    card = copy.copy(service)
    card._state = copy.copy(service._state)  # noqa: SLF001 - or both share what is remembered
    card._state.fields_cache = dict(service._state.fields_cache)  # noqa: SLF001
    for name in COLUMNS:
        if name in change:
            setattr(card, name, _value(name, change[name]))
    if "successor" in change:
        card.successor = _successor(change["successor"])
    seen = dict(getattr(service, "_prefetched_objects_cache", {}))
    places = change.get("locations", [str(one.location_id) for one in service.at_locations.all()])
    at = _at_locations(card, places)
    if "municipalities" in change:
        seen["municipalities"] = list(Municipality.objects.filter(pk__in=change["municipalities"]))
    hours = change.get("hours", snapshot(service)["hours"])
    by_place = {str(one.location_id): one for one in at}
    seen["at_locations"] = at
    seen["opening_hours"] = [_row(card, one, by_place) for one in _held(hours, by_place)]
    card._prefetched_objects_cache = seen  # type: ignore[attr-defined]  # noqa: SLF001
    return card


def _same(name: str, one: Any, other: Any) -> bool:
    return sorted(one) == sorted(other) if name in _SETS else bool(one == other)


def _known(card: Mapping[str, Any]) -> Content:
    return {name: _plain(card[name]) for name in NAMES if name in card}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _value(name: str, value: Any) -> Any:
    if name.startswith("visible"):
        return date.fromisoformat(value) if value else None
    return value


def _successor(key: str) -> Service | None:
    return Service.objects.filter(key=key).first() if key else None


def _hour(one: OpeningHours, places: Mapping[Any, str]) -> list[Any]:
    return [
        one.weekday, f"{one.opens:%H:%M}", f"{one.closes:%H:%M}", one.note_nl, one.note_en,
        places.get(one.at_id, "") if one.at_id else "",
    ]  # fmt: skip


def _put_kinds(service: Service, codes: Iterable[str]) -> None:
    service.kinds.all().delete()
    there = Category.objects.in_bulk(list(codes))
    ServiceCategory.objects.bulk_create(
        ServiceCategory(service=service, category=there[code], position=position)
        for position, code in enumerate(code for code in codes if code in there)
    )


def _put_locations(service: Service, places: list[Place]) -> None:
    ids = {one for one in places if isinstance(one, str)}
    service.at_locations.exclude(location__in=ids).delete()
    there = {str(one.location_id) for one in service.at_locations.all()}
    known = Location.objects.filter(pk__in=ids - there, organisation=service.organisation_id)
    new = [_location(service, one) for one in places if not isinstance(one, str)]
    Location.objects.bulk_create(new)
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(service=service, location=one) for one in [*known, *new]
    )


def _location(service: Service, place: Mapping[str, str]) -> Location:
    """Return a place that has no row yet."""
    area = Postcode.objects.filter(pk=place.get("postcode", "")[:4]).first()
    said = {name: place.get(name, "") for name in LOCATION}
    return Location(organisation_id=service.organisation_id, area=area, **said)


def _rows(service: Service, hours: Iterable[list[Any]]) -> Iterable[OpeningHours]:
    at = ServiceAtLocation.objects.filter(service=service)
    by_place = {str(one.location_id): one for one in at}
    return [_row(service, one, by_place) for one in _held(hours, by_place)]


def _held(hours: Iterable[list[Any]], places: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Leave out the hours of a place that is not of this card any more."""
    return (one for one in hours if not one[-1] or one[-1] in places)


def _row(
    service: Service, hour: list[Any], places: Mapping[str, ServiceAtLocation]
) -> OpeningHours:
    said = dict(zip(_HOUR, hour, strict=True))
    return OpeningHours(
        service=service,
        at=places.get(said["location"]),
        weekday=said["weekday"],
        opens=time.fromisoformat(said["opens"]),
        closes=time.fromisoformat(said["closes"]),
        note_nl=said["note_nl"],
        note_en=said["note_en"],
    )


def _at_locations(card: Service, places: Iterable[Place]) -> list[ServiceAtLocation]:
    ids = [one for one in places if isinstance(one, str)]
    there = Location.objects.filter(pk__in=ids).select_related("area")
    new = [_location(card, one) for one in places if not isinstance(one, str)]
    return [ServiceAtLocation(service=card, location=place) for place in [*there, *new]]
