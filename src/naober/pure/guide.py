"""The guide: from a few answers to a few cards, each with why it is there.

How a card is weighed, in points:

1. Each answer speaks for kinds of support, or against them, with a weight of -5 to 5. The weight of
   a kind is the sum over the answers. A card counts for the one of its kinds that weighs most; a
   kind that stands further down on the card costs `FURTHER` a place. A card of which no kind then
   weighs more than nothing does not fit. What is said against the first kind of a card counts
   always: it is what the card is.
2. An answer may also ask something of a card: when, where, with others or alone, soon. What the
   card does costs nothing, what is not known costs `UNKNOWN`, what the card does not do costs
   `UNMET`: more than one answer can give.
3. A card that does not serve the place comes after all that do. Equal points are put in order by
   what the caller says of the cards (how near, how sure), and at last by their key.
4. Of one kind at most `OF_A_KIND` are taken while another kind fits too.

The same answers and cards always give the same; the weights are for editors to judge.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

MOST: Final = 5
"""Cards that the guide shows at most."""
OF_A_KIND: Final = 2
UNKNOWN: Final = 2.0
UNMET: Final = 6.0
FURTHER: Final = 2.0
LONGEST: Final = 6
"""Questions that the guide asks at most."""

_SUITS: Final[Mapping[str, frozenset[str]]] = {
    # Whoever wants to stay at home can also be called; whoever wants to go out wants a place.
    "home": frozenset({"home", "phone", "online"}),
    "location": frozenset({"location"}),
    "phone": frozenset({"phone", "online"}),
    "online": frozenset({"online"}),
    "alone": frozenset({"alone", "either"}),
    "group": frozenset({"group", "either"}),
    "either": frozenset({"alone", "group", "either"}),
}


@dataclass(frozen=True, order=True)
class Demand:
    """What an answer asks of a card: `what` is daypart, place, together or soon."""

    what: str
    value: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer that was given: the weights it gives to kinds of support, and what it asks."""

    key: str
    leads: Mapping[str, int] = field(default_factory=dict)
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """What the guide looks at of a card; what is not known is empty or None.

    `kinds` has the best first. `near` says how it is put among cards with as many points: lower is
    first, and all candidates of one question have values that can be compared.
    """

    key: str
    kinds: tuple[str, ...]
    dayparts: frozenset[str] = frozenset()
    place_kind: str = ""
    together: str = ""
    has_room: bool | None = None
    outside: bool = False
    near: tuple[Any, ...] = ()


