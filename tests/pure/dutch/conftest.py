"""A small social map with our own everyday words."""

import csv
from pathlib import Path

import pytest

from naober.pure.dutch.cards import Card, Near
from naober.pure.dutch.search import Category, SearchIndex
from naober.pure.dutch.understanding import Expression

CONTENT = Path(__file__).parents[3] / "src/naober/directory/content"
ASSEN = Near((52.993, 6.564), "GM0106")
EMMEN = Near((52.785, 6.898), "GM0114")
PLACES = {"Assen": ASSEN, "Emmen": EMMEN, "Loon": ASSEN, "Een": ASSEN}


def rows(name: str) -> list[dict[str, str]]:
    """A table of our content."""
    with (CONTENT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def card(
    number: int, code: str, name: str, text: str = "", *, area: str = "", at: Near | None = None
) -> Card:
    """A card; `area` names the one municipality it serves, nothing is everywhere."""
    return Card(
        id=number,
        names=(name,),
        texts=(text,),
        categories=tuple(code.split(";")),
        area=frozenset({area}) if area else None,
        points=(at.point,) if at else (),
    )


CARDS = (
    card(1, "respite.day-care", "Dagopvang De Brink", area="GM0106", at=ASSEN),
    card(2, "respite.day-care", "Dagcentrum Zuid", area="GM0114", at=EMMEN),
    card(3, "respite.care-farm", "Zorgboerderij Het Erf", "Koeien en een moestuin", at=EMMEN),
    card(4, "respite.home-volunteer", "Iemand bij u thuis", "Een vrijwilliger blijft erbij"),
    card(5, "respite.holiday", "Samen op vakantie", "Met zorg in de buurt"),
    card(6, "help.chores;help.neighbours", "Klussendienst", "Kleine reparaties"),
    card(7, "help.household", "Hulp bij de schoonmaak", "Stofzuigen en ramen lappen"),
    card(8, "help.paperwork", "Formulierenhulp", "Help with forms and letters"),
    card(9, "respite.emergency", "Spoedopvang Drenthe", "Ook in het weekend"),
    card(10, "support.young-carers", "Jong en zorgen", "Voor kinderen en jongeren"),
    card(11, "material.alarm", "Alarmknop", "Een knop die hulp roept"),
    card(12, "respite.stay", "Logeerhuis De Wilgen", "Een of meer nachten"),
)


@pytest.fixture(scope="session")
def categories() -> list[Category]:
    """The kinds of support."""
    return [
        Category(
            r["code"], (r["label_nl"], r["label_en"]), (r["what_it_is_nl"], r["what_it_is_en"])
        )
        for r in rows("categories.csv")
    ]


@pytest.fixture(scope="session")
def expressions() -> list[Expression]:
    """The maintained list of everyday words."""
    return [
        Expression(r["expression"], r["category"], int(r["weight"]), r["language"])
        for r in rows("everyday_words.csv")
    ]


@pytest.fixture(scope="session")
def index(categories: list[Category], expressions: list[Expression]) -> SearchIndex:
    """The small social map, ready to be asked."""
    return SearchIndex.build(CARDS, categories, expressions, PLACES)
