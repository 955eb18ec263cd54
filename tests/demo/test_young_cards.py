"""A made-up card that is for young carers only says "je", also of papers and the first time."""

import re

import pytest

from naober.demo.card_details import details_of
from naober.demo.tables import rows

Row = dict[str, str]
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)


def formal(texts: Row) -> list[str]:
    return [
        text
        for name, text in texts.items()
        if name.endswith("_nl") and isinstance(text, str) and FORMAL.search(text)
    ]


FOR_YOUNG = [row for row in rows("services-*.csv") if row["young"] == "yes"]


def test_there_are_cards_for_young_carers_only() -> None:
    assert len(FOR_YOUNG) > 5


@pytest.mark.parametrize("row", FOR_YOUNG, ids=lambda row: row["key"])
def test_a_card_for_young_carers_says_je(row: Row) -> None:
    assert formal(row | details_of(row)) == []


def test_a_card_for_everybody_says_u() -> None:
    older = next(
        row for row in rows("services-*.csv") if row["payers"] == "free" and not row["young"]
    )
    assert details_of(older)["papers_nl"] == "U hebt geen papieren nodig."


def test_a_location_speaks_to_nobody_because_cards_for_anybody_share_it() -> None:
    assert [text for row in rows("locations.csv") for text in formal(row)] == []
