"""Guide: at most six questions that lead to at most five cards and to a person."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naober.directory.models import GuideVersion
from naober.directory.queries import (
    answer_of_young,
    categories,
    guide_answers,
    is_for_young,
    public_guide,
)
from naober.shared import clock
from naober.sites import guide_walk
from naober.sites.access import EVERYONE, access
from naober.sites.guide_walk import Walk
from naober.sites.public import guide_page, places, presenters
from naober.sites.public.forms import PlaceForm
from naober.sites.signed_in import tone_of
from naober.sites.tone import YOUNG

WALK: Final = Walk(
    draft="guide",
    template="public/question.html",
    start="public:guide",
    question="public:guide-question",
    result="public:guide-result",
)


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def intro(request: HttpRequest) -> HttpResponse:
    """Say what the guide is, ask the postcode if somebody likes, and begin anew."""
    place = places.remembered(request)
    version = public_guide()
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        initial={"postcode": place.postcode.pk if place else ""},
    )
    if request.method == "POST" and version is not None and form.is_valid():
        response = _begin(version, young="young" in request.POST)
        if chosen := places.place_at(form.cleaned_data["postcode"]):
            places.remember(response, chosen)
        return response
    context = {
        "total": version.questions.count() if version else 0,
        "form": form,
        "going_on": bool(guide_walk.given(request, WALK)),
        "person": presenters.person_at(place, young=bool(tone_of(request))),
    }
    return render(request, "public/guide.html", context)


def _begin(version: GuideVersion, *, young: bool) -> HttpResponse:
    """Begin anew; of who comes from the page for young carers one answer is known."""
    answer = answer_of_young(version) if young else None
    number, *known = answer or (0,)
    total = version.questions.count()
    response = redirect(guide_walk.page_at(number + 1, total, WALK))
    guide_walk.keep(response, WALK, dict([known]) if known else {})
    return response


def _tone(request: HttpRequest, version: GuideVersion) -> str:
    if is_for_young(version, guide_walk.given(request, WALK)):
        return YOUNG
    return tone_of(request)


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One question, with back and skip."""
    version = public_guide()
    if version is None:
        return redirect(WALK.start)
    phone = presenters.person_at(places.remembered(request))["phone"]
    tone = _tone(request, version)
    return guide_walk.question_page(request, version, number, WALK, phone=phone, tone=tone)


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest) -> HttpResponse:
    """At most five cards with the reason for each, and whom to call."""
    version = public_guide()
    if version is None:
        return redirect(WALK.start)
    place, given = places.remembered(request), guide_walk.given(request, WALK)
    tone = _tone(request, version)
    form = guide_page.WhereForm(
        request.POST if request.method == "POST" else None,
        tone=tone,
        initial={"postcode": place.postcode.pk if place else ""},
    )
    if request.method == "POST" and form.is_valid():
        if chosen := form.place():
            response = redirect(WALK.result)
            places.remember(response, chosen)
            return response
        form.add_error("postcode", _("We do not know this postcode. Look at the digits."))
    today, near = clock.today(), place.postcode if place else None
    found = guide_answers(version, given, on=today, near=near)
    cards, said = guide_page.cards(found, today=today, tone=tone)
    context = {
        "tone": tone,
        "reader_tone": tone,
        "lines": presenters.young_lines() if tone else [],
        "cards": cards,
        "most_said": said,
        "said": guide_walk.said(version, given, WALK),
        "place": place,
        "form": form,
        "person": presenters.person_at(place, young=bool(tone)),
        "more": guide_page.more(cards, list(categories())),
    }
    return render(request, "public/guide_result.html", context)
