"""Mail about referrals: that something waits or that there is news; never a name, never a need.

In Dutch it speaks to nobody, so that it is right for everybody: who asks without a file here may
be a young carer.
"""

from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from naober.casework.models import Referral
from naober.casework.rules import receiver_address
from naober.shared.templatetags.naober import day_and_month

ANSWER: Final = "public:referral-answer"
STATUS: Final = "public:referral-open"


def send_question(referral: Referral, key: str, *, again: bool = False) -> None:
    """Tell the receiver that a question waits, with the link to it."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("A question still waits for you") if again else _("A question waits for you")
        _send(
            receiver_address(referral.service),
            subject,
            _("Somebody asks for your help. Open the link to read the question and to answer."),
            settings.NAOBER_ADDRESS + reverse(ANSWER, args=[key]),
            _("We mail you a code first. You need no account."),
            _("Please answer on %(day)s at the latest.")
            % {"day": day_and_month(referral.answer_by)},
        )


def send_taken_back(referral: Referral) -> None:
    """Tell the receiver that nobody waits for an answer any more; not whose question it was."""
    with translation.override(settings.LANGUAGE_CODE):
        _send(
            receiver_address(referral.service),
            _("A question was taken back"),
            _("A question that waited for you was taken back. You need not answer it any more."),
        )


def send_code(address: str, code: str) -> None:
    """Mail a code of ten minutes."""
    _send(
        address,
        _("Your code"),
        _("Your code is: %(code)s") % {"code": f"{code[:4]}-{code[4:]}"},
        _("It works for ten minutes. Did you not ask for it? Then do nothing."),
    )


def send_receipt(referral: Referral, word: str) -> None:
    """Send the carer the link to the page that says how it goes."""
    if not referral.email:
        return
    _send(
        referral.email,
        _("The question was sent"),
        _("The question was sent. On this page you see how it goes:"),
        settings.NAOBER_ADDRESS + reverse(STATUS, args=[word]),
        _("We mail you a code first. You need no account."),
        _("There is an answer on %(day)s at the latest.")
        % {"day": day_and_month(referral.answer_by)},
    )


def send_news(referral: Referral) -> None:
    """Tell the carer and the sender that something happened, and where they can read it."""
    news = _("There is news about your question")
    if referral.email and referral.status_key_hash:
        _send(
            referral.email,
            news,
            _("Read it on this page:"),
            settings.NAOBER_ADDRESS + reverse("public:referral-status"),
            _("Does the page ask for your word? Type it, or open the link from our first mail."),
        )
    elif referral.email and referral.carer_id is not None:
        where = settings.NAOBER_ADDRESS + reverse("carer:referrals")
        _send(referral.email, news, _sign_in(where))
    if referral.sender_email:
        where = settings.NAOBER_ADDRESS + reverse(
            "desk:referrals" if referral.carer_id else "practice:referrals"
        )
        _send(referral.sender_email, _("There is news about a question"), _sign_in(where))


def _sign_in(where: str) -> str:
    return _("Sign in to read more:") + f" {where}"


def _send(address: str, subject: str, *lines: str) -> None:
    call = _("Or call: %(phone)s") % {"phone": settings.NAOBER_PHONE}
    send_mail(subject, "\n\n".join([_("Hello,"), *lines, call]), None, [address])
