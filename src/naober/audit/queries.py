"""Reading the log."""

import uuid
from datetime import date

from django.db.models import QuerySet

from naober.audit.models import Event


def events_about(
    subject_id: uuid.UUID, *, since: date | None = None, until: date | None = None
) -> QuerySet[Event]:
    """Return the lines about one person's file, newest first; the database shows only one's own.

    `since` and `until` are days on a wall in the Netherlands, both included; None is unbounded.
    """
    events = Event.objects.filter(subject_id=subject_id).order_by("-at", "id")
    if since is not None:
        events = events.filter(at__date__gte=since)
    return events if until is None else events.filter(at__date__lte=until)
