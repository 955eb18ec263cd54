"""The pages of the API: what is asked goes in, an answer of HSDS comes out."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from naober.api.answers import Answer, Object, endpoint, newest, page, rows_of
from naober.api.exceptions import NotThereError
from naober.api.openapi import document, profile
from naober.api.parameters import Asked, as_id
from naober.directory.openreferral import objects, reading, taxonomies
from naober.directory.openreferral.objects import Edition
from naober.directory.openreferral.parts import moment
from naober.shared import clock


@endpoint("root")
def root() -> Answer:
    """Tell which version this is, and where it is described."""
    return Answer(
        {
            "version": settings.NAOBER_HSDS_VERSION,
            "profile": profile(settings.NAOBER_HSDS_VERSION),
            "openapi_url": settings.NAOBER_ADDRESS + reverse("api:openapi"),
        }
    )


@endpoint("openapi")
def openapi() -> Answer:
    """Describe the API for programs."""
    address = settings.NAOBER_ADDRESS + reverse("api:root").rstrip("/")
    return Answer(document(settings.NAOBER_HSDS_VERSION, address))


@endpoint("services")
def services(asked: Asked) -> Answer:
    """List the cards that are public today."""
    edition, rows = _edition(), rows_of(asked)
    if asked.get("minimal"):
        total, moments = reading.moments(asked.wanted, rows, on=edition.on)
        lines = [{"id": str(pk), "modified_date": moment(at)} for pk, at in moments]
        return Answer(page(asked, total, lines), newest(at for _, at in moments))
    whole = bool(asked.get("full"))
    total, cards = reading.services(asked.wanted, rows, on=edition.on, whole=whole)
    write = objects.service_object if whole else objects.service_line
    contents = [write(one, edition) for one in cards]
    return Answer(page(asked, total, contents), newest(one.changed_at for one in cards))


@endpoint("service")
def service(service_id: str) -> Answer:
    """Tell all of one card; one that was replaced is there as long as it may be seen."""
    edition = _edition()
    card = reading.with_all(reading.visible(on=edition.on)).filter(pk=_known(service_id)).first()
    if card is None:
        raise NotThereError
    return Answer(objects.service_object(card, edition), card.changed_at)


@endpoint("organizations")
def organizations(asked: Asked) -> Answer:
    """List who offers something, or may."""
    edition = _edition()
    rows = reading.organisations(asked.get("search", ""), on=edition.on)
    if not (asked.get("full") or asked.get("full_service")):
        lines = [objects.organisation_line(one) for one in rows[rows_of(asked)]]
        return Answer(page(asked, rows.count(), lines))
    whole = bool(asked.get("full_service"))
    fetched = reading.organisations_with_all(rows, on=edition.on, whole=whole)
    contents = [_organisation(one, edition, whole=whole) for one in fetched[rows_of(asked)]]
    return Answer(page(asked, rows.count(), contents))


@endpoint("organization")
def organization(asked: Asked, organization_id: str) -> Answer:
    """Tell all of one organisation, with its cards."""
    edition, whole = _edition(), bool(asked.get("full_service"))
    rows = reading.organisations(on=edition.on).filter(pk=_known(organization_id))
    one = reading.organisations_with_all(rows, on=edition.on, whole=whole).first()
    if one is None:
        raise NotThereError
    return Answer(_organisation(one, edition, whole=whole))


@endpoint("service_at_locations")
def service_at_locations(asked: Asked) -> Answer:
    """List what is to be had where."""
    edition = _edition()
    rows = reading.at_locations(asked.wanted, on=edition.on)
    whole = bool(asked.get("full"))
    fetch = reading.at_locations_with_all if whole else reading.at_locations_with_lines
    write = objects.at_location_object if whole else objects.at_location_line
    found = list(fetch(rows)[rows_of(asked)])
    contents = [write(at, edition) for at in found]
    changed_at = newest(at.service.changed_at for at in found)
    return Answer(page(asked, rows.count(), contents), changed_at)


@endpoint("service_at_location")
def service_at_location(at_id: str) -> Answer:
    """Tell all of one card at one place."""
    edition = _edition()
    rows = reading.at_locations_visible(on=edition.on).filter(pk=_known(at_id))
    at = reading.at_locations_with_all(rows).first()
    if at is None:
        raise NotThereError
    return Answer(objects.at_location_object(at, edition), at.service.changed_at)


@endpoint("taxonomies")
def taxonomies_list(asked: Asked) -> Answer:
    """List our lists of words."""
    return _listed(asked, map(taxonomies.taxonomy_object, taxonomies.TAXONOMIES))


@endpoint("taxonomy")
def taxonomy(taxonomy_id: str) -> Answer:
    """Tell of one list of words."""
    return _one(taxonomy_id, map(taxonomies.taxonomy_object, taxonomies.TAXONOMIES))


@endpoint("taxonomy_terms")
def taxonomy_terms(asked: Asked) -> Answer:
    """List the words, of all lists or of one."""
    terms = taxonomies.all_terms(reading.kinds())
    wanted = asked.get("taxonomy_id")
    fitting = (one for one in terms if wanted in {None, one["taxonomy_id"]})
    return _listed(asked, () if asked.get("parent_id") else fitting)


@endpoint("taxonomy_term")
def taxonomy_term(term_id: str) -> Answer:
    """Tell of one word."""
    return _one(term_id, taxonomies.all_terms(reading.kinds()))


def _edition() -> Edition:
    return Edition(settings.NAOBER_HSDS_VERSION, clock.today())


def _known(text: str) -> str:
    """Return an id of an address; what is none is not there."""
    found = as_id(text)
    if found is None:
        raise NotThereError
    return found


def _organisation(one: Any, edition: Edition, *, whole: bool) -> Object:
    return objects.organisation_object(one, edition, one.cards, whole=whole)


def _listed(asked: Asked, all_of_them: Iterable[Object]) -> Answer:
    words = asked.get("search", "").lower().split()
    fitting = [
        one
        for one in all_of_them
        if all(word in f"{one['name']} {one['description']}".lower() for word in words)
    ]
    return Answer(page(asked, len(fitting), fitting[rows_of(asked)]))


def _one(text: str, all_of_them: Iterable[Object]) -> Answer:
    wanted = _known(text)
    for one in all_of_them:
        if one["id"] == wanted:
            return Answer(one)
    raise NotThereError
