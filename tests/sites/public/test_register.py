"""Register: in four short pages, kept once, with only what was agreed to."""

import logging
import re
from typing import Any

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction
from django.test import Client

from naober.carers.models import Carer, CareSituation, Consent
from naober.carers.queries import is_young
from naober.casework.models import Case
from naober.casework.queries import first_call_by
from naober.organisations.models import Organisation
from naober.screening.models import CheckUp
from naober.shared import clock
from naober.shared.actors import VISITOR, Actor
from naober.shared.database import acting_as
from tests.database import role
from tests.factories.carers import make_account
from tests.factories.directory import make_service
from tests.factories.organisations import make_organisation, make_postcode
from tests.sites.public.flow import (
    CARE,
    CONTACT,
    HELP,
    answer_check,
    begin,
    fill_in,
    hand_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def point() -> Organisation:
    return make_organisation(name="Steunpunt Hier", phone="088 000 11 22", call_within_days=7)


def pc4_of(point: Organisation) -> str:
    assert point.postcode is not None
    return point.postcode.pk


def kept() -> list[Carer]:
    with role("naober_system"):
        return list(Carer.objects.all())


def young() -> list[bool]:
    return [is_young(one, on=clock.today()) for one in kept()]


def test_a_registration_arrives_at_the_support_point_of_the_postcode(
    client: Client, point: Organisation
) -> None:
    make_organisation()
    fill_in(client, f"{pc4_of(point)} ab", birth_year="1961", phone="088 000 12 34")
    assert hand_in(client)["Location"] == "/aanmelden/klaar/"
    [carer] = kept()
    assert (carer.organisation_id, carer.postcode) == (point.pk, f"{pc4_of(point)} AB")
    assert (carer.first_name, carer.birth_year, young()) == ("J", 1961, [False])
    with role("naober_system"):
        situation = CareSituation.objects.get()
        case = Case.objects.get()
        purposes = {one.purpose for one in Consent.objects.all()}
    assert (situation.relation, situation.hours, situation.wishes) == (
        "partner", "under_20", ["talk"],
    )  # fmt: skip
    assert case.call_by == first_call_by(point, on=clock.today())
    assert purposes == {"support"}


def test_the_last_page_says_by_when_and_whom_to_call_and_names_nobody(
    client: Client, point: Organisation
) -> None:
    fill_in(client, pc4_of(point), channel="phone", phone="088 000 12 34")
    hand_in(client)
    page = client.get("/aanmelden/klaar/").content.decode()
    assert "belt iemand u" in page
    assert "Steunpunt Hier" in page
    assert "tel:+31880001122" in page
    assert "Verzonnen" not in page
    assert CONTACT["email"] not in page


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ({"channel": "email"}, "krijgt u een e-mail"),
        ({"channel": "phone", "phone": "088 000 12 34", "email": ""}, "belt iemand u"),
        (
            {"channel": "letter", "address": "Brink 1", "place": "Dorp", "email": ""},
            "schrijft iemand u een brief",
        ),
    ],
)
def test_mail_telephone_or_letter_alone_is_enough(
    client: Client, point: Organisation, way: dict[str, str], said: str
) -> None:
    fill_in(client, pc4_of(point), **way)
    hand_in(client)
    assert said in client.get("/aanmelden/klaar/").content.decode()
    assert len(kept()) == 1


@pytest.mark.parametrize("channel", ["email", "phone", "letter"])
def test_the_way_that_was_chosen_must_be_there(
    client: Client, point: Organisation, channel: str
) -> None:
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    client.post("/aanmelden/hulp/", HELP)
    typed = CONTACT | {"postcode": pc4_of(point), "channel": channel, "email": ""}
    page = client.post("/aanmelden/contact/", typed).content.decode()
    assert "Dit is nodig om zo contact te krijgen." in page
    assert 'value="Verzonnen"' in page


def test_a_double_click_registers_once(client: Client, point: Organisation) -> None:
    fill_in(client, pc4_of(point))
    before = {name: cookie.value for name, cookie in client.cookies.items()}
    first = hand_in(client)
    for name, value in before.items():  # the second click left before the first answer came
        client.cookies[name] = value
    second = hand_in(client)
    assert first["Location"] == second["Location"] == "/aanmelden/klaar/"
    assert len(kept()) == 1
    assert len(mail.outbox) == 1
    assert client.get("/aanmelden/klaar/").status_code == 200


def test_sending_again_after_going_back_shows_the_same_thanks(
    client: Client, point: Organisation
) -> None:
    fill_in(client, pc4_of(point))
    hand_in(client)
    assert hand_in(client)["Location"] == "/aanmelden/klaar/"
    assert len(kept()) == 1


def test_a_second_registration_on_the_same_device_is_another_one(
    client: Client, point: Organisation
) -> None:
    for _ in range(2):
        fill_in(client, pc4_of(point))
        hand_in(client)
    assert len(kept()) == 2


