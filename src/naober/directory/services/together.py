"""The same change on many cards, all of them or none."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from naober.directory import bulk, rules, upkeep
from naober.directory.bulk import Becomes, BulkChange
from naober.directory.exceptions import CardsChangedError
from naober.directory.models import Service
from naober.directory.services import keeping
from naober.directory.services.versions import propose_version
from naober.shared.actors import Actor
from naober.shared.clock import local_date
from naober.shared.exceptions import Refused


@transaction.atomic
def change_cards(
    *, by: Actor, marks: Mapping[str, str], change: BulkChange, at: datetime
) -> list[Becomes]:
    """Make a change on many cards as an editor would on each, and return those that changed.

    `marks` are the marks of the cards as the editor saw them, by their keys; a mark is good for
    one change. Where every card is so already, as after a second press, nothing happens.
    Raises PermissionDenied if `by` is no editor, CardsChangedError where a card was changed since,
    is gone or cannot become so any more, Refused for more than MOST_AT_ONCE.
    """
    if not rules.may_edit_the_map(by):
        raise PermissionDenied
    if len(marks) > bulk.MOST_AT_ONCE:
        raise Refused(_("These are too many cards. Choose fewer."))
    planned = bulk.planned_changes(_held(by, marks), change, on=local_date(at))
    if all(one.is_so for one in planned) and len(planned) == len(marks):
        return []
    as_seen = {
        one.service.key for one in planned if one.mark == marks[one.service.key] and not one.why_not
    }
    if other := [key for key in marks if key not in as_seen]:
        raise CardsChangedError(other)
    for one in planned:
        _change(by, one, change, at=at)
    return planned


def _held(by: Actor, marks: Mapping[str, str]) -> list[Service]:
    """Return the cards that `by` keeps, locked in an order that is always the same."""
    cards = upkeep.cards_kept_by(by).filter(key__in=marks).order_by("pk")
    return list(upkeep.whole_card(cards.select_for_update(of=("self",))))


def _change(by: Actor, one: Becomes, change: BulkChange, *, at: datetime) -> None:
    if change.what == bulk.CONFIRM:
        keeping.confirm_card(by=by, service=one.service, at=at)
    elif change.what == bulk.CLOSE:
        first, last, why = change.value
        keeping.close_for_a_while(
            by=by, service=one.service, first=first, last=last, why=why, at=at
        )
    elif change.what == bulk.REOPEN:
        keeping.reopen(by=by, service=one.service, at=at)
    else:
        card = {change.part: one.after}
        propose_version(by=by, service=one.service, card=card, seen=one.newest, at=at)
