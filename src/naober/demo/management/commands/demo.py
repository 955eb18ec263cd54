"""`naober demo`: make the made-up region of the demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from naober.demo.logins import table
from naober.demo.region import FEWEST, MOST, make_region
from naober.shared import clock


class Command(BaseCommand):
    """Fill the database with a made-up region; refuses anywhere but in a demonstration."""

    help = "Make the made-up region of the demonstration: twelve municipalities and their carers."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--carers", type=int, default=2000, help="how many (default: 2000)")
        parser.add_argument("--seed", type=int, default=1, help="another seed, another region")
        parser.add_argument("--logins", action="store_true", help="print how to sign in, no more")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.NAOBER_DEMO:
            raise CommandError(
                "The demo region only goes into a demonstration: set NAOBER_DEMO=1.", returncode=2
            )
        if options["logins"]:
            self.stdout.write(table())
            return
        number = options["carers"]
        if not FEWEST <= number <= MOST:
            raise CommandError(
                f"--carers goes from {FEWEST} to {MOST}, and {number} does not.", returncode=2
            )
        make_region(carers=number, seed=options["seed"], at=clock.now(), report=self.stdout.write)
