"""What is known, and changing it: two windows, a double click, a session that ended."""

import pytest
from django.test import Client

from naober.carers.enums import Hours
from naober.carers.models import Carer, CareSituation
from naober.organisations.enums import MembershipStatus
from naober.pure.instruments import INSTRUMENTS, Instrument
from naober.screening.models import CheckUp
from tests.database import role
from tests.factories.carers import make_account, make_carer
from tests.factories.casework import make_case, make_contact
from tests.factories.organisations import MONDAY, make_membership
from tests.sites.carer.pages import answers, carried, client_for, hidden, words
from tests.world import CSI

pytestmark = pytest.mark.django_db

DETAILS, CHANGE, SITUATION = "/mijn/gegevens/", "/mijn/gegevens/wijzigen/", "/mijn/situatie/"
GOOD = {
    "first_name": "Roelie",
    "last_name": "Nieuwenaam",
    "birth_year": "1958",
    "channel": "phone",
    "reach_time": "evening",
    "phone": "088 000 12 34",
    "email": "",
    "address": "",
    "postcode": "9401kc",
    "place": "Assen",
}
CARE = {
    "relation": "partner",
    "since": "under_5_years",
    "hours": "always",
    "conditions": ["dementia", "physical"],
    "wishes": ["talk"],
    "note": "Het is veel.",
}


@pytest.fixture
def carer() -> Carer:
    return make_carer(first_name="Roelie")


def now(carer: Carer) -> Carer:
    with role("naober_system"):
        return Carer.objects.get(pk=carer.pk)


def situations(carer: Carer) -> list[CareSituation]:
    with role("naober_system"):
        return list(CareSituation.objects.filter(carer=carer))


# Seeing


def test_everything_that_is_known_stands_on_one_page() -> None:
    consultant = make_membership(name="Fenna Hoekstra")
    case = make_case(contact_person=consultant)
    carer = case.carer
    make_contact(case, note="Over de nachten gepraat.")
    with role("naober_system"):
        CheckUp.objects.create(
            carer=carer,
            organisation=carer.organisation,
            instrument="csi",
            version=CSI.version,
            score=8,
            answers=answers(8),
            taken_on=MONDAY.date(),
            kept_at=MONDAY,
        )
    page = words(client_for(carer).get(DETAILS))
    for part in (
        carer.last_name,
        f"U logt in met {carer.account.email}.",
        "mijn partner",
        "Over de nachten gepraat.",
        "Fenna Hoekstra",
        "8 van de 13",
        "Mijn nachtrust is verstoord. Ja",
        "Gegeven op 2 maart 2026, op deze site.",
    ):
        assert part in page


def test_a_contact_stays_readable_when_its_writer_has_left() -> None:
    case = make_case(contact_person=make_membership())
    left = make_membership(case.organisation, status=MembershipStatus.ENDED, name="Oud Collega")
    make_contact(case, by=left, note="Eerder gesproken.")
    page = words(client_for(case.carer).get(DETAILS))
    assert "Oud Collega" in page
    assert "Eerder gesproken." in page


@pytest.mark.parametrize(
    ("instrument", "row"),
    [
        (INSTRUMENTS["ediz"], "Ik moet altijd maar klaarstaan voor mijn naaste"),
        (INSTRUMENTS["phq2"], "1 0"),
    ],
)
def test_answers_stay_readable_where_the_wording_was_taken_out(
    carer: Carer, instrument: Instrument, row: str
) -> None:
    with role("naober_system"):
        CheckUp.objects.create(
            carer=carer,
            organisation=carer.organisation,
            instrument=instrument.code,
            version=instrument.version,
            score=0,
            answers={item.code: item.options[0].answer for item in instrument.items},
            taken_on=MONDAY.date(),
            kept_at=MONDAY,
        )
    assert row in words(client_for(carer).get(f"/en{DETAILS}"))


def test_an_empty_file_says_what_will_be_there(carer: Carer) -> None:
    with role("naober_system"):
        carer.situations.all().delete()
    page = words(client_for(carer).get(DETAILS))
    assert "Over de zorg is nog niets opgeschreven." in page
    assert "Er is nog niets opgeschreven. Na elk contact leest u het hier." in page
    assert "Er is geen check bewaard." in page


@pytest.mark.parametrize("address", [DETAILS, CHANGE, SITUATION])
def test_who_has_no_file_finds_no_page(address: str) -> None:
    assert client_for(make_account()).get(address).status_code == 404


# Changing the details


