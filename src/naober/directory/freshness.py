"""Which rule of freshness holds for a card. For this app; others ask `naober.directory.queries`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from naober.directory.enums import Freshness, Interval
from naober.directory.models import FreshnessRule, Service
from naober.directory.rules import advised_on, freshness_of, sinks, sinks_from
from naober.directory.visibility import LONG_TEXTS, listed_on


@dataclass(frozen=True)
class FreshnessRules:
    """The rules that hold on a day, by the code of the municipality; None is the region."""

    by_municipality: dict[str | None, FreshnessRule]

    def of(self, service: Service) -> FreshnessRule:
        """Return the rule for a card: that of the municipality where its organisation is."""
        return self.of_municipality(service.organisation.municipality_id)

    def state(self, service: Service, on: date) -> Freshness:
        """Return how sure a card is on a day."""
        return freshness_of(service, self.of(service), on=on)

    def sinks(self, service: Service, on: date) -> bool:
        """Return whether a card comes after others that fit as well."""
        return sinks(service, self.of(service), on=on)

    def asked_on(self, service: Service) -> date:
        """Return the first day on which the keeper of a card is asked whether it is right."""
        return advised_on(service, self.of(service))

    def sinks_from(self, service: Service) -> date:
        """Return from which day on a card sinks as long as nobody confirms it."""
        return sinks_from(service, self.of(service))

    def same_as(self, others: "FreshnessRules") -> bool:
        """Return whether the same rules hold."""
        mine, theirs = (
            {code: rule.pk for code, rule in some.by_municipality.items()}
            for some in (self, others)
        )
        return mine == theirs

    def has_own(self, code: str) -> bool:
        """Return whether a municipality has a rule of its own."""
        return code in self.by_municipality

    def with_rule(self, rule: FreshnessRule) -> "FreshnessRules":
        """Return the rules as they would be with another; nothing is saved."""
        return FreshnessRules({**self.by_municipality, rule.municipality_id: rule})

    def of_municipality(self, code: str | None) -> FreshnessRule:
        """Return the rule of a municipality, or else of the region."""
        return self.by_municipality.get(code) or self.by_municipality[None]


def freshness_rules(on: date) -> FreshnessRules:
    """Return the rules of all municipalities on a day, in one query.

    Without a rule in the database: every half year, and overdue six weeks later.
    """
    rules = FreshnessRule.objects.filter(valid_from__lte=on).order_by("valid_from", "id")
    return _newest(rules, on=on)


def freshness_counts(
    cards: Iterable[Service], rules: FreshnessRules, *, on: date
) -> dict[Freshness, int]:
    """Return how many cards are how sure on a day, by the rules that are given."""
    found = Counter(rules.state(one, on) for one in cards)
    return {state: found[state] for state in Freshness}


def cards_of_rule(code: str | None, rules: FreshnessRules, *, on: date) -> list[Service]:
    """Return the cards on the map for which the rule of a municipality counts.

    None is the region: the cards of municipalities without a rule of their own, and of none.
    """
    cards = Service.objects.filter(listed_on(on)).select_related("organisation")
    cards = cards.defer(*LONG_TEXTS)
    if code is not None:
        return list(cards.filter(organisation__municipality=code))
    own = [one for one in rules.by_municipality if one is not None]
    return list(cards.exclude(organisation__municipality__in=own))


def _newest(rules: QuerySet[FreshnessRule], *, on: date) -> FreshnessRules:
    default = FreshnessRule(interval_months=Interval.HALF_YEAR, valid_from=on)
    found: dict[str | None, FreshnessRule] = {None: default}
    for rule in rules:
        found[rule.municipality_id] = rule
    return FreshnessRules(found)
