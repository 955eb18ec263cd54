"""The whole public social map as files of Open Referral HSDS: pages of JSON in one folder."""

import json
import math
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from naober.directory.models import Service
from naober.directory.openreferral import objects, reading, taxonomies
from naober.directory.openreferral.objects import Edition
from naober.directory.openreferral.taxonomies import Object
from naober.organisations.models import Organisation
from naober.shared.exceptions import Refused

PER_FILE: Final = 100
"""So many objects stand in a file."""
Say = Callable[[str], object]
_READABLE: Final = 0o755


def export(
    folder: Path, *, on: date, version: str = "3.0", report: Say = len
) -> dict[str, int]:  # fmt: skip
    """Write what is public on a day into a new folder, and return how many objects of each kind.

    All of it or nothing: it is written elsewhere and moved when it is whole. `report` gets a line
    for each thousand services. Raises Refused where the folder holds something or cannot be made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is not empty; name a folder that is new or empty.")
    if not folder.absolute().parent.is_dir():
        raise Refused(f"{folder.absolute().parent} is no folder; make it first.")
    beside = Path(tempfile.mkdtemp(prefix=".naober-", dir=folder.absolute().parent))
    try:
        counts = {
            name: _write(beside, name, total, rows)
            for name, total, rows in _contents(Edition(version, on), report)
        }
        beside.chmod(_READABLE)
        beside.replace(folder.absolute())
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return counts


def _contents(edition: Edition, report: Say) -> Iterator[tuple[str, int, Iterable[Object]]]:
    """Return each kind of object: its name, how many there are, and they themselves."""
    lists = list(map(taxonomies.taxonomy_object, taxonomies.TAXONOMIES))
    yield "taxonomies", len(lists), lists
    terms = list(taxonomies.all_terms(reading.kinds()))
    yield "taxonomy_terms", len(terms), terms
    organisations = list(reading.organisations(on=edition.on).values_list("pk", flat=True))
    yield "organizations", len(organisations), _organisations(organisations, edition)
    services = list(reading.visible(on=edition.on).values_list("pk", flat=True))
    yield "services", len(services), _services(services, edition, report)


def _organisations(ids: Sequence[Any], edition: Edition) -> Iterator[Object]:
    for some in _some_of(ids):
        rows = Organisation.objects.filter(pk__in=some).order_by("name", "id")
        for one in rows.prefetch_related("locations__area"):
            yield objects.organisation_object(one, edition, ())


def _services(ids: Sequence[Any], edition: Edition, report: Say) -> Iterator[Object]:
    done = 0
    for some in _some_of(ids):
        for one in reading.with_all(Service.objects.filter(pk__in=some)):
            yield objects.service_object(one, edition)
        done += len(some)
        if done % 1000 == 0 or done == len(ids):
            report(f"{done} of {len(ids)} services")


def _some_of(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (ids[start : start + PER_FILE] for start in range(0, len(ids), PER_FILE))


def _write(folder: Path, name: str, total: int, rows: Iterable[Object]) -> int:
    """Write pages of a kind; nothing at all is one empty page."""
    pages = max(1, math.ceil(total / PER_FILE))
    left = iter(rows)
    written = 0
    for number in range(1, pages + 1):
        contents = [one for _, one in zip(range(PER_FILE), left, strict=False)]
        written += len(contents)
        page = {
            "total_items": total,
            "total_pages": pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number == pages,
            "empty": not contents,
            "contents": contents,
        }
        text = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}-{number:04}.json").write_text(text + "\n", encoding="utf-8")
    return written
