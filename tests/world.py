"""Two support points, A and B, full of people and of canaries: words that may never cross over.

Every text field of a file at A holds a word with `canarya`, at B with `canaryb`. Whoever may not
see a file may not see its canary, on any page, in any download, mail or log line.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from naober.accounts.models import User
from naober.carers.models import Carer, CareSituation
from naober.casework.enums import CaseStatus
from naober.casework.models import Case, Contact, Referral
from naober.directory.enums import GuideState
from naober.directory.links import link_to
from naober.directory.models import (
    CardReport,
    ComparedCards,
    EverydayWord,
    ImportRun,
    Service,
    ServiceAtLocation,
    UnansweredSearch,
)
from naober.organisations.enums import MembershipStatus, OrganisationKind, Role
from naober.organisations.models import Membership, Organisation
from naober.pure.instruments import INSTRUMENTS
from naober.screening.models import CheckUp
from tests.database import role
from tests.factories.carers import SITUATION, make_account, make_carer
from tests.factories.casework import (
    make_case,
    make_closed_case,
    make_contact,
    make_earlier_note,
    make_referral,
)
from tests.factories.directory import (
    make_hours,
    make_import_run,
    make_location,
    make_merged,
    make_report,
    make_search,
    make_service,
    make_version,
    make_word,
)
from tests.factories.guide import make_guide
from tests.factories.organisations import MONDAY, make_membership, make_organisation

CSI = INSTRUMENTS["csi"]


@dataclass
class Point:
    """A support point with its people."""

    organisation: Organisation
    municipality: Organisation
    consultant: Membership
    coordinator: Membership
    administrator: Membership
    policy_officer: Membership
    carer: Carer
    earlier: Carer
    case: Case
    registration: Case
    closed: Case
    contact: Contact
    card: Service
    report: CardReport
    provider: Membership
    merged: ComparedCards
    brought: ImportRun
    referral: Referral
    professional: Membership
    practice_referral: Referral
    canary: str


@dataclass
class World:
    a: Point
    b: Point
    service: Service
    place: ServiceAtLocation
    link: str
    people: dict[str, User]
    old_guide: int
    word: EverydayWord
    search: UnansweredSearch
    double: Service


def make_world() -> World:
    """Make both points and everybody who may come to a door."""
    a, b = make_point("a"), make_point("b")
    platform = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    young = make_carer(a.organisation, is_young=True)
    make_case(young, a.consultant)
    statuses = {
        f"consultant {status}": make_membership(a.organisation, status=status).user
        for status in (
            MembershipStatus.INVITED,
            MembershipStatus.SUSPENDED,
            MembershipStatus.ENDED,
        )
    }
    closed = make_organisation(ended_on=MONDAY.date())
    people = {
        "carer": a.carer.account,
        "young carer": young.account,
        "consultant": a.consultant.user,
        "coordinator": a.coordinator.user,
        "administrator": a.administrator.user,
        "policy officer": a.policy_officer.user,
        "platform administrator": make_membership(platform, Role.PLATFORM_ADMINISTRATOR).user,
        "professional": a.professional.user,
        "volunteer": make_membership(a.organisation, Role.VOLUNTEER).user,
        "provider": a.provider.user,
        "editor": make_membership(a.municipality, Role.EDITOR).user,
        "consultant elsewhere": b.consultant.user,
        "consultant of an ended organisation": make_membership(closed).user,
        "nobody in particular": make_account(),
        **statuses,
    }
    make_location(a.card)
    place = a.card.at_locations.get()
    make_hours(a.card)
    old_guide = make_guide(state=GuideState.OLD).number
    make_guide()
    make_guide(state=GuideState.DRAFT)
    link = link_to(a.card).rstrip("/").rpartition("/")[2]
    word, search = make_word("logeerhuis"), make_search("papegaai in huis")
    double = make_service(organisation=a.organisation)
    return World(a, b, a.card, place, link, people, old_guide, word, search, double)


def make_point(letter: str) -> Point:
    """Make a support point whose every text is a canary."""
    canary = f"canary{letter}{uuid.uuid4().hex[:8]}"
    organisation = make_organisation()
    assert organisation.municipality is not None
    municipality = make_organisation(
        kind=OrganisationKind.MUNICIPALITY, municipality=organisation.municipality
    )
    consultant = make_membership(organisation, name=f"Consulent {canary}collega")
    carer = _canary_carer(organisation, canary)
    case = make_case(
        carer, consultant, status=CaseStatus.ACTIVE, first_contact_at=MONDAY,
        last_contact_on=MONDAY.date(), due_on=MONDAY.date() + timedelta(days=3),
    )  # fmt: skip
    contact = make_contact(case, note=f"{canary}gesprek")
    make_earlier_note(contact, note=f"{canary}gesprekeerder")
    provider = make_membership(organisation, Role.PROVIDER)
    card = make_service(organisation=organisation)
    make_version(card, provider, content={"name_nl": "Een nieuwe naam"})
    practice = make_organisation(kind=OrganisationKind.GP_PRACTICE, municipality=None)
    professional = make_membership(practice, Role.PROFESSIONAL)
    waiting = _canary_carer(organisation, canary, first_name=f"{canary}voornaamwacht")
    return Point(
        organisation=organisation,
        municipality=municipality,
        consultant=consultant,
        coordinator=make_membership(organisation, Role.COORDINATOR),
        administrator=make_membership(organisation, Role.ADMINISTRATOR),
        policy_officer=make_membership(municipality, Role.POLICY_OFFICER),
        carer=carer,
        earlier=make_carer(
            organisation, account=carer.account, registered_at=MONDAY - timedelta(days=99)
        ),
        case=case,
        registration=make_case(waiting),
        contact=contact,
        card=card,
        report=make_report(card, note="Er neemt niemand op."),
        provider=provider,
        merged=make_merged(
            *(make_service(organisation=organisation) for _number in range(2)),
            by=make_membership(municipality, Role.EDITOR),
        ),
        brought=make_import_run(make_membership(municipality, Role.EDITOR)),
        referral=make_referral(card, consultant, carer=carer, need=f"{canary}verwijsvraag"),
        professional=professional,
        practice_referral=make_referral(card, professional),
        closed=make_closed_case(
            _canary_carer(organisation, canary, first_name=f"{canary}voornaamgesloten"),
            consultant,
        ),
        canary=canary,
    )


def _canary_carer(organisation: Organisation, canary: str, **overrides: Any) -> Carer:
    details: dict[str, Any] = {
        "first_name": f"{canary}voornaamzorgt",
        "last_name": f"{canary}achternaam",
        "address": f"{canary}straat 1",
        "place": f"{canary}plaats",
        "phone": "088 000 99 99",
    }
    carer = make_carer(organisation, **details | overrides)
    with role("naober_system"):
        CareSituation.objects.create(
            carer=carer,
            organisation=organisation,
            recorded_at=MONDAY,
            **SITUATION | {"note": f"{canary}bijzonderheid"},
        )
        CheckUp.objects.create(
            carer=carer,
            organisation=organisation,
            instrument="csi",
            version="1983.1",
            score=9,
            band="high",
            answers={item.code: int(place < 9) for place, item in enumerate(CSI.items)},
            taken_on=MONDAY.date(),
            kept_at=MONDAY,
        )
    return carer
