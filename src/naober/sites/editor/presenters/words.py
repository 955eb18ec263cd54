"""The everyday words as editors see them, and what search finds by one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from naober.directory.models import EverydayWord, UnansweredSearch
from naober.directory.queries import Found, mark_of_word
from naober.shared.addresses import address_of
from naober.shared.tables import Cell, Table
from naober.shared.templatetags.naober import day_and_month
from naober.sites.editor.forms.words import LANGUAGES, WEIGHTS
from naober.sites.words import words


@dataclass(frozen=True)
class Search:
    """Words that found nothing; nobody knows whose they were."""

    words: str
    number: int
    last: str
    add_url: str
    leave_url: str


@dataclass(frozen=True)
class Word:
    """One word, with what can be done with it."""

    expression: str
    kind: str
    language: str
    changed: str
    mark: str
    is_removed: bool
    move_url: str


@dataclass(frozen=True)
class FoundCard:
    """A card that search finds by a word."""

    name: str
    kind: str
    url: str


@dataclass(frozen=True)
class Proof:
    """What search finds now by a word."""

    words: str
    total: int
    cards: tuple[FoundCard, ...]
    has_kind: bool


def searches(found: Iterable[UnansweredSearch]) -> list[Search]:
    """Return the searches that found nothing."""
    return [
        Search(
            one.words,
            one.number,
            day_and_month(one.last_on),
            f"{reverse('editor:add-word')}?{urlencode({'woorden': one.words})}",
            reverse("editor:leave-search", args=[one.pk]),
        )
        for one in found
    ]


def table(found: Iterable[EverydayWord]) -> Table:
    """Return the words as a table; each leads to its page."""
    return Table(
        _("Words by which people find help"),
        [_("Word"), _("Kind of help"), _("How sure is it?"), _("Language")],
        [_row(one) for one in found],
    )


def _row(one: EverydayWord) -> list[Cell]:
    removed = _("Taken away") if one.removed_at else ""
    return [
        Cell(one.expression, url=reverse("editor:word", args=[one.pk]), detail=removed),
        Cell(capfirst(words(one.category, "label"))),
        Cell(str(dict(WEIGHTS)[one.weight]), labelled=True),
        Cell(_language(one)),
    ]


def _language(one: EverydayWord) -> str:
    return str(dict(LANGUAGES).get(one.language, one.language))


def word(one: EverydayWord) -> Word:
    """Return one word for its page."""
    removed = one.removed_at is not None
    name = "editor:bring-word-back" if removed else "editor:take-word-away"
    return Word(
        expression=one.expression,
        kind=capfirst(words(one.category, "label")),
        language=_language(one),
        changed=day_and_month(one.changed_at),
        mark=mark_of_word(one),
        is_removed=removed,
        move_url=reverse(name, args=[one.pk]),
    )


def proof(one: EverydayWord, found: Found, names: Mapping[str, str]) -> Proof:
    """Return what search finds by a word, and whether its kind is among that."""
    return Proof(
        words=one.expression,
        total=found.total,
        cards=tuple(
            FoundCard(
                words(hit.service, "name"),
                capfirst(names.get(hit.category, "")),
                address_of("public:card", hit.service.key),
            )
            for hit in found.hits
        ),
        has_kind=any(hit.category == one.category_id for hit in found.hits),
    )
