"""The choices of filters. There are some sixty on a page: as nodes of a template they would be half
the work of drawing it."""

from collections.abc import Iterable
from html import escape
from typing import Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_RADIO = 'utrecht-radio-button utrecht-radio-button--html-input" type="radio'
_BOX = 'utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom" type="checkbox'


class Choice(Protocol):
    """One value of a filter, and how many there are with it."""

    @property
    def id(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def checked(self) -> bool: ...


@register.simple_tag
def filter_choices(name: str, choices: Iterable[Choice], *, single: bool) -> SafeString:
    """Return the choices of one filter as HTML, for `search-form`; `single` lets one hold."""
    kind, name = _RADIO if single else _BOX, escape(name)
    return mark_safe("".join(_choice(kind, name, one) for one in choices))  # noqa: S308 - escaped below


def _choice(kind: str, name: str, one: Choice) -> str:
    key, checked = escape(one.id), " checked" if one.checked else ""
    return (
        f'<label class="naober-filter__choice" for="{key}"><input class="{kind}" id="{key}"'
        f' name="{name}" value="{escape(one.value)}" form="search-form"{checked}>'
        f"<span>{escape(one.label)}</span>"
        f' <span class="naober-filter__count">{one.count}</span></label>\n'
    )
