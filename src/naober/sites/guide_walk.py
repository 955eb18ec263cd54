"""Walking through a guide, a question a page; the answers stay on the reader's own device."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from naober.directory.models import GuideQuestion, GuideVersion
from naober.shared import drafts
from naober.sites.questions import Choice, Question
from naober.sites.words import words


@dataclass(frozen=True)
class Walk:
    """Where a walk goes: its draft on the device, its page, and the names of its addresses."""

    draft: str
    template: str
    start: str
    question: str
    result: str


@dataclass(frozen=True)
class Said:
    """A question with the answer that was given, or without one, and where to change it."""

    question: str
    answer: str
    url: str


def given(request: HttpRequest, walk: Walk) -> dict[str, str]:
    """Return the answers so far: keys of answers by keys of questions."""
    return dict(drafts.load(request, walk.draft).get("chosen", {}))


def keep(response: HttpResponse, walk: Walk, chosen: Mapping[str, str]) -> None:
    """Keep the answers on the reader's device."""
    drafts.save(response, walk.draft, {"chosen": dict(chosen)})


def question_page(
    request: HttpRequest,
    version: GuideVersion,
    number: int,
    walk: Walk,
    *,
    phone: str = "",
    tone: str = "",
) -> HttpResponse:
    """Show question `number`, from 1, or take its answer and go on; a question may be skipped."""
    questions = list(version.questions.all())
    if not 1 <= number <= len(questions):
        raise Http404
    question, chosen, error = questions[number - 1], given(request, walk), ""
    if request.method == "POST":
        answer = _answer(question, request.POST.get("answer", ""))
        if answer or "skip" in request.POST or "previous" in request.POST:
            if "skip" in request.POST:
                chosen.pop(question.key, None)
            elif answer:
                chosen[question.key] = answer
            step = -1 if "previous" in request.POST else 1
            response = redirect(page_at(number + step, len(questions), walk))
            keep(response, walk, chosen)
            return response
        error = _("Choose one of the answers, or skip the question.")
    shown = Question(
        may_skip=True,
        number=number,
        total=len(questions),
        text=words(question, "text"),
        help=words(question, "help"),
        choices=_choices(question, chosen.get(question.key, "")),
        error=error,
        stop_url=reverse(walk.start),
        kept=_("We keep nothing."),
        phone=phone,
        tone=tone,
    )
    return render(request, walk.template, {"question": shown})


def said(version: GuideVersion, chosen: Mapping[str, str], walk: Walk) -> list[Said]:
    """Return every question with the answer that was given."""
    return [
        Said(
            words(question, "text"),
            next((one.label for one in _choices(question, chosen.get(question.key, ""))
                  if one.selected), ""),
            reverse(walk.question, args=[number]),
        )
        for number, question in enumerate(version.questions.all(), start=1)
    ]  # fmt: skip


def _answer(question: GuideQuestion, value: str) -> str:
    return next((one.key for one in question.choices.all() if one.key == value), "")


def _choices(question: GuideQuestion, chosen: str) -> list[Choice]:
    return [
        Choice(one.key, words(one, "label"), selected=one.key == chosen)
        for one in question.choices.all()
    ]


def page_at(number: int, total: int, walk: Walk) -> str:
    """Return the address of question `number`, or of the outcome after the last."""
    if number > total:
        return reverse(walk.result)
    return reverse(walk.question, args=[max(1, number)])
