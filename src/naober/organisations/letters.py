"""Mail to colleagues: that they are asked, and where to sign in; not by whom, nor for what."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _


def send_invitation(email: str) -> None:
    """Ask somebody to sign in and say yes; which role it is stands behind the sign-in."""
    with translation.override(settings.LANGUAGE_CODE):
        body = "\n\n".join(
            [
                _("Hello,"),
                _("You have been invited to work with Naober."),
                _("Sign in with this mail address:")
                + f" {settings.NAOBER_ADDRESS}{reverse('account_login')}",
                _("Did you not expect this? Then you need not do anything."),
            ]
        )
        send_mail(_("A message for you"), body, None, [email])
