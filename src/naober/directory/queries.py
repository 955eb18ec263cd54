"""Reading the social map: searching it, and what there is of a kind near somebody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from naober.directory.bulk import MOST_AT_ONCE, Becomes, BulkChange, planned_changes
from naober.directory.content import before as version_before
from naober.directory.content import changes_of, snapshot
from naober.directory.doubles import Double, likely_doubles, merged_cards
from naober.directory.enums import PlaceKind, Scope
from naober.directory.finding import FOR_YOUNG, Found, Hit, Hits, find, shown
from naober.directory.freshness import (
    FreshnessRules,
    cards_of_rule,
    freshness_counts,
    freshness_rules,
)
from naober.directory.gathering import (
    cards_serving,
    cards_with_keys,
    official_names,
    version_of_map,
)
from naober.directory.guiding import (
    GuideChecks,
    answer_of,
    candidate_of,
    chosen_of,
    first_two,
    guide_checks,
    guide_draft,
    guide_versions,
    mark_of_question,
    public_guide,
)
from naober.directory.holes import YOUNG, Holes, holes_of
from naober.directory.models import (
    Category,
    GuideChoice,
    GuideVersion,
    Service,
    ServiceCategory,
)
from naober.directory.rules import (
    editor_hears_after,
    is_closed,
    mark_of_rule,
    mark_of_word,
    may_import,
    may_publish,
    may_set_freshness,
    refusal_of_freshness,
    refusal_to_close,
)
from naober.directory.search import LANGUAGES, REACHES, points_of, social_map
from naober.directory.upkeep import (
    Asked,
    Late,
    Week,
    as_it_would_be,
    as_written,
    card_of_link,
    cards_kept_by,
    cards_with_work,
    counts_by_week,
    editors_of,
    edits_in,
    imports_seen_by,
    keepers_of,
    late_cards,
    locations_of,
    names_of,
    newest_number,
    open_version,
    reports_for,
    sources_of_imports,
    versions_of,
    waiting_for,
    whole_card,
)  # fmt: skip
from naober.directory.visibility import listed_on, visible_on
from naober.directory.wording import everyday_words, unanswered_searches
from naober.organisations.models import Municipality, Postcode
from naober.pure import guide
from naober.pure.dutch.suggesting import Suggestion
from naober.pure.geo import haversine_km

__all__ = [
    "MOST_AT_ONCE",
    "YOUNG",
    "Asked",
    "Becomes",
    "BulkChange",
    "Coverage",
    "Double",
    "Found",
    "FreshnessRules",
    "GuideChecks",
    "Guided",
    "Hit",
    "Hits",
    "Holes",
    "Late",
    "Suggestion",
    "Week",
    "as_it_would_be",
    "as_written",
    "card_of_link",
    "cards_kept_by",
    "cards_listed",
    "cards_of_rule",
    "cards_serving",
    "cards_with_keys",
    "cards_with_work",
    "categories",
    "changes_of",
    "counts_by_week",
    "coverage_of",
    "editor_hears_after",
    "editors_of",
    "edits_in",
    "everyday_words",
    "find",
    "freshness_counts",
    "freshness_rules",
    "guide_answers",
    "guide_checks",
    "guide_draft",
    "guide_table",
    "guide_versions",
    "holes_of",
    "imports_seen_by",
    "is_closed",
    "keepers_of",
    "late_cards",
    "likely_doubles",
    "locations_of",
    "mark_of_question",
    "mark_of_rule",
    "mark_of_word",
    "may_import",
    "may_publish",
    "may_set_freshness",
    "merged_cards",
    "names_of",
    "newest_number",
    "official_names",
    "open_version",
    "planned_changes",
    "points_of",
    "public_guide",
    "refusal_of_freshness",
    "refusal_to_close",
    "reports_for",
    "service",
    "services_for_categories",
    "snapshot",
    "sources_of_imports",
    "suggestions",
    "unanswered_searches",
    "version_before",
    "version_of_map",
    "versions_of",
    "waiting_for",
    "whole_card",
]  # fmt: skip
_REACH_ANYWHERE: Final = (Scope.REGIONAL, Scope.NATIONAL, Scope.LOCAL)


def categories() -> QuerySet[Category]:
    """Return every kind of support, by code."""
    return Category.objects.all()


def _compared(on: date) -> QuerySet[Service]:
    """Return the cards of a day with what they are chosen by: their kinds and where they serve."""
    return shown().filter(listed_on(on)).prefetch_related("kinds", "municipalities")


@dataclass(frozen=True)
class Coverage:
    """What there is of one kind of support for the inhabitants of a municipality.

    `cards` are the keys of the cards by how far they reach (see Scope).
    """

    category: Category
    cards: Mapping[str, frozenset[str]]


def coverage_of(municipality: Municipality, *, on: date) -> list[Coverage]:
    """Return for every kind of support which cards serve a municipality, by how far they reach."""
    reaches = Q(service__scope__in=[Scope.REGIONAL, Scope.NATIONAL])
    found = ServiceCategory.objects.filter(
        reaches | Q(service__municipalities=municipality),
        service__in=Service.objects.filter(listed_on(on)),
    )
    cards: dict[str, dict[str, set[str]]] = {}
    for one in found.select_related("service").distinct():
        by_reach = cards.setdefault(one.category_id, {})
        by_reach.setdefault(one.service.scope, set()).add(one.service.key)
    return [
        Coverage(
            category,
            {reach: frozenset(keys) for reach, keys in cards.get(category.code, {}).items()},
        )
        for category in categories()
    ]


def suggestions(typed: str, *, on: date, language: str = "nl") -> tuple[Suggestion, ...]:
    """Return what somebody may be typing: kinds of support in everyday words, and cards."""
    suggesters = social_map(on).suggesters
    return suggesters[language if language in LANGUAGES else "nl"].suggest(typed)


def service(key: str, *, on: date, near: Postcode | None = None) -> Hit | None:
    """Return one card by its key with all that is known of it, or None.

    A card that was replaced is there as long as it may be seen, to lead to its successor.
    """
    cards = shown().select_related("successor").prefetch_related("opening_hours", "municipalities")
    one = cards.filter(visible_on(on), key=key).first()
    return None if one is None else _Asked(near, on, freshness_rules(on)).hit(one, "")


def services_for_categories(
    codes: Sequence[str],
    *,
    on: date,
    near: Postcode | None,
    limit: int,
    young: bool = False,
) -> list[Hit]:
    """Return the cards that fit best, the closest of each kind first, then the next of each.

    `codes` are kinds of support, best first. A card that does not serve the place comes last;
    one for young carers comes first for them, and is not there for others.
    """
    services = _compared(on).filter(kinds__category__in=codes).distinct()
    asked = _Asked(near, on, freshness_rules(on))
    rows = [
        [asked.hit(one, code) for one in _closest_of(code, services, asked, young=young)]
        for code in codes
    ]
    taken: dict[str, Hit] = {}
    for turn in range(max(map(len, rows), default=0)):
        for row in rows:
            if turn < len(row):
                taken.setdefault(row[turn].service.key, row[turn])
    return list(taken.values())[:limit]


@dataclass(frozen=True)
class _Asked:
    """From where and on which day somebody asks."""

    near: Postcode | None
    on: date
    rules: FreshnessRules

    def hit(self, one: Service, category: str | None = None) -> Hit:
        kind = _main_kind(one) if category is None else category
        return Hit(one, self.km(one), kind, self.rules.state(one, self.on))

    def km(self, one: Service) -> float | None:
        """Return how far the nearest of its places is; None for what is not at a place."""
        if self.near is None or one.place_kind != PlaceKind.LOCATION:
            return None
        here = (self.near.latitude, self.near.longitude)
        distances = [haversine_km(here, there) for there in points_of(one)]
        return round(min(distances), 1) if distances else None

    def closeness(self, one: Service) -> tuple[bool, int, bool, float]:
        """Return how far a card is, to sort by: serves them, reach, whether it sinks, km."""
        late = self.rules.sinks(one, self.on)
        if self.near is None:
            return False, _REACH_ANYWHERE.index(Scope(one.scope)), late, 0.0
        reach = REACHES.index(Scope(one.scope))
        return not _serves(one, self.near), reach, late, self.km(one) or 0.0


def _closest_of(
    code: str, services: Iterable[Service], asked: _Asked, *, young: bool
) -> list[Service]:
    def order(one: Service) -> tuple[object, ...]:
        outside, *rest = asked.closeness(one)
        return outside, not one.for_young_carers, _kinds(one).index(code), *rest, one.key

    fitting = (one for one in services if code in _kinds(one))
    return sorted((one for one in fitting if young or not one.for_young_carers), key=order)


def _serves(one: Service, near: Postcode) -> bool:
    if one.scope == Scope.NATIONAL:
        return True
    if one.scope == Scope.REGIONAL:
        return near.municipality_id is not None
    return near.municipality_id in {place.code for place in one.municipalities.all()}


def _kinds(one: Service) -> list[str]:
    return [kind.category_id for kind in one.kinds.all()]


def _main_kind(one: Service) -> str:
    return next(iter(_kinds(one)), "")


def cards_listed(*, on: date) -> list[tuple[str, datetime]]:
    """Return the key of every card that lists show on a day, and when it last changed."""
    return list(Service.objects.filter(listed_on(on)).values_list("key", "changed_at"))


@dataclass(frozen=True)
class Guided:
    """A card that the guide leads to: `because` is the answer that spoke most for it."""

    hit: Hit
    fit: guide.Fit
    because: GuideChoice


def guide_answers(
    version: GuideVersion,
    chosen: Mapping[str, str],
    *,
    on: date,
    near: Postcode | None = None,
    limit: int = guide.MOST,
) -> list[Guided]:
    """Return the cards that fit answers of a guide best, at most `limit`, each with its reason.

    `chosen` has the keys of answers by the keys of questions; what the version does not know is
    left out. `version` comes with everything in it, as `public_guide` and `guide_draft` give it.
    """
    return _Guiding(on, near).cards(chosen_of(version, chosen), limit)


def guide_table(
    version: GuideVersion, *, on: date, limit: int = guide.MOST
) -> list[tuple[tuple[GuideChoice, ...], list[Guided]]]:
    """Return for every combination of answers to the first two questions which cards they give."""
    guiding = _Guiding(on, None)
    return [(choices, guiding.cards(choices, limit)) for choices in first_two(version)]


class _Guiding:
    """The cards of a day as the guide looks at them, read once for many answers."""

    def __init__(self, on: date, near: Postcode | None) -> None:
        asked = _Asked(near, on, freshness_rules(on))
        self._hits = {one.key: asked.hit(one) for one in _compared(on)}
        self._candidates = []
        for hit in self._hits.values():
            outside, reach, late, km = asked.closeness(hit.service)
            order = (not hit.service.for_young_carers, late, reach, km)
            self._candidates.append(
                candidate_of(hit.service, _kinds(hit.service), on=on, outside=outside, near=order)
            )

    def cards(self, choices: Sequence[GuideChoice], limit: int) -> list[Guided]:
        answers = [answer_of(one) for one in choices]
        young = guide.weights(answers).get(FOR_YOUNG, 0) > 0
        by_key = {str(one.pk): one for one in choices}
        fitting = [
            one for one in self._candidates
            if young or not self._hits[one.key].service.for_young_carers
        ]  # fmt: skip
        return [
            Guided(self._hits[fit.key], fit, by_key[fit.because])
            for fit in guide.chosen(answers, fitting, limit=limit)
        ]
