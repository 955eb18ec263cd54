"""What search engines and calendars read: which pages there are, and opening hours of a card."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from naober.directory.models import Service
from naober.directory.queries import cards_listed, service
from naober.pure.icalendar import Weekly, calendar
from naober.shared import clock
from naober.shared.access import OPEN, access

MOST: Final = 50_000
"""So many addresses may stand in a sitemap (sitemaps.org)."""
PAGES: Final = ("home", "find", "check", "support-points", "privacy", "accessibility")
_PRIVATE: Final = ("mijn", "balie", "gemeente", "aanbod", "redactie", "account")


@access(OPEN)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Tell search engines where to stay away, and where the list of pages is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {start}{path}/" for start in ("/", "/en/") for path in _PRIVATE),
    ]
    lines.append(f"Sitemap: {settings.NAOBER_ADDRESS}{reverse('sitemap')}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@access(OPEN)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """List the pages for everybody, and every card of today."""
    places = [_place(reverse(f"public:{name}")) for name in PAGES]
    for key, changed_at in cards_listed(on=clock.today())[: MOST - len(places)]:
        places.append(_place(reverse("public:card", args=[key]), f"{changed_at:%Y-%m-%d}"))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    within = "".join(places)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{within}</urlset>\n'
    return HttpResponse(head + body, content_type="application/xml; charset=utf-8")


@access(OPEN)
@require_safe
def opening_hours(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001
    """Give the opening hours of a card as a calendar; a card without hours has none."""
    hit = service(key, on=clock.today())
    openings = list(_openings(hit.service, since=clock.today())) if hit else []
    if hit is None or not openings:
        raise Http404
    one = hit.service
    url = settings.NAOBER_ADDRESS + reverse("public:card", args=[key])
    text = calendar(
        one.name_nl, openings, url=url, since=clock.today(), changed_at=one.changed_at
    )  # fmt: skip
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _place(path: str, day: str = "") -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(settings.NAOBER_ADDRESS + path)}</loc>{changed}</url>"


def _openings(one: Service, *, since: date) -> Iterator[Weekly]:
    """Return the openings of each week; none of what is closed and nobody knows until when."""
    if one.closed_from is not None and one.closed_until is None:
        return
    places = {at.pk: at.location for at in one.at_locations.all()}
    for hours in one.opening_hours.all():
        at = places.get(hours.at_id) if hours.at_id else None
        parts = (at.name, at.address, at.place) if at else ()
        yield Weekly(
            f"{one.pk}-{hours.at_id or 0}-{hours.weekday}-{hours.opens:%H%M}@naober",
            hours.weekday,
            hours.opens,
            hours.closes,
            ", ".join(part for part in parts if part),
            hours.note_nl,
            tuple(_closed_days(one, hours.weekday, since=since)),
        )


def _closed_days(one: Service, weekday: int, *, since: date) -> Iterator[date]:
    """Return the days of a week on which a card is closed for a while, for at most a year."""
    if one.closed_from is None or one.closed_until is None:
        return
    first = max(one.closed_from, since)
    last = min(one.closed_until, since + timedelta(days=366))
    for later in range((last - first).days + 1):
        if (day := first + timedelta(days=later)).isoweekday() == weekday:
            yield day
