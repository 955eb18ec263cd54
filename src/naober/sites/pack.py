"""My pack: cards on paper to take along, as a tagged PDF in large letters.

Texts are in the language that is active. A pack knows nothing of its reader; which cards are in it
comes from whoever asks.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import segno
from django.conf import settings
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from naober.directory.enums import Pillar, Scope
from naober.directory.models import Category, Service
from naober.directory.queries import Hit, cards_serving, official_names
from naober.organisations.models import Municipality, Organisation
from naober.organisations.queries import support_point
from naober.shared.addresses import address_of
from naober.shared.clock import local_date
from naober.shared.rows import Row
from naober.sites import typesetting
from naober.sites.card_page import CardPage, Spot, conditions_of, page_of, room_said
from naober.sites.cards import municipalities_of, payers_of
from naober.sites.words import words

TEMPLATE: Final = Path(__file__).parent / "pack_template" / "pack.typ"
_ON_THE_COVER: Final = 3
"""So many cards may stand in a table of contents on the cover itself."""

Kinds = Mapping[str, tuple[str, ...]]
Chosen = Sequence[tuple[Hit, Category | None]]


@dataclass(frozen=True)
class Wishes:
    """How somebody wants their pack: very large letters (18 points), and what colleagues need."""

    large: bool = False
    professional: bool = False


def municipality_pack(municipality: Municipality, wishes: Wishes, *, at: datetime) -> bytes:
    """Return a PDF of what there is for the inhabitants of a municipality, by the four V's."""
    cards = cards_serving(municipality, on=local_date(at))
    title = _("Help for carers in %(municipality)s") % {"municipality": municipality.name}
    maker = _Maker(wishes, at, _names(cards, wishes))
    chapters = [
        _chapter(str(Pillar(pillar).label), [maker.section(kind, those) for kind, those in kinds])
        for pillar, kinds in _by_pillar_and_kind(cards)
    ]
    return maker.pdf(title, support_point(municipality), chapters)


def chosen_pack(
    cards: Chosen, point: Organisation | None, wishes: Wishes, *, at: datetime
) -> bytes:
    """Return a PDF of cards that somebody chose, in their own order."""
    maker = _Maker(wishes, at, _names(cards, wishes))
    those = [maker.card(hit, kind) for hit, kind in cards]
    chapters = [_chapter(_("What you chose"), [{"title": "", "cards": those}])] if those else []
    title = _("Help for a carer") if wishes.professional else _("Help for you")
    return maker.pdf(title, point, chapters)


def _names(cards: Chosen, wishes: Wishes) -> Kinds:
    if not wishes.professional:
        return {}
    return official_names(kind for _hit, kind in cards if kind is not None)


def _by_pillar_and_kind(
    cards: Sequence[tuple[Hit, Category]],
) -> Iterator[tuple[str, list[tuple[Category, list[Hit]]]]]:
    for pillar, those in groupby(cards, lambda pair: pair[1].pillar):
        by_kind = groupby(those, lambda pair: pair[1])
        yield pillar, [(kind, [hit for hit, _kind in pairs]) for kind, pairs in by_kind]


def _chapter(title: str, sections: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "sections": sections}


@dataclass(frozen=True)
class _Maker:
    """Turns cards into the texts of one pack, as they are at one moment."""

    wishes: Wishes
    at: datetime
    names: Kinds

    @property
    def today(self) -> date:
        return local_date(self.at)

    def pdf(self, title: str, point: Organisation | None, chapters: list[dict[str, Any]]) -> bytes:
        number = sum(len(one["cards"]) for each in chapters for one in each["sections"])
        document = {
            "language": (get_language() or "nl")[:2],
            "size": "18pt" if self.wishes.large else "14pt",
            "title": title,
            "made": self._made(),
            "lead": _lead(number, professional=self.wishes.professional),
            "how": _(
                "Point the camera of your telephone at a code: you see the page of that card."
            ),
            "point": _point(point),
            "footer": _footer(point),
            "contents": _("What is in this pack"),
            "contents_on_cover": "yes" if number <= _ON_THE_COVER else "",
            "chapters": chapters,
        }
        return typesetting.pdf(TEMPLATE, document)

    def section(self, kind: Category, hits: Iterable[Hit]) -> dict[str, Any]:
        """Return the cards of one kind of support."""
        return {
            "title": capfirst(words(kind, "label")),
            "cards": [self.card(hit, kind) for hit in hits],
        }

    def card(self, hit: Hit, kind: Category | None) -> dict[str, Any]:
        """Return one card: all that somebody wants to know before they call."""
        page = page_of(hit, today=self.today)
        name = page.card.name
        url = settings.NAOBER_ADDRESS + address_of("public:card", hit.service.key)
        rows = [row for row in self._rows(hit.service, page, kind) if row.text]
        return {
            "name": name,
            "what": page.card.sentence,
            "warnings": [_notice(one.title, one.text) for one in page.notices]
            + ([page.confirmed] if page.card.call_first else []),
            "rows": [[row.label, row.text] for row in rows],
            "confirmed": "" if page.card.call_first else page.confirmed,
            "url": url,
            "qr": qr_of(url),
            "qr_alt": _("QR code: the page of %(name)s") % {"name": name},
            "qr_says": _("Newest on the site"),
        }

    def _rows(self, service: Service, page: CardPage, kind: Category | None) -> Iterator[Row]:
        yield Row(_("For whom"), page.card.for_whom)
        if self.wishes.professional:
            yield from self._for_professionals(service, kind)
        yield Row(_("First step"), page.card.first_step)
        yield Row(_("Cost"), page.card.cost)
        payers = payers_of(service)
        if payers != page.card.cost.rstrip("."):  # not twice that it is free
            yield Row(_("Who pays"), payers)
        yield Row(_("Which paper is needed"), words(service, "papers"))
        yield Row(_("Where"), "; ".join(map(_where, page.spots)))
        yield Row(_("When"), _when(page))
        if not page.card.closed:
            yield Row(_("Is there room?"), room_said(service))
        yield Row(_("The first time"), page.expect)
        yield Row(_("Whom to call"), _contact(service))

    def _for_professionals(self, service: Service, kind: Category | None) -> Iterator[Row]:
        yield from conditions_of(service)
        yield Row(_("Area"), area_of(service))
        if kind is not None:
            yield Row(_("Kind of help"), capfirst(words(kind, "label")))
            yield Row(_("Official name"), ", ".join(self.names.get(kind.pk, ())))
        yield Row(_("How to refer"), _how_to_refer(service))

    def _made(self) -> str:
        moment = localtime(self.at)
        day = date_format(moment, "j F Y")
        when = {"day": day, "time": time_format(moment.time(), "G.i")}
        return _("Made on %(day)s at %(time)s. Things change: the site has the newest.") % when


