"""The database in tests: which role acts, and how the suite changes it."""

import contextlib
from collections.abc import Iterator

from django.db import connections

WEB = {"default": "naober_app", "audit": "naober_audit"}


@contextlib.contextmanager
def role(name: str, alias: str = "default") -> Iterator[None]:
    """Act as another role on the same connection, in the same transaction.

    Factories use it: `with role("naober_system"): Carer.objects.create(...)`. Read the log with
    `role("naober_system", "audit")`: its rows are committed over that connection.
    """
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET ROLE {connection.ops.quote_name(name)}")
    try:
        yield
    finally:
        if not (connection.in_atomic_block and connection.needs_rollback):
            with connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {connection.ops.quote_name(before)}")


def assume(roles: dict[str, str | None]) -> None:
    """Let every connection made from now on act as these roles; open ones are closed."""
    for alias, name in roles.items():
        connections[alias].close()
        connections[alias].settings_dict["OPTIONS"]["assume_role"] = name


def empty_unmanaged_tables() -> None:
    """Empty what Django's flush leaves: tables of jobs, of the log's heads and of the cache."""
    connection = connections["default"]
    managed = set(connection.introspection.django_table_names(only_existing=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        every = {row[0] for row in cursor.fetchall()}
        rest = sorted(every - managed - {"django_migrations"})
        if rest:
            names = ", ".join(connection.ops.quote_name(name) for name in rest)
            cursor.execute(f"TRUNCATE {names} CASCADE")
