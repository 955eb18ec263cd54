"""What must be right before Naober opens. What is not, is one sentence that names the setting.

`bin/naober check` and every command say them all; the web server does not start with one of them.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's name

from naober.config.databases import CONNECTION_WORDS, ROLES, query_of
from naober.config.environment import NUMBERS, VARIABLES, is_number, read, split_url

HSDS_VERSIONS: Final = ("3.0", "3.1")
FLAGS: Final = ("NAOBER_DEMO", "NAOBER_HTTPS", "NAOBER_DEBUG")
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
SHORTEST_SECRET: Final = 50
FEWEST_CHARACTERS: Final = 10
"""Different characters in a secret: fewer is a pattern that somebody typed."""

STYLES: Final = Path(__file__).resolve().parents[1] / "shared" / "static" / "nlds"
DURABLE: Final = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}

Values = Mapping[str, str]


def values_now() -> dict[str, str]:
    """Return every documented variable with the value that this process reads."""
    return {variable.name: read(variable.name) for variable in VARIABLES}


def problems(values: Values) -> list[str]:
    """Return what is unsafe or impossible in these settings, one sentence each."""
    rules: tuple[Callable[[Values], Iterator[str]], ...] = (_shapes, _database, _theme, _hosts)
    if values["NAOBER_DEMO"] != "1":
        rules += (_secret, _production, _address, _mail)
    return [sentence for rule in rules for sentence in rule(values)]


def oddities(values: Values) -> list[str]:
    """Return what is not unsafe but is still as nobody wants it, one sentence each."""
    if values["NAOBER_DEMO"] == "1":
        return []
    return [*_made_up(values), *_endless(values)]


def _made_up(values: Values) -> list[str]:
    return [
        f"{variable.name} is still {variable.default!r}, which is made up: give your own."
        for variable in VARIABLES
        if variable.name in {"NAOBER_PHONE", "NAOBER_MAIL_FROM"}
        and values[variable.name] == variable.default
    ]


def _endless(values: Values) -> list[str]:
    """Return what a server behind a proxy of ours does that does not know of the proxy."""
    if values["NAOBER_HTTPS"] != "1" or values["NAOBER_PROXY_COUNT"] != "0":
        return []
    sentence = (
        "NAOBER_PROXY_COUNT is 0: behind nginx every page would lead to itself for ever. Say 1"
        " there; 0 is right only where Naober's own server has the certificate."
    )
    return [sentence]


def refuse_unsafe(process: str) -> None:
    """End with exit code 2 and the sentences on stderr where this process must not start.

    A web server as any other process would connect with a login that sees too much.
    """
    found = problems(values_now())
    if not found and read("NAOBER_PROCESS") != process:
        found = [f"NAOBER_PROCESS must be {process} here, not {read('NAOBER_PROCESS')!r}."]
    if found := found or _database_problems():
        sys.stderr.write("Naober does not start.\n" + "".join(f"{one}\n" for one in found))
        sys.exit(2)


@register("naober")
def settings_are_safe(**_: Any) -> list[CheckMessage]:
    """Django's system check: part of `bin/naober check` and of every command."""
    values = values_now()
    return [
        *(Error(sentence, id="naober.E001") for sentence in problems(values)),
        *(Warning(sentence, id="naober.W001") for sentence in oddities(values)),
    ]


def _shapes(values: Values) -> Iterator[str]:
    if values["NAOBER_PROCESS"] not in ROLES:
        names = ", ".join(ROLES)
        yield f"NAOBER_PROCESS must be one of {names}, not {values['NAOBER_PROCESS']!r}."
    for name in FLAGS:
        if values[name] not in {"0", "1"}:
            yield f"{name} must be 0 or 1, not {values[name]!r}."
    if values["NAOBER_HSDS_VERSION"] not in HSDS_VERSIONS:
        known = " or ".join(HSDS_VERSIONS)
        yield f"NAOBER_HSDS_VERSION must be {known}, not {values['NAOBER_HSDS_VERSION']!r}."
    for name, (least, most) in NUMBERS.items():
        if not is_number(name, values[name]):
            yield f"{name} must be a whole number from {least} to {most}, not {values[name]!r}."


