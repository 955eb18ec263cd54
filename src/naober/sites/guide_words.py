"""What the guide says, in the words of the page: for its readers and for who edits it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy

from naober.directory.models import GuideChoice
from naober.directory.queries import Guided
from naober.pure.guide import Demand
from naober.sites.words import words

ASKED: Final = {
    "weekday-morning": gettext_lazy("on weekday mornings"),
    "weekday-afternoon": gettext_lazy("on weekday afternoons"),
    "evening": gettext_lazy("in the evening"),
    "night": gettext_lazy("at night"),
    "weekend": gettext_lazy("at the weekend"),
    "home": gettext_lazy("help at home"),
    "location": gettext_lazy("getting out"),
    "phone": gettext_lazy("by telephone or online"),
    "online": gettext_lazy("online"),
    "alone": gettext_lazy("with one person"),
    "group": gettext_lazy("with others"),
    "either": gettext_lazy("alone or with others"),
    "day": gettext_lazy("today or tomorrow"),
    "weeks": gettext_lazy("room soon"),
}
"""What an answer may ask of a card."""


@dataclass(frozen=True)
class Why:
    """Why a card is there; see naober/guide_why.html. `said` is empty where it was said above."""

    reason: str
    said: str
    fits: str = ""
    unsure: str = ""
    misses: str = ""
    tone: str = ""


def why(guided: Guided, *, tone: str = "") -> Why:
    """Return why a card is there, and what of the answers it does and does not do.

    `tone` is "young" for a young carer.
    """
    return Why(
        reason=_reason(guided.because, guided.fit.kind),
        said=words(guided.because, "label").rstrip("."),
        fits=asked(guided.fit.met),
        unsure=asked(guided.fit.unknown),
        misses=asked(guided.fit.unmet),
        tone=tone,
    )


def asked(demands: Iterable[Demand]) -> str:
    """Return what answers ask of a card, in a few words each."""
    return ", ".join(str(ASKED[one.value]) for one in demands)


def _reason(choice: GuideChoice, kind: str) -> str:
    return next(
        (words(lead, "reason") for lead in choice.leads.all() if lead.category_id == kind), ""
    )
