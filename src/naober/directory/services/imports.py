"""Importing a file that an editor brought: looked at first, then done, both as a job.

The job uses the importer of the command line, as the editor who asked. What is imported and the
word that it was are one transaction: a job that is killed has done nothing, and begins anew.
"""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from naober.audit.enums import Action
from naober.audit.services import record
from naober.directory import rules, upkeep
from naober.directory.enums import NEXT_OF_IMPORT, ImportState
from naober.directory.importing import Line, Outcome, Report, import_directory, source_name
from naober.directory.models import ImportRun
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership
from naober.pure.openreferral.model import Remark, UnreadableError
from naober.pure.openreferral.reading import read
from naober.pure.openreferral.sentences import Sentence, say
from naober.pure.unseen import without_unseen
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused

__all__ = ["bring_file", "carry_out", "import_at_once", "source_name", "start_import", "throw_away"]
JOB: Final = "cards.import"
MOST_LINES: Final = 300
"""So many lines are kept of what was refused or kept, and as many remarks."""
UNDECIDED_KEPT: Final = timedelta(days=1)
KEPT: Final = timedelta(days=91)
NAME_LENGTH: Final = 80
"""Bytes of the name of a file, without its ending."""
SECONDS_BETWEEN_LINES: Final = 1.0
"""How far a job is, is written no more often: each time is a connection of its own."""
WORKED_ON: Final = frozenset({ImportState.CHECKING, ImportState.IMPORTING})


@transaction.atomic
def bring_file(
    *, by: Actor, source: str, file_name: str, content: bytes, at: datetime
) -> ImportRun:
    """Take a file in and let a job say what importing it would do; nothing is imported yet.

    `source` names whose file it is (`importing.source_name`). Raises PermissionDenied if `by` is
    no editor of the region.
    """
    _only_of_the_region(by)
    run = ImportRun(
        source=source, file_name=_short(file_name), file=content, made_by_id=_membership(by),
        made_at=at, changed_at=at,
    )  # fmt: skip
    run.save(force_insert=True)
    record(by=by, action=Action.CREATE, kind="import.brought", at=at, subject_id=run.pk)
    _defer(run)
    return run


@transaction.atomic
def start_import(*, by: Actor, run: ImportRun, at: datetime) -> None:
    """Let a job import a file that was looked at; a second press changes nothing.

    Raises PermissionDenied if `by` is no editor of the region, Refused where it cannot be any more.
    """
    _only_of_the_region(by)
    run = _locked(run)
    if run.state == ImportState.IMPORTING:
        return
    if ImportState.IMPORTING not in NEXT_OF_IMPORT[ImportState(run.state)]:
        raise Refused(_("This file was imported already, or could not be read."))
    run.state, run.progress, run.made_by_id, run.changed_at = (
        ImportState.IMPORTING, "", _membership(by), at,
    )  # fmt: skip
    run.save(update_fields=["state", "progress", "made_by", "changed_at"])
    record(by=by, action=Action.CHANGE, kind="import.started", at=at, subject_id=run.pk)
    _defer(run)


@transaction.atomic
def throw_away(*, by: Actor, run: ImportRun, at: datetime) -> None:
    """Forget a file, or the report of one that was imported.

    Raises PermissionDenied if `by` is no editor of the region, Refused while a job works on it.
    """
    _only_of_the_region(by)
    run = _locked(run)
    if run.state in WORKED_ON:
        raise Refused(_("We are busy with this file. Wait until that is done."))
    record(by=by, action=Action.DELETE, kind="import.thrown_away", at=at, subject_id=run.pk)
    run.delete()


def carry_out(*, run_id: UUID, by: Actor, at: datetime) -> None:
    """Look at a file, or import it, as its state says. For a job, which may come twice."""
    with acting_as(by):
        if not _still_imports(by):
            give_up(run_id=run_id, why=NOT_ANY_MORE, at=at)
            return
        run = ImportRun.objects.filter(pk=run_id, state__in=WORKED_ON).first()
        if run is None or run.file is None:
            return
        content, name, source = bytes(run.file), run.file_name, run.source
        begun = ImportState(run.state)
    tell = _teller(run_id, by)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / _short(name)
            path.write_bytes(content)
            reading = read(path, progress=tell)
    except UnreadableError as problem:
        why = problem.sentence
        why = Sentence(why.words, why.gaps | {"path": name})  # not where it stood for a moment
        with acting_as(by):
            _end(run_id, begun, ImportState.FAILED, {"why": why.kept()}, at=at)
        return
    with acting_as(by):
        dry = begun == ImportState.CHECKING
        report = import_directory(reading, source=source, at=at, by=by, dry_run=dry, progress=tell)
        done = ImportState.CHECKED if dry else ImportState.DONE
        if not _end(run_id, begun, done, _kept(report), at=at):
            transaction.set_rollback(True)  # it was given up meanwhile: it says nothing was done


def import_at_once(*, run_id: UUID, by: Actor, path: Path, source: str, at: datetime) -> ImportRun:
    """Import a file without a look or a job, and keep the report; the demonstration begins so.

    Raises PermissionDenied if `by` is no editor of the region, UnreadableError.
    """
    _only_of_the_region(by)
    report = import_directory(read(path), source=source, at=at, by=by)
    return ImportRun.objects.create(
        id=run_id, source=source, file_name=_short(path.name), state=ImportState.DONE,
        report=_kept(report), made_by_id=_membership(by), made_at=at, changed_at=at,
    )  # fmt: skip


