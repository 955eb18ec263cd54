"""Reading a path of Open Referral, whatever form it has."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from naober.pure.openreferral.files import files_of, text_of
from naober.pure.openreferral.gathering import Gathering
from naober.pure.openreferral.model import Reading, Remarks, UnreadableError, Where
from naober.pure.openreferral.pages import records_of
from naober.pure.openreferral.records import reading_of
from naober.pure.openreferral.sentences import Sentence, say
from naober.pure.openreferral.tables import NOT_TAKEN, Tables, rows_of, table_of

PAGES: Final = "hsds3"
TABLES: Final = "hsds1-csv"
FORMATS: Final = (PAGES, TABLES)
Progress = Callable[[str], object]


def read(path: Path, *, form: str = "", progress: Progress = len) -> Reading:
    """Return everything that can be read of a file, folder or zip.

    `form` is one of FORMATS, or empty to take the files by their endings. `progress` gets a line
    for each file. Raises UnreadableError where there is nothing at all to read.
    """
    remarks = Remarks()
    gathered, tables = Gathering(remarks), Tables(remarks)
    for name, content in files_of(path, remarks):
        is_table = name.lower().endswith(".csv")
        if form and is_table != (form == TABLES):
            continue
        progress(f"Reading {name} ({len(content):,} bytes)")
        text = text_of(name, content, remarks)
        if is_table:
            _take_table(name, text, tables, remarks)
        else:
            for where, raw in records_of(name, text, remarks):
                gathered.take("", where, raw)
    for kind, where, raw in tables.woven():
        gathered.take(kind, where, raw)
    gathered.finish()
    if not any(gathered.by_kind.values()):
        raise UnreadableError(_nothing(path, remarks))
    found = ", ".join(f"{len(records):,} {kind}s" for kind, records in gathered.by_kind.items())
    progress(f"Cleaning {found}")
    return reading_of(gathered)


def _take_table(name: str, text: str, tables: Tables, remarks: Remarks) -> None:
    table = table_of(name)
    if not table:
        said = say("is no table of Open Referral by its name: left out.")
        remarks.refuse(Where(name), "", said)
    elif table not in NOT_TAKEN:
        tables.add(table, rows_of(name, text, remarks))


def _nothing(path: Path, remarks: Remarks) -> Sentence:
    reasons = [one for one in remarks.all if one.refused]
    if not reasons:
        return say(
            "%(path)s holds no organisation, location or service that could be read.", path=path
        )
    return say(
        "%(path)s holds no organisation, location or service that could be read. %(where)s:"
        " %(reason)s",
        path=path, where=reasons[0].where.said, reason=reasons[0].sentence,
    )  # fmt: skip
