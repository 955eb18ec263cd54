"""Where a reader is and whom they may call: somebody who is registered need not say it again."""

from typing import Final

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_noop

from naober.directory.models import Service
from naober.shared.addresses import address_of
from naober.sites.public import places, presenters
from naober.sites.public.page_before import page_before
from naober.sites.public.places import Place
from naober.sites.signed_in import carer_of, contact_person, tone_of
from naober.sites.tone import YOUNG, say

FROM_YOUNG: Final = {"van": "jong"}
"""In the address of a question: its card spoke to a young carer."""


def tone_at(request: HttpRequest, card: Service) -> str:
    """Return how a card and its question speak: to a young carer where it is for them, or was
    found by them; the address of the question says so.
    """
    if card.for_young_carers or request.GET.get("van") == FROM_YOUNG["van"]:
        return YOUNG
    before = page_before(request)
    if before is not None and (
        before.path == address_of("public:young") or before.query == urlencode(FROM_YOUNG)
    ):
        return YOUNG
    return tone_of(request)


def place_of(request: HttpRequest) -> Place | None:
    """Return the place that somebody gave on this device, else that of their registration."""
    known = carer_of(request)
    return places.remembered(request) or (places.place_at(known.postcode) if known else None)


def person_for(
    request: HttpRequest, place: Place | None, *, tone: str | None = None
) -> dict[str, str]:
    """Return whom to call, for naober/person.html: the own contact person or support point comes
    before the support point of a place. Without a `tone` in that of the reader.
    """
    tone, known = tone_of(request) if tone is None else tone, carer_of(request)
    if person := contact_person(request):
        role = say(tone, gettext_noop("Your contact person"))
        return {"role": role, "name": person.name, "phone": person.phone, "reachable": ""}
    if known is not None:
        return presenters.person_of(known.support_point, young=bool(tone))
    return presenters.person_at(place, young=bool(tone))
