"""Records of Open Referral as drafts of our organisations, locations and cards."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from naober.directory.enums import PlaceKind, Scope
from naober.directory.importing.drafts import Draft, blank, derived_id, digest, own_id
from naober.directory.importing.ours import kinds_in, values_in
from naober.directory.importing.places import Region
from naober.directory.models import Location, Service
from naober.organisations.enums import OrganisationKind
from naober.organisations.models import Organisation
from naober.pure.openreferral.model import (
    Area,
    Hours,
    LocationRecord,
    OrganisationRecord,
    ServiceRecord,
)
from naober.pure.openreferral.sentences import Sentence, say

_SUMMARY: Final = 300
CLOSED: Final = "temporarily closed"
_PUBLIC: Final = ("active", CLOSED)


@dataclass(frozen=True)
class Place:
    """A location that is here after its import: its id, postcode area and hours."""

    pk: UUID
    area: str | None
    hours: tuple[Hours, ...]


Record = OrganisationRecord | LocationRecord | ServiceRecord
Note = Callable[[Record, Sentence], None]


class Drafter:
    """Makes drafts for one import; knows the ids that its records have here."""

    def __init__(self, source: str, known: Mapping[tuple[str, str], UUID], note: Note) -> None:
        self.region = Region()
        self._source = source
        self._known = known
        self._note = note

    def pk(self, kind: str, source_id: str) -> UUID:
        """Return the id of a record here: as it was imported before, or as it will be."""
        known = self._known.get((kind, source_id))
        return known or own_id(source_id, self._source, kind)

    def organisation(self, record: OrganisationRecord) -> Draft:
        area = self.region.area(record.postcode)
        fields = blank(Organisation) | {
            "name": record.name,
            "kind": OrganisationKind.OTHER,
            "phone": record.phone,
            "email": record.email,
            "website": record.website,
            "description_nl": record.description,
            "postcode_id": area,
            "municipality_id": None if _is_ours(record) else self.region.municipality(area),
        }
        fields |= values_in(record.ours, Organisation)
        fields.pop("key", None)
        for name, is_right in (
            ("municipality_id", self.region.is_municipality),
            ("postcode_id", lambda code: self.region.area(code) is not None),
        ):
            if fields[name] is not None and not is_right(fields[name]):
                said = say("%(text)s is not known here: left out.", text=fields[name])
                self._note(record, said.about(name[:-3]))
                fields[name] = None
        return self._draft("organization", record, record.name, fields)

    def location(self, record: LocationRecord, organisation: UUID, owner: str) -> Draft:
        area = self.region.area(record.postcode, record.country)
        point = record.point
        if point is not None and self.region.is_middle(area, point):
            point = None
        latitude, longitude = point or (None, None)
        fields = blank(Location) | {
            "organisation_id": organisation,
            "name": record.name or (record.address or record.place or owner)[:150],
            "address": record.address,
            "postcode": record.postcode,
            "place": record.place,
            "area_id": area,
            "latitude": latitude,
            "longitude": longitude,
            "route_nl": record.route,
            "accessibility_nl": record.accessibility,
        }
        said = values_in(record.ours, Location)
        if self.region.area(said.get("area_id", "")) is None:
            said.pop("area_id", None)
        fields |= said
        return self._draft("location", record, fields["name"], fields)

    def service(
        self,
        record: ServiceRecord,
        organisation: UUID,
        places: Mapping[str, Place],
        on: date,
    ) -> Draft:
        """Make the draft of a card; `places` are its locations that are here, by their ids."""
        mine = {one.location: one for one in record.places if one.location in places}
        at = [places[key].area for key in mine]
        scope, inside = self.region.reach(self._areas(record), at)
        pk = self.pk("service", record.id)
        fields = (
            blank(Service)
            | self._texts(record)
            | {
                "organisation_id": organisation,
                "scope": scope,
                "place_kind": PlaceKind.LOCATION if mine and not _is_ours(record) else "",
                "website": record.website,
                "phone": record.phone,
                "email": record.email,
                "contact_name": record.contact,
                "age_from": record.age_from,
                "age_to": record.age_to,
                "published": _is_ours(record) or record.status in _PUBLIC,
            }
        )
        fields |= values_in(record.ours, Service) | {"organisation_id": organisation}
        inside = inside if fields["scope"] == Scope.LOCAL else []
        fields["confirmed_on"] = self._confirmed(record, fields["confirmed_on"], on)
        if record.status == CLOSED and not _is_ours(record):
            fields["closed_from"] = fields["confirmed_on"] or on
        links = [
            (self._link_id(one.id, pk, places[key].pk), places[key].pk) for key, one in mine.items()
        ]
        every = self._hours(record, {key: link[0] for key, link in zip(mine, links, strict=True)},
                            places)  # fmt: skip
        draft = self._draft("service", record, record.name, fields, inside, every)
        draft.parts = {
            "kinds": [(code,) for code in kinds_in(record.ours)],
            "municipalities": [(code,) for code in inside],
            "at_locations": sorted(links, key=str),
            "hours": _parts_of(every, on),
        }
        return draft

    def _confirmed(self, record: ServiceRecord, ours: date | None, on: date) -> date | None:
        """Return the day that a record gives; on a day to come nobody confirmed anything."""
        day = ours or record.confirmed_on
        if day is None or day <= on:
            return day
        said = say("confirmed on %(day)s, and that day is yet to come: left out.", day=day)
        self._note(record, said)
        return None

    def _draft(
        self, kind: str, record: Record, name: str, fields: dict[str, Any], *context: object
    ) -> Draft:
        what = f"{kind} {record.id} “{name[:60]}”"
        pk = self.pk(kind, record.id)
        return Draft(record.id, record.where, what, pk, fields, digest(repr(record), repr(context)))

    def _link_id(self, text: str, service: UUID, location: UUID) -> UUID:
        return own_id(text, self._source, "at") if _is_uuid(text) else derived_id(service, location)

    def _areas(self, record: ServiceRecord) -> list[Area]:
        said = record.ours.values.get("municipalities", ())
        codes = [code for text in said for code in re.split(r"[;,\s]+", text)]
        return [*record.areas, Area("", tuple(codes))]

    def _texts(self, record: ServiceRecord) -> dict[str, str]:
        texts = {
            "name_nl": record.name,
            "audience_nl": record.audience,
            "first_step_nl": record.first_step,
            "cost_nl": record.cost,
            "papers_nl": record.papers,
        }
        if _is_ours(record):
            return texts  # it says itself which text is the summary, and why it is closed
        summary = first_sentences(record.description, _SUMMARY)
        rest = [record.description] if summary != record.description else []
        is_closed = record.status == CLOSED
        alert = [record.alert] if record.alert and not is_closed else []
        return texts | {
            "summary_nl": summary,
            "more_nl": "\n\n".join([*rest, *alert])[:10_000],
            "closed_why_nl": record.alert[:200] if is_closed else "",
        }

    def _hours(
        self, record: ServiceRecord, links: Mapping[str, UUID], places: Mapping[str, Place]
    ) -> list[tuple[UUID | None, Hours]]:
        """Return the hours of a service and where; those of its places where it has none itself."""
        found: list[tuple[UUID | None, Hours]] = [(None, one) for one in record.hours]
        for place in record.places:
            if place.location in links:
                found += [(links[place.location], one) for one in place.hours]
        if not found:
            for key, link in links.items():
                found += [(link, one) for one in places[key].hours]
        return found


def _is_ours(record: Record) -> bool:
    """Return whether a record was written by Naober, which always tells its key."""
    return "key" in record.ours.values


def first_sentences(text: str, most: int) -> str:
    """Return as many whole sentences as fit, or else the first words."""
    if len(text) <= most:
        return text
    ends = [one.end() for one in re.finditer(r"[.!?](?=\s)", text[: most + 1])]
    if ends and ends[-1] <= most:
        return text[: ends[-1]]
    return text[: most - 1].rsplit(" ", 1)[0].rstrip() + "…"


def _parts_of(hours: list[tuple[UUID | None, Hours]], on: date) -> list[tuple[Any, ...]]:
    """Return the hours that hold on a day, as they stand in our table."""
    rows = {
        (at, one.weekday, one.opens, one.closes, one.note[:120], one.note_en[:120])
        for at, one in hours
        if one.until is None or one.until >= on
    }
    return sorted(rows, key=str)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
