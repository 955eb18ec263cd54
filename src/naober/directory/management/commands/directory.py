"""`naober directory …`: the social map from and to files of Open Referral."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand

from naober.directory.management import exporting, importing


class Command(BaseCommand):
    """Each sub-command stands in its own module: its arguments and what it does."""

    help = "Take the social map out to Open Referral HSDS, or bring it in."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        each = parser.add_subparsers(dest="what", required=True, metavar="export|import")
        for module in (exporting, importing):
            module.add_to(each)

    def handle(self, *args: Any, **options: Any) -> None:
        say = partial(self.stderr.write, style_func=str)  # what goes on is no error
        options["run"](self.stdout.write, say, options)
