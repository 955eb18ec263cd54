"""How often cards are confirmed in each municipality, and what another rule would mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naober.directory.enums import Freshness, Interval
from naober.directory.models import FreshnessRule
from naober.directory.queries import (
    FreshnessRules,
    cards_of_rule,
    editor_hears_after,
    freshness_counts,
    mark_of_rule,
)
from naober.organisations.models import Municipality
from naober.shared.tables import Cell, Table

REGION: Final = "regio"
"""The region, where an address names a municipality by its code."""


@dataclass(frozen=True)
class Effect:
    """What a rule would mean, in sentences."""

    sentences: list[str]


def rules_table(
    places: Iterable[Municipality], rules: FreshnessRules, *, sets: Iterable[str | None]
) -> Table:
    """Return the rules, that of the region first; those that the reader sets lead to their page."""
    mine = set(sets)
    rows = [_row(None, _("The region"), rules, None in mine)]
    rows += [_row(one.code, one.name, rules, one.code in mine) for one in places]
    heads = [_("Where"), _("We ask"), _("Mail in week"), _("Sinks after"), _("Editor hears it")]
    return Table(_("How often a card is confirmed"), heads, rows)


def _row(code: str | None, name: str, rules: FreshnessRules, leads: bool) -> list[Cell]:  # noqa: FBT001
    rule = rules.of_municipality(code)
    own = code is None or rules.has_own(code)
    url = reverse("editor:freshness-rule", args=[(code or REGION).lower()]) if leads else ""
    return [
        Cell(name, url=url, detail="" if own else _("As the region does")),
        Cell(_interval(rule), labelled=True),
        Cell(weeks_of(rule), labelled=True),
        Cell(_weeks(rule.overdue_after_weeks), labelled=True),
        Cell(_weeks(editor_hears_after(rule)), labelled=True),
    ]


def weeks_of(rule: FreshnessRule) -> str:
    """Return the weeks of the reminders, as they are typed."""
    return ", ".join(map(str, rule.reminder_weeks))


def initial_of(rules: FreshnessRules, code: str | None) -> dict[str, Any]:
    """Return what the form begins with."""
    rule = rules.of_municipality(code)
    return {
        "interval": rule.interval_months,
        "reminder_weeks": weeks_of(rule),
        "overdue_after_weeks": rule.overdue_after_weeks,
        "seen": mark_of_rule(rules.by_municipality.get(code)),
    }


def effect_of(code: str | None, now: FreshnessRules, then: FreshnessRules, *, on: date) -> Effect:
    """Return what becomes of the cards for which a rule counts."""
    cards = cards_of_rule(code, now, on=on)
    before, after = (freshness_counts(cards, one, on=on) for one in (now, then))
    number = len(cards)
    never = sum(one.confirmed_on is None for one in cards)
    unchecked = ngettext(
        "Nobody checked %(n)s of these cards yet: it stands lower already.",
        "Nobody checked %(n)s of these cards yet: they stand lower already.",
        never,
    )
    counts = ngettext("It counts for %(number)s card.", "It counts for %(number)s cards.", number)
    hears = _("The editor hears it %(weeks)s after we first asked.") % {
        "weeks": _weeks(editor_hears_after(then.of_municipality(code)))
    }
    known = [counts % {"number": number}, *([unchecked % {"n": never}] if never else [])]
    return Effect([*known, *_changes(before, after), hears])


def _changes(before: Mapping[Freshness, int], after: Mapping[Freshness, int]) -> list[str]:
    late = after[Freshness.OVERDUE] - before[Freshness.OVERDUE]
    asked = (after[Freshness.ADVISED] + late) - before[Freshness.ADVISED]
    said = []
    if late > 0:
        text = ngettext("%(n)s card becomes overdue.", "%(n)s cards become overdue.", late)
        said.append(text % {"n": late})
    if late < 0:
        text = ngettext(
            "%(n)s card is not overdue any more.", "%(n)s cards are not overdue any more.", -late
        )
        said.append(text % {"n": -late})
    if asked > 0:
        text = ngettext("We ask about %(n)s more card.", "We ask about %(n)s more cards.", asked)
        said.append(text % {"n": asked})
    return said or [_("No card becomes overdue by it.")]


def _interval(rule: FreshnessRule) -> str:
    return capfirst(str(Interval(rule.interval_months).label))


def _weeks(number: int) -> str:
    return ngettext("%(number)s week", "%(number)s weeks", number) % {"number": number}
