"""The second net behind real doors: pages that scope nothing show only what is one's own.

Security tests T3 and T20b, at addresses that were planted for it (tests/planted.py).
"""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client

from naober.accounts.models import User
from naober.audit.models import Event
from naober.carers.models import Carer
from naober.casework.models import Referral
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership
from naober.organisations.services import accept_invitation, move_member
from naober.shared import clock
from naober.shared.actors import CARER, Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from naober.sites.entrance import actor_of
from tests.database import role
from tests.factories.carers import make_account, make_carer
from tests.factories.casework import make_case, make_contact, make_referral
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY, make_membership
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def planted(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.planted"  # type: ignore[attr-defined]
    settings.NAOBER_SECOND_FACTOR = False  # type: ignore[attr-defined]


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.mark.usefixtures("planted")
def test_a_page_that_forgets_to_scope_still_shows_only_ones_own(world: World) -> None:
    names = {
        who: client_of(user).get(f"/planted/{page}/").content.decode()
        for who, user, page in (
            ("consultant", world.a.consultant.user, "desk"),
            ("administrator", world.a.administrator.user, "team"),
            ("carer", world.a.carer.account, "carer"),
            ("visitor", make_account(), "everyone"),
        )
    }
    assert world.a.canary in names["consultant"]
    assert world.b.canary not in names["consultant"]
    with role("naober_system"):
        own = Carer.objects.filter(account=world.a.carer.account).order_by("last_name")
        assert names["carer"] == ", ".join(one.last_name for one in own)
    assert names["administrator"] == names["visitor"] == ""


@pytest.mark.usefixtures("planted")
def test_a_view_that_does_not_say_who_may_come_opens_for_nobody(world: World) -> None:
    with pytest.raises(ImproperlyConfigured, match="planted-unmarked"):
        Client().get("/planted/unmarked/")


@pytest.mark.usefixtures("planted")
@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_only_asked_cannot_write_and_a_form_can() -> None:
    member = make_membership()
    client = client_of(member.user)
    assert client.get("/planted/writes/").status_code == 500
    assert _phone(member) == member.phone
    assert client.post("/planted/writes/").status_code == 200
    assert _phone(member) == "088 000 66 66"


def _phone(member: Membership) -> str:
    with role("naober_system"):
        return Membership.objects.get(pk=member.pk).phone


ENDINGS = {
    "suspended": {"status": MembershipStatus.SUSPENDED},
    "ended": {"status": MembershipStatus.ENDED},
    "another role": {"role": Role.POLICY_OFFICER},
}


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("ending", ENDINGS)
def test_somebody_who_leaves_is_out_at_the_next_request(ending: str) -> None:
    member = make_membership()
    client = client_of(member.user)
    assert client.get("/planted/desk/").status_code == 200
    with role("naober_system"):
        Membership.objects.filter(pk=member.pk).update(**ENDINGS[ending])
    assert client.get("/planted/desk/").status_code == 404
    assert client.post("/planted/writes/").status_code == 404


@pytest.mark.usefixtures("planted")
def test_a_consultant_who_moves_sees_the_new_support_point_and_not_the_old(world: World) -> None:
    client = client_of(world.a.consultant.user)
    assert world.a.canary in client.get("/planted/desk/").content.decode()
    with role("naober_system"):
        Membership.objects.filter(pk=world.a.consultant.pk).update(status=MembershipStatus.ENDED)
    make_membership(world.b.organisation, user=world.a.consultant.user)
    after = client.get("/planted/desk/").content.decode()
    assert world.b.canary in after
    assert world.a.canary not in after


@pytest.mark.usefixtures("planted")
def test_an_organisation_that_ends_closes_its_doors_at_the_next_request() -> None:
    member = make_membership()
    client = client_of(member.user)
    assert client.get("/planted/desk/").status_code == 200
    with role("naober_system"):
        type(member.organisation).objects.filter(pk=member.organisation_id).update(
            ended_on=clock.today()
        )
    assert client.get("/planted/desk/").status_code == 404


@pytest.mark.usefixtures("planted")
def test_an_account_that_is_closed_is_signed_out_at_the_next_request() -> None:
    member = make_membership()
    client = client_of(member.user)
    with role("naober_system"):
        User.objects.filter(pk=member.user_id).update(is_active=False)
    response = client.get("/planted/desk/")
    assert response.status_code == 302
    assert "/account/inloggen/" in response.headers["Location"]


def test_an_invitation_that_was_taken_back_is_dead() -> None:
    administrator = make_membership(role=Role.ADMINISTRATOR)
    member = make_membership(administrator.organisation, status=MembershipStatus.INVITED)
    by = actor_of(administrator)
    with acting_as(by):
        move_member(by=by, member=member, status=MembershipStatus.ENDED, at=MONDAY)
    owner = Actor(user_id=member.user_id, role=CARER)
    with pytest.raises(Refused), acting_as(owner):
        accept_invitation(by=owner, member=member, at=MONDAY)


# ---- what is shown is in the log, or is not shown


@pytest.fixture
def _log_is_broken() -> Iterator[None]:
    with role("naober_owner"), connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON audit_event FROM naober_audit")
    yield
    with role("naober_owner"), connection.cursor() as cursor:
        cursor.execute("GRANT INSERT ON audit_event TO naober_audit")


@pytest.mark.usefixtures("planted", "_log_is_broken")
@pytest.mark.django_db(transaction=True)
def test_if_the_log_cannot_be_written_nothing_is_shown() -> None:
    carer = make_carer()
    case = make_case(carer, make_membership(carer.organisation))
    assert case.contact_person is not None
    for user, page in ((case.contact_person.user, "desk"), (carer.account, "carer")):
        response = client_of(user).get(f"/planted/{page}/")
        assert response.status_code == 503
        assert carer.last_name not in response.content.decode()


@pytest.mark.usefixtures("planted")
@pytest.mark.django_db(transaction=True)
def test_the_log_keeps_that_somebody_looked_when_the_page_breaks_and_its_change_is_undone() -> None:
    member = make_membership()
    carer = make_carer(member.organisation)
    make_contact(make_case(carer, member))
    client = client_of(member.user)
    assert client.get("/planted/desk/").status_code == 200
    assert client.post("/planted/breaks/").status_code == 500
    assert _phone(member) == member.phone
    assert client.get("/planted/team/").status_code == 404
    with role("naober_system", "audit"):
        lines = [
            (one.action, one.access_point) for one in Event.objects.using("audit").order_by("at")
        ]
    assert ("read", "planted-desk") in lines
    assert ("refused", "planted-team") in lines


def received() -> tuple[Client, str, Referral]:
    """Make a question about somebody of whom there is no file, and who answers it at the desk."""
    member = make_membership()
    asked = make_referral(make_service(organisation=member.organisation), make_membership())
    return client_of(member.user), f"/balie/verwijzingen/gekregen/{asked.pk}/", asked


@pytest.fixture
def _one_factor(settings: object) -> None:
    settings.NAOBER_SECOND_FACTOR = False  # type: ignore[attr-defined]


@pytest.mark.usefixtures("_one_factor")
def test_a_question_about_somebody_without_a_file_is_in_the_log_too() -> None:
    client, page, asked = received()
    assert asked.name in client.get(page).content.decode()
    with role("naober_system", "audit"):
        assert Event.objects.using("audit").filter(subject_id=asked.pk, action="read").exists()


@pytest.mark.usefixtures("_one_factor", "_log_is_broken")
@pytest.mark.django_db(transaction=True)
def test_if_the_log_cannot_be_written_no_question_is_shown_either() -> None:
    client, page, asked = received()
    response = client.get(page)
    assert response.status_code == 503
    assert asked.name not in response.content.decode()
