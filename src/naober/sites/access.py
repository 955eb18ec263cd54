"""Who may open which page: every view says it, and a view that says nothing opens for nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from naober.organisations.enums import Role

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """`audience` is everyone, carer (signed in) or staff (an active membership in `roles`)."""

    audience: str
    roles: frozenset[str] = frozenset()


EVERYONE: Final = Access("everyone")
CARER: Final = Access("carer")
DESK: Final = Access("staff", frozenset({Role.CONSULTANT, Role.COORDINATOR}))
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


def access(rule: Access) -> Callable[[View], View]:
    """Mark a view with who may open it."""

    def mark(view: View) -> View:
        view.access = rule  # type: ignore[attr-defined]
        return view

    return mark


def access_of(view: Callable[..., Any]) -> Access | None:
    """Return the rule of a view, or None where it has none."""
    rule = getattr(view, "access", None)
    return rule if isinstance(rule, Access) else None
