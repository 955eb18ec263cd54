"""Trying the draft out: walk through it as a visitor does, and see what leads where."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from naober.directory.queries import categories, guide_answers, guide_table
from naober.organisations.queries import postcode
from naober.shared import clock
from naober.sites import guide_walk
from naober.sites.access import EDITOR, access
from naober.sites.editor.presenters import guide as presenters
from naober.sites.editor.requests import EditorRequest
from naober.sites.editor.views.guide import draft_or_404
from naober.sites.guide_walk import Walk

WALK: Final = Walk(
    draft="guide-trial",
    template="editor/guide_trial.html",
    start="editor:guide-draft",
    question="editor:guide-trial-question",
    result="editor:guide-trial-result",
)


@access(EDITOR)
@require_safe
def intro(request: EditorRequest) -> HttpResponse:  # noqa: ARG001
    """Begin anew at the first question."""
    response = redirect(WALK.question, 1)
    guide_walk.keep(response, WALK, {})
    return response


@access(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: EditorRequest, number: int) -> HttpResponse:
    """One question of the draft, as a visitor would see it."""
    return guide_walk.question_page(request, draft_or_404(), number, WALK)


@access(EDITOR)
@require_safe
def result(request: EditorRequest) -> HttpResponse:
    """Which cards the answers lead to, with why and how many points; perhaps near a postcode."""
    draft, given = draft_or_404(), guide_walk.given(request, WALK)
    near = postcode(request.GET.get("postcode", ""))
    found = guide_answers(draft, given, on=clock.today(), near=near)
    context = {
        "cards": presenters.cards(found, presenters.names(categories())),
        "said": guide_walk.said(draft, given, WALK),
        "postcode": near.pk if near else "",
    }
    return render(request, "editor/guide_trial_result.html", context)


@access(EDITOR)
@require_safe
def table(request: EditorRequest) -> HttpResponse:
    """Show for every combination of the first two answers which cards they give."""
    draft = draft_or_404()
    found = guide_table(draft, on=clock.today())
    blocks = presenters.blocks(found, presenters.names(categories()))
    return render(request, "editor/guide_table.html", {"blocks": blocks})
