"""Reading how cards are kept right: whose they are, what waits, who is reminded.

For this app; others ask `naober.directory.queries`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from naober.directory import content, links, rules
from naober.directory.enums import CountKind, Freshness, VersionState
from naober.directory.freshness import FreshnessRules, freshness_rules
from naober.directory.models import (
    CardCount,
    CardReport,
    CardVersion,
    ImportRun,
    Location,
    Service,
    ServiceAtLocation,
    SourceRecord,
)
from naober.directory.visibility import LONG_TEXTS, listed_on
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership, Organisation
from naober.organisations.queries import organisation_of
from naober.shared.actors import Actor

WEEKS: Final = 12
"""Of so many weeks the counts of a card are shown."""


def edits_in(by: Actor) -> str | None:
    """Return the code of the municipality whose cards an editor keeps, None for all of them."""
    return organisation_of(by).municipality_id if by.role == Role.EDITOR else None


def cards_kept_by(by: Actor) -> QuerySet[Service]:
    """Return the cards that somebody keeps, also those that are not public, by name."""
    cards = Service.objects.select_related("organisation", "confirmed_by", "successor")
    return cards.filter(_kept(by)).order_by("name_nl", "key")


def whole_card(cards: QuerySet[Service]) -> QuerySet[Service]:
    """Return the cards with every part of them, for a page about one."""
    places = ServiceAtLocation.objects.select_related("location__area")
    return cards.prefetch_related(
        Prefetch("at_locations", places), "opening_hours", "kinds__category", "municipalities"
    )


def imports_seen_by(by: Actor) -> QuerySet[ImportRun]:
    """Return the files that editors brought, newest first, without what is in them."""
    runs = ImportRun.objects.defer("file")
    return runs if by.role == Role.EDITOR else runs.none()


def sources_of_imports() -> list[str]:
    """Return under which names files were imported before."""
    found = SourceRecord.objects.order_by("source").values_list("source", flat=True)
    return list(found.distinct())


def cards_with_work(by: Actor) -> QuerySet[Service]:
    """Return the cards that somebody keeps, with the numbers of changes and reports that wait."""
    cards = cards_kept_by(by).defer(*LONG_TEXTS)
    return cards.annotate(
        waiting=Count("versions", Q(versions__state=VersionState.PROPOSED), distinct=True),
        reported=Count("reports", Q(reports__handled_at=None), distinct=True),
    )


def versions_of(service: Service) -> QuerySet[CardVersion]:
    """Return every version of a card, newest first."""
    return CardVersion.objects.filter(service=service)


def newest_number(service: Service) -> int:
    """Return the number of the newest version of a card, 0 where there is none."""
    newest = versions_of(service).first()
    return 0 if newest is None else newest.number


def newest_numbers(cards: Iterable[UUID]) -> dict[UUID, int]:
    """Return the numbers of the newest versions of cards; a card without one is left out."""
    versions = CardVersion.objects.filter(service__in=list(cards)).order_by()
    return dict(versions.values_list("service").annotate(newest=Max("number")))


def first_version(organisation: Organisation, mark: str) -> CardVersion | None:
    """Return how a new card was proposed, by the mark of its form at the end of its key."""
    versions = CardVersion.objects.filter(service__organisation=organisation, number=1)
    return versions.filter(service__key__endswith=f"-{mark}").select_related("service").first()


def open_version(service: Service, *, by: Actor) -> CardVersion | None:
    """Return the version to go on with, that is not public (yet), or else a change that waits.

    An organisation goes on with its own; an editor with what that editor wrote. A no that is older
    than what is public now is history.
    """
    versions = versions_of(service)
    ours = Q(made_by=by.membership_id)
    if by.role == Role.PROVIDER:
        ours = Q(made_by__organisation=by.organisation_id)
    newest = versions.filter(ours | Q(state=VersionState.PROPOSED)).first()
    if newest is None or newest.state == VersionState.APPROVED:
        return versions.filter(state=VersionState.PROPOSED).first()
    public = versions.filter(state=VersionState.APPROVED)
    became_public = public.last()
    if became_public is not None and newest.number < became_public.number:
        return None  # how a new card was written before an editor finished it
    later = public.filter(number__gt=newest.number)
    return None if newest.state == VersionState.REFUSED and later.exists() else newest


def waiting_for(by: Actor) -> QuerySet[CardVersion]:
    """Return the changes that wait for an editor, of the cards somebody keeps, oldest first."""
    return (
        CardVersion.objects.filter(_kept(by, "service__"), state=VersionState.PROPOSED)
        .select_related("service__organisation")
        .order_by("made_at", "id")
    )


def reports_for(by: Actor) -> QuerySet[CardReport]:
    """Return what readers said of the cards somebody keeps, not looked at yet, oldest first."""
    return (
        CardReport.objects.filter(_kept(by, "service__"), handled_at=None)
        .select_related("service__organisation")
        .order_by("reported_at", "id")
    )


def names_of(members: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of colleagues as far as the reader may see them, by membership."""
    found = Membership.objects.in_bulk({one for one in members if one is not None})
    return {key: member.name for key, member in found.items()}


