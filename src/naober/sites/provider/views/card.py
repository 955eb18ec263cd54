"""One card for who keeps it: how it is, how the public sees it, and what it said before."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naober.directory import queries
from naober.directory.models import CardVersion, Service
from naober.shared import clock
from naober.sites.access import PROVIDER, access
from naober.sites.card_labels import names_for
from naober.sites.entrance import no_such_page
from naober.sites.provider.forms import RefuseForm
from naober.sites.provider.presenters import card as cards
from naober.sites.provider.presenters import lists
from naober.sites.provider.requests import KeeperRequest, kept


@access(PROVIDER)
@require_safe
def card(request: KeeperRequest, key: str) -> HttpResponse:
    """Show how a card is, and what can be done."""
    service, today = kept(request, key), clock.today()
    rules = queries.freshness_rules(today)
    waits = queries.open_version(service, by=request.actor)
    context = {
        "card": cards.kept_card(service, rules, on=today),
        "waits": _shown(waits) if waits else None,
        "reports": [
            lists.report_of(one)
            for one in queries.reports_for(request.actor).filter(service=service)
        ],
        "counts": queries.counts_by_week(service, on=today),
        "publishes": queries.may_publish(request.actor),
    }
    return render(request, "provider/card.html", context)


@access(PROVIDER)
@require_safe
def preview(request: KeeperRequest, key: str) -> HttpResponse:
    """Show a card as everybody would see it, with the change that is not public yet."""
    service, today = kept(request, key), clock.today()
    waits = queries.open_version(service, by=request.actor)
    shown = queries.as_it_would_be(service, waits)
    page = cards.public_page(shown, queries.freshness_rules(today), on=today)
    context = {
        "page": page,
        "service": page.card,
        "contact": cards.contact_of(page),
        "key": key,
        "is_public": waits is None and service.published,
    }
    return render(request, "provider/preview.html", context)


@access(PROVIDER)
@require_safe
def history(request: KeeperRequest, key: str) -> HttpResponse:
    """Show every version of a card, newest first."""
    service = kept(request, key)
    versions = list(queries.versions_of(service).select_related("service"))
    makers = [one.made_by_id for one in versions] + [one.decided_by_id for one in versions]
    context = {
        "card": cards.kept_card(service, queries.freshness_rules(clock.today()), on=clock.today()),
        "versions": cards.history_of(versions, queries.names_of(makers)),
    }
    return render(request, "provider/history.html", context)


@access(PROVIDER)
@require_safe
def version(request: KeeperRequest, key: str, number: int) -> HttpResponse:
    """Show what a version changes, side by side."""
    service = kept(request, key)
    found = version_of(service, number)
    context = version_context(service, found, publishes=queries.may_publish(request.actor))
    return render(request, "provider/version.html", context | {"form": RefuseForm()})


def version_of(service: Service, number: int) -> CardVersion:
    """Return a version of a card. Raises Http404 where there is none."""
    found = queries.versions_of(service).filter(number=number).select_related("service").first()
    if found is None:
        raise no_such_page()
    return found


def version_context(service: Service, found: CardVersion, *, publishes: bool) -> dict[str, object]:
    """Return what the page of a version shows."""
    now = queries.snapshot(service)
    return {
        "card": cards.kept_card(service, queries.freshness_rules(clock.today()), on=clock.today()),
        "version": _shown(found),
        "differences": cards.difference_table(found, now, names_for(service)),
        "publishes": publishes,
    }


def _shown(version: CardVersion) -> cards.Version:
    names = queries.names_of([version.made_by_id, version.decided_by_id])
    return cards.version_of(version, names)
