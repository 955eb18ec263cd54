"""What the parts of a card are called, and their values in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from naober.directory.enums import Daypart, Interval, Payer, PlaceKind, Scope, Together
from naober.directory.models import Service
from naober.directory.queries import categories, locations_of
from naober.organisations.queries import municipalities
from naober.shared.care import Condition
from naober.shared.templatetags.naober import day_and_month
from naober.sites.card_page import RELATIONS

LABELS: Final = {
    "name": gettext_lazy("Name"),
    "summary": gettext_lazy("What is it, in one sentence?"),
    "more": gettext_lazy("What else is good to know?"),
    "audience": gettext_lazy("For whom is it?"),
    "first_step": gettext_lazy("What does somebody do first?"),
    "expect": gettext_lazy("How does the first time go?"),
    "cost": gettext_lazy("What does it cost?"),
    "papers": gettext_lazy("Which paper or decision is needed?"),
    "website": gettext_lazy("Website"),
    "scope": gettext_lazy("How far does it reach?"),
    "place_kind": gettext_lazy("Where does it happen?"),
    "age_from": gettext_lazy("From which age?"),
    "age_to": gettext_lazy("Up to and including which age?"),
    "conditions": gettext_lazy("What is the matter with who is cared for?"),
    "relations": gettext_lazy("For who cares for"),
    "together": gettext_lazy("Alone or together?"),
    "for_young_carers": gettext_lazy("It is for young carers"),
    "payers": gettext_lazy("Who pays?"),
    "dayparts": gettext_lazy("When is it there?"),
    "contact_name": gettext_lazy("Whom does somebody ask for?"),
    "phone": gettext_lazy("Telephone number"),
    "email": gettext_lazy("E-mail address"),
    "visible_from": gettext_lazy("On the map from"),
    "visible_until": gettext_lazy("On the map until and including"),
    "interval_months": gettext_lazy("How often do we ask whether it is right?"),
    "kinds": gettext_lazy("What kind of help is it?"),
    "municipalities": gettext_lazy("In which municipalities?"),
    "locations": gettext_lazy("At which places?"),
    "hours": gettext_lazy("Opening hours"),
    "successor": gettext_lazy("What came in its place?"),
}
_CHOICES: Final[Mapping[str, Mapping[Any, Any]]] = {
    "scope": dict(Scope.choices),
    "place_kind": dict(PlaceKind.choices),
    "conditions": dict(Condition.choices),
    "relations": RELATIONS,
    "together": dict(Together.choices),
    "payers": dict(Payer.choices),
    "dayparts": dict(Daypart.choices),
    "interval_months": dict(Interval.choices),
}


def label_of(name: str) -> str:
    """Return what a part of a card is called; of a text in two languages with the language."""
    if name in LABELS:
        return str(LABELS[name])
    text, _line, language = name.rpartition("_")
    label = str(LABELS[text])
    return _("%(label)s (in English)") % {"label": label} if language == "en" else label


@dataclass(frozen=True)
class Names:
    """What codes and ids in a card are called."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    municipalities: Mapping[str, str] = field(default_factory=dict)
    locations: Mapping[str, str] = field(default_factory=dict)


def names_for(service: Service) -> Names:
    """Return the names that the card of an organisation may use."""
    own = list(locations_of(service.organisation))
    lent = [one.location for one in service.at_locations.all()] if service.pk else []
    return Names(
        kinds=kinds_by_code(),
        municipalities={one.code: one.name for one in municipalities()},
        locations={
            str(one.pk): ", ".join(part for part in (one.name, one.address, one.place) if part)
            for one in [*own, *lent]
        },
    )


def kinds_by_code() -> dict[str, str]:
    """Return the kinds of support in the language of the page."""
    english = get_language() == "en"
    return {one.code: one.label_en if english else one.label_nl for one in categories()}


def in_words(name: str, value: Any, names: Names) -> str:
    """Return a value of a card as people read it."""
    if value is None or value in ("", []):
        return _("Nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "hours":
        return "\n".join(_hour(one) for one in value)
    if name == "locations":
        return "\n".join(_place(one, names) for one in value)
    if name.startswith("visible"):
        return day_and_month(date.fromisoformat(value))
    called = {"kinds": names.kinds, "municipalities": names.municipalities}.get(name)
    called = called or _CHOICES.get(name, {})
    parts = value if isinstance(value, list) else [value]
    text = ", ".join(str(called.get(one, one)) for one in parts)
    return text if name in {"website", "email"} else capfirst(text)


def _hour(hour: list[Any]) -> str:
    weekday, opens, closes, note, _english, _place_of = hour
    text = f"{capfirst(str(WEEKDAYS[weekday - 1]))} {opens}-{closes}"
    return f"{text} ({note})" if note else text


def _place(place: Any, names: Names) -> str:
    if isinstance(place, str):
        return names.locations.get(place, _("A place that is gone"))
    said = [place.get(name, "") for name in ("name", "address", "postcode", "place")]
    return ", ".join(part for part in said if part)