def test_without_the_consent_to_support_nothing_is_kept(
    client: Client, point: Organisation
) -> None:
    fill_in(client, pc4_of(point))
    page = hand_in(client, support="no").content.decode()
    assert "Zonder deze toestemming" in page
    assert hand_in(client, support="").status_code == 200
    assert kept() == []


def test_only_a_yes_is_a_consent(client: Client, point: Organisation) -> None:
    fill_in(client, pc4_of(point))
    hand_in(client, checkups="no", share="yes")
    with role("naober_system"):
        assert {one.purpose for one in Consent.objects.all()} == {"support", "share"}


def test_the_check_comes_along_only_with_the_tick_and_the_consent(
    client: Client, point: Organisation
) -> None:
    answer_check(client, frozenset({"sleep"}))
    client.post("/check/meenemen/")
    fill_in(client, pc4_of(point))
    page = client.get("/aanmelden/toestemming/").content.decode()
    assert 'name="bring"' in page
    assert "checked" in page.split('name="bring"')[1][:200]
    refused = hand_in(client, bring="on").content.decode()
    assert "Zonder deze toestemming gaat de check niet mee." in refused
    hand_in(client, bring="on", checkups="yes")
    with role("naober_system"):
        assert [one.score for one in CheckUp.objects.all()] == [1]
    assert client.cookies["naober_check"].value == ""


def test_a_check_that_stays_behind_is_not_kept(client: Client, point: Organisation) -> None:
    answer_check(client, frozenset({"sleep"}))
    fill_in(client, pc4_of(point))
    hand_in(client, checkups="yes")
    with role("naober_system"):
        assert not CheckUp.objects.exists()


def test_a_young_carer_is_addressed_as_one(client: Client, point: Organisation) -> None:
    make_service("support.young-carers", name_nl="Samen naar de film", for_young_carers=True)
    make_service("support.young-carers", name_nl="Les voor leraren")
    begin(client, young=True)
    pages = [client.get("/aanmelden/zorg/")]
    client.post("/aanmelden/zorg/", CARE)
    pages.append(client.get("/aanmelden/hulp/"))
    client.post("/aanmelden/hulp/", HELP)
    pages.append(client.get("/aanmelden/contact/"))
    client.post("/aanmelden/contact/", CONTACT | {"postcode": pc4_of(point)})
    pages.append(client.get("/aanmelden/toestemming/"))
    hand_in(client)
    pages.append(client.get("/aanmelden/klaar/"))
    for page in pages:
        main = page.content.decode().split("<main")[1].split("</main>")[0]
        assert " je " in main
    assert "Samen naar de film" in pages[-1].content.decode()
    assert "Les voor leraren" not in pages[-1].content.decode()
    assert young() == [True]


def contact(point: Organisation, *, years_ago: int, **more: str) -> dict[str, str]:
    born = str(clock.today().year - years_ago)
    return CONTACT | {"postcode": pc4_of(point), "birth_year": born, "last_name": "Grut"} | more


@pytest.mark.parametrize(
    ("came_in_young", "years_ago", "button", "entrance"),
    [(False, 12, "Ik ben jonger dan 18", "young"), (True, 76, "Ik ben 18 of ouder", "grown-up")],
)
def test_a_birth_year_that_does_not_fit_offers_the_other_entrance_and_loses_nothing(
    client: Client,
    point: Organisation,
    came_in_young: bool,
    years_ago: int,
    button: str,
    entrance: str,
) -> None:
    begin(client, young=came_in_young)
    client.post("/aanmelden/zorg/", CARE | {"relation": "parent"})
    client.post("/aanmelden/hulp/", HELP)
    typed = contact(point, years_ago=years_ago)
    page = client.post("/aanmelden/contact/", typed).content.decode()
    assert f'name="entrance" value="{entrance}">{button}</button>' in page
    assert "Klopt het niet? Verander het jaar." in page
    assert 'value="Grut"' in page
    answer = client.post("/aanmelden/contact/", typed | {"entrance": entrance})
    assert answer["Location"] == "/aanmelden/toestemming/"
    hand_in(client)
    assert [one.last_name for one in kept()] == ["Grut"]
    assert young() == [not came_in_young]


def test_the_other_entrance_stays_chosen_where_something_else_is_wrong(
    client: Client, point: Organisation
) -> None:
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    client.post("/aanmelden/hulp/", HELP)
    typed = contact(point, years_ago=12, first_name="")
    client.post("/aanmelden/contact/", typed | {"entrance": "young"})
    answer = client.post("/aanmelden/contact/", typed | {"first_name": "Kim"})
    assert answer["Location"] == "/aanmelden/toestemming/"


