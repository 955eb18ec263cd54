"""Which cards may be about the same help, with what speaks for it.

Cards are compared only where they share something: a telephone number, a mail address, a page, an
address, or a word of the name that few cards have. A thing that many cards share is split by the
words of their names. So of n cards far fewer than n² pairs are looked at.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

MOST_IN_A_BLOCK: Final = 40
"""Cards that share a thing beyond which the thing says nothing of one of them."""
LIKELY: Final = 50
"""Points from which two cards are shown to an editor. Our choice."""
NEARLY: Final = 80
"""From 0 to 100, how near two names must be; 95 and more is the same name."""
SAME: Final = 95
_WORD: Final = re.compile(r"[a-z0-9]+")
_LAST_DIGITS: Final = 9


class Reason(StrEnum):
    """What two cards share, or what speaks against it."""

    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"
    SAME_ORGANISATION = "same_organisation"
    SAME_PHONE = "same_phone"
    SAME_MAIL = "same_mail"
    SAME_PAGE = "same_page"
    SAME_ADDRESS = "same_address"
    SAME_KIND = "same_kind"
    NEAR_TEXT = "near_text"
    OTHER_KIND = "other_kind"
    OTHER_PLACE = "other_place"


POINTS: Final = {
    Reason.SAME_NAME: 40,
    Reason.NEAR_NAME: 25,
    Reason.SAME_ORGANISATION: 5,
    Reason.SAME_PHONE: 20,
    Reason.SAME_MAIL: 15,
    Reason.SAME_PAGE: 15,
    Reason.SAME_ADDRESS: 15,
    Reason.SAME_KIND: 10,
    Reason.NEAR_TEXT: 15,
    Reason.OTHER_KIND: -20,
    Reason.OTHER_PLACE: -30,
}
"""Our choice: a shared name and one shared way to reach them is enough, one of both is not."""


_MOST_OF_THE_REST: Final = (
    POINTS[Reason.SAME_ORGANISATION] + POINTS[Reason.SAME_KIND] + POINTS[Reason.NEAR_TEXT]
)
_WAYS: Final = (Reason.SAME_PHONE, Reason.SAME_MAIL, Reason.SAME_PAGE, Reason.SAME_ADDRESS)


@dataclass(frozen=True)
class Card:
    """What of a card is compared. `places` are the municipalities that it is for, none where it
    is for everybody; `addresses` are as written."""

    id: str
    name: str
    organisation: str = ""
    phone: str = ""
    mail: str = ""
    page: str = ""
    addresses: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True)
class Double:
    """Two cards that may be one, the first id first, and what speaks for and against it."""

    first: str
    second: str
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        """How likely it is: the points of the reasons together."""
        return sum(POINTS[one] for one in self.reasons)


@dataclass(frozen=True)
class _Clean:
    """A card with its values as they are compared; the words of its name are in order."""

    card: Card
    name: str
    shared: frozenset[tuple[Reason, str]]


def likely_doubles(cards: Iterable[Card]) -> list[Double]:
    """Return the pairs that may be about the same help, the likeliest first."""
    clean = sorted((_clean(one) for one in cards), key=lambda one: one.card.id)
    found = [
        Double(one.card.id, other.card.id, reasons)
        for one, other in _pairs(clean)
        if (reasons := _reasons(one, other))
    ]
    return sorted(found, key=lambda one: (-one.points, one.first, one.second))


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(_WORD.findall(bare))


def _clean(card: Card) -> _Clean:
    digits = re.sub(r"\D", "", card.phone)[-_LAST_DIGITS:]
    page = re.sub(r"^https?://(www\.)?", "", card.page.strip().lower()).rstrip("/")
    shared = {
        (Reason.SAME_PHONE, digits),
        (Reason.SAME_MAIL, card.mail.strip().lower()),
        (Reason.SAME_PAGE, page),
        *((Reason.SAME_ADDRESS, _plain(one)) for one in card.addresses),
    }
    known = frozenset((kind, value) for kind, value in shared if value)
    return _Clean(card, " ".join(sorted(_plain(card.name).split())), known)


def _pairs(cards: Sequence[_Clean]) -> Iterator[tuple[_Clean, _Clean]]:
    """Return every pair that shares something, once."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(cards):
        for key in {*one.shared, ("whole name", one.name)}:
            blocks[key].append(number)
        for word in set(one.name.split()):
            blocks["word", word].append(number)
    seen = {pair for block in blocks.values() for pair in _split(cards, block)}
    return ((cards[one], cards[other]) for one, other in seen)


def _split(cards: Sequence[_Clean], block: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the pairs of a block; of a large one only those with a word in common that is rare."""
    if len(block) <= MOST_IN_A_BLOCK:
        yield from combinations(block, 2)
        return
    by_word: dict[str, list[int]] = defaultdict(list)
    for number in block:
        for word in {*cards[number].name.split(), f"={cards[number].name}"}:
            by_word[word].append(number)
    for few in by_word.values():
        if len(few) <= MOST_IN_A_BLOCK:
            yield from combinations(few, 2)


def _reasons(one: _Clean, other: _Clean) -> tuple[Reason, ...]:
    """Return what speaks for and against it; nothing where it is not likely enough."""
    shared = one.shared & other.shared
    named = _name(one, other)
    if not (named or shared):
        return ()
    same = {kind for kind, _value in shared}
    found = [*named, *(kind for kind in _WAYS if kind in same)]
    if sum(POINTS[reason] for reason in found) + _MOST_OF_THE_REST < LIKELY:
        return ()
    found += _sort_of_card(one.card, other.card)
    points = sum(POINTS[reason] for reason in found)
    if points >= LIKELY - POINTS[Reason.NEAR_TEXT] and _near_text(one.card, other.card):
        found.append(Reason.NEAR_TEXT)
    alike = named or Reason.NEAR_TEXT in found
    likely = sum(POINTS[reason] for reason in found) >= LIKELY
    return tuple(found) if likely and alike else ()


def _name(one: _Clean, other: _Clean) -> list[Reason]:
    near = fuzz.ratio(one.name, other.name, score_cutoff=NEARLY)
    if near >= SAME:
        return [Reason.SAME_NAME]
    return [Reason.NEAR_NAME] if near >= NEARLY else []


def _sort_of_card(one: Card, other: Card) -> Iterator[Reason]:
    if one.organisation and one.organisation == other.organisation:
        yield Reason.SAME_ORGANISATION
    if one.kinds & other.kinds:
        yield Reason.SAME_KIND
    elif one.kinds and other.kinds:
        yield Reason.OTHER_KIND
    if one.places and other.places and not one.places & other.places:
        yield Reason.OTHER_PLACE


def _near_text(one: Card, other: Card) -> bool:
    if not (one.text and other.text):
        return False
    return fuzz.token_set_ratio(one.text, other.text, score_cutoff=NEARLY) >= NEARLY
