"""Mail to carers: that there is news, never what it is, and never why somebody is known to us."""

import hashlib
from datetime import date
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext_lazy

from naober.carers.enums import Channel
from naober.carers.models import Carer
from naober.carers.queries import is_young
from naober.shared.tone import YOUNG, say

ONE_A_DAY: Final = 24 * 60 * 60
"""Seconds in which an address gets one mail about registering: nobody is buried by a stranger."""

REGISTERED: Final = gettext_noop(
    "Your message has arrived. Somebody of the support point answers you."
)
CONTACT_PERSON: Final = gettext_noop("There is news for you. You now have a contact person.")
SUBJECT: Final = gettext_noop("A message for you")
FOR_YOUNG: Final = (
    pgettext_lazy("young", "Your message has arrived. Somebody of the support point answers you."),
    pgettext_lazy("young", "There is news for you. You now have a contact person."),
    pgettext_lazy("young", "A message for you"),
)
"""What a young carer reads: in Dutch "je"."""


def send_registered(carer: Carer, *, on: date) -> None:
    """Tell a carer that the message arrived, where they have a mail address."""
    mark = hashlib.sha256(carer.email.lower().encode()).hexdigest()
    if cache.add(f"registered:{mark}", 1, timeout=ONE_A_DAY):
        _send(carer, REGISTERED, on=on)


def send_contact_person(carer: Carer, *, on: date) -> None:
    """Tell a carer that there is a contact person now, where they like to be mailed."""
    if carer.channel == Channel.EMAIL:
        _send(carer, CONTACT_PERSON, on=on)


def _send(carer: Carer, sentence: str, *, on: date) -> None:
    if not carer.email:
        return
    tone = YOUNG if is_young(carer, on=on) else ""
    with translation.override(carer.language):
        body = "\n\n".join(
            [
                _("Hello,"),
                say(tone, sentence),
                _("Sign in to read more:") + f" {settings.NAOBER_ADDRESS}{reverse('carer:home')}",
                _("Or call: %(phone)s")
                % {"phone": carer.organisation.phone or settings.NAOBER_PHONE},
            ]
        )
        send_mail(say(tone, SUBJECT), body, None, [carer.email])
