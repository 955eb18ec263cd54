"""The actor inside the database: set for one transaction, never for the session.

Recipe and measurements: docs/decisions/0003-three-nets.md.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from naober.shared.actors import Actor

_NAMES = ("actor", "role", "member_of", "cares_for", "intake", "referral")
_OLD = ", ".join(f"current_setting('naober.{name}', true)" for name in _NAMES)
_NEW = ", ".join(f"set_config('naober.{name}', %s, true)" for name in _NAMES)
_SET = f"SELECT {_OLD}, {_NEW}"
_READ_ONLY = ", set_config('transaction_read_only', 'on', true)"

_logger = logging.getLogger(__name__)
_actor: ContextVar[Actor | None] = ContextVar("naober_actor", default=None)


class LeakedActorError(RuntimeError):
    """Somebody set the actor for the session instead of the transaction."""


def current_actor() -> Actor | None:
    """Return who acts in this transaction, or None outside one."""
    return _actor.get()


@contextlib.contextmanager
def acting_as(actor: Actor, *, read_only: bool = False) -> Iterator[None]:
    """Run a transaction in which the database shows only what `actor` may see.

    `read_only` acts in the outermost transaction only: PostgreSQL then refuses every write.
    Raises LeakedActorError, and drops the connection, where an earlier actor was left behind.
    """
    outer = not connection.in_atomic_block
    token = _actor.set(actor)
    try:
        with transaction.atomic():
            old = _set(_values(actor), suffix=_READ_ONLY if read_only and outer else "")
            if outer and any(old):
                connection.close()
                raise LeakedActorError("An actor was left behind on this connection.")
            finished = False
            try:
                yield
                finished = True
            finally:
                # SET LOCAL survives the release of a savepoint, so put the outer actor back.
                if not outer and finished and not connection.needs_rollback:
                    _set([value or "" for value in old])
    finally:
        _actor.reset(token)


def become(actor: Actor) -> None:
    """Act as `actor` for what is left of the transaction; costs nothing where that is so already.

    Raises RuntimeError outside `acting_as`: the actor would reach no further than this statement.
    """
    now = _actor.get()
    if now is None or not connection.in_atomic_block:
        raise RuntimeError("Nobody acts in a transaction here.")
    if actor != now:
        _set(_values(actor))
        _actor.set(actor)  # `acting_as` puts back who acted before it


def one_at_a_time(name: str) -> None:
    """Wait until nobody else does `name`, and hold the place until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def on_commit(action: Callable[[], Any]) -> None:
    """Run `action` after the commit, as the same actor (a plain hook would see no rows)."""
    actor = _actor.get()
    if actor is None:
        transaction.on_commit(action)
        return

    def run() -> None:
        with acting_as(actor):
            action()

    transaction.on_commit(run)


def count_after_commit(count: Callable[[], Any], *, actor: Actor) -> None:
    """Run `count` after the commit as `actor`, in a transaction of its own; it may fail.

    For what is nice to know: a page that was only read lets the system write, and is sent
    whatever comes of it.
    """

    def run() -> None:
        try:
            with acting_as(actor):
                count()
        except Error as problem:  # without its text, which holds what somebody typed
            _logger.warning("Something was not counted: %s", type(problem).__name__)

    transaction.on_commit(run)


def _values(actor: Actor) -> list[str]:
    return [
        "" if actor.user_id is None else str(actor.user_id),
        actor.role,
        _array(actor.member_of),
        _array(actor.cares_for),
        "" if actor.intake is None else str(actor.intake),
        "" if actor.referral is None else str(actor.referral),
    ]


def _array(ids: Sequence[object]) -> str:
    return "{" + ",".join(str(one) for one in ids) + "}"


def _set(values: Sequence[str], *, suffix: str = "") -> Sequence[str | None]:
    with connection.cursor() as cursor:
        cursor.execute(_SET + suffix, list(values))
        row = cursor.fetchone()
    old = row[: len(_NAMES)] if row else ()
    return [None if value in {None, "", "{}"} else value for value in old]


_GUARD = """
SELECT current_user, session_user,
  r.rolsuper OR r.rolbypassrls
  OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p'))
  OR EXISTS (SELECT 1 FROM pg_roles o WHERE o.rolname IN ('naober_owner', 'naober_system')
             AND pg_has_role(r.oid, o.oid, 'MEMBER'))
FROM pg_roles r WHERE r.rolname = session_user
"""


def guard_connection(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Refuse a connection that row-level security would not hold back.

    Listens to `connection_created`. Only web and worker are guarded: the owner makes the tables
    and the system process may see every row by design.
    Raises ImproperlyConfigured where the login owns tables, is a superuser or may become one.
    """
    if settings.NAOBER_PROCESS not in {"web", "worker"}:
        return
    expected = settings.DATABASES[connection.alias]["USER"]
    with connection.cursor() as cursor:
        cursor.execute(_GUARD)
        row = cursor.fetchone()
    if row is None or row[0] != expected or row[1] != expected or row[2]:
        connection.close()
        raise ImproperlyConfigured(
            f"The {settings.NAOBER_PROCESS} process must connect as {expected}, a login that owns"
            " no tables and cannot bypass row-level security. Run: bin/naober prepare"
        )
