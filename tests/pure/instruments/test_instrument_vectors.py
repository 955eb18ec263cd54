"""Published tables (reference, section 8 A, C and D): input and score that nobody here wrote."""

from itertools import product

import pytest

from naober.pure.instruments import (
    INSTRUMENTS,
    Band,
    Instrument,
    Option,
    Sentence,
    phq9_pattern,
    score,
)
from naober.pure.instruments.model import numbered

# awell-score numbers the items in the Dutch order: overwhelmed is 12, financial is 13.
AWELL_ORDER = [
    "sleep", "inconvenient", "physical", "confining", "family", "plans", "demands",
    "emotional", "behaviour", "changed", "work", "overwhelmed", "financial",
]  # fmt: skip
AWELL_VECTOR = [1, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 1, 1]
PROBLEMS = ["relational", "mental", "daily", "financial", "physical"]
HELPS = ["fulfilment", "support"]


def in_awell_order(values):
    return dict(zip(AWELL_ORDER, values, strict=True))


def by_number(values):
    return {str(number): value for number, value in enumerate(values, start=1)}


def carerqol(*, problems, helps):
    return dict.fromkeys(PROBLEMS, problems) | dict.fromkeys(HELPS, helps)


@pytest.mark.parametrize(
    ("values", "total", "band"),
    [
        (AWELL_VECTOR, 7, "high"),
        ([0] * 13, 0, "below"),
        ([1] * 13, 13, "high"),
        ([1] * 6 + [0] * 7, 6, "below"),
    ],
)
def test_the_csi_counts_each_yes_and_is_high_from_seven(values, total, band):
    result = score(INSTRUMENTS["csi"], in_awell_order(values))

    assert (result.score, result.band) == (total, band)
    assert (result.minimum, result.maximum) == (0, 13)


@pytest.mark.parametrize(
    ("values", "total"), [([1] * 13, 13), ([2] * 13, 26), (AWELL_VECTOR, 7), ([0] * 13, 0)]
)
def test_the_modified_csi_runs_to_26_and_has_no_band(values, total):
    result = score(INSTRUMENTS["mcsi"], in_awell_order(values))

    assert (result.score, result.maximum, result.band) == (total, 26, None)


@pytest.mark.parametrize(
    ("values", "total", "band"),
    [
        ([3, 0, 1, 2, 0, 0, 1, 0, 3], 10, "moderate"),
        ([0] * 9, 0, "none/minimal"),
        ([3] * 9, 27, "severe"),
    ],
)
def test_the_phq9_adds_up_to_its_published_band(values, total, band):
    result = score(INSTRUMENTS["phq9"], by_number(values))

    assert (result.score, result.band) == (total, band)
    assert (result.minimum, result.maximum) == (0, 27)


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (4, "none/minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately severe"),
        (19, "moderately severe"),
        (20, "severe"),
    ],
)
def test_the_phq9_bands_begin_and_end_where_they_were_published(total, band):
    threes, rest = divmod(total, 3)
    values = ([3] * threes + [rest] + [0] * 9)[:9]

    assert score(INSTRUMENTS["phq9"], by_number(values)).band == band


@pytest.mark.parametrize("values", [[3, 0], [2, 1]])
def test_the_phq2_is_positive_from_three(values):
    result = score(INSTRUMENTS["phq2"], by_number(values))

    assert (result.score, result.minimum, result.maximum) == (3, 0, 6)
    assert result.band == "positive"


def test_the_phq2_is_below_its_limit_at_two():
    assert score(INSTRUMENTS["phq2"], by_number([2, 0])).band == "below"


@pytest.mark.parametrize(
    ("values", "pattern"),
    [
        ([3, 0, 1, 2, 0, 0, 1, 0, 3], "other"),
        ([0] * 9, None),
        ([3] * 9, "major"),
        ([0, 2, 2, 2, 2, 0, 0, 0, 1], "major"),
        ([0, 2, 2, 2, 0, 0, 0, 0, 1], "other"),
        ([2, 0, 1, 1, 1, 1, 1, 1, 0], None),
        ([1, 1, 2, 2, 2, 2, 2, 2, 1], None),
    ],
)
def test_the_phq9_pattern_needs_a_core_sign_and_counts_item_nine_from_one(values, pattern):
    assert phq9_pattern(by_number(values)) == pattern


@pytest.mark.parametrize(
    ("values", "total"), [([4, 2, 1, 0, 1, 2, 3, 4, 0, 1, 2, 0], 20), ([4] * 12, 48)]
)
def test_the_scoring_adds_twelve_items_of_five_levels_as_the_zbi_vectors_do(values, total):
    five = tuple(Option(level, level) for level in range(5))
    twelve = Instrument(
        code="twelve",
        version="0",
        source="this test",
        licence="none",
        items=numbered(12, five),
        bands=(Band(None, 0, Sentence(nl="", en="")),),
    )

    assert score(twelve, by_number(values)).score == total


def test_the_zbi_itself_is_not_shipped_because_its_rights_are_reserved():
    assert not [code for code in INSTRUMENTS if "zbi" in code or "zarit" in code]


@pytest.mark.parametrize(
    ("values", "total"),
    [
        (["min of meer"] * 9, 9),
        (["nee"] * 9, 0),
        (["nee!"] * 9, 0),
        (["ja!", "nee!", "ja", "nee", "min of meer", "nee", "ja", "nee!", "min of meer"], 5),
    ],
)
def test_the_ediz_counts_all_that_is_not_no(values, total):
    result = score(INSTRUMENTS["ediz"], by_number(values))

    assert (result.score, result.minimum, result.maximum) == (total, 0, 9)
    assert result.band is None


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "none"),
        (1, "light"),
        (3, "light"),
        (4, "moderate"),
        (8, "moderate"),
        (9, "heavy"),
        (15, "heavy"),
    ],
)
def test_the_ediz_plus_bands_begin_and_end_where_they_were_published(total, band):
    result = score(INSTRUMENTS["ediz-plus"], by_number([1] * total + [0] * (15 - total)))

    assert (result.score, result.band) == (total, band)


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        (carerqol(problems=0, helps=2), 14),
        (carerqol(problems=2, helps=0), 0),
        (carerqol(problems=1, helps=1), 7),
    ],
)
def test_the_carerqol_is_high_when_life_is_good(answers, total):
    result = score(INSTRUMENTS["carerqol"], answers)

    assert (result.score, result.minimum, result.maximum) == (total, 0, 14)
    assert result.band is None
    assert "hoge score is goed" in result.meaning.nl
    assert "high score is good" in result.meaning.en


def test_each_of_the_2187_carerqol_states_scores_from_0_to_14():
    instrument = INSTRUMENTS["carerqol"]
    codes = [item.code for item in instrument.items]

    states = [dict(zip(codes, state, strict=True)) for state in product(range(3), repeat=7)]
    totals = [score(instrument, state).score for state in states]

    assert len(totals) == 2187
    assert set(totals) == set(range(15))
    assert totals == [
        sum(state[code] for code in HELPS) + sum(2 - state[code] for code in PROBLEMS)
        for state in states
    ]
