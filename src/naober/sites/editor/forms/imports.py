"""The file that an editor brings to import, and what can be seen of it at once."""

import zipfile
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.services.imports import source_name
from naober.shared.fields import LineField

MEGABYTE: Final = 1_000_000
LARGEST: Final = 25 * MEGABYTE
UNPACKED: Final = 75 * MEGABYTE
"""More in a zip is refused before it is taken out: it may be made to fill a machine."""
ENDINGS: Final = (".json", ".jsonl", ".ndjson", ".csv")
_START: Final = 4096


class ImportForm(forms.Form):
    """A file, and whose it is."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Brought file"),
        help_text=gettext_lazy("Pages of JSON (HSDS 3.0), or tables (HSDS 1, CSV) in one zip."),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".json,.jsonl,.ndjson,.csv,.zip"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("There is nothing in this file."),
        },
    )
    source = LineField(
        gettext_lazy("Whose file is it?"),
        60,
        help_text=gettext_lazy("Write it the same every time: by it we know the cards again."),
    )

    def clean_source(self) -> str:
        """Return the name by which records are known again."""
        name = source_name(self.cleaned_data["source"])
        if not name:
            raise ValidationError(_("This needs letters or digits."))
        return name

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large, and what is no file of Open Referral at first sight."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            said = {"most": LARGEST // MEGABYTE}
            raise ValidationError(_("This file is larger than %(most)s MB. Cut it up.") % said)
        name = str(file.name or "").lower()
        if name.endswith(".zip") or zipfile.is_zipfile(file):  # the reader goes by what it is
            _look_into(file)
        elif not name.endswith(ENDINGS):
            raise ValidationError(_("This is no file that we can read. Bring JSON, CSV or a zip."))
        elif not name.endswith(".csv") and not _begins_as_json(file):
            raise ValidationError(_("The name says JSON, but this is something else."))
        file.seek(0)
        return file


def _look_into(file: UploadedFile) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ValidationError(_("This zip is broken, or not all of it came across.")) from None
    if sum(one.file_size for one in inside) > UNPACKED:
        said = {"most": UNPACKED // MEGABYTE}
        raise ValidationError(_("More than %(most)s MB comes out of this zip. Cut it up.") % said)
    names = [one.filename.lower() for one in inside]
    if not any(name.endswith(ENDINGS) for name in names):
        if any(name.endswith(".zip") for name in names):
            raise ValidationError(_("There is a zip in this zip. Take it out, and bring that one."))
        raise ValidationError(_("There is no JSON and no CSV in this zip."))


def _begins_as_json(file: UploadedFile) -> bool:
    """Return whether a file begins as an object or a list, in whatever way it is written."""
    file.seek(0)
    start = file.read(_START).lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return start[:1] in {b"{", b"["}
