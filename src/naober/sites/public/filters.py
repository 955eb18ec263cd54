"""Filters of the results: what can be chosen, how many there would be, and how to take it off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from naober.directory.enums import FUNCTIONS, AgeGroup, Daypart, Payer, Pillar, PlaceKind
from naober.directory.models import Category
from naober.directory.queries import Found
from naober.shared.addresses import address_of
from naober.shared.care import Condition, Relation
from naober.sites.public.presenters import Link
from naober.sites.words import words

TITLES: Final[Mapping[str, Any]] = {
    "within": gettext_lazy("How far"),
    "municipality": gettext_lazy("Municipality"),
    "room": gettext_lazy("Room now"),
    "daypart": gettext_lazy("When"),
    "payer": gettext_lazy("Who pays"),
    "relation": gettext_lazy("For whom is it?"),
    "condition": gettext_lazy("What is the matter?"),
    "age": gettext_lazy("How old are they?"),
    "how": gettext_lazy("Where it happens"),
    "function": gettext_lazy("Kind of help"),
    "pillar": gettext_lazy("What is it about?"),
}
"""The facets that are shown, in order."""
FACETS: Final = (*TITLES, "category")
OPEN: Final = frozenset({"within", "municipality", "room", "daypart"})
"""Groups that are open before anything is chosen: the ones that people ask for most."""
_LABELS: Final[Mapping[str, Mapping[str, Any]]] = {
    "room": {"now": gettext_lazy("There is room now")},
    "daypart": dict(Daypart.choices),
    "payer": dict(Payer.choices),
    "relation": dict(Relation.choices),
    "condition": dict(Condition.choices),
    "age": dict(AgeGroup.choices),
    "how": dict(PlaceKind.choices),
    "function": FUNCTIONS,
    "pillar": dict(Pillar.choices),
}
_EVERYWHERE: Final = gettext_lazy("What is at your home, by telephone or online is always there.")
_MOST: Final = 60
_LONGEST: Final = 40


@dataclass(frozen=True)
class Choice:
    """One value of a filter, and how many cards there are with it."""

    id: str
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Group:
    """The values of one filter; `single` where only one can hold, as a distance."""

    name: str
    title: str
    choices: Sequence[Choice]
    open: bool
    single: bool
    note: str = ""


@dataclass(frozen=True)
class Filters:
    """See public/filters.html. `chips` take one choice off each, `helps` say what that gives."""

    groups: Sequence[Group]
    chips: Sequence[Link]
    clear: str
    category: str
    helps: Sequence[Link]

    @property
    def title(self) -> str:
        number = len(self.chips)
        if not number:
            return _("Filters")
        text = ngettext("Filters (%(number)s chosen)", "Filters (%(number)s chosen)", number)
        return text % {"number": number}


def chosen_in(request: HttpRequest) -> dict[str, list[str]]:
    """Return what the address chooses of each filter; what does not exist is left out later."""
    given = {facet: request.GET.getlist(facet)[:_MOST] for facet in FACETS}
    return {
        facet: [value for value in values if len(value) <= _LONGEST]
        for facet, values in given.items()
        if any(values)
    }


def filters_of(request: HttpRequest, found: Found, kind: Category | None) -> Filters:
    """Return the filters for what was found; `kind` is the kind of support that was asked for."""
    chips = [
        Link(_label(facet, value, found, kind), _taken_off(request, facet, value))
        for facet in FACETS
        for value in found.chosen.get(facet, ())
    ]
    return Filters(
        groups=[group for facet in TITLES if (group := _group(facet, found)).choices],
        chips=chips,
        clear=_without(request, *FACETS),
        category=next(iter(found.chosen.get("category", ())), ""),
        helps=[] if found.total else list(_helps(request, found, kind)),
    )


def _group(facet: str, found: Found) -> Group:
    chosen = found.chosen.get(facet, ())
    counts = found.counts.get(facet, {})
    if facet == "municipality" and "within" in found.counts and not chosen:
        counts = {}  # who said where they live chooses how far
    choices = [
        Choice(f"filter-{facet}-{number}", value, _label(facet, value, found, None), count,
               value in chosen)
        for number, (value, count) in enumerate(counts.items())
        if count or value in chosen
    ]  # fmt: skip
    if facet == "municipality":
        choices.sort(key=lambda one: one.label)
    return Group(
        facet,
        str(TITLES[facet]),
        choices,
        open=facet in OPEN or bool(chosen),
        single=facet == "within",
        note=str(_EVERYWHERE) if facet == "within" else "",
    )


def _label(facet: str, value: str, found: Found, kind: Category | None) -> str:
    if facet == "within":
        return _("within %(km)s km") % {"km": value}
    if facet == "municipality":
        return found.municipalities.get(value, value)
    if facet == "category":
        return words(kind, "label") if kind else value
    return str(capfirst(str(_LABELS[facet].get(value, value))))


def _helps(request: HttpRequest, found: Found, kind: Category | None) -> Iterable[Link]:
    """Say which filter to take off, what gives most first."""
    for facet, number in sorted(found.without.items(), key=lambda one: -one[1]):
        if number:
            labels = ", ".join(_label(facet, value, found, kind) for value in found.chosen[facet])
            text = ngettext(
                "Take off “%(filter)s”: %(number)s possibility",
                "Take off “%(filter)s”: %(number)s possibilities",
                number,
            )
            yield Link(text % {"filter": labels, "number": number}, _without(request, facet))


def _without(request: HttpRequest, *facets: str) -> str:
    """Return the address of the page without the choices of some facets."""
    left = request.GET.copy()
    for name in ("page", *facets):
        left.pop(name, None)
    return _address(left)


def _taken_off(request: HttpRequest, facet: str, value: str) -> str:
    """Return the address of the page without one choice."""
    left = request.GET.copy()
    left.pop("page", None)
    left.setlist(facet, [one for one in left.getlist(facet) if one != value])
    return _address(left)


def _address(query: QueryDict) -> str:
    return address_of("public:find") + (f"?{text}" if (text := query.urlencode()) else "")
