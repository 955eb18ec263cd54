"""What a view of the editors gets."""

from django.http import HttpRequest, QueryDict

from naober.shared.actors import Actor


class EditorRequest(HttpRequest):
    """A request of an editor; the middleware found out who it is."""

    actor: Actor


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, also when it was empty; None where none was sent."""
    return request.POST if request.method == "POST" else None
