"""Changing a card: what an organisation writes waits for an editor, what is public stays."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from naober.audit.enums import Action
from naober.audit.services import record
from naober.directory import content, letters, rules, upkeep
from naober.directory.enums import VersionState
from naober.directory.exceptions import ChangedMeanwhileError
from naober.directory.models import CardVersion, Service
from naober.directory.services.locking import locked
from naober.organisations.models import Organisation
from naober.shared.actors import Actor
from naober.shared.clock import local_date
from naober.shared.database import one_at_a_time
from naober.shared.exceptions import Refused

KEY_LENGTH = 60


@transaction.atomic
def propose_version(
    *, by: Actor, service: Service, card: Mapping[str, Any], seen: int, at: datetime
) -> CardVersion:
    """Keep a card as it was written; an editor's is public at once, another's waits for one.

    `card` has parts by the names of `content.NAMES`; what is left out stays. `seen` is the number
    of the newest version that the writer saw.
    Raises PermissionDenied if `by` does not keep the card, Refused for what cannot be,
    ChangedMeanwhileError where somebody saved a version since.
    """
    publishes = rules.may_publish(by)
    state = VersionState.APPROVED if publishes else VersionState.PROPOSED
    service = locked(by, service)
    version = _written(by, service, card, seen=seen, state=state, at=at)
    if publishes:
        _make_public(version, service, at=at)
    _note(by, service, version, at=at)
    return version


@transaction.atomic
def save_draft(
    *, by: Actor, service: Service, card: Mapping[str, Any], seen: int, at: datetime
) -> CardVersion:
    """Keep a card as far as it was written; nobody is asked to look yet. Raises as a proposal."""
    service = locked(by, service)
    version = _written(by, service, card, seen=seen, state=VersionState.DRAFT, at=at)
    _note(by, service, version, at=at)
    return version


@transaction.atomic
def start_card(
    *, by: Actor, organisation: Organisation, card: Mapping[str, Any], token: str, at: datetime
) -> CardVersion:
    """Propose a new card of an organisation; it is not public before an editor approved it.

    `token` names this one form: sent twice it stays one card.
    Raises PermissionDenied if `by` does not keep cards there, Refused for what cannot be.
    """
    if not rules.may_keep(by, organisation, edits_in=upkeep.edits_in(by)):
        raise PermissionDenied
    mark = hashlib.sha256(f"{organisation.pk}/{token}".encode()).hexdigest()[:8]
    one_at_a_time(f"new card:{mark}")
    if earlier := upkeep.first_version(organisation, mark):
        return earlier
    key = f"{slugify(card['name_nl'])[:KEY_LENGTH].strip('-')}-{mark}"
    today = local_date(at)
    service = Service(
        key=key, organisation=organisation, scope=card["scope"], name_nl=card["name_nl"],
        published=False, confirmed_on=today, confirmed_by_id=by.organisation_id, asked_from=today,
        changed_at=at,
    )  # fmt: skip
    service.save(force_insert=True)
    return propose_version(by=by, service=service, card=card, seen=0, at=at)


@transaction.atomic
def approve_version(*, by: Actor, version: CardVersion, at: datetime) -> CardVersion:
    """Make a proposed change public; its organisation confirmed the card by proposing it.

    Raises PermissionDenied if `by` is no editor of this card, Refused if it is not proposed now.
    """
    service, version = _to_decide(by, version, VersionState.APPROVED)
    _decide(version, by, VersionState.APPROVED, at=at)
    said_on, last = local_date(version.made_at), service.confirmed_on
    if last is None or said_on > last or not service.published:
        service.confirmed_on = max(said_on, last or said_on)
        service.confirmed_by = service.organisation
    _make_public(version, service, at=at)
    _note(by, service, version, at=at)
    letters.send_decision(version)
    return version


@transaction.atomic
def refuse_version(*, by: Actor, version: CardVersion, reason: str, at: datetime) -> CardVersion:
    """Say no to a proposed change, and why (at most 300 characters); what is public stays.

    Raises PermissionDenied if `by` is no editor of this card, Refused if it is not proposed now.
    """
    service, version = _to_decide(by, version, VersionState.REFUSED)
    version.reason = reason
    _decide(version, by, VersionState.REFUSED, at=at)
    _note(by, service, version, at=at)
    letters.send_decision(version)
    return version


def _written(
    by: Actor,
    service: Service,
    card: Mapping[str, Any],
    *,
    seen: int,
    state: VersionState,
    at: datetime,
) -> CardVersion:
    if by.membership_id is None:
        raise PermissionDenied
    newest = upkeep.newest_number(service)
    if newest != seen:
        raise ChangedMeanwhileError(_changed_since(service, seen), newest)
    public = content.snapshot(service)
    kept = content.written(card, before=public)
    if reason := rules.refusal_of_card(content.drawn(service, kept)):
        raise Refused(reason)
    decided = {"decided_by_id": by.membership_id, "decided_at": at}
    version = CardVersion(
        service=service, number=newest + 1, content=kept, state=state, made_at=at,
        made_by_id=by.membership_id, **(decided if state == VersionState.APPROVED else {}),
    )  # fmt: skip
    version.save(force_insert=True)
    decides = state != VersionState.DRAFT and not (rules.may_publish(by) and service.published)
    if decides:  # this one began with what waited, and comes in its place
        older = service.versions.filter(state=VersionState.PROPOSED, number__lte=newest)
        older.update(state=VersionState.DRAFT)
    return version


def _changed_since(service: Service, seen: int) -> list[str]:
    newer = upkeep.versions_of(service).filter(number__gt=seen)
    changed = {name for version in newer for name in content.changes_of(version)}
    return [name for name in content.NAMES if name in changed]


def _to_decide(by: Actor, version: CardVersion, state: VersionState) -> tuple[Service, CardVersion]:
    if not rules.may_publish(by):
        raise PermissionDenied
    service = locked(by, version.service)
    version = CardVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    version.service = service
    if reason := rules.refusal_to_decide(version, state):
        raise Refused(reason)
    return service, version


def _decide(version: CardVersion, by: Actor, state: VersionState, *, at: datetime) -> None:
    version.state = state
    version.decided_by_id = by.membership_id
    version.decided_at = at
    version.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _make_public(version: CardVersion, service: Service, *, at: datetime) -> None:
    """Write what a version changes; what others put right meanwhile stays."""
    change = content.changes_of(version)
    if reason := rules.refusal_of_card(content.drawn(service, change)):
        raise Refused(reason)
    service.published = True
    content.put(service, change, at=at)


def _note(by: Actor, service: Service, version: CardVersion, *, at: datetime) -> None:
    action = Action.CREATE if version.number == 1 and not service.published else Action.CHANGE
    # Which parts changed stands in the version itself; a whole card does not fit in a line.
    record(by=by, action=action, kind=f"card.{version.state}", at=at, subject_id=service.pk)
