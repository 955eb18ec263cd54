"""Referring: choose a card, send a question, and follow what was sent.

A consultant refers from a file. A practice team has no files here: it fills in who it is about.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naober.carers.models import Carer
from naober.casework import queries
from naober.casework.exceptions import AlreadySent
from naober.casework.models import Case, Referral
from naober.casework.queries.referrals import questions_waiting, referrals_sent_by, why_not_ask
from naober.casework.services.referrals import (
    Question,
    read_word,
    says_otherwise,
    send_referral,
    take_back,
    take_off,
)
from naober.directory.models import Service
from naober.directory.queries import find, service
from naober.organisations.enums import Role
from naober.organisations.models import Postcode
from naober.organisations.queries import organisation_of, postcode
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import DESK, PRACTICE, access
from naober.sites.desk.forms.referring import ChooseForm, ReferForm, ReferSomebodyForm
from naober.sites.desk.presenters import referring as present
from naober.sites.desk.presenters.words import full_name
from naober.sites.desk.requests import DeskRequest, posted
from naober.sites.referral_pages import NOT_SENT_AGAIN, page_of
from naober.sites.words import words

FORM = require_http_methods(["GET", "HEAD", "POST"])
PAGE: Final = 30
MOST_CARDS: Final = 20


@dataclass(frozen=True)
class Names:
    """Where one of the two audiences finds its own pages."""

    all: str
    one: str
    move: str
    choose: str


HERE: Final = {
    True: Names(
        "practice:referrals", "practice:referral", "practice:referral-move", "practice:choose"
    ),
    False: Names("desk:referrals", "desk:referral", "desk:referral-move", "desk:people"),
}


def _names(request: DeskRequest) -> Names:
    return HERE[request.actor.role == Role.PROFESSIONAL]


def _list(request: DeskRequest) -> HttpResponse:
    """Show what was sent, with what came back on top."""
    names = _names(request)
    page = Paginator(referrals_sent_by(request.actor), PAGE).get_page(request.GET.get("page"))
    tables = present.lists(list(page), names.one, today=clock.today())
    context = {"page": page, "tables": tables, "new": names.choose}
    if request.actor.cares_for:
        context |= {"receives": True, "waiting": questions_waiting(request.actor)}
    return render(request, "desk/referrals.html", context)


def _one(request: DeskRequest, referral_id: UUID) -> HttpResponse:
    """Show one referral, step by step."""
    referral = _sent(request, referral_id)
    context = {
        "page": page_of(referral, today=clock.today()),
        "names": _names(request),
        "referral": referral,
    }
    return render(request, "desk/referral.html", context)


def _move(request: DeskRequest, referral_id: UUID, step: str) -> HttpResponse:
    """Take a question back, or what came back off the list."""
    referral = _sent(request, referral_id)
    do = {"intrekken": take_back, "gezien": take_off}.get(step)
    if do is None:
        raise Http404
    try:
        do(by=request.actor, referral=referral, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Done."))
    return redirect(_names(request).all)


def _sent(request: DeskRequest, referral_id: UUID) -> Referral:
    return get_object_or_404(referrals_sent_by(request.actor), pk=referral_id)


referrals = access(DESK)(require_safe(_list))
referral = access(DESK)(require_safe(_one))
move = access(DESK)(require_POST(_move))


@access(PRACTICE)
@require_safe
def practice_referrals(request: DeskRequest) -> HttpResponse:
    """Show a practice team what the reader sent."""
    return _list(request)


@access(PRACTICE)
@require_safe
def practice_referral(request: DeskRequest, referral_id: UUID) -> HttpResponse:
    """Show one of them."""
    return _one(request, referral_id)


@access(PRACTICE)
@require_POST
def practice_move(request: DeskRequest, referral_id: UUID, step: str) -> HttpResponse:
    """Take one back, or off the list."""
    return _move(request, referral_id, step)


@access(DESK)
@require_safe
def choose_for(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Look for a card to refer a carer to."""
    case = _case(request, case_id)
    near = postcode(case.carer.postcode)
    return _choose(request, ("desk:refer", case_id), near=near, name=full_name(case.carer))


@access(PRACTICE)
@require_safe
def choose(request: DeskRequest) -> HttpResponse:
    """Look for a card to refer somebody to."""
    near = organisation_of(request.actor).postcode
    return _choose(request, ("practice:refer",), near=near, name="")