def _lead(number: int, *, professional: bool) -> str:
    if not number:
        return _("There are no possibilities to show now. Call the support point: they know more.")
    text = (
        ngettext(
            "%(number)s possibility, for who refers.",
            "%(number)s possibilities, for who refers.",
            number,
        )
        if professional
        else ngettext(
            "%(number)s possibility. Not sure what fits? Call: they think along with you.",
            "%(number)s possibilities. Not sure what fits? Call: they think along with you.",
            number,
        )
    )
    return text % {"number": number}


def _point(point: Organisation | None) -> dict[str, str]:
    if point is None:
        name, phone, hours, email = _("Carer support point"), settings.NAOBER_PHONE, "", ""
    else:
        name, phone, email = point.name, point.phone or settings.NAOBER_PHONE, point.email
        hours = words(point, "opening_hours")
    return {
        "title": _("A person to call"),
        "name": name,
        "phone": _unbroken(phone),
        "hours": hours,
        "email": email,
    }


def _footer(point: Organisation | None) -> dict[str, str]:
    known = _point(point)
    return {
        "call": _("%(name)s: %(phone)s") % {"name": known["name"], "phone": known["phone"]},
        "page": _("Page"),
    }


def _notice(title: str, text: str) -> str:
    return f"{title}. {text}" if text else f"{title}."


def _where(spot: Spot) -> str:
    place = ", ".join(filter(None, [spot.name, *spot.address]))
    return ". ".join(part.rstrip(".") for part in (place, spot.route, spot.accessibility) if part)


def _when(page: CardPage) -> str:
    if not page.has_hours:
        return page.times or _("Ask for the times when you call.")
    parts = [_hours(page.hours)] if page.hours else []
    several = len(page.spots) > 1
    for spot in page.spots:
        if spot.hours:
            parts.append(f"{spot.name}: {_hours(spot.hours)}" if several else _hours(spot.hours))
    return "; ".join(parts)


def _hours(rows: Iterable[Row]) -> str:
    return ", ".join(f"{row.label} {row.text}" for row in rows)


def _contact(service: Service) -> str:
    who = [service.organisation.name, service.contact_name, _unbroken(service.phone)]
    return ", ".join(filter(None, [*who, service.email, service.website]))


def _how_to_refer(service: Service) -> str:
    ways = {"phone": _unbroken(service.phone), "email": service.email}
    ask = _("Ask the carer first whether you may.")
    if service.phone and service.email:
        return f"{_('Call %(phone)s or mail %(email)s.') % ways} {ask}"
    if service.phone or service.email:
        way = _("Call %(phone)s.") if service.phone else _("Mail %(email)s.")
        return f"{way % ways} {ask}"
    return ""


def area_of(service: Service) -> str:
    """Return for inhabitants of where it is: municipalities by name, or how far it reaches."""
    if service.scope == Scope.LOCAL:
        return municipalities_of(service)
    return capfirst(str(Scope(service.scope).label))


def _unbroken(phone: str) -> str:
    return phone.replace(" ", "\N{NO-BREAK SPACE}")


@lru_cache(maxsize=2000)
def qr_of(url: str) -> str:
    """Return a QR code that leads to an address, as a drawing (SVG); the same one is made once."""
    drawing = io.BytesIO()
    code = segno.make_qr(url, error="m")
    code.save(drawing, kind="svg", xmldecl=False, omitsize=True, border=2, nl=False)
    return drawing.getvalue().decode()
