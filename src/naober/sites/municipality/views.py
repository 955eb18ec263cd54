"""What a policy officer sees: the social map, and never a person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from naober.directory.queries import coverage_of, holes_of
from naober.organisations.models import Municipality
from naober.organisations.queries import organisation_of, support_point
from naober.shared import clock
from naober.shared.actors import Actor
from naober.sites import holes as presenters
from naober.sites.access import POLICY, access
from naober.sites.municipality.presenters import overview_of


class OfficerRequest(HttpRequest):
    """A request of a policy officer; the middleware found out who it is."""

    actor: Actor


def _here(request: OfficerRequest) -> Municipality:
    """Return the officer's municipality. Raises Http404 for who works for none."""
    here = organisation_of(request.actor).municipality
    if here is None:
        raise Http404
    return here


@access(POLICY)
@require_safe
def overview(request: OfficerRequest) -> HttpResponse:
    """Show what support there is in the officer's municipality, and where a hole is."""
    here = _here(request)
    today = clock.today()
    page = overview_of(
        here,
        coverage_of(here, on=today),
        support_point(here),
        on=today,
        language=get_language() or "nl",
    )
    return render(request, "municipality/overview.html", {"page": page})


@access(POLICY)
@require_safe
def holes(request: OfficerRequest) -> HttpResponse:
    """Show which function is missing, for whom and when."""
    here = _here(request)
    page = presenters.page_of(
        here,
        holes_of(here, on=clock.today()),
        request.GET.get("groep", ""),
        names=("municipality:hole-cards", "municipality:holes-file"),
    )
    return render(request, "municipality/holes.html", {"holes": page})


@access(POLICY)
@require_safe
def hole_cards(request: OfficerRequest) -> HttpResponse:
    """Show the cards behind a number."""
    here, asked = _here(request), presenters.asked(request.GET)
    found = holes_of(here, on=clock.today())
    page = presenters.cards_of(here, found, asked, back="municipality:holes")
    return render(request, "municipality/hole_cards.html", {"cards": page})


@access(POLICY)
@require_safe
def holes_file(request: OfficerRequest) -> HttpResponse:
    """Give the whole table as comma-separated values."""
    here = _here(request)
    return presenters.download(here, holes_of(here, on=clock.today()))
