"""The guide: from a few answers to a few cards, each with why it is there.

How a card is weighed, in points:

1. Each answer speaks for kinds of support, or against them, with a weight of -5 to 5. The weight of
   a kind is the sum over the answers. A card counts for the one of its kinds that weighs most; a
   kind that stands further down on the card costs `FURTHER` a place. A card of which no kind then
   weighs more than nothing does not fit. What is said against the first kind of a card counts
   always: it is what the card is.
2. An answer may also ask something of a card: when, where, with others or alone, how soon. What the
   card does costs nothing, what is not known costs `UNKNOWN`. Where and with whom are wishes: what
   is not so costs `WISHED`, so that what is heaviest stays first. When and how soon cost `UNMET`:
   more than one answer can give.
3. Help at night and help soon must be so: a card that does not do it comes after all that do or may
   do it. To somebody who cannot sleep, a good card for the morning is a wrong one. So does a card
   of which the first kind is spoken against.
   To whom wants help at home a telephone line or a website may be offered, for nobody need go out
   for it: it costs `UNKNOWN`, is never said to be help at home, and of the cards that are shown it
   comes after those that are.
4. An answer may say for whom somebody cares. A card for who cares for others does not fit. A card
   that is for some people only, and nobody asked whether this is one, costs `UNKNOWN`.
5. A card that does not serve the place comes after all that do; where nobody said the place, one
   that serves a single place costs `UNMET`. A card that is `first` comes before the others that
   serve the place. Equal points are put in order by what the caller says of the cards (how near,
   how sure), and at last by their key.
6. Of one kind at most `OF_A_KIND` are taken while another kind fits too.

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
WISHED: Final = 2.5
UNMET: Final = 6.0
_WISHES: Final = frozenset({"place", "together"})
FURTHER: Final = 2.0
_MUST: Final = frozenset({("daypart", "night"), ("soon", "day"), ("soon", "weeks")})
LONGEST: Final = 6
"""Questions that the guide asks at most."""

_SUITS: Final[Mapping[str, frozenset[str]]] = {
    "home": frozenset({"home"}),
    "location": frozenset({"location"}),
    "phone": frozenset({"phone", "online"}),
    "online": frozenset({"online"}),
    "alone": frozenset({"alone", "either"}),
    "group": frozenset({"group", "either"}),
    "either": frozenset({"alone", "group", "either"}),
}
_STANDS_IN: Final[Mapping[str, frozenset[str]]] = {"home": frozenset({"phone", "online"})}
"""What may be offered for what is asked, and is not it: one stays at home, and nobody comes."""


@dataclass(frozen=True, order=True)
class Demand:
    """What an answer asks of a card: `what` is daypart, place, together or soon."""

    what: str
    value: str

    @property
    def must_be(self) -> bool:
        """Whether a card that does not do it comes after all others."""
        return (self.what, self.value) in _MUST


@dataclass(frozen=True)
class Answer:
    """An answer that was given: the weights it gives to kinds of support, and what it asks.

    `relations` are those for whom somebody who says this may care; empty where it does not say.
    """

    key: str
    leads: Mapping[str, int] = field(default_factory=dict)
    demands: tuple[Demand, ...] = ()
    relations: frozenset[str] = frozenset()


class Does(Enum):
    """Whether a card does what an answer asks."""

    YES = "yes"
    INSTEAD = "instead"
    UNKNOWN = "unknown"
    NO = "no"


@dataclass(frozen=True)
class Candidate:
    """What the guide looks at of a card; what is not known is empty or `UNKNOWN`.

    `kinds` has the best first. `soon` says for each time whether somebody can come by then.
    `relations` is empty for a card that is for all of them; `for_some` is a card that is not for
    everybody for another reason, such as a condition. `near` says how it is put among cards with
    as many points: lower is first, and all candidates of a question have values that compare.
    """

    key: str
    kinds: tuple[str, ...]
    dayparts: frozenset[str] = frozenset()
    place_kind: str = ""
    together: str = ""
    soon: Mapping[str, Does] = field(default_factory=dict)
    relations: frozenset[str] = frozenset()
    for_some: bool = False
    serves: Does = Does.YES
    first: bool = False
    near: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Fit:
    """A card that fits: for which kind, with how many points, and why.

    `because` is the key of the answer that spoke most for the kind, of equals the first. `against`
    says that the answers together speak against what the card is first of all. `instead` are what
    the card stands in for: it is neither said to do it nor not to. `behind` comes before points.
    """

    key: str
    kind: str
    points: float
    because: str
    met: tuple[Demand, ...] = ()
    unknown: tuple[Demand, ...] = ()
    unmet: tuple[Demand, ...] = ()
    instead: tuple[Demand, ...] = ()
    against: bool = False
    behind: tuple[bool, bool, int] = (False, False, 0)


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
        return card.soon.get(demand.value, Does.UNKNOWN)
    if demand.what == "daypart":
        known, good = bool(card.dayparts), demand.value in card.dayparts
    else:
        said = card.place_kind if demand.what == "place" else card.together
        known, good = bool(said), said in _SUITS[demand.value]
    if not known:
        return Does.UNKNOWN
    if demand.what == "place" and card.place_kind in _STANDS_IN.get(demand.value, ()):
        return Does.INSTEAD
    return Does.YES if good else Does.NO


def ranked(answers: Sequence[Answer], cards: Iterable[Candidate]) -> list[Fit]:
    """Return every card that fits, best first."""
    asking = _Asking.of(answers)
    found = [(fit, card) for card in cards if (fit := _fit(card, asking)) is not None]
    found.sort(key=lambda one: (*one[0].behind, -one[0].points, one[1].near, one[1].key))
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
    return _real_first([fit for fit in fits if fit.key in taken])


def _real_first(fits: Sequence[Fit]) -> list[Fit]:
    """Put what stands in for something after the last that does it, among what is as fit."""
    asked = {one for fit in fits for one in fit.instead}
    last = {fit.behind: at for at, fit in enumerate(fits) if asked & set(fit.met)}

    def order(at: int) -> tuple[int, bool]:
        fit = fits[at]
        return (max(at, last.get(fit.behind, at)), True) if fit.instead else (at, False)

    return [fits[at] for at in sorted(range(len(fits)), key=order)]


@dataclass(frozen=True)
class _Asking:
    """What answers say together."""

    answers: Sequence[Answer]
    weights: Mapping[str, int]
    demands: tuple[Demand, ...]
    relations: frozenset[str]

    @classmethod
    def of(cls, answers: Sequence[Answer]) -> "_Asking":
        return cls(
            answers,
            weights(answers),
            tuple(dict.fromkeys(one for answer in answers for one in answer.demands)),
            frozenset().union(*(answer.relations for answer in answers)),
        )


def _fit(card: Candidate, asking: _Asking) -> Fit | None:
    places = enumerate(card.kinds)
    spoken = [(asking.weights.get(kind, 0) - FURTHER * at, kind) for at, kind in places]
    points, kind = max(spoken, key=lambda one: one[0], default=(0.0, ""))
    if points <= 0 or _is_for_others(card, asking):
        return None
    by: dict[Does, list[Demand]] = {one: [] for one in Does}
    for demand in asking.demands:
        by[does(card, demand)].append(demand)
    points += min(0, asking.weights.get(card.kinds[0], 0)) - _narrow(card, asking)
    points -= UNKNOWN * len(by[Does.UNKNOWN] + by[Does.INSTEAD])
    points -= sum(WISHED if one.what in _WISHES else UNMET for one in by[Does.NO])
    unmet, against = tuple(by[Does.NO]), asking.weights.get(card.kinds[0], 0) < 0
    misses = sum(one.must_be for one in unmet) + against
    return Fit(
        key=card.key,
        kind=kind,
        points=round(points, 2),
        because=max(asking.answers, key=lambda one: one.leads.get(kind, 0)).key,
        met=tuple(by[Does.YES]),
        unknown=tuple(by[Does.UNKNOWN]),
        unmet=unmet,
        instead=tuple(by[Does.INSTEAD]),
        against=against,
        behind=(card.serves == Does.NO, not card.first, misses),
    )


def _is_for_others(card: Candidate, asking: _Asking) -> bool:
    return bool(card.relations and asking.relations and not card.relations & asking.relations)


def _narrow(card: Candidate, asking: _Asking) -> float:
    """Return what it costs a card that it may not be for who asks."""
    unasked = bool(card.relations) and not asking.relations
    elsewhere = UNMET if card.serves == Does.UNKNOWN else 0
    return elsewhere + UNKNOWN * (card.for_some + unasked)


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
