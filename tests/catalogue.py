"""What the catalogue of PostgreSQL says about who may reach what: the holes in the second net."""

from typing import Any, Final

READ: Final = frozenset({"SELECT"})
ALL: Final = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
VERBS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
ROLES: Final = ("naober_app", "naober_worker", "naober_audit")

# Tables without row-level security, each with why it may be so.
ALLOWED: Final = {
    # Read before there is an actor; no names and no care data in them.
    "accounts_user": ALL,
    "account_emailaddress": ALL,
    "account_emailconfirmation": ALL,
    "mfa_authenticator": ALL,
    "usersessions_usersession": ALL,
    "django_session": ALL,
    "naober_cache": ALL,
    # Jobs: arguments are ids, or encrypted.
    "procrastinate_jobs": ALL,
    "procrastinate_events": ALL,
    "procrastinate_periodic_defers": ALL,
    "procrastinate_workers": ALL,
    # Public knowledge, and what Django asks about itself.
    "django_content_type": READ,
    "django_migrations": READ,
    "organisations_municipality": READ,
    "organisations_postcode": READ,
    "directory_category": READ,
    "directory_officialname": READ,
}

RELATIONS = """
SELECT c.relname, c.relkind::text, c.relrowsecurity, c.relforcerowsecurity,
  coalesce('security_invoker=true' = ANY(c.reloptions), false),
  ARRAY(SELECT verb FROM unnest(%(verbs)s::text[]) AS verb
        WHERE has_table_privilege(%(role)s, c.oid, verb)
          OR (verb IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
              AND has_any_column_privilege(%(role)s, c.oid, verb)))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY c.relname
"""
POLICIES = """
SELECT tablename, cmd, coalesce(qual, ''), coalesce(with_check, '') FROM pg_policies
WHERE schemaname = 'public' AND (%(role)s = ANY(roles) OR 'public' = ANY(roles))
"""
DEFINERS = """
SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND p.prosecdef AND has_function_privilege(%(role)s, p.oid, 'EXECUTE')
"""
# The log's own login adds lines and does nothing else: its one policy lets every line in.
MAY_ADD_ANYTHING: Final = {("naober_audit", "audit_event", "INSERT")}

# A function that looks further than its caller and says one word of what it saw.
MAY_LOOK_FURTHER: Final = {
    "carers_account_opens_nothing",  # whether an account can go; its other rows are not ours to see
}

# Public knowledge: everybody may read all of it, and who may change it is guarded.
MAY_READ_ANYTHING: Final = {
    "organisations_organisation",
    "directory_service_municipalities",
    "directory_servicecategory",
    "directory_serviceatlocation",
    "directory_openinghours",
    "directory_location",
    "directory_everydayword",
    "directory_freshnessrule",
    "directory_guidequestion",
    "directory_guidechoice",
    "directory_guidelead",
}

# What is never changed again, whoever asks: guarded by a trigger.
FIXED: Final = {
    "audit_event": "append_only",
    "directory_guideversion": "guide_is_fixed",
    "directory_guidequestion": "guide_is_fixed",
    "directory_guidechoice": "guide_is_fixed",
    "directory_guidelead": "guide_is_fixed",
}
TRIGGERS: Final = """
SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')
"""


def holes(cursor: Any) -> list[str]:
    """Return every way past row-level security for the processes that serve people."""
    cursor.execute(TRIGGERS)
    there = set(cursor.fetchall())
    return [
        *(line for role in ROLES for line in _of_role(cursor, role)),
        *(f"{table} may be changed" for table, name in FIXED.items() if (table, name) not in there),
    ]


def protected_tables(cursor: Any) -> set[str]:
    """Return the tables that row-level security guards."""
    cursor.execute(
        "SELECT relname FROM pg_class"
        " WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
    )
    return {row[0] for row in cursor.fetchall()}


def _of_role(cursor: Any, role: str) -> list[str]:
    cursor.execute(POLICIES, {"role": role})
    policies = cursor.fetchall()
    cursor.execute(RELATIONS, {"role": role, "verbs": list(VERBS)})
    found = [
        f"{role}, {row[0]}: {why}" for row in cursor.fetchall() for why in _why(role, row, policies)
    ]
    cursor.execute(DEFINERS, {"role": role})
    found += [
        f"{role}, {row[0]}(): runs as its owner"
        for row in cursor.fetchall()
        if row[0] not in MAY_LOOK_FURTHER
    ]
    cursor.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [role])
    if cursor.fetchone()[0]:
        found.append(f"{role}: may make tables and functions")
    return found


def _why(role: str, row: tuple[Any, ...], policies: list[tuple[str, ...]]) -> list[str]:
    table, kind, secured, forced, invoker, verbs = row
    if not verbs:
        return []
    if kind == "m" or (kind == "v" and not invoker) or kind == "f":
        return ["shows rows past the policies"]
    if table in ALLOWED and not secured:
        more = set(verbs) - ALLOWED[table]
        return [f"may {', '.join(sorted(more))} too"] if more else []
    if kind == "v":
        return []
    if not (secured and forced):
        return ["has no forced row-level security"]
    mine = [one for one in policies if one[0] == table]
    return [
        *(f"may {verb} without a policy" for verb in verbs if not _covered(verb, mine)),
        *(
            f"a policy for {cmd} lets everything through"
            for _, cmd, old, new in mine
            if "true" in {old, new}
            and (role, table, cmd) not in MAY_ADD_ANYTHING
            and not (table in MAY_READ_ANYTHING and cmd == "SELECT")
        ),
    ]


def _covered(verb: str, policies: list[tuple[str, ...]]) -> bool:
    return any(cmd in {verb, "ALL"} for _, cmd, _, _ in policies)
