"""`bin/naober translations`: is every text there in Dutch?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from naober.config.translations import missing, read, shown, unused, update


class Command(BaseCommand):
    """Check the Dutch catalogue against the code, or bring its entries up to date."""

    help = "Check that every text of the screens has a finished Dutch sentence."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true", help="add what is new, drop the rest")

    def handle(self, *args: Any, **options: Any) -> None:
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
