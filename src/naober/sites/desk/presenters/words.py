"""How the desk says things: short, about the carer, with the day as people say it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from naober.carers.enums import Condition, Purpose, Relation
from naober.carers.models import Carer, CareSituation
from naober.carers.queries import is_young
from naober.shared.templatetags.naober import spoken_date

WHOM: Final[dict[str, Any]] = {
    Relation.PARTNER: gettext_lazy("partner"),
    Relation.PARENT: gettext_lazy("father or mother"),
    Relation.CHILD: gettext_lazy("child"),
    Relation.SIBLING: gettext_lazy("brother or sister"),
    Relation.GRANDPARENT: gettext_lazy("grandparent"),
    Relation.FRIEND: gettext_lazy("friend or neighbour"),
    Relation.OTHER: gettext_lazy("somebody close"),
}


@dataclass(frozen=True)
class Spoken:
    """A consent as it is read out: the question, who, what, what for and until when."""

    question: Any
    what: Any
    why: Any
    until: Any


_UNTIL_TAKEN_BACK = gettext_lazy("Until you say stop. That can be at any time.")
SPOKEN: Final[dict[str, Spoken]] = {
    Purpose.SUPPORT: Spoken(
        gettext_lazy("May we keep your details and contact you?"),
        gettext_lazy("Your name, how we reach you, for whom you care and what you wish."),
        gettext_lazy("So that somebody can call you and help."),
        _UNTIL_TAKEN_BACK,
    ),
    Purpose.CHECKUPS: Spoken(
        gettext_lazy("May we keep how heavy your care is?"),
        gettext_lazy("The answers and results of the checks that you fill in."),
        gettext_lazy("So that your contact person sees in time that it becomes too much."),
        _UNTIL_TAKEN_BACK,
    ),
    Purpose.SHARE: Spoken(
        gettext_lazy("May your contact person talk with your GP or district nurse?"),
        gettext_lazy("How you are doing and what you agreed."),
        gettext_lazy("So that you need not tell everything twice."),
        _UNTIL_TAKEN_BACK,
    ),
    Purpose.NEWS: Spoken(
        gettext_lazy("Would you like news about activities for carers?"),
        gettext_lazy("Your name and how we reach you."),
        gettext_lazy("So that you know what there is."),
        _UNTIL_TAKEN_BACK,
    ),
}


@dataclass(frozen=True)
class When:
    """A day in words; tone: danger (late), warning (today), safe (this week) or neutral."""

    words: str
    tone: str


def when(due_on: date | None, *, today: date) -> When:
    """Say by when somebody must act, as people say it: "4 days late", "today", "Friday"."""
    if due_on is None:
        return When("", "")
    late = (today - due_on).days
    if late > 0:
        words = ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
        return When(words, "danger")
    if late == 0:
        return When(spoken_date(due_on), "warning")
    return When(spoken_date(due_on), "safe" if late > -7 else "neutral")


def number(count: int) -> str:
    """Write a number as a word up to twelve, in digits above."""
    words = [
        pgettext("number", "nobody"),
        pgettext("number", "one"),
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
        pgettext("number", "ten"),
        pgettext("number", "eleven"),
        pgettext("number", "twelve"),
    ]
    return words[count] if count < len(words) else str(count)


def greeting(hour: int) -> str:
    """Return good morning, afternoon or evening for an hour of the day (0 to 23)."""
    if 5 <= hour < 12:
        return _("Good morning.")
    return _("Good afternoon.") if 12 <= hour < 18 else _("Good evening.")


def full_name(carer: Carer) -> str:
    """Return first and last name."""
    return f"{carer.first_name} {carer.last_name}"


def cares_for(situation: CareSituation | None) -> str:
    """Say for whom somebody cares: "cares for partner, forgetful or dementia"."""
    if situation is None:
        return ""
    what = [str(WHOM.get(situation.relation, situation.relation))]
    what += _labels(Condition, situation.conditions)
    return _("cares for %(whom)s") % {"whom": ", ".join(what)}


def in_short(carer: Carer, situation: CareSituation | None, *, today: date) -> str:
    """Say whether somebody is a young carer, and for whom they care."""
    young = _("young carer") if is_young(carer, on=today) else ""
    return ", ".join(filter(None, [young, cares_for(situation)]))


def listed(choices: type[TextChoices], chosen: list[str], *, nothing: str = "") -> str:
    """Return the labels of what was chosen as one sentence, or `nothing`: what choosing none
    means where it is not that nobody asked.
    """
    labels = _labels(choices, chosen)
    return capfirst(", ".join(labels)) if labels else nothing or _("not asked yet")


def _labels(choices: type[TextChoices], chosen: list[str]) -> list[str]:
    said = _said(choices, get_language())
    return [label for value, label in said.items() if value in chosen]


def label_of(choice: TextChoices) -> str:
    """Return the label of a choice, looked up once for each language."""
    return _label_of(choice, get_language())


@cache
def _label_of(choice: TextChoices, _language: str | None) -> str:
    return str(choice.label)


@cache
def _said(choices: type[TextChoices], _language: str | None) -> dict[str, str]:
    """Return choices in the words of a language as they stand within a sentence, by value."""
    return {one.value: _lower_first(str(one.label)) for one in choices}


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
