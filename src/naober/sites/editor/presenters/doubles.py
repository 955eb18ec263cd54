"""Cards that may be about the same help, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from naober.directory.models import ComparedCards, Service
from naober.directory.queries import Double
from naober.pure.doubles import POINTS, Reason
from naober.shared.addresses import address_of
from naober.shared.templatetags.naober import day_and_month
from naober.sites.card_labels import Names, in_words, label_of
from naober.sites.words import words

REASONS: Final = {
    Reason.SAME_NAME: gettext_lazy("the same name"),
    Reason.NEAR_NAME: gettext_lazy("nearly the same name"),
    Reason.SAME_ORGANISATION: gettext_lazy("the same organisation"),
    Reason.SAME_PHONE: gettext_lazy("the same telephone number"),
    Reason.SAME_MAIL: gettext_lazy("the same e-mail address"),
    Reason.SAME_PAGE: gettext_lazy("the same website"),
    Reason.SAME_ADDRESS: gettext_lazy("the same address"),
    Reason.SAME_KIND: gettext_lazy("the same kind of help"),
    Reason.NEAR_TEXT: gettext_lazy("nearly the same text"),
    Reason.OTHER_KIND: gettext_lazy("another kind of help"),
    Reason.OTHER_PLACE: gettext_lazy("for other municipalities"),
}
NOT_ASKED: Final = frozenset({"successor", "visible_from", "visible_until"})


@dataclass(frozen=True)
class CardLine:
    """A card of a pair, in short."""

    name: str
    organisation: str
    url: str


@dataclass(frozen=True)
class Pair:
    """Two cards that may be one, with why."""

    cards: tuple[CardLine, CardLine]
    speaks_for: str
    speaks_against: str
    points: int
    url: str
    different_url: str


@dataclass(frozen=True)
class Merged:
    """Two cards that were merged."""

    kept: str
    gone: str
    day: str
    url: str
    undo_url: str


def pairs(found: Iterable[Double]) -> list[Pair]:
    """Return the pairs for the list."""
    return [_pair(one) for one in found]


def _pair(one: Double) -> Pair:
    keys = [one.first.key, one.second.key]
    return Pair(
        cards=(line(one.first), line(one.second)),
        speaks_for=_reasons(reason for reason in one.reasons if POINTS[reason] > 0),
        speaks_against=_reasons(reason for reason in one.reasons if POINTS[reason] < 0),
        points=one.points,
        url=reverse("editor:double", args=keys),
        different_url=reverse("editor:different", args=keys),
    )


def _reasons(reasons: Iterable[Reason]) -> str:
    return ", ".join(str(REASONS[one]) for one in reasons)


def line(card: Service) -> CardLine:
    """Return a card in short."""
    return CardLine(
        words(card, "name"), card.organisation.name, address_of("public:card", card.key)
    )


def whole_name(card: Service) -> str:
    """Return the name of a card with that of its organisation."""
    return f"{words(card, 'name')}, {card.organisation.name}"


def parts(
    one: Mapping[str, Any], other: Mapping[str, Any], names: tuple[Names, Names]
) -> list[tuple[str, str, str, str]]:
    """Return what differs between two cards: name, label, and the words of both."""
    return [
        (
            name,
            label_of(name),
            in_words(name, value, names[0]),
            in_words(name, other[name], names[1]),
        )
        for name, value in one.items()
        if name not in NOT_ASKED and value != other[name]
    ]


def merged(found: Iterable[ComparedCards]) -> list[Merged]:
    """Return the cards that were merged."""
    return [_merged(one) for one in found]


def _merged(one: ComparedCards) -> Merged:
    kept, gone = one.first, one.second
    if one.kept_id == gone.pk:
        kept, gone = gone, kept
    return Merged(
        words(kept, "name"),
        words(gone, "name"),
        day_and_month(one.made_at),
        address_of("public:card", kept.key),
        reverse("editor:unmerge", args=[one.pk]),
    )
