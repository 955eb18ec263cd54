"""PHQ-2 and PHQ-9: signs of depression in the past two weeks.

A score shows a risk and never that somebody has a depression. A low score is no reassurance: at
a limit of 10 the PHQ-9 found 49% in Dutch GP waiting rooms (PREDICT-NL). Which score leads to
which next step is therefore for each care chain to decide; the bands here only describe.
"""

from collections.abc import Mapping
from typing import Literal

from naober.pure.instruments.model import Alarm, Band, Instrument, Sentence, levels, numbered
from naober.pure.instruments.scoring import score

LICENCE = (
    "No permission required to reproduce, translate, display or distribute; "
    "show the wording unaltered, with the notice of Pfizer and Spitzer."
)

SELF_HARM = "self-harm"
"""Raised by any answer but 0 to item 9 of the PHQ-9. A person has to act on it at once."""

HOW_OFTEN = levels(0, 1, 2, 3)

PHQ2 = Instrument(
    code="phq2",
    version="2003.1",
    source="Kroenke 2003; limit of 3 or more as in awell-score.",
    licence=LICENCE,
    items=numbered(2, HOW_OFTEN),
    bands=(
        Band(
            "below",
            0,
            Sentence(
                nl="De score ligt onder de grens. Dat sluit een depressie niet uit.",
                en="The score is below the limit. That does not rule out a depression.",
            ),
        ),
        Band(
            "positive",
            3,
            Sentence(
                nl="De score wijst op een hoger risico op een depressie. Dit is geen diagnose.",
                en="The score points to a higher risk of depression. This is not a diagnosis.",
            ),
        ),
    ),
)


def _complaints(name: str, lowest: int, dutch: str) -> Band:
    return Band(
        name,
        lowest,
        Sentence(
            nl=f"De score wijst op {dutch} klachten van somberheid. Dit is geen diagnose.",
            en=f"The score points to {name} signs of depression. This is not a diagnosis.",
        ),
    )


PHQ9 = Instrument(
    code="phq9",
    version="2001.1",
    source="Kroenke 2001; bands as in awell-score.",
    licence=LICENCE,
    items=numbered(9, HOW_OFTEN),
    bands=(
        Band(
            "none/minimal",
            0,
            Sentence(
                nl="De score wijst op geen of weinig klachten. Dat sluit een depressie niet uit.",
                en="The score points to few or no signs. That does not rule out a depression.",
            ),
        ),
        _complaints("mild", 5, "lichte"),
        _complaints("moderate", 10, "matige"),
        _complaints("moderately severe", 15, "matig ernstige"),
        _complaints("severe", 20, "ernstige"),
    ),
    alarms=(
        Alarm(
            flag=SELF_HARM,
            item="9",
            answers=(1, 2, 3),
            meaning=Sentence(
                nl="Het antwoord op vraag 9 vraagt nu aandacht, wat de score ook is.",
                en="The answer to question 9 needs attention now, whatever the score is.",
            ),
        ),
    ),
)


def phq9_pattern(answers: Mapping[str, object]) -> Literal["major", "other"] | None:
    """The pattern of signs in PHQ-9 answers, which says something else than the total.

    An item counts from 2, item 9 from 1. "major": five or more count, "other": two to four, in
    both at least one of items 1 and 2; else None. A pattern, not a diagnosis.
    Raises InvalidAnswers. Source: CamCOPS phq9.py.
    """
    score(PHQ9, answers)
    counting = {code for code, given in answers.items() if given in (2, 3)}
    if answers["9"] == 1:
        counting.add("9")
    if not counting & {"1", "2"} or len(counting) < 2:
        return None
    return "major" if len(counting) >= 5 else "other"
