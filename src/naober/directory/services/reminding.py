"""Asking who keeps a card whether it is still right, and telling the editor where nobody answers.

What was sent is written in the transaction that puts the mail in the queue: a process that is
killed in between has done neither, and the next run goes on where it stopped.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from naober.directory import letters, rules, upkeep
from naober.directory.enums import ReminderStep
from naober.directory.freshness import freshness_rules
from naober.directory.models import Reminder, Service
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as, one_at_a_time


def send_reminders(*, on: date) -> int:
    """Send what is due on a day, one mail for an organisation with all of its cards.

    For the system process. Return of how many cards somebody was reminded; doing it twice sends
    nothing twice.
    """
    nobody = Actor(role=SYSTEM)
    with acting_as(nobody):
        waiting = {late.service.organisation_id for late in upkeep.late_cards(on=on)}
    reminded = 0
    for organisation in sorted(waiting):
        with acting_as(nobody):
            one_at_a_time("card reminders")
            reminded += _remind(organisation, on=on)
    with acting_as(nobody):
        one_at_a_time("card reminders")
        reminded += _tell_editors(on=on)
    return reminded


def _remind(organisation: UUID, *, on: date) -> int:
    """Remind who keeps the cards of one organisation, at most once on a day."""
    addresses = upkeep.keepers_of(organisation)
    if not addresses or _reminded_today(organisation, on=on):
        return 0
    due = [
        (late.service, step)
        for late, step in _due(on=on, organisation_id=organisation, has_keeper=True)
        if step != ReminderStep.EDITOR
    ]
    if due:
        letters.send_reminder(addresses, [service for service, _step in due])
        _keep(due, on=on)
    return len(due)


def _tell_editors(*, on: date) -> int:
    """Tell the editors of each municipality of the cards that their keepers let lie."""
    by_place: dict[str | None, list[Service]] = {}
    for late, step in _due(on=on):
        if step == ReminderStep.EDITOR and not _reminded_now(late, on):
            place = late.service.organisation.municipality_id
            by_place.setdefault(place, []).append(late.service)
    by_editors: dict[tuple[str, ...], list[Service]] = {}
    for place, cards in by_place.items():
        if editors := tuple(upkeep.editors_of(place)):
            by_editors.setdefault(editors, []).extend(cards)
    for editors, cards in by_editors.items():
        letters.send_overdue(editors, cards)
        _keep([(card, ReminderStep.EDITOR) for card in cards], on=on)
    return sum(map(len, by_editors.values()))


def _due(
    *, on: date, organisation_id: UUID | None = None, has_keeper: bool | None = None
) -> Iterable[tuple[upkeep.Late, str]]:
    known = freshness_rules(on)
    kept: dict[UUID, bool] = {}
    for late in upkeep.late_cards(on=on, organisation_id=organisation_id):
        owner = late.service.organisation_id
        if owner not in kept:
            kept[owner] = bool(upkeep.keepers_of(owner)) if has_keeper is None else has_keeper
        step = rules.next_reminder(
            late.weeks, known.of(late.service), sent=late.sent, has_keeper=kept[owner]
        )
        if step is not None:
            yield late, step


def _reminded_today(organisation: UUID, *, on: date) -> bool:
    sent = Reminder.objects.filter(service__organisation=organisation, sent_on=on)
    return sent.exclude(step=ReminderStep.EDITOR).exists()


def _reminded_now(late: upkeep.Late, on: date) -> bool:
    """Return whether the keeper got a mail about this card today: the editor waits a day."""
    return any(one.sent_on == on for one in late.service.reminders.all())


def _keep(due: Sequence[tuple[Service, str]], *, on: date) -> None:
    Reminder.objects.bulk_create(
        Reminder(service=card, step=step, sent_on=on, confirmed_on=card.confirmed_on)
        for card, step in due
    )
