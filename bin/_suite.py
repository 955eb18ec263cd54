"""The suite behind bin/test; runs with the environment's Python."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.prefix) / "bin"
sys.path.insert(0, str(ROOT))
os.chdir(ROOT)
VAR = Path(tempfile.mkdtemp(prefix="naober-test-"))
VAR.chmod(0o711)  # the database's own user passes through
os.environ["NAOBER_VAR"] = str(VAR)  # before settings are read
os.environ.pop("DATABASE_URL", None)  # the suite changes logins: never on a server of somebody's
os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"

from naober.config import assets, roles  # noqa: E402
from naober.config.exceptions import StartError, sentence_for  # noqa: E402
from naober.config.postgres import EmbeddedServer  # noqa: E402
from naober.config.preparation import without_login  # noqa: E402
from tests.browser import chromium_path  # noqa: E402

CHECKS = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "architecture": ["lint-imports"],
    "templates": ["djlint", "src/naober", "--lint", "--quiet"],
    "translations": [sys.executable, "-P", "-m", "naober.config.cli", "translations"],
}
BROWSERS = ("chromium-headless-shell", "chromium")
"""Debian's packages, the one that is rather had first; older Debians have the second only."""
PYTEST = ["pytest", "-n", "3", "--dist", "worksteal", "-rs"]
"""One worker more than the two cores: one often waits for its browser or for the database."""


def main(arguments: list[str]) -> int:
    """Run every step, also after one failed, and return 1 if any did."""
    assets.build(collect=False)
    if arguments:
        with test_server():
            return subprocess.run(["pytest", *arguments], check=False).returncode
    install_chromium()
    results = {name: timed(name, command) for name, command in CHECKS.items()}
    with test_server():
        results["tests"] = timed("tests", PYTEST)
    for name, (seconds, passed) in results.items():
        say(f"{name:<13} {seconds:6.1f} s  {'passed' if passed else 'FAILED'}")
    return 0 if all(passed for _, passed in results.values()) else 1


def timed(name: str, command: list[str]) -> tuple[float, bool]:
    """Run one step; return how long it took and whether it passed."""
    say(f"== {name}")
    began = time.monotonic()
    passed = subprocess.run(command, check=False).returncode == 0
    return time.monotonic() - began, passed


@contextlib.contextmanager
def test_server() -> Iterator[None]:
    """Run a PostgreSQL of its own for this run, in which the owner may act as every other role."""
    with EmbeddedServer(VAR, durable=False) as server:
        roles.prepare(server.url, demonstration=False)
        others = ", ".join(role for role in roles.ALL if role != roles.OWNER)
        with roles.administrator(server.url) as connection:
            connection.execute(f"GRANT {others} TO {roles.OWNER}")
            connection.execute(f"ALTER ROLE {roles.OWNER} CREATEDB")
        os.environ["DATABASE_URL"] = without_login(server.url)
        yield


def install_chromium() -> None:
    """Install Debian's Chromium where that is possible; else the browser tests say they skip.

    The one without windows (a "headless shell") does the same pages in less than half the time.
    """
    apt = shutil.which("apt-get")
    if shutil.which(BROWSERS[0]) or os.geteuid() != 0 or not apt:
        return
    say("== Installing Chromium, for the tests in a browser")
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run([apt, "-qq", "update"], check=False, **quiet)
    for name in BROWSERS:
        install = [apt, "-qq", "install", "-y", "--no-install-recommends", name]
        subprocess.run(install, check=False, **quiet)
        if chromium_path():
            return


def say(text: str) -> None:
    """Print a line between those of the tools, in order."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StartError as problem:
        sys.exit(sys.stderr.write(f"{problem}\n") and 2)
    except OSError as problem:
        sys.exit(sys.stderr.write(f"{sentence_for(problem)}\n") and 2)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
