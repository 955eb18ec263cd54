"""One carer: what stands in the file, writing in it, and who may not."""

import html
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from naober.carers.enums import ConsentWay, Purpose
from naober.carers.models import Carer, CareSituation, Consent
from naober.casework.enums import CaseStatus, ContactWay
from naober.casework.models import Case, Contact
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership, Organisation
from naober.screening.models import CheckUp
from tests.database import role
from tests.factories.casework import make_case, make_contact
from tests.factories.organisations import MONDAY, make_membership
from tests.sites.desk.conftest import Making, signed_in

pytestmark = pytest.mark.django_db

ABOUT_ONE = ("file", "contact", "edit", "situation", "registered")


def url(name: str, case: Case, *more: str) -> str:
    return reverse(f"desk:{name}", args=[case.pk, *more])


def text(response: Any) -> str:
    main = response.content.decode().split("<main", 1)[1]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def shown(client: Client, case: Case) -> str:
    response = client.get(url("file", case))
    assert response.status_code == 200
    return text(response)


def now(case: Case) -> Case:
    with role("naober_system"):
        return Case.objects.select_related("carer", "contact_person").get(pk=case.pk)


def contacts(case: Case) -> list[Contact]:
    with role("naober_system"):
        return list(Contact.objects.filter(case=case))


# What stands in it


def test_a_file_says_who_how_to_reach_and_what_the_care_is(client: Client, person: Making) -> None:
    case = person("Anna Zilver", due=-4, phone="088 000 00 11")
    said = shown(client, case)
    for part in (
        "Anna Zilver",
        "Cares for partner, forgetful or dementia",
        "4 days late",
        "First talk",
        "088 000 00 11",
        "8 to 20 hours",
        "Somebody to talk to, time for myself",
        "Corrie Consulent",
        "Registered on the site",
        "The carer sees what you write here.",
    ):
        assert part in said


def test_contacts_stand_newest_first_with_who_wrote_them(
    client: Client, person: Making, today: date
) -> None:
    case = person()
    make_contact(case, note="Als eerste.", on=today - timedelta(days=9))
    make_contact(case, note="Als laatste.", on=today, way=ContactWay.NOT_REACHED)
    said = shown(client, case)
    assert said.index("Als laatste.") < said.index("Als eerste.")
    assert "Not reached" in said
    assert "Today · Corrie Consulent" in said


def test_how_the_care_was_before_stays(client: Client, person: Making) -> None:
    case = person()
    with role("naober_system"):
        CareSituation.objects.create(
            carer=case.carer,
            organisation=case.organisation,
            relation="child",
            since="longer",
            hours="always",
            recorded_at=MONDAY + timedelta(days=1),
        )
    said = shown(client, case)
    assert "Cares for child" in said
    assert "not asked yet" in said.lower()
    assert "Until" in said
    assert "cares for partner, forgetful or dementia, 8 to 20 hours" in said


def test_a_file_without_a_situation_says_so(client: Client, person: Making) -> None:
    case = person()
    with role("naober_system"):
        CareSituation.objects.all().delete()
    assert client.get(url("situation", case)).status_code == 200
    assert "Nothing is known about the care yet." in shown(client, case)
    response = client.post(url("situation", case), situation(), follow=True)
    assert "Cares for child" in text(response)
    assert "How it was before" not in text(response)


def test_a_young_carer_is_marked(client: Client, person: Making) -> None:
    case = person()
    assert "Young carer" not in shown(client, case)
    with role("naober_system"):
        Carer.objects.filter(pk=case.carer_id).update(is_young=True)
    assert "Young carer" in shown(client, case)


def check(case: Case, score: int, on: date) -> None:
    with role("naober_system"):
        CheckUp.objects.create(
            carer=case.carer,
            organisation=case.organisation,
            instrument="csi",
            version="1983.1",
            score=score,
            answers={},
            taken_on=on,
            kept_at=MONDAY,
        )


