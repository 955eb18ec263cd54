"""The same change on many cards: choose them, say what, look at it, and do it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.core.validators import slug_re
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from naober.directory import queries
from naober.directory.models import Service
from naober.directory.services import together
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import EDITOR, access
from naober.sites.editor.forms.bulk import CHANGES, CloseManyForm, ValueForm, asks_nothing, form_for
from naober.sites.editor.presenters import bulk as presenters
from naober.sites.editor.requests import EditorRequest, posted

PAGE = 50
QUERY_LENGTH = 80
CHOOSE, VALUE, DO = "choose", "value", "do"


@access(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: EditorRequest) -> HttpResponse:
    """Show the cards to choose from; then ask what they become, show it, and do it.

    Nothing is kept in between: each step sends back what the one before asked.
    """
    sent = posted(request)
    if sent is None:
        return _list(request, request.GET)
    if "turn" in sent:  # to another page, with what was chosen here
        return _list(request, sent)
    cards, what = _chosen(request, sent), sent.get("what", "")
    if problem := _problem(len(cards), what):
        return _list(request, sent, problem=problem)
    step = sent.get("step", CHOOSE)
    is_filled = step in {VALUE, DO} or asks_nothing(what)
    form = form_for(what, sent if is_filled or "value" in sent or "first" in sent else None)
    if not is_filled or not form.is_valid():
        return _ask(request, form, cards, what)
    if step == DO and request.method == "POST":
        return _done(request, form, cards, what)
    return _preview(request, form, cards, what)


def _list(request: EditorRequest, source: QueryDict, problem: str = "") -> HttpResponse:
    words_in, state = source.get("q", "")[:QUERY_LENGTH].strip(), source.get("state", "")
    found = _fitting(request, words_in, state)
    page = Paginator(found, PAGE).get_page(source.get("turn", source.get("page")))
    chosen = [key for key in source.getlist("card") if slug_re.fullmatch(key)]
    here = {one.key for one in page.object_list}
    context = {
        "page": page,
        "number": len(found),
        "most": queries.MOST_AT_ONCE,
        "lines": presenters.lines(page.object_list, chosen),
        "elsewhere": [key for key in dict.fromkeys(chosen) if key not in here],
        "changes": CHANGES.items(),
        "what": source.get("what", ""),
        "query": words_in,
        "state": state,
        "states": presenters.STATES.items(),
        "problem": problem,
    }
    return render(request, "editor/bulk.html", context)


def _fitting(request: EditorRequest, words_in: str, state: str) -> list[Service]:
    today = clock.today()
    cards = queries.cards_kept_by(request.actor).defer(*queries.LONG_TEXTS)
    rules = queries.freshness_rules(today)
    return presenters.fitting(cards, rules, words_in=words_in, state=state, on=today)


def _chosen(request: EditorRequest, sent: QueryDict) -> list[Service]:
    """Return the chosen cards, whole: those of the check boxes, or all of the list."""
    if sent.get("step", CHOOSE) == CHOOSE and "all" in sent:
        found = _fitting(request, sent.get("q", "")[:QUERY_LENGTH].strip(), sent.get("state", ""))
        keys = [one.key for one in found]
    else:
        keys = [key for key in sent.getlist("card") if slug_re.fullmatch(key)]
    if len(keys) > queries.MOST_AT_ONCE:
        keys = keys[: queries.MOST_AT_ONCE + 1]
    return list(queries.whole_card(queries.cards_kept_by(request.actor)).filter(key__in=keys))


def _problem(number: int, what: str) -> str:
    if number == 0:
        return _("Choose at least one card.")
    if number > queries.MOST_AT_ONCE:
        most = {"most": queries.MOST_AT_ONCE}
        return _("These are too many cards. Choose at most %(most)s.") % most
    return "" if what in CHANGES else _("Say what must become different.")


def _ask(
    request: EditorRequest, form: ValueForm | CloseManyForm, cards: list[Service], what: str
) -> HttpResponse:
    context = {
        "form": form,
        "what": what,
        "title": CHANGES[what],
        "keys": [one.key for one in cards],
        "number": len(cards),
    }
    return render(request, "editor/bulk_value.html", context)


def _preview(
    request: EditorRequest,
    form: ValueForm | CloseManyForm,
    cards: list[Service],
    what: str,
    problem: str = "",
) -> HttpResponse:
    change = form.change()
    planned = queries.planned_changes(cards, change, on=clock.today())
    context = {
        "form": form,
        "what": what,
        "title": CHANGES[what],
        "preview": presenters.preview(planned, change.part),
        "asks_nothing": asks_nothing(what),
        "problem": problem,
    }
    return render(request, "editor/bulk_preview.html", context)


def _done(
    request: EditorRequest, form: ValueForm | CloseManyForm, cards: list[Service], what: str
) -> HttpResponse:
    marks = presenters.marks(request.POST.getlist("seen"))
    if not marks:  # nothing was seen of what would change: show it first
        return _preview(request, form, cards, what)
    try:
        changed = together.change_cards(
            by=request.actor, marks=marks, change=form.change(), at=clock.now()
        )
    except Refused as refused:
        return _preview(request, form, cards, what, problem=refused.reason)
    number = len(changed)
    done = ngettext("%(number)s card is changed.", "%(number)s cards are changed.", number)
    nothing = _("Nothing had to be changed any more: it was so already.")
    messages.success(request, done % {"number": number} if changed else nothing)
    return redirect("editor:bulk")