@pytest.mark.parametrize("came_in_young", [False, True])
def test_in_the_year_in_which_somebody_turns_eighteen_both_entrances_are_right(
    client: Client, point: Organisation, came_in_young: bool
) -> None:
    begin(client, young=came_in_young)
    client.post("/aanmelden/zorg/", CARE)
    client.post("/aanmelden/hulp/", HELP)
    answer = client.post("/aanmelden/contact/", contact(point, years_ago=18))
    assert answer["Location"] == "/aanmelden/toestemming/"


def test_a_young_carer_is_not_asked_about_a_partner_or_a_child_of_their_own(client: Client) -> None:
    def offered() -> set[str]:
        page = client.get("/aanmelden/zorg/").content.decode()
        return set(re.findall(r'name="relation" value="(\w+)"', page))

    everybody = {"partner", "parent", "child", "sibling", "grandparent", "friend", "other"}
    begin(client)
    assert offered() == everybody
    client.post("/aanmelden/zorg/", CARE | {"relation": "partner"})
    begin(client, young=True)
    assert offered() == everybody - {"partner", "child"}
    client.post("/aanmelden/zorg/", CARE | {"relation": "partner"})
    assert offered() == everybody - {"child"}  # what somebody said is kept


def test_who_is_signed_in_and_registers_finds_it_on_their_own_page(
    client: Client, point: Organisation
) -> None:
    account = make_account()
    client.force_login(account)
    fill_in(client, pc4_of(point), email=account.email)
    hand_in(client)
    assert [one.account for one in kept()] == [account]


@pytest.mark.parametrize("field", ["first_name", "last_name", "address"])
def test_a_bsn_is_refused_wherever_text_is_typed(
    client: Client, point: Organisation, field: str
) -> None:
    fill_in(client, pc4_of(point), **{field: "123456782"})
    assert client.get("/aanmelden/toestemming/")["Location"] == "/aanmelden/contact/"


@pytest.mark.parametrize("note", ["BSN 123456782", "1234 56 782", "mijn nr: 123.456.782!"])
def test_a_bsn_in_a_note_is_refused(client: Client, note: str) -> None:
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    page = client.post("/aanmelden/hulp/", HELP | {"note": note}).content.decode()
    assert "Dit lijkt op een burgerservicenummer" in page


