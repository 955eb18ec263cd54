"""What a policy officer sees: the social map, and never a person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from naober.directory.queries import coverage_of
from naober.organisations.queries import organisation_of, support_point
from naober.shared import clock
from naober.shared.actors import Actor
from naober.sites.access import POLICY, access
from naober.sites.municipality.presenters import overview_of


class OfficerRequest(HttpRequest):
    """A request of a policy officer; the middleware found out who it is."""

    actor: Actor


@access(POLICY)
@require_safe
def overview(request: OfficerRequest) -> HttpResponse:
    """Show what support there is in the officer's municipality, and where a hole is."""
    organisation = organisation_of(request.actor)
    if organisation.municipality is None:
        raise Http404
    today = clock.today()
    page = overview_of(
        organisation.municipality,
        coverage_of(organisation.municipality, on=today),
        support_point(organisation.municipality),
        on=today,
        language=get_language() or "nl",
    )
    return render(request, "municipality/overview.html", {"page": page})