def give_up(*, run_id: UUID, why: Sentence, at: datetime) -> None:
    """Say why a job broke off; nothing is imported then. As the system: an editor may be gone."""
    with acting_as(Actor(role=SYSTEM)):
        for begun in WORKED_ON:
            _end(run_id, begun, ImportState.FAILED, {"why": why.kept()}, at=at)


def end_lost(*, at: datetime) -> None:
    """Say of each file that no job works on any more that it broke off. For the system only."""
    busy = set(ImportRun.objects.filter(state__in=WORKED_ON).values_list("pk", flat=True))
    if busy:  # read before the jobs: a file and its job are there at once
        jobs = ProcrastinateJob.objects.filter(task_name=JOB, status__in=("todo", "doing"))
        for run_id in busy - {UUID(job.args["run_id"]) for job in jobs}:
            give_up(run_id=run_id, why=BROKEN_OFF, at=at)


def forget_files(*, at: datetime) -> None:
    """Remove files that nobody decided on, and old reports. For the system only."""
    ImportRun.objects.exclude(file=None).filter(changed_at__lt=at - UNDECIDED_KEPT).delete()
    ImportRun.objects.filter(changed_at__lt=at - KEPT).delete()


BROKEN_OFF: Final = say(
    "The work on this file broke off each time. Perhaps the file is too large: cut it up and try"
    " again. If that does not help, ask who keeps the server."
)
OUR_FAULT: Final = say(
    "Something went wrong with us. Nothing was imported. Try again, or ask who keeps the server."
)
NOT_ANY_MORE: Final = say("Who brought this file is no editor of the region any more.")


def _only_of_the_region(by: Actor) -> None:
    if not rules.may_import(by, edits_in=upkeep.edits_in(by)):
        raise PermissionDenied


def _still_imports(by: Actor) -> bool:
    active = {"pk": by.membership_id, "status": MembershipStatus.ACTIVE}
    return Membership.objects.filter(**active).exists() and rules.may_import(
        by, edits_in=upkeep.edits_in(by)
    )


def _membership(by: Actor) -> UUID:
    if by.membership_id is None:
        raise PermissionDenied
    return by.membership_id


def _locked(run: ImportRun) -> ImportRun:
    found = ImportRun.objects.select_for_update().defer("file").filter(pk=run.pk).first()
    if found is None:
        raise Refused(_("This file is not there any more."))
    return found


def _defer(run: ImportRun) -> None:
    app.configure_task(JOB).defer(run_id=str(run.pk), member=str(run.made_by_id))


def _end(
    run_id: UUID, begun: ImportState, state: ImportState, report: dict[str, Any], *, at: datetime
) -> bool:
    """Write how it ended, and let the file go where it is not needed any more.

    Returns whether it was still going on.
    """
    done: dict[str, Any] = {"state": state, "report": report, "progress": "", "changed_at": at}
    if state != ImportState.CHECKED:
        done["file"] = None
    return bool(ImportRun.objects.filter(pk=run_id, state=begun).update(**done))


def _kept(report: Report) -> dict[str, Any]:
    """Return what is kept of a report: the numbers, and as many lines as a page can hold."""
    told = [one for one in report.lines if one.outcome in {Outcome.REFUSED, Outcome.KEPT}]
    refused = [one for one in report.remarks if one.refused]
    notes = [one for one in report.remarks if not one.refused]
    lines = [
        *([*_words(one), Outcome.REFUSED.name] for one in refused),
        *([*_words(one), one.outcome.name] for one in told),
    ]
    return {
        "numbers": [[kind, one.name, number] for (kind, one), number in report.counts.items()],
        "unconfirmed": report.unconfirmed,
        "lines": lines[:MOST_LINES],
        "more_lines": max(0, len(lines) - MOST_LINES),
        "notes": [_words(one) for one in notes[:MOST_LINES]],
        "more_notes": max(0, len(notes) - MOST_LINES),
    }


def _words(one: Remark | Line) -> list[Any]:
    """Return a line of a report; the database keeps no NUL that stood in somebody's file."""
    return [one.where.said.kept(), one.what.replace("\0", ""), one.sentence.kept()]


def _short(name: str) -> str:
    """Return the name of a file, with its ending, as short as a disk and a report can hold."""
    path = Path(Path(without_unseen(name)).name or "file")
    stem = path.stem.encode()[:NAME_LENGTH].decode(errors="ignore") or "file"
    return stem + path.suffix[-10:]


def _teller(run_id: UUID, by: Actor) -> Callable[[str], None]:
    """Return what writes how far it is, over a connection of its own: the import is not seen yet.

    A line that comes too soon after another is left out.
    """
    told = -SECONDS_BETWEEN_LINES

    def write(line: str) -> None:
        try:
            with acting_as(by):
                ImportRun.objects.filter(pk=run_id).update(progress=line[:200])
        finally:
            connections.close_all()

    def tell(line: str) -> None:
        nonlocal told
        if monotonic() - told >= SECONDS_BETWEEN_LINES:
            told = monotonic()
            thread = Thread(target=write, args=(line,))
            thread.start()
            thread.join()

    return tell


def editor_of(member: UUID) -> Actor:
    """Return an editor who asked for a job, to look in as; the job sees whether it is still so."""
    found = Membership.objects.filter(pk=member, role=Role.EDITOR).first()
    if found is None:
        return Actor()
    return Actor(
        user_id=found.user_id, role=Role.EDITOR, name=found.name, membership_id=found.pk,
        organisation_id=found.organisation_id, member_of=(found.organisation_id,),
    )  # fmt: skip
