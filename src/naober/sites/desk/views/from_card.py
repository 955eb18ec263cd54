"""Referring from a card of the social map: the card is there, for whom comes next."""

from django.http import HttpResponse
from django.shortcuts import render

from naober.carers.queries import newest_situations
from naober.casework import queries
from naober.casework.queries.referrals import why_not_ask
from naober.organisations.enums import Role
from naober.shared import clock
from naober.sites.access import DESK, access
from naober.sites.desk.forms.contact import SearchForm
from naober.sites.desk.presenters.referring import people_to_choose
from naober.sites.desk.requests import DeskRequest
from naober.sites.desk.views.lists import page_of, search_for, searched
from naober.sites.desk.views.referring import FORM, card_of
from naober.sites.words import words


@access(DESK)
@FORM
def for_whom(request: DeskRequest, key: str) -> HttpResponse:
    """Show whom the reader may refer to a card: their people, newest first, or who is searched.

    A search looks at everybody whose file they may open.
    """
    card, name = card_of(key), searched(request)
    form = SearchForm(request.POST if request.method == "POST" else None, initial={"name": name})
    if form.is_valid():
        return search_for(request.actor, form.cleaned_data["name"], request.path)
    found = (
        queries.called(queries.open_cases_for(request.actor), name)
        if name
        else queries.people_of(request.actor)
    )
    why_not = why_not_ask(card, on=clock.today())
    context = {
        "form": form,
        "name": name,
        "key": key,
        "card": words(card, "name"),
        "organisation": card.organisation.name,
        "why_not": why_not,
    }
    if not why_not:
        page = page_of(request, queries.for_a_list(found.order_by("-registered_at", "id")))
        situations = newest_situations([case.carer_id for case in page])
        whole_team = request.actor.role == Role.COORDINATOR
        table = people_to_choose(list(page), situations, key, whole_team=whole_team)
        context |= {"page": page, "table": table}
    return render(request, "desk/refer_whom.html", context)
