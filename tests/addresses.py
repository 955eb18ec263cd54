"""Every address of the site, as the URLconf has it, and how a test fills it in."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from naober.casework.referral_keys import new_key
from naober.directory.openreferral.taxonomies import KINDS
from tests.world import Point, World

MATRIX = Path(__file__).with_name("access_matrix.yml")
LIBRARY = ("account_", "mfa_", "usersessions_")
OURS_AMONG_THEM = {"account_choose_role"}


@dataclass(frozen=True)
class Row:
    """One line of the table: who may open an address, with what."""

    name: str
    audience: str
    opens_for: tuple[str, ...] = ()
    methods: tuple[str, ...] = ("GET",)
    about: str = ""


@cache
def matrix() -> dict[str, Row]:
    """Return the table of the repository."""
    rows = yaml.safe_load(MATRIX.read_text())
    return {
        name: Row(
            name=name,
            audience=row["audience"],
            opens_for=tuple(row.get("opens_for", ())),
            methods=tuple(row.get("methods", ["GET"])),
            about=row.get("about", ""),
        )
        for name, row in rows.items()
    }


def names() -> set[str]:
    """Return the name of every address; one without a name is named by its pattern."""
    return {
        name
        for name in _walk(get_resolver(), "")
        if name in OURS_AMONG_THEM or not name.startswith(LIBRARY)
    }


def _walk(resolver: URLResolver, namespace: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else str(pattern.pattern)


def address(row: Row, world: World, point: Point, *, missing: str = "") -> str:
    """Return the address of a row for the objects of `point`, or with an id that is not there."""
    values: dict[str, Any] = {
        "service": {"key": world.service.key},
        "card": {"key": world.service.key},
        "kept": {"key": missing or point.card.key},
        "version": {"key": missing or point.card.key, "number": 1},
        "report": {"report_id": missing or point.report.pk},
        "refer": {"case_id": missing or point.case.pk, "key": world.service.key},
        "referral": {"referral_id": missing or point.referral.pk},
        "referral step": {"referral_id": missing or point.referral.pk, "step": "intrekken"},
        "practice referral": {"referral_id": missing or point.practice_referral.pk},
        "practice referral step": {
            "referral_id": missing or point.practice_referral.pk,
            "step": "intrekken",
        },
        "code word": {"word": "ABCD-EFGH-JKMN"},
        "key": {"key": new_key(uuid.uuid4())},
        "link": {"token": world.link},
        "case": {"case_id": missing or point.case.pk},
        "registration": {"case_id": missing or point.registration.pk},
        "contact": {"case_id": missing or point.case.pk, "contact_id": point.contact.pk},
        "closed": {"case_id": missing or point.closed.pk},
        "consent": {"case_id": missing or point.case.pk, "purpose": "news"},
        "member": {"member_id": missing or point.consultant.pk, "step": "pauze"},
        "earlier": {"pk": missing or point.earlier.pk},
        "organisation": {"organisation_id": missing or point.organisation.pk},
        "question": {"number": 1},
        "old guide": {"number": world.old_guide},
        "pair": {"first": missing or point.card.key, "second": world.double.key},
        "merged": {"merged_id": missing or point.merged.pk},
        "rule": {"place": missing or str(point.organisation.municipality_id).lower()},
        "import run": {"run_id": missing or point.brought.pk},
        "search": {"number": world.search.pk},
        "word": {"number": world.word.pk},
        "guide question": {"question": "zwaarst"},
        "guide answer": {"question": "zwaarst", "choice": "alleen"},
        "step": {"slug": "zorg"},
        "municipality": {"slug": point.organisation.municipality.slug},
        "open service": {"service_id": world.service.pk},
        "open organisation": {"organization_id": world.service.organisation_id},
        "open place": {"at_id": world.place.pk},
        "open taxonomy": {"taxonomy_id": KINDS.id},
        "open term": {"term_id": KINDS.term_id("respite.stay")},
        "": {},
    }
    return reverse(row.name, kwargs=values[row.about])
