"""How to sign in to the demonstration as everybody that Naober knows."""

from dataclasses import dataclass
from typing import Final

from naober.organisations.enums import Role

CARER: Final = "mantelzorger@example.org"
YOUNG_CARER: Final = "jonge.mantelzorger@example.org"


@dataclass(frozen=True)
class Login:
    """An address to sign in with, what it opens and why one would look."""

    email: str
    role_nl: str
    role_en: str
    shows_nl: str
    shows_en: str


LOGINS: Final = (
    Login(CARER, "Mantelzorger", "Carer",
          "Een eigen dossier: contactpersoon, checks, toestemming en wie er keek.",
          "A file of one's own: contact person, checks, consent and who looked."),
    Login(YOUNG_CARER, "Jonge mantelzorger", "Young carer",
          "Hetzelfde, in de je-vorm.",
          "The same, in the tone for somebody young."),
    Login("consulent.assen@example.org", "Consulent", "Consultant",
          "Een bijna vol werkblad met mensen die vandaag aan de beurt zijn.",
          "A worklist that is nearly full, with people who are due today."),
    Login("coordinator.assen@example.org", "Coördinator", "Coordinator",
          "Nieuwe aanmeldingen verdelen en zien wie ruimte heeft.",
          "Hand out new registrations and see who has room."),
    Login("beheerder.assen@example.org", "Beheerder", "Administrator",
          "Collega’s uitnodigen, stilzetten en uitschrijven.",
          "Invite, suspend and end colleagues."),
    Login("beleid.assen@example.org", "Beleidsmedewerker", "Policy officer",
          "Cijfers van de gemeente, nooit personen.",
          "Figures of the municipality, never persons."),
    Login("kernteam.assen@example.org", "Lid van een kernteam", "Member of a practice team",
          "Een verwijzer: ziet geen dossiers.",
          "Somebody who refers: sees no files."),
    Login("vrijwilliger.assen@example.org", "Vrijwilliger", "Volunteer",
          "Helpt door een organisatie: ziet geen dossiers.",
          "Helps through an organisation: sees no files."),
    Login("uitgenodigd.assen@example.org", "Uitgenodigd", "Invited",
          "Een collega die de uitnodiging nog aanneemt.",
          "A colleague who has yet to accept."),
    Login("platform@example.org", "Platformbeheerder", "Platform administrator",
          "De hele regio inrichten, zonder dossiers.",
          "Set up the whole region, without files."),
)  # fmt: skip

STAFF: Final = {
    Role.COORDINATOR: "coordinator",
    Role.CONSULTANT: "consulent",
    Role.ADMINISTRATOR: "beheerder",
    Role.POLICY_OFFICER: "beleid",
    Role.PROFESSIONAL: "kernteam",
    Role.VOLUNTEER: "vrijwilliger",
}
"""Front of the addresses of staff, before the municipality: coordinator.emmen@example.org."""


def staff_address(role: Role, place: str, number: int = 1) -> str:
    """Return the address of the first, second, … person in a role at a place."""
    return f"{STAFF[role]}{number if number > 1 else ''}.{place}@example.org"


def table() -> str:
    """Return the logins as text for a terminal."""
    width = max(len(login.email) for login in LOGINS)
    lines = [f"{login.email:<{width}}  {login.role_en}: {login.shows_en}" for login in LOGINS]
    return "\n".join(
        [
            "Sign in with one of these addresses. The code arrives on the page /demo/post/.",
            "",
            *lines,
            "",
            "Every municipality has its own: consulent.emmen@example.org, beleid.meppel@…",
        ]
    )