def _database(values: Values) -> Iterator[str]:
    address = values["DATABASE_URL"]
    if address and split_url(address).scheme not in {"postgresql", "postgres"}:
        yield "DATABASE_URL must be postgresql://user:password@host:5432/name, or empty."
    for word in sorted(query_of(address).keys() - CONNECTION_WORDS - {"host", "port"}):
        yield f"DATABASE_URL says {word!r} after the ?, and Naober does not know that word."


def _theme(values: Values) -> Iterator[str]:
    known = sorted(path.stem.removeprefix("theme-") for path in STYLES.glob("theme-*.css"))
    if known and values["NAOBER_THEME"] not in known:  # nothing is built before `prepare`
        yield f"NAOBER_THEME must be one of {', '.join(known)}, not {values['NAOBER_THEME']!r}."


def _hosts(values: Values) -> Iterator[str]:
    hosts = _names(values)
    if any("*" in host for host in hosts):
        yield "NAOBER_HOSTS must name the hosts of the site; * lets anybody name it."
    others = ", ".join(sorted(hosts - LOOPBACK))
    if values["NAOBER_DEMO"] == "1" and others:
        if values["NAOBER_HTTPS"] != "1":
            yield f"NAOBER_HTTPS may be 0 on your own machine only, and NAOBER_HOSTS has {others}."
        if values["NAOBER_DEBUG"] == "1":
            yield f"NAOBER_DEBUG may be 1 on your own machine only, and NAOBER_HOSTS has {others}."


def _secret(values: Values) -> Iterator[str]:
    secret = values["NAOBER_SECRET_KEY"]
    if not secret:
        yield "NAOBER_SECRET_KEY is missing: make one and keep it apart from the database."
    elif len(secret) < SHORTEST_SECRET:
        yield f"NAOBER_SECRET_KEY must have at least {SHORTEST_SECRET} characters."
    elif len(set(secret)) < FEWEST_CHARACTERS or secret.startswith("django-insecure-"):
        yield "NAOBER_SECRET_KEY can be guessed: make one by chance."


def _production(values: Values) -> Iterator[str]:
    if values["NAOBER_DEBUG"] == "1":
        yield "NAOBER_DEBUG must be 0: error pages would show what people wrote."
    if values["NAOBER_HTTPS"] == "0":
        yield "NAOBER_HTTPS must be 1: without it anybody on the way can read along."
    if not _names(values) - LOOPBACK:
        yield "NAOBER_HOSTS must name the hosts of the site, such as naober.example.org."


def _address(values: Values) -> Iterator[str]:
    parts = split_url(values["NAOBER_ADDRESS"])
    if parts.scheme != "https" or not parts.hostname:
        yield "NAOBER_ADDRESS must begin with https:// and name the site: mail leads there."
    elif parts.hostname not in _names(values):
        yield f"NAOBER_ADDRESS leads to {parts.hostname}, which is not in NAOBER_HOSTS."


def _mail(values: Values) -> Iterator[str]:
    parts = split_url(values["NAOBER_MAIL_URL"])
    if not values["NAOBER_MAIL_URL"]:
        yield "NAOBER_MAIL_URL is missing: nobody could sign in without mail."
    elif parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        yield "NAOBER_MAIL_URL must be smtp://user:password@host:587 or smtps://…:465."


def _names(values: Values) -> set[str]:
    return {part.strip() for part in values["NAOBER_HOSTS"].split(",") if part.strip()}


def _database_problems() -> list[str]:
    """Connect once with each login; the guard on new connections refuses a wrong one."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, connections

    try:
        for alias in connections:
            connections[alias].ensure_connection()
        return [] if read("NAOBER_DEMO") == "1" else _careless(connections["default"])
    except ImproperlyConfigured as problem:
        return [str(problem)]
    except OperationalError as problem:
        return [f"The database does not answer: {' '.join(str(problem).split())}"]
    finally:
        connections.close_all()


def _careless(connection: Any) -> list[str]:
    """Return which settings of the server may lose what was confirmed to somebody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DURABLE)]
        )
        now = dict(cursor.fetchall())
    return [
        f"PostgreSQL's {name} must be on: a power cut would lose what was saved."
        for name in DURABLE
        if now.get(name) == "off"
    ]
