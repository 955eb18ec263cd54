"""Importing a file of others: bring it, read what would happen, and do it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naober.directory import queries
from naober.directory.models import ImportRun
from naober.directory.services import imports as services
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import EDITOR, access
from naober.sites.editor.forms.imports import ImportForm
from naober.sites.editor.presenters import imports as presenters
from naober.sites.editor.requests import EditorRequest
from naober.sites.entrance import no_such_page

PAGE = 20


@access(EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: EditorRequest) -> HttpResponse:
    """Show the files that were brought, and take in one; only an editor of the region brings."""
    may = queries.may_import(request.actor, edits_in=queries.edits_in(request.actor))
    sent = request.method == "POST"
    if sent and not may:
        raise no_such_page()
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        run = services.bring_file(
            by=request.actor, source=form.cleaned_data["source"], file_name=str(file.name),
            content=file.read(), at=clock.now(),
        )  # fmt: skip
        return redirect("editor:import", run.pk)
    page = Paginator(queries.imports_seen_by(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "may": may,
        "sources": queries.sources_of_imports() if may else [],
        "page": page,
        "table": presenters.runs_table(page.object_list),
    }
    return render(request, "editor/imports.html", context)


@access(EDITOR)
@require_safe
def one(request: EditorRequest, run_id: UUID) -> HttpResponse:
    """Show what importing a file did, or would do; while a job works on it, how far that is."""
    may = queries.may_import(request.actor, edits_in=queries.edits_in(request.actor))
    run = _run(request, run_id)
    context = {"run": presenters.import_of(run), "run_id": run_id, "may": may}
    return render(request, "editor/import.html", context)


@access(EDITOR)
@require_POST
def start(request: EditorRequest, run_id: UUID) -> HttpResponse:
    """Import a file that was looked at."""
    run = _own(request, run_id)
    try:
        services.start_import(by=request.actor, run=run, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("editor:import", run_id)


@access(EDITOR)
@require_POST
def throw_away(request: EditorRequest, run_id: UUID) -> HttpResponse:
    """Forget a file and what was said of it."""
    run = _own(request, run_id)
    try:
        services.throw_away(by=request.actor, run=run, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("editor:import", run_id)
    messages.success(request, _("The file is gone. What was imported stays."))
    return redirect("editor:imports")


def _run(request: EditorRequest, run_id: UUID) -> ImportRun:
    return get_object_or_404(queries.imports_seen_by(request.actor), pk=run_id)


def _own(request: EditorRequest, run_id: UUID) -> ImportRun:
    if not queries.may_import(request.actor, edits_in=queries.edits_in(request.actor)):
        raise no_such_page()
    return _run(request, run_id)
