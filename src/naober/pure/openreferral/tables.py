"""Tables of HSDS 1.x and 3.0, one CSV file for each kind of record, woven into nested records."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from naober.pure.openreferral.model import KINDS, Raw, Remarks, Where
from naober.pure.openreferral.sentences import say

Row = tuple[Where, Raw]

TABLES: Final = {
    "organizations": "organization", "organization": "organization", "agencies": "organization",
    "services": "service", "service": "service", "locations": "location", "location": "location",
    "services_at_location": "service_at_location", "services_at_locations": "service_at_location",
    "service_at_location": "service_at_location", "service_at_locations": "service_at_location",
    "phones": "phones", "contacts": "contacts", "schedules": "schedules",
    "regular_schedules": "schedules", "regular_schedule": "schedules", "addresses": "addresses",
    "physical_addresses": "addresses", "postal_addresses": "postal", "service_areas": "areas",
    "eligibility": "eligibility", "eligibilities": "eligibility",
    "required_documents": "required_documents", "required_document": "required_documents",
    "accessibility": "accessibility", "accessibility_for_disabilities": "accessibility",
    "cost_options": "cost_options", "attributes": "attributes", "metadata": "metadata",
    "taxonomy_terms": "terms", "taxonomy": "terms", "service_taxonomy": "service_taxonomy",
    "services_taxonomy": "service_taxonomy", "taxonomies": "taxonomies",
}  # fmt: skip
NOT_TAKEN: Final = frozenset({
    "holiday_schedules", "languages", "programs", "funding", "organization_identifiers",
    "payment_accepted", "payments_accepted", "meta_table_descriptions", "meta_table_description",
    "service_attributes", "other_attributes", "interpretation_services",
})  # fmt: skip
"""Tables of the standard that no field of ours is for."""
LONGEST_FIELD: Final = 10_000_000


def rows_of(name: str, text: str, remarks: Remarks) -> Iterator[Row]:
    """Return the rows of a table with their places; the heading is row 1."""
    if not text.strip():
        remarks.refuse(Where(name), "", say("is empty."))
        return
    csv.field_size_limit(LONGEST_FIELD)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    heading: list[str] = []
    cells: list[str] = []
    where = Where(name, 1, is_row=True)
    for number, cells in enumerate(_every(lines, name, remarks), start=1):
        where = Where(name, number, is_row=True)
        if number == 1:
            heading = [re.sub(r"\W+", "_", cell.strip().lower()).strip("_") for cell in cells]
        elif any(cell.strip() for cell in cells):
            if len(cells) > len(heading):
                said = say(
                    "has %(cells)s cells under %(heads)s headings.",
                    cells=len(cells), heads=len(heading),
                )  # fmt: skip
                remarks.note(where, "", said)
            yield where, {key: cell for key, cell in zip(heading, cells, strict=False) if cell}
    if text.count('"') % 2 and any("\n" in cell for cell in cells):
        said = say("opens a quotation mark that never closes; nothing follows it.")
        remarks.refuse(where, "", said)


def _every(lines: Iterator[list[str]], name: str, remarks: Remarks) -> Iterator[list[str]]:
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error:
            said = say("cannot be read from some row on: a cell is too long, or this is no table.")
            remarks.refuse(Where(name), "", said)
            return


def _delimiter(text: str) -> str:
    heading = text[: text.find("\n")] if "\n" in text else text
    return max(",;\t", key=heading.count)


def table_of(name: str) -> str:
    """Return which table a file is by its name; empty for one that is none."""
    stem = re.sub(r"[\s-]+", "_", PurePosixPath(name).stem.lower())
    return TABLES.get(stem, stem if stem in NOT_TAKEN else "")


class Tables:
    """The rows of all tables, to be woven into records as the nested pages have them."""

    def __init__(self, remarks: Remarks) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._remarks = remarks

    def __bool__(self) -> bool:
        return bool(self._rows)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Take the rows of one file."""
        self._rows.setdefault(table, []).extend(rows)

    def woven(self) -> Iterator[tuple[str, Where, Raw]]:
        """Return organisations, locations, services and their links with all that belongs to them.

        Without an `id` a record is there too: who reads on refuses it.
        """
        by_id = {kind: self._by_id(kind) for kind in _PARENTS.values()}
        contacts = {str(row["id"]): row for _, row in self._of("contacts") if row.get("id")}
        self._hang_phones_on(contacts)
        for table, key in _CHILDREN.items():
            for where, row in self._of(table):
                self._hang(row, table, key, where, by_id)
        self._hang_attributes(by_id)
        self._hang_taxonomy(by_id)
        for kind in _PARENTS.values():
            for where, row in self._of(kind):
                yield kind, where, row

    def _of(self, table: str) -> list[Row]:
        return self._rows.get(table, [])

    def _by_id(self, kind: str) -> dict[str, Raw]:
        found: dict[str, Raw] = {}
        for _, row in self._of(kind):
            found.setdefault(str(row.get("id", "")).strip(), row)
        found.pop("", None)
        return found

    def _hang_phones_on(self, contacts: dict[str, Raw]) -> None:
        for _, row in self._of("phones"):
            contact = contacts.get(row.get("contact_id", ""))
            if contact is not None:
                contact.setdefault("phones", []).append(row)

    def _hang(
        self, row: Raw, table: str, key: str, where: Where, by_id: dict[str, dict[str, Raw]]
    ) -> None:
        """Give a row to the closest of its parents that is there; say so where none is."""
        named = [(kind, row[one]) for one, kind in _PARENTS.items() if row.get(one)]
        for kind, one in named:
            parent = by_id[kind].get(one.strip())
            if parent is not None:
                _give(parent, table, key, row)
                return
        if named:
            kind, one = named[0]
            sentence = say(
                "belongs to %(kind)s %(id)s, which is not in the file: left out.",
                kind=KINDS[kind], id=one,
            )  # fmt: skip
            self._remarks.note(where, table, sentence)
        elif not row.get("contact_id"):
            self._remarks.note(where, table, say("says not to what it belongs: left out."))

    def _hang_attributes(self, by_id: dict[str, dict[str, Raw]]) -> None:
        terms = {row.get("id", ""): row for _, row in self._of("terms")}
        names = {row.get("id", ""): row.get("name", "") for _, row in self._of("taxonomies")}
        for table, owner in (("attributes", "link_id"), ("metadata", "resource_id")):
            for _, row in self._of(table):
                term = terms.get(row.get("taxonomy_term_id", ""))
                if term is not None:
                    name = names.get(term.get("taxonomy_id", ""), term.get("taxonomy", ""))
                    row["taxonomy_term"] = {**term, "taxonomy": name}
                for kind in by_id.values():
                    if (parent := kind.get(row.get(owner, ""))) is not None:
                        parent.setdefault(table, []).append(row)

    def _hang_taxonomy(self, by_id: dict[str, dict[str, Raw]]) -> None:
        terms = {row.get("id", ""): row for _, row in self._of("terms")}
        for _, row in self._of("service_taxonomy"):
            service = by_id["service"].get(row.get("service_id", ""))
            term = terms.get(row.get("taxonomy_id", row.get("taxonomy_term_id", "")))
            if service is not None and term is not None:
                code = term.get("code", term.get("id", ""))
                name = term.get("taxonomy", term.get("vocabulary", ""))
                service.setdefault("attributes", []).append(
                    {"taxonomy_term": {**term, "code": code, "taxonomy": name}}
                )


def _give(parent: Raw, table: str, key: str, row: Raw) -> None:
    if table == "eligibility":
        said = {"eligibility_description": row.get("eligibility", "")}
        for name, value in {**row, **said}.items():
            if value and name not in {"id", "service_id"}:
                parent.setdefault(name, value)
    elif table == "postal" and parent.get(key):
        return  # where one can go comes before where one writes to
    else:
        parent.setdefault(key, []).append(row)


_PARENTS: Final = {
    "service_at_location_id": "service_at_location",
    "service_id": "service",
    "location_id": "location",
    "organization_id": "organization",
}
"""The columns that say to what a row belongs, the closest first."""
_CHILDREN: Final = {
    "phones": "phones", "contacts": "contacts", "schedules": "schedules",
    "addresses": "addresses", "postal": "addresses", "areas": "service_areas",
    "eligibility": "eligibility", "required_documents": "required_documents",
    "accessibility": "accessibility", "cost_options": "cost_options",
}  # fmt: skip
