"""The guide as its editors see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.enums import GuideState
from naober.directory.models import (
    Category,
    GuideChoice,
    GuideQuestion,
    GuideVersion,
)
from naober.directory.queries import GuideChecks, Guided, demands_of, mark_of_question
from naober.pure.guide import Fault
from naober.shared.addresses import address_of
from naober.shared.care import Relation
from naober.shared.templatetags.naober import day_and_month
from naober.sites.card_page import RELATIONS
from naober.sites.guide_words import Why, asked, why
from naober.sites.words import words

TONES: Final = {
    GuideState.DRAFT: "warning",
    GuideState.PUBLISHED: "safe",
    GuideState.OLD: "neutral",
}
FAULTS: Final = {
    Fault.NO_QUESTIONS: gettext_lazy("There is no question yet."),
    Fault.TOO_MANY_QUESTIONS: gettext_lazy("There are more than six questions."),
    Fault.TOO_FEW_ANSWERS: gettext_lazy("This question has fewer than two answers."),
    Fault.CHANGES_NOTHING: gettext_lazy("No answer to this question leads to anything."),
    Fault.EMPTY_TWICE: gettext_lazy(
        "More than one answer leads to nothing. Only “I do not know” should."
    ),
    Fault.LEADS_NOWHERE: gettext_lazy("No answer speaks for any kind of help."),
}


@dataclass(frozen=True)
class Version:
    """One version in the list."""

    number: int
    state: str
    tone: str
    since: str
    back_url: str


@dataclass(frozen=True)
class Line:
    """An answer in short, and what it leads to."""

    label: str
    leads: str
    asks: str
    url: str
    move_url: str


@dataclass(frozen=True)
class QuestionLine:
    """A question of the draft, with its answers."""

    number: int
    text: str
    mark: str
    url: str
    move_url: str
    remove_url: str
    add_url: str
    is_first: bool
    is_last: bool
    answers: tuple[Line, ...]


@dataclass(frozen=True)
class Check:
    """Something that must be mended, and where."""

    text: str
    where: str = ""
    url: str = ""


@dataclass(frozen=True)
class Card:
    """A card that answers lead to, in short."""

    name: str
    url: str
    organisation: str
    kind: str
    points: float
    why: Why


@dataclass(frozen=True)
class Row:
    """What an answer to the second question gives."""

    answer: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Block:
    """The combinations with one answer to the first question."""

    answer: str
    rows: tuple[Row, ...]


def versions(found: Iterable[GuideVersion]) -> list[Version]:
    """Return every version with where it stands; an old one can be put back."""
    return [
        Version(
            number=one.number,
            state=str(GuideState(one.state).label),
            tone=TONES[GuideState(one.state)],
            since=day_and_month(one.published_at or one.made_at),
            back_url=reverse("editor:guide-put-back", args=[one.number])
            if one.state == GuideState.OLD
            else "",
        )
        for one in found
    ]


def questions(draft: GuideVersion) -> list[QuestionLine]:
    """Return the questions of the draft in their order."""
    rows = list(draft.questions.all())
    return [
        question_line(one, number, is_last=number == len(rows))
        for number, one in enumerate(rows, start=1)
    ]


def question_line(one: GuideQuestion, number: int, *, is_last: bool) -> QuestionLine:
    """Return a question with what its answers lead to."""
    key = [one.key]
    return QuestionLine(
        number=number,
        text=words(one, "text"),
        mark=mark_of_question(one),
        url=reverse("editor:guide-question", args=key),
        move_url=reverse("editor:guide-move-question", args=key),
        remove_url=reverse("editor:guide-remove-question", args=key),
        add_url=reverse("editor:guide-add-choice", args=key),
        is_first=number == 1,
        is_last=is_last,
        answers=tuple(_line(one, choice) for choice in one.choices.all()),
    )


def _line(question: GuideQuestion, choice: GuideChoice) -> Line:
    leads = [f"{words(lead.category, 'label')} {lead.weight:+}" for lead in choice.leads.all()]
    key = [question.key, choice.key]
    return Line(
        label=words(choice, "label"),
        leads=", ".join(leads),
        asks=_asks(choice),
        url=reverse("editor:guide-choice", args=key),
        move_url=reverse("editor:guide-move-choice", args=key),
    )


def _asks(choice: GuideChoice) -> str:
    whom = [str(RELATIONS[Relation(one)]) for one in choice.relations]
    return ", ".join([*filter(None, [asked(demands_of(choice))]), *whom])


def checks(found: GuideChecks, draft: GuideVersion) -> list[Check]:
    """Return what must be mended, each with a way to it."""
    texts = {one.key: words(one, "text") for one in draft.questions.all()}
    return [
        Check(
            str(FAULTS[one.fault]),
            texts.get(one.question, ""),
            reverse("editor:guide-question", args=[one.question]) if one.question else "",
        )
        for one in found.faults
    ]


def kinds(found: Iterable[Category]) -> list[str]:
    """Return kinds of help by name."""
    return sorted(words(one, "label") for one in found)


def names(found: Iterable[Category]) -> dict[str, str]:
    """Return the name of each kind of help by its code."""
    return {one.pk: words(one, "label") for one in found}


def cards(found: Iterable[Guided], kind_names: Mapping[str, str]) -> tuple[Card, ...]:
    """Return the cards that answers lead to."""
    return tuple(
        Card(
            name=words(one.hit.service, "name"),
            url=address_of("public:card", one.hit.service.key),
            organisation=one.hit.service.organisation.name,
            kind=capfirst(kind_names.get(one.fit.kind, one.fit.kind)),
            points=one.fit.points,
            why=why(one),
        )
        for one in found
    )


def blocks(
    table: Sequence[tuple[tuple[GuideChoice, ...], list[Guided]]], kind_names: Mapping[str, str]
) -> list[Block]:
    """Return which cards every combination of the first two answers gives."""
    return [
        Block(
            words(first, "label"),
            tuple(
                Row(
                    words(choices[1], "label") if len(choices) > 1 else _("whatever comes next"),
                    cards(found, kind_names),
                )
                for choices, found in rows
            ),
        )
        for first, rows in groupby((row for row in table if row[0]), key=lambda row: row[0][0])
    ]
