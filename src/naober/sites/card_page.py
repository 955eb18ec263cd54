"""The page of one card: everything that somebody wants to know before they call."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.enums import Together
from naober.directory.models import OpeningHours, Service, ServiceAtLocation
from naober.directory.queries import Hit, is_closed
from naober.shared.care import Condition, Relation
from naober.shared.rows import Row
from naober.shared.templatetags.naober import day_and_month
from naober.sites.cards import (
    Card,
    card_of,
    confirmed,
    either,
    only_in,
    payers_of,
    room_of,
    times_of,
)
from naober.sites.words import words

RELATIONS: Final = {
    Relation.PARTNER: gettext_lazy("a partner"),
    Relation.PARENT: gettext_lazy("a father or mother"),
    Relation.CHILD: gettext_lazy("a child"),
    Relation.SIBLING: gettext_lazy("a brother or sister"),
    Relation.GRANDPARENT: gettext_lazy("a grandparent"),
    Relation.FRIEND: gettext_lazy("a friend or neighbour"),
    Relation.OTHER: gettext_lazy("somebody else"),
}


@dataclass(frozen=True)
class Notice:
    """See naober/notice.html."""

    tone: str
    title: str
    text: str
    url: str = ""
    link_label: str = ""


@dataclass(frozen=True)
class Spot:
    """Where one goes: name, address in lines, how to get there, whether one gets in, and when."""

    name: str
    address: tuple[str, ...]
    route: str
    accessibility: str
    hours: tuple[Row, ...]


@dataclass(frozen=True)
class CardPage:
    """What the page of a card shows."""

    card: Card
    notices: tuple[Notice, ...]
    rows: tuple[Row, ...]
    spots: tuple[Spot, ...]
    hours: tuple[Row, ...]
    times: str
    expect: str
    more: str
    confirmed: str
    report_url: str

    @property
    def has_hours(self) -> bool:
        """Whether it says to the minute when it is open."""
        return bool(self.hours) or any(spot.hours for spot in self.spots)


def page_of(hit: Hit, *, today: date) -> CardPage:
    """Return the page of a card as it is today."""
    service = hit.service
    hours = list(service.opening_hours.all())
    return CardPage(
        card=card_of(hit, today=today),
        notices=tuple(_notices(service, today=today)),
        rows=tuple(row for row in _rows(service, today=today) if row.text),
        spots=tuple(_spot(at, hours) for at in service.at_locations.all()),
        hours=hours_of(one for one in hours if one.at_id is None),
        times=times_of(service),
        expect=words(service, "expect"),
        more=words(service, "more"),
        confirmed=_confirmed(hit),
        report_url=reverse("public:card-report", args=[service.key]),
    )


def _notices(service: Service, *, today: date) -> Iterator[Notice]:
    if service.successor is not None:
        yield Notice(
            "info",
            _("This is not there any more"),
            _("Something else came in its place."),
            reverse("public:card", args=[service.successor.key]),
            words(service.successor, "name"),
        )
    if is_closed(service, on=today):
        until = service.closed_until
        title = (
            _("Closed until and including %(day)s") % {"day": day_and_month(until)}
            if until
            else _("Closed for a while")
        )
        yield Notice("warning", title, words(service, "closed_why"))


def conditions_of(service: Service) -> Iterator[Row]:
    """Return who may come: of which age, with what, cared for by whom, alone or together."""
    yield Row(_("Age"), ages_of(service))
    yield Row(_("What is the matter"), _conditions(service))
    yield Row(
        _("For who cares for"),
        either([str(RELATIONS[Relation(one)]) for one in service.relations]),
    )
    yield Row(_("Alone or together"), _together(service))


def _rows(service: Service, *, today: date) -> Iterator[Row]:
    yield Row(_("For whom"), words(service, "audience"))
    yield Row(_("Where"), only_in(service))
    yield from conditions_of(service)
    if service.successor is None and not is_closed(service, on=today):
        yield Row(_("Is there room?"), room_said(service))
    yield Row(_("Cost"), words(service, "cost"))
    yield Row(_("Who pays"), payers_of(service))
    yield Row(_("Which paper is needed"), words(service, "papers"))
    yield Row(_("From"), service.organisation.name, service.website)


def ages_of(service: Service) -> str:
    """Return of which age who is cared for is, in years; empty where it does not matter."""
    ages = {"first": service.age_from, "last": service.age_to}
    if service.age_from is not None and service.age_to is not None:
        return _("From %(first)s up to and including %(last)s years") % ages
    if service.age_from is not None:
        return _("%(first)s years and older") % ages
    return _("Up to and including %(last)s years") % ages if service.age_to is not None else ""


def _conditions(service: Service) -> str:
    first, *rest = [str(Condition(one).label) for one in service.conditions] or [""]
    return either([first, *(one[0].lower() + one[1:] for one in rest)])


def _together(service: Service) -> str:
    return capfirst(str(Together(service.together).label)) if service.together else ""


def room_said(service: Service) -> str:
    """Return whether there is room, with the day on which that was said."""
    room = room_of(service)
    if room is None:
        return _("That is not known. Ask when you call.")
    if service.room_said_on is None:
        return f"{room.text}."
    day = day_and_month(service.room_said_on)
    return _("%(room)s. This was said on %(day)s.") % {"room": room.text, "day": day}


def _confirmed(hit: Hit) -> str:
    sentences = [confirmed(hit.service)]
    if hit.call_first and hit.service.confirmed_on is not None:
        sentences.append(_("Not since then."))
    if hit.call_first:
        sentences.append(_("Call first to check."))
    return " ".join(sentences)


def _spot(at: ServiceAtLocation, hours: Sequence[OpeningHours]) -> Spot:
    place = at.location
    town = " ".join(part for part in (place.postcode, place.place) if part)
    return Spot(
        name=place.name,
        address=tuple(line for line in (place.address, town) if line),
        route=words(place, "route"),
        accessibility=words(place, "accessibility"),
        hours=hours_of(one for one in hours if one.at_id == at.pk),
    )


def hours_of(hours: Iterable[OpeningHours]) -> tuple[Row, ...]:
    """Return opening hours, days in a row with the same hours together."""
    by_day = groupby(
        sorted(hours, key=lambda one: (one.weekday, one.opens)), lambda one: one.weekday
    )
    days = [(day, ", ".join(map(_times, group))) for day, group in by_day]
    rows: list[tuple[int, int, str]] = []
    for day, times in days:
        if rows and rows[-1][1] == day - 1 and rows[-1][2] == times:
            rows[-1] = (rows[-1][0], day, times)
        else:
            rows.append((day, day, times))
    return tuple(Row(_days(first, last), times) for first, last, times in rows)


def _times(one: OpeningHours) -> str:
    times = {"opens": time_format(one.opens, "G.i"), "closes": time_format(one.closes, "G.i")}
    note = words(one, "note")
    return (_("%(opens)s to %(closes)s") % times) + (f" ({note})" if note else "")


def _days(first: int, last: int) -> str:
    names = [str(WEEKDAYS[day - 1]) for day in (first, last)]
    if first == last:
        return capfirst(names[0])
    return capfirst(_("%(first)s to %(last)s") % {"first": names[0], "last": names[1]})
