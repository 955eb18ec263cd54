"""What a view of the editors gets."""

from django.http import HttpRequest, QueryDict

from naober.shared.actors import Actor
from naober.sites.unsent import kept_of


class EditorRequest(HttpRequest):
    """A request of an editor; the middleware found out who it is."""

    actor: Actor


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, now or before signing in again; None where none was."""
    return request.POST if request.method == "POST" else kept_of(request)
