"""What a view of the provider site gets."""

from django.http import HttpRequest, QueryDict

from naober.directory.models import Service
from naober.directory.queries import cards_kept_by, whole_card
from naober.shared.actors import Actor
from naober.sites.entrance import no_such_page
from naober.sites.unsent import kept_of


class KeeperRequest(HttpRequest):
    """A request of who keeps cards; the middleware found out who it is."""

    actor: Actor


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, now or before signing in again; None where none did."""
    return request.POST if request.method == "POST" else kept_of(request)


def kept(request: KeeperRequest, key: str) -> Service:
    """Return a whole card that the reader keeps. Raises Http404 for every other."""
    card = whole_card(cards_kept_by(request.actor)).filter(key=key).first()
    if card is None:
        raise no_such_page()
    return card
