"""What visitors do together is counted after their page is ready; a count never breaks a page."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, Final

from django.http import HttpRequest

from naober.directory.enums import CountKind
from naober.directory.models import Service
from naober.directory.queries import Found
from naober.directory.services import count_cards, note_unanswered
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import count_after_commit

_COUNTING: Final = Actor(role=SYSTEM)


def searched(
    request: HttpRequest, question: str, found: Found, shown: Iterable[Service], *, on: date
) -> None:
    """Count the cards of a page of results, and note a question that nothing fits.

    Nothing is written of a question that needs a person now, nor where a page is only looked at
    by a program (HEAD). A question is noted where it stands alone: without a filter, on page one.
    """
    if request.method != "GET" or found.needs_somebody_now:
        return
    cards = [one.pk for one in shown]
    alone = not found.without and request.GET.get("page", "1") == "1"
    if cards:
        _later(partial(count_cards, cards, CountKind.SHOWN, on=on))
    if question and found.unanswered and alone:
        _later(partial(note_unanswered, question, on=on))


def opened(request: HttpRequest, service: Service, *, on: date) -> None:
    """Count that a card was opened."""
    if request.method == "GET":
        _later(partial(count_cards, [service.pk], CountKind.OPENED, on=on))


def followed(request: HttpRequest, service: Service, *, on: date) -> None:
    """Count that the telephone, mail or website of a card was used."""
    if request.method == "GET":
        _later(partial(count_cards, [service.pk], CountKind.FOLLOWED, on=on))


def _later(count: Callable[[], Any]) -> None:
    count_after_commit(count, actor=_COUNTING)
