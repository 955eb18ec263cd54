"""Texts of the social map in the language of the page."""

from typing import Any

from django.utils.translation import get_language


def words(thing: Any, name: str) -> str:
    """Return a text of the social map in the language of the page, or else in Dutch."""
    english = getattr(thing, f"{name}_en") if get_language() == "en" else ""
    return str(english or getattr(thing, f"{name}_nl"))
