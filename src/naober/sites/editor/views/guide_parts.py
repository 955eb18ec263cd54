"""Questions and answers of the draft: their words, their order, and what they lead to."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naober.directory.models import GuideChoice, GuideQuestion
from naober.directory.queries import categories, mark_of_question
from naober.directory.services import (
    add_guide_choice,
    add_guide_question,
    change_guide_choice,
    change_guide_question,
    move_in_guide,
    remove_from_guide,
)
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.shared.rows import Row
from naober.sites.access import EDITOR, access
from naober.sites.editor.forms.guide import ChoiceForm, QuestionForm, leads_form
from naober.sites.editor.presenters.guide import question_line
from naober.sites.editor.requests import EditorRequest, posted
from naober.sites.editor.views.guide import draft_or_404
from naober.sites.meanwhile import differences
from naober.sites.words import words

FORM = require_http_methods(["GET", "HEAD", "POST"])
ASKED = ("text_nl", "text_en", "help_nl", "help_en")
ANSWERED = ("label_nl", "label_en", "daypart", "place_kind", "together", "within", "relations")


def _question_or_404(key: str) -> tuple[int, GuideQuestion, bool]:
    rows = list(draft_or_404().questions.all())
    for number, one in enumerate(rows, start=1):
        if one.key == key:
            return number, one, number == len(rows)
    raise Http404


def _choice_or_404(question: GuideQuestion, key: str) -> GuideChoice:
    for one in question.choices.all():
        if one.key == key:
            return one
    raise Http404


@access(EDITOR)
@FORM
def add_question(request: EditorRequest) -> HttpResponse:
    """Add a question at the end."""
    draft_or_404()
    form = QuestionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_guide_question(by=request.actor, values=form.cleaned_data, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("editor:guide-question", made.key)
    return render(request, "editor/guide_question.html", {"form": form})


@access(EDITOR)
@FORM
def question(request: EditorRequest, question: str) -> HttpResponse:
    """Change the words of a question, and see its answers."""
    number, found, is_last = _question_or_404(question)
    initial = {name: getattr(found, name) for name in ASKED}
    form = QuestionForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            change_guide_question(
                by=request.actor, key=question, values=form.cleaned_data, seen=seen, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The question is saved."))
            return redirect("editor:guide-question", question)
    context = {
        "form": form,
        "question": question_line(found, number, is_last=is_last),
        "meanwhile": _meanwhile(request, form, initial, mark_of_question(found)),
    }
    return render(request, "editor/guide_question.html", context)


@access(EDITOR)
@FORM
def choice(request: EditorRequest, question: str, choice: str = "") -> HttpResponse:
    """Change an answer: its words, what it asks of a card, and to which kinds it leads."""
    _number, asked, _is_last = _question_or_404(question)
    found = _choice_or_404(asked, choice) if choice else None
    initial = {name: getattr(found, name) for name in ANSWERED} if found else {}
    form = ChoiceForm(posted(request), initial=initial)
    rows = leads_form(posted(request), found, categories())
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        values = form.cleaned_data | {"leads": rows.leads}  # type: ignore[attr-defined]
        try:
            _save(request, question, choice, values)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The answer is saved."))
            return redirect("editor:guide-question", question)
    context = {
        "form": form,
        "rows": rows,
        "mark": mark_of_question(asked),
        "meanwhile": _meanwhile(request, form, initial, mark_of_question(asked)),
        "question": words(asked, "text"),
        "back_url": reverse("editor:guide-question", args=[question]),
        "remove_url": reverse("editor:guide-remove-choice", args=[question, choice])
        if choice
        else "",
    }
    return render(request, "editor/guide_choice.html", context)


def _meanwhile(request: EditorRequest, form: Form, now: dict[str, Any], mark: str) -> list[Row]:
    """Return what it says now, for who sent a form that had seen something else."""
    seen = request.POST.get("seen", mark)
    return differences(form, now) if seen != mark else []


def _save(request: EditorRequest, question: str, choice: str, values: dict[str, Any]) -> None:
    told: dict[str, Any] = {
        "by": request.actor,
        "question": question,
        "values": values,
        "seen": request.POST.get("seen", ""),
        "at": clock.now(),
    }
    if choice:
        change_guide_choice(key=choice, **told)
    else:
        add_guide_choice(**told)


@access(EDITOR)
@require_POST
def move(request: EditorRequest, question: str, choice: str = "") -> HttpResponse:
    """Move a question or an answer one place up, or else down."""
    try:
        move_in_guide(
            by=request.actor,
            question=question,
            choice=choice,
            up="up" in request.POST,
            seen=request.POST.get("seen", ""),
            at=clock.now(),
        )
    except Refused as refused:
        messages.error(request, refused.reason)
    if choice:
        return redirect("editor:guide-question", question)
    return redirect("editor:guide-draft")


@access(EDITOR)
@FORM
def remove(request: EditorRequest, question: str, choice: str = "") -> HttpResponse:
    """Ask whether it is sure, and remove a question or an answer."""
    _number, asked, _is_last = _question_or_404(question)
    back = reverse("editor:guide-draft")
    if choice:
        back = reverse("editor:guide-question", args=[question])
    thing = words(_choice_or_404(asked, choice), "label") if choice else words(asked, "text")
    if request.method == "POST":
        try:
            remove_from_guide(
                by=request.actor,
                question=question,
                choice=choice,
                seen=request.POST.get("seen", ""),
                at=clock.now(),
            )
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect(back)
    context = {
        "title": _("Remove “%(thing)s”?") % {"thing": thing},
        "sentence": _("Only the draft changes. The public guide stays as it is."),
        "action_label": _("Yes, remove it"),
        "back_url": back,
        "mark": mark_of_question(asked),
    }
    return render(request, "editor/confirm.html", context)
