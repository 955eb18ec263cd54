"""Nested records taken apart: each organisation, location and service once, whoever carries it."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from naober.pure.openreferral.cleaning import as_text, short
from naober.pure.openreferral.model import (
    LOCATION,
    ORGANISATION,
    SERVICE,
    SERVICE_AT_LOCATION,
    Raw,
    Remarks,
    Where,
)
from naober.pure.openreferral.sentences import say

_SERVICE_KEYS: Final = (
    "service_at_locations", "organization", "status", "eligibility_description", "fees",
    "application_process", "service_areas", "minimum_age", "assured_date",
)  # fmt: skip
_LOCATION_KEYS: Final = ("location_type", "addresses", "latitude", "transportation")
_TERM_KEYS: Final = ("taxonomy_terms", "taxonomy", "taxonomy_id", "term_uri", "taxonomy_detail")
_NAMES_OF_WHO: Final = ("organization_name", "agency_name", "provider_name", "organisation_name")
_DESCRIPTION: Final = {"openapi_url", "profile"}


@dataclass
class Found:
    """A record as it came in; one that was only carried by another gives way to one of its own."""

    where: Where
    raw: Raw
    carried: bool


class Gathering:
    """All records of all files, by kind and id."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self.by_kind: dict[str, dict[str, Found]] = {ORGANISATION: {}, LOCATION: {}, SERVICE: {}}
        self.terms: dict[str, Raw] = {}
        self._links: list[tuple[Where, Raw]] = []

    def take(self, kind: str, where: Where, raw: Raw) -> None:
        """Take a record that stands by itself, of a kind or, where that is empty, as it looks."""
        kind = kind or kind_of(where.file, raw)
        if kind == SERVICE_AT_LOCATION:
            self._take_link(where, raw)
        elif kind == SERVICE:
            self._service(where, raw)
        elif kind == ORGANISATION:
            self._organisation(where, raw)
        elif kind == LOCATION:
            self._location(where, raw, carried=False)
        elif kind == "term":
            self._take_terms(raw)
        elif not _DESCRIPTION & set(raw):
            sentence = say("is no service, organisation or location of Open Referral: left out.")
            self.remarks.refuse(where, "", sentence)

    def finish(self) -> None:
        """Give the services the places that were told apart from them."""
        services = self.by_kind[SERVICE]
        for where, link in self._links:
            service = services.get(id_of(link.get("service_id")))
            if service is None:
                name = short(link.get("service_id"))
                sentence = say("names service %(id)s, which is not in the file.", id=name)
                self.remarks.note(where, SERVICE_AT_LOCATION, sentence)
                continue
            places = service.raw.setdefault("service_at_locations", [])
            if all(_same_place(one, link) is False for one in places):
                places.append(link)

    def _organisation(self, where: Where, raw: Raw, *, carried: bool = False) -> str:
        raw = dict(raw)
        services, locations = _dicts(raw.pop("services", [])), _dicts(raw.pop("locations", []))
        key = id_of(raw.get("id"))
        if not key and carried:
            key = _named(raw.get("name"))
        self._keep(ORGANISATION, key, where, raw, carried=carried)
        for one in services:
            self._service(where, {"organization_id": key, **one}, carried=True)
        for one in locations:
            self._location(where, {"organization_id": key, **one})
        return key

    def _location(self, where: Where, raw: Raw, *, carried: bool = True) -> str:
        key = id_of(raw.get("id"))
        if not key and carried:
            seen = json.dumps([raw.get("organization_id"), raw.get("name"), raw.get("addresses")])
            key = f"at:{hashlib.sha256(seen.encode()).hexdigest()[:20]}"
        self._keep(LOCATION, key, where, dict(raw), carried=carried)
        return key

    def _service(self, where: Where, raw: Raw, *, carried: bool = False) -> str:
        raw = dict(raw)
        raw["organization_id"] = self._who(where, raw)
        links = []
        for link in _dicts(raw.pop("service_at_locations", [])):
            links.append(self._link(where, link, raw["organization_id"]))
        if links:
            raw["service_at_locations"] = links
        key = id_of(raw.get("id"))
        self._keep(SERVICE, key, where, raw, carried=carried)
        return key

    def _who(self, where: Where, raw: Raw) -> str:
        """Return the id of the organisation of a service, which may only be named."""
        key = id_of(raw.get("organization_id"))
        carried = raw.pop("organization", None)
        if isinstance(carried, dict):
            return self._organisation(where, {"id": key, **carried}, carried=True) or key
        named = carried if isinstance(carried, str) else ""
        named = named or next((raw[one] for one in _NAMES_OF_WHO if raw.get(one)), "")
        if named and key not in self.by_kind[ORGANISATION]:
            who = {"id": key or _named(named), "name": named}
            return self._organisation(where, who, carried=True)
        return key

    def _link(self, where: Where, link: Raw, organisation: str) -> Raw:
        link = dict(link)
        location = link.pop("location", None)
        if isinstance(location, dict):
            whose = {"organization_id": organisation} if organisation else {}
            link["location_id"] = self._location(where, {**whose, **location})
        return link

    def _take_link(self, where: Where, raw: Raw) -> None:
        raw = dict(raw)
        service = raw.pop("service", None)
        if isinstance(service, dict):
            raw["service_id"] = self._service(where, service, carried=True)
        found = self.by_kind[SERVICE].get(id_of(raw.get("service_id")))
        whose = found.raw["organization_id"] if found else ""
        self._links.append((where, self._link(where, raw, whose)))

    def _take_terms(self, raw: Raw) -> None:
        for term in [raw, *_dicts(raw.get("taxonomy_terms", []))]:
            if isinstance(term.get("id"), str):
                self.terms.setdefault(term["id"], term)

    def _keep(self, kind: str, key: str, where: Where, raw: Raw, *, carried: bool) -> None:
        if not key:
            sentence = say("has no id; without one it would be made anew at every import.")
            self.remarks.refuse(where, _called(kind, "", raw), sentence)
            return
        raw = {name: value for name, value in raw.items() if value not in (None, "", [], {})}
        new, there = Found(where, raw, carried), self.by_kind[kind].get(key)
        if there is None:
            self.by_kind[kind][key] = new
        elif carried or there.carried:
            first, second = (new, there) if there.carried and not carried else (there, new)
            first.raw = {**second.raw, **first.raw}
            self.by_kind[kind][key] = first
        else:
            self._choose(kind, key, there, new)

    def _choose(self, kind: str, key: str, there: Found, new: Found) -> None:
        """Keep of two records with the same id the one that says more, and say so."""
        more, less = (new, there) if len(new.raw) > len(there.raw) else (there, new)
        self.by_kind[kind][key] = more
        what = _called(kind, key, less.raw)
        if all(more.raw.get(name) == value for name, value in less.raw.items()):
            said = say("says nothing else than %(where)s: read once.", where=more.where.said)
            self.remarks.note(less.where, what, said)
        else:
            sentence = say(
                "has the id of another record, %(where)s; that one is kept.", where=more.where.said
            )
            self.remarks.refuse(less.where, what, sentence)


