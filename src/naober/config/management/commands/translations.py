"""`bin/naober translations`: is every text there in Dutch?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from naober.config.translations import add_missing, complaints, open_catalogue, texts_in_code


class Command(BaseCommand):
    """Check the Dutch catalogue against the code, or bring its entries up to date."""

    help = "Check that every text of the screens has a finished Dutch sentence."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true", help="add what is new, drop the rest")

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue, shown = open_catalogue(), texts_in_code()
        if options["update"]:
            add_missing(catalogue, shown)
            catalogue.save()
        if faults := complaints(catalogue, shown):
            raise CommandError("\n".join([*faults, f"{len(faults)} texts need attention."]))
        self.stdout.write(f"{len(shown)} texts, all with a Dutch sentence.")
