"""Mail to colleagues: that they are asked, and where to sign in; not by whom, nor for what."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop


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


def send_reset_asked(email: str) -> None:
    """Tell somebody that a colleague wants to take off their second step: it may be a stranger."""
    _about_second_step(
        email,
        gettext_noop(
            "A colleague asked to take off your second step. Another colleague still has to agree."
        ),
    )


def send_reset_done(email: str) -> None:
    """Tell somebody that their second step is gone."""
    _about_second_step(
        email,
        gettext_noop(
            "Your second step was taken off. The next time you sign in you choose a new one."
        ),
    )


def _about_second_step(email: str, news: str) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        body = "\n\n".join(
            [
                _("Hello,"),
                _(news),
                _("Did you not ask for this? Then call your administrator today."),
            ]
        )
        send_mail(_("A message for you"), body, None, [email])
