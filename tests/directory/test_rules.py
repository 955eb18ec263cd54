"""Questions that need a person now."""

import pytest

from naober.directory.rules import needs_somebody_now


@pytest.mark.parametrize(
    "question",
    [
        "zelfmoord",
        "Ik wil niet meer leven",
        "113",
        "hij slaat mij",
        "slaan",
        "SUÏCIDE",
        "I want to die",
        "ik sla hem soms",
        "ik schop mijn moeder",
        "ik word bang van mijn man",
        "I am afraid of my husband",
        "ik wil er niet meer zijn",
        "ik zie het niet meer zitten",
        "ik trek het niet meer",
        "mijn vader doet mij pijn",
        "I do not want to live any more",
        "I don't want to be here",
        "my father hurts me",
        "het is thuis niet veilig",
    ],
)
def test_a_question_of_life_and_death_is_recognised(question: str) -> None:
    assert needs_somebody_now(question)


@pytest.mark.parametrize(
    "question",
    [
        "logeren",
        "thuis sterven vrijwilliger",
        "ik slaap slecht",
        "bang voor het donker",
        "somber",
        "mijn vrouw heeft pijn",
        "mijn rug doet pijn",
        "wil niet meer alleen zijn",
        "oppas om er te zijn",
        "1130 AB",
        "",
    ],
)
def test_other_questions_are_not(question: str) -> None:
    assert not needs_somebody_now(question)
