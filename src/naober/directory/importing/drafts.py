"""A row of ours as it would be, and how it is told from another: by a hash of what it says."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import models

from naober.pure.openreferral.model import Where

_NAMESPACE: Final = UUID("6b1f3c52-6f0e-5c0b-9d1e-2f3d0e0b7a11")
"""Ids of others that are no UUID become one of ours in this space; chosen once, at random."""
NOT_COMPARED: Final = frozenset(
    {"id", "key", "changed_at", "asked_from", "confirmed_on", "confirmed_by_id", "ended_on"}
)
"""What is confirmed here, or never comes from a file, does not count as edited by hand."""

Parts = Mapping[str, list[tuple[Any, ...]]]
"""What belongs to a row and stands in other tables: rows of each, in order."""


@dataclass
class Draft:
    """What a record makes of a row of ours.

    `fields` are all that an import writes, `parts` what hangs on the row; `seen` is the hash of
    the record; `is_written` says afterwards that it was made or changed.
    """

    source_id: str
    where: Where
    what: str
    pk: UUID
    fields: dict[str, Any]
    seen: str
    parts: Parts = field(default_factory=dict)
    is_written: bool = False

    @property
    def state(self) -> str:
        return state_of(self.fields, self.parts)


def state_of(fields: Mapping[str, Any], parts: Parts) -> str:
    """Return the hash of what a row says; what is confirmed here does not change it."""
    said = {name: value for name, value in fields.items() if name not in NOT_COMPARED}
    return digest(said, {name: [list(row) for row in rows] for name, rows in parts.items()})


def digest(*values: Any) -> str:
    """Return a hash of values that are the same in every run."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def own_id(text: str, *space: object) -> UUID:
    """Return the UUID of a record: its own, or one that its id always gets."""
    try:
        return UUID(text)
    except ValueError:
        return derived_id(*space, text)


def derived_id(*parts: object) -> UUID:
    """Return the UUID that these parts always get."""
    return uuid5(_NAMESPACE, "/".join(str(part) for part in parts))


def written_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the columns that an import writes, as attributes of a row."""
    apart = {"id", "key", "changed_at", "asked_from", "ended_on"}
    return [one.attname for one in model._meta.concrete_fields if one.attname not in apart]  # noqa: SLF001


def blank(model: type[models.Model]) -> dict[str, Any]:
    """Return those columns as they are where nothing is said."""
    fields = {one.attname: one for one in model._meta.concrete_fields}  # noqa: SLF001
    return {name: fields[name].get_default() for name in written_fields(model)}
