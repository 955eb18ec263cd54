"""Security test T18: Naober does not start on an unsafe setting, and says which in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from naober.config import checks
from naober.config.environment import ROOT, VARIABLES

GOOD = {
    "NAOBER_SECRET_KEY": "kJ3-uT9wQz" * 6,
    "NAOBER_HOSTS": "naober.example.org",
    "NAOBER_ADDRESS": "https://naober.example.org",
    "NAOBER_MAIL_URL": "smtp://naober:secret@mail.example.org:587",
    "NAOBER_MAIL_FROM": "balie@naober.example.org",
    "NAOBER_PHONE": "088 000 12 34",
    "NAOBER_PROXY_COUNT": "1",
}

UNSAFE = [
    ("NAOBER_HSDS_VERSION", "2.0"),
    ("NAOBER_API_PER_MINUTE", "0"),
    ("NAOBER_DEBUG", "1"),
    ("NAOBER_SECRET_KEY", ""),
    ("NAOBER_SECRET_KEY", "much-too-short"),
    ("NAOBER_SECRET_KEY", "aaaaaaaaaabbbbbbbbbb" * 4),
    ("NAOBER_SECRET_KEY", "django-insecure-" + "kJ3uT9wQz" * 6),
    ("NAOBER_HOSTS", ""),
    ("NAOBER_HOSTS", "*"),
    ("NAOBER_HOSTS", "naober.example.org,*"),
    ("NAOBER_HOSTS", "localhost"),
    ("NAOBER_HTTPS", "0"),
    ("NAOBER_HTTPS", "true"),
    ("NAOBER_DEMO", "yes"),
    ("NAOBER_ADDRESS", "http://naober.example.org"),
    ("NAOBER_ADDRESS", "https://elsewhere.example.org"),
    ("NAOBER_MAIL_URL", ""),
    ("NAOBER_MAIL_URL", "mail.example.org"),
    ("NAOBER_MAIL_URL", "smtp://mail.example.org:port"),
    ("NAOBER_THEME", "unknown"),
    ("NAOBER_PROCESS", "root"),
    ("NAOBER_PROXY_COUNT", "many"),
    ("NAOBER_PROXY_COUNT", "-1"),
    ("NAOBER_YOUNG_CARER_BELOW", "eighteen"),
    ("DATABASE_URL", "mysql://naober"),
    ("DATABASE_URL", "postgresql://127.0.0.1/naober?sslmod=require"),
]

UNSAFE_DEMONSTRATION = [
    ("NAOBER_HTTPS", "0"),
    ("NAOBER_DEBUG", "1"),
    ("NAOBER_HOSTS", "*"),
    ("NAOBER_PROCESS", "root"),
    ("NAOBER_PROXY_COUNT", "one"),
]

ORACLE = {variable.name: variable.default for variable in VARIABLES}


def values(**changed: str) -> dict[str, str]:
    return ORACLE | {name: value or ORACLE[name] for name, value in changed.items()}


@pytest.fixture(autouse=True)
def _styles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theme-naober.css").touch()
    monkeypatch.setattr(checks, "STYLES", tmp_path)


def test_good_settings_have_no_problem_and_nothing_odd() -> None:
    assert checks.problems(values(**GOOD)) == []
    assert checks.oddities(values(**GOOD)) == []


@pytest.mark.parametrize(("name", "value"), UNSAFE)
def test_an_unsafe_setting_is_named_in_one_sentence(name: str, value: str) -> None:
    found = checks.problems(values(**GOOD | {name: value}))
    assert [one for one in found if one.startswith(name) or name in one], found
    assert all(one.endswith(".") and "\n" not in one and len(one) < 160 for one in found)


@pytest.mark.parametrize(("name", "value"), UNSAFE_DEMONSTRATION)
def test_a_demonstration_that_others_can_reach_is_held_to_the_same(name: str, value: str) -> None:
    public = {"NAOBER_DEMO": "1", "NAOBER_HOSTS": "naober.example.org"}
    assert checks.problems(values(**public)) == []
    assert any(name in one for one in checks.problems(values(**public | {name: value})))


def test_a_demonstration_on_your_own_machine_needs_no_setting() -> None:
    assert checks.problems(values(NAOBER_DEMO="1", NAOBER_HTTPS="0")) == []


def test_no_secret_stands_in_a_sentence() -> None:
    for name, value in UNSAFE:
        found = " ".join(checks.problems(values(**GOOD | {name: value})))
        assert GOOD["NAOBER_SECRET_KEY"] not in found
        assert "secret@" not in found


def test_what_is_made_up_is_mentioned_but_starts() -> None:
    plain = {name: value for name, value in GOOD.items() if name not in {"NAOBER_PHONE"}}
    assert checks.problems(values(**plain)) == []
    assert ["NAOBER_PHONE" in one for one in checks.oddities(values(**plain))] == [True]


def test_a_proxy_that_was_not_counted_is_mentioned_before_pages_lead_to_themselves() -> None:
    behind = {name: value for name, value in GOOD.items() if name != "NAOBER_PROXY_COUNT"}
    assert checks.problems(values(**behind)) == []
    assert ["NAOBER_PROXY_COUNT" in one for one in checks.oddities(values(**behind))] == [True]
    assert checks.oddities(values(**behind, NAOBER_DEMO="1", NAOBER_HTTPS="0")) == []


def started(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with only these settings, on a database that is not there."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=inherited | {"PYTHONPATH": str(ROOT / "src"), "NAOBER_VAR": "/nowhere"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_deploy_check_of_django_has_no_warning_in_production() -> None:
    answer = started("manage.py", "check", "--deploy", "--fail-level=WARNING", **GOOD)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "no issues" in answer.stdout


@pytest.mark.parametrize(
    "unsafe",
    [
        {"NAOBER_DEBUG": "1"},
        {"NAOBER_SECRET_KEY": ""},
        {"NAOBER_HTTPS": "0"},
        {"NAOBER_PROXY_COUNT": "x"},
        {"NAOBER_PROCESS": "owner"},
        {"NAOBER_PROCESS": "nobody"},
        {"NAOBER_MAIL_URL": "smtp://[broken"},
        {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/naober"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_the_web_server_does_not_start_on_it(unsafe: dict[str, str]) -> None:
    answer = started("-c", "import naober.config.wsgi", **GOOD | unsafe)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    lines = answer.stderr.splitlines()
    assert lines[0] == "Naober does not start."
    name = next(iter(unsafe))
    assert len(lines) == 2, lines
    assert (name in lines[1]) or "database does not answer" in lines[1]


def test_a_command_does_not_run_on_it() -> None:
    answer = started("-m", "naober.config.cli", "check", **GOOD | {"NAOBER_DEBUG": "1"})
    assert answer.returncode == 2
    assert "NAOBER_DEBUG" in answer.stderr
    assert "Traceback" not in answer.stderr


class Server:
    """Answers as a PostgreSQL whose settings are given."""

    def __init__(self, **settings: str) -> None:
        self.settings = settings

    def cursor(self) -> "Server":
        return self

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute(self, *_: object) -> None: ...

    def fetchall(self) -> list[tuple[str, str]]:
        return list(self.settings.items())


def test_a_database_that_may_lose_what_was_saved_is_refused() -> None:
    durable = dict(checks.DURABLE)
    assert checks._careless(Server(**durable)) == []
    for name in durable:
        assert name in checks._careless(Server(**durable | {name: "off"}))[0]


@pytest.mark.django_db
def test_the_real_database_says_how_durable_it_is() -> None:
    asked = checks._careless(connections["default"])
    with connections["default"].cursor() as cursor:
        cursor.execute("SHOW fsync")
        careful = cursor.fetchone()[0] == "on"
    assert any("fsync" in one for one in asked) is not careful
