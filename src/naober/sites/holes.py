"""The table of holes, as editors and policy officers see it, and as a file."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.enums import FUNCTIONS, Daypart
from naober.directory.queries import YOUNG, Holes
from naober.organisations.models import Municipality
from naober.pure.holes import ALWAYS, EVERYBODY, Cell, Key
from naober.shared.addresses import address_of
from naober.shared.care import Condition, Relation
from naober.sites.card_page import RELATIONS
from naober.sites.words import words

GROUPS: Final = {
    EVERYBODY: gettext_lazy("everybody"),
    YOUNG: gettext_lazy("young carers"),
    **{name: RELATIONS[name] for name in (Relation.PARTNER, Relation.PARENT, Relation.CHILD)},
    **dict(Condition.choices),
}
MOMENTS: Final = {ALWAYS: gettext_lazy("at any time"), **dict(Daypart.choices)}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Square:
    """A cell of the table: a number with a way to its cards, or a hole with the nearest."""

    moment: str
    number: int
    url: str
    nearest: str
    nearest_url: str
    km: str


@dataclass(frozen=True)
class HoleRow:
    """A basic function at every moment."""

    function: str
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Choice:
    """A value of a list to choose from."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class HolesPage:
    """The table of a municipality for one group."""

    municipality: str
    code: str
    group: str
    moments: tuple[str, ...]
    rows: tuple[HoleRow, ...]
    number: int
    groups: tuple[Choice, ...]
    csv_url: str


@dataclass(frozen=True)
class Line:
    """A card behind a number."""

    name: str
    url: str
    organisation: str


@dataclass(frozen=True)
class CardsPage:
    """The cards behind a number."""

    title: str
    municipality: str
    lines: tuple[Line, ...]
    back_url: str


def page_of(
    municipality: Municipality, found: Holes, group: str, *, names: tuple[str, str]
) -> HolesPage:
    """Return the table for a group; `names` are the routes of the cards and of the file."""
    group = group if group in GROUPS else EVERYBODY
    here = {"gemeente": municipality.pk}
    rows = tuple(
        HoleRow(
            capfirst(str(label)),
            tuple(
                _square(
                    found,
                    found.cells[name, group, moment],
                    str(MOMENTS[moment]),
                    _url(names[0], **here, functie=name, groep=group, moment=moment),
                )
                for moment in MOMENTS
            ),
        )
        for name, label in FUNCTIONS.items()
    )
    return HolesPage(
        municipality=municipality.name,
        code=municipality.pk,
        group=str(GROUPS[group]),
        moments=tuple(capfirst(str(label)) for _moment, label in MOMENTS.items()),
        rows=rows,
        number=sum(not square.number for row in rows for square in row.squares),
        groups=tuple(
            Choice(value, capfirst(str(label)), chosen=value == group)
            for value, label in GROUPS.items()
        ),
        csv_url=_url(names[1], **here),
    )


def _url(name: str, **what: str) -> str:
    return f"{reverse(name)}?{urlencode({key: value for key, value in what.items() if value})}"


def _square(found: Holes, cell: Cell, moment: str, url: str) -> Square:
    nearest = found.cards.get(cell.nearest)
    return Square(
        moment=capfirst(moment),
        number=len(cell.cards),
        url=url,
        nearest=words(nearest, "name") if nearest else "",
        nearest_url=address_of("public:card", nearest.key) if nearest else "",
        km="" if cell.km is None else f"{cell.km:.0f}",
    )


def asked(parameters: QueryDict) -> Key:
    """Return which cell somebody asks for, of the first function where none is named.

    Raises Http404 for one that does not exist.
    """
    function = parameters.get("functie") or next(iter(FUNCTIONS))
    group, moment = (parameters.get(name, "") for name in ("groep", "moment"))
    if function not in FUNCTIONS or group not in GROUPS or moment not in MOMENTS:
        raise Http404
    return function, group, moment


def cards_of(municipality: Municipality, found: Holes, key: Key, *, back: str) -> CardsPage:
    """Return the cards behind a number, by name; `back` is the route of the table."""
    function, group, moment = key
    what = {"function": FUNCTIONS[function], "group": GROUPS[group], "moment": MOMENTS[moment]}
    cards = (found.cards[one] for one in found.cells[key].cards)
    lines = (
        Line(words(one, "name"), address_of("public:card", one.key), one.organisation.name)
        for one in cards
    )
    return CardsPage(
        title=capfirst(_("%(function)s for %(group)s, %(moment)s") % what),
        municipality=municipality.name,
        lines=tuple(sorted(lines, key=lambda line: line.name.casefold())),
        back_url=_url(back, gemeente=municipality.pk, groep=group),
    )


def download(municipality: Municipality, found: Holes) -> HttpResponse:
    """Return the whole table as a file, which says to a spreadsheet that it is UTF-8."""
    response = HttpResponse("\ufeff" + file_of(municipality, found), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="{municipality.pk}.csv"'
    return response


def file_of(municipality: Municipality, found: Holes) -> str:
    """Return every cell as comma-separated values that no spreadsheet takes for a formula."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(
        [_("Municipality"), _("Function"), _("For whom"), _("When"), _("Cards"), _("Nearest"),
         _("Kilometres")]
    )  # fmt: skip
    for row in _lines(municipality, found):
        table.writerow([harmless(value) for value in row])
    return written.getvalue()


def _lines(municipality: Municipality, found: Holes) -> Iterator[list[str]]:
    for (function, group, moment), cell in found.cells.items():
        nearest = found.cards.get(cell.nearest)
        elsewhere = _("No card elsewhere either") if cell.is_hole else ""
        yield [
            municipality.name,
            str(FUNCTIONS[function]),
            str(GROUPS[group]),
            str(MOMENTS[moment]),
            str(len(cell.cards)),
            words(nearest, "name") if nearest else elsewhere,
            "" if cell.km is None else str(cell.km),
        ]


def harmless(value: str) -> str:
    """Return a value that a spreadsheet shows and does not run."""
    return f"'{value}" if value.startswith(_FORMULA) else value
