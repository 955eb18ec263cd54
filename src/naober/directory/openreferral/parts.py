"""The small objects of HSDS that hang on a service, a location or an organisation."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Any, Final

from naober.directory.enums import Room, Scope
from naober.directory.models import Location, OpeningHours, Service
from naober.directory.openreferral.taxonomies import (
    LISTS,
    Object,
    kind_object,
    made_id,
    terms_of_lists,
)

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
REGION: Final = "Drenthe"
COUNTRY: Final = "NL"
TEXTS: Final = (
    "name_en", "summary_nl", "summary_en", "more_nl", "more_en", "audience_nl", "audience_en",
    "first_step_nl", "first_step_en", "expect_nl", "expect_en", "cost_nl", "cost_en",
    "papers_nl", "papers_en", "closed_why_nl", "closed_why_en",
)  # fmt: skip
FACTS: Final = (
    "key", "published", "for_young_carers", "room_number", "room_said_on", "confirmed_on",
    "confirmed_by_id", "interval_months", "visible_from", "visible_until", "closed_from",
    "closed_until", "successor_id",
)  # fmt: skip
"""What HSDS has no field for, or none that says it exactly: attributes by our own names."""
_MUNICIPALITY: Final = "https://identifier.overheid.nl/tooi/id/gemeente/"


def known(**fields: Any) -> Object:
    """Return an object without what is not known: HSDS has no null and no empty text."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def moment(at: datetime) -> str:
    """Return a moment in UTC, as RFC 3339 writes it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def text_attributes(entity: str, link_id: object, texts: Iterable[tuple[str, Any]]) -> list[Object]:
    """Return an attribute for each text that there is: `link_type` is our name of the field."""
    return [
        {
            "id": made_id("attribute", entity, link_id, name),
            "link_id": str(link_id),
            "link_type": name.removesuffix("_id"),
            "link_entity": entity,
            "value": _written(value),
        }
        for name, value in texts
        if value not in (None, "") and value is not False
    ]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true"
    return value.isoformat() if isinstance(value, date) else str(value)


def fields_of(thing: object, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Return each name with what the field of that name holds."""
    return ((name, getattr(thing, name)) for name in names)


def service_attributes(one: Service) -> list[Object]:
    """Return the kinds of a card, its choices, and its texts for which HSDS has no field."""
    terms = terms_of_lists()
    chosen = [
        ("categories", kind_object(kind.category)) for kind in one.kinds.all()
    ] + [
        (taxonomy.field, terms[taxonomy.field, code])
        for taxonomy in LISTS
        for code in _codes(one, taxonomy.field)
        if (taxonomy.field, code) in terms
    ]  # fmt: skip
    return [
        {
            "id": made_id("attribute", "service", one.pk, field, term["code"]),
            "link_id": str(one.pk),
            "taxonomy_term_id": term["id"],
            "link_type": field,
            "link_entity": "service",
            "taxonomy_term": term,
        }
        for field, term in chosen
    ] + text_attributes("service", one.pk, fields_of(one, TEXTS + FACTS))


def _codes(one: Service, field: str) -> list[str]:
    value = getattr(one, field)
    return list(value) if isinstance(value, list) else [value]


def schedules(hours: Iterable[OpeningHours], owner: str, owner_id: object) -> list[Object]:
    """Return opening hours as weekly events: one for all days with the same times and note.

    `owner` is service or service_at_location. Times are those of the clock in Amsterdam.
    """

    def times(one: OpeningHours) -> tuple[time, time, str, str]:
        return one.opens, one.closes, one.note_nl, one.note_en

    found = []
    for same, days in groupby(sorted(hours, key=times), key=times):
        opens, closes, note, english = same
        schedule_id = made_id("schedule", owner, owner_id, *same)
        found.append(
            known(
                id=schedule_id,
                **{f"{owner}_id": str(owner_id)},
                freq="WEEKLY",
                wkst="MO",
                interval=1,
                byday=",".join(DAYS[number - 1] for number in sorted({d.weekday for d in days})),
                opens_at=opens.isoformat("minutes"),
                closes_at=closes.isoformat("minutes"),
                notes=note,
                attributes=text_attributes("schedule", schedule_id, [("note_en", english)]),
            )
        )
    return found


def phones(number: str, owner: str, owner_id: object) -> list[Object]:
    """Return the telephone number of a service or organisation; none where there is none."""
    if not number:
        return []
    phone_id = made_id("phone", owner, owner_id)
    return [{"id": phone_id, f"{owner}_id": str(owner_id), "number": number, "type": "voice"}]


def contacts(one: Service) -> list[Object]:
    """Return whom to ask for, as the card names them; no other person of the organisation."""
    if not one.contact_name:
        return []
    contact_id = made_id("contact", one.pk)
    return [known(id=contact_id, service_id=str(one.pk), name=one.contact_name, email=one.email)]


def service_areas(one: Service) -> list[Object]:
    """Return where somebody must live: municipalities, the region or the whole country."""
    if one.scope == Scope.LOCAL:
        places = [
            (place.name, place.code, f"{_MUNICIPALITY}{place.code.lower()}")
            for place in one.municipalities.all()
        ]
    elif one.scope == Scope.REGIONAL:
        places = [(REGION, "", "")]
    else:
        places = [("Nederland", "", "")]
    return [
        known(
            id=made_id("service area", one.pk, name),
            service_id=str(one.pk),
            name=name,
            extent=code,
            extent_type="text" if code else "",
            uri=uri,
        )
        for name, code, uri in places
    ]


def cost_options(one: Service) -> list[Object]:
    """Return what it costs, in the words of the card."""
    if not one.cost_nl:
        return []
    cost_id = made_id("cost", one.pk)
    return [{"id": cost_id, "service_id": str(one.pk), "amount_description": one.cost_nl}]


def required_documents(one: Service) -> list[Object]:
    """Return which paper or decision is needed, in the words of the card."""
    if not one.papers_nl:
        return []
    paper_id = made_id("document", one.pk)
    return [{"id": paper_id, "service_id": str(one.pk), "document": one.papers_nl}]


def capacities(one: Service) -> list[Object]:
    """Return how many places are free, with the day when it was said; HSDS 3.1 only."""
    if one.room != Room.FREE or one.room_number is None or one.room_said_on is None:
        return []
    unit_id = made_id("unit", "places")
    said = datetime.combine(one.room_said_on, time(), tzinfo=UTC)
    return [
        {
            "id": made_id("capacity", one.pk),
            "service_id": str(one.pk),
            "unit": {"id": unit_id, "name": "Plaatsen"},
            "unit_id": unit_id,
            "available": one.room_number,
            "updated": moment(said),
        }
    ]


def addresses(one: Location) -> list[Object]:
    """Return the address of a location; a part that is not known is empty."""
    area = one.area
    postcode = one.postcode or (area.pc4 if area else "")
    place = one.place or (area.place if area else "")
    if not (one.address or postcode or place):
        return []
    return [
        {
            "id": made_id("address", one.pk),
            "location_id": str(one.pk),
            "address_1": one.address,
            "city": place,
            "state_province": REGION if area and area.municipality_id else "",
            "postal_code": postcode,
            "country": COUNTRY,
            "address_type": "physical",
        }
    ]


def accessibility(one: Location) -> list[Object]:
    """Return whether one gets in with a wheelchair, and the like."""
    if not one.accessibility_nl:
        return []
    the_id = made_id("accessibility", one.pk)
    return [{"id": the_id, "location_id": str(one.pk), "description": one.accessibility_nl}]
