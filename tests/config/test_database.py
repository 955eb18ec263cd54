"""The suite itself: what stands in tests/database.py holds."""

import pytest
from django.db import ProgrammingError, connections

from tests.database import role


def acting(alias: str = "default") -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_test_acts_as_the_login_of_the_web_and_of_the_log() -> None:
    assert acting() == "naober_app"
    assert acting("audit") == "naober_audit"


@pytest.mark.django_db
def test_a_factory_acts_as_another_role_and_gives_it_back() -> None:
    with role("naober_system"):
        assert acting() == "naober_system"
    assert acting() == "naober_app"


@pytest.mark.django_db
def test_the_web_may_not_make_a_table() -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("CREATE TABLE mine (id int)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_committed_job_is_gone_in_the_next_test(turn: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone()[0] == 0, turn
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('a', 'b')")
