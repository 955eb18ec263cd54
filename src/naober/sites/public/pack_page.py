"""The page of what somebody keeps for their pack."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from naober.directory.models import Category
from naober.directory.queries import Hit
from naober.shared.addresses import address_of
from naober.sites.kept import MOST
from naober.sites.words import words


@dataclass(frozen=True)
class Kept:
    """One card in the pack; the first cannot go up, the last not down."""

    key: str
    name: str
    url: str
    kind: str
    organisation: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class PackPage:
    """What is in the pack; `gone` counts cards that were kept and are not there any more."""

    cards: tuple[Kept, ...]
    gone: int
    is_full: bool
    most: int = MOST


def page_of(cards: Sequence[tuple[Hit, Category | None]], *, asked: int) -> PackPage:
    """Return the page of cards in the order of the pack, of so many that were kept."""
    last = len(cards) - 1
    return PackPage(
        cards=tuple(
            Kept(
                key=hit.service.key,
                name=words(hit.service, "name"),
                url=address_of("public:card", hit.service.key),
                kind=capfirst(words(kind, "label")) if kind else "",
                organisation=hit.service.organisation.name,
                is_first=place == 0,
                is_last=place == last,
            )
            for place, (hit, kind) in enumerate(cards)
        ),
        gone=asked - len(cards),
        is_full=asked >= MOST,
    )
