"""Caregiver Strain Index (CSI) and its modified form (MCSI).

The English and the Dutch list put the last two items the other way round. That is why the items
have codes: `financial` is 12 in English and 13 in Dutch.
"""

from naober.pure.instruments.model import Band, Instrument, Item, Sentence, levels

CODES = (
    "sleep",
    "inconvenient",
    "physical",
    "confining",
    "family",
    "plans",
    "demands",
    "emotional",
    "behaviour",
    "changed",
    "work",
    "financial",
    "overwhelmed",
)

LICENCE = (
    "Wording: copyright The Gerontological Society of America and Oxford University Press, "
    "permission to republish not known. This version holds the scoring and item codes only."
)

CSI = Instrument(
    code="csi",
    version="1983.1",
    source=(
        "Robinson BC. Validation of a Caregiver Strain Index. J Gerontol 1983;38(3):344-348, "
        "doi 10.1093/geronj/38.3.344. Limit of 7 or more: Sullivan 2002, Hartford Try This 14."
    ),
    licence=LICENCE,
    items=tuple(Item(code, levels(0, 1)) for code in CODES),
    bands=(
        Band(
            "below",
            0,
            Sentence(
                nl="De score ligt onder de grens voor overbelasting. "
                "Toch kan elk ja een vraag om hulp zijn.",
                en="The score is below the limit for high strain. "
                "Even so, each yes may point to a need.",
            ),
        ),
        Band(
            "high",
            7,
            Sentence(
                nl="De score wijst op overbelasting door de zorg.",
                en="The score points to high strain from caring.",
            ),
        ),
    ),
)

MCSI = Instrument(
    code="mcsi",
    version="2003.1",
    source="Thornton & Travis 2003; J Gerontol B 58(2):S127-S132.",
    licence=LICENCE,
    items=tuple(Item(code, levels(0, 1, 2)) for code in CODES),
    # The limit of 7 belongs to the original CSI; this form has no official one.
    bands=(
        Band(
            None,
            0,
            Sentence(
                nl="Hoe hoger de score, hoe zwaarder de zorg valt. Deze lijst heeft geen grens.",
                en="The higher the score, the heavier the strain. This list has no limit.",
            ),
        ),
    ),
)
