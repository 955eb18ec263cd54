"""Services, locations and organisations of the social map as objects of HSDS.

Each function takes a row with what `reading` fetched beside it; none asks the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from naober.directory.enums import Room
from naober.directory.models import Location, OpeningHours, Service, ServiceAtLocation
from naober.directory.openreferral import parts
from naober.directory.openreferral.parts import known, moment, text_attributes
from naober.directory.openreferral.taxonomies import Object
from naober.directory.rules import is_closed
from naober.organisations.models import Organisation

VERSIONS: Final = ("3.0", "3.1")
_ORGANISATION: Final = (
    "key", "kind", "description_en", "opening_hours_nl", "opening_hours_en", "municipality_id",
    "postcode_id",
)  # fmt: skip
_PLACE: Final = ("route_en", "accessibility_en")


@dataclass(frozen=True)
class Edition:
    """Which version of HSDS is written, and for which day: cards open and close by their dates."""

    version: str
    on: date


def service_line(one: Service, edition: Edition, *, organisation: bool = True) -> Object:
    """Return the fields of a service that stand in a list."""
    return known(
        id=str(one.pk),
        organization_id=str(one.organisation_id),
        name=one.name_nl,
        description="\n\n".join(text for text in _description(one) if text),
        url=one.website,
        email=one.email,
        status=_status(one, edition.on),
        application_process=one.first_step_nl,
        fees_description=one.cost_nl,
        wait_time=_wait(one),
        eligibility_description=one.audience_nl,
        minimum_age=one.age_from,
        maximum_age=one.age_to,
        assured_date=one.confirmed_on.isoformat() if one.confirmed_on else None,
        assurer_email=one.confirmed_by.email if one.confirmed_by else "",
        alert=_alert(one, edition.on),
        last_modified=moment(one.changed_at),
        organization=organisation_line(one.organisation) if organisation else None,
    )


def service_object(one: Service, edition: Edition, *, organisation: bool = True) -> Object:
    """Return a service with all that hangs on it."""
    hours = list(one.opening_hours.all())
    everywhere = [each for each in hours if each.at_id is None]
    places = [_at_location(at, _at(at, hours)) for at in one.at_locations.all()]
    return service_line(one, edition, organisation=False) | known(
        phones=parts.phones(one.phone, "service", one.pk),
        schedules=parts.schedules(everywhere, "service", one.pk),
        service_areas=parts.service_areas(one),
        service_at_locations=places,
        organization=_organisation(one.organisation) if organisation else None,
        cost_options=parts.cost_options(one),
        required_documents=parts.required_documents(one),
        contacts=parts.contacts(one),
        capacities=parts.capacities(one) if edition.version != "3.0" else [],
        attributes=parts.service_attributes(one),
    )


def at_location_line(at: ServiceAtLocation, edition: Edition) -> Object:
    """Return the fields of a service at a location that stand in a list."""
    return {
        "id": str(at.pk),
        "service_id": str(at.service_id),
        "location_id": str(at.location_id),
        "location": location_line(at.location),
        "service": service_line(at.service, edition),
    }


def at_location_object(at: ServiceAtLocation, edition: Edition) -> Object:
    """Return a service at a location with all of both."""
    hours = list(at.service.opening_hours.all())
    service = service_object(at.service, edition)
    service.pop("service_at_locations", None)
    return _at_location(at, _at(at, hours)) | {"service": service}


def location_line(one: Location) -> Object:
    """Return the fields of a location that stand in a list; only a point that was measured."""
    return known(
        id=str(one.pk),
        location_type="physical",
        organization_id=str(one.organisation_id),
        name=one.name,
        transportation=one.route_nl,
        latitude=one.latitude,
        longitude=one.longitude,
    )


def location_object(one: Location) -> Object:
    """Return a location with its address."""
    return location_line(one) | known(
        addresses=parts.addresses(one),
        accessibility=parts.accessibility(one),
        attributes=text_attributes("location", one.pk, parts.fields_of(one, _PLACE)),
    )


def organisation_line(one: Organisation) -> Object:
    """Return the fields of an organisation that stand in a list."""
    return known(id=str(one.pk), name=one.name, email=one.email, website=one.website) | {
        "description": one.description_nl
    }


def organisation_object(
    one: Organisation, edition: Edition, services: Iterable[Service], *, whole: bool = False
) -> Object:
    """Return an organisation with its locations and services; those `whole` or as in a list."""
    write = service_object if whole else service_line
    return _organisation(one) | known(
        locations=[location_object(each) for each in one.locations.all()],
        services=[write(each, edition, organisation=False) for each in services],
    )


def _organisation(one: Organisation) -> Object:
    return organisation_line(one) | known(
        phones=parts.phones(one.phone, "organization", one.pk),
        attributes=text_attributes("organization", one.pk, parts.fields_of(one, _ORGANISATION)),
    )


def _at_location(at: ServiceAtLocation, hours: Iterable[OpeningHours]) -> Object:
    return known(
        id=str(at.pk),
        service_id=str(at.service_id),
        location_id=str(at.location_id),
        location=location_object(at.location),
        schedules=parts.schedules(hours, "service_at_location", at.pk),
    )


def _at(at: ServiceAtLocation, hours: Iterable[OpeningHours]) -> list[OpeningHours]:
    return [one for one in hours if one.at_id == at.pk]


def _description(one: Service) -> tuple[str, ...]:
    """Return what it is; what one may want to know besides is told only after that."""
    return (one.summary_nl, one.more_nl) if one.summary_nl else ()


def _status(one: Service, on: date) -> str:
    if one.successor_id is not None:
        return "defunct"
    return "temporarily closed" if is_closed(one, on=on) else "active"


def _alert(one: Service, on: date) -> str:
    if not is_closed(one, on=on):
        return ""
    until = f"Gesloten tot en met {one.closed_until:%d-%m-%Y}." if one.closed_until else "Gesloten."
    return " ".join(text for text in (until, one.closed_why_nl) if text)


def _wait(one: Service) -> str:
    if one.room != Room.WAIT or one.room_number is None:
        return ""
    return f"{one.room_number} {'week' if one.room_number == 1 else 'weken'}"
