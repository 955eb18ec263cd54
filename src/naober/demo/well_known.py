"""Two carers in Assen with a whole story, whose file anybody may open to look around."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from naober.audit.enums import Action
from naober.audit.services import collecting, record
from naober.carers.enums import (
    Channel,
    Condition,
    ConsentWay,
    Hours,
    Purpose,
    ReachTime,
    Relation,
    Since,
    Wish,
)
from naober.carers.models import Carer
from naober.casework.enums import CaseStatus, ContactWay, Origin
from naober.demo.carers import save
from naober.demo.chance import Dice
from naober.demo.courses import QUESTIONS, Agreed, Check, Course, Meeting
from naober.demo.files import Desk, Story, rows_of
from naober.demo.logins import CARER, YOUNG_CARER, staff_address
from naober.demo.people import Care, Person
from naober.demo.tables import identity
from naober.organisations.enums import Role
from naober.organisations.models import Membership, Organisation
from naober.shared.actors import CARER as AS_CARER
from naober.shared.actors import Actor
from naober.sites.entrance import actor_of

PLACE: Final = "assen"


@dataclass(frozen=True)
class Known:
    """A carer with a story, and the address of their contact person."""

    person: Person
    care: Care
    course: Course
    contact_person: str


def _check(days_ago: int, *yes: str) -> Check:
    return Check(days_ago, {code: int(code in yes) for code in QUESTIONS})


PARTNER: Final = Known(
    Person(
        first_name="Roelie", last_name="Voorbeeld", age=61, postcode="9405 AB",
        address="Demostraat 12", place="Assen", email=CARER, phone="088 000 20 01",
        channel=Channel.PHONE, reach_time=ReachTime.MORNING, language="nl",
    ),
    Care(
        Relation.PARTNER, Since.UNDER_5_YEARS, Hours.ALWAYS, [Condition.DEMENTIA],
        [Wish.TALK, Wish.TIME_OFF, Wish.PAPERWORK],
        "Mijn man kan niet meer alleen thuis zijn. Ik wil graag eens een weekend weg.",
    ),
    Course(
        status=CaseStatus.ACTIVE, origin=Origin.SELF, registered=400,
        meetings=[
            Meeting(393, ContactWay.PHONE, "Kennisgemaakt. Vooral de nachten zijn zwaar."),
            Meeting(371, ContactWay.VISIT,
                    "Thuis gesproken, ook met haar man. Samen dagbesteding gekozen: twee dagen."),
            Meeting(214, ContactWay.PHONE, "De dagbesteding loopt. Er is weer tijd om te zwemmen."),
            Meeting(60, ContactWay.PHONE,
                    "Gebeld. De nachten worden weer zwaarder. Ik zoek een logeerhuis uit."),
        ],
        agreed=[
            Agreed(Purpose.SUPPORT, ConsentWay.ONLINE, 400),
            Agreed(Purpose.CHECKUPS, ConsentWay.ONLINE, 400),
            Agreed(Purpose.SHARE, ConsentWay.ONLINE, 400),
            Agreed(Purpose.NEWS, ConsentWay.ONLINE, 400, withdrawn_days_ago=120),
        ],
        checks=[
            _check(400, "sleep", "inconvenient", "confining", "family", "plans", "demands",
                   "behaviour", "changed", "overwhelmed"),
            _check(214, "sleep", "confining", "family", "plans", "changed"),
            _check(60, "sleep", "physical", "confining", "family", "plans", "behaviour",
                   "changed"),
        ],
        due=0,
    ),
    staff_address(Role.CONSULTANT, PLACE),
)  # fmt: skip
YOUNG: Final = Known(
    Person(
        first_name="Sem", last_name="Voorbeeld", age=15, postcode="9403 AB",
        address="Demolaan 3", place="Assen", email=YOUNG_CARER, phone="088 000 20 02",
        channel=Channel.EMAIL, reach_time=ReachTime.AFTERNOON, language="nl",
    ),
    Care(
        Relation.PARENT, Since.LONGER, Hours.UNDER_20, [Condition.MENTAL],
        [Wish.TALK, Wish.MEET], "Als mijn moeder een slechte dag heeft, doe ik alles thuis.",
    ),
    Course(
        status=CaseStatus.ACTIVE, origin=Origin.SELF, registered=150,
        meetings=[
            Meeting(145, ContactWay.DESK, "Samen gepraat op het steunpunt, na school."),
            Meeting(48, ContactWay.PHONE, "Gebeld. Gaat mee met het kamp voor jonge zorgers."),
        ],
        agreed=[
            Agreed(Purpose.SUPPORT, ConsentWay.ONLINE, 150),
            Agreed(Purpose.CHECKUPS, ConsentWay.ONLINE, 150),
        ],
        checks=[
            _check(150, "sleep", "family", "plans", "demands", "behaviour", "changed"),
            _check(48, "family", "demands", "changed"),
        ],
        due=-9,
    ),
    staff_address(Role.CONSULTANT, PLACE, 2),
)  # fmt: skip
KNOWN: Final = (PARTNER, YOUNG)


def tell(
    point: Organisation, members: Iterable[Membership], throws: Dice, *, today: datetime
) -> int:
    """Keep the files with a story and the log of who did what and who looked; return how many."""
    colleagues = {member.user.email: member for member in members}
    for known in KNOWN:
        contact = colleagues[known.contact_person]
        desk = Desk(point.pk, point.call_within_days, contact.pk, today)
        story = Story(known.person, known.care, known.course, _identity(known))
        save(rows_of(story, desk, throws))
        _keep_history(known, colleagues, today=today)
    return len(KNOWN)


def _keep_history(known: Known, colleagues: dict[str, Membership], *, today: datetime) -> None:
    carer = Carer.objects.get(pk=_identity(known))
    own = Actor(user_id=carer.account_id, role=AS_CARER)
    contact = actor_of(colleagues[known.contact_person])
    coordinator = actor_of(colleagues[staff_address(Role.COORDINATOR, PLACE)])
    course = known.course

    def note(by: Actor, action: Action, kind: str, days_ago: int, hour: int) -> None:
        moment = datetime.combine(today - timedelta(days=days_ago), time(hour, 20))
        at = timezone.make_aware(moment)
        record(by=by, action=action, kind=kind, at=at, subject_id=carer.pk)

    with collecting("desk:case"):
        note(own, Action.CREATE, "carer.registered", course.registered, 9)
        note(coordinator, Action.READ, "desk:case", course.registered - 1, 10)
        note(coordinator, Action.CHANGE, "case.contact_person.assigned", course.registered - 1, 10)
        for check in course.checks:
            note(own, Action.CREATE, "checkup.kept", check.days_ago, 11)
        for meeting in course.meetings:
            note(contact, Action.READ, "desk:case", meeting.days_ago, 13)
            note(contact, Action.CREATE, f"contact.{meeting.way}", meeting.days_ago, 14)
        for one in course.agreed:
            if one.withdrawn_days_ago is not None:
                kind = f"consent.withdrawn.{one.purpose}"
                note(own, Action.CHANGE, kind, one.withdrawn_days_ago, 15)


def _identity(known: Known) -> UUID:
    return identity("carer", known.person.email)
