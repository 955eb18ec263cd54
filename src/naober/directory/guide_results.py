"""Which cards answers of a guide lead to. For this app; others ask `naober.directory.queries`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from naober.directory.content import TEXTS
from naober.directory.finding import FOR_YOUNG, Hit, shown
from naober.directory.freshness import freshness_rules
from naober.directory.guiding import answer_of, asked_of, candidate_of, chosen_of, first_two
from naober.directory.models import GuideChoice, GuideVersion, Service
from naober.directory.nearness import Asker, kinds_of
from naober.directory.visibility import listed_on
from naober.organisations.models import Postcode
from naober.pure import guide

_UNREAD: Final = tuple(f"{text}_{language}" for text in TEXTS for language in ("nl", "en"))
"""What no card is chosen by: its words are read of the cards that are shown."""


@dataclass(frozen=True)
class Guided:
    """A card that the guide leads to: `because` is the answer that spoke most for it."""

    hit: Hit
    fit: guide.Fit
    because: GuideChoice


def is_for_young(version: GuideVersion, chosen: Mapping[str, str]) -> bool:
    """Return whether the answers are those of a young carer: they lead to help for young carers."""
    return _is_young(chosen_of(version, chosen))


def answer_of_young(version: GuideVersion) -> tuple[int, str, str] | None:
    """Return the answer with which somebody says to be a young carer, or None.

    The number of the question, from 1, its key, and that of the answer.
    """
    return next(
        (
            (number, question.key, choice.key)
            for number, question in enumerate(version.questions.all(), start=1)
            for choice in question.choices.all()
            if _is_young([choice])
        ),
        None,
    )


def _is_young(choices: Iterable[GuideChoice]) -> bool:
    return guide.weights(answer_of(one) for one in choices).get(FOR_YOUNG, 0) > 0


def guide_answers(
    version: GuideVersion,
    chosen: Mapping[str, str],
    *,
    on: date,
    near: Postcode | None = None,
    limit: int = guide.MOST,
) -> list[Guided]:
    """Return the cards that fit answers of a guide best, at most `limit`, each with its reason.

    `chosen` has the keys of answers by the keys of questions; what the version does not know is
    left out. A young carer gets cards for young carers only, and nobody else does. `version` comes
    with everything in it, as `public_guide` and `guide_draft` give it.
    """
    choices = chosen_of(version, chosen)
    spoken = guide.weights(answer_of(one) for one in choices)
    kinds = [kind for kind, weight in spoken.items() if weight > 0]
    return _Guiding(on, near, kinds).cards([choices], limit)[0]


def guide_outcomes(
    version: GuideVersion,
    played: Iterable[Mapping[str, str]],
    *,
    on: date,
    near: Postcode | None = None,
    limit: int = guide.MOST,
) -> list[list[Guided]]:
    """Return for every row of answers what `guide_answers` gives; the cards are read once."""
    guiding = _Guiding(on, near, guide.reached(asked_of(version)))
    return guiding.cards([chosen_of(version, chosen) for chosen in played], limit)


def guide_table(
    version: GuideVersion, *, on: date, limit: int = guide.MOST
) -> list[tuple[tuple[GuideChoice, ...], list[Guided]]]:
    """Return for every combination of answers to the first two questions which cards they give."""
    rows = list(first_two(version))
    guiding = _Guiding(on, None, guide.reached(asked_of(version)))
    return list(zip(rows, guiding.cards(rows, limit), strict=True))


class _Guiding:
    """The cards of some kinds as the guide looks at them, read once for many answers."""

    def __init__(self, on: date, near: Postcode | None, kinds: Collection[str]) -> None:
        self._asker = Asker(near, on, freshness_rules(on))
        services = _weighed(kinds, on=on, is_near=near is not None)
        self._candidates = [self._candidate(one) for one in services]

    def cards(self, played: Iterable[Sequence[GuideChoice]], limit: int) -> list[list[Guided]]:
        """Return the best cards for each row of choices; what is gone by then is left out."""
        rows = [(choices, self._fits(choices, limit)) for choices in played]
        hits = self._read({fit.key for _choices, fits in rows for fit in fits})
        found = []
        for choices, fits in rows:
            by_key = {str(one.pk): one for one in choices}
            there = [fit for fit in fits if fit.key in hits]
            found.append([Guided(hits[fit.key], fit, by_key[fit.because]) for fit in there])
        return found

    def _fits(self, choices: Sequence[GuideChoice], limit: int) -> list[guide.Fit]:
        answers = [answer_of(one) for one in choices]
        young = _is_young(choices)
        fitting = [one for one in self._candidates if one.first == young]
        return guide.chosen(answers, fitting, limit=limit)

    def _read(self, keys: Collection[str]) -> dict[str, Hit]:
        cards = shown().filter(listed_on(self._asker.on), key__in=keys).prefetch_related("kinds")
        return {one.key: self._asker.hit(one) for one in cards} if keys else {}

    def _candidate(self, one: Service) -> guide.Candidate:
        _outside, reach, late, km = self._asker.closeness(one)
        return candidate_of(
            one,
            kinds_of(one),
            on=self._asker.on,
            serves=self._asker.serves(one),
            near=(late, reach, km),
        )


def _weighed(kinds: Collection[str], *, on: date, is_near: bool) -> Iterable[Service]:
    """Return the cards of these kinds with what they are weighed by, and no more."""
    cards = Service.objects.filter(listed_on(on), kinds__category__in=kinds).distinct()
    cards = cards.select_related("organisation").defer(*_UNREAD).prefetch_related("kinds")
    if is_near:
        cards = cards.prefetch_related("municipalities", "at_locations__location__area")
    return cards if kinds else ()
