"""Which texts the code shows, and whether each has a Dutch sentence.

Reads sources the way Django's makemessages does, without GNU gettext, which a bare machine lacks.
"""

import ast
import re
from collections.abc import Iterator
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
    "say": ("text",),  # pure.openreferral.sentences, said in Dutch by a page
}
_CALL: Final = re.compile(rf"(?<![\w.])({'|'.join(_FUNCTIONS)})\(")
_STRING: Final = re.compile(r"""\s*,?\s*(u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))""", re.DOTALL)
_PLACE: Final = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


class Message(NamedTuple):
    """A text as the code shows it: what gettext calls msgid, msgid_plural and msgctxt."""

    text: str
    plural: str = ""
    context: str = ""


def read() -> POFile:
    """Return the Dutch catalogue. OSError where there is none."""
    return pofile(str(DUTCH), wrapwidth=96)


def shown() -> dict[Message, str]:
    """Return every translatable text of code and templates, with a file that shows it."""
    found: dict[Message, str] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.*")]):
        find = _in_python if path.suffix == ".py" else _in_template
        for message in find(path.read_text()):
            found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def missing(catalogue: POFile) -> set[Message]:
    """Return the texts that have no finished Dutch sentence, or one with other places for values.

    A sentence marked as doubtful ("fuzzy") is not finished.
    """
    finished = {_key(entry) for entry in catalogue if _is_finished(entry)}
    return shown().keys() - finished


def unused(catalogue: POFile) -> set[Message]:
    """Return the texts of the catalogue that nothing shows any more."""
    return {_key(entry) for entry in catalogue} - shown().keys()


def update(catalogue: POFile) -> None:
    """Add an empty entry for each new text, and drop what nothing shows any more."""
    messages = shown()
    for entry in list(catalogue):
        if entry.obsolete or _key(entry) not in messages:
            catalogue.remove(entry)
    known = {_key(entry) for entry in catalogue}
    for one in messages.keys() - known:
        entry = POEntry(msgid=one.text, msgid_plural=one.plural, msgctxt=one.context or None)
        entry.msgstr_plural = {0: "", 1: ""} if one.plural else {}
        catalogue.append(entry)
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))


def add(catalogue: POFile, row: list[str]) -> None:
    """Give a text its Dutch: English and Dutch, and for a plural English and Dutch of that too.

    A context stands before the English, as "context|English".
    """
    context, _, english = row[0].rpartition("|")
    entry = next((one for one in catalogue if _key(one)[::2] == (english, context)), None)
    if entry is None:
        entry = POEntry(msgid=english, msgctxt=context or None)
        catalogue.append(entry)
    if len(row) == 4:
        entry.msgid_plural = row[2]
        entry.msgstr_plural = {0: row[1], 1: row[3]}
    else:
        entry.msgstr = row[1]
    catalogue.sort(key=lambda one: (one.msgid, one.msgctxt or ""))


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            strings = [_literal(argument) for argument in node.args]
            if name in _FUNCTIONS and all(strings[: len(_FUNCTIONS[name])]):
                yield _message(name, [string or "" for string in strings])


def _in_template(source: str) -> Iterator[Message]:
    code = templatize(source)
    for call in _CALL.finditer(code):
        strings, position = [], call.end()
        while string := _STRING.match(code, position):
            strings.append(str(ast.literal_eval(string[1])))
            position = string.end()
        if strings:
            yield _message(call[1], strings)


def _key(entry: POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def _is_finished(entry: POEntry) -> bool:
    sentences = list(entry.msgstr_plural.values()) or [entry.msgstr]
    if entry.fuzzy or entry.obsolete or not all(sentences):
        return False
    places = set(_PLACE.findall(entry.msgid_plural or entry.msgid))
    # A singular may leave the number out; the plural, and any other sentence, may not.
    return set(_PLACE.findall(sentences[-1])) == places and all(
        set(_PLACE.findall(sentence)) <= places for sentence in sentences
    )


def _message(name: str, strings: list[str]) -> Message:
    return Message(**dict(zip(_FUNCTIONS[name], strings, strict=False)))


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
