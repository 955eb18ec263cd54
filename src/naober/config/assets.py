"""What is built from sources: style sheets and scripts, compiled translations, collected files.

Each step keeps a stamp of its sources in the environment, so a second start builds nothing.
"""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from naober.config.environment import ROOT
from naober.config.exceptions import StartError

FRONTEND: Final = ROOT / "frontend"
STYLES: Final = ROOT / "src" / "naober" / "shared" / "static" / "nlds"
LOCALE: Final = ROOT / "src" / "naober" / "locale"
COLLECTED: Final = ROOT / "staticfiles"
LOCK: Final = ROOT / "requirements" / "run.txt"
_STAMPS: Final = Path(sys.prefix) / "naober-stamps"


@dataclass(frozen=True)
class _Step:
    name: str
    said: str
    sources: Callable[[], Iterable[Path]]
    result: Path
    make: Callable[[], None]


def build(*, collect: bool = True) -> None:
    """Build what is missing or older than its sources. Raises StartError with the tool's words.

    `collect=False` leaves out the folder that the web server serves; tests do without.
    """
    for step in _STEPS:
        if collect or step.result != COLLECTED:
            _bring_up_to_date(step)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Print what happens, and afterwards how many seconds it took."""
    began = time.monotonic()
    sys.stdout.write(f"{what} … ")
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        sys.stdout.write("\n")
        raise
    sys.stdout.write(f"{time.monotonic() - began:.1f} s\n")
    sys.stdout.flush()


def run_quietly(
    command: list[str], *, folder: Path = ROOT, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a tool of the environment; raise StartError with its last words where it fails."""
    path = f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        if full := [line for line in said if os.strerror(errno.ENOSPC) in line]:
            raise StartError(f"The disk is full: {full[-1].strip()}")
        words = " ".join([word for word in command if not word.startswith("-")][-2:])
        sys.stderr.write("\n".join(["", *said[-15:], ""]))
        # Of the settings the first that is unsafe; of anything else the last word.
        unsafe = [line for line in said if "naober.E" in line][:1]
        raise StartError(f"`{words}` failed: {(unsafe or said or ['no reason'])[-1].strip()}")
    return done


def django(*words: str, **environment: str) -> str:
    """Run one of Django's commands in a process of its own and return what it prints."""
    command = [sys.executable, "-P", "-m", "django", *words, "--settings=naober.config.settings"]
    return run_quietly(command, environment=environment).stdout


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """Return a digest of names and contents of files."""
    digest = sha256("|".join(more).encode())
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode())
        digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def files_below(folder: Path, pattern: str = "*") -> list[Path]:
    """Return the files in a folder and below, or none where it does not exist."""
    return [path for path in folder.rglob(pattern) if path.is_file()]


def _bring_up_to_date(step: _Step) -> None:
    stamp = _STAMPS / step.name
    now = fingerprint(step.sources())
    if step.result.exists() and stamp.exists() and stamp.read_text() == now:
        return
    with progress(step.said):
        step.make()
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(now)


def _locks() -> list[Path]:
    return [FRONTEND / "package.json", FRONTEND / "package-lock.json"]


def _style_sources() -> list[Path]:
    # THIRD_PARTY.md is written by the build itself.
    own = [path for path in FRONTEND.iterdir() if path.suffix in {".css", ".mjs", ".json"}]
    return [*own, *files_below(FRONTEND / "themes")]


def _static_sources() -> list[Path]:
    folders = (ROOT / "src" / "naober").rglob("static")
    return [LOCK, *(file for folder in folders for file in files_below(folder))]


def _install_packages() -> None:
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    # Also trust what the machine trusts: networks of municipalities look into traffic.
    run_quietly(command, folder=FRONTEND, environment={"NODE_OPTIONS": "--use-system-ca"})


def _build_styles() -> None:
    run_quietly(["npm", "run", "build"], folder=FRONTEND)


def _compile() -> None:
    from polib import pofile

    for source in files_below(LOCALE, "*.po"):
        pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


def _collect() -> None:
    django("collectstatic", "--noinput", "--clear", "--verbosity=0")


_STEPS: Final = (
    _Step(
        "packages",
        "Packages for the style sheets",
        _locks,
        FRONTEND / "node_modules",
        _install_packages,
    ),
    _Step("styles", "Style sheets and scripts", _style_sources, STYLES, _build_styles),
    _Step("translations", "Translations", lambda: files_below(LOCALE, "*.po"), LOCALE, _compile),
    _Step("collected", "Files for the browser", _static_sources, COLLECTED, _collect),
)
