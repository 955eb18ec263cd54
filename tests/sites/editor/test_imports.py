"""Editors: a file of others, from choosing it to the report."""

import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from naober.directory.enums import ImportState
from naober.directory.models import ImportRun
from naober.directory.services.imports import carry_out
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Membership
from naober.pure.openreferral.model import Where
from naober.pure.openreferral.sentences import say
from naober.shared.rows import Row
from naober.sites.editor.forms import imports as forms
from naober.sites.editor.presenters.imports import import_of, told
from naober.sites.entrance import actor_of
from tests.database import role
from tests.directory.test_import import service
from tests.factories.directory import make_import_run
from tests.factories.organisations import MONDAY, make_membership, make_organisation

pytestmark = pytest.mark.django_db
UNREADABLE = say(
    "%(path)s holds no organisation, location or service that could be read.", path="proef.json"
)

HERE = "/redactie/importeren/"
GOOD = json.dumps([service(), service(id="", name="Zonder")]).encode()


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def member() -> Membership:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return make_membership(region, Role.EDITOR)


@pytest.fixture
def editor(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def send(editor: Client, content: bytes, name: str = "proef.json", source: str = "Proef 1") -> Any:
    file = SimpleUploadedFile(name, content)
    return editor.post(HERE, {"file": file, "source": source})


def packed(*names: str, size: int = 2) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            one = zipfile.ZipInfo(name)  # of a fixed day: the bytes are the name of a test
            archive.writestr(one, b" " * size, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def work(member: Membership) -> ImportRun:
    with role("naober_system"):
        run = ImportRun.objects.get()
    with role("naober_worker"):
        carry_out(run_id=run.pk, by=actor_of(member), at=MONDAY)
    with role("naober_system"):
        return ImportRun.objects.get()


def test_how_many_cards_came_without_a_date_is_said_in_one_sentence(
    editor: Client, member: Membership
) -> None:
    where = send(editor, json.dumps([service(assured_date="")]).encode()).url
    work(member)
    assert "Bij 1 kaart staat niet wanneer iemand die nakeek." in text(editor.get(where))


def test_a_file_is_brought_looked_at_and_imported(editor: Client, member: Membership) -> None:
    where = send(editor, GOOD).url
    busy = text(editor.get(where))
    assert "Het wacht op zijn beurt." in busy
    assert "every 3s" in busy
    assert work(member).source == "proef-1"
    checked = text(editor.get(where))
    assert "Er is nog niets binnengehaald." in checked
    assert "Wordt nieuw: 1" in checked
    assert "Dan zou het elke keer nieuw zijn." in checked
    assert "proef.json, record 2" in checked
    assert "nog niet nagekeken" not in checked
    editor.post(f"{where}begin/")
    work(member)
    done = text(editor.get(where))
    assert "Binnengehaald" in done
    assert "every 3s" not in done
    assert "proef-1" in text(editor.get(HERE))
    assert "al binnengehaald" in text(editor.post(f"{where}begin/", follow=True))
    assert "Het bestand is weg." in text(editor.post(f"{where}weg/", follow=True))


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "leeg.json", "Er staat niets in dit bestand."),
        (b"MZ", "proef.exe", "kunnen wij niet lezen"),
        (b"%PDF-1.7", "proef.json", "dit is iets anders"),
        (packed("services.json")[:-30], "proef.zip", "niet helemaal overgekomen"),
        (packed("lees.txt"), "proef.zip", "geen JSON en geen CSV"),
        (packed("kaarten.ZIP", "lees.txt"), "proef.zip", "Er zit een zip in deze zip."),
        (b"[" * 200, "groot.json", "groter dan"),
        (packed("bom.json", size=100_000), "bom.zip", "komt meer dan"),
        (packed("bom.json", size=100_000), "bom.csv", "komt meer dan"),
        (b"{" + packed("bom.json", size=100_000), "bom.json", "komt meer dan"),
    ],
)
def test_what_is_wrong_at_first_sight_is_said_beside_the_field(
    editor: Client, monkeypatch: pytest.MonkeyPatch, content: bytes, name: str, why: str
) -> None:
    monkeypatch.setattr(forms, "UNPACKED", 50_000)
    if name == "groot.json":
        monkeypatch.setattr(forms, "LARGEST", 100)
    page = text(send(editor, content, name))
    assert why in page
    assert "Er klopt nog iets niet" in page
    with role("naober_system"):
        assert not ImportRun.objects.exists()


def test_json_may_begin_with_a_mark_or_blanks(editor: Client) -> None:
    assert send(editor, b"\xef\xbb\xbf\n " + GOOD).status_code == 302
    assert send(editor, '[{"a": 1}]'.encode("utf-16")).status_code == 302


def test_tables_of_one_kind_may_come_without_a_zip(editor: Client) -> None:
    assert send(editor, b"id,name\n1,x\n", "organizations.csv").status_code == 302


