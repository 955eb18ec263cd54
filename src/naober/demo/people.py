"""Made-up carers: who they are, where they live and for whom they care.

The weights are no figures about real carers; they only make the region look plausible. Where
people live and how old they are follows the population table (CBS, 2021).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from faker import Faker

from naober.carers.enums import Channel, Condition, Hours, ReachTime, Relation, Since, Wish
from naober.demo.chance import Dice
from naober.demo.tables import rows
from naober.organisations.models import Municipality, Postcode

LETTERS: Final = "ABCDEGHJKLMNPRSTVWXZ"
CARING: Final = {
    "5-9": 0.02, "10-14": 0.12, "15-19": 0.25, "20-24": 0.3, "25-29": 0.4, "30-34": 0.5,
    "35-39": 0.6, "40-44": 0.8, "45-49": 1.1, "50-54": 1.5, "55-59": 1.6, "60-64": 1.5,
    "65-69": 1.3, "70-74": 1.2, "75-79": 1.0, "80-84": 0.8, "85-89": 0.4, "90-94": 0.1,
}  # fmt: skip
"""How likely somebody of an age is a carer in the demo, beside somebody else."""
YOUNGEST: Final = 8

RELATIONS: Final[dict[int, dict[Relation, float]]] = {
    17: {Relation.PARENT: 6, Relation.SIBLING: 4, Relation.GRANDPARENT: 1},
    44: {Relation.PARENT: 4, Relation.CHILD: 4, Relation.PARTNER: 2, Relation.GRANDPARENT: 1,
         Relation.SIBLING: 1, Relation.FRIEND: 1},
    64: {Relation.PARENT: 7, Relation.PARTNER: 3, Relation.CHILD: 2, Relation.FRIEND: 1,
         Relation.SIBLING: 1, Relation.OTHER: 0.4},
    120: {Relation.PARTNER: 8, Relation.PARENT: 1, Relation.CHILD: 1, Relation.SIBLING: 1,
          Relation.FRIEND: 1, Relation.OTHER: 0.4},
}  # fmt: skip
"""For whom people care, by the age up to which it holds."""
CONDITIONS: Final[dict[Relation, dict[Condition, float]]] = {
    Relation.CHILD: {Condition.LEARNING: 5, Condition.PHYSICAL: 3, Condition.MENTAL: 3,
                     Condition.ADDICTION: 1, Condition.OTHER: 1},
    Relation.SIBLING: {Condition.LEARNING: 5, Condition.MENTAL: 3, Condition.PHYSICAL: 2,
                       Condition.BRAIN_INJURY: 1},
    Relation.PARTNER: {Condition.PHYSICAL: 5, Condition.DEMENTIA: 4, Condition.BRAIN_INJURY: 3,
                       Condition.MENTAL: 2, Condition.FRAIL: 1, Condition.LAST_PHASE: 1},
    Relation.GRANDPARENT: {Condition.FRAIL: 5, Condition.DEMENTIA: 4, Condition.PHYSICAL: 2},
}  # fmt: skip
OFTEN: Final[dict[Condition, float]] = {
    Condition.FRAIL: 5, Condition.DEMENTIA: 4, Condition.PHYSICAL: 4, Condition.MENTAL: 1,
    Condition.BRAIN_INJURY: 1, Condition.LAST_PHASE: 1, Condition.OTHER: 0.5,
}  # fmt: skip
CHILD_OF_ILL_PARENT: Final[dict[Condition, float]] = {
    Condition.MENTAL: 5, Condition.PHYSICAL: 4, Condition.ADDICTION: 2, Condition.BRAIN_INJURY: 1,
}  # fmt: skip
HOURS: Final[dict[Relation, dict[Hours, float]]] = {
    Relation.PARTNER: {Hours.UNDER_8: 1, Hours.UNDER_20: 3, Hours.UNDER_40: 3, Hours.ALWAYS: 5},
    Relation.CHILD: {Hours.UNDER_8: 1, Hours.UNDER_20: 3, Hours.UNDER_40: 3, Hours.ALWAYS: 3},
}
USUAL_HOURS: Final[dict[Hours, float]] = {
    Hours.UNDER_8: 4,
    Hours.UNDER_20: 5,
    Hours.UNDER_40: 1.5,
    Hours.ALWAYS: 0.5,
}
SINCE: Final = {
    Since.UNDER_3_MONTHS: 1, Since.UNDER_1_YEAR: 3, Since.UNDER_5_YEARS: 6, Since.LONGER: 4,
}  # fmt: skip
WISHES: Final = {
    Wish.TALK: 4, Wish.INFORMATION: 4, Wish.TIME_OFF: 5, Wish.PRACTICAL: 3, Wish.PAPERWORK: 3,
    Wish.MONEY: 2, Wish.LEARN: 2, Wish.MEET: 2,
}  # fmt: skip
REACH: Final = {
    ReachTime.ANY: 5, ReachTime.MORNING: 3, ReachTime.AFTERNOON: 2, ReachTime.EVENING: 2,
}  # fmt: skip
NOTES: Final = {
    Relation.PARTNER: (
        "Mijn man kan niet meer alleen thuis zijn.",
        "Ik slaap slecht, want mijn vrouw staat ’s nachts vaak op.",
        "Wij willen graag samen blijven wonen.",
    ),
    Relation.PARENT: (
        "Mijn moeder belt mij elke dag wel vijf keer.",
        "Mijn vader woont nog alleen en vergeet te eten.",
        "Ik doe dit naast mijn werk en mijn gezin.",
    ),
    Relation.CHILD: (
        "Mijn zoon heeft de hele dag toezicht nodig.",
        "De school belt vaak. Dan moet ik van mijn werk komen.",
    ),
}


@dataclass(frozen=True, slots=True)
class Person:
    """A carer: a name and ways to be reached that cannot exist."""

    first_name: str
    last_name: str
    age: int | None
    postcode: str
    address: str
    place: str
    email: str
    phone: str
    channel: Channel
    reach_time: ReachTime
    language: str


@dataclass(frozen=True, slots=True)
class Care:
    """For whom somebody cares, since when, how much, and what would help."""

    relation: Relation
    since: Since
    hours: Hours
    conditions: list[Condition]
    wishes: list[Wish]
    note: str


@dataclass(frozen=True)
class Names:
    """Names and streets to draw from, made by Faker."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    streets: tuple[str, ...]


