"""What the services of the social map may raise on purpose, beside Refused."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from naober.shared.exceptions import Refused


class ChangedMeanwhileError(Refused):
    """Somebody else saved the card while this was typed.

    `names` are the parts of the card that they changed, `number` is the version there is now.
    """

    def __init__(self, names: Sequence[str], number: int) -> None:
        super().__init__(
            _("Somebody else changed this card while you were typing. Your words are still here.")
        )
        self.names = names
        self.number = number


class CardsChangedError(Refused):
    """Somebody changed some of many cards since somebody looked; `keys` are theirs."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(
            _("Somebody else changed some of these cards. Nothing is done yet. Look once more.")
        )
        self.keys = keys


class LinkExpiredError(Exception):
    """A link from a mail is too old to say anything with."""