@pytest.mark.parametrize("note", ["Bel 088 000 12 34", "Bel +31 6 00001234", "sinds 12-11-2019"])
def test_a_telephone_number_or_a_date_is_no_bsn(client: Client, note: str) -> None:
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    response = client.post("/aanmelden/hulp/", HELP | {"note": note})
    assert response["Location"] == "/aanmelden/contact/"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("first_name", "\x00"),
        ("first_name", "x" * 61),
        ("last_name", "y" * 100_000),
        ("email", f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.nl"),
        ("email", "geen-adres"),
        ("phone", "bel mij"),
        ("birth_year", "9" * 40),
        ("birth_year", "1850"),
        ("birth_year", "negentien"),
        ("postcode", "0000"),
        ("postcode", "letters"),
        ("municipality", "GM0000x"),
        ("channel", "duif"),
        ("reach_time", "\x00"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_loses_nothing(
    client: Client, point: Organisation, field: str, typed: str
) -> None:
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    client.post("/aanmelden/hulp/", HELP)
    data = CONTACT | {"postcode": pc4_of(point), "place": "Dorp"} | {field: typed}
    response = client.post("/aanmelden/contact/", data)
    assert response.status_code == 200
    page = response.content.decode()
    assert "Er klopt nog iets niet" in page
    assert 'value="Dorp"' in page


@pytest.mark.parametrize("name", ["J", "🙂", "محمد", "Ó Súilleabháin-van 't Hoff", "李"])
def test_every_name_is_a_name(client: Client, point: Organisation, name: str) -> None:
    fill_in(client, pc4_of(point), first_name=name)
    hand_in(client)
    assert [one.first_name for one in kept()] == [name]


def test_a_place_outside_the_region_may_choose_a_municipality(
    client: Client, point: Organisation
) -> None:
    with role("naober_system"):
        outside = make_postcode()
        outside.municipality = None
        outside.save()
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    client.post("/aanmelden/hulp/", HELP)
    typed = CONTACT | {"postcode": outside.pk}
    page = client.post("/aanmelden/contact/", typed).content.decode()
    assert "Deze postcode ligt niet in Drenthe." in page
    assert point.municipality is not None
    client.post("/aanmelden/contact/", typed | {"municipality": point.municipality.pk})
    hand_in(client)
    [carer] = kept()
    assert (carer.organisation_id, carer.postcode) == (point.pk, outside.pk)


def test_without_any_postcode_a_municipality_is_enough(client: Client, point: Organisation) -> None:
    assert point.municipality is not None
    fill_in(client, "", municipality=point.municipality.pk)
    hand_in(client)
    assert [one.postcode for one in kept()] == [""]


def test_a_paste_of_ten_million_characters_gets_a_page_and_earlier_steps_stay(
    client: Client,
) -> None:
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    response = client.post("/aanmelden/hulp/", {"note": "x" * 10_000_000})
    assert response.status_code == 400
    assert "<h1" in response.content.decode()
    assert 'value="partner" ' in client.get("/aanmelden/zorg/").content.decode()
    page = client.post("/aanmelden/hulp/", {"note": "x" * 400_000}).content.decode()
    assert "Er is plek voor 500." in page


def test_the_fullest_step_fits_on_the_device(client: Client, point: Organisation) -> None:
    letters = "".join(chr(0x1F300 + n % 700) for n in range(500))
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    response = client.post("/aanmelden/hulp/", {"note": letters, "wishes": ["talk", "meet"]})
    assert response["Location"] == "/aanmelden/contact/"
    full = {
        "first_name": letters[:60], "last_name": letters[:80], "address": letters[:120],
        "place": letters[:60], "phone": "0 0 0 0 0 0 0 0 0 0", "postcode": pc4_of(point),
    }  # fmt: skip
    response = client.post("/aanmelden/contact/", CONTACT | full)
    assert response["Location"] == "/aanmelden/toestemming/"
    assert sum(len(one.value) for one in client.cookies.values()) < 8000


def test_a_step_that_does_not_fit_on_the_device_is_shown_again(client: Client) -> None:
    letters = "".join(chr(0x4E00 + n) for n in range(5000))
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    response = client.post("/aanmelden/hulp/", {"note": letters, "previous": "1"})
    assert response.status_code == 200
    page = response.content.decode()
    assert letters in page
    assert "Er is plek voor 500." in page


def test_going_back_keeps_what_was_typed_right_or_not(client: Client) -> None:
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    response = client.post("/aanmelden/hulp/", {"note": "halve zin", "previous": "1"})
    assert response["Location"] == "/aanmelden/zorg/"
    assert "halve zin" in client.get("/aanmelden/hulp/").content.decode()


def test_no_step_can_be_skipped(client: Client, point: Organisation) -> None:
    assert client.get("/aanmelden/contact/")["Location"] == "/aanmelden/"
    begin(client)
    assert client.get("/aanmelden/contact/")["Location"] == "/aanmelden/zorg/"
    assert hand_in(client)["Location"] == "/aanmelden/zorg/"
    assert client.get("/aanmelden/bestaat-niet/").status_code == 404
    assert kept() == []


def test_beginning_anew_throws_away_what_an_earlier_visitor_typed(client: Client) -> None:
    begin(client)
    client.post("/aanmelden/zorg/", CARE)
    begin(client)
    assert "checked" not in client.get("/aanmelden/zorg/").content.decode().split("<main")[1]


def test_a_half_registration_leaves_nothing_with_us(client: Client, point: Organisation) -> None:
    fill_in(client, pc4_of(point))
    assert kept() == []


def test_nobody_is_named_in_an_address_a_title_a_cookie_or_the_log(
    client: Client, point: Organisation, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []
    with caplog.at_level(logging.DEBUG):
        begin(client)
        for slug, data in (("zorg", CARE), ("hulp", HELP)):
            seen.append(client.post(f"/aanmelden/{slug}/", data)["Location"])
        data: dict[str, Any] = CONTACT | {"postcode": pc4_of(point)}
        seen.append(client.post("/aanmelden/contact/", data)["Location"])
        seen += [one.value for one in client.cookies.values()]
        seen.append(_title(client.get("/aanmelden/toestemming/").content.decode()))
        seen.append(hand_in(client)["Location"])
        seen.append(_title(client.get("/aanmelden/klaar/").content.decode()))
    logged = [one.getMessage() for one in caplog.records if one.name != "django.db.backends"]
    for said in [*seen, *logged]:
        assert "Verzonnen" not in said
        assert "verzonnen@" not in said


def _title(page: str) -> str:
    return page.split("<title>")[1].split("</title>", maxsplit=1)[0]


def test_a_refused_visit_to_another_support_point_is_impossible(
    client: Client, point: Organisation
) -> None:
    """The visitor may insert at one support point only; row-level security holds it."""
    elsewhere = make_organisation()
    with (
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        acting_as(Actor(role=VISITOR, intake=point.pk)),
    ):
        Carer(
            organisation=elsewhere, first_name="J", last_name="V", postcode="",
            phone="088 000 12 34", channel="phone", registered_at=clock.now(),
        ).save(force_insert=True)  # fmt: skip


def test_a_visitor_sees_no_carer_after_registering(client: Client, point: Organisation) -> None:
    fill_in(client, pc4_of(point))
    hand_in(client)
    with acting_as(Actor(role=VISITOR, intake=point.pk)):
        assert not Carer.objects.exists()
