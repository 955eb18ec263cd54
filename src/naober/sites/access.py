"""Who may open which page of the sites, by role."""

from typing import Final

from naober.organisations.enums import Role
from naober.shared.access import Access, access, access_of

__all__ = [
    "CARER", "COORDINATION", "DESK", "EVERYONE", "POLICY", "PRACTICE", "SIGNED_IN", "TEAM",
    "TWO_PEOPLE",
    "Access", "access", "access_of",
]  # fmt: skip
EVERYONE: Final = Access("everyone")
CARER: Final = Access("carer")
DESK: Final = Access("staff", frozenset({Role.CONSULTANT, Role.COORDINATOR}))
PRACTICE: Final = Access("staff", frozenset({Role.PROFESSIONAL}))
"""A practice team: refers, and follows what it sent; it reaches no file."""
COORDINATION: Final = Access("staff", frozenset({Role.COORDINATOR}))
TEAM: Final = Access("staff", frozenset({Role.ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR}))
POLICY: Final = Access("staff", frozenset({Role.POLICY_OFFICER}))
PROVIDER: Final = Access("staff", frozenset({Role.PROVIDER, Role.EDITOR}))
"""Who keeps cards: of one's own organisation, or as an editor."""
OWN_CARDS: Final = Access("staff", frozenset({Role.PROVIDER}))
EDITOR: Final = Access("staff", frozenset({Role.EDITOR}))
TWO_PEOPLE: Final = Access(
    "staff", frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR})
)
SIGNED_IN: Final = Access("signed_in")
