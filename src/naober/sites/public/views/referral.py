"""Asking for help from a card: the carer sends the question in person."""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from naober.carers.models import Carer
from naober.carers.queries import own_file
from naober.casework.exceptions import AlreadySent
from naober.casework.queries.referrals import why_not_ask
from naober.casework.services.referrals import (
    Question,
    answer_by,
    read_word,
    says_otherwise,
    send_referral,
)
from naober.directory.models import Service
from naober.directory.queries import service
from naober.shared import clock, drafts
from naober.shared.actors import VISITOR, Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.shared.templatetags.naober import day_and_month
from naober.sites.access import EVERYONE, access
from naober.sites.limits import REFERRALS, may_send
from naober.sites.public import own, places, presenters
from naober.sites.public.referral_forms import AskForm
from naober.sites.referral_pages import NOT_SENT_AGAIN
from naober.sites.signed_in import tone_of
from naober.sites.tone import REFERRAL_SENT, YOUNG, say
from naober.sites.words import words

_UNANSWERED: Final = gettext_noop(
    "No answer, or no room? You see it on your page. And you can always call us."
)


class TooManyReferralsError(Exception):
    """This network sent more questions within an hour than people do."""


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the organisation behind a card to help; no account is needed."""
    hit = service(key, on=clock.today())
    if hit is None:
        raise Http404
    card, carer = hit.service, own_file(_reader(request))
    posted = request.POST if request.method == "POST" else None
    form = AskForm(posted, organisation=card.organisation.name, initial=_known(carer))
    too_many, tone = False, own.tone_at(request, card)
    if posted is not None and form.is_valid():
        try:
            return _send(request, card, form.question(), carer, tone=tone)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except TooManyReferralsError:
            too_many = True
    context = {
        "form": form,
        "name": words(card, "name"),
        "key": key,
        "organisation": card.organisation.name,
        "phone": card.phone or card.organisation.phone,
        "too_many": too_many,
        "why_not": why_not_ask(card, on=clock.today()),
        "has_file": carer is not None,
        "kept_days": presenters.kept_days(),
        "person": own.person_for(request, places.remembered(request), tone=tone),
        "reader_tone": tone,
    }
    return render(request, "public/referral_ask.html", context, status=429 if too_many else 200)


def _reader(request: HttpRequest) -> Actor:
    reader: Actor = request.actor  # type: ignore[attr-defined]
    return reader


def _known(carer: Carer | None) -> dict[str, Any]:
    if carer is None:
        return {}
    return {
        "name": f"{carer.first_name} {carer.last_name}",
        "phone": carer.phone,
        "email": carer.email,
        "postcode": carer.postcode,
    }


def _send(
    request: HttpRequest, card: Service, question: Question, carer: Carer | None, *, tone: str
) -> HttpResponse:
    at, proof = clock.now(), read_word(question.word)
    by = _reader(request)
    if carer is None:
        by = Actor(role=VISITOR, user_id=by.user_id, referral=proof.referral if proof else None)
    try:
        with acting_as(by):
            send_referral(by=by, service=card, question=question, at=at, carer=carer)
            # Last, so that a second click counts for nothing; raising undoes the question.
            if not may_send(request, "referral", REFERRALS):
                raise TooManyReferralsError
    except AlreadySent:  # the first question stands
        if says_otherwise(by=by, service=card, question=question):
            messages.warning(request, say(tone, NOT_SENT_AGAIN))
    response = redirect("public:referral-sent")
    receipt = {
        "word": question.word,
        "key": card.key,
        "mail": bool(question.email),
        "answer_by": answer_by(at).isoformat(),
        "young": bool(tone),
    }
    drafts.save(response, REFERRAL_SENT, receipt)
    return response


@access(EVERYONE)
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Show the word to follow the question with, to print or to write down."""
    receipt = drafts.load(request, REFERRAL_SENT)
    hit = service(str(receipt.get("key", "")), on=clock.today())
    if hit is None:
        return redirect("public:referral-word")
    tone = YOUNG if receipt.get("young") else tone_of(request)
    context = {
        "word": receipt["word"],
        "mail": receipt["mail"],
        "card": words(hit.service, "name"),
        "next": [
            say(tone, gettext_noop("%(organisation)s reads your question."))
            % {"organisation": hit.service.organisation.name},
            _("They answer on %(day)s at the latest. We remind them.")
            % {"day": day_and_month(date.fromisoformat(receipt["answer_by"]))},
            say(tone, _UNANSWERED),
        ],
        "person": own.person_for(request, places.remembered(request), tone=tone),
        "reader_tone": tone,
    }
    return render(request, "public/referral_sent.html", context)
