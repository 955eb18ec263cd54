"""A published version never changes, says where it comes from and fits together."""

from dataclasses import FrozenInstanceError, fields, is_dataclass
from hashlib import sha256

import pytest

from naober.pure.instruments import INSTRUMENTS, VERSIONS, Sentence

# What was published. A new version adds a line; no line ever changes or leaves.
PUBLISHED = {
    ("csi", "1983.1"): "0c4f7084ec2797ef",
    ("mcsi", "2003.1"): "b536b6387a2c3fac",
    ("ediz", "1995.1"): "43baca8984a67963",
    ("ediz-plus", "2012.1"): "23423e44b924ef71",
    ("carerqol", "2006.1"): "233a87ca0b89cfc8",
    ("phq2", "2003.1"): "7b300f7a438aab54",
    ("phq9", "2001.1"): "e82d057f6769d7c8",
}

every_version = pytest.mark.parametrize(
    "instrument", VERSIONS.values(), ids=lambda it: f"{it.code}-{it.version}"
)


def fingerprint(instrument):
    """All that decides a score. Source, licence note and meaning may be put better later."""
    content = (
        [(item.code, [(o.answer, o.points) for o in item.options]) for item in instrument.items],
        [(band.name, band.lowest) for band in instrument.bands],
        [(alarm.flag, alarm.item, alarm.answers) for alarm in instrument.alarms],
        instrument.higher_is_better,
    )
    return sha256(repr(content).encode()).hexdigest()[:16]


def loose_parts(value, path="instrument"):
    """Paths to everything below `value` that could be changed in place."""
    if type(value) in (str, int, bool, type(None)):
        return []
    if type(value) is tuple:
        return [
            found for n, part in enumerate(value) for found in loose_parts(part, f"{path}[{n}]")
        ]
    if is_dataclass(value) and value.__dataclass_params__.frozen:
        parts = [(getattr(value, field.name), f"{path}.{field.name}") for field in fields(value)]
        return [found for part, where in parts for found in loose_parts(part, where)]
    return [path]


def test_every_version_ever_published_is_still_there_and_scores_as_it_did():
    assert {key: fingerprint(instrument) for key, instrument in VERSIONS.items()} == PUBLISHED


@every_version
def test_a_version_is_frozen_to_its_deepest_part(instrument):
    assert loose_parts(instrument) == []


def test_a_list_inside_a_version_would_be_found():
    instrument = INSTRUMENTS["csi"]
    planted = type(instrument)(
        code="x", version="1", source="", licence="", items=[], bands=instrument.bands
    )

    assert loose_parts(planted) == ["instrument.items"]


def test_nothing_can_be_put_in_place_of_a_version_or_its_parts():
    instrument = INSTRUMENTS["csi"]

    with pytest.raises(FrozenInstanceError):
        instrument.items = ()
    with pytest.raises(FrozenInstanceError):
        instrument.items[0].options[0].points = 0
    with pytest.raises(TypeError):
        INSTRUMENTS["csi"] = instrument
    with pytest.raises(TypeError):
        VERSIONS["csi", "1983.1"] = instrument


def test_the_instruments_are_the_newest_of_their_versions():
    assert set(INSTRUMENTS) == {code for code, _ in VERSIONS}
    for code, instrument in INSTRUMENTS.items():
        assert instrument.version == max(version for other, version in VERSIONS if other == code)


@every_version
def test_a_version_names_its_source_and_a_licence_note(instrument):
    assert any(
        year in instrument.source for year in ("1983", "1995", "2001", "2003", "2006", "2012")
    )
    assert len(instrument.licence) > 20


@every_version
def test_item_codes_and_answers_are_unique(instrument):
    codes = [item.code for item in instrument.items]
    assert len(set(codes)) == len(codes)
    for item in instrument.items:
        answers = [option.answer for option in item.options]
        assert len(set(answers)) == len(answers)


@every_version
def test_bands_cover_every_score_from_the_minimum_upwards(instrument):
    lowest = [band.lowest for band in instrument.bands]

    assert lowest[0] == instrument.minimum
    assert lowest == sorted(set(lowest))
    assert lowest[-1] <= instrument.maximum


@every_version
def test_every_meaning_is_short_and_in_both_languages(instrument):
    meanings = [part.meaning for part in (*instrument.bands, *instrument.alarms)]

    for meaning in meanings:
        for text in (meaning.nl, meaning.en):
            sentences = text.removesuffix(".").split(". ")
            assert all(1 <= len(sentence.split()) <= 15 for sentence in sentences), text
        assert meaning.nl != meaning.en


def test_a_sentence_is_given_in_the_language_that_was_asked():
    sentence = Sentence(nl="hoog", en="high")

    assert (sentence.in_language("nl"), sentence.in_language("en")) == ("hoog", "high")


def test_a_depression_questionnaire_speaks_of_risk_and_never_of_having_a_depression():
    for code in ("phq2", "phq9"):
        for band in INSTRUMENTS[code].bands:
            assert "heeft" not in band.meaning.nl
            assert "diagnose" in band.meaning.nl or "niet uit" in band.meaning.nl


@every_version
def test_the_wording_of_the_questions_is_not_part_of_the_scoring(instrument):
    assert {field.name for item in instrument.items for field in fields(item)} == {
        "code",
        "options",
    }
