"""`bin/naober pack`: the pack of a municipality as a file, whole or not at all."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from naober.config.management.commands import pack as command
from naober.organisations.models import Organisation
from tests.factories.directory import make_service
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def point() -> Organisation:
    return make_organisation(name="Steunpunt Brink")


def run(place: str | None, out: Path, **options: Any) -> str:
    said = io.StringIO()
    call_command("pack", municipality=place, out=out, stdout=said, **options)
    return said.getvalue()


def names_in(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_pack_is_written_and_replaces_what_was_there(point: Organisation, tmp_path: Path) -> None:
    out = tmp_path / "assen.pdf"
    out.write_text("van vorige week")
    card = make_service()
    assert run(point.municipality_id, out).startswith(f"Made: {out} (")
    assert "Steunpunt Brink" in text_of(out)
    assert card.name_nl in text_of(out)
    assert names_in(tmp_path) == ["assen.pdf"]


def test_language_audience_and_size_are_as_asked(point: Organisation, tmp_path: Path) -> None:
    make_service()
    out = tmp_path / "pack.pdf"
    run(point.municipality_id, out, language="en", audience="professional", large=True)
    assert "How to refer: Call 088 000 00 07." in text_of(out)


def test_an_unknown_municipality_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no municipality 'GM9999'"):
        run("GM9999", tmp_path / "pack.pdf")
    assert names_in(tmp_path) == []


def test_a_place_where_nothing_can_be_written_is_a_sentence(
    point: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = point.municipality_id
    with pytest.raises(CommandError, match="There is no folder"):
        run(place, tmp_path / "weg" / "pack.pdf")
    with pytest.raises(CommandError, match="is a folder"):
        run(place, tmp_path)
    monkeypatch.setattr(command.os, "access", lambda *_: False)
    with pytest.raises(CommandError, match="Nothing may be written"):
        run(place, tmp_path / "pack.pdf")


def test_when_writing_fails_what_was_there_stays(
    point: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pack.pdf"
    out.write_text("van vorige week")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CommandError, match="No space left"):
        run(point.municipality_id, out)
    assert out.read_text() == "van vorige week"
    assert names_in(tmp_path) == ["pack.pdf"]
