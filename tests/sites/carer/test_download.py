"""Taking everything along: one stable shape, and a page that anybody can read."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils.formats import date_format
from pypdf import PdfReader

from naober.audit import services as audit
from naober.audit.models import Event
from naober.carers.models import Carer, CareSituation
from naober.casework.enums import CaseStatus
from naober.screening.models import CheckUp
from naober.shared import clock
from naober.sites import typesetting
from tests.database import role
from tests.factories.carers import make_account, make_carer
from tests.factories.casework import make_case, make_contact, make_referral
from tests.factories.organisations import MONDAY, make_membership
from tests.sites.carer.pages import answers, client_for
from tests.sites.carer.shape import misfits
from tests.world import CSI

pytestmark = pytest.mark.django_db

JSON, PDF = "/mijn/downloaden/mijn-gegevens.json", "/mijn/downloaden/mijn-gegevens.pdf"
SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs/reference/my-data.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def carer() -> Carer:
    """A carer about whom something of everything is known."""
    case = make_case(make_carer(phone="088 000 12 34"))
    consultant = make_membership(case.organisation, name="Fenna Hoekstra")
    with role("naober_system"):
        type(case).objects.update(contact_person=consultant, status="active")
        CheckUp.objects.create(
            carer=case.carer,
            organisation=case.organisation,
            instrument="csi",
            version=CSI.version,
            score=8,
            band="high",
            answers=answers(8),
            taken_on=MONDAY.date(),
            kept_at=MONDAY,
        )
        case.carer.consents.filter(purpose="checkups").update(
            withdrawn_at=MONDAY, withdrawn_way="phone"
        )
        case.contact_person = consultant
    make_contact(case, note="Over de nachten gepraat.")
    refused = {"state": "refused", "refusal_reason": "full", "answered_at": MONDAY}
    make_referral(sender=consultant, carer=case.carer, answer_note="In mei wel.", **refused)
    with role("naober_system"):
        Event.objects.create(
            at=MONDAY,
            action="read",
            kind="desk:file",
            actor_name="Fenna Hoekstra",
            role="consultant",
            organisation_id=case.organisation_id,
            access_point="desk:file",
            subject_id=case.carer.pk,
            ground="task",
        )
    return case.carer


def everything(carer: Carer, prefix: str = "") -> dict[str, Any]:
    response = client_for(carer).get(prefix + JSON)
    data: dict[str, Any] = json.loads(response.content)
    return data


def text_of(carer: Carer, prefix: str = "") -> str:
    response = client_for(carer).get(prefix + PDF)
    assert response.status_code == 200
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# The file for another program


def test_the_file_has_the_shape_of_the_schema(carer: Carer) -> None:
    assert list(misfits(everything(carer), SCHEMA, SCHEMA)) == []


def test_an_almost_empty_file_has_the_shape_too() -> None:
    carer = make_carer()
    with role("naober_system"):
        carer.situations.all().delete()
        carer.consents.all().delete()
    data = everything(carer)
    assert list(misfits(data, SCHEMA, SCHEMA)) == []
    assert data["registrations"][0]["support"] is None


def test_a_file_of_another_shape_is_noticed(carer: Carer) -> None:
    planted = everything(carer)
    file = planted["registrations"][0]
    planted["extra"] = 1
    del file["details"]["email"]
    file["log"][0]["times"] = 0
    file["registered_at"] = "yesterday"
    file["situations"][0]["hours"] = "always"
    planted["language"] = "fy"
    found = " ".join(misfits(planted, SCHEMA, SCHEMA))
    for part in (".extra", ".email", ".times", ".registered_at", ".hours", ".language"):
        assert part in found


def test_everything_that_is_known_is_in_the_file(carer: Carer) -> None:
    file = everything(carer)["registrations"][0]
    assert file["details"]["phone"] == "088 000 12 34"
    assert file["details"]["sign_in_email"] == carer.account.email
    assert file["situations"][0]["relation"] == {"code": "partner", "text": "mijn partner"}
    assert file["consents"][0]["withdrawn_way"]["code"] == "phone"
    assert file["check_ups"][0]["answers"] == answers(8)
    assert file["support"]["contact_person"]["name"] == "Fenna Hoekstra"
    assert file["contacts"][0]["note"] == "Over de nachten gepraat."
    assert file["referrals"][0]["need"] == "Een weekend logeren."
    assert file["referrals"][0]["refusal_reason"]["code"] == "full"
    assert file["referrals"][0]["steps"][0]["step"]["code"] == "sent"


def test_codes_are_the_same_in_english_and_the_words_are_not(carer: Carer) -> None:
    dutch, english = everything(carer), everything(carer, "/en")
    assert english["language"] == "en"
    pair = [one["registrations"][0]["situations"][0]["relation"] for one in (dutch, english)]
    assert pair[0]["code"] == pair[1]["code"]
    assert pair[0]["text"] != pair[1]["text"]


def test_every_registration_comes_along() -> None:
    account = make_account()
    make_carer(account=account), make_carer(account=account)
    assert len(everything(make_carer(account=account))["registrations"]) == 3


@pytest.mark.parametrize(("address", "kind"), [(JSON, "json"), (PDF, "pdf")])
def test_a_download_has_no_name_in_it_and_is_stored_nowhere(
    carer: Carer, address: str, kind: str
) -> None:
    response = client_for(carer).get(address)
    assert response["Content-Type"] == f"application/{kind}"
    assert response["Content-Disposition"] == f'attachment; filename="naober.{kind}"'
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", [JSON, PDF])
def test_a_download_is_in_the_log(carer: Carer, address: str) -> None:
    client_for(carer).get(address)
    with role("naober_system", "audit"):
        events = Event.objects.using("audit").filter(subject_id=carer.pk, action="export")
        assert [event.kind for event in events] == ["carer.export"]


@pytest.mark.django_db(transaction=True)
def test_the_log_in_the_file_knows_of_the_download_itself() -> None:
    log = everything(make_carer())["registrations"][0]["log"]
    assert [line["what"] for line in log] == ["haalde uw gegevens op"]


@pytest.mark.parametrize("address", [JSON, PDF])
def test_nothing_is_handed_over_when_the_log_cannot_be_written(
    carer: Carer, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(audit, "_insert", broken)
    client = client_for(carer)
    client.raise_request_exception = False
    response = client.get(address)
    assert response.status_code >= 500
    assert carer.last_name.encode() not in response.content


@pytest.mark.parametrize("address", [JSON, PDF, "/mijn/downloaden/"])
def test_who_has_no_file_downloads_nothing(address: str) -> None:
    assert client_for(make_account()).get(address).status_code == 404


def test_the_page_offers_both_files(carer: Carer) -> None:
    page = client_for(carer).get("/mijn/downloaden/").content.decode()
    assert f'href="{JSON}"' in page
    assert f'href="{PDF}"' in page


# The file to read or print


def test_everything_that_is_known_is_on_paper(carer: Carer) -> None:
    text = text_of(carer)
    for part in (
        carer.last_name,
        "088 000 12 34",
        "mijn partner",
        "Fenna Hoekstra",
        "Over de nachten gepraat.",
        "Mijn nachtrust is verstoord. Ja",
        "Een weekend logeren.",
        "Er is geen plek. In mei wel.",
        "Ingetrokken: 2 maart 2026, aan de telefoon",
        "keek in uw gegevens",
    ):
        assert part in text


def test_an_almost_empty_file_says_so_on_paper() -> None:
    assert "Hierover is niets bekend." in text_of(make_carer())


@pytest.mark.parametrize(("prefix", "language"), [("", "nl"), ("/en", "en")])
def test_the_paper_is_tagged_for_screen_readers_and_knows_its_language(
    carer: Carer, prefix: str, language: str
) -> None:
    response = client_for(carer).get(prefix + PDF)
    reader = PdfReader(io.BytesIO(response.content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert carer.last_name not in str(reader.metadata.title)


NASTY = [
    '#eval("1+1") *bold* _slant_ $x$ @label <tag> `code` ~',
    '"quotes" \\ back \\n slash // comment /* more */ ] } )',
    '#read("/etc/passwd") #import "@preview/x:1.0.0": y',
    "{{ template }} {% tag %} %(value)s",
]


@pytest.mark.parametrize("name", NASTY)
def test_what_people_type_is_words_and_never_markup(name: str) -> None:
    assert name in text_of(make_carer(first_name=name, last_name="Voorbeeld"))


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Łódź Ünïcödé Çağla", "Łódź Ünïcödé Çağla"),
        ("Ελένη Наталья", "Ελένη Наталья"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("\N{GRINNING FACE} 日本", "□ □□"),
        ("a\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT OVERRIDE}b\x07c", "a□□b□c"),
        ("Z\N{COMBINING RING BELOW}\N{COMBINING ENCLOSING CIRCLE}", "Z□□"),
    ],
)
def test_what_the_letters_cannot_draw_is_a_box(name: str, drawn: str) -> None:
    assert drawn in text_of(make_carer(first_name=name, last_name="Voorbeeld"))


@pytest.mark.parametrize("name", ["مريم", "שרה", "فاطمه"])
def test_names_from_right_to_left_are_drawn(name: str) -> None:
    text = text_of(make_carer(first_name=name, last_name="Voorbeeld"))
    assert sorted(set(name)) == sorted(set(name) & set(text))


TEXT_WIDTH = (21.0 - 2 * 2.2) / 2.54 * 72
"""Points between the margins of the paper."""

COLUMN = 1.3 / 5.1 * (TEXT_WIDTH - 3 * 12)
W_AT_13, W_AT_11 = 12.0, 10.1
"""Points that a W of these sizes is wide at least, by the width that its font gives."""


def lines_of(carer: Carer) -> list[str]:
    pdf = client_for(carer).get(PDF).content
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [line for page in pages for line in page.extract_text().splitlines()]


def test_a_word_without_spaces_goes_on_on_the_next_line() -> None:
    lines = lines_of(make_carer(address="W" * 120))
    assert sum(line.count("W") for line in lines) >= 120
    assert max(line.count("W") for line in lines) * W_AT_13 <= TEXT_WIDTH


def test_a_name_without_spaces_stays_in_its_column() -> None:
    carer = make_carer()
    with role("naober_system"):
        Event.objects.create(
            at=MONDAY, action="read", kind="desk:file", actor_name="W" * 120, role="consultant",
            organisation_id=carer.organisation_id, access_point="desk:file",
            subject_id=carer.pk, ground="task",
        )  # fmt: skip
    lines = lines_of(carer)
    assert sum(line.count("W") for line in lines) >= 120
    assert max(line.count("W") for line in lines) * W_AT_11 <= COLUMN


def test_an_ordinary_long_word_stays_whole() -> None:
    word = "mantelzorgondersteuningsvoorziening"
    assert word in text_of(make_carer(address=f"Aan de brink in ons dorp staat een {word}"))


def test_every_letter_that_is_let_through_can_be_drawn() -> None:
    letters = "".join(
        char for char in map(chr, range(0x20, 0x2100)) if not typesetting.UNDRAWABLE.match(char)
    )
    assert len(letters) > 1000
    carer = make_carer()
    with role("naober_system"):
        for start in range(0, len(letters), 400):
            CareSituation.objects.create(
                carer=carer,
                organisation=carer.organisation,
                relation="other",
                since="longer",
                hours="always",
                note=letters[start : start + 400],
                recorded_at=MONDAY,
            )
    assert typesetting.BOX not in text_of(carer)


def test_the_next_contact_that_was_agreed_is_in_the_file_and_on_paper() -> None:
    day = clock.today() + timedelta(days=8)
    case = make_case(
        contact_person=make_membership(), status=CaseStatus.ACTIVE, first_contact_at=MONDAY,
        last_contact_on=clock.today(), due_on=day,
    )  # fmt: skip
    support = everything(case.carer)["registrations"][0]["support"]
    assert support["next_contact_on"] == day.isoformat()
    assert f"Volgend contact afgesproken op: {date_format(day, 'j F Y')}" in text_of(case.carer)
