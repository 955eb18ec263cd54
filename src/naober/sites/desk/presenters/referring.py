"""Referrals in the lists of who sent them, and cards to choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from naober.casework.models import Referral
from naober.casework.queries.referrals import came_back
from naober.directory.queries import Hit
from naober.shared.rows import Row
from naober.shared.tables import Cell, Table
from naober.shared.templatetags.naober import day_and_month
from naober.sites.referral_pages import page_of
from naober.sites.words import words


@dataclass(frozen=True)
class Choice:
    """A card that somebody can be referred to."""

    name: str
    organisation: str
    sentence: str
    url: str


@dataclass(frozen=True)
class Lists:
    """What came back, on top, and the rest."""

    returned: Table
    others: Table


def choices(hits: Iterable[Hit], route: str, *parts: object) -> list[Choice]:
    """Return cards, each with the address of the form for it."""
    return [
        Choice(
            name=words(hit.service, "name"),
            organisation=hit.service.organisation.name,
            sentence=words(hit.service, "summary"),
            url=reverse(route, args=[*parts, hit.service.key]),
        )
        for hit in hits
    ]


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
