"""Reading the log."""

import uuid

from django.db.models import QuerySet

from naober.audit.enums import Action
from naober.audit.models import Event


def events_about(subject_id: uuid.UUID) -> QuerySet[Event]:
    """Return the lines about one person's file, newest first; the database shows only one's own."""
    return Event.objects.filter(subject_id=subject_id).order_by("-at", "id")


def looks_at(subject_id: uuid.UUID) -> QuerySet[Event]:
    """Return who looked at one person's file, newest first."""
    return events_about(subject_id).filter(action__in=[Action.READ, Action.EXPORT, Action.SEARCH])