def test_checks_are_said_in_words_and_from_two_on_drawn(
    client: Client, person: Making, today: date
) -> None:
    case = person()
    assert "No check was filled in yet." in shown(client, case)
    check(case, 5, today - timedelta(days=90))
    response = client.get(url("file", case))
    assert "5 of 13. That is below the limit of 7." in text(response)
    assert b"naober-chart" not in response.content
    check(case, 9, today)
    response = client.get(url("file", case))
    assert "Today: 9 of 13. From 7 on, the care is too much." in text(response)
    assert "Check rose from 5 to 9" in text(response)
    assert b"naober-chart" in response.content


def test_checks_are_gone_from_the_next_request_after_consent_is_taken_back(
    client: Client, person: Making, today: date
) -> None:
    case = person()
    check(case, 9, today)
    assert "9 of 13" in shown(client, case)
    client.post(url("consent", case, "checkups"), {"change": "withdraw", "way": "phone"})
    said = shown(client, case)
    assert "9 of 13" not in said
    assert "The carer does not share the checks with you." in said


# Who may not


def foreign(person: Making, point: Organisation) -> list[Case]:
    """Return cases that the consultant may not open: a colleague's, another's, an ended one."""
    return [
        person("Van Collega", contact_person=make_membership(point)),
        make_case(contact_person=make_membership()),
        person("Is Gestopt", status=CaseStatus.ENDED),
    ]


def without_token(content: bytes) -> bytes:
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", content)


@pytest.mark.parametrize("name", ABOUT_ONE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_file_of_another_looks_exactly_like_one_that_is_not_there(
    client: Client, person: Making, point: Organisation, name: str, method: str
) -> None:
    missing = Case(pk=uuid4())
    if (name, method) in {("file", "post"), ("registered", "post")}:
        assert client.post(url(name, missing)).status_code == 405
        return
    ask = getattr(client, method)
    nothing = ask(url(name, missing))
    assert nothing.status_code == 404
    for case in foreign(person, point):
        answer = ask(url(name, case), {"change": "withdraw", "way": "phone"})
        assert answer.status_code == 404
        got = without_token(answer.content).replace(str(case.pk).encode(), b"")
        assert got == without_token(nothing.content).replace(str(missing.pk).encode(), b"")
        assert case.carer.last_name.encode() not in answer.content


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_consents_of_another_are_not_there(
    client: Client, person: Making, point: Organisation, method: str
) -> None:
    for case in [*foreign(person, point), Case(pk=uuid4())]:
        ask = getattr(client, method)
        data = {"change": "withdraw", "way": "phone"}
        assert ask(url("consent", case, "support"), data).status_code == 404
    with role("naober_system"):
        assert not Consent.objects.exclude(withdrawn_at=None).exists()


def test_a_registration_can_be_opened_before_it_has_a_contact_person(
    client: Client, chief: Client, registration: Making
) -> None:
    case = registration()
    said = shown(client, case)
    assert "Nobody yet. Call on" in said
    assert "The coordinator chooses the contact person." in said
    assert "Write down a contact" not in said
    assert url("assign", case) in chief.get(url("file", case)).content.decode()


# Writing down a contact


def contact_form(today: date, **more: Any) -> dict[str, Any]:
    return {
        "way": "phone",
        "on": today.isoformat(),
        "note": "Wij spraken over logeren.",
        "next_on": "",
        "token": str(uuid4()),
    } | more


def test_a_contact_is_written_down_and_seen(client: Client, person: Making, today: date) -> None:
    case = person(due=-4)
    next_on = today + timedelta(days=14)
    form = contact_form(today, next_on=next_on.isoformat())
    response = client.post(url("contact", case), form, follow=True)
    assert "The contact has been written down." in text(response)
    assert "Wij spraken over logeren." in text(response)
    assert now(case).status == CaseStatus.ACTIVE
    assert now(case).due_on == next_on


def test_a_double_click_writes_one_contact(client: Client, person: Making, today: date) -> None:
    case, form = person(), contact_form(today)
    for _click in range(2):
        assert client.post(url("contact", case), form).status_code == 302
    assert len(contacts(case)) == 1


def test_two_pages_are_two_contacts(client: Client, person: Making, today: date) -> None:
    case = person()
    tokens = {
        re.search(r'name="token" value="([^"]+)"', client.get(url("file", case)).content.decode())[
            1
        ]
        for _time in range(2)
    }
    for token in tokens:
        client.post(url("contact", case), contact_form(today, token=token))
    assert len(contacts(case)) == 2


def test_the_date_is_today_until_somebody_says_otherwise(
    client: Client, person: Making, today: date
) -> None:
    page = client.get(url("file", person())).content.decode()
    assert re.search(rf'name="on" value="{today.isoformat()}"', page)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"way": ""}, "How did you speak?"),
        ({"on": "gisteren"}, "A date looks like 31-12-2026."),
        ({"on": "2999-01-01"}, "A contact cannot be in the future."),
        ({"next_on": "2000-01-01"}, "The next contact cannot be in the past."),
        ({"token": ""}, "Please send this once more."),
    ],
)
def test_a_mistake_keeps_what_was_typed(
    client: Client, person: Making, today: date, wrong: dict[str, str], reason: str
) -> None:
    case = person()
    response = client.post(url("contact", case), contact_form(today, **wrong))
    assert response.status_code == 200
    assert "Something is not right yet" in text(response)
    assert reason in text(response)
    assert "Wij spraken over logeren." in response.content.decode()
    assert contacts(case) == []


