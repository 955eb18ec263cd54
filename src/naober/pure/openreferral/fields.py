"""The fields of one record, each cleaned, and everything lost on the way said once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from naober.pure.openreferral.cleaning import (
    Cleaned,
    as_mail,
    as_phone,
    as_text,
    as_website,
    plain,
)
from naober.pure.openreferral.model import Ours, Raw, Remarks, Where
from naober.pure.openreferral.sentences import Sentence, say

_FIELD: Final = re.compile(r"[a-z][a-z_]{1,29}")


@dataclass
class Fields:
    """A record of a file, asked for one field after another."""

    raw: Raw
    where: Where
    what: str
    remarks: Remarks
    terms: dict[str, Raw] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    def note(self, sentence: Sentence) -> None:
        """Say something of this record, once."""
        if sentence not in self._said:
            self._said.add(sentence)
            self.remarks.note(self.where, self.what, sentence)

    def of(self, raw: Raw) -> "Fields":
        """Return the fields of a part of this record; what is said is said of the record."""
        return Fields(raw, self.where, self.what, self.remarks, self.terms, self._said)

    def text(self, *names: str, most: int, lines: bool = True) -> str:
        """Return the first of these fields that has text."""
        return self._first(names, lambda value: as_text(value, most=most, lines=lines))

    def mail(self, *names: str) -> str:
        return self._first(names, as_mail)

    def website(self, *names: str) -> str:
        return self._first(names, as_website)

    def checked(self, name: str, clean: Callable[[Any], tuple[Any, Sentence]]) -> Any:
        """Return a field as `clean` makes it, and say what `clean` says."""
        value, problem = clean(self.raw.get(name))
        if problem:
            self.note(problem.about(name))
        return value

    def _first(self, names: tuple[str, ...], clean: Callable[[Any], Cleaned]) -> str:
        return next((text for name in names if (text := self.checked(name, clean))), "")

    def dicts(self, name: str) -> list[Raw]:
        """Return the objects in a list; says so where it is no list of objects."""
        value = self.raw.get(name)
        if value is None or value == "":
            return []
        found = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        if not isinstance(value, list) or len(found) < len(value):
            self.note(say("is no list of objects: left out what is none.").about(name))
        return found

    def phone(self, *, most: int) -> str:
        """Return the first telephone number of this record or of its contacts."""
        for one in [self.raw, *self.dicts("contacts")]:
            for phone in self.of(one).dicts("phones"):
                number, problem = as_phone(phone.get("number"), most=most)
                if problem:
                    self.note(problem.about("phone"))
                extension, _ = as_text(phone.get("extension"), most=10, lines=False)
                if number:
                    whole = f"{number} x {extension}" if extension else number
                    return whole if len(whole) <= most else number
        return ""

    @property
    def ours(self) -> Ours:
        return self.ours_of(self.raw)

    def ours_of(self, raw: Raw) -> Ours:
        """Return what Naober says in the attributes and metadata of a record."""
        codes: dict[str, list[str]] = {}
        values: dict[str, list[str]] = {}
        part = self.of(raw)
        for one in part.dicts("attributes"):
            term = one.get("taxonomy_term") or self.terms.get(str(one.get("taxonomy_term_id")))
            taxonomy, code = _term(term)
            if code and taxonomy.startswith("naober"):
                codes.setdefault(taxonomy, []).append(code)
            _say(values, one.get("link_type"), one.get("value"))
        for one in part.dicts("metadata"):
            if str(one.get("field_name")).endswith(("_nl", "_en")):
                _say(values, one.get("field_name"), one.get("replacement_value"))
        return Ours(
            {name: tuple(dict.fromkeys(found)) for name, found in sorted(codes.items())},
            {name: tuple(dict.fromkeys(found)) for name, found in sorted(values.items())},
        )


def _term(term: Any) -> tuple[str, str]:
    if not isinstance(term, dict):
        return "", ""
    detail = term.get("taxonomy_detail")
    named = detail.get("name") if isinstance(detail, dict) else None
    taxonomy, _ = as_text(named or term.get("taxonomy"), most=80, lines=False)
    code, _ = as_text(term.get("code"), most=80, lines=False)
    return taxonomy.lower(), code


def _say(values: dict[str, list[str]], name: Any, value: Any) -> None:
    if not isinstance(name, str) or not isinstance(value, str | int):
        return
    name = name.removeprefix("naober:")
    text = plain(str(value)[:20_000])
    if text and _FIELD.fullmatch(name):
        values.setdefault(name, []).append(text)
