"""Find: what there is near somebody, in their own words; nobody ends on an empty page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import localize
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naober.directory.enums import Pillar
from naober.directory.models import Category
from naober.directory.queries import Found, categories, suggestions
from naober.directory.queries import find as search
from naober.shared import clock
from naober.sites import kept
from naober.sites.access import EVERYONE, access
from naober.sites.cards import card_of, drawn
from naober.sites.public import counting, places, presenters
from naober.sites.public.filters import chosen_in, filters_of
from naober.sites.public.forms import SearchForm
from naober.sites.public.instead import instead_of
from naober.sites.public.map_page import map_of
from naober.sites.public.places import Place
from naober.sites.public.presenters import Link
from naober.sites.signed_in import tone_of
from naober.sites.tone import say
from naober.sites.words import words

PER_PAGE: Final = 10
MOST: Final = 60
"""Cards that are shown at most; more would help nobody choose."""
ECHOED: Final = 1000
"""Characters of a much too long question that are shown again."""
_ALL_OF_DRENTHE: Final = gettext_noop(
    "You now see what there is in all of Drenthe. Or call %(phone)s."
)


@dataclass(frozen=True)
class Kinds:
    """Kinds of help of one pillar, to choose from."""

    title: str
    links: Sequence[Link]


@access(EVERYONE)
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Search by words and postcode, with filters."""
    form = SearchForm(request.GET)
    form.is_valid()
    place = _place(request, form)
    places.name_in_header(request, place)
    asked = form.cleaned_data
    question = asked.get("q", "")
    language, day, tone = get_language() or "nl", clock.today(), tone_of(request)
    searched = _is_asked(request)
    found = _search(request, asked, place, day) if searched else Found(())
    kind = _kind(found)
    page = Paginator(found.hits, PER_PAGE).get_page(request.GET.get("page"))
    hits, in_pack = list(page), set(kept.keys(request))
    counting.searched(request, question, found, [hit.service for hit in hits], on=day)
    context = {
        "search": _panel(request, form, place),
        "heading": _heading(question, found, kind, searched=searched, tone=tone),
        "filters": filters_of(request, found, kind),
        "instead": instead_of(request, found, question),
        "numbers_now": settings.NAOBER_NUMBERS_NOW if found.needs_somebody_now else [],
        "page": page,
        "count": _count(found, place) if found.total else "",
        "cards": [
            drawn(card_of(hit, today=day), language, day, kept=hit.service.key in in_pack)
            for hit in hits
        ],
        "map": map_of(hits),
        "notice": _notice(form, place, tone=tone),
        "person": presenters.person_at(place, young=bool(tone)),
        "doors": [] if searched else presenters.doors(tone=tone),
        "kinds": _kinds(pillar) if (pillar := _only(found, "pillar")) else [],
        "all_kinds": _kinds("") if searched and not found.total else [],
    }
    response = render(request, "public/find.html", context)
    if place is not None and asked.get("postcode"):
        places.remember(response, place)
    return response


@access(EVERYONE)
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer what somebody may be typing; nothing of it is kept or logged."""
    language = get_language() or "nl"
    typed = request.GET.get("q", "")
    context = {"suggestions": suggestions(typed, on=clock.today(), language=language)}
    response = render(request, "public/suggestions.html", context)
    response["Cache-Control"] = "private, max-age=300"
    return response


def _place(request: HttpRequest, form: SearchForm) -> Place | None:
    """Return the place that was typed; what was typed before only where the field was not there."""
    if "postcode" not in request.GET:
        return places.remembered(request)
    return places.place_at(form.cleaned_data.get("postcode", ""))


def _is_asked(request: HttpRequest) -> bool:
    """Return whether anything was typed or chosen; the button alone asks nothing."""
    return any(one.strip() for _name, given in request.GET.lists() for one in given)


def _search(request: HttpRequest, asked: dict[str, Any], place: Place | None, day: date) -> Found:
    return search(
        asked.get("q", ""),
        on=day,
        near=place.postcode if place else None,
        limit=MOST,
        language=(get_language() or "nl")[:2],
        chosen=chosen_in(request),
        exact="exact" in request.GET,
    )


def _only(found: Found, facet: str) -> str:
    """Return the one value that was chosen of a facet, or nothing."""
    values = found.chosen.get(facet, ())
    return values[0] if len(values) == 1 else ""


def _kind(found: Found) -> Category | None:
    """Return the kind of support that was asked for."""
    code = _only(found, "category")
    return categories().filter(pk=code).first() if code else None


def _panel(request: HttpRequest, form: SearchForm, place: Place | None) -> presenters.Search:
    typed = request.GET.get("postcode", place.postcode.pk if place else "")
    return presenters.Search(
        query=request.GET.get("q", "")[:ECHOED],
        postcode=typed[:ECHOED],
        query_error=presenters.errors_of(form, "q"),
        postcode_error=presenters.errors_of(form, "postcode"),
    )


def _heading(
    question: str, found: Found, kind: Category | None, *, searched: bool, tone: str
) -> str:
    if not searched:
        return say(tone, gettext_noop("What do you need help with?"))
    if not found.total:
        return _("We found nothing that fits")
    if question:
        return say(tone, gettext_noop("This fits your question"))
    if kind is not None:
        return words(kind, "label")
    pillar = _only(found, "pillar")
    return str(Pillar(pillar).label) if pillar else _("What there is")


def _count(found: Found, place: Place | None) -> str:
    number = found.total
    if number > MOST:
        text = _("The %(most)s that fit best, of %(number)s possibilities")
        return text % {"most": MOST, "number": localize(number)}
    if place is None:
        text = ngettext("%(number)s possibility", "%(number)s possibilities", number)
        return text % {"number": number}
    text = ngettext(
        "%(number)s possibility for %(place)s", "%(number)s possibilities for %(place)s", number
    )
    return text % {"number": number, "place": place.postcode}


def _notice(form: SearchForm, place: Place | None, *, tone: str) -> dict[str, str] | None:
    """Return a kind word about a postcode that we cannot use, with the number to call."""
    person = presenters.person_at(place)
    call = {"name": person["name"], "phone": person["phone"]}
    if place is not None and not place.in_region:
        return {
            "title": _("%(place)s is not in Drenthe") % {"place": place.postcode},
            "text": _("The nearest support point is %(name)s: %(phone)s.") % call,
        }
    typed = form.cleaned_data.get("postcode")
    if place is None and (typed or form.errors.get("postcode")):
        return {
            "title": _("We do not know this postcode"),
            "text": say(tone, _ALL_OF_DRENTHE) % call,
        }
    return None


def _kinds(pillar: str) -> list[Kinds]:
    """Return kinds of help to choose from, of one pillar or of all four."""
    rows = list(categories())
    return [
        Kinds(
            title=str(one.label),
            links=[
                Link(words(row, "label"), presenters.find_url(category=row.pk))
                for row in rows
                if row.pillar == one
            ],
        )
        for one in Pillar
        if pillar in {"", one}
    ]
