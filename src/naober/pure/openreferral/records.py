"""Gathered records in their one clean form."""

import re
from functools import partial
from typing import Final

from naober.pure.openreferral.cleaning import as_date, as_point, as_text, as_whole_number
from naober.pure.openreferral.fields import Fields
from naober.pure.openreferral.gathering import Gathering, every, id_of
from naober.pure.openreferral.model import (
    LOCATION,
    ORGANISATION,
    SERVICE,
    Area,
    AtLocation,
    LocationRecord,
    OrganisationRecord,
    Raw,
    Reading,
    ServiceRecord,
    Where,
)
from naober.pure.openreferral.sentences import say
from naober.pure.openreferral.weekly import hours_of

_MUNICIPALITY: Final = re.compile(r"\bGM\d{4}\b")
STATUSES: Final = ("active", "inactive", "defunct", "temporarily closed")
_AGE: Final = partial(as_whole_number, least=0, most=130)


def reading_of(gathered: Gathering) -> Reading:
    """Return all records in their clean form. What has no name is refused."""
    return Reading(
        organisations=[
            _organisation(key, fields) for key, fields in _named(gathered, ORGANISATION)
        ],
        locations=[_location(key, fields) for key, fields in _all(gathered, LOCATION)],
        services=[_service(key, fields, gathered) for key, fields in _named(gathered, SERVICE)],
        remarks=gathered.remarks.all,
    )


def _all(gathered: Gathering, kind: str) -> list[tuple[str, Fields]]:
    return [
        (key, _fields(gathered, kind, key, where, raw))
        for key, where, raw in every(gathered.by_kind[kind])
    ]


def _fields(gathered: Gathering, kind: str, key: str, where: Where, raw: Raw) -> Fields:
    name, _ = as_text(raw.get("name"), most=60, lines=False)
    what = f"{kind} {key} “{name}”" if name else f"{kind} {key}"
    return Fields(raw, where, what, gathered.remarks, gathered.terms)


def _named(gathered: Gathering, kind: str) -> list[tuple[str, Fields]]:
    found = []
    for key, fields in _all(gathered, kind):
        if fields.text("name", "alternate_name", most=150, lines=False):
            found.append((key, fields))
        else:
            gathered.remarks.refuse(fields.where, fields.what, say("has no name."))
    return found


def _organisation(key: str, fields: Fields) -> OrganisationRecord:
    return OrganisationRecord(
        id=key,
        where=fields.where,
        name=fields.text("name", "alternate_name", most=120, lines=False),
        description=fields.text("description", most=1000),
        email=fields.mail("email"),
        phone=fields.phone(most=20),
        website=fields.website("website", "url"),
        postcode=_address(fields).text("postal_code", most=10, lines=False),
        ours=fields.ours,
    )


def _location(key: str, fields: Fields) -> LocationRecord:
    address = _address(fields)
    lines = (address.text(f"address_{number}", most=150, lines=False) for number in (1, 2))
    point, problem = as_point(fields.raw.get("latitude"), fields.raw.get("longitude"))
    if problem:
        fields.note(problem)
    access = fields.dicts("accessibility")
    return LocationRecord(
        id=key,
        where=fields.where,
        organisation=_key(fields, "organization_id"),
        name=fields.text("name", "alternate_name", most=150, lines=False),
        address=", ".join(line for line in lines if line)[:150],
        postcode=address.text("postal_code", most=10, lines=False),
        place=address.text("city", most=60, lines=False),
        country=address.text("country", most=60, lines=False),
        point=point,
        route=fields.text("transportation", most=300),
        accessibility=_joined(fields, access, ("description", "accessibility", "details"), 300),
        hours=hours_of(fields),
        ours=fields.ours,
    )


def _address(fields: Fields) -> Fields:
    """Return the address where one can go, or else the first."""
    found = fields.dicts("addresses")
    physical = [one for one in found if one.get("address_type") in {None, "", "physical"}]
    return fields.of(next(iter(physical or found), {}))