def test_a_change_is_saved_and_shown(carer: Carer) -> None:
    client = client_for(carer)
    seen = hidden(client.get(CHANGE), "seen")
    response = client.post(CHANGE, GOOD | {"seen": seen}, follow=True)
    assert response.redirect_chain == [(DETAILS, 302)]
    assert "Uw gegevens zijn veranderd." in words(response)
    assert "Nieuwenaam" in words(response)
    assert now(carer).postcode == "9401 KC"


def test_a_new_contact_address_does_not_change_the_sign_in_and_the_page_says_so(
    carer: Carer,
) -> None:
    client = client_for(carer)
    page = client.get(CHANGE)
    assert f"U blijft inloggen met {carer.account.email}." in words(page)
    sent = GOOD | {"channel": "email", "email": "nieuw@example.org", "seen": hidden(page, "seen")}
    client.post(CHANGE, sent)
    assert now(carer).email == "nieuw@example.org"
    assert now(carer).account_id == carer.account_id


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first_name": ""}, "Vul dit in."),
        ({"phone": ""}, "Dit is nodig om zo contact te krijgen."),
        ({"channel": "letter", "place": ""}, "Dit is nodig om zo contact te krijgen."),
        ({"phone": "12"}, "Dit is geen telefoonnummer."),
        ({"postcode": "0012"}, "Dit is geen postcode."),
        ({"birth_year": "2999"}, "Dit jaar kan niet kloppen."),
        ({"birth_year": "lang geleden"}, "Schrijf het jaar met vier cijfers"),
        ({"last_name": "123456782"}, "Dit lijkt op een burgerservicenummer"),
        ({"last_name": "x" * 81}, "80"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    carer: Carer, wrong: dict[str, str], sentence: str
) -> None:
    client = client_for(carer)
    seen = hidden(client.get(CHANGE), "seen")
    sent = GOOD | {"place": "Balloo"} | wrong
    response = client.post(CHANGE, sent | {"seen": seen})
    assert response.status_code == 200
    assert sentence in words(response)
    assert "Fout:" in response.content.decode()
    for name in ("first_name", "last_name", "birth_year", "phone", "postcode", "place"):
        if typed := sent[name]:
            assert f'value="{typed}"' in response.content.decode()
    assert hidden(response, "seen") == seen
    assert now(carer).last_name == carer.last_name


def test_an_empty_postcode_and_year_are_allowed(carer: Carer) -> None:
    client = client_for(carer)
    client.post(CHANGE, GOOD | {"postcode": "", "birth_year": ""})
    assert (now(carer).postcode, now(carer).birth_year) == ("", None)


def test_the_second_window_hears_what_changed_keeps_what_was_typed_and_may_save_again(
    carer: Carer,
) -> None:
    client = client_for(carer)
    seen = hidden(client.get(CHANGE), "seen")
    client.post(CHANGE, GOOD | {"phone": "088 000 11 11", "seen": seen})
    second = client.post(CHANGE, GOOD | {"phone": "088 000 22 22", "seen": seen})
    assert "Dit staat er nu Telefoonnummer 088 000 11 11" in words(second)
    assert 'value="088 000 22 22"' in second.content.decode()
    assert now(carer).phone == "088 000 11 11"
    client.post(CHANGE, GOOD | {"phone": "088 000 22 22", "seen": hidden(second, "seen")})
    assert now(carer).phone == "088 000 22 22"


def test_what_became_empty_meanwhile_is_shown_as_empty(carer: Carer) -> None:
    client = client_for(carer)
    seen = hidden(client.get(CHANGE), "seen")
    client.post(CHANGE, GOOD | {"place": "", "channel": "phone", "seen": seen})
    second = client.post(CHANGE, GOOD | {"seen": seen})
    assert "Plaats, voor een brief (leeg)" in words(second)


def test_a_double_click_is_one_change(carer: Carer) -> None:
    client = client_for(carer)
    seen = hidden(client.get(CHANGE), "seen")
    for _click in range(2):
        response = client.post(CHANGE, GOOD | {"seen": seen}, follow=True)
        assert response.redirect_chain == [(DETAILS, 302)]


# How the care is


def test_how_it_was_stays_on_the_page(carer: Carer) -> None:
    client = client_for(carer)
    seen = hidden(client.get(SITUATION), "seen")
    page = words(client.post(SITUATION, CARE | {"seen": seen}, follow=True))
    assert "Hoe het nu is" in page
    assert "Hoe het was" in page
    assert "Vergeetachtig of dementie, Lichamelijke ziekte of beperking" in page
    assert [one.hours for one in situations(carer)] == [Hours.ALWAYS, Hours.UNDER_20]


