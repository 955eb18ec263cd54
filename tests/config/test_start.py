"""What stands in the way of starting is one sentence and exit code 2, never a traceback."""

import ast
import errno
import importlib.util
import os
import runpy
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from django.core.management import get_commands

from naober.config import assets, cli, supervisor
from naober.config.environment import ROOT
from naober.config.exceptions import StartError, sentence_for


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands set variables for their own process; here that process goes on."""
    monkeypatch.setattr(os, "environ", os.environ.copy())


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """bin/_environment.py, with its .venv in a folder of the test."""
    path = ROOT / "bin" / "_environment.py"
    spec = importlib.util.spec_from_file_location("naober_environment", path)
    assert spec is not None
    assert spec.loader is not None
    monkeypatch.setattr(sys, "path", list(sys.path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp")
    return module


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command that cannot be done and return its sentence."""
    assert cli.main(words) == 2
    said = capsys.readouterr().err.strip()
    assert "Traceback" not in said
    assert said.count("\n") == 0
    return said


def test_a_busy_port_is_named_with_the_way_out(
    busy_port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SECONDS_FOR_PORT", 0)
    said = refusal(capsys, "run", "--port", str(busy_port))
    assert f"Port {busy_port} is taken" in said
    assert f"--port {busy_port + 1}" in said


def test_a_port_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no port 70000" in refusal(capsys, "run", "--port", "70000")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("mysql://somebody@127.0.0.1/naober", "no address of a PostgreSQL database"),
        ("postgresql://somebody@127.0.0.1:port/naober", "no address of a PostgreSQL database"),
        ("postgresql://somebody@127.0.0.1:1/naober", "Connection refused"),
    ],
)
def test_a_wrong_database_url_gives_the_reason_and_no_password(
    address: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.environ["DATABASE_URL"] = address.replace("somebody@", "somebody:geheim@")
    said = refusal(capsys, "prepare")
    assert reason in said.splitlines()[-1]
    assert "geheim" not in said


def test_reset_is_only_for_a_demonstration(capsys: pytest.CaptureFixture[str]) -> None:
    os.environ["NAOBER_DEMO"] = "0"
    assert "only for a demonstration" in refusal(capsys, "run", "--port", "0", "--reset")


def test_an_unknown_command_points_to_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert "bin/naober --help" in refusal(capsys, "serach")


def test_a_command_that_is_used_wrongly_says_what_it_misses(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "instrument" in refusal(capsys, "score")


def test_the_help_has_a_line_for_every_command_and_every_command_exists(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["--help"]) == 0
    listed = capsys.readouterr().out
    for name, command in cli.COMMANDS.items():
        assert f"  {name} " in listed
        assert command.own or name in get_commands(), name
    assert (ROOT / listed.split()[-1].rstrip(".")).is_file()


def test_a_check_without_settings_says_that_it_judges_a_demonstration(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "NAOBER_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(cli, "_run", lambda _name, _words: 0)
    cli.main(["check"])
    assert "this is for the demonstration" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EACCES, "You may not write"),
        (errno.EROFS, "You may not write"),
    ],
)
def test_a_full_or_closed_disk_is_a_sentence(number: int, words: str) -> None:
    assert sentence_for(OSError(number, "told otherwise", "/var/x")).startswith(words)


def test_an_old_python_is_told_so(environment: ModuleType) -> None:
    with pytest.raises(StartError, match=r"needs Python 3\.11 or newer, and this is Python 3\.10"):
        environment.require_python((3, 10))
    environment.require_python((3, 11))


@pytest.mark.parametrize("command", ["run", "test", "naober"])
def test_a_python_that_cannot_read_the_first_step_is_told_so_too(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 6, 15))
    monkeypatch.setattr(sys, "path", [str(ROOT / "bin"), *sys.path])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "bin" / command))
    assert ended.value.code == 2
    assert "needs Python 3.11 or newer, and this is Python 3.6." in capsys.readouterr().err
    lines = (ROOT / "bin" / command).read_text().splitlines()
    first = next(line for line in lines if line.startswith("import _"))
    assert lines.index(first) < next(at for at, line in enumerate(lines) if "from _env" in line)


@pytest.mark.parametrize(
    "file",
    [
        "bin/run",
        "bin/test",
        "bin/naober",
        "bin/_oldest.py",
        "bin/_environment.py",
        "src/naober/config/exceptions.py",
    ],
)
def test_an_old_python_can_read_the_first_step(file: str) -> None:
    ast.parse((ROOT / file).read_text(), feature_version=(3, 7))


def test_nothing_is_installed_where_the_room_is_too_small(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(environment.shutil, "disk_usage", lambda _: Usage(1_000_000))
    with pytest.raises(StartError, match="too little room on the disk"):
        environment.ensure("run")


def test_an_installation_that_was_broken_off_is_done_again(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def stop_at_the_packages(command: list[str]) -> None:
        commands.append(command)
        if "sync" in command:
            raise StartError("the network went away")
        (tmp_path / ".venv" / "bin").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(environment, "_run", stop_at_the_packages)
    for _ in range(2):
        with pytest.raises(StartError, match="went away"):
            environment.ensure("run")
    assert sum("sync" in command for command in commands) == 2
    assert not environment.STAMP.exists()


def test_a_finished_installation_is_not_repeated(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pretend(command: list[str]) -> None:
        packages = tmp_path / ".venv" / "lib" / environment.VERSION / "site-packages"
        packages.mkdir(parents=True, exist_ok=True)
        environment.PYTHON.parent.mkdir(exist_ok=True)
        environment.PYTHON.touch()

    monkeypatch.setattr(environment, "_run", pretend)
    environment.ensure("test")
    monkeypatch.delattr(environment, "_run")
    environment.ensure("test")
    environment.ensure("run")  # the tests' tools are there already; they stay


def test_a_python_without_pip_names_the_package_to_install(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000)
    with pytest.raises(StartError, match=r"install the package python3\.\d+-venv"):
        environment._make_venv()


def test_help_needs_no_database_and_no_settings() -> None:
    bare = {"PATH": os.environ["PATH"]}
    command = [sys.executable, "-P", "-m", "naober.config.cli", "--help"]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "bin/naober COMMAND" in done.stdout


def test_a_tool_that_finds_the_disk_full_says_only_that(capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "raise OSError(28, 'No space left on device', '/var/x')"]
    with pytest.raises(StartError, match=r"^The disk is full: .*No space left on device"):
        assets.run_quietly(command)
    assert capsys.readouterr().err == ""


def test_a_tool_that_fails_leaves_its_last_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StartError, match=r"failed: ValueError: no such colour"):
        assets.run_quietly([sys.executable, "-c", "raise ValueError('no such colour')"])
    assert "no such colour" in capsys.readouterr().err


def test_of_settings_the_first_that_is_unsafe_is_the_reason() -> None:
    said = "?: (naober.E001) Set the address.\n?: (naober.E001) Set the key.\n?: (naober.W001) Hm."
    with pytest.raises(StartError, match="Set the address"):
        assets.run_quietly([sys.executable, "-c", f"print({said!r}); raise SystemExit(1)"])


def test_a_command_for_a_real_site_says_when_it_works_on_the_demonstration(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_run", lambda name, words: 0)
    for setting in ("DATABASE_URL", "NAOBER_SECRET_KEY"):
        monkeypatch.delenv(setting, raising=False)
    assert cli.main(["invite"]) == 0
    assert "demonstration" in capsys.readouterr().err
    assert cli.main(["search"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.org/naober")
    assert cli.main(["invite"]) == 0
    assert capsys.readouterr().err == ""
