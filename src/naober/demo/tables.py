"""The tables of the made-up region, as they lie in `content/`."""

import csv
import uuid
from pathlib import Path
from typing import Final

CONTENT: Final = Path(__file__).parent / "content"
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "https://naober.example.org/demo/")


def rows(pattern: str) -> list[dict[str, str]]:
    """Return the rows of every table whose name fits, in order of name."""
    found: list[dict[str, str]] = []
    for path in sorted(CONTENT.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as stream:
            found += csv.DictReader(stream)
    return found


def identity(kind: str, key: str) -> uuid.UUID:
    """Return the id of something made up: the same key gives the same id in every demo."""
    return uuid.uuid5(_NAMESPACE, f"{kind}/{key}")
