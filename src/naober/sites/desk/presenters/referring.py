"""Referrals in the lists of who sent them, and cards to choose from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from naober.carers.models import CareSituation
from naober.casework.models import Case, Referral
from naober.casework.queries.referrals import came_back
from naober.directory.queries import Hit
from naober.shared.rows import Row
from naober.shared.tables import Cell, Table
from naober.shared.templatetags.naober import day_and_month
from naober.sites.cards import Card, Fact, card_of
from naober.sites.desk.presenters.words import cares_for, full_name
from naober.sites.referral_pages import page_of

SHOWN: Final = {"room", "waiting", "place"}
"""What is told of a card to choose from: whether there is room, and where."""
FROM_CARD: Final = {"van": "kaart"}
"""In the address of a form: the card was chosen first."""


@dataclass(frozen=True)
class Choice:
    """A card that somebody can be referred to."""

    name: str
    organisation: str
    sentence: str
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Lists:
    """What came back, on top, and the rest."""

    returned: Table
    others: Table


def choices(
    hits: Iterable[Hit], route: Sequence[object], *, query: str, today: date
) -> list[Choice]:
    """Return cards, each with room, place and the address of the form for it.

    `route` is the name of that form, and what it needs before the key of the card. The address
    holds the words that found the card, for the way back.
    """
    cards = [card_of(hit, today=today) for hit in hits]
    name, *parts = route
    found_by = {"q": query} if query else None
    return [
        Choice(
            name=one.name,
            organisation=one.organisation,
            sentence=one.sentence,
            facts=tuple(fact for fact in one.facts if fact.kind in SHOWN),
            warnings=tuple(filter(None, (one.closed, one.elsewhere, _unsure(one)))),
            url=reverse(str(name), args=[*parts, one.key], query=found_by),
        )
        for one in cards
    ]


def _unsure(card: Card) -> str:
    return f"{card.confirmed} {_('Call first to check.')}" if card.call_first else ""


def people_to_choose(
    cases: Sequence[Case], situations: Mapping[UUID, CareSituation], key: str, *, whole_team: bool
) -> Table:
    """Return whom somebody may refer, each with the way to the form for one card."""
    columns = (_("Who"), _("Registered on"), _("Contact person"))
    return Table(
        caption=_("Whom do you refer?"),
        columns=columns if whole_team else columns[:2],
        rows=[
            _person(case, situations.get(case.carer_id), key, whole_team=whole_team)
            for case in cases
        ],
    )


def _person(
    case: Case, situation: CareSituation | None, key: str, *, whole_team: bool
) -> list[Cell]:
    url = reverse("desk:refer", args=[case.pk, key], query=FROM_CARD)
    cells = [
        Cell(full_name(case.carer), url, detail=cares_for(situation)),
        Cell(day_and_month(case.registered_at), labelled=True),
    ]
    if whole_team:
        person = case.contact_person
        cells.append(Cell(person.name if person else _("Nobody yet"), labelled=True))
    return cells


def lists(referrals: Sequence[Referral], route: str, *, today: date) -> Lists:
    """Return a page of referrals in its two parts."""
    back = [one for one in referrals if came_back(one)]
    others = [one for one in referrals if not came_back(one)]
    return Lists(
        _table(back, route, caption=_("Came back"), today=today),
        _table(others, route, caption=_("Sent"), today=today),
    )


def _table(referrals: Sequence[Referral], route: str, *, caption: str, today: date) -> Table:
    columns = (_("Who"), _("Asked of"), _("How it stands"), _("Sent"))
    rows = [_row(one, route, today=today) for one in referrals]
    return Table(caption=caption, columns=columns, rows=rows)


def _row(referral: Referral, route: str, *, today: date) -> tuple[Cell, ...]:
    page = page_of(referral, today=today)
    return (
        Cell(page.name, reverse(route, args=[referral.pk])),
        Cell(page.card, detail=page.organisation),
        Cell(capfirst(page.state), detail=page.days, tone=page.tone),
        Cell(day_and_month(referral.sent_at), labelled=True),
    )


def in_file(referrals: Iterable[Referral], *, today: date) -> list[Row]:
    """Return the referrals of one carer, each a line in the file."""
    pages = (page_of(one, today=today) for one in referrals)
    return [
        Row(one.card, capfirst(one.state), reverse("desk:referral", args=[one.id])) for one in pages
    ]
