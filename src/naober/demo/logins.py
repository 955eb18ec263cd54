"""How to sign in to the demonstration as everybody that Naober knows."""

from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naober.organisations.enums import Role

CARER: Final = "mantelzorger@example.org"
EDITOR: Final = "redactie@example.org"
YOUNG_CARER: Final = "jonge.mantelzorger@example.org"

Words = str | Promise


@dataclass(frozen=True)
class Login:
    """An address to sign in with, whose it is and what there is to see."""

    email: str
    role: Words
    shows: Words


LOGINS: Final = (
    Login(CARER, _("Carer"), _("A file of one’s own: contact person, checks and who looked.")),
    Login(YOUNG_CARER, _("Young carer"), _("The same, in the words for somebody young.")),
    Login("consulent.assen@example.org", _("Consultant"),
          _("A list that is nearly full, with people who are due today.")),
    Login("coordinator.assen@example.org", _("Coordinator"),
          _("Hand out new registrations and see who has room.")),
    Login("beheerder.assen@example.org", _("Administrator"),
          _("Invite colleagues, pause them and let them go.")),
    Login("beleid.assen@example.org", _("Policy officer"),
          _("Figures of the municipality, never persons.")),
    Login("aanbieder.assen@example.org", _("Keeper of cards"),
          _("The cards of one organisation: still right, room now, change them.")),
    Login(EDITOR, _("Editor of the social map"),
          _("All cards, the changes that wait, what readers say is wrong, and the guide.")),
    Login("platform@example.org", _("Administrator of the region"),
          _("The organisations of the whole region, without files.")),
    Login("uitgenodigd.assen@example.org", _("Invited colleague"),
          _("Somebody who has yet to say yes to an invitation.")),
    Login("kernteam.assen@example.org", _("Practice team"),
          _("Somebody who sends people on, and sees no files.")),
    Login("vrijwilliger.assen@example.org", _("Volunteer"),
          _("Somebody who helps, and sees no files.")),
)  # fmt: skip

STAFF: Final = {
    Role.COORDINATOR: "coordinator",
    Role.CONSULTANT: "consulent",
    Role.ADMINISTRATOR: "beheerder",
    Role.POLICY_OFFICER: "beleid",
    Role.PROFESSIONAL: "kernteam",
    Role.VOLUNTEER: "vrijwilliger",
    Role.PROVIDER: "aanbieder",
    Role.EDITOR: "redactie",
}
"""Front of the addresses of staff, before the municipality: coordinator.emmen@example.org."""


def staff_address(role: Role, place: str, number: int = 1) -> str:
    """Return the address of the first, second, … person in a role at a place."""
    return f"{STAFF[role]}{number if number > 1 else ''}.{place}@example.org"


def table() -> str:
    """Return the logins as English text for a terminal."""
    width = max(len(login.email) for login in LOGINS)
    with translation.override("en"):
        lines = [f"{login.email:<{width}}  {login.role}: {login.shows}" for login in LOGINS]
    return "\n".join(
        [
            "Sign in with one of these addresses. The code arrives on the page /demo/post/.",
            "",
            *lines,
            "",
            "Other places have theirs: consulent.emmen@example.org, beleid.meppel@example.org.",
        ]
    )
