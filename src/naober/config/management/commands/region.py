"""Load what a region starts with: municipalities, postcodes, kinds of support."""

from typing import Any

from django.core.management.base import BaseCommand

from naober.directory.services import load_categories, load_guide, load_words
from naober.organisations.services import load_region
from naober.shared import clock


class Command(BaseCommand):
    """`region`: may be run again; what is there is brought up to date."""

    help = "Load the municipalities, postcodes and kinds of support of the region."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        load_region()
        load_categories()
        load_words(at=clock.now())
        load_guide(at=clock.now())
        self.stdout.write("The region is loaded: municipalities, postcodes, kinds of support.")
