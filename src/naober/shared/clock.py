"""The only place that reads the clock. Services get the moment as `at`, rules get it as a value."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment, with its zone."""
    return timezone.now()


def today() -> date:
    """Return today's date on a wall in the Netherlands."""
    return timezone.localdate()


def local_date(moment: datetime) -> date:
    """Return the date of `moment` on a wall in the Netherlands."""
    return timezone.localdate(moment)
