"""Addresses within the site: the way through all patterns is looked up once, not for every link."""

from functools import cache
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

_ANY: Final = UUID(int=0)


def address_of(name: str, key: UUID | str | None = None) -> str:
    """Return the address of a page in the language of now.

    `key` is its one argument, if any: a random id, or the key of a public card.
    Raises NoReverseMatch for an unknown page, or one with other arguments.
    """
    if key is None:
        return _pattern(name, get_language())
    return _pattern(name, get_language(), _ANY).replace(str(_ANY), str(key))


@cache
def _pattern(name: str, _language: str | None, *arguments: UUID) -> str:
    return reverse(name, args=arguments)
