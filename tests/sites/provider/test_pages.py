"""The pages of who keeps cards: one's own only, nothing typed is lost, and done in one press."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from naober.directory.enums import CountKind, Room, VersionState
from naober.directory.models import CardCount, CardReport, CardVersion, Service
from naober.directory.queries import changes_of
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Membership
from tests.database import role
from tests.factories.directory import make_location, make_report, make_service, make_version
from tests.factories.organisations import make_membership, make_organisation
from tests.sites.provider.typed import CARD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def card() -> Service:
    return make_service(phone="088 000 00 01", confirmed_on=timezone.localdate())


@pytest.fixture
def provider(card: Service) -> Membership:
    return make_membership(card.organisation, Role.PROVIDER, name="Petra Plek")


@pytest.fixture
def editor() -> Membership:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return make_membership(region, Role.EDITOR, name="Ella Redactie")


def client_of(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def where(card: Service, page: str = "") -> str:
    return f"/aanbod/kaart/{card.key}/{page}"


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def now(card: Service) -> Service:
    with role("naober_system"):
        return Service.objects.get(pk=card.pk)


def versions(card: Service) -> list[tuple[int, str]]:
    with role("naober_system"):
        return list(CardVersion.objects.filter(service=card).values_list("number", "state"))


def test_who_signs_in_comes_to_their_cards(provider: Membership, editor: Membership) -> None:
    for member in (provider, editor):
        assert client_of(member).get("/welkom/").headers["Location"] == "/aanbod/"


@pytest.mark.parametrize(
    "page", ["", "voorbeeld/", "versies/", "versies/1/", "wijzigen/", "plek/", "dicht/"]
)
def test_a_card_of_another_organisation_is_not_there(
    card: Service, provider: Membership, page: str
) -> None:
    make_version(card, provider)
    stranger = client_of(make_membership(role=Role.PROVIDER))
    assert stranger.get(where(card, page)).status_code == 404
    assert client_of(provider).get(where(card, page)).status_code == 200


def test_the_list_begins_with_what_is_late_and_says_so(card: Service, provider: Membership) -> None:
    late = timezone.localdate() - timedelta(days=400)
    make_service(organisation=card.organisation, confirmed_on=late, name_nl="Zeer oud")
    make_service(organisation=card.organisation, published=False, name_nl="Nog niet te zien")
    page = text(client_of(provider), "/aanbod/")
    assert page.index("Zeer oud") < page.index(card.name_nl)
    assert "Niet op tijd bevestigd" in page
    assert card.name_nl not in text(client_of(provider), "/aanbod/?state=overdue")
    assert "Nog niet te zien" in text(client_of(provider), "/aanbod/?state=hidden")


def test_a_card_that_nobody_checked_yet_stands_apart_until_one_click(
    card: Service, provider: Membership
) -> None:
    make_service(organisation=card.organisation, confirmed_on=None, name_nl="Zo van buiten")
    client = client_of(provider)
    page = text(client, "/aanbod/")
    assert page.index("Zo van buiten") < page.index(card.name_nl)
    assert "kaart nog niet nagekeken" in page
    only = text(client, "/aanbod/?state=never")
    assert "Zo van buiten" in only
    assert card.name_nl not in only
    new = Service.objects.get(name_nl="Zo van buiten")
    assert "<span>De kaart staat nu lager" in text(client, where(new))
    client.post(where(new, "klopt/"))
    assert (now(new).confirmed_on, now(new).confirmed_by_id) == (
        timezone.localdate(), provider.organisation_id,
    )  # fmt: skip
    assert "kaart nog niet nagekeken" not in text(client, "/aanbod/")
    assert f", door {provider.organisation.name}" in text(client, "/aanbod/")


def test_an_editor_looks_for_a_card_by_name_or_organisation(
    card: Service, editor: Membership
) -> None:
    make_service(name_nl="Heel iets anders")
    page = text(client_of(editor), f"/aanbod/?q={card.organisation.name.lower()}")
    assert card.name_nl in page
    assert "Heel iets anders" not in page


def test_still_right_is_one_click(card: Service, provider: Membership) -> None:
    with role("naober_system"):
        Service.objects.update(confirmed_on=timezone.localdate() - timedelta(days=400))
    client_of(provider).post(where(card, "klopt/"))
    assert now(card).confirmed_on == timezone.localdate()


@pytest.mark.parametrize(
    ("sent", "room", "number"),
    [
        ({"say": "free-2"}, Room.FREE, 2),
        ({"say": "wait-8"}, Room.WAIT, 8),
        ({"say": "open"}, Room.OPEN, None),
        ({"say": "wait", "number": "30"}, Room.WAIT, 30),
    ],
)
def test_room_is_one_press(
    card: Service, provider: Membership, sent: dict[str, str], room: Room, number: int | None
) -> None:
    answer = client_of(provider).post(where(card, "plek/"), sent, follow=True)
    assert "Iedereen ziet het nu." in answer.content.decode()
    assert (now(card).room, now(card).room_number) == (room, number)


@pytest.mark.parametrize(
    "sent",
    [{}, {"say": "full"}, {"say": "free-x"}, {"say": "free-999999"}, {"say": "wait", "number": ""}],
)
def test_what_no_button_says_changes_nothing(
    card: Service, provider: Membership, sent: dict[str, str]
) -> None:
    assert client_of(provider).post(where(card, "plek/"), sent).status_code == 200
    assert now(card).room == card.room


def test_what_a_provider_types_waits_for_the_editor_who_sees_it_side_by_side(
    card: Service, provider: Membership, editor: Membership
) -> None:
    answer = client_of(provider).post(where(card, "wijzigen/"), CARD | {"seen": "0"}, follow=True)
    assert "wacht op de redactie" in answer.content.decode()
    assert now(card).phone == "088 000 00 01"
    assert card.name_nl in text(client_of(editor), "/aanbod/wachten/")
    page = text(client_of(editor), where(card, "versies/1/"))
    assert "088 000 00 01" in page
    assert "088 000 00 08" in page
    assert "Petra Plek" in page
    assert "Logeerhuis De Brink" in text(client_of(editor), where(card, "voorbeeld/"))
    client_of(editor).post(where(card, "versies/1/besluit/"), {"decision": "approve"})
    one = now(card)
    assert (one.name_nl, one.phone, one.age_from) == ("Logeerhuis De Brink", "088 000 00 08", 18)
    with role("naober_system"):
        hours = [f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in one.opening_hours.all()]
    assert hours == ["09:00-12:30", "13:00-17:00"]


@pytest.mark.parametrize(
    ("days", "says"),
    [(0, "Iedereen ziet het nu"), (3, "Iedereen ziet het op de dagen die u koos")],
)
def test_an_editor_is_told_whether_a_card_is_seen_now_or_later(
    card: Service, editor: Membership, days: int, says: str
) -> None:
    first_day = timezone.localdate() + timedelta(days=days)
    typed = CARD | {"seen": "0", "visible_from": f"{first_day:%d-%m-%Y}"}
    answer = client_of(editor).post(where(card, "wijzigen/"), typed, follow=True)
    assert f"Gewijzigd. {says}" in answer.content.decode()


def test_a_no_needs_a_reason_and_the_provider_goes_on_with_what_was_written(
    card: Service, provider: Membership, editor: Membership
) -> None:
    client_of(provider).post(where(card, "wijzigen/"), CARD | {"seen": "0"})
    decide = where(card, "versies/1/besluit/")
    answer = client_of(editor).post(decide, {"decision": "refuse", "reason": ""})
    assert "Vul dit in." in answer.content.decode()
    client_of(editor).post(decide, {"decision": "refuse", "reason": "De naam klopt niet."})
    assert versions(card) == [(1, VersionState.REFUSED)]
    assert "De naam klopt niet." in text(client_of(provider), where(card))
    page = text(client_of(provider), where(card, "wijzigen/"))
    assert "De naam klopt niet." in page
    assert "Logeerhuis De Brink" in page
    again = client_of(editor).post(decide, {"decision": "approve"}, follow=True)
    assert "niet meer" in again.content.decode()


def test_the_second_of_two_browsers_hears_what_changed_and_loses_nothing(
    card: Service, provider: Membership
) -> None:
    client = client_of(provider)
    client.post(where(card, "wijzigen/"), CARD | {"seen": "0"})
    mine = CARD | {"seen": "0", "phone": "088 000 00 99", "more_nl": "Mijn lange tekst."}
    answer = client.post(where(card, "wijzigen/"), mine)
    page = answer.content.decode()
    assert "Iemand anders wijzigde deze kaart" in page
    assert "Mijn lange tekst." in page
    assert "088 000 00 08" in page  # theirs
    assert 'name="seen" value="1"' in page
    assert versions(card) == [(1, VersionState.PROPOSED)]
    client.post(where(card, "wijzigen/"), mine | {"seen": "1"})
    assert versions(card) == [(2, VersionState.PROPOSED), (1, VersionState.DRAFT)]


def test_a_draft_is_looked_at_as_everybody_would_see_it(
    card: Service, provider: Membership
) -> None:
    client = client_of(provider)
    answer = client.post(
        where(card, "wijzigen/"), CARD | {"seen": "0", "save": "draft"}, follow=True
    )
    page = answer.content.decode()
    assert "Zo gaat het eruitzien." in page
    assert "Logeerhuis De Brink" in page
    assert versions(card) == [(1, VersionState.DRAFT)]
    assert now(card).name_nl == card.name_nl


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name_nl": ""}, "Vul dit in."),
        ({"name_nl": "\u200b\u202e"}, "Vul dit in."),
        ({"phone": "<script>"}, "Dit is geen telefoonnummer."),
        ({"phone": "bel mij"}, "Dit is geen telefoonnummer."),
        ({"hours_1": "de hele dag"}, "Schrijf tijden zo"),
        ({"hours_1": "17.00-9.00"}, "Het sluit voordat het opengaat"),
        ({"hours_1": "9.00-25.00"}, "Schrijf tijden zo"),
        ({"age_from": "70", "age_to": "18"}, "De eerste leeftijd is hoger"),
        ({"new_address": "Straat 1"}, "Vul dit in."),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(
    card: Service, provider: Membership, wrong: dict[str, str], says: str
) -> None:
    answer = client_of(provider).post(where(card, "wijzigen/"), CARD | {"seen": "0"} | wrong)
    page = answer.content.decode()
    assert says in page
    assert "Tien euro" in page
    assert versions(card) == []


def test_hours_that_differ_for_each_place_stay_as_they_are(
    card: Service, provider: Membership
) -> None:
    places = [make_location(card), make_location(card, name="De Es")]
    with role("naober_system"):
        for at in card.at_locations.all():
            card.opening_hours.create(at=at, weekday=1, opens="09:00", closes="10:00")
    page = text(client_of(provider), where(card, "wijzigen/"))
    assert "hours_1" not in page
    ids = [str(place.pk) for place in places]
    client_of(provider).post(where(card, "wijzigen/"), CARD | {"seen": "0", "locations": ids})
    page = text(client_of(provider), where(card, "versies/1/"))
    assert "Openingstijden" not in page


def test_a_new_card_and_a_new_place_are_seen_by_an_editor_first(
    card: Service, provider: Membership, editor: Membership
) -> None:
    typed = CARD | {"seen": "0", "token": "een", "new_name": "De Es", "new_place": "Rolde"}
    for _click in range(2):
        client_of(provider).post("/aanbod/nieuw/", typed)
    with role("naober_system"):
        new = Service.objects.get(name_nl="Logeerhuis De Brink")
    assert "Nieuwe kaart" in text(client_of(editor), "/aanbod/wachten/")
    assert Client().get(f"/hulp/{new.key}/").status_code == 404
    assert "De Es" in text(client_of(provider), where(new, "voorbeeld/"))
    client_of(editor).post(where(new, "versies/1/besluit/"), {"decision": "approve"})
    assert now(new).published


def test_an_editor_sets_how_often_a_card_is_asked_about(card: Service, editor: Membership) -> None:
    client_of(editor).post(where(card, "wijzigen/"), CARD | {"seen": "0", "interval_months": "3"})
    assert now(card).interval_months == 3
    assert versions(card) == [(1, VersionState.APPROVED)]


def test_closed_for_a_while_and_open_again(card: Service, provider: Membership) -> None:
    client, today = client_of(provider), timezone.localdate()
    wrong = {"first": today, "last": today - timedelta(days=3), "why": ""}
    page = client.post(where(card, "dicht/"), wrong).content.decode()
    assert "De laatste dag komt voor de eerste." in page
    client.post(where(card, "dicht/"), {"first": today, "last": "", "why": "Verbouwing"})
    assert now(card).closed_why_nl == "Verbouwing"
    assert "Het is weer open" in text(client, where(card))
    client.post(where(card, "open/"))
    assert now(card).closed_from is None


def test_a_report_is_read_by_who_keeps_the_card_and_taken_off_the_list(
    card: Service, provider: Membership
) -> None:
    report = make_report(card, note="Er neemt niemand op.")
    stranger = client_of(make_membership(role=Role.PROVIDER))
    assert "Er neemt niemand op." not in text(stranger, "/aanbod/meldingen/")
    assert stranger.post(f"/aanbod/meldingen/{report.pk}/").status_code == 404
    assert "Er neemt niemand op." in text(client_of(provider), "/aanbod/meldingen/")
    client_of(provider).post(f"/aanbod/meldingen/{report.pk}/")
    with role("naober_system"):
        assert CardReport.objects.get().handled_by == provider
    assert "Geen meldingen" in text(client_of(provider), "/aanbod/meldingen/")


def test_counts_are_shown_by_week(card: Service, provider: Membership) -> None:
    today = timezone.localdate()
    with role("naober_system"):
        for days, number in ((0, 7), (today.weekday(), 4), (90, 1000)):
            CardCount.objects.update_or_create(
                service=card, day=today - timedelta(days=days), kind=CountKind.SHOWN,
                defaults={"number": number},
            )  # fmt: skip
    page = text(client_of(provider), where(card))
    assert f"<td>{4 if today.weekday() == 0 else 11}</td>" in page
    assert "1000" not in page


def test_the_name_of_an_editor_is_not_for_who_keeps_the_card(
    card: Service, provider: Membership, editor: Membership
) -> None:
    client_of(editor).post(where(card, "wijzigen/"), CARD | {"seen": "0"})
    assert "Ella Redactie" not in text(client_of(provider), where(card, "versies/"))
    assert "Ella Redactie" in text(client_of(editor), where(card, "versies/"))


def the_form(client: Client, card: Service) -> dict[str, Any]:
    """Return what a browser sends of the long form when nothing is touched."""
    form = client.get(where(card, "wijzigen/")).context["form"]
    sent: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if isinstance(value, list):
            sent[field.html_name] = [str(one) for one in value]
        elif value is True:
            sent[field.html_name] = "on"
        elif value is not None and value is not False:
            sent[field.html_name] = str(value).replace("\n", "\r\n")
    return sent


def test_who_touches_one_field_changes_one_field(provider: Membership, card: Service) -> None:
    elsewhere = make_organisation()
    after = make_service(organisation=elsewhere)
    lent = make_location(make_service(organisation=elsewhere), name="Dorpshuis")
    with role("naober_system"):
        card.at_locations.create(location=lent)
        card.opening_hours.create(
            weekday=1, opens="09:00", closes="10:00", note_nl="op afspraak (bel eerst)"
        )
        Service.objects.filter(pk=card.pk).update(
            successor=after, more_nl="Eerst.\n\nDan.", payers=["wmo", "free"],
            dayparts=["weekend", "night"], visible_until="2099-01-01",
        )  # fmt: skip
    client = client_of(provider)
    client.post(where(card, "wijzigen/"), the_form(client, card) | {"phone": "088 000 00 77"})
    with role("naober_system"):
        version = CardVersion.objects.get(service=card)
    assert changes_of(version) == {"phone": "088 000 00 77"}


def test_a_draft_of_an_editor_takes_nothing_off_the_list_of_what_waits(
    card: Service, provider: Membership, editor: Membership
) -> None:
    client_of(provider).post(where(card, "wijzigen/"), CARD | {"seen": "0"})
    draft = CARD | {"seen": "1", "save": "draft", "phone": "088 000 00 55"}
    client_of(editor).post(where(card, "wijzigen/"), draft)
    assert versions(card) == [(2, VersionState.DRAFT), (1, VersionState.PROPOSED)]
    assert card.name_nl in text(client_of(editor), "/aanbod/wachten/")


def test_how_a_new_card_was_proposed_is_history_once_an_editor_finished_it(
    provider: Membership, editor: Membership
) -> None:
    client_of(provider).post("/aanbod/nieuw/", CARD | {"seen": "0", "token": "twee"})
    with role("naober_system"):
        new = Service.objects.get(name_nl="Logeerhuis De Brink")
    typed = CARD | {"seen": "1", "phone": "088 000 00 66"}
    client_of(editor).post(where(new, "wijzigen/"), typed)
    assert now(new).phone == "088 000 00 66"
    assert "088 000 00 66" in text(client_of(provider), where(new, "wijzigen/"))


def test_hours_of_a_place_that_goes_do_not_become_hours_everywhere(
    card: Service, provider: Membership, editor: Membership
) -> None:
    stays, goes = make_location(card), make_location(card, name="De Es")
    with role("naober_system"):
        for at in card.at_locations.all():
            card.opening_hours.create(at=at, weekday=1, opens="09:00", closes="10:00")
    typed = CARD | {"seen": "0", "locations": [str(stays.pk)]}
    client_of(provider).post(where(card, "wijzigen/"), typed)
    client_of(editor).post(where(card, "versies/1/besluit/"), {"decision": "approve"})
    with role("naober_system"):
        assert [one.at.location_id for one in card.opening_hours.all()] == [stays.pk]
    assert goes.pk != stays.pk


def test_what_a_keeper_typed_when_the_visit_ended_is_there_again(
    card: Service, provider: Membership
) -> None:
    client = client_of(provider)
    page = text(client, where(card, "wijzigen/"))
    mark = page.split('name="reader" value="')[1].split('"')[0]
    del client.cookies["naober_session"]
    client.post(where(card, "wijzigen/"), CARD | {"seen": "0", "reader": mark})
    assert versions(card) == []
    client.force_login(provider.user)
    assert "Tien euro" in text(client, where(card, "wijzigen/"))
