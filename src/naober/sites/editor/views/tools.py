"""What an editor keeps beside the cards one by one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naober.sites.access import EDITOR, access
from naober.sites.editor.requests import EditorRequest


@access(EDITOR)
@require_safe
def overview(request: EditorRequest) -> HttpResponse:
    """Show the way to what an editor keeps beside the cards one by one."""
    return render(request, "editor/tools.html")
