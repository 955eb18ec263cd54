"""Adding one to a count in one statement. For this app only; others ask its `services`.

Django's `bulk_create` can replace a row that is there, and not add to it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection

from naober.directory.enums import CountKind

MOST_UNANSWERED: Final = 5000
"""Different questions that are kept; a machine that asks nonsense does not fill the table."""
_COUNT: Final = """
INSERT INTO directory_cardcount (service_id, day, kind, number)
SELECT one, %(day)s::date, %(kind)s::text, 1 FROM unnest(%(cards)s::uuid[]) AS one ORDER BY one
ON CONFLICT (service_id, day, kind) DO UPDATE SET number = directory_cardcount.number + 1
"""
_NOTE: Final = """
INSERT INTO directory_unansweredsearch (words, number, last_on)
SELECT %(words)s::text, 1, %(day)s::date
WHERE (SELECT count(*) FROM directory_unansweredsearch) < %(most)s
   OR EXISTS (SELECT FROM directory_unansweredsearch WHERE words = %(words)s::text)
ON CONFLICT (words) DO UPDATE SET number = directory_unansweredsearch.number + 1,
  last_on = greatest(directory_unansweredsearch.last_on, excluded.last_on)
"""


def count(cards: Iterable[UUID], kind: CountKind, *, on: date) -> None:
    """Add one for each card; in the order of the ids, so that two pages take turns."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"day": on, "kind": kind, "cards": list(set(cards))})


def note(words: str, *, on: date) -> None:
    """Add one for a question that found nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {"words": words, "day": on, "most": MOST_UNANSWERED})
