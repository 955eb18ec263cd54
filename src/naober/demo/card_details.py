"""What the made-up cards tell beside their first words: places, hours, papers, the first time."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from naober.demo.tables import identity, rows
from naober.directory.enums import Payer
from naober.directory.models import Location, OpeningHours, Service, ServiceAtLocation
from naober.organisations.models import Postcode

_PAPERS: Final = (Payer.WMO, Payer.WLZ, Payer.ZVW, Payer.JEUGDWET)
FOR_YOUNG: Final = "/young"
"""Ends the key of a text that says "je", of cards that are for young carers only."""
Row = dict[str, str]


def details_of(row: Row) -> dict[str, Any]:
    """Return the fields of a card that do not depend on the day of making."""
    detail = _details()[row["key"]]
    first, kinds = row["categories"].split(";")[0], _kinds()
    kind = (_young(row) and kinds.get(first + FOR_YOUNG)) or kinds[first]
    return {
        "age_from": _number(detail["age_from"]),
        "age_to": _number(detail["age_to"]),
        "conditions": _split(detail["conditions"]),
        "relations": _split(detail["relations"]),
        "interval_months": _number(detail["interval_months"]),
        "confirmed_by_id": identity("organisation", detail["confirmed_by"] or row["organisation"]),
        "closed_why_nl": detail["closed_why_nl"],
        "closed_why_en": detail["closed_why_en"],
        "together": kind["together"],
        **{f"expect_{language}": kind[f"expect_{language}"] for language in ("nl", "en")},
        **{f"papers_{language}": _papers(row, language) for language in ("nl", "en")},
    }


def dates_of(row: Row, *, today: date) -> dict[str, Any]:
    """Return the dates of a card, counted back from the day of making."""
    detail = _details()[row["key"]]
    confirmed = detail["confirmed_days_ago"] or row["confirmed_days_ago"]
    return {
        "confirmed_on": today - timedelta(days=int(confirmed)),
        "room_said_on": _days(detail["room_said_days_ago"], today, sign=-1),
        "closed_from": _days(detail["closed_from"], today),
        "closed_until": _days(detail["closed_until"], today),
    }


def keep_places(table: list[Row]) -> None:
    """Bring locations, what is there and the opening hours up to date with our tables."""
    Location.objects.bulk_create(
        _locations(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            "organisation", "name", "address", "postcode", "place", "area", "route_nl", "route_en",
            "accessibility_nl", "accessibility_en",
        ],
    )  # fmt: skip
    at = {row["key"]: _at(row) for row in table if row["pc4"]}
    ServiceAtLocation.objects.bulk_create(
        at.values(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["service", "location"],
    )
    services = {identity("service", row["key"]) for row in table}
    OpeningHours.objects.filter(service_id__in=services).delete()
    OpeningHours.objects.bulk_create(
        hours for row in table for hours in _hours(row, at.get(row["key"]))
    )


def keep_successors() -> None:
    """Say of a card that was replaced by which."""
    for key, detail in _details().items():
        if detail["successor"]:
            successor = identity("service", detail["successor"])
            Service.objects.filter(key=key).update(successor_id=successor)


def _locations() -> Iterator[Location]:
    names = {row["key"]: row["name"] for row in rows("organisations*.csv")}
    places = dict(Postcode.objects.values_list("pk", "place"))
    for row in rows("locations.csv"):
        yield Location(
            id=_location_id(row["organisation"], row["pc4"]),
            organisation_id=identity("organisation", row["organisation"]),
            name=names[row["organisation"]],
            area_id=row["pc4"],
            place=places[row["pc4"]],
            **{name: row[name] for name in row if name not in {"organisation", "pc4"}},
        )


def _at(row: Row) -> ServiceAtLocation:
    return ServiceAtLocation(
        id=identity("service at location", row["key"]),
        service_id=identity("service", row["key"]),
        location_id=_location_id(row["organisation"], row["pc4"]),
    )


def _hours(row: Row, at: ServiceAtLocation | None) -> Iterator[OpeningHours]:
    """Read hours written as `1-5 09:00-12:30;6 10:00-14:00`, days by ISO 8601."""
    for part in _split(_details()[row["key"]]["hours"]):
        days, _, times = part.partition(" ")
        opens, _, closes = times.partition("-")
        for day in _days_of_the_week(days):
            yield OpeningHours(
                service_id=identity("service", row["key"]),
                at=at,
                weekday=day,
                opens=opens,
                closes=closes,
            )


def _days_of_the_week(text: str) -> list[int]:
    first, dash, last = text.partition("-")
    return list(range(int(first), int(last) + 1)) if dash else [int(day) for day in text.split("+")]


def _papers(row: Row, language: str) -> str:
    texts = {one["payer"]: one[f"papers_{language}"] for one in rows("papers.csv")}
    if _young(row):
        texts |= {key.removesuffix(FOR_YOUNG): texts[key] for key in texts if FOR_YOUNG in key}
    needed = [payer for payer in _PAPERS if payer in _split(row["payers"])]
    if not needed:
        return texts["none"]
    any_one = [texts["any"]] if len(needed) > 1 else []
    return " ".join([*(texts[payer] for payer in needed), *any_one])


def _young(row: Row) -> bool:
    return row["young"] == "yes"


@cache
def _details() -> dict[str, Row]:
    return {row["key"]: row for row in rows("details.csv")}


@cache
def _kinds() -> dict[str, Row]:
    return {kind: row for row in rows("kinds.csv") for kind in _split(row["kinds"])}


def _location_id(organisation: str, pc4: str) -> Any:
    return identity("location", f"{organisation}/{pc4}")


def _number(text: str) -> int | None:
    return int(text) if text else None


def _days(text: str, today: date, *, sign: int = 1) -> date | None:
    return today + timedelta(days=sign * int(text)) if text else None


def _split(text: str) -> list[str]:
    return [part for part in text.split(";") if part]
