"""The answers of a strain check, on the visitor's own device only."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from naober.pure.instruments import INSTRUMENTS, InvalidAnswers, Result, score
from naober.shared import drafts

DRAFT: Final = "check"
INSTRUMENT: Final = "csi"


def given(request: HttpRequest) -> dict[str, object]:
    """Return the answers so far, by item code."""
    return dict(drafts.load(request, DRAFT).get("answers", {}))


def keep(response: HttpResponse, answers: dict[str, object], *, taken_along: bool = False) -> None:
    """Keep the answers on the visitor's device."""
    drafts.save(response, DRAFT, {"answers": answers, "taken_along": taken_along})


def throw_away(response: HttpResponse) -> None:
    """Throw the answers away."""
    drafts.discard(response, DRAFT)


def result_of(request: HttpRequest) -> Result | None:
    """Return the scored answers, or None where the check is not finished."""
    try:
        return score(INSTRUMENTS[INSTRUMENT], given(request))
    except InvalidAnswers:
        return None


def is_complete(request: HttpRequest) -> bool:
    """Return whether every question has its answer."""
    return result_of(request) is not None


def is_taken_along(request: HttpRequest) -> bool:
    """Return whether the visitor asked to send the answers along with a registration."""
    return bool(drafts.load(request, DRAFT).get("taken_along"))
