"""Check: thirteen questions about strain, without an account; nothing is kept unless asked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naober.carers.queries import keeps_checks
from naober.directory.queries import FOR_YOUNG
from naober.pure.instruments import Result
from naober.screening.queries import Questionnaire, help_that_fits, questionnaire
from naober.sites.access import EVERYONE, access
from naober.sites.cards import Card, cards_for
from naober.sites.public import answers, own, places, presenters
from naober.sites.public.forms import PlaceForm
from naober.sites.public.places import Place
from naober.sites.signed_in import carer_of, tone_of

CARDS = 3
FEWEST = 2
"""Cards for young carers, below which they see others too."""


def _text() -> Questionnaire | None:
    """Return the wording in the language of the page, or None where it was taken out."""
    return questionnaire(answers.INSTRUMENT, (get_language() or "nl")[:2])


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def intro(request: HttpRequest) -> HttpResponse:
    """Say what the check is, ask the postcode, and begin anew."""
    place = own.place_of(request)
    text = _text()
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        initial={"postcode": place.postcode.pk if place else ""},
    )
    if request.method == "POST" and text is not None and form.is_valid():
        response = redirect("public:check-question", 1)
        answers.keep(response, {})
        if chosen := places.place_at(form.cleaned_data["postcode"]):
            places.remember(response, chosen)
        return response
    given = answers.given(request)
    context = {
        "available": text is not None,
        "total": len(text.items) if text else 0,
        "form": form,
        "going_on": _first_open(text, given) if text and given else None,
        "person": own.person_for(request, place),
    }
    return render(request, "public/check.html", context)


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One statement, yes or no; back and forth."""
    text = _text()
    if text is None:
        return redirect("public:check")
    if not 1 <= number <= len(text.items):
        raise Http404
    given = answers.given(request)
    if number > _first_open(text, given):
        return redirect("public:check-question", _first_open(text, given))
    error = ""
    if request.method == "POST":
        answer = _answer(text, request.POST.get("answer", ""))
        if answer is not None or "previous" in request.POST:
            return _go_on(request, text, number, answer)
        error = _("Choose one of the two answers.")
    place = own.place_of(request)
    phone = own.person_for(request, place)["phone"]
    before = given.get(text.items[number - 1].code)
    shown = presenters.question(
        text, number, before, phone=phone, error=error, tone=tone_of(request)
    )
    return render(request, "public/question.html", {"question": shown})


def _go_on(
    request: HttpRequest, text: Questionnaire, number: int, answer: object | None
) -> HttpResponse:
    given = answers.given(request)
    if answer is not None:
        given[text.items[number - 1].code] = answer
    if "previous" in request.POST:
        response = redirect("public:check-question", max(1, number - 1))
    elif number == len(text.items):
        response = redirect("public:check-result")
    else:
        response = redirect("public:check-question", number + 1)
    answers.keep(response, given)
    return response


def _answer(text: Questionnaire, value: str) -> object | None:
    return next((one.answer for one in text.answers if str(one.answer) == value), None)


def _first_open(text: Questionnaire, given: dict[str, object]) -> int:
    """Return the number of the first question without an answer; the last where all have one."""
    codes = [one.code for one in text.items]
    return next(
        (number for number, code in enumerate(codes, start=1) if code not in given), len(codes)
    )


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest) -> HttpResponse:
    """What it means, why, what can help nearby, and whom to call."""
    text, scored = _text(), answers.result_of(request)
    if text is None or scored is None:
        return redirect("public:check")
    place = own.place_of(request)
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        initial={"postcode": place.postcode.pk if place else ""},
    )
    if request.method == "POST" and form.is_valid():
        response = redirect("public:check-result")
        if chosen := places.place_at(form.cleaned_data["postcode"]):
            places.remember(response, chosen)
            return response
        form.add_error("postcode", _("We do not know this postcode. Look at the digits."))
    known, tone = carer_of(request), tone_of(request)
    context = {
        "result": presenters.check_result(scored, text, tone=tone),
        "high": scored.band == "high",
        "place": place,
        "form": form,
        "cards": _cards(scored, text, place, young=bool(tone)),
        "person": own.person_for(request, place),
        "registered": known is not None,
        "may_keep": known is not None and keeps_checks(known),
    }
    return render(request, "public/check_result.html", context)


def _cards(scored: Result, text: Questionnaire, place: Place | None, *, young: bool) -> list[Card]:
    """Return what can help; of a young carer what is for them first, and others where it is few."""
    kinds, said = help_that_fits(scored.weighing), presenters.statements(text)
    theirs: list[Card] = []
    if young:
        with_theirs = {FOR_YOUNG: "", **kinds}
        found = cards_for(with_theirs, place, limit=CARDS, said=said, young=True)
        theirs = [card for card in found if not card.elsewhere]
    if len(theirs) >= FEWEST:
        return theirs
    return [*theirs, *cards_for(kinds, place, limit=CARDS, said=said)][:CARDS]


@access(EVERYONE)
@require_POST
def take_along(request: HttpRequest) -> HttpResponse:
    """Begin a registration with the answers at hand; they are sent only with consent."""
    response = redirect("public:register")
    if answers.is_complete(request):
        answers.keep(response, answers.given(request), taken_along=True)
    return response


@access(EVERYONE)
@require_POST
def discard(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Throw away the answers and the postcode; the page that follows says so."""
    response = redirect("public:check-discarded")
    answers.throw_away(response)
    places.forget(response)
    return response


@access(EVERYONE)
@require_http_methods(["GET", "HEAD"])
def discarded(request: HttpRequest) -> HttpResponse:
    """Say that nothing is left."""
    person = own.person_for(request, own.place_of(request))
    return render(request, "public/check_discarded.html", {"person": person})
