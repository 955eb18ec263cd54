"""The guide as it is kept: its versions, and what the pure guide looks at.

For this app only; others ask `naober.directory.queries`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import product
from typing import Final

from django.db.models import Prefetch, QuerySet

from naober.directory.enums import GuideState, Room, Within
from naober.directory.models import (
    Category,
    GuideChoice,
    GuideLead,
    GuideQuestion,
    GuideVersion,
    Service,
)
from naober.directory.rules import is_closed
from naober.pure import guide

QUESTION: Final = ("text_nl", "text_en", "help_nl", "help_en")
LABELS: Final = ("label_nl", "label_en")
DEMANDS: Final = ("daypart", "place_kind", "together", "within", "relations")
SOON: Final = 2
"""Weeks of waiting in which somebody still comes soon."""
LEAD: Final = ("category_id", "weight", "reason_nl", "reason_en")


def whole_guides() -> QuerySet[GuideVersion]:
    """Return the versions with everything in them, in four queries."""
    leads = GuideLead.objects.select_related("category")
    choices = GuideChoice.objects.prefetch_related(Prefetch("leads", leads))
    questions = GuideQuestion.objects.prefetch_related(Prefetch("choices", choices))
    return GuideVersion.objects.prefetch_related(Prefetch("questions", questions))


def public_guide() -> GuideVersion | None:
    """Return the guide as everybody sees it, or None where there is none."""
    return whole_guides().filter(state=GuideState.PUBLISHED).first()


def has_guide() -> bool:
    """Return whether there is a guide for everybody."""
    return GuideVersion.objects.filter(state=GuideState.PUBLISHED).exists()


def guide_draft() -> GuideVersion | None:
    """Return the version that editors work on, or None."""
    return whole_guides().filter(state=GuideState.DRAFT).first()


def guide_versions() -> QuerySet[GuideVersion]:
    """Return every version that the reader may see, newest first, without what is in it."""
    return GuideVersion.objects.all()


def mark_of_question(question: GuideQuestion) -> str:
    """Return a mark of a question and its answers, to notice that somebody else changed them."""
    parts = [_values(question, QUESTION)]
    for choice in question.choices.all():
        parts.append(_values(choice, ("key", "position", *LABELS, *DEMANDS)))
        parts.extend(sorted(_values(lead, LEAD) for lead in choice.leads.all()))
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def _values(thing: object, names: Iterable[str]) -> str:
    return "\1".join(str(getattr(thing, name)) for name in names)


def answer_of(choice: GuideChoice) -> guide.Answer:
    """Return a choice as the pure guide weighs it; its key is that of the question and its own."""
    leads = {lead.category_id: lead.weight for lead in choice.leads.all()}
    return guide.Answer(
        str(choice.pk), leads, tuple(demands_of(choice)), frozenset(choice.relations)
    )


def demands_of(choice: GuideChoice) -> list[guide.Demand]:
    """Return what a choice asks of a card."""
    whats = (
        ("daypart", choice.daypart), ("place", choice.place_kind),
        ("together", choice.together), ("soon", choice.within),
    )  # fmt: skip
    return [guide.Demand(what, value) for what, value in whats if value]


def asked_of(version: GuideVersion) -> list[guide.AskedQuestion]:
    """Return a version as the checks before publishing see it."""
    return [
        guide.AskedQuestion(
            question.key, tuple(answer_of(choice) for choice in question.choices.all())
        )
        for question in version.questions.all()
    ]


@dataclass(frozen=True)
class GuideChecks:
    """What must be mended in a version, and which kinds of support no answer leads to."""

    faults: Sequence[guide.Found]
    unreached: Sequence[Category]


def guide_checks(version: GuideVersion) -> GuideChecks:
    """Return what stands in the way of publishing a version."""
    asked = asked_of(version)
    unreached = Category.objects.exclude(pk__in=guide.reached(asked))
    return GuideChecks(guide.faults(asked), list(unreached))


def chosen_of(version: GuideVersion, chosen: Mapping[str, str]) -> list[GuideChoice]:
    """Return the choices named by the keys of questions and answers; others are left out."""
    return [
        choice
        for question in version.questions.all()
        for choice in question.choices.all()
        if chosen.get(question.key) == choice.key
    ]


def first_two(version: GuideVersion) -> Iterator[tuple[GuideChoice, ...]]:
    """Yield every combination of answers to the first two questions."""
    questions = list(version.questions.all())[:2]
    yield from product(*(question.choices.all() for question in questions))


def candidate_of(
    service: Service,
    kinds: Sequence[str],
    *,
    on: date,
    serves: guide.Does,
    near: tuple[object, ...],
) -> guide.Candidate:
    """Return a card as the pure guide looks at it on a day."""
    return guide.Candidate(
        key=service.key,
        kinds=tuple(kinds),
        dayparts=frozenset(service.dayparts),
        place_kind=service.place_kind,
        together=service.together,
        soon=_soon(service, on=on),
        relations=frozenset(service.relations),
        for_some=bool(service.conditions),
        serves=serves,
        first=service.for_young_carers,
        near=near,
    )


def _soon(service: Service, *, on: date) -> dict[str, guide.Does]:
    """Return whether somebody can come within a day, and within `SOON` weeks.

    Places that are free are there soon; whether one can come tomorrow is to be asked.
    """
    yes, no = guide.Does.YES, guide.Does.NO
    if is_closed(service, on=on):
        return {Within.DAY: no, Within.WEEKS: no}
    if service.room == Room.OPEN:
        return {Within.DAY: yes, Within.WEEKS: yes}
    if service.room == Room.FREE:
        return {Within.WEEKS: yes}
    if service.room == Room.WAIT:
        weeks = service.room_number
        return {Within.DAY: no, Within.WEEKS: yes if weeks is not None and weeks <= SOON else no}
    return {}
