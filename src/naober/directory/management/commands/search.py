"""`naober search "WORDS"`: what the search of the site finds, on the command line."""

import csv
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from naober.directory.queries import Hit, find
from naober.organisations.models import Postcode
from naober.organisations.queries import postcode
from naober.shared import clock

LARGEST: Final = 100
"""The most cards that one question is answered with."""
LONGEST_QUESTION: Final = 131_072
"""Signs in a field of a CSV file, as Python itself has it."""


class Command(BaseCommand):
    """Print the cards that fit best; one sentence and exit code 2 for what cannot be asked."""

    help = "Search the social map in anybody's own words."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="*", help='such as "wie past er op mijn vader"')
        parser.add_argument("--near", help="postcode of who asks, such as 9401")
        parser.add_argument("--limit", type=int, default=10, help="most cards (default: 10)")
        parser.add_argument("--json", action="store_true", help="print JSON for programs")
        parser.add_argument("--file", help="CSV with a column `query`; prints a line of JSON each")

    def handle(self, *args: Any, **options: Any) -> None:
        words = " ".join(options["words"]).strip()
        if bool(words) == bool(options["file"]):
            raise _refusal("Give words to search for, or --file with a CSV of questions.")
        limit = options["limit"]
        if not 1 <= limit <= LARGEST:
            raise _refusal(f"--limit goes from 1 to {LARGEST}, and {limit} does not.")
        near = _area(options["near"])
        if options["file"]:
            for query in _questions(Path(options["file"])):
                results = _results(query, near, limit)
                self.stdout.write(json.dumps({"query": query, "results": results}))
            return
        results = _results(words, near, limit)
        self.stdout.write(json.dumps(results) if options["json"] else _table(results))


def _refusal(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)


def _area(text: str | None) -> Postcode | None:
    if text is None:
        return None
    area = postcode(text)
    if area is None:
        raise _refusal(f"There is no postcode area {text!r}; give four digits, such as 9401.")
    return area


def _results(query: str, near: Postcode | None, limit: int) -> list[dict[str, Any]]:
    return [_printed(hit) for hit in find(query, on=clock.today(), near=near, limit=limit).hits]


def _printed(hit: Hit) -> dict[str, Any]:
    return {
        "id": str(hit.service.pk),
        "name": hit.service.name_nl,
        "categories": [kind.category_id for kind in hit.service.kinds.all()],
        "km": None if hit.km is None else round(hit.km, 1),
    }


def _questions(path: Path) -> Iterator[str]:
    """Return the questions in a CSV file, one after another. Raises CommandError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            csv.field_size_limit(LONGEST_QUESTION)  # an import may have set another
            rows = csv.DictReader(stream)
            if "query" not in (rows.fieldnames or ()):
                raise _refusal(f"{path} has no column `query`; put that word in its first line.")
            yield from (row["query"] or "" for row in rows)
    except (OSError, ValueError, csv.Error) as problem:
        reason = getattr(problem, "strerror", None) or "it is no CSV in UTF-8"
        raise _refusal(f"{path} cannot be read: {reason}.") from problem


def _table(results: list[dict[str, Any]]) -> str:
    if not results:
        return "Nothing was found. Try other words."
    lines = [
        f"{'' if one['km'] is None else one['km']!s:>6}  {one['name']}  ({one['categories'][0]})"
        for one in results
    ]
    return "\n".join(["    km  name (kind)", *lines])