def names(seed: int) -> Names:
    """Return the names of one region."""
    maker = Faker("nl_NL")
    maker.seed_instance(seed)
    return Names(
        first=tuple(maker.first_name() for _ in range(600)),
        last=tuple(maker.last_name() for _ in range(900)),
        streets=tuple(maker.street_name() for _ in range(600)),
    )


def people(
    number: int, municipality: Municipality, pool: Names, throws: Dice
) -> Iterator[tuple[Person, Care]]:
    """Return carers of a municipality, spread over its postcode areas and ages."""
    areas = list(Postcode.objects.filter(municipality=municipality).order_by("pc4"))
    return _people(number, municipality, areas, pool, throws)


def _people(
    number: int, municipality: Municipality, areas: list[Postcode], pool: Names, throws: Dice
) -> Iterator[tuple[Person, Care]]:
    homes = throws.choices(areas, [area.inhabitants + 1 for area in areas], k=number)
    ages = _ages(municipality, number, throws)
    for index, (home, age) in enumerate(zip(homes, ages, strict=True)):
        tag = f"{municipality.slug}{index}"
        yield _person(home, age, tag, pool, throws), care_at(age, throws)


def care_at(age: int, throws: Dice) -> Care:
    """Return a plausible care situation of somebody of this age."""
    relation = throws.one_of(next(table for most, table in RELATIONS.items() if age <= most))
    ill_parent = age < 18 and relation == Relation.PARENT
    conditions = CHILD_OF_ILL_PARENT if ill_parent else CONDITIONS.get(relation, OFTEN)
    return Care(
        relation=relation,
        since=throws.one_of(SINCE),
        hours=throws.one_of(USUAL_HOURS if age < 18 else HOURS.get(relation, USUAL_HOURS)),
        conditions=throws.some_of(conditions, most=2),
        wishes=throws.some_of(WISHES, most=3),
        note=throws.choice(NOTES.get(relation, ("",))) if throws.random() < 0.3 else "",
    )


def _ages(municipality: Municipality, number: int, throws: Dice) -> Iterator[int]:
    table = next(row for row in rows("ages.csv") if row["municipality"] == municipality.code)
    weights = {band: int(table[band]) * often for band, often in CARING.items()}
    for band in throws.choices(list(weights), list(weights.values()), k=number):
        first, last = band.split("-")
        yield throws.randint(max(int(first), YOUNGEST), int(last))


def _person(home: Postcode, age: int, tag: str, pool: Names, throws: Dice) -> Person:
    first, last = throws.choice(pool.first), throws.choice(pool.last)
    mails = throws.random() < (0.8 if age < 75 else 0.45)
    return Person(
        first_name=first,
        last_name=last,
        age=age if throws.random() < 0.97 else None,
        postcode=f"{home.pc4} {throws.choice(LETTERS)}{throws.choice(LETTERS)}",
        address=f"{throws.choice(pool.streets)} {throws.randint(1, 140)}",
        place=home.place,
        email=f"{tag}@mantelzorgers.example.org" if mails else "",
        phone=throws.phone() if throws.random() < 0.93 else "",
        channel=_channel(throws, mails=mails),
        reach_time=throws.one_of(REACH),
        language="en" if throws.random() < 0.01 else "nl",
    )


def _channel(throws: Dice, *, mails: bool) -> Channel:
    if mails and throws.random() < 0.75:
        return Channel.EMAIL
    return Channel.PHONE if mails or throws.random() < 0.6 else Channel.LETTER
