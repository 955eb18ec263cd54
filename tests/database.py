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


def end_other_sessions() -> None:
    """End what still holds the test database, so that it can be dropped.

    Connections made while a browser ran belong to its event loop: afterwards nothing closes them.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connections["default"].close()


# What Django itself puts in a database, the same for every test.
KEPT = ("django_migrations", "django_content_type", "auth_permission")
FILLED = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
AND relname <> ALL(%s)
"""


def empty_tables() -> None:
    """Empty every table in which a test wrote, also those of jobs, of the log and of the cache.

    Django's own flush empties all of them and makes permissions anew, for every test in a browser.
    """
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute(FILLED, [list(KEPT)])
        names = ", ".join(connection.ops.quote_name(row[0]) for row in cursor.fetchall())
        if names:
            cursor.execute(f"TRUNCATE {names} CASCADE")
