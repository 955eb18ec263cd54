"""`naober directory import PATH`: what it will do, does, and could not, record by record."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError

from naober.directory.importing import Outcome, Report, import_directory, source_name
from naober.pure.openreferral.model import LOCATION, ORGANISATION, SERVICE, UnreadableError
from naober.pure.openreferral.reading import FORMATS, read
from naober.shared import clock

Say = Callable[[str], object]
NOTES: Final = 20
"""So many remarks are printed unless all are asked for."""
_KINDS: Final = {
    ORGANISATION: "organisations", LOCATION: "locations", SERVICE: "services", "file": "files",
}  # fmt: skip


def add_to(each: Any) -> None:
    """Add `import` and its arguments to the sub-commands of `directory`."""
    line = "bring in pages of HSDS 3.0 or tables of HSDS 1.x"
    parser: ArgumentParser = each.add_parser("import", help=line, description=line)
    parser.add_argument("path", type=Path, help="a file, a folder or a zip")
    parser.add_argument("--format", choices=FORMATS, help="default: by the endings of the files")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, say the same")
    parser.add_argument(
        "--source", help="name of whose file it is; its records are known again by it"
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="also change what was edited here since"
    )
    parser.add_argument("--list", action="store_true", help="print every record and every remark")
    parser.set_defaults(run=run)


def run(out: Say, err: Say, options: dict[str, Any]) -> None:
    """Import and print. Raises CommandError with one sentence where nothing could be read."""
    path: Path = options["path"]
    try:
        reading = read(path, form=options["format"] or "", progress=err)
    except UnreadableError as problem:
        raise CommandError(str(problem), returncode=2) from problem
    report = import_directory(
        reading,
        source=source_of(path, options["source"]),
        at=clock.now(),
        overwrite=options["overwrite"],
        dry_run=options["dry_run"],
        progress=err,
    )
    for line in lines_of(report, everything=options["list"]):
        out(line)
    if not report.wrote:
        err("There is nothing to bring in: all of it is refused, here already, or kept.")
    if options["dry_run"]:
        err("Nothing was written: this was a dry run.")


def source_of(path: Path, named: str | None) -> str:
    """Return the name of a source: as it was given, or as the path is called."""
    text = named if named is not None else path.resolve().stem
    name = source_name(text)
    if not name:
        raise CommandError(
            f"--source needs letters or digits, and {text!r} has none.", returncode=2
        )
    return name


def lines_of(report: Report, *, everything: bool) -> Iterator[str]:
    """Return what is printed: the numbers, what was refused or kept, and what was lost."""
    yield from _numbers(report)
    yield from (f"refused: {one}" for one in report.remarks if one.refused)
    for line in report.lines:
        if everything or line.outcome in {Outcome.REFUSED, Outcome.KEPT}:
            lead = "refused: " if line.outcome == Outcome.REFUSED else ""
            yield f"{lead}{line}"
    notes = [one for one in report.remarks if not one.refused]
    yield from (f"note: {one}" for one in (notes if everything else notes[:NOTES]))
    if len(notes) > NOTES and not everything:
        yield f"note: and {len(notes) - NOTES:,} more; --list prints all of them."


def _numbers(report: Report) -> Iterator[str]:
    for kind, name in _KINDS.items():
        numbers = [(report.number(kind, outcome), outcome) for outcome in Outcome]
        if any(number for number, _ in numbers):
            shown = (f"{number:,} {outcome}" for number, outcome in numbers
                     if number or kind != "file")  # fmt: skip
            yield f"{name}: {', '.join(shown)}"
    if report.unconfirmed:
        yield f"{report.unconfirmed:,} of these services: no date of confirmation, not checked yet"
