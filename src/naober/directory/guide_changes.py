"""Changing the guide: editors work on one draft, and publish it as a whole.

For this app only; others ask `naober.directory.services`.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from naober.audit.enums import Action
from naober.audit.services import record
from naober.directory.enums import NEXT_OF_GUIDE, GuideState
from naober.directory.guiding import (
    DEMANDS,
    LABELS,
    LEAD,
    QUESTION,
    guide_checks,
    guide_draft,
    mark_of_question,
    public_guide,
)
from naober.directory.models import GuideChoice, GuideLead, GuideQuestion, GuideVersion
from naober.directory.rules import may_edit_the_map
from naober.pure.guide import LONGEST
from naober.shared.actors import Actor
from naober.shared.database import one_at_a_time
from naober.shared.exceptions import Refused

FIRST: Final = Path(__file__).parent / "content" / "guide.json"


@transaction.atomic
def load_guide(*, at: datetime) -> None:
    """Make our first guide where there is none; what editors made is never touched.

    For the system process only.
    """
    if GuideVersion.objects.exists():
        return
    questions = json.loads(FIRST.read_text(encoding="utf-8"))
    version = GuideVersion.objects.create(number=1, state=GuideState.DRAFT, made_at=at)
    for position, question in enumerate(questions, start=1):
        choices = question.pop("choices")
        row = GuideQuestion.objects.create(version=version, position=position, **question)
        for number, choice in enumerate(choices, start=1):
            leads, reasons = choice.pop("leads", {}), choice.pop("reasons", {})
            made = GuideChoice.objects.create(question=row, position=number, **choice)
            for code, weight in leads.items():
                nl, en = reasons.get(code, ("", ""))
                GuideLead.objects.create(
                    choice=made, category_id=code, weight=weight, reason_nl=nl, reason_en=en
                )
    _make_public(version, at=at)


@transaction.atomic
def start_guide_draft(*, by: Actor, at: datetime) -> GuideVersion:
    """Begin a draft as a copy of the public guide, or an empty one where there is none.

    Raises PermissionDenied if `by` may not edit, Refused where there is a draft already.
    """
    _only_editors(by)
    if guide_draft() is not None:
        raise Refused(_("Somebody already made a draft. Go on with that one."))
    newest = GuideVersion.objects.aggregate(number=Max("number"))["number"] or 0
    draft = GuideVersion.objects.create(number=newest + 1, state=GuideState.DRAFT, made_at=at)
    public = public_guide()
    for question in public.questions.all() if public else ():
        choices = list(question.choices.all())
        _copy(question, version=draft)
        for choice in choices:
            leads = list(choice.leads.all())
            _copy(choice, question=question)
            for lead in leads:
                _copy(lead, choice=choice)
    record(by=by, action=Action.CREATE, kind="guide.draft", at=at)
    return draft


def _copy(row: Any, **owner: Any) -> None:
    row.pk = None
    row._state.adding = True  # noqa: SLF001 - Django's way to copy a row
    for name, value in owner.items():
        setattr(row, name, value)
    row.save(force_insert=True)


@transaction.atomic
def discard_guide_draft(*, by: Actor, at: datetime) -> None:
    """Throw the draft away. Raises PermissionDenied, or Refused where there is none."""
    _draft(by).delete()
    record(by=by, action=Action.DELETE, kind="guide.draft", at=at)


@transaction.atomic
def publish_guide(*, by: Actor, at: datetime, knowing: bool = False) -> None:
    """Show the draft to everybody; the guide of before is kept and can be put back.

    `knowing` says that the editor saw to which kinds of support no answer leads. Raises
    PermissionDenied if `by` may not edit, Refused while something must be mended.
    """
    draft = _draft(by)
    checks = guide_checks(draft)
    if checks.faults:
        raise Refused(_("Something must be mended first. Look at the checks."))
    if checks.unreached and not knowing:
        raise Refused(_("Say first that you know to which kinds of help nothing leads."))
    _make_public(draft, at=at)
    record(by=by, action=Action.CHANGE, kind="guide.published", at=at)


@transaction.atomic
def put_guide_back(*, by: Actor, number: int, at: datetime) -> None:
    """Show an old version of the guide again, in the place of the public one.

    Raises PermissionDenied if `by` may not edit, Refused for what is not an old version.
    """
    _only_editors(by)
    version = GuideVersion.objects.filter(number=number).first()
    if version is None or version.state != GuideState.OLD:
        raise Refused(_("This is no longer possible. Somebody else changed it."))
    _make_public(version, at=at)
    record(by=by, action=Action.CHANGE, kind="guide.put_back", at=at)


def _make_public(version: GuideVersion, *, at: datetime) -> None:
    for public in GuideVersion.objects.filter(state=GuideState.PUBLISHED):
        _move(public, GuideState.OLD)
    version.published_at = at
    _move(version, GuideState.PUBLISHED)


def _move(version: GuideVersion, state: GuideState) -> None:
    if state not in NEXT_OF_GUIDE[GuideState(version.state)]:
        raise ValueError(f"{version} cannot become {state}")
    version.state = state
    version.save(update_fields=["state", "published_at"])


@transaction.atomic
def add_guide_question(*, by: Actor, values: Mapping[str, str], at: datetime) -> GuideQuestion:
    """Add a question at the end of the draft. Raises PermissionDenied, or Refused where full."""
    draft = _draft(by)
    questions = list(draft.questions.all())
    if len(questions) >= LONGEST:
        raise Refused(_("There are six questions already. More would tire who needs help."))
    question = GuideQuestion.objects.create(
        version=draft,
        position=len(questions) + 1,
        key=_new_key([one.key for one in questions]),
        **{name: values[name] for name in QUESTION},
    )
    record(by=by, action=Action.CHANGE, kind="guide.question", at=at)
    return question


@transaction.atomic
def change_guide_question(
    *, by: Actor, key: str, values: Mapping[str, str], seen: str, at: datetime
) -> None:
    """Change the words of a question of the draft.

    `seen` is the mark of the question as the editor saw it. Raises PermissionDenied if `by` may
    not edit, Refused if somebody else was first.
    """
    question = _question(by, key, seen)
    _set(question, QUESTION, values)
    record(by=by, action=Action.CHANGE, kind="guide.question", at=at)


@transaction.atomic
def add_guide_choice(
    *, by: Actor, question: str, values: Mapping[str, Any], seen: str, at: datetime
) -> GuideChoice:
    """Add an answer to a question; see `change_guide_choice`."""
    asked = _question(by, question, seen)
    choices = list(asked.choices.all())
    choice = GuideChoice(
        question=asked,
        position=len(choices) + 1,
        key=_new_key([one.key for one in choices]),
    )
    _fill(choice, values)
    record(by=by, action=Action.CHANGE, kind="guide.answer", at=at)
    return choice


@transaction.atomic
def change_guide_choice(
    *, by: Actor, question: str, key: str, values: Mapping[str, Any], seen: str, at: datetime
) -> None:
    """Change an answer: its words, what it asks of a card, and `leads`, to which kinds it leads.

    `seen` is the mark of the question as the editor saw it. Raises PermissionDenied if `by` may
    not edit, Refused if somebody else was first.
    """
    choices = _question(by, question, seen).choices.all()
    choice = next((one for one in choices if one.key == key), None)
    if choice is None:
        raise Refused(_("This answer is not there any more."))
    _fill(choice, values)
    record(by=by, action=Action.CHANGE, kind="guide.answer", at=at)


def _fill(choice: GuideChoice, values: Mapping[str, Any]) -> None:
    _set(choice, (*LABELS, *DEMANDS), values)
    choice.leads.all().delete()
    GuideLead.objects.bulk_create(
        GuideLead(choice=choice, **{name: lead[name] for name in LEAD}) for lead in values["leads"]
    )


@transaction.atomic
def move_in_guide(
    *, by: Actor, question: str, choice: str = "", up: bool, seen: str, at: datetime
) -> None:
    """Move a question, or an answer of it, one place up or down; at the end it stays."""
    asked = _question(by, question, seen)
    rows: list[Any] = list(asked.choices.all() if choice else asked.version.questions.all())
    here = next((at for at, one in enumerate(rows) if one.key == (choice or question)), None)
    there = -1 if here is None else here + (-1 if up else 1)
    if here is not None and 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        _number(rows)
        record(by=by, action=Action.CHANGE, kind="guide.order", at=at)


@transaction.atomic
def remove_from_guide(
    *, by: Actor, question: str, choice: str = "", seen: str, at: datetime
) -> None:
    """Remove a question with its answers, or one answer."""
    asked = _question(by, question, seen)
    rows: list[Any] = list(asked.choices.all() if choice else asked.version.questions.all())
    for one in rows:
        if one.key == (choice or question):
            one.delete()
    _number([one for one in rows if one.pk is not None])
    record(by=by, action=Action.DELETE, kind="guide.answer" if choice else "guide.question", at=at)


def _number(rows: Sequence[Any]) -> None:
    for position, one in enumerate(rows, start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])


def _only_editors(by: Actor) -> None:
    if not may_edit_the_map(by):
        raise PermissionDenied
    one_at_a_time("guide")  # what is read from here on, nobody changes until this is done


def _draft(by: Actor) -> GuideVersion:
    _only_editors(by)
    draft = guide_draft()
    if draft is None:
        raise Refused(_("There is no draft any more. Somebody published it or threw it away."))
    return draft


def _question(by: Actor, key: str, seen: str) -> GuideQuestion:
    draft = _draft(by)
    question = next((one for one in draft.questions.all() if one.key == key), None)
    if question is None:
        raise Refused(_("This question is not there any more."))
    if seen != mark_of_question(question):
        raise Refused(_("Somebody else changed this question just now. Look at it again."))
    return question


def _set(row: Any, names: Sequence[str], values: Mapping[str, Any]) -> None:
    for name in names:
        setattr(row, name, values[name])
    row.save()


def _new_key(taken: Sequence[str]) -> str:
    """Return a key that no other has; it stands in addresses and in answers on a device."""
    number = len(taken) + 1
    while f"n{number}" in taken:
        number += 1
    return f"n{number}"
