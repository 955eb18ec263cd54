"""The signed-in carer on any page: whom they may call, and how they are addressed.

Asked at most once in a request, and only of who signed in.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from naober.carers.models import Carer
from naober.carers.queries import KnownCarer, is_young, known_carer
from naober.casework.queries import contact_person_of
from naober.organisations.models import Membership
from naober.shared import clock
from naober.shared.actors import CARER, Actor
from naober.shared.database import acting_as
from naober.sites.entrance import ROLE_KEY
from naober.sites.tone import YOUNG, tone_of_visitor


def carer_of(request: HttpRequest) -> KnownCarer | None:
    """Return what a page must know of the reader; None where they are not registered."""
    known: KnownCarer | None = _once(request, "known_carer", _known_today)
    return known


def remember(request: HttpRequest, carer: Carer) -> None:
    """Spare the page a question: this file of the reader was loaded anyway."""
    young = is_young(carer, on=clock.today())
    known = KnownCarer(carer.pk, carer.organisation, carer.postcode, young)
    request.known_carer = known  # type: ignore[attr-defined]


def contact_person(request: HttpRequest) -> Membership | None:
    """Return the reader's own contact person, if there is one who can be called."""
    person: Membership | None = _once(request, "contact_person", contact_person_of)
    return person if person is not None and person.phone else None


def tone_of(request: HttpRequest) -> str:
    """Return the context of sentences that speak to the reader; empty for the usual one."""
    if known := carer_of(request):
        return YOUNG if known.young else ""
    return tone_of_visitor(request)


def _known_today(actor: Actor) -> KnownCarer | None:
    return known_carer(actor, on=clock.today())


def _once(request: HttpRequest, name: str, ask: Callable[[Actor], Any]) -> Any:
    if not hasattr(request, name):
        setattr(request, name, _asked(request, ask))
    return getattr(request, name)


def _asked(request: HttpRequest, ask: Callable[[Actor], Any]) -> Any:
    """Ask as the reader; after a failure nothing. On pages of signing in nobody acts yet."""
    user, actor = getattr(request, "user", None), getattr(request, "actor", None)
    if getattr(request, "failed", False):
        return None
    if user is None or not user.is_authenticated or ROLE_KEY in request.session:
        return None  # who works here is called, and calls, as a colleague
    if actor is not None:
        return ask(actor)
    reader = Actor(user_id=user.pk, role=CARER)
    with acting_as(reader, read_only=True):
        return ask(reader)