def test_the_form_opens_with_how_it_is(carer: Carer) -> None:
    page = client_for(carer).get(SITUATION).content.decode()
    assert "checked" in page[page.index('value="under_20"') : page.index('value="under_40"')]


def test_a_first_situation_can_be_told(carer: Carer) -> None:
    with role("naober_system"):
        carer.situations.all().delete()
    client = client_for(carer)
    client.post(SITUATION, CARE | {"seen": hidden(client.get(SITUATION), "seen")})
    assert len(situations(carer)) == 1


def test_two_windows_with_a_situation_meet_too(carer: Carer) -> None:
    client = client_for(carer)
    seen = hidden(client.get(SITUATION), "seen")
    client.post(SITUATION, CARE | {"seen": seen})
    second = client.post(SITUATION, CARE | {"note": "Nog meer.", "seen": seen})
    assert "In eigen woorden Het is veel." in words(second)
    assert "Nog meer." in second.content.decode()
    client.post(SITUATION, CARE | {"note": "Nog meer.", "seen": hidden(second, "seen")})
    assert situations(carer)[0].note == "Nog meer."


def test_a_situation_that_does_not_fit_is_not_saved(carer: Carer) -> None:
    client = client_for(carer)
    response = client.post(SITUATION, CARE | {"hours": "all of them"})
    assert response.status_code == 200
    assert "Het is veel." in response.content.decode()
    assert len(situations(carer)) == 1


UNLIKELY = ("Mijn partner", "Mijn kind")


def test_a_young_carer_is_not_asked_about_a_partner_or_child_of_their_own() -> None:
    young = make_carer(is_young=True)
    with role("naober_system"):
        young.situations.update(relation="parent")
    for who, asked in ((young, ()), (make_carer(), UNLIKELY)):
        page = words(client_for(who).get(SITUATION))
        assert tuple(one for one in UNLIKELY if one in page) == asked


def test_what_a_young_carer_said_before_stays_a_choice_also_after_a_mistake() -> None:
    client = client_for(make_carer(is_young=True))  # cares for a partner
    mistake = CARE | {"relation": "parent", "hours": "all of them"}
    for page in (client.get(SITUATION), client.post(SITUATION, mistake)):
        assert [one for one in UNLIKELY if one in words(page)] == ["Mijn partner"]


# A session that ended


def send_after_the_session_ended(
    carer: Carer, address: str, sent: dict[str, object]
) -> tuple[Client, str]:
    client = client_for(carer)
    opened = client.get(address)
    marks = {"seen": hidden(opened, "seen"), "reader": hidden(opened, "reader")}
    del client.cookies["naober_session"]
    response = client.post(address, sent | marks)
    assert response["Location"].endswith(f"?next={address}")
    return client, marks["seen"]


@pytest.mark.parametrize(
    ("address", "sent", "typed"), [(CHANGE, GOOD, "Nieuwenaam"), (SITUATION, CARE, "Het is veel.")]
)
def test_what_was_typed_is_there_again_after_signing_in(
    carer: Carer, address: str, sent: dict[str, object], typed: str
) -> None:
    client, seen = send_after_the_session_ended(carer, address, sent)
    client.force_login(carer.account)
    page = client.get(address)
    assert "U was even weg. Wij bewaarden wat u typte." in words(page)
    assert typed in page.content.decode()
    assert hidden(page, "seen") == seen
    client.post(address, sent | {"seen": seen})
    assert not carried(client, "unsent")
    assert typed in words(client.get(DETAILS))


def test_nobody_else_at_the_same_computer_sees_what_was_typed(carer: Carer) -> None:
    client, _seen = send_after_the_session_ended(carer, CHANGE, GOOD)
    client.force_login(make_carer().account)
    assert "Nieuwenaam" not in client.get(CHANGE).content.decode()


def test_typed_words_without_a_true_mark_are_shown_to_nobody(carer: Carer) -> None:
    client = Client()
    client.post(CHANGE, GOOD | {"reader": "1"})
    client.force_login(carer.account)
    assert "Nieuwenaam" not in client.get(CHANGE).content.decode()


def test_too_much_to_remember_is_let_go(carer: Carer) -> None:
    endless = "".join(chr(0x4E00 + number) for number in range(5000))
    client, _seen = send_after_the_session_ended(carer, SITUATION, CARE | {"note": endless})
    assert not carried(client, "unsent")


def test_opening_a_form_without_a_session_leads_to_signing_in() -> None:
    assert Client().get(CHANGE)["Location"].endswith(f"?next={CHANGE}")
