"""Young carers' own entrance: their words, their topics, cards for them apart, and a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from naober.directory.queries import (
    FOR_YOUNG,
    Found,
    Hit,
    find_for_young,
    has_guide,
    services_for_categories,
)
from naober.shared import clock
from naober.shared.addresses import address_of
from naober.sites.access import EVERYONE, access
from naober.sites.cards import Card, card_of
from naober.sites.public import places, presenters
from naober.sites.public.forms import SearchForm
from naober.sites.public.places import Place

MOST: Final = 6
OTHERS: Final = 3
"""Cards that are not just for the young: a few, so that they do not drown those that are."""
KINDS: Final = (FOR_YOUNG,)
TOPICS: Final = {
    "praten": (pgettext_lazy("young", "I want to talk to somebody"),
               ("support.young-carers", "support.listening-ear")),
    "leeftijd": (pgettext_lazy("young", "I want to meet somebody of my age"),
                 ("support.young-carers", "support.buddy", "support.leisure")),
    "school": (pgettext_lazy("young", "School and care at home"),
               ("course.school-lesson", "support.young-carers")),
    "druk": (pgettext_lazy("young", "I have to do a lot at home"),
             ("help.household", "respite.home-volunteer", "support.young-carers")),
    "even-weg": (pgettext_lazy("young", "I want to be away for a while"),
                 ("support.leisure", "support.young-carers")),
    "weten": (pgettext_lazy("young", "I want to know what somebody at home has"),
              ("info.condition", "support.young-carers")),
}  # fmt: skip
"""What bothers young carers, in the words of the address, and which kinds of help that asks."""


@dataclass(frozen=True)
class Topic:
    """One thing that bothers somebody, to choose."""

    label: str
    url: str
    current: bool


@access(EVERYONE)
@require_safe
def young(request: HttpRequest) -> HttpResponse:
    """Show what there is for who is young and helps at home; by topic or in their own words."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked, topic = form.cleaned_data.get("q", ""), request.GET.get("over", "")
    place = places.remembered(request)
    if "postcode" in request.GET:
        place = places.place_at(form.cleaned_data.get("postcode", ""))
        places.name_in_header(request, place)
    found = _find(asked, topic, place)
    context = {
        "search": presenters.Search(
            query=request.GET.get("q", "")[:200],
            postcode=request.GET.get("postcode", place.postcode.pk if place else "")[:20],
            query_error=presenters.errors_of(form, "q"),
            postcode_error=presenters.errors_of(form, "postcode"),
        ),
        "topics": _topics(topic),
        "has_guide": has_guide(),
        "heading": _heading(asked, topic),
        "cards": _cards([one for one in found.hits if one.service.for_young_carers]),
        "others": _cards([one for one in found.hits if not one.service.for_young_carers][:OTHERS]),
        "numbers_now": settings.NAOBER_NUMBERS_NOW,
        "urgent": found.needs_somebody_now,
        "lines": presenters.young_lines(),
        "person": presenters.person_at(place, young=True),
    }
    response = render(request, "public/young.html", context)
    if place is not None and "postcode" in request.GET:
        places.remember(response, place)
    return response


def _find(asked: str, topic: str, place: Place | None) -> Found:
    near, today = place.postcode if place else None, clock.today()
    if asked:
        return find_for_young(asked, on=today, near=near, limit=MOST)
    codes: Sequence[str] = TOPICS[topic][1] if topic in TOPICS else KINDS
    hits = services_for_categories(codes, on=today, near=near, limit=MOST, young=True)
    return Found(hits)


def _cards(hits: Sequence[Hit]) -> list[Card]:
    today = clock.today()
    return [card_of(one, today=today) for one in hits]


def _topics(current: str) -> list[Topic]:
    here = address_of("public:young")
    return [
        Topic(str(label), f"{here}?{urlencode({'over': key})}", key == current)
        for key, (label, _codes) in TOPICS.items()
    ]


def _heading(asked: str, topic: str) -> str:
    words: Any = TOPICS[topic][0] if topic in TOPICS and not asked else ""
    if asked:
        return pgettext("young", "This fits your question")
    return str(words) or pgettext("young", "This is there for you")
