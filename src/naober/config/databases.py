"""Which login reaches the database: a role for each kind of process, and one for the log."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from naober.config.environment import read, split_url, var_folder

ROLES: Final = {
    "web": "naober_app",
    "worker": "naober_worker",
    "system": "naober_system",
    "owner": "naober_owner",
}
AUDIT_ROLE: Final = "naober_audit"
CONNECTION_WORDS: Final = frozenset(
    {
        "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "ssl_min_protocol_version",
        "channel_binding", "gssencmode", "connect_timeout", "keepalives", "keepalives_idle",
        "keepalives_interval", "keepalives_count", "tcp_user_timeout", "target_session_attrs",
    }
)  # fmt: skip
"""What may stand after the ? of DATABASE_URL, besides host and port: words of libpq. Every login
that Naober makes connects with them."""


def server_url() -> str:
    """Return the address of the server: DATABASE_URL, or that of the running embedded server.

    The embedded server's supervisor writes its address to `var/run/database-url`.
    Returns an empty string where neither is there (commands without a database still work).
    """
    if url := read("DATABASE_URL"):
        return url
    note = var_folder() / "run" / "database-url"
    return note.read_text().strip() if note.exists() else ""


def secret_path(role: str) -> Path:
    """Return the file that holds the password of a database role; `prepare` writes it."""
    return var_folder() / "secrets" / "database" / role


def databases(process: str) -> dict[str, Any]:
    """Return Django's DATABASES for a process: `default` by its role, `audit` insert-only."""
    default = _login(ROLES[process])
    if process == "owner":
        default["OPTIONS"]["options"] = "-c naober.migrating=on"
    audit = _login(AUDIT_ROLE)
    return {"default": default, "audit": audit}


def _login(role: str) -> dict[str, Any]:
    url = server_url()
    host, port, name = _address(url)
    secret = secret_path(role)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": host,
        "PORT": port,
        "NAME": name,
        "USER": role,
        "PASSWORD": secret.read_text().strip() if secret.exists() else "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Row-level security makes plans that take longer to make than to run: keep them. Behind
        # a pooler that shares connections it must know prepared statements (PgBouncer 1.21).
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2, **_words(url)},
    }


def query_of(url: str) -> dict[str, str]:
    """Return what stands after the ? of a PostgreSQL URL."""
    pairs = (pair.split("=", 1) for pair in split_url(url).query.split("&") if "=" in pair)
    return {name: unquote(value) for name, value in pairs}


def _words(url: str) -> dict[str, str]:
    return {name: value for name, value in query_of(url).items() if name in CONNECTION_WORDS}


def _address(url: str) -> tuple[str, str, str]:
    """Return host (or socket folder), port and database name of a PostgreSQL URL."""
    if not url:
        return "", "", "naober"
    parts = split_url(url)
    query = query_of(url)
    host = query.get("host", "") or unquote(parts.hostname or "")
    return (
        host,
        str(parts.port or query.get("port", "")),
        unquote(parts.path.lstrip("/")) or "naober",
    )
