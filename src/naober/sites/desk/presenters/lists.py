"""The day, the people and the registrations, as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naober.carers.models import CareSituation
from naober.casework.enums import NextStep, Origin
from naober.casework.models import Case
from naober.casework.queries import Figures, next_step
from naober.shared.addresses import address_of
from naober.shared.tables import Cell, Table
from naober.shared.templatetags.naober import spoken_date
from naober.sites.desk.presenters.words import (
    cares_for,
    full_name,
    greeting,
    in_short,
    label_of,
    number,
    when,
)


@dataclass(frozen=True)
class Figure:
    """A number that is a link to the people behind it."""

    value: str
    label: str
    url: str
    tone: str = "plain"


@dataclass(frozen=True)
class Load:
    """How many carers there are, and for how many there is room."""

    now: int
    ceiling: int

    def __str__(self) -> str:
        return f"{self.now} / {self.ceiling}"


def sentence_of_the_day(figures: Figures, *, hour: int, whole_team: bool) -> str:
    """Say the day in one sentence: "Good morning. Three people are waiting for you."."""
    count = figures.late + figures.today
    words = {"number": capfirst(number(count))}
    if whole_team:
        waiting = ngettext(
            "%(number)s person is waiting for your team.",
            "%(number)s people are waiting for your team.",
            count,
        )
    else:
        waiting = ngettext(
            "%(number)s person is waiting for you.", "%(number)s people are waiting for you.", count
        )
    if count == 0:
        waiting = _("Nobody is waiting.")
    return f"{greeting(hour)} {waiting % words}"


def figures_of_the_day(figures: Figures, load: Load) -> tuple[Figure, ...]:
    """Return the four figures, each a link to the people it counts."""
    people = reverse("desk:people")
    return (
        Figure(
            str(figures.late),
            _("too late"),
            f"{people}?when=late",
            "bad" if figures.late else "good",
        ),
        Figure(str(figures.today), _("today"), f"{people}?when=today"),
        Figure(str(figures.week), _("this week"), f"{people}?when=week"),
        Figure(str(load), _("people in care"), people),
    )


def people_table(
    cases: Sequence[Case],
    situations: Mapping[UUID, CareSituation],
    scores: Mapping[UUID, Sequence[int]],
    *,
    caption: str,
    today: date,
    whole_team: bool = False,
) -> Table:
    """Return who, what is asked, the last contact and how late: most urgent first as given."""
    columns = (_("Who"), _("What"), _("Last contact"), _("When"))
    return Table(
        caption=caption,
        columns=(*columns[:3], _("Contact person"), columns[3]) if whole_team else columns,
        rows=[
            _person_row(
                case,
                situations.get(case.carer_id),
                scores.get(case.carer_id, []),
                today=today,
                whole_team=whole_team,
            )
            for case in cases
        ],
    )


def registrations_table(
    cases: Sequence[Case],
    situations: Mapping[UUID, CareSituation],
    *,
    caption: str,
    today: date,
    may_assign: bool,
) -> Table:
    """Return who registered, for whom they care, since when, and by when they are called."""
    columns = (_("Who"), _("Came in"), _("Call at the latest"))
    return Table(
        caption=caption,
        columns=(*columns, _("Contact person")) if may_assign else columns,
        rows=[
            _registration_row(
                case, situations.get(case.carer_id), today=today, may_assign=may_assign
            )
            for case in cases
        ],
    )


def closed_table(
    cases: Sequence[Case], situations: Mapping[UUID, CareSituation], *, caption: str
) -> Table:
    """Return whose support ended, why and when, with the way to open the file again."""
    return Table(
        caption=caption,
        columns=(_("Who"), _("Why"), _("Closed"), _("File")),
        rows=[_closed_row(case, situations.get(case.carer_id)) for case in cases],
    )


def file_url(case: Case) -> str:
    return address_of("desk:file", case.pk)


def asked(case: Case) -> str:
    """Return what somebody must do for this carer."""
    return label_of(next_step(case))


def origin(case: Case) -> str:
    """Return how the registration came in and when."""
    return _("%(how)s, %(day)s") % {
        "how": label_of(Origin(case.origin)),
        "day": spoken_date(case.registered_at),
    }


def _person_row(
    case: Case,
    situation: CareSituation | None,
    scores: Sequence[int],
    *,
    today: date,
    whole_team: bool,
) -> list[Cell]:
    due = when(case.due_on, today=today)
    first = next_step(case) in {NextStep.FIRST_TALK, NextStep.CONTACT_PERSON}
    cells = [
        _who(case, situation, today=today),
        Cell(asked(case), detail=origin(case) if first else change_of(scores)),
        Cell(
            spoken_date(case.last_contact_on) if case.last_contact_on else _("none yet"),
            labelled=True,
        ),
        Cell(capfirst(due.words), tone=due.tone),
    ]
    if whole_team:
        name = case.contact_person.name if case.contact_person else _("none yet")
        cells.insert(3, Cell(name, labelled=True))
    return cells


def _registration_row(
    case: Case, situation: CareSituation | None, *, today: date, may_assign: bool
) -> list[Cell]:
    due = when(case.due_on, today=today)
    cells = [
        _who(case, situation, today=today),
        Cell(
            spoken_date(case.registered_at),
            detail=label_of(Origin(case.origin)),
            labelled=True,
        ),
        Cell(due.words, tone=due.tone, labelled=True),
    ]
    if may_assign:
        cells.append(Cell(_("Choose"), url=address_of("desk:assign", case.pk)))
    return cells


def _closed_row(case: Case, situation: CareSituation | None) -> list[Cell]:
    return [
        Cell(full_name(case.carer), detail=cares_for(situation)),
        Cell(case.get_ended_because_display(), detail=case.ended_note),
        Cell(spoken_date(case.ended_at) if case.ended_at else "", labelled=True),
        Cell(_("Open again"), url=address_of("desk:reopen", case.pk)),
    ]


def _who(case: Case, situation: CareSituation | None, *, today: date) -> Cell:
    detail = in_short(case.carer, situation, today=today)
    return Cell(full_name(case.carer), url=file_url(case), detail=detail)


def change_of(scores: Sequence[int]) -> str:
    """Say what the last check did: "Check rose from 5 to 9"; empty without a check."""
    if not scores:
        return ""
    if len(scores) == 1 or scores[-1] == scores[-2]:
        return _("Check: %(score)s of 13") % {"score": scores[-1]}
    values = {"before": scores[-2], "now": scores[-1]}
    if scores[-1] > scores[-2]:
        return _("Check rose from %(before)s to %(now)s") % values
    return _("Check fell from %(before)s to %(now)s") % values
