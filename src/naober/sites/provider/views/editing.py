"""Changing a card, starting one, and deciding what becomes public."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naober.directory import queries
from naober.directory.enums import Scope
from naober.directory.exceptions import ChangedMeanwhileError
from naober.directory.models import CardVersion, Service
from naober.directory.services import versions as services
from naober.organisations.queries import organisation_of
from naober.shared import clock
from naober.shared.exceptions import Refused
from naober.sites.access import EDITOR, OWN_CARDS, PROVIDER, access
from naober.sites.card_labels import in_words, names_for
from naober.sites.provider.forms import CardForm, RefuseForm
from naober.sites.provider.presenters import card as cards
from naober.sites.provider.presenters.card import Difference
from naober.sites.provider.requests import KeeperRequest, kept, sent
from naober.sites.provider.views.card import version_context, version_of
from naober.sites.words import words

TOKEN_LENGTH = 40
FORM = require_http_methods(["GET", "HEAD", "POST"])


@access(PROVIDER)
@FORM
def edit(request: KeeperRequest, key: str) -> HttpResponse:
    """Change a card; what an organisation writes waits for an editor, a draft waits for nobody."""
    service = kept(request, key)
    pending = queries.open_version(service, by=request.actor)
    waits = pending if _goes_on(request, service, pending) else None
    now = queries.as_written(service, waits)
    form = _form(request, service, now, seen=queries.newest_number(service))
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, service, form)
        except ChangedMeanwhileError as newer:
            changed = _meanwhile(service, newer)
            form = _once_more(request, service, now, seen=newer.number)
            form.add_error(None, newer.reason)
        except Refused as refused:
            form.add_error(None, refused.reason)
    context = {
        "form": form,
        "name": words(service, "name"),
        "back_label": words(service, "name"),
        "key": key,
        "waits": cards.version_of(waits, {}) if waits else None,
        "pending": cards.version_of(pending, {}) if pending and not waits else None,
        "changed": changed,
        "publishes": queries.may_publish(request.actor),
    }
    return render(request, "provider/edit.html", context)


@access(OWN_CARDS)
@FORM
def new(request: KeeperRequest) -> HttpResponse:
    """Propose a new card of the reader's own organisation."""
    organisation = organisation_of(request.actor)
    empty = Service(organisation=organisation, scope=Scope.LOCAL)
    form = _form(request, empty, {"scope": Scope.LOCAL, "kinds": []}, seen=0)
    token = request.POST.get("token", "")[:TOKEN_LENGTH] or uuid4().hex
    if request.method == "POST" and form.is_valid():
        try:
            version = services.start_card(
                by=request.actor, organisation=organisation, card=form.card(), token=token,
                at=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The card is there. An editor looks at it first."))
            return redirect("provider:card", version.service.key)
    context = {"form": form, "is_new": True, "token": token, "back_label": _("All cards")}
    return render(request, "provider/edit.html", context)


@access(EDITOR)
@require_POST
def decide(request: KeeperRequest, key: str, number: int) -> HttpResponse:
    """Make a proposed change public, or say why not."""
    service = kept(request, key)
    version = version_of(service, number)
    form = RefuseForm(request.POST)
    refuses = request.POST.get("decision") != "approve"
    if refuses and not form.is_valid():
        context = version_context(service, version, publishes=True) | {"form": form}
        return render(request, "provider/version.html", context)
    try:
        if refuses:
            reason = form.cleaned_data["reason"]
            services.refuse_version(
                by=request.actor, version=version, reason=reason, at=clock.now()
            )
            messages.success(request, _("The organisation gets a mail, and reads here why not."))
        else:
            services.approve_version(by=request.actor, version=version, at=clock.now())
            messages.success(request, _("Approved.") + " " + _who_sees(key))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("provider:waiting")


def _goes_on(request: KeeperRequest, service: Service, version: CardVersion | None) -> bool:
    """Return whether the form begins with a version: an editor leaves what others proposed."""
    if version is None or not queries.may_publish(request.actor) or not service.published:
        return version is not None
    return version.made_by_id == request.actor.membership_id


def _form(
    request: KeeperRequest, service: Service, now: Mapping[str, Any], *, seen: int
) -> CardForm:
    return CardForm(sent(request), **_shape(request, service, now, seen=seen))


def _shape(
    request: KeeperRequest, service: Service, now: Mapping[str, Any], *, seen: int
) -> dict[str, Any]:
    others = queries.cards_kept_by(request.actor).filter(organisation=service.organisation)
    choices = {one.key: words(one, "name") for one in others.exclude(pk=service.pk)}
    if service.successor is not None:  # of another organisation, perhaps
        choices[service.successor.key] = words(service.successor, "name")
    return {
        "card": now,
        "names": names_for(service),
        "seen": seen,
        "others": list(choices.items()),
        "sets_interval": queries.may_publish(request.actor),
    }


def _once_more(
    request: KeeperRequest, service: Service, now: Mapping[str, Any], *, seen: int
) -> CardForm:
    """Return the form with everything that was typed; sent again, it knows of the newer version."""
    typed = request.POST.copy()
    typed["seen"] = str(seen)
    again = CardForm(typed, **_shape(request, service, now, seen=seen))
    again.is_valid()
    return again


def _saved(request: KeeperRequest, service: Service, form: CardForm) -> HttpResponse:
    what = {
        "by": request.actor, "service": service, "card": form.card(),
        "seen": form.cleaned_data["seen"], "at": clock.now(),
    }  # fmt: skip
    if request.POST.get("save") == "draft":
        services.save_draft(**what)
        messages.success(
            request, _("Your draft is kept. Only your colleagues and the editors can see it.")
        )
        return redirect("provider:preview", service.key)
    services.propose_version(**what)
    publishes = queries.may_publish(request.actor)
    done = _("Changed.") + " " + _who_sees(service.key)
    waits = _("Your change waits for an editor. Until then everybody sees the card as it was.")
    messages.success(request, done if publishes else waits)
    return redirect("provider:card", service.key)


def _who_sees(key: str) -> str:
    """Return who sees a card that was just made public: nobody before its first day."""
    if queries.service(key, on=clock.today()) is None:
        return _("Everybody sees it on the days that it says.")
    return _("Everybody sees it now.")


def _meanwhile(service: Service, newer: ChangedMeanwhileError) -> list[Difference]:
    """Return what somebody else wrote meanwhile, as it is in their version."""
    newest = queries.versions_of(service).filter(number=newer.number).first()
    now, names = queries.as_written(service, newest), names_for(service)
    public = queries.snapshot(service)
    labels = cards.changed_names(newer.names)
    return [
        Difference(label, in_words(name, public[name], names), in_words(name, now[name], names))
        for label, name in zip(labels, newer.names, strict=True)
    ]
