"""A demo region of its own for a measurement, on an embedded server that stops afterwards."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def region(name: str) -> Iterator[str]:
    """Make a region of 100 carers in var/bench-NAME, and give the address of its server.

    Until it stops, processes that are started read the settings of this region.
    """
    folder = ROOT / "var" / f"bench-{name}"
    os.environ |= {
        "NAOBER_VAR": str(folder),
        "NAOBER_DEMO": "1",
        "NAOBER_HTTPS": "0",
        "NAOBER_PROCESS": "system",
        "DJANGO_SETTINGS_MODULE": "naober.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT / "src"))
    from naober.config import roles
    from naober.config.assets import django
    from naober.config.postgres import EmbeddedServer
    from naober.config.preparation import without_login

    folder.mkdir(parents=True, exist_ok=True)
    with EmbeddedServer(folder) as server:
        roles.prepare(server.url, demonstration=True)
        os.environ["DATABASE_URL"] = without_login(server.url)
        django("migrate", "--noinput", NAOBER_PROCESS="owner")
        django("demo", "--carers", "100", NAOBER_PROCESS="system")
        yield server.url
