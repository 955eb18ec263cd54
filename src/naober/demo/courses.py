"""How the support of made-up carers went: registered, checked, called, in contact, ended.

Days are counted back from today: 0 is today, 30 a month ago, -14 in two weeks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from naober.carers.enums import ConsentWay, Hours, Purpose
from naober.casework.enums import LONGEST_SILENCE, CaseStatus, ContactWay, EndReason, Origin
from naober.demo.chance import Dice
from naober.pure.instruments import INSTRUMENTS

ORIGINS: Final = {Origin.SELF: 45, Origin.DESK: 30, Origin.PHONE: 25}
WAYS: Final = {
    ContactWay.PHONE: 5, ContactWay.VISIT: 3, ContactWay.DESK: 2, ContactWay.MAIL: 1,
}  # fmt: skip
CONSENT_WAYS: Final = {
    Origin.SELF: ConsentWay.ONLINE,
    Origin.DESK: ConsentWay.IN_PERSON,
    Origin.PHONE: ConsentWay.PHONE,
}
ALSO_AGREED: Final = {Purpose.CHECKUPS: 0.75, Purpose.SHARE: 0.45, Purpose.NEWS: 0.5}
NOTES: Final = {
    ContactWay.PHONE: (
        "Gebeld. Het gaat redelijk, maar de nachten zijn zwaar. We zoeken oppas thuis.",
        "Gebeld en rustig gepraat. Er is meer hulp van de buren dan eerst.",
        "Gebeld. De brief van de gemeente is nu duidelijk. Volgende keer bellen we samen.",
        "Kort gebeld. Het is druk, maar het lukt. Belt zelf als het minder gaat.",
    ),
    ContactWay.VISIT: (
        "Thuis koffie gedronken en kennisgemaakt. Samen gekeken wat kan helpen.",
        "Op huisbezoek geweest. De aanvraag voor dagbesteding is samen ingevuld.",
        "Thuis gesproken. Even weg zijn lukt nu niet. We proberen een vrijwilliger.",
    ),
    ContactWay.DESK: (
        "Kwam langs op het steunpunt. Map met informatie meegegeven.",
        "Gesprek op het steunpunt over werk en zorg samen. Wil met de werkgever praten.",
    ),
    ContactWay.MAIL: (
        "Informatie gestuurd over logeerhuizen in de buurt.",
        "Uitnodiging gestuurd voor de bijeenkomst van mantelzorgers.",
    ),
    ContactWay.NOT_REACHED: ("Niet bereikt. Ik probeer het morgen nog eens.",),
}
DAYS_BETWEEN_CONTACTS: Final = (50, 300)
LOAD: Final = {Hours.UNDER_8: 0.22, Hours.UNDER_20: 0.34, Hours.UNDER_40: 0.5, Hours.ALWAYS: 0.6}
"""How likely a yes is at the first check, by hours a week; a choice that looks plausible."""
QUESTIONS: Final = tuple(item.code for item in INSTRUMENTS["csi"].items)
DAYS_BETWEEN_CHECKS: Final = (120, 260)
MOST_CHECKS: Final = 5
ENDS: Final = tuple(one for one in EndReason if one != EndReason.OTHER)
"""Why made-up support ended; "something else" would need a note."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One contact, so many days ago."""

    days_ago: int
    way: ContactWay
    note: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """One consent: given so many days ago, perhaps taken back later."""

    purpose: Purpose
    way: ConsentWay
    days_ago: int
    withdrawn_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """The answers to a strain check (CSI), so many days ago."""

    days_ago: int
    answers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Course:
    """How one carer's support went."""

    status: CaseStatus
    origin: Origin
    registered: int
    meetings: list[Meeting]
    agreed: list[Agreed]
    checks: list[Check]
    due: int | None
    ended: int | None = None
    ended_because: str = ""


def statuses(number: int) -> Iterator[CaseStatus]:
    """Return where the cases of a support point stand: half in contact, the rest mostly ended."""
    for index in range(number):
        place = index * 37 % 100  # mixed, and the same share at every support point
        if place < 3:
            yield CaseStatus.NEW
        elif place < 7:
            yield CaseStatus.ASSIGNED
        else:
            yield CaseStatus.ACTIVE if place < 50 else CaseStatus.ENDED


