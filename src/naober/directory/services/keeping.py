"""Keeping a card right: still right, room now, closed for a while, and what readers said.

What an organisation says of these is public at once.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from naober.audit.enums import Action
from naober.audit.services import record
from naober.directory import links, rules, upkeep
from naober.directory.enums import Room
from naober.directory.models import CardReport, Service
from naober.directory.services.locking import locked
from naober.organisations.enums import Role
from naober.shared.actors import Actor
from naober.shared.clock import local_date
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused


@transaction.atomic
def confirm_card(*, by: Actor, service: Service, at: datetime) -> Service:
    """Say that a card is still right; twice on a day is once.

    Raises PermissionDenied if `by` does not keep the card.
    """
    service = locked(by, service)
    today = local_date(at)
    last, who = service.confirmed_on, service.confirmed_by_id
    if last is not None and last >= today and who == by.organisation_id:
        return service
    service.confirmed_on = today
    service.confirmed_by_id = by.organisation_id
    _save(service, ["confirmed_on", "confirmed_by"], by=by, kind="confirmed", at=at)
    return service


def confirm_by_link(*, token: str, at: datetime) -> bool:
    """Say by a link from a mail that a card is still right; a link that was used changes nothing.

    Return whether it was a link of ours. Raises LinkExpiredError for one that is too old.
    """
    said = links.read(token)
    asked = upkeep.card_of_link(token, on=local_date(at))
    if said is None or asked is None:
        return False
    organisation = asked.service.organisation_id
    keeper = Actor(
        role=Role.PROVIDER, organisation_id=organisation, member_of=(organisation,)
    )  # as whom the mail asked: this one card, this one word
    with acting_as(keeper):
        card = locked(keeper, asked.service)
        if not said.was_used(card):
            confirm_card(by=keeper, service=card, at=at)
    return True


@transaction.atomic
def set_room(
    *, by: Actor, service: Service, room: Room, number: int | None, at: datetime
) -> Service:
    """Say whether there is room now; `number` is of free places or of weeks of waiting.

    Raises PermissionDenied if `by` does not keep the card, Refused for a number that cannot be.
    """
    service = locked(by, service)
    if reason := rules.refusal_of_room(room, number):
        raise Refused(reason)
    service.room = room
    service.room_number = number
    service.room_said_on = None if room == Room.UNKNOWN else local_date(at)
    _save(service, ["room", "room_number", "room_said_on"], by=by, kind="room", at=at)
    return service


@transaction.atomic
def close_for_a_while(
    *, by: Actor, service: Service, first: date, last: date | None, why: str, at: datetime
) -> Service:
    """Close a service from and until days, both included; without `last` until it is said.

    `why` has at most 200 characters.
    Raises PermissionDenied if `by` does not keep the card, Refused for days that cannot be.
    """
    service = locked(by, service)
    if reason := rules.refusal_to_close(first, last, today=local_date(at)):
        raise Refused(reason)
    service.closed_from, service.closed_until = first, last
    service.closed_why_nl, service.closed_why_en = why, ""
    _save(service, _CLOSED, by=by, kind="closed", at=at)
    return service


@transaction.atomic
def reopen(*, by: Actor, service: Service, at: datetime) -> Service:
    """Say that a service that was closed for a while is open again.

    Raises PermissionDenied if `by` does not keep the card.
    """
    service = locked(by, service)
    service.closed_from = service.closed_until = None
    service.closed_why_nl = service.closed_why_en = ""
    _save(service, _CLOSED, by=by, kind="reopened", at=at)
    return service


@transaction.atomic
def handle_report(*, by: Actor, report: CardReport, at: datetime) -> CardReport:
    """Say that what a reader said was looked at; a colleague who was first stays the one.

    Raises PermissionDenied if `by` does not keep the card.
    """
    locked(by, report.service)
    report = CardReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if by.membership_id is None:
        raise PermissionDenied
    if report.handled_at is None:
        report.handled_at = at
        report.handled_by_id = by.membership_id
        report.save(update_fields=["handled_at", "handled_by"])
        record(
            by=by, action=Action.CHANGE, kind="card.report_handled", at=at,
            subject_id=report.service_id,
        )  # fmt: skip
    return report


_CLOSED = ["closed_from", "closed_until", "closed_why_nl", "closed_why_en"]


def _save(service: Service, names: list[str], *, by: Actor, kind: str, at: datetime) -> None:
    service.changed_at = at
    service.save(update_fields=[*names, "changed_at"])
    record(
        by=by, action=Action.CHANGE, kind=f"card.{kind}", at=at, subject_id=service.pk,
        fields=names,
    )  # fmt: skip
