"""What is done in one click: still right, room now, closed for a while, looked at a report."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naober.directory import queries
from naober.directory.exceptions import LinkExpiredError
from naober.directory.services import keeping
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import EVERYONE, PROVIDER, access
from naober.sites.card_forms import CloseForm
from naober.sites.entrance import no_such_page
from naober.sites.provider.forms import RoomForm
from naober.sites.provider.presenters.card import contact_of, kept_card, public_page
from naober.sites.provider.presenters.room import buttons_of
from naober.sites.provider.requests import KeeperRequest, kept, sent
from naober.sites.words import words

FORM = require_http_methods(["GET", "HEAD", "POST"])


@access(PROVIDER)
@require_POST
def confirm(request: KeeperRequest, key: str) -> HttpResponse:
    """Say that a card is still right."""
    service = kept(request, key)
    keeping.confirm_card(by=request.actor, service=service, at=clock.now())
    messages.success(request, _("Thank you. Everybody sees that it was checked today."))
    return redirect("provider:card", key)


@access(EVERYONE)
@FORM
def still_right(request: HttpRequest, token: str) -> HttpResponse:
    """Say by a link from a mail that a card is still right, without signing in.

    Opening the page changes nothing: programs that look at mail open every link.
    """
    try:
        if request.method == "POST":
            keeping.confirm_by_link(token=token, at=clock.now())
            return redirect("provider:still-right", token)
        asked = queries.card_of_link(token, on=clock.today())
    except LinkExpiredError:
        return render(request, "provider/link_expired.html", status=410)
    if asked is None:
        raise no_such_page()
    today = clock.today()
    rules = queries.freshness_rules(today)
    page = public_page(asked.service, rules, on=today)
    context = {
        "asked": asked,
        "card": kept_card(asked.service, rules, on=today),
        "page": page,
        "service": page.card,
        "contact": contact_of(page),
    }
    return render(request, "provider/still_right.html", context)


@access(PROVIDER)
@FORM
def room(request: KeeperRequest, key: str) -> HttpResponse:
    """Say whether there is room now, with one press of a button on a telephone."""
    service = kept(request, key)
    form = RoomForm(sent(request))
    if request.method == "POST" and form.is_valid():
        said, number = form.said()
        try:
            keeping.set_room(
                by=request.actor, service=service, room=said, number=number, at=clock.now()
            )
        except Refused as refused:
            form.add_error("number", refused.reason)
        else:
            messages.success(request, _("Done. Everybody sees it now."))
            return redirect("provider:room", key)
    rules = queries.freshness_rules(clock.today())
    context = {
        "form": form,
        "card": kept_card(service, rules, on=clock.today()),
        "buttons": buttons_of(service),
    }
    return render(request, "provider/room.html", context)


@access(PROVIDER)
@FORM
def close(request: KeeperRequest, key: str) -> HttpResponse:
    """Close for a while: a holiday, a renovation, nobody to do it."""
    service = kept(request, key)
    now = {
        "first": service.closed_from or clock.today(),
        "last": service.closed_until,
        "why": service.closed_why_nl,
    }
    form = CloseForm(sent(request), initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.close_for_a_while(
                by=request.actor, service=service, at=clock.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error("last", refused.reason)
        else:
            messages.success(request, _("Done. Everybody sees that it is closed."))
            return redirect("provider:card", key)
    return render(
        request, "provider/close.html", {"form": form, "name": words(service, "name"), "key": key}
    )


@access(PROVIDER)
@require_POST
def reopened(request: KeeperRequest, key: str) -> HttpResponse:
    """Say that it is open again."""
    keeping.reopen(by=request.actor, service=kept(request, key), at=clock.now())
    messages.success(request, _("Done. It is open again."))
    return redirect("provider:card", key)


@access(PROVIDER)
@require_POST
def handled(request: KeeperRequest, report_id: UUID) -> HttpResponse:
    """Say that what a reader said was looked at."""
    report = get_object_or_404(queries.reports_for(request.actor), pk=report_id)
    keeping.handle_report(by=request.actor, report=report, at=clock.now())
    messages.success(request, _("Done. The report is off the list."))
    return redirect("provider:reports")
