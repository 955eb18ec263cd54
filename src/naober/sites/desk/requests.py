"""What a view of the desk gets."""

from django.http import HttpRequest

from naober.shared.actors import Actor


class DeskRequest(HttpRequest):
    """A request of a colleague; the middleware found out who it is."""

    actor: Actor
