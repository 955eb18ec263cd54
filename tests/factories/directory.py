"""Kinds of support and service cards."""

import itertools
from datetime import time
from typing import Any

from naober.directory.enums import (
    CountKind,
    ImportState,
    Interval,
    Payer,
    Pillar,
    PlaceKind,
    ReminderStep,
    ReportReason,
    Room,
    Scope,
    VersionState,
)
from naober.directory.models import (
    CardCount,
    CardReport,
    CardVersion,
    Category,
    ComparedCards,
    EverydayWord,
    FreshnessRule,
    ImportRun,
    Location,
    OpeningHours,
    Reminder,
    Service,
    ServiceAtLocation,
    ServiceCategory,
    SourceRecord,
    UnansweredSearch,
)
from naober.directory.services.merging import merge_cards
from naober.organisations.models import Membership, Municipality, Postcode
from naober.shared.database import acting_as
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.organisations import MONDAY, make_organisation

_numbers = itertools.count(1)


def make_category(code: str = "respite.stay", **overrides: Any) -> Category:
    values: dict[str, Any] = {
        "basic_function": "respijtzorg",
        "pillar": Pillar.RELIEVING,
        "label_nl": "Logeerzorg",
        "label_en": "Respite stay",
        "what_it_is_nl": "Uw naaste slaapt een of meer nachten in een logeerhuis",
        "what_it_is_en": "Your loved one sleeps some nights in a respite house",
    }
    with role("naober_system"):
        return Category.objects.get_or_create(code=code, defaults=values | overrides)[0]


def make_service(*codes: str, **overrides: Any) -> Service:
    """Make a card for all of the region, of the kinds named (a respite stay by default).

    With a `postcode`, an area, there is one location in it.
    """
    number = next(_numbers)
    area = overrides.pop("postcode", None)
    values: dict[str, Any] = {
        "key": f"kaart-{number}",
        "organisation": overrides.pop("organisation", None) or make_organisation(),
        "scope": Scope.REGIONAL,
        "place_kind": PlaceKind.PHONE,
        "payers": [Payer.FREE],
        "room": Room.OPEN,
        "contact_name": "Balie",
        "phone": "088 000 00 07",
        "confirmed_on": MONDAY.date(),
        "asked_from": MONDAY.date(),
        "changed_at": MONDAY,
    }
    for language in ("nl", "en"):
        values |= {
            f"name_{language}": f"Logeerhuis {number} ({language})",
            f"summary_{language}": f"Een huis om te logeren ({language}).",
            f"audience_{language}": f"Voor iedereen ({language})",
            f"first_step_{language}": f"Bel ons ({language}).",
            f"cost_{language}": f"Het kost niets ({language}).",
        }
    with role("naober_system"):
        service = Service.objects.create(**values | overrides)
        for position, code in enumerate(codes or ("respite.stay",)):
            ServiceCategory.objects.create(
                service=service, category=make_category(code), position=position
            )
    if area is not None:
        make_location(service, area=area)
    return service


def make_location(*services: Service, area: Postcode | None = None, **overrides: Any) -> Location:
    """Make a place where these services are to be had."""
    values: dict[str, Any] = {
        "organisation": services[0].organisation if services else None,
        "name": "De Brink",
        "address": "Voorbeeldweg 1",
        "postcode": area.pc4 if area else "",
        "place": area.place if area else "Ons Dorp",
        "area": area,
    }
    values["organisation"] = values["organisation"] or make_organisation()
    with role("naober_system"):
        location = Location.objects.create(**values | overrides)
        for service in services:
            ServiceAtLocation.objects.create(service=service, location=location)
    return location


def make_hours(service: Service, *days: int, **overrides: Any) -> None:
    """Open a card on these days (Monday by default), in the morning."""
    values: dict[str, Any] = {"opens": time(9), "closes": time(12, 30)}
    with role("naober_system"):
        for day in days or (1,):
            OpeningHours.objects.create(service=service, weekday=day, **values | overrides)


def make_word(expression: str, code: str = "respite.stay", **overrides: Any) -> EverydayWord:
    """Make an expression that people use for a kind of support."""
    values: dict[str, Any] = {"weight": 3, "language": "nl", "changed_at": MONDAY}
    with role("naober_system"):
        return EverydayWord.objects.create(
            expression=expression, category=make_category(code), **values | overrides
        )


def make_search(words: str, **overrides: Any) -> UnansweredSearch:
    """Make words that found nothing."""
    with role("naober_system"):
        return UnansweredSearch.objects.create(
            words=words, **{"last_on": MONDAY.date()} | overrides
        )


def make_merged(kept: Service, gone: Service, *, by: Membership) -> ComparedCards:
    """Make one card of two, by an editor of the region."""
    with acting_as(actor_of(by)):
        return merge_cards(by=actor_of(by), kept=kept, gone=gone, card={}, seen=(0, 0), at=MONDAY)


def make_version(service: Service, by: Membership, **overrides: Any) -> CardVersion:
    """Make a first version of a card that waits for an editor."""
    with role("naober_system"):
        number = service.versions.count() + 1
    values: dict[str, Any] = {
        "number": number, "content": {"name_nl": "Nieuw"},
        "state": VersionState.PROPOSED, "made_by": by, "made_at": MONDAY,
    }  # fmt: skip
    with role("naober_system"):
        return CardVersion.objects.create(service=service, **values | overrides)


def make_report(service: Service, **overrides: Any) -> CardReport:
    """Make what a reader said of a card."""
    values: dict[str, Any] = {"reason": ReportReason.WRONG_NUMBER, "reported_at": MONDAY}
    with role("naober_system"):
        return CardReport.objects.create(
            service=service, organisation=service.organisation, **values | overrides
        )


def make_import_run(by: Membership, **overrides: Any) -> ImportRun:
    """Make a file that was looked at, and not imported yet."""
    values: dict[str, Any] = {
        "source": "proef", "file_name": "proef.json", "file": b"{}", "state": ImportState.CHECKED,
        "made_by": by, "made_at": MONDAY, "changed_at": MONDAY,
        "report": {"numbers": [["service", "CREATED", 1]], "lines": [
            ["proef.json, record 1", "service 1", "has no name.", "REFUSED"],
            ["proef.json, record 2", "service 2", "kept: it was removed here.", "KEPT"],
        ], "notes": [["proef.json", "", "3 NUL characters were taken out."]]},
    }  # fmt: skip
    with role("naober_system"):
        return ImportRun.objects.create(**values | overrides)


def make_rule(municipality: Municipality | None = None, **overrides: Any) -> FreshnessRule:
    """Make a rule of freshness, unlike the usual; of the region without a municipality."""
    values: dict[str, Any] = {
        "interval_months": Interval.QUARTER, "reminder_weeks": [0, 1], "overdue_after_weeks": 2,
        "valid_from": MONDAY.date(),
    }  # fmt: skip
    with role("naober_system"):
        return FreshnessRule.objects.create(municipality=municipality, **values | overrides)


def make_upkeep(service: Service, by: Membership) -> None:
    """Make one row of everything that is kept about a card and not for everybody."""
    make_version(service, by)
    make_report(service)
    make_import_run(by)
    day = MONDAY.date()
    with role("naober_system"):
        CardCount.objects.create(service=service, day=day, kind=CountKind.OPENED, number=3)
        Reminder.objects.create(
            service=service, step=ReminderStep.AT_ONCE, sent_on=day, confirmed_on=day
        )
        UnansweredSearch.objects.create(words="kanarie in huis", last_on=day)
        SourceRecord.objects.create(
            source="proef", kind="service", source_id="1", target_id=service.pk, imported_at=MONDAY
        )
