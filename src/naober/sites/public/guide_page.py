"""What the guide shows in the end: cards with their reasons, where to look further, and where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from naober.directory.models import Category
from naober.directory.queries import Guided
from naober.organisations.queries import support_points
from naober.sites.cards import Card, card_of
from naober.sites.guide_words import Why, why
from naober.sites.public.forms import PlaceForm
from naober.sites.public.places import Place, place_at
from naober.sites.public.presenters import Link, find_url
from naober.sites.words import words


@dataclass(frozen=True)
class GuideCard:
    """A card that the guide leads to, and why."""

    kind: str
    card: Card
    why: Why


def cards(found: Sequence[Guided], *, today: date, tone: str = "") -> tuple[list[GuideCard], str]:
    """Return what the guide found as the page shows it, and what to say once above it.

    That is the answer for which more than one card is there; those cards do not repeat it.
    """
    reasons = [why(guided, tone=tone) for guided in found]
    (said, times), *_rest = Counter(one.said for one in reasons).most_common(1) or [("", 0)]
    above = said if times > 1 else ""
    shown = [
        GuideCard(
            guided.fit.kind,
            card_of(guided.hit, today=today),
            replace(reason, said="") if reason.said == above else reason,
        )
        for guided, reason in zip(found, reasons, strict=True)
    ]
    return shown, above


def more(shown: Sequence[GuideCard], kinds: Sequence[Category]) -> list[Link]:
    """Return where there is more of the kinds of help that are shown; at least everything."""
    by_code = {one.pk: one for one in kinds}
    codes = dict.fromkeys(one.kind for one in shown)
    links = [Link(words(by_code[code], "label"), find_url(category=code)) for code in codes]
    return [*links, Link(_("All kinds of help"), find_url())]


class WhereForm(PlaceForm):
    """Where somebody is: a postcode, or else a municipality of the region."""

    municipality = forms.ChoiceField(
        label=gettext_lazy("Or choose your municipality"), required=False
    )

    def __init__(self, *args: Any, tone: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if tone:
            self.fields["municipality"].label = pgettext(tone, "Or choose your municipality")
        self._points = {
            str(point.municipality_id): point
            for point in support_points()
            if point.municipality is not None and point.postcode is not None
        }
        choices = [(code, str(one.municipality)) for code, one in self._points.items()]
        self.fields["municipality"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]

    def place(self) -> Place | None:
        """Return the place that was given; that of a municipality is where its support point is."""
        if place := place_at(self.cleaned_data.get("postcode", "")):
            return place
        point = self._points.get(self.cleaned_data.get("municipality", ""))
        return Place(point.postcode, point) if point and point.postcode else None
