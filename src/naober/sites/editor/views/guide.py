"""The versions of the guide: begin a draft, check it, publish it, put an old one back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naober.directory.enums import GuideState
from naober.directory.models import GuideVersion
from naober.directory.queries import guide_checks, guide_draft, guide_versions
from naober.directory.services import (
    discard_guide_draft,
    publish_guide,
    put_guide_back,
    start_guide_draft,
)
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import EDITOR, access
from naober.sites.editor.presenters import guide as presenters
from naober.sites.editor.requests import EditorRequest

FORM = require_http_methods(["GET", "HEAD", "POST"])


def draft_or_404() -> GuideVersion:
    """Return the draft. Raises Http404 where there is none."""
    found = guide_draft()
    if found is None:
        raise Http404
    return found


@access(EDITOR)
@require_safe
def overview(request: EditorRequest) -> HttpResponse:
    """Show every version, and whether there is a draft."""
    versions = list(guide_versions())
    context = {
        "versions": presenters.versions(versions),
        "has_draft": any(one.state == GuideState.DRAFT for one in versions),
    }
    return render(request, "editor/guide.html", context)


@access(EDITOR)
@require_POST
def start(request: EditorRequest) -> HttpResponse:
    """Begin a draft from the public version."""
    try:
        start_guide_draft(by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("editor:guide-draft")


@access(EDITOR)
@require_safe
def draft(request: EditorRequest) -> HttpResponse:
    """Show the draft: its questions in order, what must be mended, and how to go on."""
    found = guide_draft()
    if found is None:
        return redirect("editor:guide")
    checks = guide_checks(found)
    context = {
        "number": found.number,
        "questions": presenters.questions(found),
        "checks": presenters.checks(checks, found),
        "unreached": presenters.kinds(checks.unreached),
    }
    return render(request, "editor/guide_draft.html", context)


@access(EDITOR)
@require_POST
def publish(request: EditorRequest) -> HttpResponse:
    """Show the draft to everybody."""
    try:
        publish_guide(by=request.actor, at=clock.now(), knowing="knowing" in request.POST)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("editor:guide-draft")
    messages.success(request, _("The guide is public now. The one of before is kept."))
    return redirect("editor:guide")


@access(EDITOR)
@FORM
def discard(request: EditorRequest) -> HttpResponse:
    """Ask whether it is sure, and throw the draft away."""
    if request.method == "POST":
        try:
            discard_guide_draft(by=request.actor, at=clock.now())
            messages.success(request, _("The draft is gone. The public guide is as it was."))
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect("editor:guide")
    context = {
        "title": _("Throw the draft away?"),
        "sentence": _("Everything that was changed in it is lost. The public guide stays."),
        "action_label": _("Yes, throw it away"),
        "back_url": reverse("editor:guide-draft"),
    }
    return render(request, "editor/confirm.html", context)


@access(EDITOR)
@FORM
def put_back(request: EditorRequest, number: int) -> HttpResponse:
    """Ask whether it is sure, and show an old version to everybody again."""
    if not guide_versions().filter(number=number).exists():
        raise Http404
    if request.method == "POST":
        try:
            put_guide_back(by=request.actor, number=number, at=clock.now())
            messages.success(request, _("This version is public again."))
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect("editor:guide")
    context = {
        "title": _("Show version %(number)s again?") % {"number": number},
        "sentence": _("Everybody sees it at once. The version of now is kept."),
        "action_label": _("Yes, put it back"),
        "back_url": reverse("editor:guide"),
    }
    return render(request, "editor/confirm.html", context)
