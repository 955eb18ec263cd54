"""`bin/naober translations`: is every text there in Dutch?"""

import csv
import fcntl
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from naober.config.translations import DUTCH, add, missing, read, shown, unused, update


class Command(BaseCommand):
    """Check the Dutch catalogue against the code, or bring its entries up to date."""

    help = "Check that every text of the screens has a finished Dutch sentence."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true", help="add what is new, drop the rest")
        parser.add_argument("--add", type=Path, help="a table: English, Dutch[, both plurals]")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["add"]:
            _add_table(options["add"])
        catalogue = read()
        if options["update"]:
            update(catalogue)
            catalogue.save()
        files = shown()
        lacking = [
            f"no finished Dutch for {one.text!r} ({files[one]})" for one in missing(catalogue)
        ]
        left_over = [f"nothing shows {one.text!r} any more" for one in unused(catalogue)]
        if faults := sorted([*lacking, *left_over]):
            raise CommandError("\n".join([*faults, f"{len(faults)} texts need attention."]))
        self.stdout.write(f"{len(files)} texts, all with a Dutch sentence.")


def _add_table(table: Path) -> None:
    """Add Dutch from lines with tabs; a context stands before the English, as "context|English"."""
    with DUTCH.open() as lock, table.open(newline="") as lines:
        fcntl.flock(lock, fcntl.LOCK_EX)
        catalogue = read()
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) in {2, 4}:
                add(catalogue, row)
        catalogue.save()
