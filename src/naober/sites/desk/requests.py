"""What a view of the desk gets."""

from uuid import uuid4

from django.forms import Form
from django.http import HttpRequest, QueryDict

from naober.shared.actors import Actor
from naober.sites.unsent import kept_of


class DeskRequest(HttpRequest):
    """A request of a colleague; the middleware found out who it is."""

    actor: Actor


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, also when it was empty, or before signing in again.

    None where neither is there. What was sent before is only shown: it changes nothing by itself.
    """
    return request.POST if request.method == "POST" else kept_of(request)


def sent_before(request: HttpRequest, form: Form, why: str) -> None:
    """Say why a form that was sent before is not saved; sent once more it is a new one."""
    data = request.POST.copy()
    data["token"] = str(uuid4())
    form.data = data
    form.add_error(None, why)
