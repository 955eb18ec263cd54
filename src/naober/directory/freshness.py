"""Which rule of freshness holds for a card. For this app; others ask `naober.directory.queries`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from naober.directory.enums import Freshness, Interval
from naober.directory.models import FreshnessRule, Service
from naober.directory.rules import advised_on, freshness_of, sinks
from naober.organisations.models import Municipality


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

    def of_municipality(self, code: str | None) -> FreshnessRule:
        """Return the rule of a municipality, or else of the region."""
        return self.by_municipality.get(code) or self.by_municipality[None]


def freshness_rules(on: date) -> FreshnessRules:
    """Return the rules of all municipalities on a day, in one query."""
    rules = FreshnessRule.objects.filter(valid_from__lte=on).order_by("valid_from", "id")
    return _newest(rules, on=on)


def rule_for(municipality: Municipality | None, on: date) -> FreshnessRule:
    """Return how often cards are confirmed in a municipality, None for the region, on a day.

    Without a rule in the database: every half year, and overdue six weeks later.
    """
    rules = FreshnessRule.objects.filter(
        Q(municipality=None) | Q(municipality=municipality), valid_from__lte=on
    ).order_by("valid_from", "id")
    return _newest(rules, on=on).of_municipality(municipality.pk if municipality else None)


def _newest(rules: QuerySet[FreshnessRule], *, on: date) -> FreshnessRules:
    default = FreshnessRule(interval_months=Interval.HALF_YEAR, valid_from=on)
    found: dict[str | None, FreshnessRule] = {None: default}
    for rule in rules:
        found[rule.municipality_id] = rule
    return FreshnessRules(found)
