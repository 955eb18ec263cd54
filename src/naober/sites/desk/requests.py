"""What a view of the desk gets."""

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from naober.shared.actors import Actor
from naober.sites.unsent import typed_before


class DeskRequest(HttpRequest):
    """A request of a colleague; the middleware found out who it is."""

    actor: Actor


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, also when it was empty, or before signing in again.

    None where neither is there. What was sent before is only shown: it changes nothing by itself.
    """
    if request.method == "POST":
        return request.POST
    typed = typed_before(request)
    if typed is not None:
        messages.info(
            request, _("You were away for a while. We kept what you typed. Look and save it.")
        )
    return typed
