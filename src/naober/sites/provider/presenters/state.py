"""How it is with a card, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.enums import Freshness
from naober.directory.models import Service
from naober.directory.queries import FreshnessRules, is_closed
from naober.shared.templatetags.naober import day_and_month
from naober.sites.cards import NEVER, confirmed
from naober.sites.words import words

TONES: Final = {
    Freshness.FRESH: "safe",
    Freshness.ADVISED: "warning",
    Freshness.OVERDUE: "danger",
}


_SINKS: Final = gettext_lazy("The card now stands lower in the list and says so.")


@dataclass(frozen=True)
class State:
    """How sure a card is: a word, a tone, and what it means."""

    kind: Freshness
    label: str
    tone: str
    sentence: str


def state_of(service: Service, rules: FreshnessRules, *, on: date) -> State:
    """Return how sure a card is on a day."""
    kind = rules.state(service, on)
    label, then = {
        Freshness.FRESH: (_("Still right"), _("We ask again on %(again)s.")),
        Freshness.ADVISED: (
            _("Is it still right?"), _("Say before long whether it is still right.")
        ),
        Freshness.OVERDUE: (_("Not confirmed in time"), str(_SINKS)),
    }[kind]  # fmt: skip
    if service.confirmed_on is None:
        return State(kind, str(NEVER), TONES[kind], str(_SINKS))
    again = day_and_month(rules.asked_on(service))
    return State(kind, label, TONES[kind], f"{confirmed(service)} {then % {'again': again}}")


def notes_of(service: Service, *, on: date) -> Iterator[str]:
    """Return what keeps a card from being found, in a few words each."""
    if not service.published:
        yield _("Not public yet: an editor has to see it first")
    if service.visible_from is not None and on < service.visible_from:
        yield _("On the map from %(day)s") % {"day": day_and_month(service.visible_from)}
    if service.visible_until is not None and on > service.visible_until:
        yield _("Off the map since %(day)s") % {"day": day_and_month(service.visible_until)}
    if service.successor is not None:
        yield _("Replaced by %(name)s") % {"name": words(service.successor, "name")}
    if is_closed(service, on=on):
        until = service.closed_until
        yield (
            _("Closed until and including %(day)s") % {"day": day_and_month(until)}
            if until
            else _("Closed for a while")
        )
