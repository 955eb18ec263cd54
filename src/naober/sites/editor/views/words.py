"""The everyday words: what found nothing, the words there are, and what search finds by one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naober.directory import queries
from naober.directory.models import EverydayWord
from naober.directory.services import wording
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import EDITOR, access
from naober.sites.editor.forms.words import WeightForm, WordForm
from naober.sites.editor.presenters import words as presenters
from naober.sites.editor.presenters.guide import names
from naober.sites.editor.requests import EditorRequest, posted

FORM = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 30
LENGTH = 120
PROVEN = 5
"""Cards that show what search finds by a word."""


@access(EDITOR)
@require_safe
def searches(request: EditorRequest) -> HttpResponse:
    """Show which searches found nothing, the most asked first."""
    page = Paginator(queries.unanswered_searches(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "searches": presenters.searches(page.object_list)}
    return render(request, "editor/searches.html", context)


@access(EDITOR)
@require_POST
def leave(request: EditorRequest, number: int) -> HttpResponse:
    """Take a search off the list."""
    search = get_object_or_404(queries.unanswered_searches(), pk=number)
    wording.leave_search(by=request.actor, search=search, at=clock.now())
    messages.success(request, _("It is off the list. Searched again, it comes back."))
    return redirect("editor:searches")


@access(EDITOR)
@require_safe
def table(request: EditorRequest) -> HttpResponse:
    """Show the words by kind; a part of a word or a kind makes the list shorter."""
    part = request.GET.get("q", "")[:LENGTH].replace("\0", "").strip()
    kinds = sorted((name, code) for code, name in names(queries.categories()).items())
    kind = request.GET.get("soort", "").replace("\0", "")
    found = queries.everyday_words(part=part, kind=kind)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "table": presenters.table(page.object_list),
        "part": part,
        "kind": kind,
        "kinds": kinds,
    }
    return render(request, "editor/words.html", context)


@access(EDITOR)
@FORM
def add(request: EditorRequest) -> HttpResponse:
    """Add a word, perhaps one that a search just asked for."""
    initial = {"expression": request.GET.get("woorden", "")[:LENGTH]}
    form = WordForm(posted(request), initial=initial, kinds=queries.categories())
    if request.method == "POST" and form.is_valid():
        try:
            made = wording.add_word(by=request.actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("expression", refused.reason)
        else:
            messages.success(request, _("Saved. Below is what people find with it now."))
            return redirect("editor:word", made.pk)
    return render(request, "editor/word_new.html", {"form": form})


@access(EDITOR)
@FORM
def word(request: EditorRequest, number: int) -> HttpResponse:
    """Show a word with what search finds by it, and change how sure it is."""
    found = get_object_or_404(queries.everyday_words(), pk=number)
    form = WeightForm(posted(request), initial={"weight": found.weight})
    if request.method == "POST" and form.is_valid():
        try:
            wording.change_weight(
                by=request.actor, word=found, seen=_seen(request), at=clock.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Saved. Below is what people find with it now."))
            return redirect("editor:word", number)
    context = {"form": form, "word": presenters.word(found), "proof": _proof(found)}
    return render(request, "editor/word.html", context)


def _proof(word: EverydayWord) -> presenters.Proof:
    found = queries.find(
        word.expression, on=clock.today(), limit=PROVEN, language=word.language, exact=True
    )
    return presenters.proof(word, found, names(queries.categories()))


def _seen(request: EditorRequest) -> str:
    return request.POST.get("seen", "")


@access(EDITOR)
@require_POST
def take_away(request: EditorRequest, number: int) -> HttpResponse:
    """Stop finding a kind of help by a word."""
    return _moved(request, number, wording.take_word_away)


@access(EDITOR)
@require_POST
def bring_back(request: EditorRequest, number: int) -> HttpResponse:
    """Find a kind of help by a word again."""
    return _moved(request, number, wording.bring_word_back)


def _moved(request: EditorRequest, number: int, move: Any) -> HttpResponse:
    found = get_object_or_404(queries.everyday_words(), pk=number)
    try:
        move(by=request.actor, word=found, seen=_seen(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Saved. Below is what people find with it now."))
    return redirect("editor:word", number)
