"""Around every answer under /api/: open to other sites, limited, for reading only, no cookies."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from naober.api.answers import problem
from naober.shared import clock
from naober.shared.limits import mark_of_network, seconds_to_wait

PATH: Final = "/api/"
VERSION: Final = "1.0.0"
"""Of this API, by semantic versioning; told in the header API-Version."""
METHODS: Final = "GET, HEAD, OPTIONS"
_HEADERS: Final = {
    "API-Version": VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Last-Modified, Retry-After",
}
_PREFLIGHT: Final = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_JSON: Final = ("application/json", "application/problem+json")


class OpenDataMiddleware:
    """Stands outside sessions, so that none is read, and answers what needs no view itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PATH):
            return self.get_response(request)
        response = self._answer(request)
        for name, value in _HEADERS.items():
            response[name] = value
        if response.has_header("Vary"):
            del response["Vary"]  # the same for everybody, in any language
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=_PREFLIGHT)
        if request.method not in {"GET", "HEAD"}:
            refused = problem(HTTPStatus.METHOD_NOT_ALLOWED)
            refused["Allow"] = METHODS
            return refused
        if wait := _seconds_to_wait(request):
            refused = problem(HTTPStatus.TOO_MANY_REQUESTS)
            refused["Retry-After"] = str(wait)
            return refused
        response = self.get_response(request)
        is_page = not response.get("Content-Type", "").startswith(_JSON)
        if response.status_code >= 400 and is_page:
            return problem(response.status_code)
        return response


def _seconds_to_wait(request: HttpRequest) -> int:
    most = settings.NAOBER_API_PER_MINUTE
    return seconds_to_wait("api", mark_of_network(request), most=most, at=clock.now())
