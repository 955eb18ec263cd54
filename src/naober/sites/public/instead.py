"""Did you mean …? How a question was read, and what else it could have been."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from naober.directory.queries import Found
from naober.sites.public.presenters import Link, find_url

_MOST: Final = 3


@dataclass(frozen=True)
class Instead:
    """See public/instead.html.

    `searched` is the question as it was read and `exact` leads to what was typed; `meant` are
    other questions.
    """

    searched: str
    exact: Link | None
    meant: Sequence[Link]


def instead_of(request: HttpRequest, found: Found, question: str) -> Instead | None:
    """Return what could have been meant; None where the question was read as it was typed."""
    if found.repaired and "exact" not in request.GET:
        exact = Link(question, _asking(request, question, exact="1"))
        return Instead(found.repaired, exact, ())
    others = [found.repaired] if found.repaired else []
    if not found.chosen and not found.needs_somebody_now:
        others += [one.text for one in found.others if one.text.casefold() != question.casefold()]
    meant = [Link(text, _asking(request, text)) for text in others[:_MOST]]
    return Instead("", None, meant) if meant else None


def _asking(request: HttpRequest, question: str, **more: str) -> str:
    """Return the address of the page with another question."""
    asked = request.GET.copy()
    for name in ("page", "exact"):
        asked.pop(name, None)
    for name, value in {"q": question, **more}.items():
        asked[name] = value
    return f"{find_url()}?{asked.urlencode()}"
