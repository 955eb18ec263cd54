"""The table of holes of a municipality, the cards behind a number, and all of it as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naober.directory import queries
from naober.organisations.models import Municipality
from naober.organisations.queries import municipalities
from naober.shared import clock
from naober.sites import holes as presenters
from naober.sites.access import EDITOR, access
from naober.sites.editor.requests import EditorRequest
from naober.sites.entrance import no_such_page


def _here(request: EditorRequest) -> tuple[Municipality, list[Municipality]]:
    """Return which municipality is asked for, and those that this editor may look at."""
    own = queries.edits_in(request.actor)
    may = [one for one in municipalities() if own is None or one.pk == own]
    asked = request.GET.get("gemeente") or (may[0].pk if may else "")
    for one in may:
        if one.pk == asked:
            return one, may
    raise no_such_page()


@access(EDITOR)
@require_safe
def table(request: EditorRequest) -> HttpResponse:
    """Show which function is missing, for whom and when."""
    here, may = _here(request)
    page = presenters.page_of(
        here,
        queries.holes_of(here, on=clock.today()),
        request.GET.get("groep", ""),
        names=("editor:hole-cards", "editor:holes-file"),
    )
    context = {"holes": page, "municipalities": may if len(may) > 1 else []}
    return render(request, "editor/holes.html", context)


@access(EDITOR)
@require_safe
def cards(request: EditorRequest) -> HttpResponse:
    """Show the cards behind a number."""
    here, _may = _here(request)
    asked = presenters.asked(request.GET)
    found = queries.holes_of(here, on=clock.today())
    context = {"cards": presenters.cards_of(here, found, asked, back="editor:holes")}
    return render(request, "editor/hole_cards.html", context)


@access(EDITOR)
@require_safe
def file(request: EditorRequest) -> HttpResponse:
    """Give the whole table as comma-separated values."""
    here, _may = _here(request)
    return presenters.download(here, queries.holes_of(here, on=clock.today()))
