"""Row-level security as a migration operation: policies and grants in one stroke.

A table without this operation has no grants, so a forgotten one is closed rather than open.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations

# The cast stands inside the sub-select: there it is made once, outside once for every row.
MEMBER_OF = "coalesce((SELECT nullif(current_setting('naober.member_of', true), '')::uuid[]), '{}')"
CARES_FOR = "coalesce((SELECT nullif(current_setting('naober.cares_for', true), '')::uuid[]), '{}')"
ACTOR = "(SELECT nullif(current_setting('naober.actor', true), '')::bigint)"
INTAKE = "(SELECT nullif(current_setting('naober.intake', true), '')::uuid)"
REFERRAL = "(SELECT nullif(current_setting('naober.referral', true), '')::uuid)"
ROLE = "(SELECT coalesce(current_setting('naober.role', true), ''))"

EDITS = f"({ROLE} = 'editor' AND {MEMBER_OF} <> '{{}}')"
"""An editor; of which municipality is for the rules to say."""
_OURS = f"organisations_organisation o WHERE o.id = ANY({MEMBER_OF})"
EDITS_ALL = f"({EDITS} AND (SELECT bool_and(o.municipality_id IS NULL) FROM {_OURS}))"  # noqa: S608
"""An editor of the whole region: of an organisation without a municipality."""
EDITS_HERE = f"({EDITS} AND municipality_id IN (SELECT o.municipality_id FROM {_OURS}))"  # noqa: S608
"""An editor of the municipality in this row."""
KEEPS = f"({ROLE} = 'provider' AND organisation_id = ANY({MEMBER_OF}))"
"""Who keeps the cards of the organisation in this row."""
SYSTEM = f"{ROLE} = 'system'"
"""Nobody in person: a job, or a count that is kept of what visitors do together."""

_EVERYONE = "naober_app, naober_worker"
_MIGRATING = "current_setting('naober.migrating', true) = 'on'"
_VERBS = ("select", "insert", "update", "delete")


class Protect(migrations.RunSQL):
    """Force row-level security on `table` and grant the verbs that have a policy.

    Each of `select`, `insert`, `update`, `delete` is a condition in SQL; a verb that is left out
    is neither granted nor possible. `update` holds for the new row; `update_using`, where it
    differs, for the old one.
    """

    def __init__(
        self,
        table: str,
        *,
        select: str = "",
        insert: str = "",
        update: str = "",
        delete: str = "",
        update_using: str = "",
    ) -> None:
        conditions = dict(zip(_VERBS, (select, insert, update, delete), strict=True))
        super().__init__(
            sql=_protect(table, conditions, update_using),
            reverse_sql=_unprotect(table, conditions),
        )


class AllowReading(migrations.RunSQL):
    """Grant `verbs` on tables without personal data: public reference data and sign-in."""

    def __init__(self, tables: Sequence[str], *, verbs: str = "SELECT") -> None:
        names = ", ".join(tables)
        super().__init__(
            sql=[
                f"GRANT {verbs} ON {names} TO {_EVERYONE}",
                f"GRANT SELECT, INSERT, UPDATE, DELETE ON {names} TO naober_system",
            ],
            reverse_sql=f"REVOKE ALL ON {names} FROM {_EVERYONE}, naober_system",
        )


def _protect(table: str, conditions: dict[str, str], update_using: str) -> list[Any]:
    statements: list[Any] = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY system_all ON {table} TO naober_system USING (true) WITH CHECK (true)",
        _owner_policy(table),
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO naober_system",
    ]
    for verb, condition in conditions.items():
        if condition:
            old = update_using if verb == "update" else ""
            statements += [
                policy(table, verb, condition, using=old),
                f"GRANT {verb.upper()} ON {table} TO {_EVERYONE}",
            ]
    return statements


def _owner_policy(table: str) -> str:
    # Without it FORCE keeps the owner's own data migrations from seeing a single row.
    return (
        f"CREATE POLICY owner_all ON {table} TO naober_owner"
        f" USING ({_MIGRATING}) WITH CHECK ({_MIGRATING})"
    )


def policy(table: str, verb: str, condition: str, *, name: str = "people", using: str = "") -> str:
    """Return the SQL of one policy for the web and the worker process."""
    old = f"USING ({using or condition})" if verb != "insert" else ""
    new = f"WITH CHECK ({condition})" if verb in {"insert", "update"} else ""
    return f"CREATE POLICY {name}_{verb} ON {table} FOR {verb.upper()} TO {_EVERYONE} {old} {new}"


def _unprotect(table: str, conditions: dict[str, str]) -> list[Any]:
    names = [f"people_{verb}" for verb, condition in conditions.items() if condition]
    return [
        *(f"DROP POLICY {name} ON {table}" for name in [*names, "system_all", "owner_all"]),
        f"REVOKE ALL ON {table} FROM {_EVERYONE}, naober_system",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