def test_a_day_may_be_typed_the_dutch_way(client: Client, person: Making, today: date) -> None:
    case = person()
    client.post(url("contact", case), contact_form(today, on=f"{today:%d-%m-%Y}"))
    assert [one.on for one in contacts(case)] == [today]


def test_who_was_not_reached_stays_on_top(client: Client, person: Making, today: date) -> None:
    case = person(due=-4)
    client.post(url("contact", case), contact_form(today, way="not_reached", note=""))
    assert "4 days late" in shown(client, case)


def test_the_address_of_a_contact_leads_back_to_the_file(client: Client, person: Making) -> None:
    case = person()
    assert client.get(url("contact", case)).headers["Location"] == url("file", case)


def test_a_coordinator_may_write_down_a_contact_too(
    chief: Client, person: Making, today: date, coordinator: Membership
) -> None:
    case = person()
    chief.post(url("contact", case), contact_form(today))
    assert [one.by_id for one in contacts(case)] == [coordinator.pk]


# The contact person


def test_colleagues_are_offered_with_room_first_and_full_ones_in_sight(
    chief: Client, registration: Making, consultant: Membership, person: Making, point: Organisation
) -> None:
    full = make_membership(point, name="Vera Vol", caseload_ceiling=1)
    person(contact_person=full)
    person()
    said = text(chief.get(url("assign", registration())))
    assert "Corrie Consulent 1 of 45 people. Room for 44." in said
    assert "Vera Vol 1 of 1 people. Full." in said
    assert said.index("Corrie Consulent") < said.index("Vera Vol")
    page = chief.get(url("assign", registration())).content.decode()
    assert re.search(rf'value="{full.pk}" disabled', page)
    assert not re.search(rf'value="{consultant.pk}" disabled', page)


def choose(chief: Client, case: Case, who: UUID, instead_of: object = "") -> Any:
    data = {"consultant": str(who), "instead_of": str(instead_of)}
    return chief.post(url("assign", case), data, follow=True)


def test_a_registration_gets_a_contact_person_and_leaves_the_list(
    chief: Client, registration: Making, consultant: Membership
) -> None:
    case = registration("Nico Nieuw")
    response = choose(chief, case, consultant.pk)
    assert "The contact person has been chosen." in text(response)
    assert "Nico Nieuw" not in text(response)
    assert now(case).contact_person == consultant


