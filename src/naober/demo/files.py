"""From a made-up person and course to the rows of their file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Model

from naober.carers.enums import Hours
from naober.carers.models import Carer, CareSituation, Consent
from naober.casework.enums import CaseStatus, ContactWay, Origin
from naober.casework.models import Case, Contact
from naober.demo.chance import Dice
from naober.demo.courses import QUESTIONS, Course
from naober.demo.people import Care, Person
from naober.pure.instruments import INSTRUMENTS, Result, score
from naober.screening.models import CheckUp

CSI: Final = INSTRUMENTS["csi"]
HEAVIER: Final = {Hours.UNDER_8: Hours.UNDER_20, Hours.UNDER_20: Hours.UNDER_40}


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


def rows_of(story: Story, desk: Desk, throws: Dice) -> Iterator[Model]:
    """Return the rows of a file: the carer first, then what hangs on it."""
    course = story.course
    registered_at = desk.moment(course.registered, throws)
    carer = _carer(story, desk, registered_at)
    yield carer
    yield from _situations(carer, story.care, course, desk, throws)
    yield from _consents(carer, course, desk, throws)
    yield from _checkups(carer, course, desk, throws)
    case = _case(carer, course, desk, throws)
    yield case
    yield from _contacts(case, course, desk, throws)


def _carer(story: Story, desk: Desk, registered_at: datetime) -> Carer:
    person, year = story.person, desk.today.year
    birth_year = None if person.age is None else year - person.age
    young = person.age is not None and person.age < settings.NAOBER_YOUNG_CARER_BELOW
    return Carer(
        id=story.identity,
        organisation_id=desk.organisation_id,
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
        carer_id=carer.pk,
        organisation_id=desk.organisation_id,
        relation=care.relation,
        since=care.since,
        hours=care.hours,
        conditions=[one.value for one in care.conditions],
        wishes=[one.value for one in care.wishes],
        note=care.note,
        recorded_at=at,
    )


def _consents(carer: Carer, course: Course, desk: Desk, throws: Dice) -> Iterator[Consent]:
    for one in course.agreed:
        withdrawn = one.withdrawn_days_ago
        yield Consent(
            id=throws.identity(),
            carer_id=carer.pk,
            organisation_id=desk.organisation_id,
            purpose=one.purpose,
            given_at=carer.registered_at,
            given_way=one.way,
            recorded_by_id=None if course.origin == Origin.SELF else desk.contact_person_id,
            withdrawn_at=None if withdrawn is None else desk.moment(withdrawn, throws),
            withdrawn_way="" if withdrawn is None else one.way,
        )


def _checkups(carer: Carer, course: Course, desk: Desk, throws: Dice) -> Iterator[CheckUp]:
    for check in course.checks:
        at = desk.moment(check.days_ago, throws)
        result = _scored(tuple(check.answers.values()))
        yield CheckUp(
            id=throws.identity(),
            carer_id=carer.pk,
            organisation_id=desk.organisation_id,
            instrument=result.instrument,
            version=result.version,
            score=result.score,
            band=result.band or "",
            answers=check.answers,
            taken_on=at.date(),
            kept_at=at,
        )


@cache
def _scored(answers: tuple[int, ...]) -> Result:
    """Score answers in the order of the questions; many carers answer alike."""
    return score(CSI, dict(zip(QUESTIONS, answers, strict=True)))


def _case(carer: Carer, course: Course, desk: Desk, throws: Dice) -> Case:
    reached = [one for one in course.meetings if one.way != ContactWay.NOT_REACHED]
    return Case(
        id=throws.identity(),
        carer_id=carer.pk,
        organisation_id=desk.organisation_id,
        status=course.status,
        origin=course.origin,
        contact_person_id=None if course.status == CaseStatus.NEW else desk.contact_person_id,
        registered_at=carer.registered_at,
        call_by=desk.day(course.registered - desk.call_within),
        first_contact_at=desk.moment(reached[0].days_ago, throws) if reached else None,
        last_contact_on=desk.day(reached[-1].days_ago) if reached else None,
        due_on=None if course.due is None else desk.day(course.due),
        ended_at=None if course.ended is None else desk.moment(course.ended, throws),
        ended_because=course.ended_because,
    )


def _contacts(case: Case, course: Course, desk: Desk, throws: Dice) -> Iterator[Contact]:
    for meeting in course.meetings:
        yield Contact(
            id=throws.identity(),
            case_id=case.pk,
            organisation_id=desk.organisation_id,
            carer_id=case.carer_id,
            by_id=desk.contact_person_id,
            way=meeting.way,
            on=desk.day(meeting.days_ago),
            note=meeting.note,
            recorded_at=desk.moment(meeting.days_ago, throws),
        )
