"""Loading the words of the social map, and hearing what readers say of its cards."""

import csv
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction

from naober.directory import counting
from naober.directory.enums import CountKind, ReportReason
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
from naober.directory.models import (
    CardReport,
    Category,
    EverydayWord,
    OfficialName,
    Service,
    UnansweredSearch,
)
from naober.directory.rules import words_to_keep

__all__ = [
    "add_guide_choice", "add_guide_question", "change_guide_choice", "change_guide_question",
    "discard_guide_draft", "load_categories", "load_guide", "load_words", "move_in_guide",
    "publish_guide", "put_guide_back", "remove_from_guide", "report_card", "start_guide_draft",
]  # fmt: skip
CONTENT: Final = Path(__file__).parents[1] / "content"
UNANSWERED_KEPT: Final = timedelta(days=91)


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
    there = set(EverydayWord.objects.values_list("expression", "category_id", "language"))
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
            if (row["expression"], row["category"], row["language"]) not in there
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


def count_cards(cards: Iterable[UUID], kind: CountKind, *, on: date) -> None:
    """Count once more for each card that it was shown, opened or followed on a day.

    For the system only, in one statement; nothing is kept of who saw it.
    """
    counting.count(cards, kind, on=on)


def note_unanswered(question: str, *, on: date) -> None:
    """Keep that a question found nothing that fits, so that an editor can add its words.

    For the system only. Kept is what `words_to_keep` lets through, and of nobody.
    """
    if words := words_to_keep(question):
        counting.note(words, on=on)


def forget_unanswered(*, on: date) -> None:
    """Remove the words that nobody asked any more for UNANSWERED_KEPT. For the system only."""
    UnansweredSearch.objects.filter(last_on__lt=on - UNANSWERED_KEPT).delete()


def _table(name: str) -> list[dict[str, str]]:
    with (CONTENT / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
