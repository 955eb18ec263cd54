"""Writing the log: changes inside the transaction, reads and refusals beside it."""

import contextlib
import uuid
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from datetime import datetime

from django.db import connections

from naober.audit.enums import Action, Ground
from naober.audit.models import Event
from naober.shared.actors import Actor

KEEPER = "provider"
"""The role of who answers questions to an organisation; roles are known above this app."""

_seen: ContextVar[set[uuid.UUID] | None] = ContextVar("naober_seen", default=None)
_access_point: ContextVar[str] = ContextVar("naober_access_point", default="command")


@contextlib.contextmanager
def collecting(access_point: str) -> Iterator[set[uuid.UUID]]:
    """Collect who is read within, and name the place (a route, never an address)."""
    seen: set[uuid.UUID] = set()
    tokens = _seen.set(seen), _access_point.set(access_point)
    try:
        yield seen
    finally:
        _seen.reset(tokens[0])
        _access_point.reset(tokens[1])


def saw(subject_id: uuid.UUID) -> None:
    """Note that somebody is read: a carer, or who a question is about of whom there is no file.

    Called by the models that carry personal data.
    """
    if (seen := _seen.get()) is not None:
        seen.add(subject_id)


def record(
    *,
    by: Actor,
    action: Action,
    kind: str,
    at: datetime,
    subject_id: uuid.UUID | None = None,
    fields: Iterable[str] = (),
) -> None:
    """Log a change in the transaction of the change itself: both happen or neither."""
    _insert("default", [_event(by, action, kind, at, subject_id=subject_id, fields=fields)])


def record_reads(*, by: Actor, subjects: Iterable[uuid.UUID], at: datetime) -> None:
    """Log who is about to be shown, over the log's own connection.

    The rows stay when the request is rolled back afterwards. Raises DatabaseError where the log
    cannot be written; the caller then shows nothing.
    """
    if read := sorted(subjects):
        _insert_for_each(read, _event(by, Action.READ, _access_point.get(), at, subject_id=None))


def record_apart(
    *,
    by: Actor,
    action: Action,
    kind: str,
    at: datetime,
    subject_id: uuid.UUID | None = None,
    done: bool = True,
) -> None:
    """Log an export, a search or a refusal so that it stays whatever happens to the request."""
    event = _event(by, action, kind, at, subject_id=subject_id)
    event.done = done
    _insert("audit", [event])


def _event(
    by: Actor,
    action: Action,
    kind: str,
    at: datetime,
    *,
    subject_id: uuid.UUID | None,
    fields: Iterable[str] = (),
) -> Event:
    return Event(
        at=at,
        action=action,
        kind=kind,
        user_id=by.user_id,
        actor_name=by.name,
        role=by.role,
        organisation_id=by.organisation_id,
        access_point=_access_point.get(),
        subject_id=subject_id,
        fields=",".join(fields),
        ground=_ground(by),
    )


def _ground(by: Actor) -> Ground:
    if by.cares_for:
        return Ground.TASK
    if by.referral is not None or by.role == KEEPER:
        return Ground.CONSENT  # reads no more than the question that the carer let send
    return Ground.SELF if by.membership_id is None else Ground.NONE


def _insert_for_each(subjects: list[uuid.UUID], event: Event) -> None:
    """Insert `event` once for each of the subjects, in one statement that says the rest once."""
    log, table = connections["audit"], Event._meta  # noqa: SLF001 - Django's way to the columns
    same = [one for one in table.concrete_fields if one.name not in {"id", "subject_id"}]
    columns = ", ".join(one.column for one in same)
    types = ", ".join(f"%s::{one.db_type(log)}" for one in same)
    values = [one.get_db_prep_save(one.pre_save(event, add=True), log) for one in same]
    with log.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table.db_table} (id, subject_id, {columns})"  # noqa: S608
            f" SELECT gen_random_uuid(), subject, {types} FROM unnest(%s::uuid[]) AS subject",
            [*values, subjects],
        )


def _insert(alias: str, events: list[Event]) -> None:
    # Keys are made here, so PostgreSQL need not return a row that this login may not read.
    connections[alias].ensure_connection()
    Event.objects.using(alias).bulk_create(events)
