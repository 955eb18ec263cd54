"""`naober directory export --format hsds3 --out DIR`: the public social map as files."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError

from naober.directory.exporting import export
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused

Say = Callable[[str], object]
FORMATS: Final = {"hsds3": "3.0", "hsds3.1": "3.1"}
"""What --format may be, and which version of HSDS that is."""


def add_to(each: Any) -> None:
    """Add `export` and its arguments to the sub-commands of `directory`."""
    line = "write what is public today as pages of HSDS 3"
    parser: ArgumentParser = each.add_parser("export", help=line, description=line)
    parser.add_argument("--out", type=Path, required=True, help="a folder that is new or empty")
    parser.add_argument("--format", choices=FORMATS, default="hsds3", help="default: hsds3")
    parser.set_defaults(run=run)


def run(out: Say, err: Say, options: dict[str, Any]) -> None:
    """Export as a visitor would read it, and print how much. Raises CommandError."""
    folder: Path = options["out"]
    version = FORMATS[options["format"]]
    try:
        with acting_as(Actor(), read_only=True):
            counts = export(folder, on=clock.today(), version=version, report=err)
    except Refused as refused:
        raise CommandError(refused.reason, returncode=2) from refused
    for name, count in counts.items():
        out(f"{count:>7}  {name}")
