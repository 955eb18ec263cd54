"""From a made-up person and course to the rows of their file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Model

from naober.accounts.models import User
from naober.carers import rules
from naober.carers.enums import Hours, Purpose
from naober.carers.models import Carer, CareSituation, Consent
from naober.casework.enums import CaseStatus, ContactWay, Origin
from naober.casework.models import Case, Contact
from naober.demo.chance import Dice
from naober.demo.courses import Course
from naober.demo.people import Care, Person
from naober.pure.instruments import INSTRUMENTS, score
from naober.screening.models import CheckUp

CSI: Final = INSTRUMENTS["csi"]
LOAD: Final = {Hours.UNDER_8: 0.22, Hours.UNDER_20: 0.34, Hours.UNDER_40: 0.5, Hours.ALWAYS: 0.6}
"""How likely a yes is at the first check, by hours a week; a choice that looks plausible."""
HEAVIER: Final = {Hours.UNDER_8: Hours.UNDER_20, Hours.UNDER_20: Hours.UNDER_40}
BETWEEN_CHECKS: Final = (120, 260)
MOST_CHECKS: Final = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a file is kept and who looks after it; `today` is midnight on the day of making."""

    organisation_id: UUID
    call_within: int
    contact_person_id: UUID
    today: datetime

    def day(self, days_ago: int) -> date:
        return (self.today - timedelta(days=days_ago)).date()

    def moment(self, days_ago: int, throws: Dice) -> datetime:
        """Return a moment in working hours, so many days ago."""
        minutes = throws.randint(9 * 60, 17 * 60)
        return self.today - timedelta(days=days_ago) + timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that was decided about one carer, before it becomes rows."""

    person: Person
    care: Care
    course: Course
    identity: UUID
    account: User | None = None


def rows_of(story: Story, desk: Desk, throws: Dice) -> Iterator[Model]:
    """Return the rows of a file: the carer first, then what hangs on it."""
    course = story.course
    registered_at = desk.moment(course.registered, throws)
    carer = _carer(story, desk, registered_at)
    yield carer
    yield from _situations(carer, story.care, course, desk, throws)
    yield from _consents(carer, course, desk, throws)
    if any(one.purpose == Purpose.CHECKUPS for one in course.agreed):
        yield from checkups(carer, story.care, course, desk, throws)
    case = _case(carer, course, desk, throws)
    yield case
    yield from _contacts(case, course, desk, throws)


def checkups(
    carer: Carer, care: Care, course: Course, desk: Desk, throws: Dice
) -> Iterator[CheckUp]:
    """Return strain checks through time: sometimes heavier, sometimes lighter, always scored."""
    load = LOAD[care.hours] + throws.uniform(-0.2, 0.2)
    drift = throws.uniform(-0.1, 0.07)
    day = course.registered
    for _ in range(MOST_CHECKS):
        if throws.random() < 0.85:
            answers = {item.code: int(throws.random() < load) for item in CSI.items}
            yield checkup(carer, answers, desk.moment(day, throws), throws)
        load = min(max(load + drift, 0.03), 0.95)
        day -= throws.randint(*BETWEEN_CHECKS)
        if day < (course.ended or 1):
            return


def checkup(carer: Carer, answers: dict[str, int], at: datetime, throws: Dice) -> CheckUp:
    """Return a strain check with these answers, scored as the site itself would."""
    result = score(CSI, answers)
    return CheckUp(
        id=throws.identity(),
        carer=carer,
        organisation_id=carer.organisation_id,
        instrument=result.instrument,
        version=result.version,
        score=result.score,
        band=result.band or "",
        answers=answers,
        taken_on=at.date(),
        kept_at=at,
    )


def _carer(story: Story, desk: Desk, registered_at: datetime) -> Carer:
    person, year = story.person, desk.today.year
    birth_year = None if person.age is None else year - person.age
    young = rules.is_young(birth_year, year=year, below=settings.NAOBER_YOUNG_CARER_BELOW)
    return Carer(
        id=story.identity,
        organisation_id=desk.organisation_id,
        account=story.account,
        first_name=person.first_name,
        last_name=person.last_name,
        birth_year=birth_year,
        postcode=person.postcode,
        address=person.address,
        place=person.place,
        email=person.email,
        phone=person.phone,
        channel=person.channel,
        reach_time=person.reach_time,
        is_young=young,
        language=person.language,
        registered_at=registered_at,
    )


def _situations(
    carer: Carer, care: Care, course: Course, desk: Desk, throws: Dice
) -> Iterator[CareSituation]:
    yield _situation(carer, care, carer.registered_at, desk, throws)
    if course.registered > 200 and care.hours in HEAVIER and throws.random() < 0.2:
        later = replace(care, hours=HEAVIER[care.hours], note="De zorg is zwaarder geworden.")
        yield _situation(carer, later, desk.moment(course.registered // 2, throws), desk, throws)


def _situation(carer: Carer, care: Care, at: datetime, desk: Desk, throws: Dice) -> CareSituation:
    return CareSituation(
        id=throws.identity(),
        carer=carer,
        organisation_id=desk.organisation_id,
        relation=care.relation,
        since=care.since,
        hours=care.hours,
        conditions=care.conditions,
        wishes=care.wishes,
        note=care.note,
        recorded_at=at,
    )


def _consents(carer: Carer, course: Course, desk: Desk, throws: Dice) -> Iterator[Consent]:
    for one in course.agreed:
        withdrawn = one.withdrawn_days_ago
        yield Consent(
            id=throws.identity(),
            carer=carer,
            organisation_id=desk.organisation_id,
            purpose=one.purpose,
            given_at=carer.registered_at,
            given_way=one.way,
            recorded_by_id=None if course.origin == Origin.SELF else desk.contact_person_id,
            withdrawn_at=None if withdrawn is None else desk.moment(withdrawn, throws),
            withdrawn_way="" if withdrawn is None else one.way,
        )


def _case(carer: Carer, course: Course, desk: Desk, throws: Dice) -> Case:
    reached = [one for one in course.meetings if one.way != ContactWay.NOT_REACHED]
    return Case(
        id=throws.identity(),
        carer=carer,
        organisation_id=desk.organisation_id,
        status=course.status,
        origin=course.origin,
        contact_person_id=None if course.status == CaseStatus.NEW else desk.contact_person_id,
        registered_at=carer.registered_at,
        call_by=desk.day(course.registered - desk.call_within),
        first_contact_at=desk.moment(reached[0].days_ago, throws) if reached else None,
        last_contact_on=desk.day(reached[-1].days_ago) if reached else None,
        due_on=None if course.due is None else desk.day(course.due),
    )


def _contacts(case: Case, course: Course, desk: Desk, throws: Dice) -> Iterator[Contact]:
    for meeting in course.meetings:
        yield Contact(
            id=throws.identity(),
            case=case,
            organisation_id=desk.organisation_id,
            carer_id=case.carer_id,
            by_id=desk.contact_person_id,
            way=meeting.way,
            on=desk.day(meeting.days_ago),
            note=meeting.note,
            recorded_at=desk.moment(meeting.days_ago, throws),
        )
