"""`naober score`: JSON on standard output, or one sentence on standard error and exit code 2."""

import io
import json
import os
import subprocess
import sys

import pytest

from naober.pure.instruments import INSTRUMENTS
from naober.screening.management.commands.score import MOST_BYTES, Command

CSI = {item.code: 0 for item in INSTRUMENTS["csi"].items}
PHQ9 = {str(number): 0 for number in range(1, 10)}


@pytest.fixture
def run(tmp_path):
    """Score `content` as the file that it is: bytes, or anything that JSON can hold."""

    def run(instrument, content, **options):
        path = tmp_path / "answers.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return run_path(instrument, path, **options)

    return run


def run_path(instrument, path, language="nl"):
    out, err = io.StringIO(), io.StringIO()
    command = Command(stdout=out, stderr=err, no_color=True)
    try:
        command.handle(instrument=instrument, answers=str(path), language=language)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def printed(outcome):
    code, out, err = outcome
    assert (code, err) == (0, "")
    return json.loads(out)


def refused(outcome):
    code, out, err = outcome
    assert (code, out) == (2, "")
    assert err.endswith(".\n")
    assert err.count("\n") == 1
    return err


def test_a_score_is_printed_with_what_it_means(run):
    answers = CSI | dict.fromkeys(list(CSI)[:7], 1)

    assert printed(run("csi", answers)) == {
        "instrument": "csi",
        "version": "1983.1",
        "score": 7,
        "minimum": 0,
        "maximum": 13,
        "band": "high",
        "meaning": "De score wijst op overbelasting door de zorg.",
    }


def test_the_meaning_is_english_where_that_is_asked(run):
    meaning = printed(run("csi", CSI, language="en"))["meaning"]

    assert meaning.startswith("The score is below the limit")


@pytest.mark.parametrize(
    ("instrument", "answers", "total", "band"),
    [
        ("ediz", dict.fromkeys("123456789", "min of meer"), 9, None),
        ("phq2", {"1": 2, "2": 1}, 3, "positive"),
        (
            "carerqol",
            dict.fromkeys(
                ["fulfilment", "relational", "mental", "daily", "financial", "support", "physical"],
                1,
            ),
            7,
            None,
        ),
    ],
)
def test_each_instrument_takes_the_answers_of_its_own_list(run, instrument, answers, total, band):
    result = printed(run(instrument, answers))

    assert (result["score"], result["band"]) == (total, band)
    assert "flags" not in result


@pytest.mark.parametrize(("answer", "flags"), [(0, []), (1, ["self-harm"]), (3, ["self-harm"])])
def test_the_phq9_always_says_whether_item_nine_raised_its_flag(run, answer, flags):
    assert printed(run("phq9", PHQ9 | {"9": answer}))["flags"] == flags


def test_a_file_saved_with_a_byte_order_mark_is_read(run):
    assert printed(run("csi", b"\xef\xbb\xbf" + json.dumps(CSI).encode()))["score"] == 0


@pytest.mark.parametrize(
    "answer",
    [b"true", b"1.0", b'"1"', b"NaN", b"Infinity", b"null", b"2", b"-1", b"[1]", b'{"sleep": 1}'],
)
def test_an_answer_of_another_kind_is_refused(run, answer):
    content = json.dumps(CSI).encode().replace(b'"sleep": 0', b'"sleep": ' + answer)

    assert "give 'sleep' one of 0, 1" in refused(run("csi", content))


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "is not JSON"),
        (b"sleep=1", "is not JSON"),
        (b'{"sleep": 1', "is not JSON"),
        (b"1" * 5000, "is not JSON"),
        (b"[" * MOST_BYTES, "is not JSON"),
        (b"[]", "holds no JSON object"),
        (b"null", "holds no JSON object"),
        (b'"sleep"', "holds no JSON object"),
        (b"7", "holds no JSON object"),
        (b'{"sleep": 0, "sleep": 1}', "answered twice"),
        (b'{"sleep": {"a": 0, "a": 1}}', "answered twice"),
        (b'{"sl\xffeep": 1}', "is not UTF-8"),
        (b"\xff\xfe{\x00}\x00", "is not UTF-8"),
        (b" " * (MOST_BYTES + 1), "is too large"),
        (b"{}", "answer 'sleep', 'inconvenient', 'physical', 'confining', 'family' and 8 more"),
        (b'{"\\ud800": 1}', "leave out"),
    ],
)
def test_a_file_that_holds_no_answers_is_refused_with_what_to_do(run, content, advice):
    assert advice in refused(run("csi", content))


def test_the_limit_on_size_leaves_room_for_the_largest_file_it_allows(run):
    content = json.dumps(CSI).encode()

    assert printed(run("csi", content + b" " * (MOST_BYTES - len(content))))["score"] == 0


@pytest.mark.parametrize("instrument", ["nothing", "CSI", "", "../csi", "zbi"])
def test_an_unknown_instrument_is_refused_with_the_ones_there_are(run, instrument):
    assert "choose from csi, mcsi, ediz" in refused(run(instrument, CSI))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "cannot be read" in refused(run_path("csi", tmp_path / "absent.json"))


def test_a_directory_is_refused(tmp_path):
    assert "cannot be read" in refused(run_path("csi", tmp_path))


@pytest.mark.parametrize("path", ["x" * 5000, "nul\0byte", "two\nlines.json"])
def test_a_name_that_can_be_no_file_is_refused_in_one_sentence(path):
    assert "cannot be read" in refused(run_path("csi", path))


@pytest.mark.skipif(os.name != "posix", reason="endless device of a POSIX system")
def test_an_endless_file_is_refused_and_not_read_to_its_end():
    assert "is too large" in refused(run_path("csi", "/dev/zero"))


def run_as_a_person_does(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "django", "score", *arguments],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "naober.config.settings",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/absent",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_runs_by_itself_without_a_database(tmp_path):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(CSI))

    scored = run_as_a_person_does("csi", str(path))
    absent = run_as_a_person_does("csi", str(tmp_path / "absent.json"))

    assert printed((scored.returncode, scored.stdout, scored.stderr))["score"] == 0
    assert "cannot be read" in refused((absent.returncode, absent.stdout, absent.stderr))
