"""Filling the support points with made-up carers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import chain, islice
from typing import Any, Final

from django.db import connection
from django.db.models import Manager, Model

from naober.accounts.models import User
from naober.carers.models import Carer, CareSituation, Consent
from naober.casework.enums import IN_CASELOAD
from naober.casework.models import Case, Contact
from naober.demo.chance import Dice
from naober.demo.courses import course, statuses
from naober.demo.files import Desk, Story, rows_of
from naober.demo.people import Care, Person
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership, Organisation
from naober.screening.models import CheckUp

ORDER: Final[tuple[Manager[Any], ...]] = (
    Carer.objects, CareSituation.objects, Consent.objects, CheckUp.objects, Case.objects,
    Contact.objects,
)  # fmt: skip
"""Parents before what hangs on them."""
BATCH: Final = 2000
Described = tuple[Person, Care]


def caseload(number: int) -> int:
    """Return how many of so many carers are somebody's case now."""
    return sum(status in IN_CASELOAD for status in statuses(number))


def fill(
    point: Organisation,
    people: Iterable[Described],
    members: list[Membership],
    throws: Dice,
    *,
    number: int,
    today: datetime,
) -> None:
    """Give a support point so many carers, spread over its consultants."""
    consultants = [one for one in members if _may_have_cases(one)]
    turns = contact_persons(consultants, caseload(number))

    def files() -> Iterator[list[Model]]:
        for (person, care), status in zip(people, statuses(number), strict=True):
            contact = next(turns) if status in IN_CASELOAD else throws.choice(consultants)
            desk = Desk(point.pk, point.call_within_days, contact.pk, today)
            taken = course(status, care.hours, throws, call_within=desk.call_within)
            yield list(rows_of(Story(person, care, taken, throws.identity()), desk, throws))

    for batch in _ahead(_batches(files())):
        save(batch)


def contact_persons(consultants: list[Membership], cases: int) -> Iterator[Membership]:
    """Return whose turn it is, so many times: the first is nearly full, the rest share."""
    first, others = consultants[0], consultants[1:]
    most = min(first.caseload_ceiling - 2, max(cases * 35 // 100, cases // len(consultants)))
    for index in range(cases):
        # The first takes their share evenly from everything that comes in.
        taken = index * most // cases
        mine = (index + 1) * most // cases > taken
        yield first if mine or not others else others[(index - taken) % len(others)]


def make_accounts(addresses: Iterable[str]) -> dict[str, int]:
    """Make the accounts of these addresses; return their numbers."""
    made = User.objects.bulk_create(User(email=address) for address in addresses if address)
    return {user.email: user.pk for user in made}


def save(rows: Iterable[Model]) -> None:
    """Write rows in an order in which every parent is there before its children."""
    by_model: dict[type[Model], list[Any]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    accounts = make_accounts(carer.email for carer in by_model[Carer])
    for carer in by_model[Carer]:
        carer.account_id = accounts.get(carer.email)
    for manager in ORDER:
        manager.bulk_create(by_model[manager.model])
    with connection.cursor() as cursor:
        # Checks of foreign keys that were planned for empty tables would read whole tables.
        cursor.execute("DISCARD PLANS")


def _batches(files: Iterator[list[Model]]) -> Iterator[list[Model]]:
    while batch := list(chain.from_iterable(islice(files, BATCH))):
        yield batch


def _ahead(batches: Iterator[list[Model]]) -> Iterator[list[Model]]:
    """Make the next batch while the database takes in this one."""
    with ThreadPoolExecutor(1) as maker:
        following = maker.submit(next, batches, None)
        while batch := following.result():
            following = maker.submit(next, batches, None)
            yield batch


def _may_have_cases(member: Membership) -> bool:
    return member.role == Role.CONSULTANT and member.status == MembershipStatus.ACTIVE
