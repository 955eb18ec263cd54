"""`bin/naober search`: lists for people, JSON for programs, one sentence for what cannot be."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from naober.directory.enums import PlaceKind
from naober.directory.models import Service
from tests.factories.directory import make_service
from tests.factories.organisations import make_postcode

pytestmark = pytest.mark.django_db


@pytest.fixture
def stay() -> Service:
    return make_service(
        "respite.stay", "respite.holiday", name_nl="Logeerhuis De Brink",
        place_kind=PlaceKind.LOCATION, postcode=make_postcode(pc4="9401"),
    )  # fmt: skip


def printed(capsys: pytest.CaptureFixture[str], *words: str, **options: Any) -> str:
    call_command("search", *words, **options)
    return capsys.readouterr().out


def test_the_answer_is_a_list_of_what_was_found(
    stay: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    assert json.loads(printed(capsys, "een weekend logeren", near="9401", json=True)) == [
        {
            "id": str(stay.pk),
            "name": "Logeerhuis De Brink",
            "categories": ["respite.stay", "respite.holiday"],
            "km": 0.0,
        }
    ]


def test_without_a_place_there_is_no_distance(
    stay: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = json.loads(printed(capsys, "logeren", json=True))
    assert (found["id"], found["km"]) == (str(stay.pk), None)


def test_a_question_that_means_nothing_gets_an_empty_list(
    stay: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    assert json.loads(printed(capsys, "qwrtzx", json=True)) == []
    assert "Try other words" in printed(capsys, "qwrtzx")


def test_people_get_a_table(stay: Service, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "logeren", "weekend", near="9401 AB")
    assert "0.0  Logeerhuis De Brink  (respite.stay)" in text


def test_no_more_than_the_limit(stay: Service, capsys: pytest.CaptureFixture[str]) -> None:
    make_service("respite.stay")
    assert len(json.loads(printed(capsys, "logeren", limit=1, json=True))) == 1


def test_a_file_of_questions_gives_a_line_each_also_for_an_empty_one(
    stay: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "questions.csv"
    questions.write_bytes("\ufeffbest,query\nx,logeren\nx,\nx\nx,café\n".encode())
    lines = [json.loads(line) for line in printed(capsys, file=str(questions)).splitlines()]
    assert [line["query"] for line in lines] == ["logeren", "", "", "café"]
    assert [bool(line["results"]) for line in lines][:3] == [True, False, False]
    assert set(lines[0]) == {"query", "results"}
    assert lines[0]["results"][0]["id"] == str(stay.pk)


@pytest.mark.parametrize(
    ("words", "options", "sentence"),
    [
        ([], {}, "Give words"),
        (["  "], {}, "Give words"),
        (["hulp"], {"file": "x.csv"}, "Give words"),
        (["hulp"], {"near": "9999"}, "no postcode area '9999'"),
        (["hulp"], {"near": ""}, "no postcode area ''"),
        (["hulp"], {"limit": 0}, "--limit goes from 1"),
        (["hulp"], {"limit": 101}, "--limit goes from 1"),
        ([], {"file": "/nowhere/x.csv"}, "No such file"),
        ([], {"file": "/tmp"}, "Is a directory"),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(
    words: list[str], options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("search", *words, **options)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no column `query`"),
        (b"vraag\nhulp\n", "no column `query`"),
        (b"query\n\xff\xfe\n", "no CSV in UTF-8"),
        (b'query\n"' + b"x" * 200_000 + b'"\n', "no CSV in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "questions.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("search", file=str(path))
    assert refused.value.returncode == 2
