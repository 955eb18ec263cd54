"""Loading the words of the social map."""

import csv
from pathlib import Path
from typing import Final

from django.db import transaction

from naober.directory.models import Category

CONTENT: Final = Path(__file__).parent / "content"


@transaction.atomic
def load_categories() -> None:
    """Bring the kinds of support up to date with our table; doing it twice changes nothing.

    For the system process only. Categories that left the table stay while a card uses them.
    """
    with (CONTENT / "categories.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    Category.objects.bulk_create(
        [Category(**row) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name for name in rows[0] if name != "code"],
    )
