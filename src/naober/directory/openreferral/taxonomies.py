"""Our kinds of support and our lists of choices as taxonomies of HSDS."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha1
from typing import Any, Final

from django.db.models import Q, TextChoices
from django.utils.translation import override

from naober.directory.enums import Daypart, Payer, PlaceKind, Room, Scope, Together
from naober.directory.models import Category, ServiceCategory
from naober.shared.care import Condition, Relation

NAMESPACE: Final = uuid.UUID("6f1a1c0e-5d0b-5c1b-9a53-6c0d1f0f7b21")
"""From which the ids are made of what has none of its own here; never change it."""
LANGUAGE: Final = "nl"
Object = dict[str, Any]


def made_id(*parts: object) -> str:
    """Return the id of something that is known by its place only: the same every time.

    It is what `uuid.uuid5` makes, without the steps between: an export asks for very many.
    """
    name = "/".join(map(str, parts)).encode()
    digest = bytearray(sha1(NAMESPACE.bytes + name, usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@dataclass(frozen=True)
class Taxonomy:
    """One list of words; `field` is the field of a card that holds them."""

    name: str
    description: str
    field: str
    choices: type[TextChoices] | None = None
    many: bool = False

    @property
    def id(self) -> str:
        return made_id("taxonomy", self.name)

    def term_id(self, code: str) -> str:
        return made_id("taxonomy term", self.name, code)

    def having(self, code: str) -> Q:
        """Return the condition of cards that have this term."""
        if self.many:
            return Q(**{f"{self.field}__contains": [code]})
        return Q(**{self.field: code})

    def having_any(self) -> Q:
        """Return the condition of cards that have a term of this list at all."""
        if self.many:
            return ~Q(**{self.field: []})
        if self.choices is None:
            return Q(pk__in=ServiceCategory.objects.values("service"))
        return ~Q(**{self.field: ""})


KINDS: Final = Taxonomy(
    "Naober kinds of support", "Welk soort steun het is. De eerste past het best.", "categories"
)
LISTS: Final = (
    Taxonomy("Naober payer", "Wie betaalt.", "payers", Payer, many=True),
    Taxonomy("Naober daypart", "Op welke dagdelen.", "dayparts", Daypart, many=True),
    Taxonomy("Naober condition", "Wat er aan de hand is bij wie zorg krijgt.", "conditions",
             Condition, many=True),
    Taxonomy("Naober relation", "Voor wie iemand zorgt.", "relations", Relation, many=True),
    Taxonomy("Naober scope", "Hoe ver het aanbod reikt.", "scope", Scope),
    Taxonomy("Naober place kind", "Waar het gebeurt.", "place_kind", PlaceKind),
    Taxonomy("Naober together", "Alleen of met anderen.", "together", Together),
    Taxonomy("Naober room", "Of er nu plaats is.", "room", Room),
)  # fmt: skip
TAXONOMIES: Final = (KINDS, *LISTS)


def taxonomy_object(one: Taxonomy) -> Object:
    """Return a taxonomy as HSDS writes it."""
    return {"id": one.id, "name": one.name, "description": one.description}


@lru_cache(maxsize=1000)
def term_object(one: Taxonomy, code: str, name: str, description: str) -> Object:
    """Return a term with its taxonomy; the same object each time, so do not change it."""
    return {
        "id": one.term_id(code),
        "code": code,
        "name": name,
        "description": description,
        "taxonomy": one.name,
        "taxonomy_detail": taxonomy_object(one),
        "language": LANGUAGE,
        "taxonomy_id": one.id,
    }


def kind_object(kind: Category) -> Object:
    """Return a kind of support as a term."""
    return term_object(KINDS, kind.code, kind.label_nl, kind.what_it_is_nl)


@cache
def terms_of_lists() -> dict[tuple[str, str], Object]:
    """Return the terms of all lists of choices, by the field of a card and the code."""
    with override(LANGUAGE):
        return {
            (one.field, choice.value): term_object(
                one, choice.value, str(choice.label), f"{one.description} {choice.label}"
            )
            for one in LISTS
            for choice in one.choices or ()
        }


def all_terms(kinds: Iterable[Category]) -> Iterator[Object]:
    """Return every term: the kinds of support, then those of each list."""
    yield from map(kind_object, kinds)
    yield from terms_of_lists().values()


@cache
def _terms_by_id() -> dict[str, tuple[Taxonomy, str]]:
    return {
        one.term_id(choice.value): (one, choice.value)
        for one in LISTS
        for choice in one.choices or ()
    }


def condition_of_term(term_id: str, kinds: Iterable[Category]) -> Q | None:
    """Return the condition of cards with a term, or None where there is no such term."""
    if found := _terms_by_id().get(term_id):
        taxonomy, code = found
        return taxonomy.having(code)
    codes = (kind.code for kind in kinds if KINDS.term_id(kind.code) == term_id)
    return next((KINDS.having(code) for code in codes), None)


def condition_of_taxonomy(taxonomy_id: str) -> Q | None:
    """Return the condition of cards with any term of a taxonomy, or None if there is none such."""
    return next((one.having_any() for one in TAXONOMIES if one.id == taxonomy_id), None)
