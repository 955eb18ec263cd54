"""A page asks the database as many questions at thirty rows as at one: every page, everybody.

In one world: making thirty of everything takes longer than asking every page for them.
"""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from naober.audit.enums import Action, Ground
from naober.audit.models import Event
from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import CareSituation, Consent
from naober.casework.enums import CaseStatus
from naober.directory.enums import GuideState, PlaceKind
from naober.organisations.enums import Role
from naober.screening.models import CheckUp
from naober.shared import clock
from tests.addresses import Row, address, matrix
from tests.database import role
from tests.factories.carers import SITUATION, make_carer
from tests.factories.casework import (
    make_case,
    make_closed_case,
    make_contact,
    make_earlier_note,
    make_referral,
)
from tests.factories.directory import (
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
from tests.sites.carer.pages import answers
from tests.sites.public.flow import find_url
from tests.world import CSI, World, make_world

pytestmark = pytest.mark.django_db

LETTERS = str.maketrans("0123456789", "ghijklmnop")
READERS = (
    "visitor",
    "carer",
    "young carer",
    "consultant",
    "coordinator",
    "administrator",
    "platform administrator",
    "policy officer",
    "provider",
    "editor",
    "professional",
)
LISTS = {
    "visitor": {
        "public:find",
        "public:support-points",
        "words",
        "api:services",
        "api:organizations",
    },
    "carer": {
        "carer:home",
        "carer:details",
        "carer:looked",
        "carer:download-json",
        "carer:referrals",
    },
    "consultant": {
        "desk:today",
        "desk:people",
        "desk:inbox",
        "desk:file",
        "desk:referrals",
        "desk:refer-from-card",
        "desk:refer-choose",
        "desk:received",
    },
    "professional": {"practice:referrals", "practice:choose"},
    "coordinator": {
        *("desk:today", "desk:people", "desk:inbox", "desk:assign", "desk:closed"),
        "desk:refer-from-card",
    },
    "administrator": {"desk:team", "lost_second_step"},
    "platform administrator": {"desk:team"},
    "policy officer": {"municipality:overview"},
    "provider": {
        *("provider:cards", "provider:waiting", "provider:reports", "provider:history"),
        "provider:questions",
    },
    "editor": {
        *("provider:cards", "provider:waiting", "provider:reports", "provider:history"),
        *("editor:guide", "editor:guide-table", "editor:searches", "editor:words"),
        *(
            "editor:imports",
            "editor:freshness",
            "editor:bulk",
            "editor:doubles",
            "editor:holes-file",
        ),
    },
}
"""Pages that grow with what is there: here more rows must show, or the test would say nothing."""


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def world() -> World:
    return make_world()


def grow(world: World, rows: int) -> None:
    """Add so many of everything that a page could list."""
    for number in range(rows):
        _grow_the_map(world, number)
        _grow_the_desk(world, number)
        for who in ("carer", "young carer"):
            _grow_a_file(world, who, number)


def _grow_the_map(world: World, number: int) -> None:
    make_guide(state=GuideState.OLD)
    make_search(f"zoekt {uuid.uuid4().hex.translate(LETTERS)}")
    make_word(f"woord {uuid.uuid4().hex}")
    point = make_organisation()
    make_membership(point)
    where = {"postcode": world.a.organisation.postcode, "place_kind": PlaceKind.LOCATION}
    make_service(organisation=point, **where)
    card = make_service(f"kind.{number}", organisation=world.a.organisation, **where)
    for one in (card, world.a.card):
        make_version(one, world.a.provider)
        make_report(one)
        make_location(one)
    make_import_run(make_membership(point, Role.EDITOR))
    ours = [make_service(organisation=world.a.organisation) for _one in range(2)]
    make_merged(*ours, by=make_membership(world.a.municipality, Role.EDITOR))
    make_service("support.cafe", organisation=world.a.organisation, **where)


def _grow_the_desk(world: World, number: int) -> None:
    point = world.a.organisation
    soon = clock.today() + timedelta(days=number % 5 - 3)
    make_case(_with_checks(make_carer(point)), world.a.consultant, due_on=soon)
    make_case(_with_checks(make_carer(point)), due_on=soon)
    make_closed_case(make_carer(point), world.a.consultant)
    make_referral(make_service(), world.a.professional)
    carer = make_carer(point)
    make_referral(world.a.card, world.a.consultant, carer=carer, state="expired")
    colleague = make_membership(point)
    make_case(make_carer(point), colleague, due_on=soon, status=CaseStatus.ACTIVE)
    make_membership(point, Role.COORDINATOR)


def _with_checks(carer: Any) -> Any:
    for days in (1, 2):
        _check(carer, days)
    return carer


def _check(carer: Any, days: int) -> None:
    with role("naober_system"):
        CheckUp.objects.create(
            carer=carer, organisation=carer.organisation, instrument="csi", version=CSI.version,
            score=5, answers=answers(5), taken_on=MONDAY.date() - timedelta(days=days),
            kept_at=MONDAY,
        )  # fmt: skip


def _grow_a_file(world: World, who: str, number: int) -> None:
    """Add to a file what piles up over the years, by others than the reader."""
    with role("naober_system"):
        carer = world.people[who].carers.latest("registered_at")
        colleague = make_membership(carer.organisation)
        before = MONDAY - timedelta(days=number + 1)
        CareSituation.objects.create(
            carer=carer, organisation=carer.organisation, recorded_at=before, **SITUATION
        )
        Consent.objects.create(
            carer=carer, organisation=carer.organisation, purpose=Purpose.NEWS, given_at=before,
            given_way=ConsentWay.PHONE, recorded_by=colleague, withdrawn_at=MONDAY,
            withdrawn_way=ConsentWay.PHONE,
        )  # fmt: skip
        Event.objects.create(
            at=before, action=Action.READ, kind="desk:file", user_id=colleague.user_id,
            actor_name=colleague.name, role=Role.CONSULTANT, access_point="desk:file",
            organisation_id=make_organisation().pk, subject_id=carer.pk, ground=Ground.TASK,
        )  # fmt: skip
        make_earlier_note(
            make_contact(carer.case, by=colleague, on=before.date()),
            corrected_by=make_membership(carer.organisation),
        )
    make_referral(world.a.card, make_membership(carer.organisation), carer=carer)
    _check(carer, number + 1)


def pages(who: str) -> list[Row]:
    """Return the pages to open as somebody: those for everyone only as a visitor."""
    return [
        row
        for row in matrix().values()
        if "GET" in row.methods
        and (
            who in row.opens_for
            or row.audience == ("everyone" if who == "visitor" else "signed in")
        )
    ]


def asked(world: World, who: str) -> dict[str, tuple[int, int]]:
    """Return how many questions each page asks, of the database and the log, and its length."""
    client = Client()
    if who != "visitor":
        client.force_login(world.people[who])
    where = {row.name: address(row, world, world.a) for row in pages(who)}
    if who == "visitor":
        pc4 = str(world.a.organisation.postcode_id)
        where |= {"words": find_url(q="logeerhuis", postcode=pc4)}
        where["public:find"] = find_url(q="", postcode=pc4)
    searched = {"desk:refer-choose", "practice:choose"}
    return {
        name: _asked(client, f"{path}?q=logeerhuis" if name in searched else path)
        for name, path in where.items()
    }


def _asked(client: Client, path: str) -> tuple[int, int]:
    client.get(path)  # what is asked once in a while is asked now
    with (
        CaptureQueriesContext(connections["default"]) as database,
        CaptureQueriesContext(connections["audit"]) as log,
    ):
        response = client.get(path)
    return len(database) + len(log), len(response.content)


def test_a_page_asks_as_much_at_thirty_rows_as_at_one(world: World) -> None:
    grow(world, 1)
    young = {who: asked(world, who) for who in READERS}
    grow(world, 29)
    old = {who: asked(world, who) for who in READERS}
    more, no_longer = {}, []
    for who, pages_of_one in old.items():
        for name, (questions, length) in pages_of_one.items():
            before, shorter = young[who][name]
            if questions != before:
                more[who, name] = before, questions
            if name in LISTS.get(who, ()) and length <= shorter:
                no_longer.append((who, name))
    assert more == {}
    assert no_longer == []


def test_a_question_for_every_row_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = "naober.casework.queries.for_a_list"
    monkeypatch.setattr(fault, lambda cases: cases.select_related(None))
    grow(world, 1)
    young = asked(world, "consultant")["desk:people"][0]
    grow(world, 3)
    assert asked(world, "consultant")["desk:people"][0] > young
