"""Making one card of two that are about the same help, and taking that back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from naober.audit.enums import Action
from naober.audit.services import record
from naober.directory import content, rules, upkeep
from naober.directory.models import (
    CardReport,
    CardVersion,
    ComparedCards,
    Location,
    Service,
    SourceRecord,
)
from naober.directory.services.locking import locked
from naober.directory.services.versions import propose_version
from naober.shared.actors import Actor
from naober.shared.clock import local_date
from naober.shared.database import one_at_a_time
from naober.shared.exceptions import Refused

GONE: Final = ("successor", "visible_from", "visible_until")
"""The parts of a card that merging decides itself."""


@transaction.atomic
def say_different(*, by: Actor, first: Service, second: Service, at: datetime) -> ComparedCards:
    """Remember that two cards are two different ones, so that nobody is asked again.

    Raises PermissionDenied if `by` is no editor of both, Refused where they were merged.
    """
    first, second = _both(by, first, second)
    before = ComparedCards.objects.filter(first=first, second=second).first()
    if before is not None:
        return before
    return _remember(by, first, second, kind="card.different", at=at)


@transaction.atomic
def merge_cards(
    *,
    by: Actor,
    kept: Service,
    gone: Service,
    card: Mapping[str, Any],
    seen: tuple[int, int],
    at: datetime,
) -> ComparedCards:
    """Make one card of two: `kept` becomes as `card` says, `gone` only leads to it.

    `card` has the parts that an editor chose, by the names of `content.NAMES`; `seen` are the
    numbers of the newest versions of both that the editor saw. What readers reported, what led to
    the card that goes, and where it was imported from go along. Each card gets one version.
    Raises PermissionDenied if `by` is no editor of both, Refused for what cannot be,
    ChangedMeanwhileError where somebody saved a version of either since.
    """
    first, second = _both(by, kept, gone)
    kept, gone = (first, second) if first.pk == kept.pk else (second, first)
    if reason := rules.refusal_to_merge(kept, gone, on=local_date(at)):
        raise Refused(reason)
    chosen = _of_one_organisation(kept, gone, card)
    merged = propose_version(by=by, service=kept, card=chosen, seen=seen[0], at=at)
    # It stays visible, so that an old link or a printed code leads on; no list shows it.
    leads_on = {"successor": kept.key}
    ended = propose_version(by=by, service=gone, card=leads_on, seen=seen[1], at=at)
    ComparedCards.objects.filter(first=first, second=second).delete()
    said = _remember(by, first, second, kind="card.merged", at=at)
    said.kept, said.kept_version, said.gone_version = kept, merged.number, ended.number
    _take_along(said, kept, gone, at=at)
    said.save()
    return said


@transaction.atomic
def undo_merge(*, by: Actor, merged: ComparedCards, at: datetime) -> None:
    """Make two cards again of two that were merged; what others put right since stays.

    Raises PermissionDenied if `by` is no editor of both, Refused where it was undone already.
    """
    first, second = _both(by, merged.first, merged.second)
    said = ComparedCards.objects.filter(pk=merged.pk, kept__isnull=False).first()
    if said is None:
        raise Refused(_("This is no longer possible. Somebody else changed it."))
    kept, gone = (first, second) if said.kept_id == first.pk else (second, first)
    _put_back(by, gone, said.gone_version or 0, at=at)
    _put_back(by, kept, said.kept_version or 0, at=at)
    CardReport.objects.filter(pk__in=said.moved_reports, service=kept).update(
        service=gone, organisation=gone.organisation_id
    )
    SourceRecord.objects.filter(pk__in=said.moved_records, target_id=kept.pk).update(
        target_id=gone.pk
    )
    Service.objects.filter(pk__in=said.moved_cards, successor=kept).update(
        successor=gone, changed_at=at
    )
    said.delete()
    record(by=by, action=Action.CHANGE, kind="card.unmerged", at=at, subject_id=kept.pk)


def _of_one_organisation(kept: Service, gone: Service, card: Mapping[str, Any]) -> dict[str, Any]:
    """Return the chosen parts with the places of the card that goes as places of the other.

    Hours that hold at such a place then hold for the whole card.
    """
    chosen = {name: value for name, value in card.items() if name not in GONE}
    theirs = {} if kept.organisation_id == gone.organisation_id else _places_of(gone)
    if "locations" in chosen:
        chosen["locations"] = [theirs.get(one, one) for one in chosen["locations"]]
    if "hours" in chosen:
        chosen["hours"] = [
            [*rest, "" if place in theirs else place] for *rest, place in chosen["hours"]
        ]
    return chosen


def _places_of(card: Service) -> dict[str, dict[str, str]]:
    """Return the words of the places of a card, by their ids."""
    places = Location.objects.filter(at_locations__service=card)
    return {str(one.pk): {name: getattr(one, name) for name in content.LOCATION} for one in places}


def _both(by: Actor, one: Service, other: Service) -> tuple[Service, Service]:
    """Return both cards, locked, in the order of their ids."""
    if not rules.may_publish(by) or one.pk == other.pk:
        raise PermissionDenied
    one_at_a_time("doubles")
    first, second = sorted((one, other), key=lambda card: card.pk)
    return locked(by, first), locked(by, second)


def _remember(
    by: Actor, first: Service, second: Service, *, kind: str, at: datetime
) -> ComparedCards:
    if by.membership_id is None:
        raise PermissionDenied
    said = ComparedCards(first=first, second=second, made_by_id=by.membership_id, made_at=at)
    said.save(force_insert=True)
    for card in (first, second):
        record(by=by, action=Action.CHANGE, kind=kind, at=at, subject_id=card.pk)
    return said


def _take_along(said: ComparedCards, kept: Service, gone: Service, *, at: datetime) -> None:
    reports = CardReport.objects.filter(service=gone, handled_at=None)
    said.moved_reports = list(reports.values_list("pk", flat=True))
    reports.update(service=kept, organisation=kept.organisation_id)
    records = SourceRecord.objects.filter(target_id=gone.pk)
    said.moved_records = list(records.values_list("pk", flat=True))
    records.update(target_id=kept.pk)
    led = Service.objects.filter(successor=gone)
    said.moved_cards = list(led.values_list("pk", flat=True))
    led.update(successor=kept, changed_at=at)


def _put_back(by: Actor, card: Service, number: int, *, at: datetime) -> None:
    """Write what a version changed as it was before, where it still is as that version said."""
    version = CardVersion.objects.get(service=card, number=number)
    was, now = content.before(version), content.snapshot(card)
    back = {
        name: was[name]
        for name, value in content.changes_of(version).items()
        if _is_still(name, now[name], value)
    }
    propose_version(by=by, service=card, card=back, seen=upkeep.newest_number(card), at=at)


def _is_still(name: str, now: Any, said: Any) -> bool:
    """Return whether a part is as it was said; of a place that got a row the words are not known.

    So places and hours go back as they were.
    """
    return name in {"locations", "hours"} or now == said