def _service(key: str, fields: Fields, gathered: Gathering) -> ServiceRecord:
    places = _places(fields, gathered)
    contact = fields.of(next(iter(fields.dicts("contacts")), {}))
    first, last = _ages(fields)
    return ServiceRecord(
        id=key,
        where=fields.where,
        organisation=_key(fields, "organization_id"),
        name=fields.text("name", "alternate_name", most=150, lines=False),
        description=fields.text("description", most=10_000),
        website=fields.website("url"),
        email=fields.mail("email") or contact.mail("email"),
        phone=fields.phone(most=40) or _phone_there(fields),
        contact=contact.text("name", most=80, lines=False),
        status=_status(fields),
        first_step=fields.text("application_process", most=500),
        cost=fields.text("fees_description", "fees", most=500) or _cost(fields),
        audience=fields.text("eligibility_description", most=500),
        papers=_joined(fields, fields.dicts("required_documents"), ("document",), 500),
        age_from=first,
        age_to=last,
        confirmed_on=fields.checked("assured_date", as_date),
        confirmed_by=fields.mail("assurer_email"),
        alert=fields.text("alert", most=1000),
        areas=tuple(_area(one) for one in fields.dicts("service_areas")),
        places=places,
        hours=hours_of(fields),
        ours=fields.ours,
    )


def _places(fields: Fields, gathered: Gathering) -> tuple[AtLocation, ...]:
    found: dict[str, AtLocation] = {}
    for link in fields.dicts("service_at_locations"):
        part = fields.of(link)
        location = _key(part, "location_id")
        if location in gathered.by_kind[LOCATION]:
            key = _key(part, "id") or f"{fields.raw['id']} at {location}"
            found.setdefault(location, AtLocation(key, location, hours_of(part)))
        else:
            fields.note(
                say("its location %(id)s is not in the file: left out.", id=location)
                if location
                else say("its location has no id: left out.")
            )
    return tuple(found.values())


def _phone_there(fields: Fields) -> str:
    links = (fields.of(link) for link in fields.dicts("service_at_locations"))
    return next((phone for link in links if (phone := link.phone(most=40))), "")


def _ages(fields: Fields) -> tuple[int | None, int | None]:
    first, last = (fields.checked(name, _AGE) for name in ("minimum_age", "maximum_age"))
    if first is not None and last is not None and first > last:
        fields.note(
            say(
                "minimum_age %(first)s is above maximum_age %(last)s: both left out.",
                first=first, last=last,
            )
        )  # fmt: skip
        return None, None
    return first, last


def _status(fields: Fields) -> str:
    status = fields.text("status", most=40, lines=False).lower().replace("_", " ")
    if status and status not in STATUSES:
        fields.note(say("status “%(text)s” is none of the standard: taken as active.", text=status))
    return status if status in STATUSES else "active"


def _cost(fields: Fields) -> str:
    names = ("option", "amount", "currency", "amount_description")
    return _joined(fields, fields.dicts("cost_options"), names, 500)


def _joined(fields: Fields, parts: list[Raw], names: tuple[str, ...], most: int) -> str:
    """Return the texts of the parts, each with a full stop after it if there are several."""
    lines = (
        " ".join(text for name in names if (text := fields.of(one).text(name, most=most)))
        for one in parts
    )
    return as_text("\n".join(dict.fromkeys(line for line in lines if line)), most=most)[0]


def _area(raw: Raw) -> Area:
    names = ("name", "service_area", "description", "extent", "uri")
    said = [as_text(raw.get(name), most=1000, lines=False)[0] for name in names]
    name = next((text for text in said[:3] if text), "")[:120]
    return Area(name, tuple(dict.fromkeys(_MUNICIPALITY.findall(" ".join(said)))))


def _key(fields: Fields, name: str) -> str:
    return id_of(fields.raw.get(name))
