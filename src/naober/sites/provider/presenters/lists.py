"""Lists of cards, of changes that wait and of what readers said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from naober.directory.enums import Freshness
from naober.directory.models import CardReport, CardVersion, Service
from naober.directory.queries import FreshnessRules, changes_of
from naober.shared.tables import Cell, Table
from naober.shared.templatetags.naober import day_and_month
from naober.sites.card_labels import label_of
from naober.sites.cards import NEVER, room_of
from naober.sites.provider.presenters.state import State, notes_of, state_of
from naober.sites.words import words

FILTERS: Final = {
    "": gettext_lazy("All"),
    "ask": gettext_lazy("To confirm"),
    "overdue": gettext_lazy("Not confirmed in time"),
    "never": NEVER,
    "hidden": gettext_lazy("Not found now"),
}


@dataclass(frozen=True)
class Row:
    """A card in the list, with how it is."""

    card: Any  # a Service with the numbers of `cards_with_work`
    state: State
    notes: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        return self.state.kind != Freshness.FRESH


@dataclass(frozen=True)
class Figure:
    """See naober/figure.html."""

    value: int
    label: str
    url: str
    tone: str


@dataclass(frozen=True)
class Choice:
    """A part of the list."""

    label: str
    url: str
    current: bool


def rows_of(cards: Iterable[Service], rules: FreshnessRules, *, on: date) -> list[Row]:
    """Return the cards with how they are, those to be confirmed first."""
    rows = [Row(one, state_of(one, rules, on=on), tuple(notes_of(one, on=on))) for one in cards]
    order = [Freshness.OVERDUE, Freshness.ADVISED, Freshness.FRESH]
    return sorted(rows, key=lambda row: order.index(row.state.kind))


def chosen(rows: Sequence[Row], state: str, query: str) -> list[Row]:
    """Return the rows of a part of the list, with words in the name or the organisation."""
    needle = query.casefold()
    return [
        row
        for row in rows
        if _is_in(state, row)
        and needle in f"{words(row.card, 'name')} {row.card.organisation.name}".casefold()
    ]


def _is_in(state: str, row: Row) -> bool:
    if state == "ask":
        return row.is_asked
    if state == "overdue":
        return row.state.kind == Freshness.OVERDUE
    if state == "never":
        return row.card.confirmed_on is None
    return bool(row.notes) or state != "hidden"


def choices(now: str, query: str) -> list[Choice]:
    """Return the parts of the list as links."""
    return [
        Choice(str(label), _list_url(state=state, q=query), current=state == now)
        for state, label in FILTERS.items()
    ]


def figures(rows: Sequence[Row], *, waiting: int, reports: int) -> list[Figure]:
    """Return the day in numbers, each a link to what is behind it."""
    overdue = sum(row.state.kind == Freshness.OVERDUE for row in rows)
    advised = sum(row.state.kind == Freshness.ADVISED for row in rows)
    never = sum(row.card.confirmed_on is None for row in rows)
    unconfirmed = Figure(
        never,
        ngettext("card not checked yet", "cards not checked yet", never),
        _list_url(state="never"),
        "accent",
    )
    return [
        Figure(
            overdue,
            ngettext("card not confirmed in time", "cards not confirmed in time", overdue),
            _list_url(state="overdue"),
            "bad" if overdue else "plain",
        ),
        Figure(
            advised,
            ngettext("card to confirm", "cards to confirm", advised),
            _list_url(state="ask"),
            "accent" if advised else "plain",
        ),
        *([unconfirmed] if never else []),
        Figure(
            waiting,
            ngettext("change waits", "changes wait", waiting),
            reverse("provider:waiting"),
            "plain",
        ),
        Figure(
            reports,
            ngettext("report of a reader", "reports of readers", reports),
            reverse("provider:reports"),
            "plain",
        ),
    ]


def cards_table(rows: Iterable[Row], *, with_organisation: bool) -> Table:
    """Return the cards as a table; the name leads to the card, the room to saying it anew."""
    return Table(
        _("Cards"),
        [_("Card"), _("How is it?"), _("Room now"), _("What is going on")],
        [_cells(row, with_organisation=with_organisation) for row in rows],
    )


def _cells(row: Row, *, with_organisation: bool) -> list[Cell]:
    card = row.card
    owner = [card.organisation.name] if with_organisation else []
    room = room_of(card)
    said = card.room_said_on
    work = [
        ngettext("%(number)s change", "%(number)s changes", card.waiting) % {"number": card.waiting}
        if card.waiting
        else "",
        ngettext("%(number)s report", "%(number)s reports", card.reported)
        % {"number": card.reported}
        if card.reported
        else "",
    ]
    return [
        Cell(
            words(card, "name"),
            url=reverse("provider:card", args=[card.key]),
            detail=". ".join([*owner, *row.notes]),
        ),
        Cell(row.state.label, tone=row.state.tone, detail=_confirmed(card)),
        Cell(
            room.text if room else _("Not known"),
            url=reverse("provider:room", args=[card.key]),
            detail=day_and_month(said) if said else "",
            labelled=True,
        ),
        Cell(", ".join(filter(None, work)) or "-", labelled=True),
    ]


def _confirmed(card: Service) -> str:
    if card.confirmed_on is None:
        return ""  # the label says so
    day = day_and_month(card.confirmed_on)
    if card.confirmed_by is None:
        return day
    return _("%(day)s, by %(name)s") % {"day": day, "name": card.confirmed_by.name}


def waiting_table(versions: Iterable[CardVersion]) -> Table:
    """Return the changes that wait for an editor."""
    return Table(
        _("Changes that wait"),
        [_("Card"), _("What changes"), _("Since")],
        [_waiting(one) for one in versions],
    )


def _waiting(version: CardVersion) -> list[Cell]:
    service = version.service
    new = [] if service.published else [_("New card")]
    parts = new or [label_of(name) for name in changes_of(version)]
    more = len(parts) - 3
    what = ", ".join(parts[:3]) + (_(" and %(more)s more") % {"more": more} if more > 0 else "")
    return [
        Cell(
            words(service, "name"),
            url=reverse("provider:version", args=[service.key, version.number]),
            detail=service.organisation.name,
        ),
        Cell(what or "-"),
        Cell(day_and_month(version.made_at), labelled=True),
    ]


@dataclass(frozen=True)
class Report:
    """What a reader said of a card; nobody knows who it was."""

    name: str
    organisation: str
    url: str
    reason: str
    note: str
    day: str
    handle_url: str


def report_of(report: CardReport) -> Report:
    """Return a report as a page shows it."""
    service = report.service
    return Report(
        name=words(service, "name"),
        organisation=service.organisation.name,
        url=reverse("provider:card", args=[service.key]),
        reason=report.get_reason_display(),
        note=report.note,
        day=day_and_month(report.reported_at),
        handle_url=reverse("provider:report", args=[report.pk]),
    )


def _list_url(**what: str) -> str:
    given = {name: value for name, value in what.items() if value}
    return reverse("provider:cards") + (f"?{urlencode(given)}" if given else "")
