"""From an empty server to one that Naober can run on: logins, database, tables."""

import re
from pathlib import Path
from typing import Final

from naober.config import roles
from naober.config.assets import LOCK, django, files_below, fingerprint, progress
from naober.config.environment import ROOT, read_flag, var_folder

SOURCE: Final = ROOT / "src" / "naober"


def prepare(url: str) -> None:
    """Make or mend logins, database and tables with the administrator's login in `url`.

    A demonstration gets its made-up region as well. Raises StartError.
    """
    demonstration = read_flag("NAOBER_DEMO")
    with progress("Logins of the database"):
        roles.prepare(url, demonstration=demonstration)
    address = without_login(url)
    with progress("Tables"):
        django("migrate", "--noinput", DATABASE_URL=address, NAOBER_PROCESS="owner")
    if demonstration and _has_demo():
        with progress("The demo region"):
            django("demo", DATABASE_URL=address, NAOBER_PROCESS="system")
            logins = django("demo", "--logins", DATABASE_URL=address, NAOBER_PROCESS="system")
        logins_file().write_text(logins)
    roles.mark_prepared(url, _state(), demonstration=demonstration)


def prepare_if_needed(url: str) -> None:
    """Prepare the database unless it was prepared for just this state of the code."""
    if roles.prepared(url) != _state():
        prepare(url)


def without_login(url: str) -> str:
    """Return the address without user and password: running processes get no administrator."""
    return re.sub(r"//[^@/]*@", "//", url, count=1)


def logins_file() -> Path:
    """Return the file with how to sign in to the demonstration, kept for the next start."""
    return var_folder() / "logins.txt"


def _has_demo() -> bool:
    return (SOURCE / "demo" / "management" / "commands" / "demo.py").exists()


def _state() -> str:
    """Return a digest of everything that tables and demo region are made from."""
    folders = (path for path in SOURCE.rglob("*") if path.name in {"migrations", "content", "demo"})
    files = {file for folder in folders for file in files_below(folder)}
    sources = [file for file in files if "__pycache__" not in file.parts]
    return fingerprint([LOCK, *sources], str(read_flag("NAOBER_DEMO")))
