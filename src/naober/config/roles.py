"""The logins of the database and the database itself: made once, and mended by every `prepare`."""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from naober.config.databases import AUDIT_ROLE, ROLES, secret_path
from naober.config.exceptions import StartError

OWNER: Final = ROLES["owner"]
ALL: Final = (*ROLES.values(), AUDIT_ROLE)
DEMONSTRATION: Final = "Naober, demonstration"
PRODUCTION: Final = "Naober"
OLDEST_SERVER: Final = 150000
_LOCK: Final = 0x6E616F626572  # "naober": two preparations at once take turns
_WEAK: Final = "LOGIN NOINHERIT NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION"


@contextlib.contextmanager
def administrator(url: str, database: str | None = None) -> Iterator[psycopg.Connection[Any]]:
    """Connect with the login in `url`. Raises StartError, with the server's own reason."""
    _check(url)
    try:
        address = make_conninfo(url, connect_timeout=5, dbname=database)
        connection = psycopg.connect(address, autocommit=True)
    except psycopg.Error as problem:
        reason = str(problem).strip().splitlines()[0]
        raise StartError(f"DATABASE_URL leads to no database: {reason}") from problem
    with connection:
        if connection.info.server_version < OLDEST_SERVER:
            raise StartError("Naober needs PostgreSQL 15 or newer; DATABASE_URL leads to an older.")
        yield connection


def prepare(url: str, *, demonstration: bool) -> None:
    """Make the five logins and the database of `url`, or mend them. Needs no Django.

    `url` carries a superuser, or a login that may make roles and databases. Raises StartError where
    that is not so, or where the database holds a Naober of the other kind: made-up people never
    get in between real ones.
    """
    name = database_name(url)
    try:
        with _maintenance(url, name) as server:
            server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            _make_database(server, name)
            with administrator(url, name) as connection:
                # First: new passwords would lock the other kind out of its own database.
                _refuse_the_other_kind(connection, demonstration=demonstration)
                for role in ALL:
                    _make_login(connection, role)
                _open_schema(connection)
    except psycopg.errors.InsufficientPrivilege as problem:
        raise StartError(
            "The login in DATABASE_URL may not make roles and databases:"
            f" {problem.diag.message_primary}."
        ) from problem


def database_name(url: str) -> str:
    """Return the name of the database in `url`; `naober` where it names none."""
    return urlsplit(url).path.lstrip("/") or "naober"


def prepared(url: str) -> str:
    """Return for which state of the code the database was prepared, or nothing."""
    try:
        with administrator(url, database_name(url)) as connection:
            return _comment(connection).partition(": ")[2]
    except StartError:
        return ""


def mark_prepared(url: str, state: str, *, demonstration: bool) -> None:
    """Write in the database itself for which state of the code it was prepared."""
    with administrator(url, database_name(url)) as connection:
        kind = DEMONSTRATION if demonstration else PRODUCTION
        _set_comment(connection, f"{kind}: {state}")


def empty_demonstration(url: str) -> None:
    """Drop everything that Naober made in the database of `url`, if that is a demonstration.

    Raises StartError for any other database, also one without a Naober.
    """
    with administrator(url, database_name(url)) as connection:
        if _kind(connection) != DEMONSTRATION:
            raise StartError(
                "--reset only empties a demonstration of Naober, and the database"
                f" {database_name(url)} is none."
            )
        with _member_of_owner(connection):
            connection.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(OWNER)))
        _set_comment(connection, f"{DEMONSTRATION}: ")


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"postgresql", "postgres"} and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise StartError(
            "DATABASE_URL is no address of a PostgreSQL database: write it as"
            " postgresql://user:password@host:5432/naober."
        )


@contextlib.contextmanager
def _maintenance(url: str, name: str) -> Iterator[psycopg.Connection[Any]]:
    """Connect to the database `postgres`, or where a host gives only one database, to that."""
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(administrator(url, "postgres"))
        except StartError:
            connection = stack.enter_context(administrator(url, name))
        yield connection


def _make_login(connection: psycopg.Connection[Any], role: str) -> None:
    name = sql.Identifier(role)
    row = connection.execute(
        "SELECT rolcanlogin AND NOT (rolinherit OR rolsuper OR rolcreaterole OR rolbypassrls"
        " OR rolreplication) FROM pg_roles WHERE rolname = %s",
        [role],
    ).fetchone()
    if row is None:
        connection.execute(sql.SQL("CREATE ROLE {} " + _WEAK).format(name))
    elif not row[0]:
        connection.execute(sql.SQL("ALTER ROLE {} " + _WEAK).format(name))
    # Scrambled here, so that no password reaches the server's log.
    scrambled = connection.pgconn.encrypt_password(
        _password(secret_path(role)).encode(), role.encode(), b"scram-sha-256"
    )
    change = sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(scrambled.decode()))
    connection.execute(change)


def _password(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text().strip()


def _make_database(connection: psycopg.Connection[Any], name: str) -> None:
    known = "SELECT 1 FROM pg_database WHERE datname = %s"
    if connection.execute(known, [name]).fetchone():
        return
    # It belongs to the administrator: the owner of the tables need not be able to drop it.
    make = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
    connection.execute(make.format(sql.Identifier(name)))


def _open_schema(connection: psycopg.Connection[Any]) -> None:
    """Let the owner make tables (PostgreSQL 15 needs it said), our logins in, and nobody else."""
    roles = sql.SQL(", ").join(map(sql.Identifier, ALL))
    owner = sql.Identifier(OWNER)
    database = sql.Identifier(connection.info.dbname)
    for statement in (
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {roles}, CURRENT_USER",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {roles}",
        "GRANT ALL ON SCHEMA public TO {owner}",
    ):
        values = {"database": database, "roles": roles, "owner": owner}
        connection.execute(sql.SQL(statement).format(**values))


@contextlib.contextmanager
def _member_of_owner(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Be a member of the owner for a moment: a login that is no superuser needs it."""
    row = connection.execute(
        "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row and row[0]:
        yield
        return
    owner = sql.Identifier(OWNER)
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
    try:
        yield
    finally:
        connection.execute(sql.SQL("REVOKE {} FROM CURRENT_USER").format(owner))


def _refuse_the_other_kind(connection: psycopg.Connection[Any], *, demonstration: bool) -> None:
    kind = _kind(connection)
    wanted = DEMONSTRATION if demonstration else PRODUCTION
    if kind and kind != wanted:
        raise StartError(
            f"The database {connection.info.dbname} holds “{kind}”, and this is “{wanted}”:"
            " give it a database of its own."
        )
    if not _comment(connection):
        _set_comment(connection, f"{wanted}: ")


def _kind(connection: psycopg.Connection[Any]) -> str:
    """Return whose tables the database holds, or nothing where it is empty."""
    if comment := _comment(connection):
        return comment.partition(":")[0]
    owners = connection.execute(
        "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
    ).fetchall()
    if not owners:
        return ""
    # A backup that was put back has no comment: real people, until somebody says otherwise.
    return PRODUCTION if owners == [(OWNER,)] else "another application"


def _comment(connection: psycopg.Connection[Any]) -> str:
    row = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = current_database()"
    ).fetchone()
    return (row[0] if row else "") or ""


def _set_comment(connection: psycopg.Connection[Any], text: str) -> None:
    database = sql.Identifier(connection.info.dbname)
    note = sql.SQL("COMMENT ON DATABASE {} IS {}").format(database, sql.Literal(text))
    connection.execute(note)
