"""A referral as pages show it: the question, how it goes step by step, and what comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from naober.casework.enums import ReferralState, ReferralStep
from naober.casework.models import Referral, ReferralEvent
from naober.casework.queries.referrals import came_back, days_left
from naober.shared.clock import local_date
from naober.shared.rows import Row
from naober.shared.templatetags.naober import day_and_month
from naober.sites.words import words

NOT_SENT_AGAIN: Final = gettext_noop(
    "You sent this question before. What you changed since is not sent. Take the question back and"
    " ask again, or call."
)
TONES: Final = {
    ReferralState.SENT: "neutral",
    ReferralState.ACCEPTED: "safe",
    ReferralState.REFUSED: "warning",
    ReferralState.EXPIRED: "warning",
    ReferralState.WITHDRAWN: "neutral",
}
_STEP_TONES: Final = {
    ReferralStep.ACCEPTED: "good",
    ReferralStep.REFUSED: "bad",
    ReferralStep.EXPIRED: "bad",
}


@dataclass(frozen=True)
class Step:
    """See naober/timeline.html."""

    when: str
    title: str
    text: str
    tone: str
    by: str = ""
    url: str = ""


@dataclass(frozen=True)
class ReferralPage:
    """What a page shows of a referral."""

    id: str
    card: str
    card_key: str
    organisation: str
    name: str
    state: str
    tone: str
    days: str
    answer_by: str
    is_open: bool
    has_returned: bool
    may_take_back: bool
    need: str
    reach: tuple[Row, ...]
    sender: str
    sender_phone: str
    answer: str
    steps: tuple[Step, ...]
    contact: dict[str, str]

    @property
    def is_accepted(self) -> bool:
        return self.tone == "safe"


def page_of(referral: Referral, *, today: date) -> ReferralPage:
    """Return a referral as it is today; its steps are those that were loaded with it."""
    state = ReferralState(referral.state)
    card, organisation = referral.service, referral.organisation
    return ReferralPage(
        id=str(referral.pk),
        card=words(card, "name"),
        card_key=card.key,
        organisation=organisation.name,
        name=referral.name,
        state=str(state.label),
        tone=TONES[state],
        days=_days(days_left(referral, on=today)),
        answer_by=day_and_month(referral.answer_by),
        is_open=state in {ReferralState.SENT, ReferralState.EXPIRED},
        has_returned=came_back(referral),
        may_take_back=state == ReferralState.SENT,
        need=referral.need,
        reach=tuple(row for row in _reach(referral) if row.text),
        sender=_sender(referral),
        sender_phone=referral.sender_phone,
        answer=_answer(referral),
        steps=steps_of(referral),
        contact={
            "role": organisation.name,
            "name": card.contact_name or organisation.name,
            "phone": card.phone or organisation.phone,
            "mail": "",
        },
    )


def steps_of(referral: Referral) -> tuple[Step, ...]:
    """Return what happened, newest first."""
    events = sorted(referral.events.all(), key=lambda one: one.at, reverse=True)
    return tuple(_step(one, referral) for one in events)


def _step(event: ReferralEvent, referral: Referral) -> Step:
    step = ReferralStep(event.kind)
    return Step(
        when=day_and_month(event.at),
        title=str(step.label),
        text=_said(step, referral),
        tone=_STEP_TONES.get(step, "main"),
    )


def _said(step: ReferralStep, referral: Referral) -> str:
    organisation = {
        "organisation": referral.organisation.name,
        "day": day_and_month(referral.answer_by),
    }
    if step == ReferralStep.SENT:
        return _("To %(organisation)s. They answer on %(day)s at the latest.") % organisation
    if step == ReferralStep.OPENED:
        return _("Somebody of %(organisation)s opened it.") % organisation
    if step in {ReferralStep.ACCEPTED, ReferralStep.REFUSED}:
        return _answer(referral)
    return ""


def _answer(referral: Referral) -> str:
    reason = referral.get_refusal_reason_display() if referral.refusal_reason else ""
    return " ".join(part for part in (str(reason), referral.answer_note) if part)


def _reach(referral: Referral) -> tuple[Row, ...]:
    phone = referral.phone
    return (
        Row(_("Name"), referral.name),
        Row(_("Telephone number"), phone, f"tel:{_digits(phone)}" if phone else ""),
        Row(_("E-mail address"), referral.email, f"mailto:{referral.email}"),
        Row(_("Postcode"), referral.postcode4),
        Row(_("Agreed to this"), _agreed(referral)),
    )


def _digits(phone: str) -> str:
    return "".join(one for one in phone if one.isdigit() or one == "+")


def _agreed(referral: Referral) -> str:
    day = day_and_month(local_date(referral.consent_at))
    return f"{day}, {referral.get_consent_way_display()}"


def _sender(referral: Referral) -> str:
    if referral.sender_organisation is None:
        return ""
    return f"{referral.sender_name}, {referral.sender_organisation.name}"


def _days(left: int | None) -> str:
    if left is None:
        return ""
    if left < 0:
        return _("the last day is over")
    if left == 0:
        return _("today is the last day")
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
