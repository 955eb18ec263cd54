"""Which texts the code shows, and whether each has a Dutch sentence.

Reads sources the way Django's makemessages does, without GNU gettext, which a bare machine lacks.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from django.utils.translation.template import templatize
from polib import POEntry, POFile, pofile

from naober.config.environment import ROOT

SOURCE: Final = ROOT / "src" / "naober"
DUTCH: Final = SOURCE / "locale" / "nl" / "LC_MESSAGES" / "django.po"

_FUNCTIONS: Final = {
    # name of the function, after imports `as _`: which of context, text, plural it takes
    "_": ("text",),
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}
_CALL: Final = re.compile(rf"(?<![\w.])({'|'.join(_FUNCTIONS)})\(")
_STRING: Final = re.compile(r"""\s*,?\s*(u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))""", re.DOTALL)
_PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


class Text(NamedTuple):
    """A text as the code shows it: what gettext calls msgid, msgid_plural and msgctxt."""

    text: str
    plural: str = ""
    context: str | None = None


def texts_in_code() -> dict[Text, list[str]]:
    """Return every translatable text of code and templates, with the files that show it."""
    found: dict[Text, list[str]] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.*")]):
        read = texts_in_python if path.suffix == ".py" else texts_in_template
        for text in read(path.read_text()):
            found.setdefault(text, []).append(str(path.relative_to(ROOT)))
    return found


def texts_in_python(source: str) -> Iterator[Text]:
    """Yield the texts that Python code passes to gettext and its sisters."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            strings = [_literal(argument) for argument in node.args]
            if name in _FUNCTIONS and all(strings[: len(_FUNCTIONS[name])]):
                yield _text(name, [string or "" for string in strings])


def texts_in_template(source: str) -> Iterator[Text]:
    """Yield the texts of a Django template: trans, blocktrans and `_("…")` in any tag."""
    code = templatize(source)
    for call in _CALL.finditer(code):
        strings, position = [], call.end()
        while string := _STRING.match(code, position):
            strings.append(str(ast.literal_eval(string[1])))
            position = string.end()
        if strings:
            yield _text(call[1], strings)


def complaints(catalogue: POFile, shown: dict[Text, list[str]]) -> list[str]:
    """Return what is wrong with a catalogue, one sentence each; empty where all is well."""
    known = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    missing = [f"no Dutch for {one.text!r} ({shown[one][0]})" for one in shown if one not in known]
    unused = [f"nothing shows {one.text!r}" for one in known if one not in shown]
    return sorted(
        [*missing, *unused, *(line for entry in known.values() for line in _faults(entry))]
    )


def add_missing(catalogue: POFile, shown: dict[Text, list[str]]) -> None:
    """Add an empty entry for each new text, and drop what nothing shows any more."""
    for entry in list(catalogue):
        if entry.obsolete or _key(entry) not in shown:
            catalogue.remove(entry)
    known = {_key(entry) for entry in catalogue}
    for one in shown:
        if one not in known:
            plural = {0: "", 1: ""} if one.plural else {}
            entry = POEntry(msgid=one.text, msgid_plural=one.plural, msgctxt=one.context)
            entry.msgstr_plural = plural
            catalogue.append(entry)
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))


def open_catalogue(path: Path = DUTCH) -> POFile:
    """Return the Dutch catalogue. OSError where there is none."""
    return pofile(str(path), wrapwidth=96)


def _key(entry: POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural, entry.msgctxt)


def _faults(entry: POEntry) -> Iterator[str]:
    sentences = list(entry.msgstr_plural.values()) or [entry.msgstr]
    if entry.fuzzy or not all(sentences):
        yield f"no finished Dutch for {entry.msgid!r}"
        return
    wanted = set(_PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    for sentence in sentences:
        if strange := set(_PLACEHOLDER.findall(sentence)) - wanted:
            yield f"the Dutch for {entry.msgid!r} has {', '.join(sorted(strange))} too many"
    if lost := wanted - set(_PLACEHOLDER.findall(sentences[-1])):
        yield f"the Dutch for {entry.msgid!r} lacks {', '.join(sorted(lost))}"


def _text(name: str, strings: list[str]) -> Text:
    return Text(**dict(zip(_FUNCTIONS[name], strings, strict=False)))


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
