"""Make Naober's environment (.venv) where there is none; the first step of every command.

Only the standard library, and only syntax that Python 3.7 reads too: an old Python must get a
sentence, not a SyntaxError. What gets installed is pinned, with hashes, in requirements/; after a
change in pyproject.toml those files are made anew with uv:

    uv pip compile --universal --generate-hashes --python-version 3.11 pyproject.toml \
        -o requirements/run.txt
    uv pip compile --universal --generate-hashes --python-version 3.11 --group dev pyproject.toml \
        -c requirements/run.txt -o requirements/test.txt
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

BIN = Path(__file__).resolve().parent
ROOT = BIN.parent
sys.path.insert(0, str(ROOT / "src"))  # the package itself is not installed yet
from naober.config.exceptions import StartError, sentence_for  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "naober-stamp"
VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}"
ROOM_NEEDED = 1_500_000_000  # bytes: the environment with the tests' tools measures 0.9 GB


def hand_over(*command: str, lock: str = "run") -> None:
    """Replace this process by the environment's Python running `command`.

    Makes or mends the environment first. What is impossible ends with a sentence and exit code 2.
    """
    try:
        require_python(sys.version_info[:2])
        ensure(lock)
    except StartError as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(2)
    except OSError as problem:
        sys.stderr.write(f"{sentence_for(problem)}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. The next start goes on from here.\n")
        sys.exit(130)
    sys.stdout.flush()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # without it a second start takes twice as long
    os.execv(str(PYTHON), [str(PYTHON), "-P", *command])


def require_python(version: tuple[int, ...]) -> None:
    """Raise StartError where `version` (major, minor) is older than Naober needs."""
    if tuple(version) < (3, 11):
        raise StartError(
            "Naober needs Python 3.11 or newer, and this is Python"
            f" {version[0]}.{version[1]} ({sys.executable})."
        )


def ensure(lock: str) -> None:
    """Bring .venv in line with requirements/`lock`.txt; costs nothing where it already is.

    The stamp is written last, so an installation that was broken off is finished the next time.
    """
    with (ROOT / "requirements" / "run.txt").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two first starts at once take turns
        kind = _kind()
        if kind == "test":  # it holds everything that `run` needs
            lock = "test"
        if kind == lock and _stamp() == _wanted(lock):
            return
        _install(lock)
        STAMP.write_text(f"{lock} {_wanted(lock)}")


def _kind() -> str:
    return STAMP.read_text().split(" ")[0] if STAMP.exists() and PYTHON.exists() else ""


def _stamp() -> str:
    return STAMP.read_text().split(" ")[1]


def _wanted(lock: str) -> str:
    text = (ROOT / "requirements" / f"{lock}.txt").read_bytes()
    return hashlib.sha256(text + f"{ROOT} {VERSION}".encode()).hexdigest()


def _install(lock: str) -> None:
    room = shutil.disk_usage(str(ROOT)).free
    if room < ROOM_NEEDED:
        raise StartError(
            f"There is too little room on the disk: Naober needs {ROOM_NEEDED / 1e9:.1f} GB in"
            f" {ROOT}, and {room / 1e9:.1f} GB is free."
        )
    _say("Making the environment in .venv; the first time this takes a few minutes.")
    STAMP.unlink() if STAMP.exists() else None
    pip = _make_venv()
    requirements = ROOT / "requirements"
    _run([*pip, "install", "--quiet", "--require-hashes", "-r", str(requirements / "uv.txt")])
    uv = str(VENV / "bin" / "uv")
    lock_file = str(requirements / f"{lock}.txt")
    _run([uv, "pip", "sync", "--require-hashes", "--python", str(PYTHON), lock_file])
    # No build step: a path file makes `import naober` work, and an edit counts at once.
    (VENV / "lib" / VERSION / "site-packages" / "naober.pth").write_text(f"{ROOT / 'src'}\n")


def _make_venv() -> list[str]:
    """Make an empty environment if there is none, and return the command that is its pip."""
    fitting = VENV / "lib" / VERSION
    has_pip = importlib.util.find_spec("ensurepip") is not None
    if not (PYTHON.exists() and fitting.exists()):
        if not has_pip and importlib.util.find_spec("pip") is None:
            has_pip = _install_debian_venv()
        bare = [] if has_pip else ["--without-pip"]
        _run([sys.executable, "-m", "venv", "--clear", *bare, str(VENV)])
    if (VENV / "bin" / "pip").exists():
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def _install_debian_venv() -> bool:
    """Debian leaves ensurepip out of Python: install it as root, else say what to install."""
    package = f"{VERSION}-venv"
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or not apt:
        raise StartError(
            f"This Python cannot make an environment: first install the package {package}"
            f" (Debian, Ubuntu: apt-get install {package})."
        )
    _say(f"Installing {package}, which Debian leaves out of Python.")
    _run([apt, "update", "-qq"])
    _run([apt, "install", "-y", "-qq", package])
    return True


def _run(command: list[str]) -> None:
    environment = dict(os.environ, VIRTUAL_ENV=str(VENV), PIP_DISABLE_PIP_VERSION_CHECK="1")
    environment.pop("PYTHONHOME", None)
    if ssl.create_default_context().cert_store_stats()["x509_ca"]:
        environment.setdefault("UV_SYSTEM_CERTS", "true")  # networks that look into traffic
    done = subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise StartError(
            f"Making the environment stopped at `{' '.join(command[:4])}` (see above): is there a"
            " network, and room on the disk? The next start goes on from here."
        )


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
