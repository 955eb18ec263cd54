"""What waits for who keeps the cards of the made-up region: changes, reports, and old cards."""

from datetime import datetime, timedelta
from typing import Final

from naober.demo.chance import Dice, dice
from naober.directory.enums import CountKind, ReportReason
from naober.directory.models import CardCount, Service
from naober.directory.queries import newest_number
from naober.directory.services import report_card
from naober.directory.services.versions import propose_version, save_draft
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.shared.actors import Actor
from naober.sites.entrance import actor_of

KEEPS: Final = "sp-assen"
"""Key of the organisation whose cards one can keep in the demonstration."""
_OLD: Final = {
    "material-pass-assen": 240,
    "respite-end-assen": 215,
    "money-appreciation-assen": 189,
}
"""Days since somebody said of a card that it is right."""
_PROPOSED: Final[dict[str, dict[str, object]]] = {
    "respite-sitter-assen": {
        "summary_nl": "Een vrijwilliger blijft een middag of avond bij uw naaste thuis.",
        "cost_nl": "U betaalt 5 euro per keer voor de reiskosten.",
        "hours": [[day, "13:00", "21:30", "", "", ""] for day in range(1, 6)],
    },
    "groep-kinderen-assen": {"phone": "088 000 20 41", "age_from": 6, "age_to": 12},
}
_DRAFT: Final[dict[str, dict[str, object]]] = {
    "respite-holiday-assen": {"expect_nl": "Wij bellen eerst om kennis te maken."}
}
_REPORTS: Final = (
    ("respite-sitter-assen", ReportReason.WRONG_WAIT, "Ik moest acht weken wachten.", 2),
    ("material-pass-assen", ReportReason.WRONG_NUMBER, "", 6),
    ("cafe-reizend-coevorden", ReportReason.CLOSED, "Het café is er deze zomer niet.", 9),
)
_WEEKS: Final = 12


def tell_of_cards(members: dict[str, list[Membership]], *, seed: int, at: datetime) -> None:
    """Give the cards of one organisation a history, so that its pages show what they are for."""
    by = actor_of(next(one for one in members[KEEPS] if one.role == Role.PROVIDER))
    for key, days in _OLD.items():
        confirmed = at.date() - timedelta(days=days)
        Service.objects.filter(key=key).update(confirmed_on=confirmed, changed_at=at)
    for key, change in _PROPOSED.items():
        _write(by, key, change, proposes=True, at=at - timedelta(days=3))
    for key, change in _DRAFT.items():
        _write(by, key, change, proposes=False, at=at - timedelta(days=1))
    for key, reason, note, days in _REPORTS:
        card = Service.objects.get(key=key)
        report_card(service=card, reason=reason, note=note, at=at - timedelta(days=days))
    _count(dice(seed, "counts"), at=at)


def _write(by: Actor, key: str, change: dict[str, object], *, proposes: bool, at: datetime) -> None:
    service = Service.objects.get(key=key)
    write = propose_version if proposes else save_draft
    write(by=by, service=service, card=change, seen=newest_number(service), at=at)


def _count(throws: Dice, *, at: datetime) -> None:
    """Count what visitors did with the cards: many see one, some open it, a few call."""
    rows = []
    for service in Service.objects.filter(organisation__key=KEEPS):
        for weeks in range(_WEEKS):
            shown = throws.randint(5, 60)
            opened = shown * throws.randint(10, 45) // 100
            followed = opened * throws.randint(5, 30) // 100
            day = at.date() - timedelta(weeks=weeks)
            for kind, number in zip(CountKind, (shown, opened, followed), strict=True):
                rows.append(CardCount(service=service, day=day, kind=kind, number=number))
    CardCount.objects.bulk_create(rows, ignore_conflicts=True)
