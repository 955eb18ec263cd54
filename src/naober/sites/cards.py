"""Cards of the social map as the pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Protocol

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from naober.directory.enums import Daypart, Payer, PlaceKind, Room, Scope
from naober.directory.models import Service
from naober.directory.queries import Hit, is_closed, services_for_categories
from naober.organisations.models import Postcode
from naober.shared import clock
from naober.shared.addresses import address_of
from naober.shared.templatetags.naober import day_and_month
from naober.sites.words import words

NEVER: Final = gettext_lazy("Not checked yet")
"""Of a card that nobody confirmed, where it is a label."""


class Place(Protocol):
    """Where somebody lives, as far as cards are chosen by it."""

    @property
    def postcode(self) -> Postcode | None: ...


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
    confirmed: str
    call_first: bool
    key: str = ""
    closed: str = ""
    elsewhere: str = ""
    reason: str = ""
    followed_url: str = ""


def card_of(hit: Hit, *, today: date, reason: str = "") -> Card:
    """Return what was found as a card."""
    service = hit.service
    gone = service.successor_id is not None or is_closed(service, on=today)
    return Card(
        name=words(service, "name"),
        url=address_of("public:card", service.key),
        sentence=words(service, "summary"),
        for_whom=words(service, "audience"),
        first_step=words(service, "first_step"),
        cost=words(service, "cost"),
        facts=facts_of(service, km=hit.km, gone=gone),
        organisation=service.organisation.name,
        contact_name=service.contact_name,
        phone=service.phone,
        email=service.email,
        confirmed=confirmed(service),
        call_first=hit.call_first,
        key=service.key,
        closed=_closed(service, today=today),
        elsewhere=only_in(service) if hit.elsewhere else "",
        reason=reason,
        followed_url=address_of("public:card-followed", service.key),
    )


@lru_cache(maxsize=4096)
def drawn(card: Card, language: str, _day: date, *, kept: bool = False) -> SafeString:
    """Return a card as it looks, in a language on a day; the same words are drawn once.

    Everything it depends on is in the parameters, and nothing of the reader but whether the card
    is `kept` in their pack. The day is, because a date of this year is written without its year.
    """
    context = {"service": card, "in_pack": {card.key} if kept else ()}
    with translation.override(language):
        return render_to_string("public/service.html", context)


def confirmed(service: Service) -> str:
    """Return when somebody last said that a card is right, and who did; or that nobody did."""
    if service.confirmed_on is None:
        return _("Not checked yet.")
    day = day_and_month(service.confirmed_on)
    if service.confirmed_by is None:
        return _("Checked on %(day)s.") % {"day": day}
    return _("Checked on %(day)s by %(name)s.") % {"day": day, "name": service.confirmed_by.name}


def _closed(service: Service, *, today: date) -> str:
    if not is_closed(service, on=today):
        return ""
    if service.closed_until is None:
        return _("Closed for a while")
    day = day_and_month(service.closed_until)
    return _("Closed until and including %(day)s") % {"day": day}


def only_in(service: Service) -> str:
    """Return in which municipalities a local card is; empty for one that reaches further."""
    names = municipalities_of(service)
    return _("Only in %(places)s") % {"places": names} if names else ""


def municipalities_of(service: Service) -> str:
    """Return the names of the municipalities that a local card is for; empty for another."""
    if service.scope != Scope.LOCAL:
        return ""
    return ", ".join(sorted(one.name for one in service.municipalities.all()))


def facts_of(service: Service, *, km: float | None, gone: bool) -> tuple[Fact, ...]:
    """Return room, money, time and place in a few words each; evening and weekend apart.

    What is closed for a while, or `gone` for good, has no room now.
    """
    facts = [
        None if gone else _room_with_day(service),
        Fact("money", payers_of(service)),
        *(Fact("when", _sentence([text])) for text in _when(service)),
        Fact("place", _where(service, km)),
    ]
    return tuple(fact for fact in facts if fact is not None and fact.text)


def _room_with_day(service: Service) -> Fact | None:
    room = room_of(service)
    if room is None or service.room_said_on is None:
        return room
    return Fact(room.kind, f"{room.text} ({day_and_month(service.room_said_on)})")


def room_of(service: Service) -> Fact | None:
    """Return whether there is room, in a few words, or None where that is not known."""
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
    return either([first, *(one[0].lower() + one[1:] for one in rest)])


def times_of(service: Service) -> str:
    """Return when it is there, in as few words as possible."""
    return _sentence(_when(service))


def _when(service: Service) -> list[str]:
    given = set(service.dayparts)
    if given == set(Daypart):
        return [_("day and night")]
    parts = [one for one in Daypart if one in given]
    if {Daypart.WEEKDAY_MORNING, Daypart.WEEKDAY_AFTERNOON} <= given:
        parts = [one for one in parts if not one.startswith("weekday")]
        return [_("weekdays"), *(str(one.label) for one in parts)]
    return [str(one.label) for one in parts]


def _where(service: Service, km: float | None) -> str:
    if service.place_kind and service.place_kind != PlaceKind.LOCATION:
        return _sentence([str(PlaceKind(service.place_kind).label)])
    place = either([one.location.place for one in service.at_locations.all()])
    if km is None:
        return place
    distance = _("less than 1 km") if km < 1 else _("%(km)s km") % {"km": round(km)}
    return f"{place}, {distance}" if place else _sentence([distance])


def either(parts: Sequence[str]) -> str:
    """Return a list of possibilities as people say it: a, b or c."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(some)s or %(last)s") % {"some": ", ".join(parts[:-1]), "last": parts[-1]}


def _sentence(parts: Sequence[str]) -> str:
    text = ", ".join(parts)
    first = 3 if text.startswith("'s ") else 0  # 's Avonds: the word itself gets the capital
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]


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
    near, today = place.postcode if place else None, clock.today()
    most = None if young else limit  # for the young others are left out first
    hits = services_for_categories(list(kinds), on=today, near=near, limit=most, young=young)
    fitting = [hit for hit in hits if hit.service.for_young_carers or not young]
    return [
        card_of(hit, today=today, reason=(said or {}).get(kinds[hit.category], ""))
        for hit in fitting[:limit]
    ]
