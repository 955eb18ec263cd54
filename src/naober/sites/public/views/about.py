"""The first page, the support points, and what we say about privacy and accessibility."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from naober.organisations.queries import support_points as all_support_points
from naober.sites.access import EVERYONE, access
from naober.sites.public import places, presenters, statements
from naober.sites.signed_in import tone_of
from naober.sites.tone import say

_HERO: Final = (
    gettext_noop("Do you care for somebody?"),
    gettext_noop("You are not alone."),
    gettext_noop(
        "Say in your own words what you look for. We show what there is near you, who"
        " pays for it and whom you can call."
    ),
)


@access(EVERYONE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Start from the person: own words, a postcode, or what it is about."""
    place = places.remembered(request)
    point = place.support_point if place else None
    tone = tone_of(request)
    context = {
        "hero": presenters.Hero(*(say(tone, one) for one in _HERO)),
        "search": presenters.Search(
            postcode=place.postcode.pk if place else "", suggestions=presenters.suggestions()
        ),
        "doors": presenters.doors(tone=tone),
        "point": presenters.support_point(point) if point else None,
    }
    return render(request, "public/home.html", context)


@access(EVERYONE)
@require_safe
def support_points(request: HttpRequest) -> HttpResponse:
    """Return every support point with its number and hours."""
    places.remembered(request)
    points = [presenters.support_point(one) for one in all_support_points()]
    return render(request, "public/support_points.html", {"points": points})


@access(EVERYONE)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of whom, why and how long."""
    return _statement(request, statements.privacy())


@access(EVERYONE)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """For whom the site works, and what to do where it does not."""
    return _statement(request, statements.accessibility())


def _statement(request: HttpRequest, statement: statements.Statement) -> HttpResponse:
    person = presenters.person_at(places.remembered(request))
    return render(request, "public/statement.html", {"statement": statement, "person": person})
