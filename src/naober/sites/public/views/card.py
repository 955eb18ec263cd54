"""One possibility, and "is this still right?": a reader says what is wrong, without an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naober.directory.enums import ReportReason
from naober.directory.queries import Hit, service
from naober.directory.services import report_card
from naober.shared import clock
from naober.sites.access import EVERYONE, access
from naober.sites.card_page import page_of
from naober.sites.limits import REPORTS, may_send
from naober.sites.public import counting, own, places, presenters
from naober.sites.public.forms import ReportForm
from naober.sites.public.page_before import page_before
from naober.sites.public.schema_org import service_of
from naober.sites.words import words


@access(EVERYONE)
@require_safe
def card(request: HttpRequest, key: str) -> HttpResponse:
    """Everything about one possibility."""
    place = places.remembered(request)
    hit = _found(request, key)
    page, tone = page_of(hit, today=clock.today()), own.tone_at(request, hit.service)
    counting.opened(request, hit.service, on=clock.today())
    context = {
        "page": page,
        "service": page.card,
        "schema": service_of(hit.service),
        "followed_url": page.card.followed_url,
        "contact": {
            "role": page.card.organisation,
            "name": page.card.contact_name,
            "phone": page.card.phone,
            "mail": page.card.email,
        },
        "person": own.person_for(request, place, tone=tone),
        "reader_tone": tone,
        "back_url": _back_to_results(request),
        "back_label": _("Back to what we found"),
    }
    return render(request, "public/card.html", context)


@access(EVERYONE)
@require_safe
def followed(request: HttpRequest, key: str) -> HttpResponse:
    """Count that the telephone, mail or website of a card was used; it shows nothing."""
    counting.followed(request, _found(request, key).service, on=clock.today())
    return HttpResponse(content_type="text/plain")


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, key: str) -> HttpResponse:
    """Ask what is wrong with a card, and keep the answer."""
    one = _found(request, key).service
    form = ReportForm(request.POST if request.method == "POST" else None)
    too_many = False
    if form.is_valid():
        too_many = not may_send(request, "card_report", REPORTS)
        if not too_many:
            said = form.cleaned_data
            reason = ReportReason(said["reason"])
            report_card(service=one, reason=reason, note=said["note"], at=clock.now())
            return redirect("public:card-reported", key)
    context = {
        "form": form,
        "name": words(one, "name"),
        "key": key,
        "too_many": too_many,
        "person": presenters.person_at(places.remembered(request)),
    }
    return render(request, "public/card_report.html", context, status=429 if too_many else 200)


@access(EVERYONE)
@require_safe
def reported(request: HttpRequest, key: str) -> HttpResponse:
    """Thank somebody who said that a card is wrong, and say what happens next."""
    one = _found(request, key).service
    context = {
        "name": words(one, "name"),
        "organisation": one.organisation.name,
        "key": key,
        "person": presenters.person_at(places.remembered(request)),
    }
    return render(request, "public/card_reported.html", context)


def _found(request: HttpRequest, key: str) -> Hit:
    place = places.remembered(request)
    hit = service(key, on=clock.today(), near=place.postcode if place else None)
    if hit is None:
        raise Http404
    return hit


def _back_to_results(request: HttpRequest) -> str:
    """Return the results that the visitor came from, or the empty search."""
    before, results = page_before(request), presenters.find_url()
    return f"{results}?{before.query}" if before and before.path == results else results
