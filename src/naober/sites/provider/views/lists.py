"""The lists: one's cards with how they are, the changes that wait, and what readers said."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naober.directory import queries
from naober.organisations.enums import Role
from naober.shared import clock
from naober.sites.access import PROVIDER, access
from naober.sites.provider.presenters import lists
from naober.sites.provider.requests import KeeperRequest

PAGE = 30
QUERY_LENGTH = 80


@access(PROVIDER)
@require_safe
def cards(request: KeeperRequest) -> HttpResponse:
    """Show the cards that the reader keeps, those to be confirmed first."""
    today, edits = clock.today(), request.actor.role == Role.EDITOR
    state = request.GET.get("state", "")
    query = request.GET.get("q", "")[:QUERY_LENGTH].strip()
    rules = queries.freshness_rules(today)
    rows = lists.rows_of(queries.cards_with_work(request.actor), rules, on=today)
    found = lists.chosen(rows, state, query)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "edits": edits,
        "figures": lists.figures(
            rows,
            waiting=sum(row.card.waiting for row in rows),
            reports=sum(row.card.reported for row in rows),
        ),
        "choices": lists.choices(state, query),
        "query": query,
        "state": state,
        "has_cards": bool(rows),
        "many": len(rows) > PAGE,
        "page": page,
        "table": lists.cards_table(page.object_list, with_organisation=edits),
    }
    return render(request, "provider/cards.html", context)


@access(PROVIDER)
@require_safe
def waiting(request: KeeperRequest) -> HttpResponse:
    """Show the changes that wait for an editor."""
    page = Paginator(queries.waiting_for(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "edits": request.actor.role == Role.EDITOR,
        "page": page,
        "table": lists.waiting_table(page.object_list),
    }
    return render(request, "provider/waiting.html", context)


@access(PROVIDER)
@require_safe
def reports(request: KeeperRequest) -> HttpResponse:
    """Show what readers said is wrong, until somebody looked at it."""
    page = Paginator(queries.reports_for(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "reports": [lists.report_of(one) for one in page.object_list]}
    return render(request, "provider/reports.html", context)
