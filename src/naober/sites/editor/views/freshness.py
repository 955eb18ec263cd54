"""How often a card is confirmed: the rule of the region and of each municipality."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naober.directory import queries
from naober.directory.enums import Interval
from naober.directory.models import FreshnessRule
from naober.directory.services import freshness as services
from naober.organisations.models import Municipality
from naober.organisations.queries import municipalities, municipality_with_code
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import EDITOR, access
from naober.sites.editor.forms.freshness import FreshnessForm
from naober.sites.editor.presenters import freshness as presenters
from naober.sites.editor.requests import EditorRequest, posted
from naober.sites.entrance import no_such_page


@access(EDITOR)
@require_safe
def overview(request: EditorRequest) -> HttpResponse:
    """Show every rule; those that the reader sets lead on."""
    places = list(municipalities())
    edits_in = queries.edits_in(request.actor)
    sets = [
        code
        for code in (None, *(one.code for one in places))
        if queries.may_set_freshness(request.actor, code, edits_in=edits_in)
    ]
    rules = queries.freshness_rules(clock.today())
    context = {"table": presenters.rules_table(places, rules, sets=sets)}
    return render(request, "editor/freshness.html", context)


@access(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: EditorRequest, place: str) -> HttpResponse:
    """Ask how often cards are confirmed here, show what that means, and keep it."""
    where, today = _place(request, place), clock.today()
    code = where.code if where else None
    now = queries.freshness_rules(today)
    form = FreshnessForm(posted(request), initial=presenters.initial_of(now, code))
    then = now
    if form.is_bound and form.is_valid():
        if request.method == "POST" and request.POST.get("step") == "save":
            try:
                _save(request, form, code)
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                messages.success(request, _("Kept. It counts from today."))
                return redirect("editor:freshness")
        then = now.with_rule(_drawn(form, code))
    context = {
        "form": form,
        "name": where.name if where else _("The region"),
        "place": place,
        "effect": presenters.effect_of(code, now, then, on=today),
        "looked": form.is_bound and form.is_valid(),
        "own": now.has_own(code) if code else False,
        "mark": presenters.initial_of(now, code)["seen"],
    }
    return render(request, "editor/freshness_rule.html", context)


@access(EDITOR)
@require_POST
def follow(request: EditorRequest, place: str) -> HttpResponse:
    """Let a municipality follow the region again."""
    where = _place(request, place)
    if where is None:
        raise no_such_page()
    try:
        services.follow_the_region(
            by=request.actor, code=where.code, seen=request.POST.get("seen", ""), at=clock.now()
        )
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("It follows the region again."))
    return redirect("editor:freshness")


def _place(request: EditorRequest, place: str) -> Municipality | None:
    """Return the municipality, None for the region. Raises Http404 for who does not set it."""
    found = None if place == presenters.REGION else municipality_with_code(place.upper())
    code = found.code if found else None
    may = queries.may_set_freshness(request.actor, code, edits_in=queries.edits_in(request.actor))
    if not may or (found is None and place != presenters.REGION):
        raise no_such_page()
    return found


def _save(request: EditorRequest, form: FreshnessForm, code: str | None) -> None:
    given = form.cleaned_data
    services.set_freshness(
        by=request.actor, code=code, interval=Interval(given["interval"]),
        reminder_weeks=given["reminder_weeks"], overdue_after_weeks=given["overdue_after_weeks"],
        seen=given["seen"], at=clock.now(),
    )  # fmt: skip


def _drawn(form: FreshnessForm, code: str | None) -> FreshnessRule:
    """Return the rule as it was typed, to look at only."""
    given = form.cleaned_data
    return FreshnessRule(
        municipality_id=code, interval_months=given["interval"],
        reminder_weeks=given["reminder_weeks"], overdue_after_weeks=given["overdue_after_weeks"],
    )  # fmt: skip
