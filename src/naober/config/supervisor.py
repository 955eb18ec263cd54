"""`bin/run`: start the database, the web server and the worker, and stop them together."""

import contextlib
import errno
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from naober.config import assets, roles
from naober.config.environment import read, read_flag, var_folder
from naober.config.exceptions import StartError
from naober.config.postgres import EmbeddedServer, die_with_parent
from naober.config.preparation import logins_file, prepare_if_needed, without_login

HOST: Final = "127.0.0.1"
APPLICATION: Final = "naober.config.wsgi:application"
SECONDS_TO_ANSWER: Final = 60.0
SECONDS_TO_STOP: Final = 10.0
SECONDS_FOR_PORT: Final = 3.0  # what a web server whose supervisor was killed needs to go


def run(port: int, *, reset: bool) -> None:
    """Serve Naober on 127.0.0.1:`port` until a signal says stop. Raises StartError.

    `reset` throws away what an earlier demonstration kept, and refuses anything else.
    """
    wait_for_port(port)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    if reset:
        _reset()
    with _server() as url, contextlib.suppress(KeyboardInterrupt):
        prepare_if_needed(url)
        assets.build()
        environment = {**os.environ, "DATABASE_URL": without_login(url)}
        environment.setdefault("NAOBER_ADDRESS", f"http://{HOST}:{port}")  # where mail leads to
        with _children() as children:
            with assets.progress("Web server"):
                children["web server"] = _start(web_command(port), environment, "web")
                _wait_for_answer(port, children)
            _greet(port)
            children["worker"] = _start_worker(environment)
            _watch(children)


def wait_for_port(port: int) -> None:
    """Return when the port is free. Raises StartError where somebody else keeps it."""
    deadline = time.monotonic() + SECONDS_FOR_PORT
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OverflowError:
                raise StartError(f"There is no port {port}: choose one up to 65535.") from None
            except OSError as problem:
                if problem.errno == errno.EACCES:
                    raise StartError(
                        f"You may not use port {port}: choose one from 1024."
                    ) from None
                if time.monotonic() > deadline:
                    raise StartError(
                        f"Port {port} is taken by another program: stop that, or choose another"
                        f" port, such as --port {port + 1}."
                    ) from None
            else:
                return
        time.sleep(0.1)


def _reset() -> None:
    if not read_flag("NAOBER_DEMO"):
        raise StartError("--reset throws everything away and is only for a demonstration.")
    if url := read("DATABASE_URL"):
        roles.empty_demonstration(url)
    else:
        EmbeddedServer(var_folder()).throw_away()
    for kept in (var_folder() / "mail", logins_file()):
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink(missing_ok=True)


@contextlib.contextmanager
def _server() -> Iterator[str]:
    if url := read("DATABASE_URL"):
        yield url
        return
    with contextlib.ExitStack() as stack:
        with assets.progress("Database"):
            server = stack.enter_context(EmbeddedServer(var_folder()))
        yield server.url


@contextlib.contextmanager
def _children() -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Keep the child processes that are put in; stop them in reverse order at the end."""
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        yield children
    finally:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)  # a second Ctrl-C must not leave anything behind
        for child in reversed(children.values()):
            child.terminate()
        for child in children.values():
            try:
                child.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                # With what it started: granian forgets a worker that is just coming back.
                os.killpg(child.pid, signal.SIGKILL)


def web_command(port: int) -> list[str]:
    """Return the command that serves Naober on 127.0.0.1:`port`."""
    granian = Path(sys.prefix) / "bin" / "granian"
    # No access log: an address can hold what somebody searched for.
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "2"]
    options.append("--respawn-failed-workers")  # one that was killed comes back, the other goes on
    options += ["--workers-kill-timeout", "5"]  # a worker told to stop while it starts may not hear
    address = ["--host", HOST, "--port", str(port), "--log-level", "warning", "--no-access-log"]
    return [sys.executable, "-P", str(granian), *options, *address, APPLICATION]


def _start_worker(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "naober.config.cli", "worker"]
    return _start(command, environment, "worker")


def _start(
    command: list[str], environment: dict[str, str], process: str
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env={**environment, "NAOBER_PROCESS": process},
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C goes to the supervisor, which stops in order
        preexec_fn=die_with_parent(signal.SIGTERM),
    )


def _wait_for_answer(port: int, children: dict[str, subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        _refuse_a_stopped(children)
        connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS_TO_ANSWER)
        with (
            contextlib.closing(connection),
            contextlib.suppress(OSError, http.client.HTTPException),
        ):
            connection.request("GET", "/")
            connection.getresponse()
            return
        time.sleep(0.05)
    raise StartError(f"The web server does not answer within {SECONDS_TO_ANSWER:.0f} s.")


def _greet(port: int) -> None:
    logins = logins_file().read_text() if logins_file().exists() else ""
    sys.stdout.write(f"\nNaober is ready: http://{HOST}:{port}\n{logins}Stop: Ctrl-C.\n")
    sys.stdout.flush()


def _watch(children: dict[str, subprocess.Popen[bytes]]) -> None:
    while True:
        _refuse_a_stopped(children)
        time.sleep(0.5)


def _refuse_a_stopped(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise StartError(f"The {name} stopped by itself, so everything stops (see above).")


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
