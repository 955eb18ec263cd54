"""The day, the people and the registrations."""

from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naober.audit.enums import Action
from naober.audit.services import record_apart
from naober.carers.queries import newest_situations
from naober.casework import queries
from naober.casework.models import Case
from naober.organisations.enums import Role
from naober.organisations.queries import consultants_of
from naober.screening.queries import scores_for_support_point
from naober.shared import clock, drafts
from naober.shared.actors import Actor
from naober.shared.tables import Table
from naober.sites.access import DESK, access
from naober.sites.desk.forms.contact import FilterForm, SearchForm
from naober.sites.desk.presenters import lists as rows
from naober.sites.desk.requests import DeskRequest

PAGE: Final = 25
"""Rows of a page: more is not read, only scrolled past."""

SEARCH: Final = "desk_search"
"""The draft that keeps a name out of addresses and logs."""


def end_of_week(day: date) -> date:
    """Return the Sunday of the week of `day`."""
    return day + timedelta(days=6 - day.weekday())


@access(DESK)
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    """Show who waits for this colleague, or for the whole team of a coordinator."""
    actor, day = request.actor, clock.today()
    people = queries.people_of(actor)
    figures = queries.figures_of(people, on=day, until=end_of_week(day))
    waiting = list(queries.for_a_list(queries.due(people, until=end_of_week(day)))[:PAGE])
    coordinator = _whole_team(actor)
    hour = timezone.localtime(clock.now()).hour
    context = {
        "sentence": rows.sentence_of_the_day(figures, hour=hour, whole_team=coordinator),
        "figures": rows.figures_of_the_day(figures, _load(actor, figures)),
        "table": _table(waiting, actor, caption=_("Who is waiting")),
        "more": figures.late + figures.week - len(waiting),
        "registrations": queries.registrations_for(actor).count() if coordinator else 0,
        "left_alone": queries.left_alone(people).count() if coordinator else 0,
    }
    return render(request, "desk/today.html", context)


@access(DESK)
@require_safe
def people(request: DeskRequest) -> HttpResponse:
    """Show one's own people, or for a coordinator everybody of the support point."""
    return _people_page(request, SearchForm(initial={"name": searched(request)}))


@access(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: DeskRequest) -> HttpResponse:
    """Search by name: noted in the log, and sent on to the list without the name in the address."""
    if request.method != "POST":
        return redirect("desk:people")
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _people_page(request, form)
    return search_for(request.actor, form.cleaned_data["name"], reverse("desk:people"))


def search_for(actor: Actor, name: str, page: str) -> HttpResponse:
    """Note that somebody searches, and lead to a page that finds the name with `searched`."""
    record_apart(by=actor, action=Action.SEARCH, kind="carers.searched", at=clock.now())
    response = redirect(f"{page}?search=1")
    drafts.save(response, SEARCH, {"name": name})
    return response


@access(DESK)
@require_safe
def inbox(request: DeskRequest) -> HttpResponse:
    """Show the registrations without a contact person, longest waiting first."""
    page = page_of(request, queries.for_a_list(queries.registrations_for(request.actor)))
    table = rows.registrations_table(
        list(page),
        newest_situations([case.carer_id for case in page]),
        caption=_("Registrations"),
        today=clock.today(),
        may_assign=_whole_team(request.actor),
    )
    return render(request, "desk/inbox.html", {"page": page, "table": table})


def _people_page(request: DeskRequest, form: SearchForm) -> HttpResponse:
    actor, name = request.actor, searched(request)
    chosen = FilterForm(request.GET).chosen()
    found = _found(actor, name, chosen)
    page = page_of(request, queries.for_a_list(found))
    colleagues = list(_colleagues(actor))
    context = {
        "form": form,
        "name": name,
        "page": page,
        "table": _table(list(page), actor, caption=_("People")),
        "whole_team": _whole_team(actor),
        "colleagues": colleagues,
        "chosen": chosen,
        "choices": _choices(chosen),
    }
    return render(request, "desk/people.html", context)


def _found(actor: Actor, name: str, chosen: dict[str, Any]) -> QuerySet[Case]:
    """Return the list that is asked for; a search looks at everybody that may be opened."""
    if name:
        return queries.called(queries.open_cases_for(actor), name)
    people, day = queries.people_of(actor), clock.today()
    if chosen["consultant"] and _whole_team(actor):
        people = people.filter(contact_person=chosen["consultant"])
    if chosen["when"] == "late":
        return queries.overdue(people, on=day)
    if chosen["when"] == "today":
        return queries.due(people, until=day, since=day)
    if chosen["when"] == "week":
        return queries.due(people, until=end_of_week(day), since=day)
    return queries.left_alone(people) if chosen["when"] == "alone" else people


def _choices(chosen: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parts of the list as links; the consultant that was chosen stays chosen."""
    labels = {
        "": _("Everybody"),
        "late": _("Too late"),
        "today": _("Today"),
        "week": _("This week"),
    }
    return [
        {
            "label": label,
            "url": "?" + urlencode({k: v for k, v in (chosen | {"when": when}).items() if v}),
            "current": (chosen["when"] or "") == when,
        }
        for when, label in labels.items()
    ]


def _table(cases: list[Case], actor: Actor, *, caption: str) -> Table:
    carers = [case.carer_id for case in cases]
    return rows.people_table(
        cases,
        newest_situations(carers),
        scores_for_support_point(carers),
        caption=caption,
        today=clock.today(),
        whole_team=_whole_team(actor),
    )


def _load(actor: Actor, figures: queries.Figures) -> rows.Load:
    ceilings = [
        one.caseload_ceiling
        for one in consultants_of(actor.cares_for[0])
        if _whole_team(actor) or one.pk == actor.membership_id
    ]
    return rows.Load(figures.in_care, sum(ceilings))


def _colleagues(actor: Actor) -> QuerySet[Any]:
    colleagues = queries.colleagues_with_people(actor.cares_for[0])
    return colleagues if _whole_team(actor) else colleagues.none()


def page_of(request: DeskRequest, cases: QuerySet[Case]) -> Page[Case]:
    """Return the page of a list that is asked for."""
    return Paginator(cases, PAGE).get_page(request.GET.get("page"))


def searched(request: DeskRequest) -> str:
    """Return the name that is searched on this page, or nothing."""
    if "search" not in request.GET:
        return ""
    return str(drafts.load(request, SEARCH).get("name", ""))


def _whole_team(actor: Actor) -> bool:
    return actor.role == Role.COORDINATOR
