"""The files of a path - a file, a folder or a zip - and the text that is in them."""

import zipfile
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from naober.pure.openreferral.model import Remarks, UnreadableError, Where
from naober.pure.openreferral.sentences import Sentence, say
from naober.pure.unseen import without_unseen

LARGEST: Final = 500_000_000
"""The most bytes of one file; what is larger belongs in pages."""
ENDINGS: Final = (".json", ".jsonl", ".ndjson", ".csv")
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError,
)  # fmt: skip
"""What Python raises on a file in a zip that is spoilt, cut off or locked."""
BOUNDED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Ways of packing of which no more is taken out than was asked for."""

LOCKED: Final = 1
"""The bit of a file in a zip that says that it has a password."""

File = tuple[str, bytes]


def files_of(path: Path, remarks: Remarks) -> Iterator[File]:
    """Return the files that may hold records, by name, one in memory at a time.

    Raises UnreadableError where there is no such path or a zip is broken.
    """
    try:
        if path.is_dir():
            yield from _in_folder(path, remarks)
        elif zipfile.is_zipfile(path):
            yield from _in_zip(path, remarks)
        else:
            yield from _one(path, without_unseen(path.name), remarks)
    except zipfile.BadZipFile as problem:
        raise UnreadableError(say("%(path)s is a broken zip file.", path=path)) from problem
    except OSError as problem:
        reason = problem.strerror or str(problem)
        said = say("%(path)s cannot be read: %(reason)s.", path=path, reason=reason)
        raise UnreadableError(said) from problem


def _in_folder(folder: Path, remarks: Remarks) -> Iterator[File]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix.lower() in ENDINGS:
            name = without_unseen(file.relative_to(folder).as_posix())
            try:
                yield from _one(file, name, remarks)
            except OSError as problem:
                said = say("cannot be read: %(reason)s.", reason=problem.strerror)
                remarks.refuse(Where(name), "", said)


def _one(file: Path, name: str, remarks: Remarks) -> Iterator[File]:
    if file.stat().st_size > LARGEST:
        remarks.refuse(Where(name), "", _too_large())
    else:
        yield name, file.read_bytes()


def _in_zip(path: Path, remarks: Remarks) -> Iterator[File]:
    with zipfile.ZipFile(path) as archive:
        for info in sorted(archive.infolist(), key=lambda one: one.filename):
            name = without_unseen(info.filename)
            if name.lower().endswith(".zip"):
                remarks.refuse(Where(name), "", say("is a zip in a zip: take it out first."))
            if info.is_dir() or not name.lower().endswith(ENDINGS) or "__MACOSX" in name:
                continue
            if info.file_size > LARGEST:
                remarks.refuse(Where(name), "", _too_large())
                continue
            if info.compress_type not in BOUNDED:
                remarks.refuse(Where(name), "", say("is packed in a way that we do not read."))
                continue
            try:
                with archive.open(info) as stream:  # it may claim less than comes out of it
                    content = stream.read(info.file_size + 1)
            except BROKEN:
                remarks.refuse(Where(name), "", _why_not(info))
            else:
                yield name, content


def _why_not(info: zipfile.ZipInfo) -> Sentence:
    if info.flag_bits & LOCKED:
        return say("cannot be taken out of the zip: there is a password on it.")
    return say("cannot be taken out of the zip: it is broken.")


def _too_large() -> Sentence:
    return say("is larger than %(most)s MB; cut it in pages.", most=LARGEST // 1_000_000)


def text_of(name: str, content: bytes, remarks: Remarks) -> str:
    """Return the text of a file: UTF-8 or UTF-16, or else Windows-1252, which is said."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = content.decode("utf-16", errors="replace")
    else:
        text = _utf8_or_older(name, content, remarks)
    nothing = text.count("\0")
    if nothing:
        remarks.note(
            Where(name), "", say("%(number)s NUL characters were taken out.", number=nothing)
        )
        text = text.replace("\0", "")
    return text


def _utf8_or_older(name: str, content: bytes, remarks: Remarks) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("utf-8-sig", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for letter in text if letter > "\x7f") - bad
    if bad <= good:
        said = say("%(number)s characters are no UTF-8 and cannot be read.", number=bad)
        remarks.note(Where(name), "", said)
        return text
    remarks.note(Where(name), "", say("is not in UTF-8; read as Windows-1252."))
    return content.removeprefix(BOM_UTF8).decode("cp1252", errors="replace")
