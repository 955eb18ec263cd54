"""My pack: cards that somebody keeps on their own device, and as a PDF to take along."""

from hashlib import sha256
from typing import Final

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from naober.directory.queries import cards_with_keys, version_of_map
from naober.organisations.models import Municipality
from naober.organisations.queries import municipalities, municipality_named
from naober.shared import clock
from naober.shared.limits import mark_of_network, seconds_to_wait
from naober.sites import kept
from naober.sites.access import EVERYONE, access
from naober.sites.limits import PACKS_IN_A_MINUTE
from naober.sites.pack import Wishes, chosen_pack, municipality_pack
from naober.sites.public import places, presenters
from naober.sites.public.forms import PackForm
from naober.sites.public.pack_page import page_of
from naober.sites.public.page_before import page_before
from naober.sites.signed_in import tone_of

CACHED: Final = 60
"""Seconds that the pack of a municipality is handed out again, as long as the map is the same."""


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest) -> HttpResponse:
    """What somebody chose: look at it, put it in order, take off, make the PDF."""
    form = PackForm(request.POST)
    if request.method == "POST" and form.is_valid():
        return _changed(request, form)
    return _page(request)


def _changed(request: HttpRequest, form: PackForm) -> HttpResponse:
    before, key = kept.keys(request), form.cleaned_data["keep"]
    chosen = form.changed(before)
    is_new = bool(key) and key not in before
    if is_new and not cards_with_keys([key], on=clock.today()):
        return redirect("public:pack")
    is_full = is_new and chosen == before
    where = _back(request, key) if key and not is_full else reverse("public:pack")
    response = redirect(where)
    kept.keep(response, chosen)
    return response


def _back(request: HttpRequest, key: str) -> str:
    """Return the place on the page of this site where the card was kept, or else the pack."""
    before = page_before(request)
    if before is None:
        return reverse("public:pack")
    query = f"?{before.query}" if before.query else ""
    return f"{before.path}{query}#kaart-{key}"


def _page(request: HttpRequest, *, wait: int = 0) -> HttpResponse:
    place = places.remembered(request)
    chosen = kept.keys(request)
    cards = cards_with_keys(chosen, on=clock.today())
    context = {
        "page": page_of(cards, asked=len(chosen)),
        "municipalities": municipalities(),
        "here": place.postcode.municipality_id if place else None,
        "wait": wait,
        "person": presenters.person_at(place, young=bool(tone_of(request))),
    }
    response = render(request, "public/pack.html", context, status=429 if wait else 200)
    response["Cache-Control"] = "no-store"
    if wait:
        response["Retry-After"] = str(wait)
    return response


@access(EVERYONE)
@require_safe
def my_pack(request: HttpRequest) -> HttpResponse:
    """The chosen cards as a PDF, as they are now."""
    cards = cards_with_keys(kept.keys(request), on=clock.today())
    if not cards:
        return redirect("public:pack")
    if wait := _seconds_to_wait(request):
        return _page(request, wait=wait)
    place = places.remembered(request)
    point = place.support_point if place else None
    return _file("naober", chosen_pack(cards, point, _wishes(request), at=clock.now()))


@access(EVERYONE)
@require_safe
def of_municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is for the inhabitants of a municipality, as a PDF."""
    place = municipality_named(slug)
    if place is None:
        raise Http404
    wishes = _wishes(request)
    key = _cache_key(place, wishes)
    pdf = caches["packs"].get(key)
    if pdf is None:
        if wait := _seconds_to_wait(request):
            return _page(request, wait=wait)
        pdf = municipality_pack(place, wishes, at=clock.now())
        caches["packs"].set(key, pdf, timeout=CACHED)
    return _file(f"naober-{place.slug}", pdf)


@access(EVERYONE)
@require_safe
def choose_municipality(request: HttpRequest) -> HttpResponse:
    """Lead from the form to the address of the pack of a municipality."""
    place = municipality_named(request.GET.get("gemeente", "")[:50])
    if place is None:
        return redirect("public:pack")
    wishes = {name: request.GET[name][:20] for name in ("large", "for") if name in request.GET}
    where = reverse("public:pack-municipality", args=[place.slug])
    return redirect(f"{where}?{urlencode(wishes)}" if wishes else where)


def _wishes(request: HttpRequest) -> Wishes:
    asked = request.GET
    return Wishes(large=asked.get("large") == "1", professional=asked.get("for") == "professional")


def _cache_key(place: Municipality, wishes: Wishes) -> str:
    known = (place.pk, get_language(), wishes, version_of_map(on=clock.today()))
    return sha256(repr(known).encode()).hexdigest()


def _seconds_to_wait(request: HttpRequest) -> int:
    mark = mark_of_network(request)
    return seconds_to_wait("pack", mark, most=PACKS_IN_A_MINUTE, at=clock.now())


def _file(name: str, pdf: bytes) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
