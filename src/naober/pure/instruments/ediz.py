"""EDIZ and EDIZ-plus: the pressure that informal care puts on the carer."""

from naober.pure.instruments.model import Band, Instrument, Option, Sentence, levels, numbered

# "Min of meer" counts as 1. The form with three answers (nee, min of meer, ja) is part of this.
FIVE_ANSWERS = (
    Option("nee!", 0),
    Option("nee", 0),
    Option("min of meer", 1),
    Option("ja", 1),
    Option("ja!", 1),
)

EDIZ = Instrument(
    code="ediz",
    version="1995.1",
    source="Pot, van Dyck, Deeg 1995; Tijdschr Gerontol Geriatr 26:214-219.",
    licence=(
        "Wording: handed out by Movisie, no licence seen, permission still to be asked. "
        "This version holds the scoring and item codes only."
    ),
    items=numbered(9, FIVE_ANSWERS),
    # Bands of 0-3, 4-6 and 7-9 are in use, but no source for them was found.
    bands=(
        Band(
            None,
            0,
            Sentence(
                nl="Hoe hoger de score, hoe meer druk door de zorg. "
                "Voor deze score zijn geen grenzen bevestigd.",
                en="The higher the score, the more pressure from caring. "
                "No limits have been confirmed for this score.",
            ),
        ),
    ),
)


def _pressure(name: str, lowest: int, dutch: str) -> Band:
    return Band(
        name,
        lowest,
        Sentence(
            nl=f"De score wijst op {dutch} druk door de zorg.",
            en=f"The score points to {'no' if name == 'none' else name} pressure from caring.",
        ),
    )


EDIZ_PLUS = Instrument(
    code="ediz-plus",
    version="2012.1",
    source=(
        "de Boer, Oudijk, Timmermans, Pot 2012; Tijdschr Gerontol Geriatr 43:77-88, "
        "doi 10.1007/s12439-012-0010-4."
    ),
    licence=(
        "Wording: at Movisie and SCP, no licence seen. "
        "This version holds the scoring and item codes only."
    ),
    items=numbered(15, levels(0, 1)),
    bands=(
        _pressure("none", 0, "geen"),
        _pressure("light", 1, "lichte"),
        _pressure("moderate", 4, "matige"),
        _pressure("heavy", 9, "zware"),
    ),
)
