"""What every test can count on: the web's own database login, no network, a fresh cache."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests import browser as browsers
from tests.database import WEB, assume, empty_tables, end_other_sessions, role


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test of the database both connections: reading a person writes the log.

    A browser asks another thread, which sees only what is committed.
    """
    for item in items:
        if "visitor" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
        for marker in item.iter_markers("django_db"):
            marker.kwargs.setdefault("databases", ["default", "audit"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Act as the web once the owner has made the test database, and as the owner to flush it."""
    with django_db_blocker.unblock():
        assume(WEB)
    flush = TransactionTestCase._fixture_teardown

    def flush_as_owner(self: TransactionTestCase) -> None:
        with role("naober_owner"):
            empty_tables()

    TransactionTestCase._fixture_teardown = flush_as_owner
    yield
    TransactionTestCase._fixture_teardown = flush
    with django_db_blocker.unblock():
        assume(dict.fromkeys(WEB))
        end_other_sessions()


@pytest.fixture(autouse=True)
def _fresh_start() -> None:
    translation.activate(settings.LANGUAGE_CODE)  # the last page of another test spoke English
    cache.clear()
    caches["process"].clear()
    caches["packs"].clear()


@pytest.fixture
def queued_mail(settings: pytest.FixtureRequest) -> None:
    """Send mail through the real queue; Django's test set-up otherwise replaces it."""
    settings.EMAIL_BACKEND = "naober.shared.mail.QueuedBackend"  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def chromium() -> Iterator[browsers.Browser]:
    """One Chromium for each worker. Without one the tests are skipped, in CI they fail."""
    path = browsers.chromium_path()
    if path is None:
        missing = "there is no Chromium here: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with browsers.started(path) as browser:
        yield browser


@pytest.fixture
def visitor(chromium: browsers.Browser, live_server: object) -> Iterator[browsers.Visitor]:
    """Open pages of the running site in a browser; fails where a page asks anything elsewhere."""
    visitor = browsers.Visitor(chromium, str(live_server))
    yield visitor
    visitor.close()
    assert visitor.outside == [], "a page asked something of another server"
