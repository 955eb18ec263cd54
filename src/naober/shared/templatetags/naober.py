"""Small presentation tags: an icon, a telephone number, a date as people say it, a line chart."""

import json
import re
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from naober.shared import clock
from naober.shared.charts import LineChart, LineDrawing, draw

register = template.Library()

BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
DEVICES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}
_NEAR = {-1: gettext_lazy("yesterday"), 0: gettext_lazy("today"), 1: gettext_lazy("tomorrow")}
ICONS = Path(__file__).resolve().parent.parent / "static" / "naober" / "icons"


@cache
def _icon_markup(name: str) -> str:
    if not re.fullmatch(r"[a-z-]+", name):
        raise ValueError(f"not the name of an icon: {name!r}")
    markup = (ICONS / f"{name}.svg").read_text(encoding="utf-8").strip()
    return markup.removeprefix('<svg xmlns="http://www.w3.org/2000/svg"')


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of our own icons, hidden for screen readers: the words beside it say the same.

    Raises ValueError or FileNotFoundError for an icon that does not exist.
    """
    head = f'<svg class="naober-icon naober-icon--{name}" aria-hidden="true" focusable="false"'
    size = ' width="20" height="20"'  # or it fills the screen where the style sheet does not come
    return mark_safe(head + size + _icon_markup(name))  # noqa: S308 - our own file, name is checked


@register.filter
def telephone_href(number: str) -> str:
    """Return the link of a Dutch telephone number: `088 000 00 01` -> `tel:+31880000001`.

    Short numbers (112, 14 0592) and 0800/0900 numbers exist only inside the country and stay.
    """
    digits = re.sub(r"[^\d+]", "", str(number))
    if digits.startswith("0") and digits[:4] not in {"0800", "0900"} and len(digits) == 10:
        digits = f"+31{digits[1:]}"
    return f"tel:{digits}"


@register.simple_tag
def telephone(number: str, who: str = "") -> SafeString:
    """Write a telephone number as a link that never breaks over two lines; says whom one calls."""
    words = _("Call %(name)s:") % {"name": who} if who else _("Call")
    return format_html(
        '<a class="naober-telephone" href="{}">'
        '<span class="naober-visually-hidden">{} </span>{}</a>',
        telephone_href(number),
        words,
        str(number).replace(" ", "\N{NO-BREAK SPACE}"),
    )


def _date_of(value: date | datetime) -> date:
    return clock.local_date(value) if isinstance(value, datetime) else value


@register.filter
def day_and_month(value: date | datetime) -> str:
    """Return `12 November`, with the year only when it is not this year."""
    return _day_and_month(_date_of(value), clock.today().year, get_language())


@lru_cache(maxsize=1000)
def _day_and_month(day: date, this_year: int, _language: str | None) -> str:
    return date_format(day, "j F" if day.year == this_year else "j F Y")


@register.filter
def spoken_date(value: date | datetime) -> str:
    """Return a date as people say it: today, tomorrow, a coming weekday, or the date."""
    return _spoken(_date_of(value), clock.today(), get_language())


@lru_cache(maxsize=1000)
def _spoken(day: date, today: date, language: str | None) -> str:
    distance = (day - today).days
    if distance in _NEAR:
        return str(_NEAR[distance])
    if 1 < distance < 7:
        return date_format(day, "l")
    return _day_and_month(day, today.year, language)


_DATA_ONLY = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@register.simple_tag
def json_ld(said: dict[str, Any]) -> SafeString:
    """Write linked data for search engines; nothing in it can end the element or be a tag."""
    text = json.dumps(said, ensure_ascii=False).translate(_DATA_ONLY)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


@register.simple_tag
def support_telephone() -> str:
    """Return the number of the support point for pages that are drawn without a request."""
    return str(settings.NAOBER_PHONE)


@register.filter
def device_name(user_agent: str) -> str:
    """Return what a browser calls itself in words people know, such as `Firefox, Windows`."""
    known = [
        next((name for mark, name in names.items() if mark in user_agent), "")
        for names in (BROWSERS, DEVICES)
    ]
    return ", ".join(filter(None, known)) or _("an unknown device")


@register.inclusion_tag("naober/line_chart.html")
def line_chart(chart: LineChart) -> dict[str, LineChart | LineDrawing]:
    """Draw how something went over time: conclusion, line, the same numbers in a table, source."""
    return {"chart": chart, "drawing": draw(chart)}
