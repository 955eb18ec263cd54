"""Questions to who offers something, in every state: sent by colleagues, a team and carers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from naober.carers.enums import ConsentWay
from naober.carers.models import Carer
from naober.casework.enums import IN_CASELOAD, ReferralRefusal, ReferralState, ReferralStep
from naober.casework.models import Case, Referral, ReferralEvent
from naober.casework.services.referrals import answer_by
from naober.demo.chance import Dice, dice
from naober.demo.logins import CARER
from naober.demo.people import Names
from naober.directory.models import Service
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership

COLLEAGUE: Final = "sp-assen"
TEAM: Final = "kt-assen"
"""Keys of the organisations that send; `KNOWN` and `VISITOR` are carers who ask themselves."""
KNOWN: Final = "a carer with a file"
VISITOR: Final = "a carer without a file"
_SAYS: Final = {
    COLLEAGUE: "Is na een zware winter moe. Zoekt hulp in de avond of in het weekend.",
    TEAM: "Zorgt al jaren alleen. Wil graag met iemand praten over wat er nog meer kan.",
    KNOWN: "Ik wil graag een middag in de week iets voor mijzelf doen.",
    VISITOR: "Mijn vader kan niet meer alleen zijn. Wie kan er een avond bij hem blijven?",
}


@dataclass(frozen=True)
class Sent:
    """A question: by whom, about which card, how many days ago, and how it went."""

    by: str
    card: str
    days_ago: int
    state: ReferralState
    steps: tuple[tuple[ReferralStep, int], ...] = ()
    reason: str = ""
    note: str = ""


_READ: Final = ReferralStep.OPENED
SENT: Final = (
    Sent(COLLEAGUE, "respite-sitter-drenthe", 1, ReferralState.SENT),
    Sent(COLLEAGUE, "maatje-drenthe", 3, ReferralState.SENT, ((_READ, 2),)),
    Sent(COLLEAGUE, "respite-stay-drenthe", 20, ReferralState.ACCEPTED, ((_READ, 19),),
         note="Wij bellen donderdag voor een kennismaking."),
    Sent(COLLEAGUE, "respite-night-drenthe", 9, ReferralState.REFUSED, ((_READ, 8),),
         reason=ReferralRefusal.FULL, note="Vraag het over een maand nog eens."),
    Sent(COLLEAGUE, "help-household-drenthe", 16, ReferralState.EXPIRED,
         ((ReferralStep.REMINDED, 14), (ReferralStep.REMINDED_LAST, 12))),
    Sent(COLLEAGUE, "coach-werk-drenthe", 6, ReferralState.WITHDRAWN, ((_READ, 5),)),
    Sent(TEAM, "point-assen", 2, ReferralState.SENT),
    Sent(TEAM, "groep-kinderen-assen", 12, ReferralState.ACCEPTED, ((_READ, 11),),
         note="U kunt dinsdag komen kijken."),
    Sent(TEAM, "begeleider-dementie", 14, ReferralState.REFUSED,
         reason=ReferralRefusal.NOT_OUR_GROUP),
    Sent(KNOWN, "respite-sitter-assen", 4, ReferralState.SENT, ((_READ, 3),)),
    Sent(KNOWN, "vitaal-film", 30, ReferralState.ACCEPTED, ((_READ, 29),),
         note="De kaartjes liggen klaar."),
    Sent(VISITOR, "respite-sitter-assen", 1, ReferralState.SENT),
)  # fmt: skip


def make_referrals(
    members: Mapping[str, Sequence[Membership]], pool: Names, *, seed: int, today: datetime
) -> int:
    """Make the questions of one place, each with its steps; return how many. Nobody is mailed."""
    throws = dice(seed, "referrals")
    senders = {
        COLLEAGUE: _first(members[COLLEAGUE], Role.CONSULTANT),
        TEAM: _first(members[TEAM], Role.PROFESSIONAL),
    }
    mine = Case.objects.filter(contact_person=senders[COLLEAGUE], status__in=IN_CASELOAD)
    carers = iter([case.carer for case in mine.select_related("carer").order_by("pk")[: len(SENT)]])
    known = Carer.objects.get(email=CARER)
    referrals: list[Referral] = []
    events: list[ReferralEvent] = []
    for one in SENT:
        carer = known if one.by == KNOWN else next(carers, known) if one.by == COLLEAGUE else None
        person = _of_file(carer) if carer else _stranger(pool, throws)
        row = _referral(one, senders.get(one.by), carer, person, throws, today=today)
        referrals.append(row)
        events += _steps(one, row, throws, today=today)
    Referral.objects.bulk_create(referrals)
    ReferralEvent.objects.bulk_create(events)
    return len(referrals)


def _first(members: Sequence[Membership], role: Role) -> Membership:
    return next(one for one in members if (one.role, one.status) == (role, MembershipStatus.ACTIVE))


def _referral(
    one: Sent,
    sender: Membership | None,
    carer: Carer | None,
    person: dict[str, str],
    throws: Dice,
    *,
    today: datetime,
) -> Referral:
    card = Service.objects.select_related("organisation").get(key=one.card)
    at, ended = _moment(today, one.days_ago), _ended(one, today)
    answered = ended if one.state in {ReferralState.ACCEPTED, ReferralState.REFUSED} else None
    return Referral(
        id=throws.identity(),
        service=card,
        organisation=card.organisation,
        carer=carer,
        need=_SAYS[one.by],
        consent_at=at,
        consent_way=ConsentWay.IN_PERSON if sender else ConsentWay.ONLINE,
        sent_at=at,
        answer_by=answer_by(at),
        state=one.state,
        refusal_reason=one.reason,
        answer_note=one.note,
        answered_at=answered,
        ended_at=ended,
        **person,
        **(_sender(sender) if sender else {}),
    )


def _sender(sender: Membership) -> dict[str, Any]:
    return {
        "sender": sender,
        "sender_organisation_id": sender.organisation_id,
        "sender_name": sender.name,
        "sender_phone": sender.phone,
        "sender_email": sender.user.email,
    }


def _of_file(carer: Carer) -> dict[str, str]:
    return {
        "name": f"{carer.first_name} {carer.last_name}",
        "phone": carer.phone,
        "email": carer.email,
        "postcode4": carer.postcode[:4],
    }


def _stranger(pool: Names, throws: Dice) -> dict[str, str]:
    name = f"{throws.choice(pool.first)} {throws.choice(pool.last)}"
    return {"name": name, "phone": throws.phone(), "postcode4": "9401"}


def _steps(
    one: Sent, referral: Referral, throws: Dice, *, today: datetime
) -> Iterator[ReferralEvent]:
    steps = [(ReferralStep.SENT, referral.sent_at)]
    steps += [(step, _moment(today, days)) for step, days in one.steps]
    if referral.ended_at:
        steps.append((ReferralStep(one.state.value), referral.ended_at))
    for step, at in steps:
        yield ReferralEvent(id=throws.identity(), referral=referral, kind=step, at=at)


def _ended(one: Sent, today: datetime) -> datetime | None:
    """Return when it ended: the day after the last step, or after the last day to answer."""
    if one.state == ReferralState.SENT:
        return None
    if one.state == ReferralState.EXPIRED:
        late = answer_by(_moment(today, one.days_ago)) + timedelta(days=1)
        return today - timedelta(days=(today.date() - late).days) + timedelta(hours=6)
    days = min((days for _step, days in one.steps), default=one.days_ago)
    return _moment(today, days - 1)


def _moment(today: datetime, days_ago: int) -> datetime:
    return today - timedelta(days=days_ago) + timedelta(hours=10)