def _choose(
    request: DeskRequest, route: tuple[object, ...], *, near: Postcode | None, name: str
) -> HttpResponse:
    """Show what was searched, or without words what is near: of the carer, or of the practice."""
    form = ChooseForm(request.GET if "q" in request.GET else None)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    language, today = (get_language() or "nl")[:2], clock.today()
    hits = list(find(query, on=today, near=near, limit=MOST_CARDS, language=language).hits)
    found = present.choices(hits[:MOST_CARDS], route, query=query, today=today)
    context = {"form": form, "found": found, "query": query, "near": near, "name": name}
    if len(route) > 1:
        context["case_id"] = route[1]
    return render(request, "desk/refer_choose.html", context)


@access(DESK)
@FORM
def refer(request: DeskRequest, case_id: UUID, key: str) -> HttpResponse:
    """Send a question for a carer to the organisation behind a card."""
    case, card = _case(request, case_id), card_of(key)
    form = ReferForm(posted(request), organisation=card.organisation.name)
    if request.method == "POST" and form.is_valid():
        question = form.question_of(case.carer)
        sent = _send(request, form, card, question, case.carer)
        if sent is not None:
            return sent
    context = {"name": full_name(case.carer), "case": case, "carer": case.carer}
    context |= _back(
        request,
        card=(reverse("desk:refer-from-card", args=[key]), _("Choose somebody else")),
        choose=reverse("desk:refer-choose", args=[case_id]),
    )
    return _form_page(request, form, card, context)


@access(PRACTICE)
@FORM
def practice_refer(request: DeskRequest, key: str) -> HttpResponse:
    """Send a question for somebody whom a practice team knows."""
    card = card_of(key)
    form = ReferSomebodyForm(posted(request), organisation=card.organisation.name)
    if request.method == "POST" and form.is_valid():
        sent = _send(request, form, card, form.question(), None)
        if sent is not None:
            return sent
    back = _back(
        request,
        card=(reverse("public:card", args=[key]), _("Back to the card")),
        choose=reverse("practice:choose"),
    )
    return _form_page(request, form, card, {"name": ""} | back)


def _back(request: DeskRequest, *, card: tuple[str, str], choose: str) -> dict[str, object]:
    """Return the way back: to where a card was chosen first, else to the cards that were found."""
    if request.GET.get("van") == present.FROM_CARD["van"]:
        url, label = card
    else:
        words_used = request.GET.get("q", "")
        url = f"{choose}?{urlencode({'q': words_used})}" if words_used else choose
        label = _("Choose another card")
    return {"back_url": url, "back_label": label}


def _send(
    request: DeskRequest, form: ReferForm, card: Service, question: Question, carer: Carer | None
) -> HttpResponse | None:
    """Send a question and lead to its page; None where it was refused, with the reason said."""
    try:
        send_referral(
            by=request.actor, service=card, question=question, at=clock.now(), carer=carer
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None
    except AlreadySent:  # the first question stands
        if says_otherwise(by=request.actor, service=card, question=question):
            messages.warning(request, _(NOT_SENT_AGAIN))
    else:
        _say_sent(request, question)
    proof = read_word(question.word)
    return redirect(_names(request).one, proof.referral) if proof else None


def _say_sent(request: DeskRequest, question: Question) -> None:
    if question.email:
        messages.success(request, _("Sent. The carer got a mail with a link to see how it goes."))
    else:
        sentence = _("Sent. Give the carer this word to see how it goes: %(word)s")
        messages.success(request, sentence % {"word": question.word})


def _case(request: DeskRequest, case_id: UUID) -> Case:
    return get_object_or_404(queries.open_cases_for(request.actor), pk=case_id)


def card_of(key: str) -> Service:
    """Return a card by its key. Raises Http404 where nobody may see it."""
    hit = service(key, on=clock.today())
    if hit is None:
        raise Http404
    return hit.service


def _form_page(
    request: DeskRequest, form: ReferForm, card: Service, context: dict[str, object]
) -> HttpResponse:
    context["why_not"] = why_not_ask(card, on=clock.today())
    about = {"card": words(card, "name"), "organisation": card.organisation.name, "form": form}
    return render(request, "desk/refer.html", about | context)
