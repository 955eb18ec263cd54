"""Who looked, and taking one's data along."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from naober.audit.enums import Action
from naober.audit.queries import events_about
from naober.audit.services import record_apart
from naober.organisations.queries import organisation_names
from naober.shared import clock
from naober.sites.access import CARER, access
from naober.sites.carer import export, paper
from naober.sites.carer.forms import PeriodForm
from naober.sites.carer.own import Reader
from naober.sites.carer.presenters.looked import lines, table

LINES_A_PAGE = 50


@access(CARER)
@require_safe
def looked(request: HttpRequest) -> HttpResponse:
    """Show who looked at the file and who changed it, by day."""
    reader = Reader(request)
    form = PeriodForm(request.GET)
    form.is_valid()
    events = events_about(
        reader.carer.pk,
        since=form.cleaned_data.get("since"),
        until=form.cleaned_data.get("until"),
    )
    names = organisation_names(event.organisation_id for event in events)
    every = lines(events, names, reader=reader.actor, tone=reader.tone)
    page = Paginator(every, LINES_A_PAGE).get_page(request.GET.get("page"))
    return reader.show(
        "looked", form=form, page=page, table=table(page.object_list), asked=bool(request.GET)
    )


@access(CARER)
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Say what is in the files."""
    return Reader(request).show("download")


@access(CARER)
@require_safe
def download_json(request: HttpRequest) -> HttpResponse:
    """Hand everything over for another computer to read."""
    text = json.dumps(_everything(request), ensure_ascii=False, indent=2)
    return _attachment(text.encode(), "application/json", "json")


@access(CARER)
@require_safe
def download_pdf(request: HttpRequest) -> HttpResponse:
    """Hand everything over to read or print."""
    return _attachment(paper.pdf(_everything(request)), "application/pdf", "pdf")


def _everything(request: HttpRequest) -> dict[str, Any]:
    """Return all that is known; the log says so first, or nothing is handed over."""
    reader = Reader(request)
    files = [reader.carer, *reader.others]
    for carer in files:
        record_apart(
            by=reader.actor,
            action=Action.EXPORT,
            kind="carer.export",
            at=clock.now(),
            subject_id=carer.pk,
        )
    return export.everything(reader.actor, files, at=clock.now(), language=get_language() or "nl")


def _attachment(content: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="naober.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
