"""The embedded database: only for its own logins, one supervisor, and whole again after a kill."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from naober.config import postgres, roles
from naober.config.databases import secret_path
from naober.config.exceptions import StartError
from naober.config.postgres import EmbeddedServer, running_url

KEEP_RUNNING = """
import sys, time
from pathlib import Path
from naober.config.postgres import EmbeddedServer
with EmbeddedServer(Path(sys.argv[1]), durable=False):
    print("ready", flush=True)
    time.sleep(60)
"""


def open_folder() -> Path:
    """Return a new folder; pytest's own folders are closed to PostgreSQL's user."""
    folder = Path(tempfile.mkdtemp(prefix="naober-postgres-"))
    folder.chmod(0o711)
    return folder


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A folder with a server that was made once and stopped."""
    folder = open_folder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NAOBER_VAR", str(folder))
        with EmbeddedServer(folder, durable=False):
            pass
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def empty_var(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = open_folder()
    monkeypatch.setenv("NAOBER_VAR", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def var(empty_var: Path, made: Path) -> Path:
    """A folder of this test alone with a server that was already made."""
    subprocess.run(["cp", "-a", f"{made}/.", empty_var], check=True)
    return empty_var


@pytest.fixture
def somebody(var: Path) -> Iterator[int]:
    """The number of a living process that is no database."""
    with subprocess.Popen(["sleep", "60"], cwd="/", **postgres._unprivileged()) as sleeper:
        yield sleeper.pid
        sleeper.kill()


@pytest.fixture
def server(var: Path) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(var, durable=False) as running:
        yield running


def login(server: EmbeddedServer, role: str, password: str | None = None) -> str:
    host = server.url.partition("?")[2]
    secret = secret_path(role).read_text() if password is None else password
    return f"postgresql://{role}:{secret}@/naober?{host}"


def keep_running(var: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", KEEP_RUNNING, str(var)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def test_the_server_listens_on_a_private_socket_and_asks_for_a_password(
    server: EmbeddedServer,
) -> None:
    with psycopg.connect(server.url, dbname="postgres") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SELECT lower('É')").fetchone() == ("é",)
        trusting = "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"
        assert connection.execute(trusting).fetchone() == (0,)
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(login(server, "postgres", "guessed"), dbname="postgres")


def test_the_address_is_there_while_the_server_runs_and_only_for_its_user(var: Path) -> None:
    with EmbeddedServer(var, durable=False) as server:
        assert running_url(var) == server.url
        assert (var / "run" / "database-url").stat().st_mode & 0o777 == 0o600
    assert running_url(var) == ""


def test_a_second_supervisor_is_refused(server: EmbeddedServer, var: Path) -> None:
    with pytest.raises(StartError, match="already runs"), EmbeddedServer(var):
        pytest.fail("two servers on the same data")


def test_a_killed_supervisor_takes_the_server_along_and_loses_nothing(var: Path) -> None:
    child = keep_running(var)
    with psycopg.connect(running_url(var), dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    child.kill()
    child.communicate()
    with (
        EmbeddedServer(var, durable=False) as server,
        psycopg.connect(server.url, dbname="postgres") as connection,
    ):
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_server_without_supervisor_is_stopped_and_not_doubled(
    var: Path,
) -> None:
    orphan = EmbeddedServer(var, durable=False)
    orphan.__enter__()
    os.close(orphan._lock)  # as if its supervisor had been killed and the server went on
    assert orphan._process is not None
    with EmbeddedServer(var, durable=False) as server:
        assert orphan._process.wait(10) == 0
        assert running_url(var) == server.url


def test_a_process_number_of_somebody_else_does_not_keep_it_from_starting(
    var: Path, somebody: int
) -> None:
    with EmbeddedServer(var, durable=False) as first:
        note = first._data / "postmaster.pid"
        lines = note.read_text().splitlines()
    # What is left when the power goes, after which the number belongs to another process.
    note.write_text("\n".join([str(somebody), *lines[1:]]) + "\n")
    with EmbeddedServer(var, durable=False) as server:
        assert running_url(var) == server.url


def test_a_broken_off_creation_is_made_again(empty_var: Path) -> None:
    half = empty_var / "postgres" / "data.unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    with EmbeddedServer(empty_var, durable=False) as server:
        assert running_url(empty_var) == server.url
    assert not half.exists()


def test_a_long_path_gets_its_socket_elsewhere(empty_var: Path) -> None:
    deep = empty_var / ("a" * 100)
    with EmbeddedServer(deep, durable=False) as server:
        assert str(deep) not in server.url


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has closed folders of its own")
def test_a_closed_folder_of_root_stays_closed(empty_var: Path) -> None:
    empty_var.chmod(0o700)
    with EmbeddedServer(empty_var, durable=False) as server:
        assert running_url(empty_var) == server.url
    outside = (empty_var / "postgres").resolve()
    with EmbeddedServer(empty_var, durable=False) as again:
        assert again.url == server.url
    assert empty_var.stat().st_mode & 0o777 == 0o700
    again.throw_away()
    assert not outside.exists()


def test_a_lost_password_is_a_sentence(var: Path) -> None:
    with EmbeddedServer(var, durable=False):
        secret_path(postgres.ADMIN).unlink()
    with pytest.raises(StartError, match="put the old file back"), EmbeddedServer(var):
        pytest.fail("it let somebody in")


def test_the_logins_can_neither_bypass_nor_become_another(server: EmbeddedServer) -> None:
    roles.prepare(server.url, demonstration=True)
    with psycopg.connect(server.url) as connection:
        connection.execute("ALTER ROLE naober_app SUPERUSER BYPASSRLS")
        connection.execute("ALTER ROLE naober_app PASSWORD 'planted'")
    roles.prepare(server.url, demonstration=True)
    with psycopg.connect(login(server, "naober_app"), autocommit=True) as web:
        for forbidden in ("SET ROLE naober_system", "CREATE TABLE mine (id int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(forbidden)
        own = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        assert web.execute(own).fetchone() == (False,)
    with psycopg.connect(login(server, "naober_owner")) as owner:
        owner.execute("CREATE TABLE ours (id int)")


def test_a_demonstration_never_gets_in_between_real_people(server: EmbeddedServer) -> None:
    roles.prepare(server.url, demonstration=False)
    with pytest.raises(StartError, match="holds “Naober”"):
        roles.prepare(server.url, demonstration=True)
    with pytest.raises(StartError, match="only empties a demonstration"):
        roles.empty_demonstration(server.url)


def test_being_refused_changes_no_password_of_who_is_there(server: EmbeddedServer) -> None:
    roles.prepare(server.url, demonstration=False)
    kept = secret_path(roles.OWNER)
    password = kept.read_text()
    kept.write_text("of another installation")
    with pytest.raises(StartError, match="database of its own"):
        roles.prepare(server.url, demonstration=True)
    with psycopg.connect(login(server, roles.OWNER, password)):
        pass


def test_a_backup_that_was_put_back_counts_as_real_people(server: EmbeddedServer) -> None:
    roles.prepare(server.url, demonstration=True)
    with psycopg.connect(login(server, "naober_owner")) as owner:
        owner.execute("CREATE TABLE django_migrations (id int)")
    with psycopg.connect(server.url) as connection:
        connection.execute("COMMENT ON DATABASE naober IS NULL")
    with pytest.raises(StartError, match="holds “Naober”"):
        roles.prepare(server.url, demonstration=True)


def test_reset_drops_what_naober_made_and_nothing_else(server: EmbeddedServer) -> None:
    roles.prepare(server.url, demonstration=True)
    with psycopg.connect(login(server, "naober_owner")) as owner:
        owner.execute("CREATE TABLE ours (id int)")
    with psycopg.connect(server.url) as other:
        other.execute("CREATE TABLE theirs (id int)")
    roles.empty_demonstration(server.url)
    with psycopg.connect(server.url) as connection:
        left = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        assert connection.execute(left).fetchall() == [("theirs",)]


def test_a_login_that_may_make_roles_and_databases_is_enough(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url, dbname="postgres") as connection:
        connection.execute("CREATE ROLE host LOGIN CREATEROLE CREATEDB PASSWORD 'x'")
    url = login(server, "host", "x")
    roles.prepare(url, demonstration=True)
    roles.mark_prepared(url, "state", demonstration=True)
    roles.prepare(url, demonstration=True)
    assert roles.prepared(url) == "state"
    with psycopg.connect(login(server, "naober_owner")) as owner:
        owner.execute("CREATE TABLE ours (id int)")
    roles.empty_demonstration(url)


def test_a_login_that_may_not_is_told_so(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url, dbname="postgres") as connection:
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'x'")
    with pytest.raises(StartError, match="may not make roles and databases"):
        roles.prepare(login(server, "guest", "x"), demonstration=True)


def test_a_stop_in_the_middle_leaves_no_server_behind(var: Path) -> None:
    child = keep_running(var)
    child.send_signal(signal.SIGINT)
    child.communicate()
    assert running_url(var) == ""