def test_another_contact_person_leads_back_to_the_file(
    chief: Client, person: Making, consultant: Membership, point: Organisation
) -> None:
    case, other = person(), make_membership(point, name="Olga Ander")
    response = choose(chief, case, other.pk, consultant.pk)
    assert response.redirect_chain == [(url("file", case), 302)]
    assert "Olga Ander" in text(response)


def test_the_second_coordinator_reads_that_somebody_was_first(
    chief: Client, registration: Making, consultant: Membership, point: Organisation
) -> None:
    case, other = registration(), make_membership(point)
    choose(chief, case, consultant.pk)
    response = choose(chief, case, other.pk)
    assert "Somebody else just chose a contact person." in text(response)
    assert "Is the contact person now." in text(response)
    assert now(case).contact_person == consultant


def test_who_became_full_meanwhile_is_said_to_be_full(
    chief: Client, registration: Making, point: Organisation, person: Making
) -> None:
    full = make_membership(point, name="Vera Vol", caseload_ceiling=1)
    person(contact_person=full)
    case = registration()
    assert "Vera Vol is full: 1 of 1 people." in text(choose(chief, case, full.pk))
    assert now(case).contact_person is None


def test_who_was_suspended_meanwhile_cannot_be_chosen(
    chief: Client, registration: Making, point: Organisation
) -> None:
    gone = make_membership(point, status=MembershipStatus.SUSPENDED)
    assert "does not work here now" in text(choose(chief, registration(), gone.pk))


def test_a_choice_without_a_colleague_is_asked_again(chief: Client, registration: Making) -> None:
    case = registration()
    assert "Choose a colleague." in text(chief.post(url("assign", case), {}))
    assert now(case).contact_person is None


def test_a_colleague_elsewhere_is_not_there(chief: Client, registration: Making) -> None:
    assert choose(chief, registration(), make_membership().pk).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_consultant_chooses_nobody(
    client: Client, registration: Making, consultant: Membership, method: str
) -> None:
    case = registration()
    answer = getattr(client, method)(url("assign", case), {"consultant": str(consultant.pk)})
    assert answer.status_code == 404
    assert now(case).contact_person is None


# Changing details and care


def details(case: Case, **more: Any) -> dict[str, Any]:
    carer = now(case).carer
    return {
        "first_name": carer.first_name,
        "last_name": carer.last_name,
        "postcode": carer.postcode,
        "email": carer.email,
        "channel": carer.channel,
        "reach_time": carer.reach_time,
    } | more


def mark(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


def test_details_are_changed_in_place(client: Client, person: Making) -> None:
    case = person()
    seen = mark(client.get(url("edit", case)).content.decode())
    changed = details(case, phone="088 000 00 22", channel="phone", birth_year="1958", seen=seen)
    response = client.post(url("edit", case), changed, follow=True)
    assert "The details have been changed." in text(response)
    assert now(case).carer.phone == "088 000 00 22"
    assert now(case).carer.birth_year == 1958


def test_the_sign_in_address_follows_what_the_desk_writes(client: Client, person: Making) -> None:
    case = person()
    old = now(case).carer.account
    client.post(url("edit", case), details(case, email="Goed@Example.org"))
    account = now(case).carer.account
    assert account is not None
    assert account.email == "goed@example.org"
    assert account != old
    client.post(url("edit", case), details(case, email="", channel="phone", phone="0880000011"))
    assert now(case).carer.account is None


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"postcode": "Assen"}, "This is not a postcode. It has four digits"),
        ({"phone": "12345", "channel": "phone"}, "This is not a telephone number."),
        ({"channel": "phone", "phone": ""}, "This is needed to reach the carer"),
        ({"channel": "letter", "address": ""}, "This is needed to reach the carer"),
        ({"birth_year": "58"}, "This year cannot be right."),
        ({"first_name": ""}, "Fill this in."),
    ],
)
def test_details_that_cannot_be_are_asked_again(
    client: Client, person: Making, wrong: dict[str, str], reason: str
) -> None:
    case = person()
    response = client.post(url("edit", case), details(case, last_name="Getypt", **wrong))
    assert reason in text(response)
    assert "Getypt" in response.content.decode()
    assert now(case).carer.last_name != "Getypt"


