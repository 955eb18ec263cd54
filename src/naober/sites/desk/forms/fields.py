"""Fields that look at what was typed the way a person would."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})?")
_NUMBER = re.compile(r"[+(]?\d[\d\s()-]*")


class PostcodeField(forms.CharField):
    """A Dutch postcode, with or without its letters: "9401ab" becomes "9401 AB"."""

    def __init__(self, **more: Any) -> None:
        super().__init__(label=_("Postcode"), max_length=10, **more)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        found = _POSTCODE.fullmatch(text)
        if found is None:
            raise ValidationError(_("A postcode looks like 9401 or 9401 AB."))
        return " ".join(part.upper() for part in found.groups() if part)


class PhoneField(forms.CharField):
    """A telephone number as people write it, with at least ten digits."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel"})
        super().__init__(max_length=20, widget=widget, **more)

    def clean(self, value: Any) -> str:
        text = " ".join(super().clean(value).split())
        if text and not (_NUMBER.fullmatch(text) and len(re.sub(r"\D", "", text)) >= 10):
            raise ValidationError(_("A telephone number has ten digits. Read it back once more."))
        return text
