"""`bin/run` as a person uses it: with the real logins, in processes of its own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from naober.config.environment import ROOT
from naober.config.postgres import running_url


@pytest.fixture
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="naober-run-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(var: Path, port: int, *options: str) -> "subprocess.Popen[str]":
    """Start a demonstration as on a machine without any setting."""
    foreign = ("NAOBER_", "DJANGO_", "DATABASE_URL")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return subprocess.Popen(
        [sys.executable, ROOT / "bin" / "run", "--port", str(port), *options],
        env={**bare, "NAOBER_VAR": str(var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until_ready(site: "subprocess.Popen[str]") -> str:
    """Return what is printed until the site is ready, or all of it where it never is."""
    assert site.stdout is not None
    said = ""
    for line in site.stdout:
        said += line
        if "Naober is ready" in line:
            return said
    pytest.fail(f"it stopped:\n{said}")


def stop(site: "subprocess.Popen[str]", with_signal: signal.Signals) -> None:
    site.send_signal(with_signal)
    site.communicate(timeout=60)


def web_workers(site: "subprocess.Popen[str]") -> set[int]:
    """Return the processes that answer pages: the children of the web server of this site."""
    parents, words = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it may have ended meanwhile
            pid = int(folder.name)
            parents[pid] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words[pid] = (folder / "cmdline").read_text()
    servers = {pid for pid in parents if parents[pid] == site.pid and "granian" in words[pid]}
    return {
        pid for pid in parents if parents[pid] in servers and "resource_tracker" not in words[pid]
    }


def answers(port: int, *, seconds: int) -> bool:
    """Return whether the site answers within so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
            return bool(page.status == 200)
        time.sleep(0.2)
    return False


def test_a_demonstration_starts_serves_and_heals(var: Path, port: int) -> None:
    first = start(var, port)
    said = until_ready(first)
    assert "Tables …" in said
    assert f"http://127.0.0.1:{port}" in said
    with urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
        assert page.status == 200

    stop(first, signal.SIGKILL)  # no chance to clear up
    second = start(var, port)
    said = until_ready(second)
    assert "Tables" not in said, "a second start prepares nothing"
    assert "Style sheets" not in said, "a second start builds nothing"
    with urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
        assert page.status == 200

    before = web_workers(second)
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    assert answers(port, seconds=60)
    until = time.monotonic() + 60
    while (now := web_workers(second)) == before or len(now) < 2:
        assert time.monotonic() < until, "a worker that was killed comes back"
        time.sleep(0.2)
    assert second.poll() is None
    assert answers(port, seconds=60)

    stop(second, signal.SIGTERM)
    assert second.returncode == 0
    assert running_url(var) == ""
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
