"""The parameters of the API: which page takes which, and what they may be."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final

from django.utils.dateparse import parse_date, parse_datetime

from naober.api.exceptions import BadParameterError
from naober.directory.openreferral.reading import Wanted

PER_PAGE: Final = 50
MOST_PER_PAGE: Final = 500
MOST_MINIMAL: Final = 100_000
"""Objects on a page: of themselves, at most, and at most of only ids and moments."""
LAST_PAGE: Final = 1_000_000
LONGEST_SEARCH: Final = 200
_PAGES: Final = ("page", "per_page", "format")
_CARDS: Final = ("search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")
_OFFSET: Final = re.compile(r" (\d\d:?\d\d)$")

ASKS: Final[Mapping[str, tuple[str, ...]]] = {
    "root": (),
    "openapi": (),
    "services": (*_CARDS, "minimal", "full", *_PAGES),
    "service": (),
    "organizations": ("search", "full", "full_service", *_PAGES),
    "organization": ("full_service",),
    "service_at_locations": (*_CARDS, "full", *_PAGES),
    "service_at_location": (),
    "taxonomies": ("search", *_PAGES),
    "taxonomy": (),
    "taxonomy_terms": ("search", "taxonomy_id", "parent_id", "top_only", *_PAGES),
    "taxonomy_term": (),
}
"""Which parameters each page takes, as HSDS 3.0 has them."""


@dataclass(frozen=True)
class Parameter:
    """How a parameter is read, and how the OpenAPI document tells of it."""

    read: Callable[[str, str], Any]
    schema: dict[str, Any]
    description: str


class Asked(dict[str, Any]):
    """What a question asks for; what it does not name is not there."""

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            search=self.get("search", ""),
            organisation=self.get("organization_id", ""),
            term=self.get("taxonomy_term_id", ""),
            taxonomy=self.get("taxonomy_id", ""),
            modified_after=self.get("modified_after"),
        )

    @property
    def page(self) -> int:
        return int(self.get("page", 1))

    @property
    def per_page(self) -> int:
        return int(self.get("per_page", MOST_MINIMAL if self.get("minimal") else PER_PAGE))


def read(query: Mapping[str, str], names: tuple[str, ...]) -> Asked:
    """Return the parameters of a question. Raises BadParameterError.

    An empty one counts as absent. One that the page does not take is an error: somebody would
    believe that it was heeded.
    """
    asked = Asked()
    for name, text in query.items():
        if name not in names:
            takes = f"It takes {', '.join(names)}." if names else "It takes none."
            raise BadParameterError(f"There is no parameter {name[:40]!r} here. {takes}")
        if text.strip():
            asked[name] = PARAMETERS[name].read(name, text.strip())
    if asked.per_page > MOST_PER_PAGE and not asked.get("minimal"):
        raise BadParameterError(f"per_page goes from 1 to {MOST_PER_PAGE}.")
    return asked


def _whole_number(most: int) -> Callable[[str, str], int]:
    def number(name: str, text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most):
            raise BadParameterError(f"{name} is a whole number from 1 to {most}.")
        return int(text)

    return number


def _yes_or_no(name: str, text: str) -> bool:
    known = {"true": True, "1": True, "false": False, "0": False}
    if text.lower() not in known:
        raise BadParameterError(f"{name} is true or false.")
    return known[text.lower()]


def _id(name: str, text: str) -> str:
    found = as_id(text)
    if found is None:
        raise BadParameterError(f"{name} is an id as 3f7b145d-84af-42d7-8fae-eaca714b02b2.")
    return found


def as_id(text: str) -> str | None:
    """Return an id as we write it, or None for what is none."""
    try:
        return str(uuid.UUID(text)) if len(text) == 36 else None
    except ValueError:
        return None


def _moment(name: str, text: str) -> datetime:
    text = _OFFSET.sub(r"+\1", text)  # a plus that nobody encoded came in as a space
    try:
        day = parse_date(text)
        moment = datetime.combine(day, time()) if day else parse_datetime(text)
        if moment is not None:
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadParameterError(
        f"{name} is a moment such as 2026-11-29T10:30:00Z, or a day such as 2026-11-29."
    )


def _words(name: str, text: str) -> str:
    if len(text) > LONGEST_SEARCH or "\0" in text:
        raise BadParameterError(f"{name} is a text of at most {LONGEST_SEARCH} characters.")
    return text


def _json(name: str, text: str) -> str:
    if text.lower() != "json":
        raise BadParameterError(f"{name} is json; there is no other.")
    return text


_ID: Final[dict[str, Any]] = {"type": "string", "format": "uuid"}
_FLAG: Final[dict[str, Any]] = {"type": "boolean", "default": False}

PARAMETERS: Final[Mapping[str, Parameter]] = {
    "search": Parameter(
        _words,
        {"type": "string", "maxLength": LONGEST_SEARCH},
        "Words in Dutch or English, as people use them. Services come best first, at most 400.",
    ),
    "page": Parameter(
        _whole_number(LAST_PAGE),
        {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
        "Which page. One after the last is empty.",
    ),
    "per_page": Parameter(
        _whole_number(MOST_MINIMAL),
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
        f"How many on a page. With minimal: up to {MOST_MINIMAL}, and all by itself.",
    ),
    "format": Parameter(
        _json, {"type": "string", "enum": ["json"], "default": "json"}, "Only json."
    ),
    "minimal": Parameter(
        _yes_or_no, _FLAG, "Only id and modified_date of each service, all on one page."
    ),
    "full": Parameter(_yes_or_no, _FLAG, "Each object with all that hangs on it."),
    "full_service": Parameter(
        _yes_or_no, _FLAG, "The services of an organisation with all that hangs on them."
    ),
    "modified_after": Parameter(
        _moment,
        {"type": "string", "format": "date-time"},
        "Changed at or after this moment. Without a zone it is UTC; a day begins at 00:00.",
    ),
    "taxonomy_term_id": Parameter(_id, _ID, "Services with this term."),
    "taxonomy_id": Parameter(_id, _ID, "What has any term of this taxonomy, or belongs to it."),
    "organization_id": Parameter(_id, _ID, "Services of this organisation."),
    "parent_id": Parameter(_id, _ID, "Terms under this one. Ours have no terms under them."),
    "top_only": Parameter(_yes_or_no, _FLAG, "Only terms under no other: all of ours."),
}
