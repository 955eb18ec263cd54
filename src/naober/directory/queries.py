"""Reading the social map: searching it, and what there is of a kind near somebody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from naober.directory.bulk import MOST_AT_ONCE, Becomes, BulkChange, planned_changes
from naober.directory.content import before as version_before
from naober.directory.content import changes_of, snapshot
from naober.directory.doubles import Double, likely_doubles, merged_cards
from naober.directory.enums import Scope
from naober.directory.finding import FOR_YOUNG, Found, Hit, Hits, find, find_for_young, shown
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
from naober.directory.guide_results import (
    Guided,
    answer_of_young,
    guide_answers,
    guide_outcomes,
    guide_table,
    is_for_young,
)
from naober.directory.guiding import (
    GuideChecks,
    demands_of,
    guide_checks,
    guide_draft,
    guide_versions,
    has_guide,
    mark_of_question,
    public_guide,
)
from naober.directory.holes import YOUNG, Holes, holes_of
from naober.directory.indexing import LANGUAGES, points_of
from naober.directory.models import (
    Category,
    Service,
    ServiceCategory,
)
from naober.directory.nearness import Asker, kinds_of
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
from naober.directory.search import social_map
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
from naober.directory.visibility import LONG_TEXTS, listed_on, visible_on
from naober.directory.wording import everyday_words, unanswered_searches
from naober.organisations.models import Municipality, Postcode
from naober.pure.dutch.suggesting import Suggestion

__all__ = [
    "FOR_YOUNG",
    "LONG_TEXTS",
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
    "answer_of_young",
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
    "demands_of",
    "editor_hears_after",
    "editors_of",
    "edits_in",
    "everyday_words",
    "find",
    "find_for_young",
    "freshness_counts",
    "freshness_rules",
    "guide_answers",
    "guide_checks",
    "guide_draft",
    "guide_outcomes",
    "guide_table",
    "guide_versions",
    "has_guide",
    "holes_of",
    "imports_seen_by",
    "is_closed",
    "is_for_young",
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


def categories() -> QuerySet[Category]:
    """Return every kind of support, by code."""
    return Category.objects.all()


def _compared(on: date) -> QuerySet[Service]:
    """Return the cards of a day with what they are chosen by: their kinds and where they serve."""
    return shown().filter(listed_on(on)).prefetch_related("kinds")


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
    cards = shown().select_related("successor").prefetch_related("opening_hours")
    one = cards.filter(visible_on(on), key=key).first()
    return None if one is None else Asker(near, on, freshness_rules(on)).hit(one, "")


def services_for_categories(
    codes: Sequence[str],
    *,
    on: date,
    near: Postcode | None,
    limit: int | None,
    young: bool = False,
) -> list[Hit]:
    """Return the cards that fit best, the closest of each kind first, then the next of each.

    `codes` are kinds of support, best first; without a `limit` all are there. A card that does not
    serve the place comes last; one for young carers comes first for them, and is not there for
    others.
    """
    services = _compared(on).filter(kinds__category__in=codes).distinct()
    asked = Asker(near, on, freshness_rules(on))
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


def _closest_of(
    code: str, services: Iterable[Service], asked: Asker, *, young: bool
) -> list[Service]:
    def order(one: Service) -> tuple[object, ...]:
        outside, *rest = asked.closeness(one)
        return outside, not one.for_young_carers, kinds_of(one).index(code), *rest, one.key

    fitting = (one for one in services if code in kinds_of(one))
    return sorted((one for one in fitting if young or not one.for_young_carers), key=order)


def cards_listed(*, on: date) -> list[tuple[str, datetime]]:
    """Return the key of every card that lists show on a day, and when it last changed."""
    return list(Service.objects.filter(listed_on(on)).values_list("key", "changed_at"))
