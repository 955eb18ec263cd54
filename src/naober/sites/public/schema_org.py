"""A card in the words of schema.org, for search engines: what is public on the page, as data."""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings

from naober.directory.enums import Scope
from naober.directory.models import OpeningHours, Service, ServiceAtLocation
from naober.shared.addresses import address_of
from naober.sites.pack import area_of
from naober.sites.words import words

_DAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


def service_of(service: Service) -> dict[str, Any]:
    """Return a card as a schema.org Service; what is not known is left out."""
    provider = {
        "@type": "Organization",
        "name": service.organisation.name,
        "url": service.organisation.website,
    }
    said = {
        "@context": "https://schema.org",
        "@type": "Service",
        "name": words(service, "name"),
        "description": words(service, "summary"),
        "url": settings.NAOBER_ADDRESS + address_of("public:card", service.key),
        "sameAs": service.website,
        "provider": _known(provider),
        "areaServed": _areas(service),
        "audience": _audience(service),
        "availableChannel": list(_channels(service)),
        "hoursAvailable": [_hours(one) for one in service.opening_hours.all()],
    }
    return _known(said)


def _known(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}


def _areas(service: Service) -> list[dict[str, str]]:
    if service.scope == Scope.LOCAL:
        names = [one.name for one in service.municipalities.all()]
    else:
        names = [area_of(service)]
    return [{"@type": "AdministrativeArea", "name": name} for name in names]


def _audience(service: Service) -> dict[str, str]:
    text = words(service, "audience")
    return {"@type": "Audience", "audienceType": text} if text else {}


def _channels(service: Service) -> Iterator[dict[str, Any]]:
    contact = {"telephone": service.phone, "email": service.email}
    if service.phone or service.email:
        point = {"@type": "ContactPoint", **_known(contact)}
        yield {"@type": "ServiceChannel", "servicePhone": point}
    for at in service.at_locations.all():
        yield {"@type": "ServiceChannel", "serviceLocation": _place(at)}


def _place(at: ServiceAtLocation) -> dict[str, Any]:
    place = at.location
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.address,
        "postalCode": place.postcode,
        "addressLocality": place.place,
        "addressCountry": "NL",
    }
    return {"@type": "Place", "name": place.name, "address": _known(address)}


def _hours(one: OpeningHours) -> dict[str, str]:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{_DAYS[one.weekday - 1]}",
        "opens": f"{one.opens:%H:%M}",
        "closes": f"{one.closes:%H:%M}",
    }
