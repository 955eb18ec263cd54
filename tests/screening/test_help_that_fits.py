"""Answers lead to help, and every way leads somewhere."""

import csv
from pathlib import Path

import pytest

from naober.pure.instruments.csi import CODES
from naober.screening.queries import help_that_fits
from naober.screening.rules import HELP_FOR_ANSWER, WHEN_NOTHING_WEIGHS

CATEGORIES = Path(__file__).parents[2] / "src/naober/directory/content/categories.csv"


def known_kinds() -> set[str]:
    with CATEGORIES.open(encoding="utf-8", newline="") as stream:
        return {row["code"] for row in csv.DictReader(stream)}


def test_every_statement_of_the_csi_leads_to_help() -> None:
    assert set(HELP_FOR_ANSWER) == set(CODES)
    assert all(HELP_FOR_ANSWER.values())


def test_every_kind_of_help_stands_on_the_social_map() -> None:
    named = {kind for kinds in HELP_FOR_ANSWER.values() for kind in kinds}
    assert (named | set(WHEN_NOTHING_WEIGHS)) - known_kinds() == set()


def test_nobody_is_sent_to_the_last_phase_of_life_by_a_check() -> None:
    named = {kind for kinds in HELP_FOR_ANSWER.values() for kind in kinds}
    assert "respite.end-of-life" not in named


def test_what_most_answers_ask_for_stands_on_top() -> None:
    kinds = list(help_that_fits(["sleep", "confining", "demands"]))
    assert kinds[0] == "respite.home-volunteer"


def test_every_answer_gets_its_best_kind_before_any_gets_its_second() -> None:
    kinds = list(help_that_fits(["sleep", "financial"]))
    assert set(kinds[:2]) == {"respite.night", "advice.money"}


@pytest.mark.parametrize("code", CODES)
def test_a_kind_names_an_answer_that_was_given(code: str) -> None:
    assert set(help_that_fits([code]).values()) == {code}


def test_when_nothing_weighs_there_is_help_without_a_reason() -> None:
    assert help_that_fits([]) == dict.fromkeys(WHEN_NOTHING_WEIGHS, "")
