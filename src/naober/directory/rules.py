"""When a question needs a person now, before any card; and when a card is sure, old or closed."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from naober.directory.enums import Freshness
from naober.directory.models import FreshnessRule, Service

_NOW: Final = re.compile(
    r"\b(1 1 3|112|113|zelfmoord\w*|zelfdoding|suicid\w*|kill myself|want to die|wil(len)? dood"
    r"|dood wil|niet meer (wil )?leven|(een )?eind\w* (aan )?(maken )?(aan )?(mijn|m'n|me) leven"
    r"|mishandel\w*|geweld\w*|slaat (mij|me|mijn|ons|haar|hem)|slaan|schopt?|wurg\w*|misbruik\w*"
    r"|bedreig\w*|hits? me|beats? me|violen\w*|abus\w*)\b"
)

_KEPT: Final = 60
"""Characters at most of a question that is kept."""
_MARKS: Final = frozenset(" '’,.?!/-")


def needs_somebody_now(question: str) -> bool:
    """Return whether a question speaks of suicide or violence.

    Such a page begins with numbers to call at once. Rather once too often than once too few;
    the words are ours and for consultants to judge.
    """
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    return _NOW.search(plain) is not None


def words_to_keep(question: str) -> str:
    """Return the words of a question that may be kept for editors; empty where nothing may.

    Lower case and single spaces. A question with a digit or an at-sign may hold a number or an
    address, and one of more than 60 characters tells a story: of those nothing is kept, and
    nothing of one that needs a person now.
    """
    kept = " ".join(unicodedata.normalize("NFKC", question).lower().split())
    plain = all(one.isalpha() or one in _MARKS for one in kept)
    if not plain or len(kept) > _KEPT or needs_somebody_now(question):
        return ""
    return kept


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def freshness(
    confirmed_on: date, *, interval_months: int, overdue_after_weeks: int, today: date
) -> Freshness:
    """Return how sure it is that a card still holds.

    From the interval after its confirmation on, confirming it is advised; so many weeks later it
    is overdue.
    """
    advised_on = months_later(confirmed_on, interval_months)
    if today < advised_on:
        return Freshness.FRESH
    is_late = today >= advised_on + timedelta(weeks=overdue_after_weeks)
    return Freshness.OVERDUE if is_late else Freshness.ADVISED


def freshness_of(service: Service, rule: FreshnessRule, *, on: date) -> Freshness:
    """Return how sure a card is on a day; its own interval comes before that of the rule."""
    return freshness(
        service.confirmed_on,
        interval_months=service.interval_months or rule.interval_months,
        overdue_after_weeks=rule.overdue_after_weeks,
        today=on,
    )


def is_closed(service: Service, *, on: date) -> bool:
    """Return whether a service is closed for a while on a day; without an end, until it is said."""
    if service.closed_from is None or on < service.closed_from:
        return False
    return service.closed_until is None or on <= service.closed_until


def sinks(service: Service, rule: FreshnessRule, *, on: date) -> bool:
    """Return whether a card comes after others that fit as well: overdue, or closed now."""
    late = freshness_of(service, rule, on=on) == Freshness.OVERDUE
    return late or is_closed(service, on=on)
