"""Cards of the social map as the pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naober.directory.enums import Daypart, Payer, PlaceKind, Room
from naober.directory.models import Service
from naober.directory.queries import services_for_categories
from naober.shared import clock
from naober.sites.public.places import Place
from naober.sites.public.presenters import words

STALE_AFTER: Final = timedelta(days=180)
"""A card that nobody confirmed for half a year says: call first. Our own choice."""


@dataclass(frozen=True)
class Fact:
    """See naober/facts.html."""

    kind: str
    text: str


@dataclass(frozen=True)
class Card:
    """One possibility: what it is, for whom, first step, cost, who pays, how far, whom to call."""

    name: str
    url: str
    sentence: str
    for_whom: str
    first_step: str
    cost: str
    facts: tuple[Fact, ...]
    organisation: str
    contact_name: str
    phone: str
    email: str
    confirmed_on: date
    confirmed_is_old: bool
    reason: str = ""


def card_of(service: Service, *, km: float | None = None, reason: str = "") -> Card:
    """Return a service as a card; `km` is the distance from where the visitor is."""
    return Card(
        name=words(service, "name"),
        url=reverse("public:card", args=[service.key]),
        sentence=words(service, "summary"),
        for_whom=words(service, "audience"),
        first_step=words(service, "first_step"),
        cost=words(service, "cost"),
        facts=facts_of(service, km=km),
        organisation=service.organisation.name,
        contact_name=service.contact_name,
        phone=service.phone,
        email=service.email,
        confirmed_on=service.confirmed_on,
        confirmed_is_old=service.confirmed_on < clock.today() - STALE_AFTER,
        reason=reason,
    )


@lru_cache(maxsize=4096)
def drawn(card: Card, language: str, _day: date) -> SafeString:
    """Return a card as it looks, in a language on a day; the same words are drawn once.

    Everything it depends on is in the parameters, and nothing of the reader. The day is, because
    a date of this year is written without its year.
    """
    with translation.override(language):
        return render_to_string("public/service.html", {"service": card})


def facts_of(service: Service, *, km: float | None) -> tuple[Fact, ...]:
    """Return room, money, time and place in a few words each."""
    facts = [
        _room(service),
        Fact("money", payers_of(service)),
        Fact("when", times_of(service)),
        Fact("place", _where(service, km)),
    ]
    return tuple(fact for fact in facts if fact is not None and fact.text)


def _room(service: Service) -> Fact | None:
    number = service.room_number
    if service.room == Room.WAIT:
        if number is None:
            return Fact("waiting", _("Waiting time"))
        text = ngettext("%(number)s week of waiting", "%(number)s weeks of waiting", number)
        return Fact("waiting", text % {"number": number})
    if service.room == Room.FREE and number is not None:
        text = ngettext("%(number)s place free", "%(number)s places free", number)
        return Fact("room", text % {"number": number})
    words_for = {Room.FREE: _("Places free"), Room.OPEN: _("Always room")}
    return Fact("room", words_for[Room(service.room)]) if service.room in words_for else None


def payers_of(service: Service) -> str:
    """Return who pays: free, the municipality, the insurer, oneself."""
    first, *rest = [str(Payer(one).label) for one in service.payers] or [""]
    return _or([first, *(one[0].lower() + one[1:] for one in rest)])


def times_of(service: Service) -> str:
    """Return when it is there, in as few words as possible."""
    given = set(service.dayparts)
    if given == set(Daypart):
        return _("Day and night")
    parts = [one for one in Daypart if one in given]
    if {Daypart.WEEKDAY_MORNING, Daypart.WEEKDAY_AFTERNOON} <= given:
        parts = [one for one in parts if not one.startswith("weekday")]
        return _sentence([_("weekdays"), *(str(one.label) for one in parts)])
    return _sentence([str(one.label) for one in parts])


def _where(service: Service, km: float | None) -> str:
    kind = PlaceKind(service.place_kind)
    if kind != PlaceKind.LOCATION:
        return _sentence([str(kind.label)])
    place = _or([one.location.place for one in service.at_locations.all()])
    if km is None:
        return place
    distance = _("less than 1 km") if km < 1 else _("%(km)s km") % {"km": round(km)}
    return f"{place}, {distance}" if place else _sentence([distance])


def _or(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("%(some)s or %(last)s") % {"some": ", ".join(parts[:-1]), "last": parts[-1]}


def _sentence(parts: Sequence[str]) -> str:
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def cards_for(
    kinds: Mapping[str, str],
    place: Place | None,
    *,
    limit: int,
    said: Mapping[str, str] | None = None,
    young: bool = False,
) -> list[Card]:
    """Return the cards that fit kinds of help best, near a place.

    `kinds` are category codes, best first, each with the answer that asks for it; `said` is the
    wording of that answer, to say why a card is there. A young carer gets only what is for them.
    """
    near = place.postcode if place else None
    hits = services_for_categories(
        list(kinds), on=clock.today(), near=near, limit=limit, young=young
    )
    return [
        card_of(hit.service, km=hit.km, reason=(said or {}).get(kinds[hit.category], ""))
        for hit in hits
        if hit.service.for_young_carers or not young
    ]
