"""The page of one card for who keeps it: how it is, what waits, how often it is looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from naober.directory.enums import VersionState
from naober.directory.models import CardVersion, Service
from naober.directory.queries import FreshnessRules, Hit, changes_of, version_before
from naober.shared.templatetags.naober import day_and_month
from naober.sites.card_labels import Names, in_words, label_of
from naober.sites.card_page import CardPage, page_of
from naober.sites.cards import room_of
from naober.sites.provider.presenters.state import State, notes_of, state_of
from naober.sites.words import words

TONES = {
    VersionState.DRAFT: "neutral",
    VersionState.PROPOSED: "warning",
    VersionState.APPROVED: "safe",
    VersionState.REFUSED: "danger",
}


@dataclass(frozen=True)
class Difference:
    """One part of a card: how it was, and how it is written now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """A version in the history of a card."""

    number: int
    state: str
    tone: str
    made: str
    decided: str
    reason: str
    url: str
    is_proposed: bool
    is_refused: bool
    is_draft: bool


@dataclass(frozen=True)
class Kept:
    """What the page of a card shows to who keeps it."""

    key: str
    name: str
    organisation: str
    state: State
    notes: tuple[str, ...]
    room: str
    is_closed: bool
    is_public: bool
    public_url: str


def kept_card(service: Service, rules: FreshnessRules, *, on: date) -> Kept:
    """Return a card for who keeps it."""
    room = room_of(service)
    day = service.room_said_on
    said = room.text if room else _("Not known")
    return Kept(
        key=service.key,
        name=words(service, "name"),
        organisation=service.organisation.name,
        state=state_of(service, rules, on=on),
        notes=tuple(notes_of(service, on=on)),
        room=f"{said} ({day_and_month(day)})" if room and day else said,
        is_closed=service.closed_from is not None,
        is_public=service.published,
        public_url=reverse("public:card", args=[service.key]),
    )


def public_page(service: Service, rules: FreshnessRules, *, on: date) -> CardPage:
    """Return the page of a card as everybody would see it."""
    return page_of(Hit(service, None, "", rules.state(service, on)), today=on)


def contact_of(page: CardPage) -> dict[str, str]:
    """Return whom to call, for naober/card_page.html."""
    card = page.card
    return {
        "role": card.organisation, "name": card.contact_name, "phone": card.phone,
        "mail": card.email,
    }  # fmt: skip


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Names
) -> list[Difference]:
    """Return the parts that `after` has, beside what they were."""
    return [
        Difference(
            label_of(name), in_words(name, before.get(name), names), in_words(name, value, names)
        )
        for name, value in after.items()
        if before.get(name) != value
    ]


def history_of(versions: Iterable[CardVersion], names: Mapping[UUID, str]) -> list[Version]:
    """Return versions with who made and decided them, as far as the reader may see who."""
    return [version_of(one, names) for one in versions]


def version_of(version: CardVersion, names: Mapping[UUID, str]) -> Version:
    """Return one version of a card."""
    state = VersionState(version.state)
    return Version(
        number=version.number,
        state=str(state.label),
        tone=TONES[state],
        made=_by(version.made_at, _maker(version, names)),
        decided=_by(version.decided_at, names.get(version.decided_by_id))
        if version.decided_at and version.decided_by_id
        else "",
        reason=version.reason,
        url=reverse("provider:version", args=[version.service.key, version.number]),
        is_proposed=state == VersionState.PROPOSED,
        is_refused=state == VersionState.REFUSED,
        is_draft=state == VersionState.DRAFT,
    )


def _maker(version: CardVersion, names: Mapping[UUID, str]) -> str | None:
    return names.get(version.made_by_id) if version.made_by_id else _("an import")


def changed_names(names: Sequence[str]) -> list[str]:
    """Return what the parts of a card are called."""
    return [label_of(name) for name in names]


def difference_table(
    version: CardVersion, now: Mapping[str, Any], names: Names
) -> list[Difference]:
    """Return what a version changes: of what waits beside what is public now, else beside then."""
    waits = version.state in {VersionState.PROPOSED, VersionState.DRAFT}
    return differences(now if waits else version_before(version), changes_of(version), names)


def _by(moment: Any, name: str | None) -> str:
    day = day_and_month(moment)
    return _("%(day)s, by %(name)s") % {"day": day, "name": name} if name else day
