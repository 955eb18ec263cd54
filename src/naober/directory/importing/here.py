"""What is here already: rows of ours, what hangs on them, and where they once came from."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import Q

from naober.directory.importing.drafts import Parts, state_of, written_fields
from naober.directory.models import (
    Location,
    OpeningHours,
    Service,
    ServiceAtLocation,
    ServiceCategory,
    SourceRecord,
)
from naober.organisations.models import Organisation
from naober.pure.openreferral.model import LOCATION, ORGANISATION, SERVICE

MODELS: Final[dict[str, type[models.Model]]] = {
    ORGANISATION: Organisation,
    LOCATION: Location,
    SERVICE: Service,
}


@dataclass(frozen=True)
class Row:
    """A row of ours with what hangs on it; `key` is empty for a location."""

    fields: dict[str, Any]
    parts: Parts
    key: str

    @property
    def state(self) -> str:
        return state_of(self.fields, self.parts)


def hold(pks: Collection[UUID], *, at: Collection[UUID]) -> None:
    """Lock these cards, and those at some locations, until the import ends.

    All at once and in one order, as who changes many cards does: neither waits for the other.
    """
    there = ServiceAtLocation.objects.filter(location__in=at).values_list("service_id")
    cards = Service.objects.select_for_update().filter(Q(pk__in=pks) | Q(pk__in=there))
    list(cards.order_by("pk").values_list("pk"))


def tracked(source: str) -> dict[tuple[str, str], SourceRecord]:
    """Return what was imported from a source, by kind and id there."""
    found = SourceRecord.objects.filter(source=source)
    return {(one.kind, one.source_id): one for one in found}


def rows(kind: str, pks: Collection[UUID]) -> dict[UUID, Row]:
    """Return the rows of a kind that there are, by id."""
    model = MODELS[kind]
    names = ["id", *written_fields(model), *(["key"] if kind != LOCATION else [])]
    found = model._default_manager.filter(pk__in=pks).values(*names)  # noqa: SLF001
    parts = _parts_of_services(pks) if kind == SERVICE else {}
    return {
        one.pop("id"): Row(one, parts.get(pk, {}), one.pop("key", ""))
        for one in found
        for pk in [one["id"]]
    }


def _parts_of_services(pks: Collection[UUID]) -> dict[UUID, dict[str, list[tuple[Any, ...]]]]:
    """Return what hangs on services, as a draft has it."""
    reach = Service.municipalities.through.objects.order_by("municipality_id")
    kinds = ServiceCategory.objects.order_by("position", "id")
    tables: dict[str, tuple[models.QuerySet[Any], list[str]]] = {
        "kinds": (kinds, ["category_id"]),
        "municipalities": (reach, ["municipality_id"]),
        "at_locations": (ServiceAtLocation.objects.all(), ["id", "location_id"]),
        "hours": (
            OpeningHours.objects.all(),
            ["at_id", "weekday", "opens", "closes", "note_nl", "note_en"],
        ),
    }
    found: dict[UUID, dict[str, list[tuple[Any, ...]]]] = defaultdict(
        lambda: {name: [] for name in tables}
    )
    for pk in pks:
        found[pk]
    for name, (table, columns) in tables.items():
        for service, *row in table.filter(service_id__in=pks).values_list("service_id", *columns):
            found[service][name].append(tuple(row))
    for parts in found.values():
        parts["at_locations"].sort(key=str)
        parts["hours"].sort(key=str)
    return found
