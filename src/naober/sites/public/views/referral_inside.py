"""Behind the door of a referral: how it goes, for the carer; the question, for who receives it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naober.casework.enums import ReferralRefusal, ReferralState
from naober.casework.models import Referral
from naober.casework.queries.referrals import referral_proven
from naober.casework.services.referrals import Door, accept, refuse, take_back
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.exceptions import Refused
from naober.sites.access import EVERYONE, access
from naober.sites.public import own, places, presenters, proof
from naober.sites.received import TAKEN_BACK
from naober.sites.referral_forms import AcceptForm, RefuseForm
from naober.sites.referral_pages import page_of
from naober.sites.signed_in import tone_of
from naober.sites.tone import say


def _opened(request: HttpRequest, door: Door) -> tuple[Actor, Referral] | None:
    actor = proof.proven(request, door, at=clock.now())
    referral = referral_proven(actor) if actor else None
    return (actor, referral) if actor and referral else None


@access(EVERYONE)
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Show the carer every step, and whom to call."""
    person = own.person_for(request, places.remembered(request))
    if (found := _opened(request, Door.CARER)) is None:
        return redirect("public:referral-word")
    page = page_of(found[1], today=clock.today())
    context = {"page": page, "person": person, "kept_days": presenters.kept_days()}
    return render(request, "public/referral_status.html", context)


@access(EVERYONE)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the question back."""
    if (found := _opened(request, Door.CARER)) is None:
        return redirect("public:referral-word")
    actor, referral = found
    taken_back = say(tone_of(request), gettext_noop("Done. We tell them that you took it back."))
    _tried(request, lambda: take_back(by=actor, referral=referral, at=clock.now()), taken_back)
    return redirect("public:referral-status")


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest) -> HttpResponse:
    """Show who receives it what is asked and how to reach the carer; take the answer."""
    if (found := _opened(request, Door.RECEIVER)) is None:
        return redirect("public:referral-word")
    actor, referral = found
    if referral.state == ReferralState.WITHDRAWN:  # nothing of the carer is theirs to read now
        return render(request, "public/referral_gone.html", {"gone": TAKEN_BACK})
    says = request.POST.get("say", "")
    yes = AcceptForm(request.POST if says == "yes" else None)
    no = RefuseForm(request.POST if says == "no" else None)
    if yes.is_valid():
        note = yes.cleaned_data["note"]
        _tried(
            request,
            lambda: accept(by=actor, referral=referral, note=note, at=clock.now()),
            _("Done. The asker sees it now."),
        )
        return redirect("public:referral-question")
    if no.is_valid():
        said = no.cleaned_data
        try:
            refuse(
                by=actor, referral=referral, reason=ReferralRefusal(said["reason"]),
                note=said["note"], at=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            no.add_error(None, refused.reason)
        else:
            return redirect("public:referral-question")
    context = {
        "page": page_of(referral, today=clock.today()),
        "yes": yes,
        "no": no,
        "form": no if says == "no" else yes,
    }
    return render(request, "public/referral_question.html", context)


def _tried(request: HttpRequest, do: Callable[[], object], done: str) -> None:
    try:
        do()
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, done)
