"""CarerQol-7D, as the unweighted sum. A high score is good here.

The Dutch tariff holds an interaction of physical and mental health and is not in hand, so there
is no score from 0 to 100.
"""

from naober.pure.instruments.model import Band, Instrument, Item, Sentence, levels

GOOD = levels(0, 1, 2)
"""No, some, a lot of something that helps."""

PROBLEM = levels(2, 1, 0)
"""No, some, a lot of something that weighs; no problems gives most points."""

CARERQOL = Instrument(
    code="carerqol",
    version="2006.1",
    source="Brouwer, van Exel, van Gorp, Redekop 2006; Qual Life Res 15(6):1005-1021.",
    licence=(
        "Available for use without prior permission from the authors; cite Brouwer et al. 2006. "
        "This version holds the scoring and item codes only."
    ),
    items=(
        Item("fulfilment", GOOD),
        Item("relational", PROBLEM),
        Item("mental", PROBLEM),
        Item("daily", PROBLEM),
        Item("financial", PROBLEM),
        Item("support", GOOD),
        Item("physical", PROBLEM),
    ),
    bands=(
        Band(
            None,
            0,
            Sentence(
                nl="Een hoge score is goed: hoe hoger, hoe beter het met de mantelzorger gaat. "
                "Voor deze score zijn geen grenzen bevestigd.",
                en="A high score is good: the higher it is, the better the carer is doing. "
                "No limits have been confirmed for this score.",
            ),
        ),
    ),
    higher_is_better=True,
)
