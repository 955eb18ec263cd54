"""Who may open which page: every view says it, and a view that says nothing opens for nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """`audience` is open (asks not who it is), everyone, carer (signed in) or staff (an active
    membership in `roles`)."""

    audience: str
    roles: frozenset[str] = frozenset()


OPEN: Final = Access("open")
"""Open data: no session is read, and somebody who is signed in is a visitor like all others."""


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