def course(status: CaseStatus, hours: Hours, throws: Dice, *, call_within: int) -> Course:
    """Return a plausible course that ends in this status today."""
    origin = throws.one_of(ORIGINS)
    registered = _registered(status, throws, call_within=call_within)
    ended = throws.randint(5, registered - 60) if status == CaseStatus.ENDED else None
    until = ended or 1
    why = ENDS[registered % len(ENDS)] if ended else ""
    is_waiting = status in {CaseStatus.NEW, CaseStatus.ASSIGNED}
    taken_back = ended if why == EndReason.CONSENT else None
    agreed = list(_agreed(throws, origin=origin, registered=registered, ended=taken_back))
    may_keep = any(one.purpose == Purpose.CHECKUPS for one in agreed)
    checks = _checks(hours, throws, registered=registered, until=until) if may_keep else ()
    meetings = list(_meetings(status, throws, registered=registered, until=until))
    return Course(
        status=status,
        origin=origin,
        registered=registered,
        meetings=meetings,
        agreed=agreed,
        checks=list(checks),
        due=registered - call_within if is_waiting else _due(status, meetings, throws),
        ended=ended,
        ended_because=why,
    )


def _registered(status: CaseStatus, throws: Dice, *, call_within: int) -> int:
    if status == CaseStatus.NEW:
        return throws.randint(1, max(call_within - 2, 1))
    if status == CaseStatus.ASSIGNED:
        return throws.randint(1, call_within + 4)  # for some the first call is too late
    return throws.randint(90, 1100) if status == CaseStatus.ENDED else throws.randint(12, 900)


def _due(status: CaseStatus, meetings: list[Meeting], throws: Dice) -> int | None:
    """Return by which day somebody must act; some are overdue and some are due today."""
    if status == CaseStatus.ENDED:
        return None
    last = meetings[-1].days_ago
    place = throws.random()
    if place < 0.06:
        return throws.randint(1, min(20, last))
    if place < 0.1:
        return 0
    if place < 0.4:
        return last - LONGEST_SILENCE
    return -throws.randint(1, min(120, LONGEST_SILENCE - last))


def _meetings(
    status: CaseStatus, throws: Dice, *, registered: int, until: int
) -> Iterator[Meeting]:
    if status == CaseStatus.NEW:
        return
    if status == CaseStatus.ASSIGNED:
        if registered > 3 and throws.random() < 0.4:
            yield _meeting(throws, ContactWay.NOT_REACHED, throws.randint(1, registered - 2))
        return
    day = max(registered - throws.randint(1, 10), until)
    while day >= until:
        yield _meeting(throws, throws.one_of(WAYS), day)
        day -= throws.randint(*DAYS_BETWEEN_CONTACTS)


def _meeting(throws: Dice, way: ContactWay, day: int) -> Meeting:
    return Meeting(day, way, throws.choice(NOTES[way]))


def _agreed(
    throws: Dice, *, origin: Origin, registered: int, ended: int | None
) -> Iterator[Agreed]:
    way = CONSENT_WAYS[origin]
    if origin == Origin.DESK and throws.random() < 0.3:
        way = ConsentWay.PAPER
    # Only taking back the consent for support ends a case.
    yield Agreed(Purpose.SUPPORT, way, registered, ended)
    for purpose, often in ALSO_AGREED.items():
        if throws.random() < often:
            regret = ended is None and registered > 60 and throws.random() < 0.03
            yield Agreed(purpose, way, registered, registered // 2 if regret else ended)


def _checks(hours: Hours, throws: Dice, *, registered: int, until: int) -> Iterator[Check]:
    """Return strain checks through time: for some it becomes heavier, for more it gets lighter."""
    load = LOAD[hours] + throws.uniform(-0.2, 0.2)
    drift = throws.uniform(-0.1, 0.07)
    day = registered
    for _ in range(MOST_CHECKS):
        if throws.random() < 0.85:
            yield Check(day, {code: int(throws.random() < load) for code in QUESTIONS})
        load = min(max(load + drift, 0.03), 0.95)
        day -= throws.randint(*DAYS_BETWEEN_CHECKS)
        if day < until:
            return
