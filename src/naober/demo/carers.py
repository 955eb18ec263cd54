"""Filling the support points with made-up carers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db.models import Manager, Model

from naober.accounts.models import User
from naober.carers.models import Carer, CareSituation, Consent
from naober.casework.enums import IN_CASELOAD, CaseStatus
from naober.casework.models import Case, Contact
from naober.demo.chance import Dice
from naober.demo.courses import course, statuses
from naober.demo.files import Desk, Story, rows_of
from naober.demo.people import Care, Names, Person, people
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership, Municipality, Organisation
from naober.screening.models import CheckUp

ORDER: Final[tuple[Manager[Any], ...]] = (
    Carer.objects, CareSituation.objects, Consent.objects, CheckUp.objects, Case.objects,
    Contact.objects,
)  # fmt: skip
"""Parents before what hangs on them."""
BATCH: Final = 2000


def caseload(number: int) -> int:
    """Return how many of so many carers are somebody's case now."""
    return sum(status in IN_CASELOAD for status in statuses(number))


def fill(
    point: Organisation,
    municipality: Municipality,
    number: int,
    members: list[Membership],
    pool: Names,
    throws: Dice,
    today: datetime,
) -> None:
    """Give a support point so many carers, spread over its consultants."""
    consultants = [one for one in members if _may_have_cases(one)]
    turns = contact_persons(consultants, caseload(number))
    described = zip(people(number, municipality, pool, throws), statuses(number), strict=True)
    while batch := list(islice(described, BATCH)):
        rows: list[Model] = []
        for (person, care), status in batch:
            contact = next(turns) if status in IN_CASELOAD else throws.choice(consultants)
            desk = Desk(point.pk, point.call_within_days, contact.pk, today)
            rows += rows_of(_story(person, care, status, desk, throws), desk, throws)
        save(rows)


def contact_persons(consultants: list[Membership], cases: int) -> Iterator[Membership]:
    """Return whose turn it is, so many times: the first is nearly full, the rest share."""
    first, others = consultants[0], consultants[1:]
    most = min(first.caseload_ceiling - 2, max(cases * 35 // 100, cases // len(consultants)))
    for index in range(cases):
        # The first takes their share evenly from everything that comes in.
        mine = (index + 1) * most // cases > index * most // cases
        yield first if mine or not others else others[index % len(others)]


def save(rows: Iterable[Model]) -> None:
    """Write rows in an order in which every parent is there before its children."""
    by_model: dict[type[Model], list[Any]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    accounts = [carer.account for carer in by_model[Carer] if carer.account]
    User.objects.bulk_create(accounts)
    for carer in by_model[Carer]:
        carer.account = carer.account  # the account has its number only now
    for manager in ORDER:
        manager.bulk_create(by_model[manager.model])


def _story(person: Person, care: Care, status: CaseStatus, desk: Desk, throws: Dice) -> Story:
    return Story(
        person=person,
        care=care,
        course=course(status, throws, call_within=desk.call_within),
        identity=throws.identity(),
        account=User(email=person.email) if person.email else None,
    )


def _may_have_cases(member: Membership) -> bool:
    return member.role == Role.CONSULTANT and member.status == MembershipStatus.ACTIVE
