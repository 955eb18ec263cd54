"""How the API answers: JSON with a mark of its contents, or a problem in a sentence."""

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from naober.api.exceptions import BadParameterError, NotThereError
from naober.api.parameters import ASKS, Asked, read
from naober.shared.access import OPEN, access

FRESH_FOR: Final = "public, max-age=60"
Object = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What is sent, and when the newest of it changed, where that is known."""

    content: Object
    changed_at: datetime | None = None


View = Callable[..., Answer]


def endpoint(name: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Make a view of a function from what is asked to an answer. `name` as in ASKS.

    A page that takes no parameters gets none handed down.
    """

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @access(OPEN)
        @wraps(view)
        def answer(request: HttpRequest, **ids: str) -> HttpResponse:
            try:
                asked = read(request.GET, ASKS[name])
                return _sent(request, view(asked, **ids) if ASKS[name] else view(**ids))
            except BadParameterError as wrong:
                return problem(HTTPStatus.BAD_REQUEST, str(wrong))
            except NotThereError:
                return problem(HTTPStatus.NOT_FOUND)

        return answer

    return decorate


def page(asked: Asked, total: int, rows: Sequence[Object]) -> Object:
    """Return a page of a list with the head that HSDS gives it."""
    pages = math.ceil(total / asked.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(rows),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not rows,
        "contents": list(rows),
    }


def rows_of(asked: Asked) -> slice:
    """Return which rows stand on the page that is asked for."""
    start = (asked.page - 1) * asked.per_page
    return slice(start, start + asked.per_page)


def newest(moments: Iterable[datetime]) -> datetime | None:
    """Return the last of some moments, or None without any."""
    return max(moments, default=None)


_SENTENCES: Final = {
    HTTPStatus.BAD_REQUEST: "This question cannot be read.",
    HTTPStatus.NOT_FOUND: "There is nothing here, or it is not public today.",
    HTTPStatus.METHOD_NOT_ALLOWED: "These data are for reading only: use GET, HEAD or OPTIONS.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many questions in a minute. Wait as Retry-After says.",
}


def problem(status: int, detail: str = "") -> HttpResponse:
    """Return a problem as RFC 9457 writes it."""
    known = HTTPStatus(status)
    content = {
        "type": "about:blank",
        "title": known.phrase,
        "status": known.value,
        "detail": detail or _SENTENCES.get(known, "Something went wrong here. Try again later."),
    }
    return HttpResponse(
        json.dumps(content), status=known.value, content_type="application/problem+json"
    )


def _sent(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Return an answer, or 304 without contents to somebody who has it already.

    Last-Modified is told, but only the mark is compared: a card also changes by the calendar.
    """
    body = json.dumps(answer.content, ensure_ascii=False, separators=(",", ":")).encode()
    mark = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = FRESH_FOR
    if answer.changed_at is not None:
        response["Last-Modified"] = http_date(answer.changed_at.timestamp())
    response["ETag"] = mark
    return get_conditional_response(request, etag=mark, response=response) or response
