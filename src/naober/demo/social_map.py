"""The made-up organisations and their cards, from our tables into the database."""

from datetime import datetime
from typing import Any, Final

from naober.demo.card_details import dates_of, details_of, keep_places, keep_successors
from naober.demo.tables import identity, rows
from naober.directory.enums import Room, Scope
from naober.directory.models import Service, ServiceCategory
from naober.organisations.enums import OrganisationKind
from naober.organisations.models import Organisation
from naober.shared.clock import local_date

PLATFORM: Final = "naober-drenthe"
"""Key of the organisation of those who keep the site itself running."""
_AS_WRITTEN: Final = (
    "key", "place_kind", "contact_name", "phone", "email",
    *(f"{text}_{language}" for text in ("name", "summary", "audience", "first_step", "cost")
      for language in ("nl", "en")),
)  # fmt: skip
_SCOPES: Final = {"DR": Scope.REGIONAL, "NL": Scope.NATIONAL}


def keep_organisations() -> None:
    """Bring the organisations up to date with our tables."""
    found = [_organisation(row) for row in rows("organisations*.csv")]
    found.append(
        Organisation(
            id=identity("organisation", PLATFORM),
            key=PLATFORM,
            name="Naober Drenthe (demo)",
            kind=OrganisationKind.PLATFORM,
            phone="088 000 00 00",
            email="naober@example.org",
        )
    )
    Organisation.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[
            "name", "kind", "municipality", "postcode", "phone", "email", "opening_hours_nl",
            "opening_hours_en",
        ],
    )  # fmt: skip


def keep_cards(*, at: datetime) -> None:
    """Bring the cards up to date; a card that did not change keeps its dates."""
    table = rows("services-*.csv")
    wanted = {row["key"]: _card(row) for row in table}
    there = {card.key: card for card in Service.objects.filter(key__in=wanted)}
    dates = {row["key"]: dates_of(row, today=local_date(at)) for row in table}
    Service.objects.bulk_create(
        Service(**fields, **dates[key], asked_from=local_date(at), changed_at=at)
        for key, fields in wanted.items()
        if key not in there
    )
    for key, card in there.items():
        if any(getattr(card, name) != value for name, value in wanted[key].items()):
            Service.objects.filter(key=key).update(**wanted[key], **dates[key], changed_at=at)
    _keep_kinds(table)
    _keep_reach(table)
    keep_places(table)
    keep_successors()


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation(
        id=identity("organisation", row["key"]),
        municipality_id=row.pop("municipality_code") or None,
        postcode_id=row.pop("pc4") or None,
        **row,
    )


def _card(row: dict[str, str]) -> dict[str, Any]:
    room, _, number = row["room"].partition(":")
    return {name: row[name] for name in _AS_WRITTEN} | {
        "id": identity("service", row["key"]),
        "organisation_id": identity("organisation", row["organisation"]),
        "scope": _SCOPES.get(row["municipalities"], Scope.LOCAL),
        "payers": _split(row["payers"]),
        "dayparts": _split(row["dayparts"]),
        "room": Room(room),
        "room_number": int(number) if number else None,
        "for_young_carers": row["young"] == "yes",
        **details_of(row),
    }


def _keep_kinds(table: list[dict[str, str]]) -> None:
    wanted = {
        (identity("service", row["key"]), code): position
        for row in table
        for position, code in enumerate(_split(row["categories"]))
    }
    there = ServiceCategory.objects.filter(service_id__in={service for service, _ in wanted})
    for kind in there:
        if wanted.get((kind.service_id, kind.category_id)) == kind.position:
            del wanted[kind.service_id, kind.category_id]
        else:
            kind.delete()
    ServiceCategory.objects.bulk_create(
        ServiceCategory(service_id=service, category_id=code, position=position)
        for (service, code), position in wanted.items()
    )


def _keep_reach(table: list[dict[str, str]]) -> None:
    reach = Service.municipalities.through
    local = [row for row in table if row["municipalities"] not in _SCOPES]
    wanted = {
        (identity("service", row["key"]), code)
        for row in local
        for code in _split(row["municipalities"])
    }
    there = reach.objects.filter(service_id__in={identity("service", row["key"]) for row in table})
    for link in there:
        if (link.service_id, link.municipality_id) in wanted:
            wanted.remove((link.service_id, link.municipality_id))
        else:
            link.delete()
    reach.objects.bulk_create(
        reach(service_id=service, municipality_id=code) for service, code in sorted(wanted)
    )


def _split(text: str) -> list[str]:
    return [part for part in text.split(";") if part]