def situation(**more: Any) -> dict[str, Any]:
    return {"relation": "child", "since": "longer", "hours": "always", "wishes": ["talk"]} | more


def test_the_care_is_written_down_anew(client: Client, person: Making) -> None:
    case = person()
    seen = mark(client.get(url("situation", case)).content.decode())
    response = client.post(url("situation", case), situation(seen=seen), follow=True)
    assert "Cares for child" in text(response)
    assert "How it was before" in text(response)


def test_care_needs_for_whom_since_when_and_how_much(client: Client, person: Making) -> None:
    response = client.post(url("situation", person()), situation(relation=""))
    assert "For whom do you care?" in text(response)
    assert "Something is not right yet" in text(response)


# Consent


def consent(case: Case, purpose: str) -> Consent | None:
    with role("naober_system"):
        found = Consent.objects.filter(carer=case.carer_id, purpose=purpose)
        return found.order_by("-given_at").first()


def test_consent_given_by_telephone_is_written_down_with_how_when_and_by_whom(
    client: Client, person: Making, consultant: Membership
) -> None:
    case = person(purposes=[Purpose.SUPPORT])
    page = client.get(url("consent", case, "share"))
    assert "Does the carer say yes?" in text(page)
    assert "Read this out." in text(page)
    response = client.post(url("consent", case, "share"), {"change": "give", "way": "phone"})
    assert response.headers["Location"] == url("file", case)
    given = consent(case, "share")
    assert given is not None
    assert given.given_way == ConsentWay.PHONE
    assert given.recorded_by_id == consultant.pk
    assert "by telephone. Written down by Corrie Consulent." in shown(client, case)


def test_consent_is_taken_back_with_how_and_when(client: Client, person: Making) -> None:
    case = person()
    assert "Does the carer take this back?" in text(client.get(url("consent", case, "checkups")))
    client.post(url("consent", case, "checkups"), {"change": "withdraw", "way": "paper"})
    taken = consent(case, "checkups")
    assert taken is not None
    assert taken.withdrawn_way == ConsentWay.PAPER
    assert "Taken back on" in shown(client, case)


def test_without_consent_for_support_the_file_closes_at_once(
    client: Client, chief: Client, person: Making
) -> None:
    case = person("Anna Zilver")
    assert "This closes the file" in text(client.get(url("consent", case, "support")))
    response = client.post(
        url("consent", case, "support"), {"change": "withdraw", "way": "phone"}, follow=True
    )
    assert "The consent has been changed." in text(response)
    for browser in (client, chief):
        assert browser.get(url("file", case)).status_code == 404
    assert "Anna Zilver" not in text(response)


def test_how_the_carer_told_it_must_be_said(client: Client, person: Making) -> None:
    case = person()
    response = client.post(url("consent", case, "checkups"), {"change": "withdraw"})
    assert "How did the carer tell you?" in text(response)
    taken = consent(case, "checkups")
    assert taken is not None
    assert taken.withdrawn_at is None


def test_a_purpose_that_does_not_exist_is_not_there(client: Client, person: Making) -> None:
    assert client.get(url("consent", person(), "verkopen")).status_code == 404


def test_a_coordinator_elsewhere_opens_nothing(person: Making) -> None:
    stranger = signed_in(make_membership(role=Role.COORDINATOR))
    assert stranger.get(url("file", person())).status_code == 404


def test_a_contact_person_who_left_is_named_as_such(
    chief: Client, person: Making, consultant: Membership
) -> None:
    case = person()
    with role("naober_system"):
        consultant.status = MembershipStatus.ENDED
        consultant.save()
    assert "This colleague does not work here now." in shown(chief, case)
