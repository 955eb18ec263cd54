"""A file: who it is, how to reach them, the care, what was said, and what is allowed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from naober.carers.enums import Condition, Purpose, Wish
from naober.carers.models import Carer, CareSituation, Consent
from naober.carers.queries import is_young
from naober.casework.enums import CaseStatus, ContactWay
from naober.casework.models import Case, Contact
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.screening.models import CheckUp
from naober.shared.actors import Actor
from naober.shared.charts import ChartPoint, LineChart
from naober.shared.rows import Row
from naober.shared.templatetags.naober import day_and_month, spoken_date
from naober.sites.desk.presenters.lists import asked, change_of
from naober.sites.desk.presenters.words import (
    SPOKEN,
    WHOM,
    When,
    cares_for,
    full_name,
    listed,
    when,
)

HIGH_FROM = 7
"""The CSI score from which strain is called high (Sullivan 2002)."""

MOST = 13
"""The highest score of the CSI."""


@dataclass(frozen=True)
class Event:
    """One contact in the timeline."""

    when: str
    title: str
    text: str
    by: str
    tone: str = "main"
    url: str = ""
    corrected: str = ""
    correct_url: str = ""


@dataclass(frozen=True)
class ConsentLine:
    """One purpose: whether it is allowed now, since when and how that was told."""

    question: str
    allowed: bool
    history: str
    url: str


@dataclass(frozen=True)
class File:
    """Everything that the page of one carer shows."""

    name: str
    first_name: str
    young: bool
    cares_for: str
    phone: str
    asked: str
    due: When
    reach: tuple[Row, ...]
    care: tuple[Row, ...]
    care_since: str
    earlier: tuple[str, ...]
    contact_person: str
    contact_person_left: bool
    call_by: str
    waits: bool
    events: tuple[Event, ...]
    consents: tuple[ConsentLine, ...]
    sees_checkups: bool
    check: str
    chart: LineChart | None
    may_assign: bool
    may_record: bool
    may_close: bool
    doubles: tuple[Row, ...]


@dataclass(frozen=True)
class Parts:
    """What the queries found about one carer."""

    situations: Sequence[CareSituation]
    consents: Sequence[Consent]
    contacts: Sequence[Contact]
    checkups: Sequence[CheckUp]
    doubles: Iterable[Case] = ()


def file_of(case: Case, parts: Parts, *, by: Actor, today: date) -> File:
    """Return the page of one carer."""
    carer, now = case.carer, parts.situations[0] if parts.situations else None
    person = case.contact_person
    coordinator = by.role == Role.COORDINATOR
    allowed = {one.purpose for one in parts.consents if one.withdrawn_at is None}
    return File(
        name=full_name(carer),
        first_name=carer.first_name,
        young=is_young(carer, on=today),
        cares_for=cares_for(now),
        phone=carer.phone,
        asked=asked(case),
        due=when(case.due_on, today=today),
        reach=_reach(carer),
        care=_care(now),
        care_since=day_and_month(now.recorded_at) if now else "",
        earlier=tuple(_earlier(one) for one in parts.situations[1:]),
        contact_person=person.name if person else "",
        contact_person_left=person is not None and person.status != "active",
        call_by=day_and_month(case.due_on or case.call_by),
        waits=case.status == CaseStatus.NEW,
        events=(*(_event(one, by=by) for one in parts.contacts), _registered(case)),
        consents=tuple(_consent(case, purpose, parts.consents) for purpose in Purpose),
        sees_checkups=Purpose.CHECKUPS in allowed,
        check=_check(parts.checkups),
        chart=_chart(parts.checkups),
        may_assign=coordinator,
        may_record=person is not None and (coordinator or person.pk == by.membership_id),
        may_close=coordinator or case.contact_person_id == by.membership_id,
        doubles=double_lines(parts.doubles),
    )


def double_lines(cases: Iterable[Case]) -> tuple[Row, ...]:
    """Return who may be the same person, with what tells one from another."""
    return tuple(
        Row(
            full_name(case.carer),
            ", ".join(
                filter(
                    None,
                    [
                        str(case.carer.birth_year or ""),
                        f"{case.carer.postcode} {case.carer.place}".strip(),
                        case.carer.phone or case.carer.email,
                        case.contact_person.name if case.contact_person else "",
                    ],
                )
            ),
            reverse("desk:file", args=[case.pk]),
        )
        for case in cases
    )


def _reach(carer: Carer) -> tuple[Row, ...]:
    home = ", ".join(part for part in (carer.address, carer.postcode, carer.place) if part)
    lines = [
        Row(_("Likes to be reached"), carer.get_channel_display()),
        Row(_("When"), carer.get_reach_time_display()),
        Row(_("E-mail"), carer.email, f"mailto:{carer.email}" if carer.email else ""),
        Row(_("Home"), home),
        Row(_("Year of birth"), str(carer.birth_year or "")),
    ]
    return tuple(line for line in lines if line.text)


def _care(situation: CareSituation | None) -> tuple[Row, ...]:
    if situation is None:
        return ()
    lines = [
        Row(_("For whom"), str(WHOM.get(situation.relation, situation.relation))),
        Row(_("Since when"), situation.get_since_display()),
        Row(_("How much in a week"), situation.get_hours_display()),
        Row(_("What is the matter"), listed(Condition, situation.conditions)),
        Row(_("What would help"), listed(Wish, situation.wishes, nothing=_("Nothing chosen"))),
        Row(_("Good to know"), situation.note),
    ]
    return tuple(Row(line.label, capfirst(line.text)) for line in lines if line.text)


def _earlier(situation: CareSituation) -> str:
    return _("Until %(day)s: %(what)s") % {
        "day": day_and_month(situation.recorded_at),
        "what": f"{cares_for(situation)}, {situation.get_hours_display()}",
    }


def earlier_notes(contact: Contact) -> tuple[Event, ...]:
    """Return what a note said before it was corrected, and who corrected it when."""
    return tuple(
        Event(
            when=_("Changed on %(day)s") % {"day": day_and_month(one.corrected_at)},
            title=_("Before that it said:"),
            text=one.note or _("(nothing)"),
            by=one.corrected_by.name,
        )
        for one in contact.earlier_notes.all()
    )


def _event(contact: Contact, *, by: Actor) -> Event:
    missed = contact.way == ContactWay.NOT_REACHED
    before = earlier_notes(contact)
    mine = by.role == Role.COORDINATOR or contact.by_id == by.membership_id
    return Event(
        when=capfirst(spoken_date(contact.on)),
        title=capfirst(contact.get_way_display()),
        text=contact.note,
        by=contact.by.name,
        tone="accent" if missed else "good",
        corrected=f"{before[0].when}, {before[0].by}" if before else "",
        correct_url=reverse("desk:correct", args=[contact.case_id, contact.pk]) if mine else "",
    )


def _registered(case: Case) -> Event:
    return Event(
        when=capfirst(spoken_date(case.registered_at)),
        title=capfirst(case.get_origin_display()),
        text=_("Promised: a call on %(day)s at the latest.") % {"day": day_and_month(case.call_by)},
        by="",
    )


def _consent(case: Case, purpose: Purpose, consents: Iterable[Consent]) -> ConsentLine:
    about = [one for one in consents if one.purpose == purpose]
    last = max(about, key=lambda one: one.given_at, default=None)
    return ConsentLine(
        question=SPOKEN[purpose].question,
        allowed=last is not None and last.withdrawn_at is None,
        history=_history(last),
        url=reverse("desk:consent", args=[case.pk, purpose]),
    )


def _history(consent: Consent | None) -> str:
    if consent is None:
        return _("Never said yes.")
    if consent.withdrawn_at is not None:
        return _("Taken back on %(day)s, %(how)s.") % {
            "day": day_and_month(consent.withdrawn_at),
            "how": consent.get_withdrawn_way_display(),
        }
    said = {"day": day_and_month(consent.given_at), "how": consent.get_given_way_display()}
    if consent.recorded_by is None:
        return _("Said yes on %(day)s, %(how)s.") % said
    return _("Said yes on %(day)s, %(how)s. Written down by %(name)s.") % {
        **said,
        "name": consent.recorded_by.name,
    }


def _check(checkups: Sequence[CheckUp]) -> str:
    if not checkups:
        return _("No check was filled in yet.")
    last = checkups[-1]
    return _("%(day)s: %(meaning)s") % {
        "day": capfirst(spoken_date(last.taken_on)),
        "meaning": _meaning(last.score),
    }


def _meaning(score: int) -> str:
    if score >= HIGH_FROM:
        return _("%(score)s of 13. From 7 on, the care is too much.") % {"score": score}
    return _("%(score)s of 13. That is below the limit of 7.") % {"score": score}


def _chart(checkups: Sequence[CheckUp]) -> LineChart | None:
    if len(checkups) < 2:
        return None
    return LineChart(
        conclusion=change_of([one.score for one in checkups]),
        points=tuple(
            ChartPoint(day_and_month(one.taken_on), one.score, _meaning(one.score))
            for one in checkups
        ),
        maximum=MOST,
        value_heading=_("Score"),
        limit=HIGH_FROM,
        limit_label=_("too much from 7"),
        source=_("Filled in by the carer. Caregiver Strain Index, 13 questions."),
    )


@dataclass(frozen=True)
class Candidate:
    """A colleague who may become the contact person, and how full they are."""

    id: Any
    name: str
    load: str
    now: int
    ceiling: int
    full: bool
    current: bool


def candidates(colleagues: Iterable[Membership], case: Case) -> tuple[Candidate, ...]:
    """Return the colleagues, those with most room first; who is full stays in sight."""
    ordered = sorted(
        colleagues,
        key=lambda one: (_room(one) <= 0, -_room(one), one.name),
    )
    return tuple(_candidate(one, case) for one in ordered)


def _room(colleague: Membership) -> int:
    return int(colleague.caseload_ceiling - colleague.caseload)  # type: ignore[attr-defined]


def _candidate(colleague: Membership, case: Case) -> Candidate:
    values = {
        "now": colleague.caseload,  # type: ignore[attr-defined]
        "ceiling": colleague.caseload_ceiling,
        "room": _room(colleague),
    }
    full = _room(colleague) <= 0
    load = (
        _("%(now)s of %(ceiling)s people. Full.")
        if full
        else _("%(now)s of %(ceiling)s people. Room for %(room)s.")
    )
    return Candidate(
        id=colleague.pk,
        name=colleague.name,
        load=load % values,
        now=values["now"],
        ceiling=values["ceiling"],
        full=full,
        current=colleague.pk == case.contact_person_id,
    )
