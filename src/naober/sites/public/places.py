"""Where the visitor is, as far as they said: it decides which support point a page names."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from naober.organisations.models import Organisation, Postcode
from naober.organisations.queries import nearest_support_point, postcode, support_point
from naober.shared import drafts
from naober.sites.context import PersonToCall

DRAFT = "place"


@dataclass(frozen=True)
class Place:
    """A postcode area and the support point to call from there; outside the region the nearest."""

    postcode: Postcode
    support_point: Organisation | None

    @property
    def in_region(self) -> bool:
        return self.postcode.municipality_id is not None


def place_at(text: str) -> Place | None:
    """Return the place of a postcode, or None where the table does not know it."""
    area = postcode(text) if text else None
    if area is None:
        return None
    return Place(area, support_point(area.municipality) or nearest_support_point(area))


def remembered(request: HttpRequest) -> Place | None:
    """Return the place that the visitor gave before, and name its support point in the header."""
    place = place_at(str(drafts.load(request, DRAFT).get("pc4", "")))
    name_in_header(request, place)
    return place


def name_in_header(request: HttpRequest, place: Place | None) -> None:
    """Let the header of this page name the support point of a place."""
    if place is not None and place.support_point is not None and place.support_point.phone:
        request.person_to_call = PersonToCall(  # type: ignore[attr-defined]
            place.support_point.name, place.support_point.phone
        )


def remember(response: HttpResponse, place: Place) -> None:
    """Keep the four digits on the visitor's own device, so that nobody types them twice."""
    drafts.save(response, DRAFT, {"pc4": place.postcode.pk})


def forget(response: HttpResponse) -> None:
    """Leave nothing of where somebody is on their device."""
    drafts.discard(response, DRAFT)
