"""`bin/naober pack --municipality GM0106 --out assen.pdf`: what there is, on paper."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from naober.organisations.queries import municipality_with_code
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.sites.pack import Wishes, municipality_pack


class Command(BaseCommand):
    """Makes the pack as a visitor would get it from the site."""

    help = "Make an information pack of a municipality: a tagged PDF, as things are now."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        code = "CBS code of the municipality, such as GM0106"
        parser.add_argument("--municipality", required=True, metavar="CODE", help=code)
        parser.add_argument("--out", type=Path, required=True, help="the PDF, such as assen.pdf")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default="nl", help="default: nl")
        audience = "with what colleagues need to refer"
        parser.add_argument("--for", dest="audience", choices=["professional"], help=audience)
        parser.add_argument("--large", action="store_true", help="letters of 18 points, not 14")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        _check(out)
        wishes = Wishes(options["large"], options["audience"] == "professional")
        with acting_as(Actor(), read_only=True), translation.override(options["language"]):
            place = municipality_with_code(options["municipality"])
            if place is None:
                sentence = f"There is no municipality {options['municipality']!r}."
                raise CommandError(f"{sentence} Was the region loaded? bin/naober region")
            pdf = municipality_pack(place, wishes, at=clock.now())
        _write(out, pdf)
        self.stdout.write(f"Made: {out} ({len(pdf) // 1024} KiB).")


def _check(out: Path) -> None:
    """Refuse before the work what cannot be written after it."""
    if out.is_dir():
        raise CommandError(f"{out} is a folder: name the file, such as {out / 'pack.pdf'}.")
    if not out.parent.is_dir():
        raise CommandError(f"There is no folder {out.parent}.")
    if not os.access(out.parent, os.W_OK):
        raise CommandError(f"Nothing may be written in {out.parent}.")


def _write(out: Path, pdf: bytes) -> None:
    """Write all of it or nothing: what is there stays until the new one is whole."""
    fresh = out.with_name(f".{out.name[:100]}.{os.getpid()}")
    try:
        fresh.write_bytes(pdf)
        fresh.replace(out)
    except OSError as problem:
        raise CommandError(f"{out} could not be written: {problem.strerror}.") from problem
    finally:
        fresh.unlink(missing_ok=True)