class Does(Enum):
    """Whether a card does what an answer asks."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"


@dataclass(frozen=True)
class Fit:
    """A card that fits: for which kind, with how many points, and why.

    `because` is the key of the answer that spoke most for the kind, of equals the first.
    """

    key: str
    kind: str
    points: float
    because: str
    met: tuple[Demand, ...] = ()
    unknown: tuple[Demand, ...] = ()
    unmet: tuple[Demand, ...] = ()


def weights(answers: Iterable[Answer]) -> dict[str, int]:
    """Return how much the answers together speak for each kind of support they name."""
    total: Counter[str] = Counter()
    for answer in answers:
        for kind, weight in answer.leads.items():
            total[kind] += weight
    return dict(total)


def does(card: Candidate, demand: Demand) -> Does:
    """Return whether a card does what is asked."""
    if demand.what == "soon":
        known, good = card.has_room is not None, bool(card.has_room)
    elif demand.what == "daypart":
        known, good = bool(card.dayparts), demand.value in card.dayparts
    else:
        said = card.place_kind if demand.what == "place" else card.together
        known, good = bool(said), said in _SUITS[demand.value]
    if not known:
        return Does.UNKNOWN
    return Does.YES if good else Does.NO


def ranked(answers: Sequence[Answer], cards: Iterable[Candidate]) -> list[Fit]:
    """Return every card that fits, best first."""
    total = weights(answers)
    asked = tuple(dict.fromkeys(one for answer in answers for one in answer.demands))
    found = [
        (fit, card) for card in cards if (fit := _fit(card, answers, total, asked)) is not None
    ]
    found.sort(key=lambda one: (one[1].outside, -one[0].points, one[1].near, one[1].key))
    return [fit for fit, _card in found]


def chosen(
    answers: Sequence[Answer], cards: Iterable[Candidate], *, limit: int = MOST
) -> list[Fit]:
    """Return the cards to show, best first: at most `limit`, and of more than one kind if any."""
    fits = ranked(answers, cards)
    taken: set[str] = set()
    seen: Counter[str] = Counter()
    for fit in fits:
        if len(taken) < limit and seen[fit.kind] < OF_A_KIND:
            seen[fit.kind] += 1
            taken.add(fit.key)
    for fit in fits:
        if len(taken) < limit:
            taken.add(fit.key)
    return [fit for fit in fits if fit.key in taken]


def _fit(
    card: Candidate,
    answers: Sequence[Answer],
    total: Mapping[str, int],
    asked: Sequence[Demand],
) -> Fit | None:
    places = enumerate(card.kinds)
    spoken = [(total.get(kind, 0) - FURTHER * at, kind) for at, kind in places]
    points, kind = max(spoken, key=lambda one: one[0], default=(0.0, ""))
    if points <= 0:
        return None
    points += min(0, total.get(card.kinds[0], 0))
    by: dict[Does, list[Demand]] = {one: [] for one in Does}
    for demand in asked:
        by[does(card, demand)].append(demand)
    points -= UNKNOWN * len(by[Does.UNKNOWN]) + UNMET * len(by[Does.NO])
    return Fit(
        key=card.key,
        kind=kind,
        points=round(points, 2),
        because=max(answers, key=lambda one: one.leads.get(kind, 0)).key,
        met=tuple(by[Does.YES]),
        unknown=tuple(by[Does.UNKNOWN]),
        unmet=tuple(by[Does.NO]),
    )


@dataclass(frozen=True)
class AskedQuestion:
    """A question as an editor made it: its key, and the answers that one may choose from."""

    key: str
    answers: tuple[Answer, ...]


class Fault(Enum):
    """What is wrong with a guide before it may be shown to everybody."""

    NO_QUESTIONS = "no questions"
    TOO_MANY_QUESTIONS = "too many questions"
    TOO_FEW_ANSWERS = "too few answers"
    CHANGES_NOTHING = "changes nothing"
    EMPTY_TWICE = "empty twice"
    LEADS_NOWHERE = "leads nowhere"


@dataclass(frozen=True)
class Found:
    """A fault, and the question it is about; empty where it is the guide as a whole."""

    fault: Fault
    question: str = ""


def faults(questions: Sequence[AskedQuestion]) -> list[Found]:
    """Return what must be mended before a guide is published.

    A question has one answer at most that asks nothing ("I do not know"): a second one is an
    answer of which somebody forgot where it leads.
    """
    if not questions:
        return [Found(Fault.NO_QUESTIONS)]
    found = [Found(Fault.TOO_MANY_QUESTIONS)] if len(questions) > LONGEST else []
    for question in questions:
        empty = sum(not one.leads and not one.demands for one in question.answers)
        if len(question.answers) < 2:
            found.append(Found(Fault.TOO_FEW_ANSWERS, question.key))
        elif empty == len(question.answers):
            found.append(Found(Fault.CHANGES_NOTHING, question.key))
        elif empty > 1:
            found.append(Found(Fault.EMPTY_TWICE, question.key))
    if not reached(questions):
        found.append(Found(Fault.LEADS_NOWHERE))
    return found


def reached(questions: Iterable[AskedQuestion]) -> frozenset[str]:
    """Return the kinds of support for which at least one answer speaks."""
    return frozenset(
        kind
        for question in questions
        for answer in question.answers
        for kind, weight in answer.leads.items()
        if weight > 0
    )
