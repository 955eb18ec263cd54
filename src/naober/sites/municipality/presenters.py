"""The social map of one municipality in figures: how many cards, and where a hole is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naober.directory.enums import FUNCTIONS, Scope
from naober.directory.queries import Coverage
from naober.organisations.models import Municipality, Organisation

REACH: Final = (Scope.LOCAL, Scope.REGIONAL, Scope.NATIONAL)


@dataclass(frozen=True)
class Bar:
    """One row of figures: the bar repeats the number beside it."""

    label: str
    value: int
    words: str


@dataclass(frozen=True)
class Bars:
    conclusion: str
    heading: str
    value_heading: str
    maximum: int
    rows: tuple[Bar, ...]
    source: str


@dataclass(frozen=True)
class Hole:
    """What there is not: a whole basic function, or some kinds of it."""

    function: str
    whole: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """The support point of the municipality."""

    name: str
    phone: str
    email: str
    hours: str


@dataclass(frozen=True)
class Overview:
    municipality: str
    bars: Bars
    holes: tuple[Hole, ...]
    point: Point | None


def overview_of(
    municipality: Municipality,
    coverage: Sequence[Coverage],
    point: Organisation | None,
    *,
    on: date,
    language: str,
) -> Overview:
    """Return the page: figures for each basic function, the holes, and the support point."""
    by_function = {
        name: [one for one in coverage if one.category.basic_function == name] for name in FUNCTIONS
    }
    counts = {name: _counts(kinds) for name, kinds in by_function.items()}
    return Overview(
        municipality=municipality.name,
        bars=Bars(
            conclusion=_conclusion(municipality, counts),
            heading=_("Kind of support"),
            value_heading=_("Cards on the social map"),
            maximum=max(1, *(sum(counts[name]) for name in FUNCTIONS)),
            rows=tuple(_bar(name, counts[name], municipality) for name in FUNCTIONS),
            source=_("Source: the social map, %(day)s.") % {"day": date_format(on, "j F Y")},
        ),
        holes=tuple(_holes(by_function, language)),
        point=_point(point, language) if point else None,
    )


def _counts(kinds: Sequence[Coverage]) -> tuple[int, int, int]:
    """Return how many cards are local, regional and national; a card counts once."""
    local, regional, national = (
        len(set().union(*(one.cards.get(reach, frozenset()) for one in kinds))) for reach in REACH
    )
    return local, regional, national


def _conclusion(municipality: Municipality, counts: dict[str, tuple[int, int, int]]) -> str:
    place = municipality.name
    empty = [str(FUNCTIONS[name]) for name, one in counts.items() if sum(one) == 0]
    if empty:
        words = {"place": place, "kinds": ", ".join(empty)}
        return _("In %(place)s there is no card at all for: %(kinds)s.") % words
    far = [str(FUNCTIONS[name]) for name, one in counts.items() if one[0] == 0]
    if far:
        words = {"place": place, "kinds": ", ".join(far)}
        return _("In %(place)s this comes only from further away: %(kinds)s.") % words
    return _("In %(place)s there is something of every kind of support.") % {"place": place}


def _bar(name: str, counts: tuple[int, int, int], municipality: Municipality) -> Bar:
    local, regional, national = counts
    total = sum(counts)
    words = _("%(total)s: %(local)s in %(place)s, %(regional)s in Drenthe, %(national)s national")
    values = {
        "total": total,
        "local": local,
        "place": municipality.name,
        "regional": regional,
        "national": national,
    }
    return Bar(str(FUNCTIONS[name]), total, words % values if total else _("none"))


def _holes(by_function: dict[str, list[Coverage]], language: str) -> list[Hole]:
    holes = []
    for name, kinds in by_function.items():
        lacking = [one for one in kinds if not any(one.cards.get(reach) for reach in REACH)]
        if lacking:
            labels = tuple(_label(one, language) for one in lacking)
            holes.append(Hole(str(FUNCTIONS[name]), len(lacking) == len(kinds), labels))
    return holes


def _label(one: Coverage, language: str) -> str:
    return one.category.label_en if language == "en" else one.category.label_nl


def _point(point: Organisation, language: str) -> Point:
    hours = point.opening_hours_en if language == "en" else point.opening_hours_nl
    return Point(point.name, point.phone, point.email, hours)
