"""Files that were brought, and what importing one did or would do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.enums import ImportState
from naober.directory.models import ImportRun
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
_SENTENCES: Final[tuple[tuple[str, Promise], ...]] = (
    (r"kept: it was edited here since it was imported\.",
     gettext_lazy("Somebody changed it here since. That stays.")),
    (r"kept: it was removed here\.", gettext_lazy("It was taken away here. That stays.")),
    (r"kept: it is here already, and not from this source\.",
     gettext_lazy("It is here already, from somewhere else. That stays.")),
    (r"has no id; without one .*",
     gettext_lazy("It has no id. Without one it would be new every time.")),
    (r"has no name\.", gettext_lazy("It has no name.")),
    (r"names no organisation\.", gettext_lazy("It names no organisation.")),
    (r"its organisation (?P<id>.+) was refused\.",
     gettext_lazy("Its organisation “%(id)s” was refused.")),
    (r"its organisation (?P<id>.+) is not in the file\.",
     gettext_lazy("Its organisation “%(id)s” is not in the file.")),
    (r"its location (?P<id>.+) is not (?:here|in the file): left out\.",
     gettext_lazy("Its place “%(id)s” is not there. It was left out.")),
    (r"municipality (?P<id>.+) has a support point already\.",
     gettext_lazy("Municipality %(id)s has a support point already.")),
    (r"has the id of another record, (?P<id>.+); that one is kept\.",
     gettext_lazy("It has the id of another record: %(id)s. That one is taken.")),
    (r"says the same as (?P<id>.+), under another id\.",
     gettext_lazy("It says the same as %(id)s, with another id.")),
    (r"kinds of support that are not known here: (?P<id>.+)\.",
     gettext_lazy("We do not know these kinds of help: %(id)s.")),
    (r"has no kind of support: nobody finds it before you choose one\.",
     gettext_lazy("It has no kind of help yet. Choose one, or nobody finds this card.")),
    (r"confirmed on (?P<day>.+), and that day is yet to come: left out\.",
     gettext_lazy("It says that it was checked on %(day)s. That day is yet to come: left out.")),
    (r"is no service, organisation or location of Open Referral: left out\.",
     gettext_lazy("This is no card, organisation or place.")),
    (r"is empty\.", gettext_lazy("There is nothing in it.")),
    (r"is where the file ends too early.*",
     gettext_lazy("The file stops too early here. What came before was read.")),
    (r"is no JSON.*", gettext_lazy("This is no right JSON.")),
    (r"is no table of Open Referral by its name: left out\.",
     gettext_lazy("We do not know a table of this name.")),
    (r"Something went wrong here\. Nothing was imported\.",
     gettext_lazy("Something went wrong with us. Nothing was imported.")),
    (r"The work on this file broke off each time\. Nothing was imported\.",
     gettext_lazy("The work on this file broke off each time. Perhaps the file is too large: cut it"
                  " up and try again. If that does not help, ask who keeps the server.")),
    (r"Who brought this file is no editor of the region any more\.",
     gettext_lazy("Who brought this file is no editor of the region any more.")),
    (r".*holds no organisation, location or service that could be read\..*is encrypted.*",
     gettext_lazy("There is a password on this zip. Take it off.")),
    (r".*holds no organisation, location or service that could be read\..*packed in a way.*",
     gettext_lazy("This zip is packed in a way that we do not read. Make an ordinary zip.")),
    (r".*holds no organisation, location or service that could be read\..*",
     gettext_lazy("There is no organisation, place or card in it that we can read.")),
    (r".* is a broken zip file: .*",
     gettext_lazy("This zip is broken, or not all of it came across.")),
)  # fmt: skip
"""The sentences of the importer that come most, in the words of the page; others stay English."""


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
    numbers: Table
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
                Cell(_state(one), tone=TONES[ImportState(one.state)]),
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
        tone=TONES[state],
        is_busy=state in {ImportState.CHECKING, ImportState.IMPORTING},
        is_checked=state == ImportState.CHECKED,
        is_done=is_done,
        why=sentence_of(report.get("why", ""))[0],
        progress=_progress(run.progress),
        numbers=_numbers(report.get("numbers", []), is_done=is_done),
        unconfirmed=report.get("unconfirmed", 0),
        refused=[_line(*one[:3]) for one in lines if one[3] == "REFUSED"],
        kept=[_line(*one[:3]) for one in lines if one[3] == "KEPT"],
        more_lines=report.get("more_lines", 0),
        notes=[_line(*one) for one in report.get("notes", [])],
        more_notes=report.get("more_notes", 0),
    )


def sentence_of(said: str) -> tuple[str, bool]:
    """Return what the importer says in the words of the page, and whether it stayed English."""
    for pattern, text in _SENTENCES:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return str(text) % found.groupdict(), False
    return said, bool(said)


def _state(run: ImportRun) -> str:
    return str(ImportState(run.state).label)


def _progress(line: str) -> str:
    """Return how far it is in a few words; the importer's own line is for the command line."""
    if found := re.match(r"Writing (\w+)s: ([\d,]+) of ([\d,]+)", line):
        kind, done, total = found.groups()
        said = {"kind": str(KINDS.get(kind, kind)), "done": done, "total": total}
        return _("%(kind)s: %(done)s of %(total)s") % said
    if line.startswith("Comparing"):
        return _("We compare it with what is here.")
    return _("We read the file.") if line else _("It waits its turn.")


def _line(where: str, what: str, sentence: str) -> Line:
    said, is_english = sentence_of(sentence)
    word = where.replace(", record ", f", {_('record')} ").replace(", row ", f", {_('row')} ")
    return Line(word, what, said, is_english)


def _numbers(numbers: Iterable[tuple[str, str, int]], *, is_done: bool) -> Table:
    counts = {(kind, outcome): number for kind, outcome, number in numbers}
    kinds = [one for one in KINDS if any(kind == one for kind, _outcome in counts)]
    heads = [OUTCOMES[one][0 if is_done else 1] for one in OUTCOMES]
    return Table(
        _("What it did") if is_done else _("What it would do"),
        [_("What"), *map(str, heads)],
        [
            [
                Cell(str(KINDS[kind])),
                *(Cell(str(counts.get((kind, one), 0)), labelled=True) for one in OUTCOMES),
            ]
            for kind in kinds
        ],
    )
