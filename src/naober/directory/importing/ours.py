"""What a file of Naober says beside HSDS, as values of the fields of our tables."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from naober.pure.openreferral.cleaning import as_mail, as_text, as_website
from naober.pure.openreferral.model import Ours

_BY_TAXONOMY: Final = {
    "naober payer": "payers", "naober daypart": "dayparts", "naober condition": "conditions",
    "naober relation": "relations", "naober scope": "scope", "naober place kind": "place_kind",
    "naober together": "together", "naober room": "room", "naober organisation kind": "kind",
}  # fmt: skip
_KINDS: Final = ("naober kinds of support", "naober categories")


def kinds_in(ours: Ours) -> list[str]:
    """Return the codes of the kinds of support, the one that fits best first."""
    return [code for name in _KINDS for code in _codes(ours).get(name, ())]


def values_in(ours: Ours, model: type[models.Model]) -> dict[str, Any]:
    """Return the fields that are given and right; a value that a field cannot have is left out."""
    given = {_BY_TAXONOMY[name]: found for name, found in _codes(ours).items()
             if name in _BY_TAXONOMY}  # fmt: skip
    given |= dict(ours.values)
    values = {}
    for one in model._meta.concrete_fields:  # noqa: SLF001 - Django's way to the columns
        found = given.get(one.attname) or given.get(one.name)
        if found and not one.primary_key:
            value = _value(one, list(found))
            if value is not None:
                values[one.attname] = value
    return values


def _codes(ours: Ours) -> dict[str, tuple[str, ...]]:
    return {name.replace("-", " ").rstrip(): found for name, found in ours.codes.items()}


def _value(column: Any, found: list[str]) -> Any:
    if isinstance(column, ArrayField):
        parts = [part for text in found for part in re.split(r"[;,\s]+", text)]
        return [part for part in parts if _is_choice(column.base_field, part)] or None
    if column.choices:
        return _chosen(column, found[0])
    for kind, clean in _CLEANED.items():
        if isinstance(column, kind):
            return clean(column, found[0])
    return None


def _chosen(column: Any, text: str) -> Any:
    value = _whole(column, text) if isinstance(column, models.IntegerField) else text
    return value if _is_choice(column, value) else None


def _is_choice(column: Any, value: Any) -> bool:
    return value in {one for one, _ in column.choices}


def _whole(_column: Any, text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else None


def _day(_column: Any, text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _truth(_column: Any, text: str) -> bool:
    return text.lower() in {"true", "yes", "1"}


def _identity(column: Any, text: str) -> Any:
    if not isinstance(column.target_field, models.UUIDField):
        return text
    try:
        return UUID(text)
    except ValueError:
        return None


def _website(_column: Any, text: str) -> str | None:
    return as_website(text)[0] or None


def _mail(_column: Any, text: str) -> str | None:
    return as_mail(text)[0] or None


def _text(column: Any, text: str) -> str | None:
    return as_text(text, most=column.max_length or 10_000)[0] or None


_CLEANED: Final[dict[type[Any], Callable[[Any, str], Any]]] = {
    models.ForeignKey: _identity,
    models.DateField: _day,
    models.BooleanField: _truth,
    models.IntegerField: _whole,
    models.URLField: _website,
    models.EmailField: _mail,
    models.CharField: _text,
    models.TextField: _text,
}
