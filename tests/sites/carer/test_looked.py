"""Who looked: all of it, in plain words, the lines of one day taken together."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naober.audit.enums import Action, Ground
from naober.audit.models import Event
from naober.carers.models import Carer
from naober.organisations.enums import Role
from naober.shared.actors import CARER, SYSTEM, VISITOR
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.organisations import MONDAY
from tests.sites.carer.pages import client_for, words

pytestmark = pytest.mark.django_db

LOOKED = "/mijn/wie-keek/"


@pytest.fixture
def carer() -> Carer:
    return make_carer()


def log(carer: Carer, **overrides: Any) -> None:
    values: dict[str, Any] = {
        "at": MONDAY,
        "action": Action.READ,
        "kind": "desk:file",
        "user_id": 987654,
        "actor_name": "Fenna Hoekstra",
        "role": Role.CONSULTANT,
        "organisation_id": carer.organisation_id,
        "access_point": "desk:file",
        "subject_id": carer.pk,
        "ground": Ground.TASK,
    }
    with role("naober_system"):
        Event.objects.create(**values | overrides)


def looked(carer: Carer, query: str = "") -> str:
    return words(client_for(carer).get(LOOKED + query))


def test_who_looked_is_named_with_role_organisation_day_and_reason(carer: Carer) -> None:
    log(carer)
    assert (
        "2 maart 2026 Fenna Hoekstra consulent, "
        f"{carer.organisation.name} keek in uw gegevens Werkt bij uw steunpunt."
    ) in looked(carer)


def test_looking_twice_a_day_is_one_line_with_a_count(carer: Carer) -> None:
    log(carer)
    log(carer, at=MONDAY + timedelta(hours=2))
    log(carer, at=MONDAY + timedelta(days=1))
    page = looked(carer)
    assert page.count("Fenna Hoekstra") == 2
    assert "keek in uw gegevens 2 keer" in page


def test_a_day_ends_at_midnight_in_the_netherlands(carer: Carer) -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    log(carer, at=datetime(2026, 7, 1, 23, 30, tzinfo=zone))
    log(carer, at=datetime(2026, 7, 2, 0, 30, tzinfo=zone))
    page = looked(carer)
    assert "1 juli 2026" in page
    assert "2 juli 2026" in page


def test_the_newest_stands_first(carer: Carer) -> None:
    log(carer, at=MONDAY, actor_name="Eerste Kijker")
    log(carer, at=MONDAY + timedelta(days=1), actor_name="Laatste Kijker")
    page = looked(carer)
    assert page.index("Laatste Kijker") < page.index("Eerste Kijker")


def test_what_the_carer_did_is_theirs(carer: Carer) -> None:
    mine = {
        "user_id": carer.account_id,
        "actor_name": "",
        "role": CARER,
        "organisation_id": None,
        "ground": Ground.SELF,
    }
    log(carer, **mine, action=Action.EXPORT, kind="carer.export")
    assert "U zelf haalde uw gegevens op Het gaat over u." in looked(carer)


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ({"action": "change", "kind": "carer.details"}, "veranderde uw gegevens"),
        ({"action": "change", "kind": "consent.given.news"}, "schreef een ja op: Ik wil nieuws"),
        ({"action": "change", "kind": "consent.withdrawn.share"}, "trok een ja in: Mijn contact"),
        ({"action": "create", "kind": "contact.visit"}, "schreef een contact op, thuis"),
        ({"action": "change", "kind": "case.contact_person.assigned"}, "gaf u een contactpersoon"),
        ({"action": "search", "kind": "desk:search"}, "zocht en vond u"),
        ({"action": "create", "kind": "something.new"}, "zette iets bij uw gegevens"),
        ({"action": "delete", "kind": "something.gone"}, "haalde iets weg uit uw gegevens"),
        ({"action": "change", "kind": "consent.given.other"}, "veranderde uw gegevens"),
        (
            {"action": "refused", "kind": "page.refused", "done": False, "ground": "none"},
            "wilde uw gegevens openen, en dat is geweigerd Er was geen reden.",
        ),
        (
            {"action": "read", "done": False, "ground": "consent"},
            "keek in uw gegevens, en dat is geweigerd U vond het goed.",
        ),
        ({"ground": "self"}, "keek in uw gegevens Het gaat over u."),
        (
            {"role": VISITOR, "actor_name": "", "user_id": None, "organisation_id": None,
             "action": "create", "kind": "carer.registered"},
            "Bezoeker van deze site meldde u aan Het gaat over u.",
        ),
        (
            {"role": SYSTEM, "actor_name": "", "user_id": None, "organisation_id": None},
            "Dit systeem keek in uw gegevens",
        ),
    ],
)  # fmt: skip
def test_each_thing_is_said_in_plain_words(
    carer: Carer, event: dict[str, Any], sentence: str
) -> None:
    log(carer, **event)
    assert sentence in looked(carer)


def test_a_period_can_be_chosen_and_its_days_count(carer: Carer) -> None:
    for day, name in enumerate(["Een Kijker", "Twee Kijker", "Drie Kijker", "Vier Kijker"]):
        log(carer, at=MONDAY + timedelta(days=day), actor_name=name)
    page = looked(carer, "?since=2026-03-03&until=2026-03-04")
    assert "Twee Kijker" in page
    assert "Drie Kijker" in page
    assert "Een Kijker" not in page
    assert "Vier Kijker" not in page


def test_a_period_in_which_nobody_looked_says_so(carer: Carer) -> None:
    log(carer)
    assert "In deze tijd keek niemand in uw gegevens." in looked(carer, "?until=2020-01-01")


def test_a_date_that_is_none_is_said_and_hides_nothing(carer: Carer) -> None:
    log(carer)
    page = looked(carer, "?since=gisteren")
    assert "Voer een geldige datum in." in page
    assert "Fenna Hoekstra" in page


def test_a_long_log_comes_in_pages(carer: Carer) -> None:
    for day in range(60):
        log(carer, at=MONDAY + timedelta(days=day))
    assert "Pagina 1 van 2" in looked(carer)
    assert looked(carer, "?page=2").count("Fenna Hoekstra") == 10


def test_the_log_of_another_is_never_shown(carer: Carer) -> None:
    log(make_carer(), actor_name="Vreemde Kijker")
    assert "Vreemde Kijker" not in looked(carer)


def test_the_log_is_one_click_from_the_first_page(carer: Carer) -> None:
    assert f'href="{LOOKED}"' in client_for(carer).get("/mijn/").content.decode()


def test_thirty_lines_need_no_more_queries_than_one(carer: Carer) -> None:
    client = client_for(carer)

    def queries() -> int:
        client.get(LOOKED)
        with CaptureQueriesContext(connection) as captured:
            client.get(LOOKED)
        return len(captured)

    log(carer)
    before = queries()
    for day in range(30):
        log(carer, at=MONDAY + timedelta(days=day))
    assert queries() == before
