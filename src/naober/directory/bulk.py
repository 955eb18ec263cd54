"""One change on many cards: what each of them becomes, and which stay as they are and why.

For this app; others ask `naober.directory.queries`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from naober.directory import content, rules, upkeep
from naober.directory.enums import How, Scope
from naober.directory.models import Service

CONFIRM, CLOSE, REOPEN, OFF = "confirm", "close", "reopen", "off"
"""Changes that are no part of what somebody writes on a card."""
MOST_AT_ONCE: Final = 100
"""So many cards are changed at once: more than somebody can look through is no preview."""


@dataclass(frozen=True)
class BulkChange:
    """A change of many cards: a part of a card (`content.NAMES`), or one of the words above.

    `value` is as a card keeps it; to close it is (first day, last day or None, why). `how` counts
    for lists only.
    """

    what: str
    value: Any = None
    how: How = How.REPLACE

    @property
    def part(self) -> str:
        """Return which part of a card becomes different."""
        apart = {CONFIRM: "confirmed_on", CLOSE: "closed", REOPEN: "closed", OFF: "visible_until"}
        return apart.get(self.what, self.what)


@dataclass(frozen=True)
class Becomes:
    """A card with what it is and what it becomes; `why_not` where it stays as it is.

    `mark` tells it from the same card after somebody changed it, `newest` is its newest version.
    """

    service: Service
    newest: int
    before: Any
    after: Any
    why_not: str

    @property
    def mark(self) -> str:
        return rules.mark_of_card(self.service, newest=self.newest)

    @property
    def is_so(self) -> bool:
        """Return whether the card is already as the change would make it."""
        return bool(self.before == self.after)


def planned_changes(cards: Sequence[Service], change: BulkChange, *, on: date) -> list[Becomes]:
    """Return what a change on a day makes of whole cards, in their order."""
    newest = upkeep.newest_numbers(one.pk for one in cards)
    return [_becomes(one, change, newest.get(one.pk, 0), on) for one in cards]


def _becomes(card: Service, change: BulkChange, newest: int, on: date) -> Becomes:
    now = _now(card)
    before = now[change.part]
    after = _after(before, change, on)
    if before == after:
        why_not = _("This card is so already.")
    else:
        why_not = rules.refusal_to_change_with_others(card) or _refusal(card, now, change, after)
    return Becomes(card, newest, before, after, why_not)


def _now(card: Service) -> dict[str, Any]:
    closed = (card.closed_from, card.closed_until, card.closed_why_nl)
    return content.snapshot(card) | {"confirmed_on": card.confirmed_on, "closed": closed}


def _after(before: Any, change: BulkChange, on: date) -> Any:
    if change.what == CONFIRM:
        return max(before or on, on)
    if change.what == REOPEN:
        return (None, None, "")
    if change.what == OFF:
        yesterday = (on - timedelta(days=1)).isoformat()
        return min(before or yesterday, yesterday)  # what went off before stays so
    if isinstance(before, list):
        return _list_after(before, change)
    return change.value


def _list_after(before: list[Any], change: BulkChange) -> list[Any]:
    """Return a list with the change; the order that it had stays."""
    given = list(change.value)
    if change.how == How.REMOVE:
        return [one for one in before if one not in given]
    if change.how == How.REPLACE:
        return before if set(given) == set(before) else given
    after = [*before, *(one for one in given if one not in before)]
    return sorted(after) if change.part == "municipalities" else after


def _refusal(card: Service, now: Mapping[str, Any], change: BulkChange, after: Any) -> str:
    if change.part == "kinds" and not after:
        return _("Then it would be no kind of help at all.")
    if change.part == "municipalities" and card.scope != Scope.LOCAL:
        return _("This card reaches further than some municipalities.")
    if change.part == "municipalities" and not after:
        return _("Then it would be for no municipality at all.")
    if change.part == "scope" and after == Scope.LOCAL and not now["municipalities"]:
        return _("Say first for which municipalities it is.")
    if change.part == "visible_until" and after:
        return rules.refusal_of_days(card.visible_from, date.fromisoformat(after)) or ""
    return ""
