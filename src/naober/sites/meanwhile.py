"""What it says now, for who changes something while somebody else was first."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from naober.shared.rows import Row


def differences(form: forms.Form, now: Mapping[str, Any]) -> list[Row]:
    """Return what it says `now` in each field that was filled in otherwise; for a bound form."""
    form.is_valid()
    return [
        Row(str(field.label), _shown(form.fields[field.name], now[field.name]))
        for field in form
        if field.name in now and form.cleaned_data.get(field.name) != now[field.name]
    ]


def _shown(field: forms.Field, value: Any) -> str:
    labels = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(one, one)) for one in values if one) or _("(empty)")