def test_a_file_and_whose_it_is_are_needed(editor: Client) -> None:
    page = text(editor.post(HERE, {"source": "!!"}))
    assert "Kies een bestand." in page
    assert "letters of cijfers" in page


def test_an_editor_of_a_municipality_reads_what_was_brought_and_brings_nothing(
    member: Membership,
) -> None:
    run, client = make_import_run(member), Client()
    client.force_login(make_membership(role=Role.EDITOR).user)
    page = text(client.get(HERE))
    assert "Alleen een redacteur van de regio" in page
    assert "<form" not in re.sub(r"(?s).*<main|</main>.*", "", page)
    where = f"{HERE}{run.pk}/"
    report = text(client.get(where))
    assert "Has no name." in report  # of before remarks were told in two languages
    assert "Haal het binnen" not in report
    assert send(client, GOOD).status_code == 404
    assert client.post(f"{where}begin/").status_code == 404
    assert client.post(f"{where}weg/").status_code == 404


def test_a_file_under_a_job_is_not_thrown_away(editor: Client, member: Membership) -> None:
    run = make_import_run(member, state=ImportState.IMPORTING)
    page = text(editor.post(f"{HERE}{run.pk}/weg/", follow=True))
    assert "Wacht tot dat klaar is." in page


def test_how_far_it_is_is_said_in_words(member: Membership) -> None:
    busy = {"state": ImportState.IMPORTING}
    lines = {
        "Writing services: 500 of 4,000": "Kaarten: 500 van 4,000",
        "Comparing 4,000 services with what is here": "Wij vergelijken het met wat hier staat.",
        "Reading proef.json (9 bytes)": "Wij lezen het bestand.",
        "": "Het wacht op zijn beurt.",
    }
    for line, words in lines.items():
        assert import_of(make_import_run(member, progress=line, **busy)).progress == words


def test_what_went_wrong_and_more_than_a_page_holds(editor: Client, member: Membership) -> None:
    why = {"why": UNREADABLE.kept()}
    run = make_import_run(member, state=ImportState.FAILED, file=None, report=why)
    failed = text(editor.get(f"{HERE}{run.pk}/"))
    assert "Niet binnengehaald" in failed
    assert "die wij kunnen lezen" in failed
    assert "Gooi dit bestand weg" not in failed  # it is gone already
    long = {"lines": [["a.json", "x", "y", "REFUSED"]], "more_lines": 7, "notes": [["a", "b", "c"]],
            "more_notes": 9}  # fmt: skip
    page = text(editor.get(f"{HERE}{make_import_run(member, report=long).pk}/"))
    assert "En nog 7." in page
    assert "En nog 9." in page


def test_a_remark_is_told_in_the_language_of_who_reads() -> None:
    twin = say("says the same as %(where)s, under another id.", where=Where("a.csv", 3, True).said)
    mail = say("is no mail address: %(text)s.", text="x").about("email")
    said = json.loads(json.dumps([twin.kept(), mail.kept(), "an old remark."]))
    with override("nl"):
        assert [told(one) for one in said] == [
            "Er staat hetzelfde als in a.csv, rij 3, met een ander id.",
            "“email” is geen mailadres: x.",
            "an old remark.",
        ]
    with override("en"):
        assert told(said[0]) == str(twin)


def test_a_report_of_before_stays_readable_and_says_that_it_is_english(member: Membership) -> None:
    (line,) = import_of(make_import_run(member)).kept
    assert (line.where, line.sentence, line.is_english) == (
        "proef.json, record 2", "Kept: it was removed here.", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ([["service", "REFUSED", 2]], "Alles in dit bestand is geweigerd."),
        ([["service", "LEFT", 2], ["file", "REFUSED", 1]], "Een deel is geweigerd."),
        ([["service", "LEFT", 2], ["service", "KEPT", 1]], "blijft zoals het hier is."),
        ([["service", "LEFT", 2], ["service", "CREATED", 0]], "Alles in dit bestand staat hier al"),
    ],
)
def test_a_file_that_brings_nothing_says_why_and_cannot_be_imported(
    editor: Client, member: Membership, numbers: list[Any], why: str
) -> None:
    run = make_import_run(member, report={"numbers": numbers})
    page = text(editor.get(f"{HERE}{run.pk}/"))
    assert "Er is niets om binnen te halen" in page
    assert why in page
    assert "Haal het binnen" not in page
    assert "Gooi dit bestand weg" in page
    assert "niets binnen te halen" in text(editor.get(HERE))


def test_numbers_that_are_zero_are_left_out(member: Membership) -> None:
    numbers = [["service", "CREATED", 12], ["service", "KEPT", 0], ["location", "LEFT", 0],
               ["service", "REFUSED", 1]]  # fmt: skip
    run = make_import_run(member, report={"numbers": numbers})
    with override("nl"):
        assert import_of(run).numbers == [Row("Kaarten", "Wordt nieuw: 12\nGeweigerd: 1")]
