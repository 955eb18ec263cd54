"""Answers that are not exactly right are an error, in every instrument."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naober.pure.instruments import INSTRUMENTS, SELF_HARM, InvalidAnswers, score

# A busy machine is no fault of the scoring.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

instruments = st.sampled_from(list(INSTRUMENTS.values()))


@st.composite
def filled_in(draw):
    instrument = draw(instruments)
    answers = {
        item.code: draw(st.sampled_from([option.answer for option in item.options]))
        for item in instrument.items
    }
    return instrument, answers


def csi(**changes):
    return {item.code: 0 for item in INSTRUMENTS["csi"].items} | changes


def phq9(**changes):
    return {str(number): 0 for number in range(1, 10)} | changes


@patient
@given(filled_in())
def test_a_complete_set_of_answers_scores_between_minimum_and_maximum(filled):
    instrument, answers = filled

    result = score(instrument, answers)

    assert instrument.minimum <= result.score <= instrument.maximum
    assert (result.instrument, result.version) == (instrument.code, instrument.version)


@patient
@given(filled_in(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_never_matters(filled, random):
    instrument, answers = filled
    shuffled = list(answers.items())
    random.shuffle(shuffled)

    assert score(instrument, dict(shuffled)) == score(instrument, answers)


@patient
@given(filled_in(), st.data())
def test_an_item_left_out_is_an_error_and_never_a_lower_score(filled, data):
    instrument, answers = filled
    left_out = data.draw(st.sampled_from(sorted(answers)))
    del answers[left_out]

    with pytest.raises(InvalidAnswers) as refusal:
        score(instrument, answers)

    assert refusal.value.missing == (left_out,)
    assert (refusal.value.unknown, refusal.value.wrong) == ((), ())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@patient
@given(filled_in(), st.data())
def test_any_foreign_answer_is_an_error_and_never_a_lower_score(filled, data):
    instrument, answers = filled
    item = data.draw(st.sampled_from(instrument.items))
    accepted = [(type(option.answer), option.answer) for option in item.options]
    near = st.sampled_from([True, False, 1.0, 0.0, "1", "0", "Ja", "JA!", " ja", -1, 4, None, [1]])
    foreign = data.draw((json_values | near).filter(lambda it: (type(it), it) not in accepted))

    with pytest.raises(InvalidAnswers) as refusal:
        score(instrument, answers | {item.code: foreign})

    assert refusal.value.wrong == (item.code,)


@patient
@given(filled_in(), st.data())
def test_an_unknown_item_is_an_error_even_beside_a_complete_set(filled, data):
    instrument, answers = filled
    extra = data.draw(st.text() | st.integers())
    if extra in answers:
        extra = f"{extra}x"

    with pytest.raises(InvalidAnswers) as refusal:
        score(instrument, answers | {extra: 0})

    assert refusal.value.unknown == (extra,)


@pytest.mark.parametrize("answer", [2, -1, True, False, 1.0, 0.0, "1", "ja", None, [1], {}])
def test_the_csi_takes_the_whole_numbers_0_and_1_and_nothing_that_looks_like_them(answer):
    with pytest.raises(InvalidAnswers, match="give 'sleep' one of 0, 1"):
        score(INSTRUMENTS["csi"], csi(sleep=answer))


def test_one_error_names_all_that_is_wrong_and_what_to_do():
    answers = csi(work=7, sleeep=1)
    del answers["sleep"]

    with pytest.raises(InvalidAnswers) as refusal:
        score(INSTRUMENTS["csi"], answers)

    assert str(refusal.value) == (
        "The answers do not fit csi: answer 'sleep'; leave out 'sleeep'; give 'work' one of 0, 1."
    )


def test_an_error_never_repeats_an_answer_because_answers_are_health_data():
    with pytest.raises(InvalidAnswers) as refusal:
        score(INSTRUMENTS["ediz"], {str(n): "nee" for n in range(1, 9)} | {"9": "ik huil"})

    assert "huil" not in str(refusal.value)
    assert '"min of meer"' in str(refusal.value)


def test_an_error_stays_short_when_many_items_are_unknown():
    with pytest.raises(InvalidAnswers) as refusal:
        score(INSTRUMENTS["csi"], csi() | {"x" * 1000 + str(n): 1 for n in range(1000)})

    assert "and 995 more" in str(refusal.value)
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize("answer", [1, 2, 3])
def test_item_nine_of_the_phq9_raises_its_flag_at_a_score_that_is_otherwise_low(answer):
    result = score(INSTRUMENTS["phq9"], phq9(**{"9": answer}))

    assert result.band == "none/minimal"
    assert result.flags == (SELF_HARM,)
    assert "vraag 9" in result.meaning.nl
    assert "question 9" in result.meaning.en


def test_without_item_nine_the_highest_score_raises_no_flag():
    result = score(INSTRUMENTS["phq9"], {str(number): 3 for number in range(1, 9)} | {"9": 0})

    assert (result.score, result.band, result.flags) == (24, "severe", ())
    assert "9" not in result.meaning.nl


def test_what_weighs_is_listed_in_the_order_of_the_instrument():
    result = score(INSTRUMENTS["csi"], csi(overwhelmed=1, financial=1, sleep=1))

    assert result.weighing == ("sleep", "financial", "overwhelmed")


def test_in_the_carerqol_little_help_weighs_as_problems_do():
    best = dict.fromkeys(["relational", "mental", "daily", "financial", "physical"], 0)
    answers = best | {"fulfilment": 2, "support": 1, "mental": 2}

    assert score(INSTRUMENTS["carerqol"], answers).weighing == ("mental", "support")


def test_a_score_of_the_ediz_in_three_answers_needs_no_other_instrument():
    answers = dict(zip("123456789", ["nee", "min of meer", "ja"] * 3, strict=True))

    assert score(INSTRUMENTS["ediz"], answers).score == 6


def test_a_phq9_pattern_of_incomplete_answers_is_an_error():
    from naober.pure.instruments import phq9_pattern

    with pytest.raises(InvalidAnswers):
        phq9_pattern({"1": 3})
