"""How a connection is made is said in DATABASE_URL, and every login keeps to it."""

import pytest

from naober.config.databases import databases

ADDRESS = "postgresql://setup:secret@db.example.org:6432/region"


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{ADDRESS}?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem")


@pytest.mark.parametrize("process", ["web", "worker", "system", "owner"])
def test_every_login_and_the_log_ask_for_the_same_safe_connection(process: str) -> None:
    for login in databases(process).values():
        assert login["OPTIONS"]["sslmode"] == "verify-full"
        assert login["OPTIONS"]["sslrootcert"] == "/etc/ca.pem"


def test_no_login_but_our_own_is_used() -> None:
    both = databases("web")
    assert [one["USER"] for one in both.values()] == ["naober_app", "naober_audit"]
    assert "secret" not in str(both)
    assert (both["default"]["HOST"], both["default"]["PORT"]) == ("db.example.org", "6432")


def test_a_word_that_is_not_of_the_connection_does_not_reach_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{ADDRESS}?options=-c%20naober.migrating%3Don")
    assert "options" not in databases("web")["default"]["OPTIONS"]
