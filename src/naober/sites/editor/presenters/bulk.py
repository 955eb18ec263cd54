"""Many cards at once: the list to choose from, and what a change would make of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.validators import slug_re
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.enums import Freshness
from naober.directory.models import Service
from naober.directory.queries import Becomes, FreshnessRules, is_closed
from naober.organisations.queries import municipalities
from naober.shared.tables import Cell, Table
from naober.shared.templatetags.naober import day_and_month
from naober.sites.card_labels import Names, in_words, kinds_by_code
from naober.sites.cards import NEVER, confirmed
from naober.sites.words import words

STATES: Final = {
    "": gettext_lazy("All cards"),
    "ask": gettext_lazy("To confirm"),
    "overdue": gettext_lazy("Not confirmed in time"),
    "never": NEVER,
    "closed": gettext_lazy("Closed for a while"),
    "off": gettext_lazy("Off the map"),
}


@dataclass(frozen=True)
class Line:
    """A card in the list to choose from."""

    key: str
    name: str
    detail: str
    is_chosen: bool


def fitting(
    cards: Iterable[Service], rules: FreshnessRules, *, words_in: str, state: str, on: date
) -> list[Service]:
    """Return the cards of a part of the list, with words in the name or the organisation."""
    needle = words_in.casefold()
    return [
        one
        for one in cards
        if needle in f"{words(one, 'name')} {one.organisation.name}".casefold()
        and _is_in(state, one, rules, on)
    ]


def _is_in(state: str, one: Service, rules: FreshnessRules, on: date) -> bool:
    if state == "ask":
        return rules.state(one, on) != Freshness.FRESH
    if state == "overdue":
        return rules.state(one, on) == Freshness.OVERDUE
    if state == "never":
        return one.confirmed_on is None
    if state == "closed":
        return is_closed(one, on=on)
    return state != "off" or (one.visible_until is not None and one.visible_until < on)


def lines(cards: Iterable[Service], chosen: Iterable[str]) -> list[Line]:
    """Return cards to choose from."""
    before = set(chosen)
    return [Line(one.key, words(one, "name"), _detail(one), one.key in before) for one in cards]


def _detail(one: Service) -> str:
    return f"{one.organisation.name}. {confirmed(one)}"


@dataclass(frozen=True)
class Preview:
    """What becomes of the chosen cards; `seen` goes back with the word to do it."""

    keys: Sequence[str]
    seen: Sequence[str]
    becomes: Table
    stays: Table


def preview(planned: Sequence[Becomes], part: str) -> Preview:
    """Return what a change makes of each card, and which stay as they are."""
    places = {one.code: one.name for one in municipalities()}
    names = Names(kinds=kinds_by_code(), municipalities=places)
    change = [one for one in planned if not one.why_not]
    return Preview(
        keys=[one.service.key for one in planned],
        seen=[f"{one.service.key} {one.mark}" for one in change],
        becomes=Table(
            _("What becomes different"),
            [_("Card"), _("Now"), _("It becomes")],
            [
                [
                    _card(one.service),
                    Cell(_said(part, one.before, names), labelled=True),
                    Cell(_said(part, one.after, names), labelled=True),
                ]
                for one in change
            ],
        ),
        stays=Table(
            _("What stays as it is"),
            [_("Card"), _("Why")],
            [[_card(one.service), Cell(one.why_not)] for one in planned if one.why_not],
        ),
    )


def marks(seen: Iterable[str]) -> dict[str, str]:
    """Return the marks of cards by their keys, as they were sent back; other text is left out."""
    found = (one.partition(" ") for one in seen)
    return {key: mark for key, _space, mark in found if slug_re.fullmatch(key)}


def _card(one: Service) -> Cell:
    url = reverse("provider:card", args=[one.key])
    return Cell(words(one, "name"), url=url, detail=one.organisation.name)


def _said(part: str, value: Any, names: Names) -> str:
    if part == "confirmed_on":
        return _("confirmed on %(day)s") % {"day": day_and_month(value)} if value else str(NEVER)
    if part == "closed":
        return _closed(*value)
    if part == "visible_until" and not value:
        return _("Until somebody takes it off")
    if part == "interval_months" and not value:
        return _("As the municipality or the region says")
    return in_words(part, value, names)


def _closed(first: date | None, last: date | None, why: str) -> str:
    if first is None:
        return _("Open")
    said = {"first": day_and_month(first), "last": day_and_month(last) if last else ""}
    text = _("Closed from %(first)s until %(last)s") if last else _("Closed from %(first)s")
    return f"{text % said}. {why}" if why else text % said
