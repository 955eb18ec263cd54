"""Loading the words of the social map, and hearing what readers say of its cards."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from naober.directory.enums import ReportReason
from naober.directory.guide_changes import (
    add_guide_choice,
    add_guide_question,
    change_guide_choice,
    change_guide_question,
    discard_guide_draft,
    load_guide,
    move_in_guide,
    publish_guide,
    put_guide_back,
    remove_from_guide,
    start_guide_draft,
)
from naober.directory.models import CardReport, Category, EverydayWord, OfficialName, Service

__all__ = [
    "add_guide_choice", "add_guide_question", "change_guide_choice", "change_guide_question",
    "discard_guide_draft", "load_categories", "load_guide", "load_words", "move_in_guide",
    "publish_guide", "put_guide_back", "remove_from_guide", "report_card", "start_guide_draft",
]  # fmt: skip
CONTENT: Final = Path(__file__).parents[1] / "content"


@transaction.atomic
def load_categories() -> None:
    """Bring the kinds of support up to date with our table; doing it twice changes nothing.

    For the system process only. Categories that left the table stay while a card uses them.
    """
    rows = _table("categories.csv")
    Category.objects.bulk_create(
        [Category(**row) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name for name in rows[0] if name != "code"],
    )


def load_words(*, at: datetime) -> None:
    """Add the everyday words of our list that were never there, and the official names.

    For the system process only. What an editor changed or removed stays so.
    """
    EverydayWord.objects.bulk_create(
        (
            EverydayWord(
                expression=row["expression"],
                category_id=row["category"],
                weight=int(row["weight"]),
                language=row["language"],
                changed_at=at,
            )
            for row in _table("everyday_words.csv")
        ),
        batch_size=2000,
        ignore_conflicts=True,
    )
    OfficialName.objects.bulk_create(
        [
            OfficialName(category_id=row["category"], name=row["name"], uri=row["uri"])
            for row in _table("official_names.csv")
        ],
        update_conflicts=True,
        unique_fields=["category", "uri"],
        update_fields=["name"],
    )


def report_card(*, service: Service, reason: ReportReason, note: str, at: datetime) -> CardReport:
    """Keep that a reader says a card is wrong; anybody may, and nothing is kept of who did.

    `note` has at most 300 characters.
    """
    report = CardReport(
        service=service,
        organisation_id=service.organisation_id,
        reason=reason,
        note=note,
        reported_at=at,
    )
    report.save(force_insert=True)
    return report


def _table(name: str) -> list[dict[str, str]]:
    with (CONTENT / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
