"""Mail to who keeps cards: which cards are asked about; never a person, nor what readers said."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naober.directory.enums import VersionState
from naober.directory.links import link_to
from naober.directory.models import CardVersion, Service
from naober.organisations.enums import MembershipStatus


def send_reminder(addresses: Sequence[str], cards: Sequence[Service]) -> None:
    """Ask who keeps these cards whether they are still right: one mail, a link for each card."""
    with translation.override(settings.LANGUAGE_CODE):
        number = len(cards)
        subject = ngettext(
            "Is your card still right?", "Are your %(number)s cards still right?", number
        ) % {"number": number}
        lines = [
            _("Hello,"),
            _("People find your help on the social map. They must be able to trust what is there."),
            _("Is it still right? Open the link and press the button. You need not sign in."),
            *map(_asked, cards),
            _("Is something different? Then change it here:") + f" {_address('provider:cards')}",
        ]
        _send(addresses, subject, lines)


def send_overdue(addresses: Sequence[str], cards: Sequence[Service]) -> None:
    """Tell the editors of which cards nobody says any more that they are right."""
    with translation.override(settings.LANGUAGE_CODE):
        number = len(cards)
        subject = ngettext(
            "A card was not confirmed", "%(number)s cards were not confirmed", number
        ) % {"number": number}
        lines = [
            _("Hello,"),
            _("Nobody said in time that these cards are right. They now come later in the list."),
            "\n".join(f"- {one.name_nl} ({one.organisation.name})" for one in cards),
            _("Call the organisation, or put the card right:")
            + f" {_address('provider:cards')}?state=overdue",
        ]
        _send(addresses, subject, lines)


def send_decision(version: CardVersion) -> None:
    """Tell who proposed a change, and still works there, that an editor looked at it."""
    writer = version.made_by
    if writer is None or writer.status != MembershipStatus.ACTIVE:
        return
    with translation.override(settings.LANGUAGE_CODE):
        approved = version.state == VersionState.APPROVED
        news = (
            _("Your change was approved. Everybody sees it on the days that it says.")
            if approved
            else _("Your change was not approved. You can read why, and go on with it.")
        )
        where = _address("provider:card", version.service.key)
        lines = [_("Hello,"), f"{version.service.name_nl}\n{news}", where]
        _send([writer.user.email], _("News about your card"), lines)


def _asked(card: Service) -> str:
    never = "" if card.confirmed_on else "\n" + _("Nobody checked this card yet.")
    return f"{card.name_nl}{never}\n{link_to(card)}"


def _address(name: str, *parts: str) -> str:
    return settings.NAOBER_ADDRESS + reverse(name, args=parts)


def _send(addresses: Sequence[str], subject: str, lines: Sequence[str]) -> None:
    """Send everybody a mail of their own: nobody sees who else got it."""
    for address in addresses:
        send_mail(subject, "\n\n".join(lines), None, [address])
