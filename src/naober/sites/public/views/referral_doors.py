"""The doors of a referral for who has no account: a link or a word, and a code from the mail."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naober.accounts.adapters import TOO_MANY, WRONG_CODE
from naober.accounts.limits import ASK_REFERRAL, TRY_REFERRAL, attempt
from naober.casework.models import Referral
from naober.casework.services.referrals import (
    Door,
    Proof,
    check_code,
    mail_code,
    opened,
    read_key,
    read_word,
)
from naober.shared import clock
from naober.sites.access import EVERYONE, access
from naober.sites.limits import WORDS, may_send
from naober.sites.public import proof
from naober.sites.public.referral_forms import CodeForm, WordForm

FORM = require_http_methods(["GET", "HEAD", "POST"])
PAGES: Final = {
    Door.RECEIVER: "public:referral-question",
    Door.CARER: "public:referral-status",
}


@access(EVERYONE)
@FORM
def word(request: HttpRequest) -> HttpResponse:
    """Ask for the word from the screen or from paper. It never stands in an address here."""
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not may_send(request, "referral_word", WORDS):
            form.add_error("word", str(TOO_MANY))
        elif found := opened(read_word(form.cleaned_data["word"]), Door.CARER):
            return _knock(request, found, Door.CARER)
        else:
            form.add_error("word", _("We do not know this word. Look once more, or call us."))
    return render(request, "public/referral_word.html", {"form": form})


@access(EVERYONE)
@FORM
def follow(request: HttpRequest, word: str) -> HttpResponse:
    """Open the link that the carer got by mail."""
    return _link(request, read_word(word), Door.CARER)


@access(EVERYONE)
@FORM
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Open the link that the receiver got by mail."""
    return _link(request, read_key(key), Door.RECEIVER)


def _link(request: HttpRequest, shown: Proof | None, door: Door) -> HttpResponse:
    """Offer to mail a code. Opening changes nothing: programs that look at mail open every link.

    The page is the same for a link that we never made: it tells nobody whether there is a question.
    """
    if request.method == "POST":
        if not may_send(request, "referral_word", WORDS):
            context = {"door": door, "too_many": True}
            return render(request, "public/referral_link.html", context, status=429)
        if found := opened(shown, door):
            return _knock(request, found, door)
        return render(request, "public/referral_link.html", {"door": door, "is_unknown": True})
    return render(request, "public/referral_link.html", {"door": door})


def _knock(request: HttpRequest, referral: Referral, door: Door) -> HttpResponse:
    """Mail a code, and ask for it; a carer without mail comes in with the word alone."""
    if door == Door.CARER and not referral.email:
        response = redirect(PAGES[door])
        proof.let_in(response, referral.pk, door, at=clock.now())
        return response
    if attempt(request, ASK_REFERRAL, f"{door}:{referral.pk}") is None:
        context = {"door": door, "too_many": True}
        return render(request, "public/referral_link.html", context, status=429)
    mail_code(referral, door, at=clock.now())
    response = redirect("public:referral-code")
    proof.stand_at(response, referral.pk, door)
    return response


@access(EVERYONE)
@FORM
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code from the mail."""
    visit = proof.visit_of(request)
    if visit is None:
        return redirect("public:referral-word")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        counted = attempt(request, TRY_REFERRAL, f"{visit.door}:{visit.referral}")
        if counted is None:
            form.add_error("code", str(TOO_MANY))
        elif check_code(visit.referral, visit.door, form.cleaned_data["code"], at=clock.now()):
            counted.forget()
            response = redirect(PAGES[visit.door])
            proof.let_in(response, visit.referral, visit.door, at=clock.now())
            return response
        else:
            form.add_error("code", str(WRONG_CODE))
    return render(request, "public/referral_code.html", {"form": form, "door": visit.door})


@access(EVERYONE)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Forget on this device what was opened."""
    response = redirect("public:home")
    proof.leave(response)
    return response
