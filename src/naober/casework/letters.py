"""Mail to carers: that there is news, never what it is, and never why somebody is known to us."""

import hashlib
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from naober.carers.enums import Channel
from naober.carers.models import Carer

ONE_A_DAY: Final = 24 * 60 * 60
"""Seconds in which an address gets one mail about registering: nobody is buried by a stranger."""


def send_registered(carer: Carer) -> None:
    """Tell a carer that the message arrived, where they have a mail address."""
    mark = hashlib.sha256(carer.email.lower().encode()).hexdigest()
    if not cache.add(f"registered:{mark}", 1, timeout=ONE_A_DAY):
        return
    with translation.override(carer.language):
        _send(carer, _("Your message has arrived. Somebody of the support point answers you."))


def send_contact_person(carer: Carer) -> None:
    """Tell a carer that there is a contact person now, where they like to be mailed."""
    if carer.channel != Channel.EMAIL:
        return
    with translation.override(carer.language):
        _send(carer, _("There is news for you. You now have a contact person."))


def _send(carer: Carer, sentence: str) -> None:
    if not carer.email:
        return
    body = "\n\n".join(
        [
            _("Hello,"),
            sentence,
            _("Sign in to read more:") + f" {settings.NAOBER_ADDRESS}",
            _("Or call: %(phone)s") % {"phone": carer.organisation.phone or settings.NAOBER_PHONE},
        ]
    )
    send_mail(_("A message for you"), body, None, [carer.email])
