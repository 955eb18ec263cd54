"""Questions that nobody thought of, made from the document of the API: never a mistake of ours."""

from typing import Any

import pytest
import schemathesis
from django.core.cache import caches
from django.test import Client
from django.utils.http import urlencode
from hypothesis import HealthCheck, settings

from naober.api.openapi import document
from tests.factories.directory import make_location, make_service

pytestmark = pytest.mark.django_db

ANSWERS = {200, 304, 400, 404}
schema = schemathesis.openapi.from_dict(document("3.0", "http://testserver/api"))


@pytest.fixture(autouse=True)
def _cards(db: None) -> None:
    make_location(make_service("respite.stay"), make_service("respite.day"))


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_question_breaks_the_api(case: Any) -> None:
    caches["process"].clear()
    path = f"/api{case.formatted_path}"
    query = urlencode(case.query or {}, doseq=True)
    response = Client(raise_request_exception=False).generic(
        case.method, path, QUERY_STRING=query
    )  # fmt: skip
    allowed = ANSWERS if case.method in {"GET", "HEAD"} else {204, 405}
    assert response.status_code in allowed, (path, query, response.content)
