"""Files that were brought, and what importing one did or would do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from naober.directory.enums import ImportState
from naober.directory.models import ImportRun
from naober.shared.rows import Row
from naober.shared.tables import Cell, Table
from naober.shared.templatetags.naober import day_and_month

TONES: Final = {
    ImportState.CHECKING: "neutral",
    ImportState.CHECKED: "warning",
    ImportState.IMPORTING: "neutral",
    ImportState.DONE: "safe",
    ImportState.FAILED: "danger",
}
KINDS: Final[Mapping[str, Any]] = {
    "organization": gettext_lazy("Organisations"),
    "location": gettext_lazy("Places"),
    "service": gettext_lazy("Cards"),
    "file": gettext_lazy("Files"),
}
OUTCOMES: Final[Mapping[str, Any]] = {
    "CREATED": (gettext_lazy("New"), gettext_lazy("Becomes new")),
    "CHANGED": (gettext_lazy("Changed"), gettext_lazy("Becomes different")),
    "LEFT": (gettext_lazy("Left as it is"), gettext_lazy("Stays as it is")),
    "KEPT": (gettext_lazy("Kept as it is here"), gettext_lazy("Stays as it is here")),
    "REFUSED": (gettext_lazy("Refused"), gettext_lazy("Refused")),
}
"""What became of a record, and what would become of it."""
RECORDS: Final[Mapping[str, Any]] = {
    "organization": gettext_lazy("Organisation"),
    "location": gettext_lazy("Place"),
    "service": gettext_lazy("Card"),
}
"""What a record is called before its id."""


@dataclass(frozen=True)
class Line:
    """A record of which something is said: where it stands in the file, what it is, and why."""

    where: str
    what: str
    sentence: str
    is_english: bool


@dataclass(frozen=True)
class Import:
    """A file with what importing it did, or would do."""

    name: str
    source: str
    state: str
    tone: str
    is_busy: bool
    is_checked: bool
    is_done: bool
    why: str
    progress: str
    nothing: str
    numbers: list[Row]
    unconfirmed: int
    refused: list[Line]
    kept: list[Line]
    more_lines: int
    notes: list[Line]
    more_notes: int


def runs_table(runs: Iterable[ImportRun]) -> Table:
    """Return the files that were brought."""
    return Table(
        _("Files that were brought"),
        [_("Brought file"), _("How is it?"), _("Whose")],
        [
            [
                Cell(
                    one.file_name,
                    url=reverse("editor:import", args=[one.pk]),
                    detail=day_and_month(one.made_at),
                ),
                Cell(_state(one), tone=_tone(one)),
                Cell(one.source, labelled=True),
            ]
            for one in runs
        ],
    )


def import_of(run: ImportRun) -> Import:
    """Return a file for its page."""
    state, report = ImportState(run.state), run.report
    is_done = state == ImportState.DONE
    lines = report.get("lines", [])
    return Import(
        name=run.file_name,
        source=run.source,
        state=_state(run),
        tone=_tone(run),
        is_busy=state in {ImportState.CHECKING, ImportState.IMPORTING},
        is_checked=state == ImportState.CHECKED,
        is_done=is_done,
        why=told(report.get("why", "")),
        progress=_progress(run.progress),
        nothing=_nothing(run),
        numbers=_numbers(report.get("numbers", []), is_done=is_done),
        unconfirmed=report.get("unconfirmed", 0),
        refused=[_line(*one[:3]) for one in lines if one[3] == "REFUSED"],
        kept=[_line(*one[:3]) for one in lines if one[3] == "KEPT"],
        more_lines=report.get("more_lines", 0),
        notes=[_line(*one) for one in report.get("notes", [])],
        more_notes=report.get("more_notes", 0),
    )


def told(said: Any) -> str:
    """Return a sentence of the importer in the language of the page; an old one stays English."""
    if isinstance(said, str):
        return said
    words, gaps, field = said
    text = gettext(words) % {name: told(value) for name, value in gaps.items()}
    return f"“{field}” {text}" if field else text


def _state(run: ImportRun) -> str:
    if _nothing(run):
        return _("nothing to bring in")
    if run.state == ImportState.FAILED:  # it may also have been read, and broken off
        return _("not imported")
    return str(ImportState(run.state).label)


def _tone(run: ImportRun) -> str:
    return "neutral" if _nothing(run) else TONES[ImportState(run.state)]


def _nothing(run: ImportRun) -> str:
    """Return why a file that was read changes nothing here; empty where it does, or was not."""
    seen = {outcome for _kind, outcome, number in run.report.get("numbers", []) if number}
    if not seen or seen & {"CREATED", "CHANGED"}:
        return ""
    if seen == {"REFUSED"}:
        return _("Everything in this file is refused. Below you read why.")
    if "REFUSED" in seen:
        return _("A part is refused. The rest is here already, or stays as it is here.")
    if "KEPT" in seen:
        return _("What is in this file is here already, or stays as it is here.")
    return _("Everything in this file is here already.")


def _progress(line: str) -> str:
    """Return how far it is in a few words; the importer's own line is for the command line."""
    if found := re.match(r"Writing (\w+)s: ([\d,]+) of ([\d,]+)", line):
        kind, done, total = found.groups()
        said = {"kind": str(KINDS.get(kind, kind)), "done": done, "total": total}
        return _("%(kind)s: %(done)s of %(total)s") % said
    if line.startswith("Comparing"):
        return _("We compare it with what is here.")
    return _("We read the file.") if line else _("It waits its turn.")


def _line(where: Any, what: str, sentence: Any) -> Line:
    kind, _blank, name = what.partition(" ")
    record = f"{RECORDS[kind]} {name}" if kind in RECORDS else what
    return Line(told(where), record, capfirst(told(sentence)), isinstance(sentence, str))


def _numbers(numbers: Iterable[tuple[str, str, int]], *, is_done: bool) -> list[Row]:
    """Return for each kind of record what became of it, without what is zero; for a data list."""
    counts = {(kind, outcome): number for kind, outcome, number in numbers if number}
    rows = []
    for kind, name in KINDS.items():
        said = [
            f"{words[0 if is_done else 1]}: {counts[kind, one]}"
            for one, words in OUTCOMES.items()
            if (kind, one) in counts
        ]
        if said:
            rows.append(Row(str(name), "\n".join(said)))
    return rows