def locations_of(organisation: Organisation) -> QuerySet[Location]:
    """Return the places of an organisation, by name."""
    return Location.objects.filter(organisation=organisation)


def as_written(service: Service, version: CardVersion | None) -> content.Content:
    """Return a card with what a version changes, as plain values by the name of the part."""
    change = content.changes_of(version) if version else {}
    return content.snapshot(service) | change


def as_it_would_be(service: Service, version: CardVersion | None) -> Service:
    """Return a card as the public would see it with a version; nothing is saved."""
    return content.drawn(service, content.changes_of(version) if version else {})


@dataclass(frozen=True)
class Week:
    """How often a card was shown, opened and followed in the week that begins on `monday`."""

    monday: date
    shown: int
    opened: int
    followed: int


def counts_by_week(service: Service, *, on: date) -> list[Week]:
    """Return the counts of the last weeks, this week first; weeks without any are there as well."""
    this = on - timedelta(days=on.weekday())
    mondays = [this - timedelta(weeks=number) for number in range(WEEKS)]
    found: dict[tuple[date, str], int] = {}
    cards = Q(service=service) | Q(service__successor=service)  # with those that it came for
    for one in CardCount.objects.filter(cards, day__gte=mondays[-1], day__lte=on):
        week = (one.day - timedelta(days=one.day.weekday()), one.kind)
        found[week] = found.get(week, 0) + one.number
    return [
        Week(monday, *(found.get((monday, kind), 0) for kind in CountKind)) for monday in mondays
    ]


@dataclass(frozen=True)
class Asked:
    """The card that a link from a mail is about; `is_done` once it was confirmed since."""

    service: Service
    is_done: bool
    freshness: Freshness


def card_of_link(token: str, *, on: date) -> Asked | None:
    """Return the card of a link from a mail, None for a link that is not ours or not any more.

    Raises LinkExpiredError for a link that is too old.
    """
    said = links.read(token)
    if said is None:
        return None
    cards = whole_card(Service.objects.select_related("organisation", "confirmed_by", "successor"))
    one = cards.filter(key=said.key, organisation=UUID(said.organisation), published=True).first()
    if one is None:
        return None
    state = freshness_rules(on).state(one, on)
    return Asked(one, is_done=said.was_used(one), freshness=state)


@dataclass(frozen=True)
class Late:
    """A card whose confirmation is asked for: the reminders sent, how many weeks it is late."""

    service: Service
    weeks: int
    sent: frozenset[str]


def late_cards(*, on: date, organisation_id: UUID | None = None) -> list[Late]:
    """Return the public cards that are asked about: never confirmed first, then the oldest."""
    known = freshness_rules(on)
    cards = Service.objects.filter(listed_on(on)).select_related("organisation")
    cards = cards.prefetch_related("reminders").order_by(
        F("confirmed_on").asc(nulls_first=True), "asked_from", "key"
    )
    if organisation_id is not None:
        cards = cards.filter(organisation_id=organisation_id)
    return [_late(one, known, on) for one in cards if known.state(one, on) != Freshness.FRESH]


def keepers_of(organisation_id: UUID) -> list[str]:
    """Return the mail addresses of who keeps the cards of an organisation, or else its own."""
    members = _active(Role.PROVIDER).filter(organisation_id=organisation_id)
    if found := sorted({one.user.email for one in members}):
        return found
    organisation = Organisation.objects.get(pk=organisation_id)
    return [organisation.email] if organisation.email else []


def editors_of(municipality: str | None) -> list[str]:
    """Return the mail addresses of the editors of a municipality, or else of the region."""
    editors = _active(Role.EDITOR).select_related("organisation")
    here = {one.user.email for one in editors if one.organisation.municipality_id == municipality}
    region = {one.user.email for one in editors if one.organisation.municipality_id is None}
    return sorted(here or region)


def _active(role: Role) -> QuerySet[Membership]:
    members = Membership.objects.filter(role=role, status=MembershipStatus.ACTIVE)
    return members.filter(user__is_active=True).select_related("user")


def _late(one: Service, known: FreshnessRules, on: date) -> Late:
    begun = rules.advised_on(one, known.of(one))
    sent = {each.step for each in one.reminders.all() if each.confirmed_on == one.confirmed_on}
    return Late(one, (on - begun).days // 7, frozenset(sent))


def _kept(by: Actor, way: str = "") -> Q:
    """Return what a card that somebody keeps has; `way` is the way from a row to its card."""
    if by.role == Role.PROVIDER and by.organisation_id is not None:
        return Q(**{f"{way}organisation": by.organisation_id})
    if by.role != Role.EDITOR:
        return Q(pk__in=())
    here, municipality = edits_in(by), f"{way}organisation__municipality"
    return Q() if here is None else Q(**{municipality: here}) | Q(**{municipality: None})
