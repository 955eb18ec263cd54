"""Colleagues, with what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from naober.organisations.enums import NEXT, MembershipStatus
from naober.organisations.models import Membership
from naober.shared.actors import Actor
from naober.shared.templatetags.naober import day_and_month

STEPS = {
    "pauze": MembershipStatus.SUSPENDED,
    "hervatten": MembershipStatus.ACTIVE,
    "stoppen": MembershipStatus.ENDED,
}
"""The words in an address, and what they do."""

TONES = {
    MembershipStatus.INVITED: "warning",
    MembershipStatus.ACTIVE: "safe",
    MembershipStatus.SUSPENDED: "danger",
    MembershipStatus.ENDED: "neutral",
}


@dataclass(frozen=True)
class Step:
    label: str
    url: str


@dataclass(frozen=True)
class Colleague:
    name: str
    email: str
    role: str
    status: str
    tone: str
    since: str
    steps: tuple[Step, ...]
    is_self: bool


@dataclass(frozen=True)
class Question:
    """What is asked before a colleague's place changes."""

    title: str
    sentence: str
    action: str
    done: str
    final: bool = False


def team(members: Iterable[Membership], *, by: Actor) -> tuple[Colleague, ...]:
    """Return who works here; who left stands last."""
    ordered = sorted(members, key=lambda one: (one.status == MembershipStatus.ENDED, one.name))
    return tuple(_colleague(one, by=by) for one in ordered)


def question_for(member: Membership, status: MembershipStatus) -> Question:
    """Return what to ask before somebody is suspended, comes back or stops."""
    name = {"name": member.name}
    if status == MembershipStatus.SUSPENDED:
        return Question(
            _("Pause for %(name)s?") % name,
            _("%(name)s can no longer see anything, from now on. You can undo this.") % name,
            _("Yes, pause"),
            _("Done. This colleague is on pause."),
        )
    if status == MembershipStatus.ACTIVE:
        return Question(
            _("May %(name)s come back?") % name,
            _("%(name)s can do everything again that belongs to the role.") % name,
            _("Yes, come back"),
            _("Done. This colleague can work again."),
        )
    return Question(
        _("Does %(name)s stop here?") % name,
        _("%(name)s can no longer see anything, from now on. You cannot undo this.") % name,
        _("Yes, stop"),
        _("Done. This colleague has stopped."),
        final=True,
    )


def _colleague(member: Membership, *, by: Actor) -> Colleague:
    status = MembershipStatus(member.status)
    is_self = member.user_id == by.user_id
    return Colleague(
        name=member.name,
        email=member.user.email,
        role=member.get_role_display(),
        status=str(status.label),
        tone=TONES[status],
        since=day_and_month(member.status_since),
        steps=() if is_self else _steps(member, status),
        is_self=is_self,
    )


def _steps(member: Membership, status: MembershipStatus) -> tuple[Step, ...]:
    labels = {
        "pauze": _("Pause"),
        "hervatten": _("Come back"),
        "stoppen": _("Stop"),
    }
    return tuple(
        Step(labels[word], reverse("desk:move", args=[member.pk, word]))
        for word, after in STEPS.items()
        if after in NEXT[status] and (word, status) != ("hervatten", MembershipStatus.INVITED)
    )
