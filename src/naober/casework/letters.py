"""Mail to carers: that there is news, never what it is, and never why somebody is known to us."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from naober.carers.enums import Channel
from naober.carers.models import Carer


def send_registered(carer: Carer) -> None:
    """Tell a carer that the message arrived, where they have a mail address."""
    with translation.override(carer.language):
        _send(carer, _("Your message has arrived. You will be called within a few days."))


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
            _("Or call: %(phone)s") % {"phone": settings.NAOBER_PHONE},
        ]
    )
    send_mail(_("A message for you"), body, None, [carer.email])