def kind_of(file: str, raw: Raw) -> str:
    """Return what a record of a page is: by its fields, or where they do not tell by its file."""
    if any(key in raw for key in _TERM_KEYS):
        return "term"
    if "location" in raw and ("service" in raw or "service_id" in raw):
        return SERVICE_AT_LOCATION
    if any(key in raw for key in _SERVICE_KEYS):
        return SERVICE
    if any(key in raw for key in _LOCATION_KEYS):
        return LOCATION
    by_file = re.findall(r"service_at_location|organi[sz]ation|location|taxonom|service", file)
    said = {"organisation": ORGANISATION, "taxonom": "term"}.get(by_file[-1], by_file[-1]) \
        if by_file else ""  # fmt: skip
    if said or not isinstance(raw.get("name"), str) or "id" not in raw:
        return said if "id" in raw or "name" in raw else ""
    return SERVICE if "organization_id" in raw else ORGANISATION


def _called(kind: str, key: str, raw: Raw) -> str:
    name, _ = as_text(raw.get("name"), most=60, lines=False)
    return " ".join(part for part in (kind, key, f"“{name}”" if name else "") if part)


def id_of(value: Any) -> str:
    """Return an id as text; a UUID in one way of writing. What can be none is empty."""
    if isinstance(value, bool | list | dict | float) or value is None:
        return ""
    text, _ = as_text(str(value)[:1000], most=1000, lines=False)
    if re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
        return text.lower()
    return text if len(text) <= 200 else hashlib.sha256(text.encode()).hexdigest()


def _named(name: Any) -> str:
    text, _ = as_text(name, most=200, lines=False)
    return f"name:{text.casefold()}"[:200] if text else ""


def _dicts(value: Any) -> list[Raw]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _same_place(one: Raw, other: Raw) -> bool:
    return id_of(one.get("location_id")) == id_of(other.get("location_id"))


def every(found: dict[str, Found]) -> Iterator[tuple[str, Where, Raw]]:
    """Return the records of a kind with their ids and places."""
    for key, one in found.items():
        yield key, one.where, one.raw
