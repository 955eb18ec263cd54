"""What somebody may type about a person: one rule for each thing, on every site.

Errors name no 'you', so that they read the same to carers, young carers and colleagues.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.pure.unseen import is_seen, without_unseen
from naober.shared import clock

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"

OLDEST: Final = 120
"""Years; an older person is a typing mistake."""
POSTCODE: Final = re.compile(r"([1-9][0-9]{3})\s*([A-Z]{2})?")
TELEPHONE: Final = re.compile(r"[+(]{0,2}[0-9](?:[ ()./-]*[0-9]){8,14}")
"""From nine digits to the fifteen of ITU-T E.164, with the marks that people put in between."""
NINE_DIGITS: Final = re.compile(r"(?<![0-9])(?<![0-9][ .-])(?:[0-9][ .-]?){8}[0-9](?![ .-]?[0-9])")
"""What looks like a citizen service number (BSN): exactly nine digits, perhaps in groups."""
SEND_ONCE_MORE: Final = gettext_lazy("Please send this once more.")


def tidy(text: str) -> str:
    """Return a text without what cannot be seen: control marks, marks of direction, odd blanks.

    Empty where nothing is left that anybody sees.
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if one.isspace() else one for one in text)
    text = " ".join(without_unseen(text).split())
    return text if is_seen(text) else ""


def tidy_lines(text: str) -> str:
    """Return a text of more lines, each of them tidy."""
    return "\n".join(tidy(line) for line in text.replace("\r\n", "\n").split("\n")).strip()


def at_most(length: int) -> Callable[[str], None]:
    """Return a check that says how much too long a text is; nothing is cut off unseen."""

    def check(value: str) -> None:
        if len(value) > length:
            raise ValidationError(
                _("This is %(typed)s characters long. There is room for %(length)s.")
                % {"typed": len(value), "length": length}
            )

    return check


def no_bsn(value: str) -> None:
    """Raise ValidationError where a text holds what looks like a BSN: we never want one."""
    if NINE_DIGITS.search(value):
        raise ValidationError(
            _("This looks like a citizen service number (BSN). We never ask for it. Leave it out.")
        )


class LineField(forms.CharField):
    """A line of text. The browser does not cut it off, we say when it is too long."""

    def __init__(self, label: Words, length: int, *, autocomplete: str = "", **more: Any) -> None:
        attrs = {"autocomplete": autocomplete} if autocomplete else {}
        more.setdefault("widget", forms.TextInput(attrs=attrs))
        validators = [at_most(length), *more.pop("validators", [])]
        said = {"required": gettext_lazy("Fill this in.")} | more.pop("error_messages", {})
        super().__init__(label=label, validators=validators, error_messages=said, **more)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class TextField(forms.CharField):
    """A text with lines as they are kept: without what cannot be seen, such as CR at their ends."""

    def to_python(self, value: Any) -> str:
        return tidy_lines(str(super().to_python(value)))


class NameField(LineField):
    """A name or an address: a line in which no BSN belongs."""

    default_validators = [no_bsn]


class PhoneField(LineField):
    """A telephone number as people write it."""

    def __init__(self, label: Words = "", **more: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        label = label or gettext_lazy("Telephone number")
        super().__init__(label, 20, widget=widget, **more)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        if typed and not TELEPHONE.fullmatch(typed):
            raise ValidationError(
                _("This is not a telephone number. Write it like this: 088 000 00 00.")
            )
        return typed


class PostcodeField(LineField):
    """A Dutch postcode, `9401` or `9401 AB`, however it was typed: "9401ab" becomes "9401 AB"."""

    def __init__(self, label: Words = "", **more: Any) -> None:
        label = label or gettext_lazy("Postcode")
        super().__init__(label, 10, autocomplete="postal-code", **more)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        if not typed:
            return ""
        found = POSTCODE.fullmatch(unicodedata.normalize("NFKC", typed).upper())
        if found is None:
            raise ValidationError(_("This is not a postcode. It has four digits, such as 9401."))
        return " ".join(part for part in found.groups() if part)


class BirthYearField(forms.IntegerField):
    """A year of birth; nobody has to give one."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=gettext_lazy("Year of birth"),
            required=False,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
            error_messages={
                "invalid": gettext_lazy("Write the year in four digits, such as 1961.")
            },
            **more,
        )

    def clean(self, value: Any) -> int | None:
        year: int | None = super().clean(value)
        today = clock.today().year
        if year is not None and not today - OLDEST <= year <= today:
            raise ValidationError(_("This year cannot be right. Leave it empty if you like."))
        return year


class DayField(forms.DateField):
    """A day, chosen or typed the Dutch way."""

    def __init__(self, *, required_message: Words = "", **more: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            widget=widget,
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={
                "required": required_message or gettext_lazy("Fill in a date."),
                "invalid": gettext_lazy("A date looks like 31-12-2026."),
            },
            **more,
        )


def token_field() -> forms.UUIDField:
    """Return the hidden field that names one writing, so that a form sent twice stays one."""
    messages = {"required": SEND_ONCE_MORE, "invalid": SEND_ONCE_MORE}
    return forms.UUIDField(widget=forms.HiddenInput, error_messages=messages)
