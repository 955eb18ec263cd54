"""Cards that may be about the same help: the list, side by side, and one card of two."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naober.directory import queries
from naober.directory.models import Service
from naober.directory.services import merging
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import EDITOR, access
from naober.sites.card_labels import Names, names_for
from naober.sites.editor.forms.doubles import FIRST, MergeForm
from naober.sites.editor.presenters import doubles as presenters
from naober.sites.editor.requests import EditorRequest, posted
from naober.sites.entrance import no_such_page

FORM = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 20
MOST_MERGED = 20


@access(EDITOR)
@require_safe
def overview(request: EditorRequest) -> HttpResponse:
    """Show the pairs, the likeliest first, and what was merged lately."""
    found = queries.likely_doubles(request.actor, on=clock.today())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "number": len(found),
        "pairs": presenters.pairs(page.object_list),
        "merged": presenters.merged(queries.merged_cards(request.actor)[:MOST_MERGED]),
    }
    return render(request, "editor/doubles.html", context)


def _card(request: EditorRequest, key: str) -> Service:
    card = queries.whole_card(queries.cards_kept_by(request.actor)).filter(key=key).first()
    if card is None:
        raise no_such_page()
    return card


@access(EDITOR)
@FORM
def double(request: EditorRequest, first: str, second: str) -> HttpResponse:
    """Show two cards side by side, and make one of them."""
    cards = _card(request, first), _card(request, second)
    form = _form(request, cards)
    if request.method == "POST" and form.is_valid():
        try:
            _merge(request, cards, form)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("It is one card now. Below you can take it back."))
            return redirect("editor:doubles")
    context = {
        "form": form,
        "cards": [presenters.line(one) for one in cards],
        "keys": [one.key for one in cards],
    }
    return render(request, "editor/double.html", context)


def _form(request: EditorRequest, cards: tuple[Service, Service]) -> MergeForm:
    one, other = (queries.snapshot(card) for card in cards)
    names = _names(cards)
    return MergeForm(
        posted(request),
        cards=(one, other),
        parts=presenters.parts(one, other, names),
        names=(
            _("The first: %(card)s") % {"card": presenters.whole_name(cards[0])},
            _("The second: %(card)s") % {"card": presenters.whole_name(cards[1])},
        ),
        initial={
            "seen_first": queries.newest_number(cards[0]),
            "seen_second": queries.newest_number(cards[1]),
        },
    )


def _names(cards: tuple[Service, Service]) -> tuple[Names, Names]:
    return names_for(cards[0]), names_for(cards[1])


def _merge(request: EditorRequest, cards: tuple[Service, Service], form: MergeForm) -> None:
    given: dict[str, Any] = form.cleaned_data
    seen = given["seen_first"], given["seen_second"]
    kept, gone = cards
    if given["stays"] != FIRST:
        kept, gone, seen = gone, kept, seen[::-1]
    merging.merge_cards(
        by=request.actor, kept=kept, gone=gone, card=form.card(), seen=seen, at=clock.now()
    )


@access(EDITOR)
@require_POST
def different(request: EditorRequest, first: str, second: str) -> HttpResponse:
    """Remember that these are two different cards."""
    cards = _card(request, first), _card(request, second)
    merging.say_different(by=request.actor, first=cards[0], second=cards[1], at=clock.now())
    messages.success(request, _("Remembered. These two do not come back in the list."))
    return redirect("editor:doubles")


@access(EDITOR)
@require_POST
def unmerge(request: EditorRequest, merged_id: UUID) -> HttpResponse:
    """Make two cards again of two that were merged."""
    merged = get_object_or_404(queries.merged_cards(request.actor), pk=merged_id)
    try:
        merging.undo_merge(by=request.actor, merged=merged, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("These are two cards again."))
    return redirect("editor:doubles")
