"""Every environment variable that Naober reads, with its meaning; documented and tested as one."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

ROOT: Final = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, what it is when absent, and what it means."""

    name: str
    default: str
    meaning: str


VARIABLES: Final = (
    Variable("DATABASE_URL", "", "PostgreSQL 15 or newer, as postgresql://host:port/name, with"
             " sslmode and other words of libpq after a ?. Empty: the embedded server. `prepare`"
             " needs a login in it, as user:password@; nothing else does."),
    Variable("NAOBER_VAR", str(ROOT / "var"), "Folder for what the running site keeps on disk: the"
             " embedded database, secrets, mail of the demo."),
    Variable("NAOBER_PROCESS", "web", "Which database login this process uses: web, worker, system"
             " or owner. The commands set it themselves."),
    Variable("NAOBER_DEMO", "0", "1: a demonstration with made-up people; says so on every page,"
             " keeps mail on a page, lets staff sign in without a second factor."),
    Variable("NAOBER_SECRET_KEY", "", "Secret of at least 50 characters. Required in production; a"
             " demonstration makes its own."),
    Variable("NAOBER_SECRET_KEY_BEFORE", "", "The secret that was in use before this one, so that"
             " what it locked still opens. Run `bin/naober keys`, and take it away after two"
             " months: links in mail work as long."),
    Variable("NAOBER_HOSTS", "127.0.0.1,localhost", "Names under which the site is reached,"
             " separated by commas."),
    Variable("NAOBER_ADDRESS", "http://127.0.0.1:8000", "Address of the site in mail."),
    Variable("NAOBER_HTTPS", "1", "0 only for a demonstration on your own machine."),
    Variable("NAOBER_PROXY_COUNT", "0", "How many reverse proxies of yours stand in front and set"
             " X-Forwarded-For."),
    Variable("NAOBER_MAIL_URL", "", "Mail server, as smtp://user:password@host:587 (STARTTLS) or"
             " smtps://…:465. Required in production."),
    Variable("NAOBER_MAIL_FROM", "naober@example.org", "Sender of all mail."),
    Variable("NAOBER_THEME", "naober", "Token package that dresses the site: naober or voorbeeld,"
             " or one that the municipality installed."),
    Variable("NAOBER_PHONE", "088 000 00 00", "Telephone number in the header where no support"
             " point is known yet."),
    Variable("NAOBER_NUMBERS_NOW", "112, 113", "Telephone numbers on top where somebody searches"
             " for words of suicide or violence. Not verified; see whether they fit your region."),
    Variable("NAOBER_YOUNG_LINES", "", "Lines for children and young people on the page for young"
             " carers: a name, a colon and a number, separated by commas. None is ours to choose."),
    Variable("NAOBER_DEBUG", "0", "1 shows error details. Refused in production."),
    Variable("NAOBER_YOUNG_CARER_BELOW", "18", "Age in years below which somebody is addressed as a"
             " young carer. Not verified; a choice of the region."),
    Variable("NAOBER_REGISTRATIONS_PER_NETWORK", "20", "Registrations that visitors of one network"
             " may hand in within an hour. More for an open day where everybody uses one network."
             " Registering at the desk is not counted."),
    Variable("NAOBER_REGISTRATIONS_PER_HOUR", "200", "Registrations that all visitors together may"
             " hand in within an hour."),
    Variable("NAOBER_REFERRAL_WORKING_DAYS", "5", "Working days, without weekends and Dutch"
             " holidays, within which an organisation answers a referral. Not verified; a choice of"
             " the region."),
    Variable("NAOBER_REFERRAL_KEPT_DAYS", "90", "Days after its end that a referral without a file"
             " here is removed. Not verified; a choice of the region."),
    Variable("NAOBER_API_PER_MINUTE", "300", "Questions that one network may ask of the open data"
             " under /api/ within a minute, counted in each web process."),
    Variable("NAOBER_HSDS_VERSION", "3.0", "Version of Open Referral HSDS that the open data are"
             " written in: 3.0 or 3.1."),
)  # fmt: skip

NUMBERS: Final = {
    "NAOBER_PROXY_COUNT": (0, 9),
    "NAOBER_YOUNG_CARER_BELOW": (1, 30),
    "NAOBER_REGISTRATIONS_PER_NETWORK": (1, 10_000),
    "NAOBER_REGISTRATIONS_PER_HOUR": (1, 10_000),
    "NAOBER_REFERRAL_WORKING_DAYS": (1, 30),
    "NAOBER_REFERRAL_KEPT_DAYS": (1, 730),
    "NAOBER_API_PER_MINUTE": (1, 100_000),
}
"""Variables that are whole numbers, with the least and the most they may be."""

_REFERENCE: Final = """# Settings

Naober reads these environment variables and no others. Made from `config/environment.py`; after a
change there: `python -m naober.config.environment > docs/reference/settings.md`.

| variable | when it is empty | meaning |
|---|---|---|
"""

_BY_NAME: Final = {variable.name: variable for variable in VARIABLES}


def read(name: str) -> str:
    """Return the value of a documented variable, or its default. KeyError for any other name."""
    return os.environ.get(name, "").strip() or _BY_NAME[name].default


def read_flag(name: str) -> bool:
    """Return whether a documented variable is switched on ("1")."""
    return read(name) == "1"


def is_number(name: str, text: str) -> bool:
    """Return whether `text` is a whole number that the variable `name` may have."""
    least, most = NUMBERS[name]
    return text.isascii() and text.isdecimal() and least <= int(text) <= most


def read_number(name: str) -> int:
    """Return a documented number; its default where it is none, which the checks refuse."""
    text = read(name)
    return int(text if is_number(name, text) else _BY_NAME[name].default)


def split_url(text: str) -> SplitResult:
    """Return the parts of an address; empty parts where it is none, which the checks refuse."""
    try:
        parts = urlsplit(text)
        return parts if parts.port != 0 else urlsplit("")
    except ValueError:
        return urlsplit("")


def read_list(name: str) -> list[str]:
    """Return the comma-separated parts of a documented variable."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def reference() -> str:
    """Return docs/reference/settings.md; a test compares it with the file."""
    rows = "".join(
        f"| `{one.name}` | {_shown_default(one)} | {one.meaning} |\n" for one in VARIABLES
    )
    return f"{_REFERENCE}{rows}"


def _shown_default(variable: Variable) -> str:
    default = variable.default.replace(str(ROOT), "<folder of Naober>")
    return f"`{default}`" if default else "none"


def var_folder() -> Path:
    """Return the folder in which this installation keeps its files."""
    return Path(read("NAOBER_VAR")).expanduser().resolve()


if __name__ == "__main__":
    print(reference(), end="")  # noqa: T201
